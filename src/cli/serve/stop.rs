//! When to stop: Ctrl-C or SIGTERM. A second one ends the program at once.

use std::future::Future;
use std::io;

/// Listens from now on; what it gives is done with the first signal.
#[cfg(unix)]
pub(super) fn signal() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    let next = async move || {
        tokio::select! {
            _ = interrupt.recv() => SignalKind::interrupt(),
            _ = terminate.recv() => SignalKind::terminate(),
        }
    };
    let (told, stop) = tokio::sync::oneshot::channel();
    tokio::spawn(async move {
        let mut next = next;
        next().await;
        tracing::info!(target: "trojka", "stopping: running requests are finished; a second signal ends them");
        let _ = told.send(());
        let second = next().await;
        // The status that a shell gives to a process which a signal has ended.
        std::process::exit(128 + second.as_raw_value());
    });
    Ok(async move {
        let _ = stop.await;
    })
}

/// Listens from now on; what it gives is done with the first Ctrl-C.
#[cfg(not(unix))]
pub(super) fn signal() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    let (told, stop) = tokio::sync::oneshot::channel();
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            let _ = told.send(());
            let _ = tokio::signal::ctrl_c().await;
            std::process::exit(130);
        }
        std::future::pending::<()>().await;
    });
    Ok(async move {
        let _ = stop.await;
    })
}
