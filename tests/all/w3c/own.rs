//! Our own server for the suites: empty, with the standard's default graph, in this process but on a real socket.

use super::client::Client;
use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;
use trojka::graph::Base;
use trojka::serve::{Options, router, run};
use trojka::store::Store;

const TOKEN: &str = "w3c-suites";

pub fn client() -> Client {
    let store = Store::in_memory(Base::default()).expect("memory");
    let options = Options { query_timeout: Duration::from_secs(30), union_default_graph: false, ..Options::default() };
    let router = router(store, options).expect("texts of the page");
    let address = serve(|listener| async move {
        run(listener, router, std::future::pending()).await.expect("served");
    });
    let url = |path: &str| format!("http://{address}/{path}");
    Client::new(&url("sparql"), &url("update"), &url("store"), Some(TOKEN.to_owned()))
}

/// Serves on a free port of loopback until the test program ends.
pub fn serve<F: Future<Output = ()>>(service: impl FnOnce(TcpListener) -> F + Send + 'static) -> SocketAddr {
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        runtime.expect("runtime").block_on(async move {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
            sender.send(listener.local_addr().expect("bound")).expect("waited for");
            service(listener).await;
        });
    });
    receiver.recv().expect("address")
}
