//! Our own server for the suites: empty, with the standard's default graph, in this process but on a real socket.

use super::client::Client;
use std::future::Future;
use std::net::SocketAddr;
use tokio::net::TcpListener;
use trojka::graph::Base;
use trojka::serve::{Options, Token, router, run};
use trojka::store::Store;

const TOKEN: &str = "w3c-suites";

pub fn client() -> Client {
    let address = serve(|address| {
        let base = Base::new(&format!("http://{address}/")).expect("absolute");
        let options = Options {
            union_default_graph: false,
            token: Token::new(TOKEN),
            allow_service: vec!["127.0.0.1".into()],
            ..Options::default()
        };
        let router = router(Store::in_memory(base), options.clone()).expect("texts of the page");
        move |listener| async move { run(listener, router, &options, std::future::pending()).await.expect("served") }
    });
    let url = |path: &str| format!("http://{address}/{path}");
    Client::new(&url("sparql"), &url("update"), &url("store"), Some(TOKEN.to_owned()))
}

/// Serves on a free port of loopback until the test program ends. The service is made for its address.
pub fn serve<S, F>(make: impl FnOnce(SocketAddr) -> S + Send + 'static) -> SocketAddr
where
    S: FnOnce(TcpListener) -> F,
    F: Future<Output = ()>,
{
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        runtime.expect("runtime").block_on(async move {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
            let address = listener.local_addr().expect("bound");
            let service = make(address);
            sender.send(address).expect("waited for");
            service(listener).await;
        });
    });
    receiver.recv().expect("address")
}
