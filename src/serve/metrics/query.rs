//! The life of one query, from its arrival to its end: counted, timed, logged when it is slow.

use super::{EndingLabels, Metrics};
use crate::serve::log::{excerpt, ms};
use prometheus_client::encoding::{EncodeLabelValue, LabelValueEncoder};
use std::fmt::{self, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tracing::Span;

/// Code points of a slow query's text that are logged.
const LOGGED: usize = 2000;

/// How a query ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ending {
    /// Its whole result went out.
    Answered,
    /// It was wrong, refused, or its result is in no form that the client takes.
    Rejected,
    /// Its evaluation failed.
    Failed,
    TimedOut,
    OverMemory,
    /// The client left.
    Cancelled,
    /// There was no turn for it: the queue was full or its wait too long.
    TurnedAway,
}

impl Ending {
    fn name(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Rejected => "rejected",
            Self::Failed => "failed",
            Self::TimedOut => "timed_out",
            Self::OverMemory => "over_memory",
            Self::Cancelled => "cancelled",
            Self::TurnedAway => "turned_away",
        }
    }
}

impl EncodeLabelValue for Ending {
    fn encode(&self, encoder: &mut LabelValueEncoder<'_>) -> fmt::Result {
        encoder.write_str(self.name())
    }
}

/// Follows one query. Make it when the query arrives, call [`runs`](Self::runs) when its turn comes and
/// [`ends`](Self::ends) when its end is known. Dropped without that, the query counts as [`Ending::Cancelled`].
///
/// It remembers the request in which it was made, so that it may be moved to another thread.
#[derive(Debug)]
pub struct QueryWatch {
    metrics: Arc<Metrics>,
    text: String,
    slow: Duration,
    began: Option<Instant>,
    ending: Ending,
    request: Span,
}

impl Metrics {
    /// A query arrives and waits for its turn. When it runs for longer than `slow` its text is logged.
    pub fn query(self: &Arc<Self>, text: &str, slow: Duration) -> QueryWatch {
        self.waiting.inc();
        let text = excerpt(text, LOGGED);
        let (metrics, request) = (Arc::clone(self), Span::current());
        QueryWatch { metrics, text, slow, began: None, ending: Ending::Cancelled, request }
    }
}

impl QueryWatch {
    /// The query's turn has come.
    pub fn runs(&mut self) {
        if self.began.is_none() {
            self.metrics.waiting.dec();
            self.metrics.running.inc();
            self.began = Some(Instant::now());
        }
    }

    /// The query is over.
    pub fn ends(mut self, ending: Ending) {
        self.ending = ending;
    }
}

impl Drop for QueryWatch {
    fn drop(&mut self) {
        let metrics = &self.metrics;
        metrics.queries.get_or_create(&EndingLabels { ending: self.ending }).inc();
        let Some(began) = self.began else {
            metrics.waiting.dec();
            return;
        };
        metrics.running.dec();
        let took = began.elapsed();
        metrics.query_seconds.observe(took.as_secs_f64());
        if took >= self.slow {
            let _request = self.request.enter();
            let (ms, ending, query) = (ms(took), self.ending.name(), self.text.as_str());
            tracing::warn!(target: "trojka::query", ms, ending, query, "slow query");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_counted_at_each_step() {
        let metrics = Arc::new(Metrics::default());
        let figures = || (metrics.waiting.get(), metrics.running.get());
        let count = |ending| metrics.queries.get_or_create(&EndingLabels { ending }).get();
        let mut query = metrics.query("ASK {}", Duration::MAX);
        assert_eq!(figures(), (1, 0));
        query.runs();
        query.runs();
        assert_eq!(figures(), (0, 1));
        query.ends(Ending::TimedOut);
        assert_eq!((figures(), count(Ending::TimedOut), count(Ending::Cancelled)), ((0, 0), 1, 0));
        drop(metrics.query("ASK {}", Duration::MAX));
        assert_eq!((figures(), count(Ending::Cancelled)), ((0, 0), 1));
    }
}
