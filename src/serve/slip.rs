//! Small queries, whose result is small too: most are. To wake another thread takes longer than to answer them.

use super::outlet::{CHUNK, Sink};
use crate::dataset::budget::Budget;
use crate::query::{Question, is_flat};
use std::io::{self, Write};

// What a query may be that is answered on the spot: bytes of its text, steps and memory of its evaluation.
// The steps take about a millisecond.
const SMALL_TEXT: usize = 2 << 10;
const SMALL_STEPS: u32 = 10_000;
const SMALL_MEMORY: u64 = 8 << 20;

/// What a small query may use.
pub(super) fn budget() -> Budget {
    Budget { memory: Some(SMALL_MEMORY), steps: Some(SMALL_STEPS), ..Budget::default() }
}

/// Whether a query is worth a try on the spot: short, flat, asking no other server and no index.
pub(super) fn is_small(question: &Question) -> bool {
    let text = question.text.as_str();
    let asks = |word: &str| text.contains(word);
    text.len() <= SMALL_TEXT && !asks("matches") && !asks("query") && is_flat(text)
}

/// A result that has to fit into one chunk.
#[derive(Default)]
pub(super) struct Slip {
    pub content_type: &'static str,
    pub bytes: Vec<u8>,
}

impl Sink for Slip {
    fn is_of_type(&mut self, media_type: &'static str) {
        self.content_type = media_type;
    }
}

impl Write for Slip {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > CHUNK {
            return Err(io::ErrorKind::WriteZero.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
