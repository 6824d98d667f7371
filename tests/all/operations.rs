//! Operations: what hostile and clumsy connections meet, stopping, logs, figures, settings, backups. Real sockets.

#[path = "operations/backup.rs"]
mod backup;
#[path = "operations/limits.rs"]
mod limits;
#[path = "operations/log.rs"]
mod log;
#[path = "operations/metrics.rs"]
mod metrics;
#[path = "operations/protocol.rs"]
mod protocol;
#[path = "operations/settings.rs"]
mod settings;
#[path = "operations/stop.rs"]
mod stop;

use axum::Router;
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use trojka::serve::{Options, router, run};

/// No wait is longer; what takes so long has failed.
const BOUND: Duration = Duration::from_secs(30);

/// A server on a free port of this machine, with a runtime of its own.
struct Server {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// The service on the sample store.
    fn start(options: Options) -> Self {
        let service = router(crate::serve::store(), options.clone()).expect("texts of the page");
        Self::with(service, options)
    }

    fn with(router: Router, options: Options) -> Self {
        let runtime = tokio::runtime::Runtime::new().expect("runtime");
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("a free port");
        let address = listener.local_addr().expect("bound");
        let (stop, stopped) = oneshot::channel();
        let stopped = async move {
            let _ = stopped.await;
        };
        let thread = std::thread::spawn(move || {
            runtime.block_on(run(listener, router, &options, stopped)).expect("served");
        });
        Self { address, stop: Some(stop), thread: Some(thread) }
    }

    fn connect(&self) -> Client {
        let stream = TcpStream::connect(self.address).expect("connected");
        stream.set_read_timeout(Some(BOUND)).expect("timeout");
        stream.set_write_timeout(Some(BOUND)).expect("timeout");
        Client(stream)
    }

    /// Sends some bytes and reads until the server closes.
    fn talk(&self, bytes: impl AsRef<[u8]>) -> String {
        let mut client = self.connect();
        client.say(bytes);
        client.rest()
    }

    /// A GET on a connection of its own.
    fn get(&self, path: &str) -> String {
        self.talk(format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
    }

    fn tell_to_stop(&mut self) {
        let _ = self.stop.take().expect("running").send(());
    }

    fn wait(&mut self) {
        self.thread.take().expect("running").join().expect("no panic");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.take();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Client(TcpStream);

impl Client {
    /// Sends bytes. A server that has closed meanwhile may have answered before.
    fn say(&mut self, bytes: impl AsRef<[u8]>) -> bool {
        self.0.write_all(bytes.as_ref()).is_ok()
    }

    fn close_own_side(&mut self) {
        self.0.shutdown(Shutdown::Write).expect("open");
    }

    /// Everything until the server closes.
    fn rest(&mut self) -> String {
        let mut bytes = Vec::new();
        let read = self.0.read_to_end(&mut bytes);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(read.is_ok(), "{read:?} after {text:?}");
        text
    }

    /// One answer with a Content-Length; the connection stays.
    fn answer(&mut self) -> String {
        let mut bytes = Vec::new();
        while !bytes.ends_with(b"\r\n\r\n") {
            self.byte(&mut bytes);
        }
        let head = String::from_utf8_lossy(&bytes).to_ascii_lowercase();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok()).unwrap_or(0);
        for _ in 0..length {
            self.byte(&mut bytes);
        }
        String::from_utf8(bytes).expect("UTF-8")
    }

    fn byte(&mut self, bytes: &mut Vec<u8>) {
        let mut byte = [0];
        let told = String::from_utf8_lossy(bytes).into_owned();
        self.0.read_exact(&mut byte).unwrap_or_else(|error| panic!("{error} after {told:?}"));
        bytes.extend(byte);
    }
}

fn status(answer: &str) -> &str {
    answer.get(9..12).unwrap_or(answer)
}
