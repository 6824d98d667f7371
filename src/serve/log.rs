//! What happened, line by line on standard error, as text or as JSON.
//!
//! A line never holds a token, a header or the values of a query's parameters. What comes from a client is quoted and
//! its control characters are escaped, so no request can write a line of its own. Lines are written by a thread of
//! their own: a reader that stalls makes lines go missing (they are counted), never requests wait.

use std::io::{self, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Lines that may wait for the reader of standard error.
const BACKLOG: usize = 10_000;
/// How long the end of the program waits for the last lines.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// How a line of the log is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    #[default]
    Text,
    Json,
}

/// The least urgent lines that are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum LogLevel {
    Off,
    Error,
    Warn,
    /// One line for each request.
    #[default]
    Info,
    Debug,
    Trace,
}

/// The log of the program. When it is dropped, the lines so far are out.
#[derive(Debug)]
pub struct Log {
    lines: SyncSender<Line>,
}

enum Line {
    Text(Vec<u8>),
    /// All before it is written.
    Mark(SyncSender<()>),
}

impl Log {
    /// Starts the log of this process, and logs panics with their place from now on. A second call changes nothing.
    ///
    /// # Errors
    /// When the thread that writes cannot be started.
    pub fn start(format: LogFormat, level: LogLevel) -> io::Result<Self> {
        let (lines, waiting) = sync_channel(BACKLOG);
        std::thread::Builder::new().name("log".into()).spawn(move || write_all(&waiting))?;
        let log = Self { lines };
        let level = LevelFilter::from(level);
        // Libraries say little that matters here.
        let others = level.min(LevelFilter::WARN);
        let targets = Targets::new().with_target("trojka", level).with_default(others);
        let layer = tracing_subscriber::fmt::layer().with_writer(Lines(log.lines.clone())).with_ansi(false);
        let registry = tracing_subscriber::registry().with(targets);
        let begun = match format {
            LogFormat::Text => registry.with(layer).try_init(),
            LogFormat::Json => registry.with(layer.json().flatten_event(true)).try_init(),
        };
        if begun.is_ok() {
            std::panic::set_hook(Box::new(tell_panic));
        }
        Ok(log)
    }
}

impl Drop for Log {
    fn drop(&mut self) {
        let (done, wait) = sync_channel(1);
        if self.lines.try_send(Line::Mark(done)).is_ok() {
            let _ = wait.recv_timeout(LAST_WORDS);
        }
    }
}

impl From<LogLevel> for LevelFilter {
    fn from(level: LogLevel) -> Self {
        match level {
            LogLevel::Off => Self::OFF,
            LogLevel::Error => Self::ERROR,
            LogLevel::Warn => Self::WARN,
            LogLevel::Info => Self::INFO,
            LogLevel::Debug => Self::DEBUG,
            LogLevel::Trace => Self::TRACE,
        }
    }
}

/// Milliseconds as they are logged: with microseconds behind the point.
pub(super) fn ms(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 1e6).round() / 1e3
}

/// The beginning of a text that comes from outside, without characters that act on what shows them. (Ends of lines are
/// escaped by both forms of the log.)
pub(super) fn excerpt(text: &str, length: usize) -> String {
    let acts = |c: char| (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || is_format(c);
    let mut shown: String = text.chars().take(length).map(|c| if acts(c) { '\u{fffd}' } else { c }).collect();
    if text.chars().nth(length).is_some() {
        shown.push_str(&format!("… ({} bytes)", text.len()));
    }
    shown
}

/// Characters without a shape that change the order or the lines of others.
fn is_format(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn tell_panic(panic: &std::panic::PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    let (payload, none) = (panic.payload(), "(no message)");
    let message = payload.downcast_ref::<String>().map(String::as_str);
    let message = excerpt(message.or_else(|| payload.downcast_ref().copied()).unwrap_or(none), 1000);
    let thread = std::thread::current().name().unwrap_or("").to_owned();
    tracing::error!(target: "trojka::panic", place, thread, panic = message, "fault in the program");
}

/// Lines that found no place.
static LOST: AtomicU64 = AtomicU64::new(0);

fn write_all(waiting: &Receiver<Line>) {
    let mut out = io::stderr();
    while let Ok(line) = waiting.recv() {
        match line {
            Line::Text(bytes) => {
                let _ = out.write_all(&bytes);
            }
            Line::Mark(done) => {
                let _ = done.try_send(());
            }
        }
        let lost = LOST.swap(0, Ordering::Relaxed);
        if lost > 0 {
            tracing::warn!(target: "trojka::log", lost, "lines went missing: standard error is read too slowly");
        }
    }
}

#[derive(Clone)]
struct Lines(SyncSender<Line>);

impl Write for Lines {
    /// Takes one whole line.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.try_send(Line::Text(bytes.to_vec())).is_err() {
            LOST.fetch_add(1, Ordering::Relaxed);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'w> MakeWriter<'w> for Lines {
    type Writer = Self;

    fn make_writer(&'w self) -> Self {
        self.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excerpts_are_short_and_tame() {
        assert_eq!(excerpt("ASK { ?č ?ž \"\n\" }", 100), "ASK { ?č ?ž \"\n\" }");
        assert_eq!(excerpt("a\u{1b}[31mb\u{202e}c\u{85}d\u{0}", 100), "a\u{fffd}[31mb\u{fffd}c\u{fffd}d\u{fffd}");
        let long = excerpt(&"č".repeat(101), 100);
        assert_eq!(long.chars().filter(|&c| c == 'č').count(), 100);
        assert!(long.ends_with("(202 bytes)"), "{long}");
    }
}
