//! 7 ASK: SPARQL over a data set, from the text of a query to the bytes of its result.

mod evaluate;
mod format;
mod guard;
mod syntax;
mod table;

pub use evaluate::{DEEP_STACK, QueryError, Question, Search, on_deep_stack};
pub use format::{Output, Rendering, WriteError, write_results};
pub use guard::{Complaint, check};
