//! 7 ASK: SPARQL over a data set, from the text of a query to the bytes of its result; and updates.

mod evaluate;
mod federate;
mod format;
mod functions;
mod guard;
mod syntax;
mod table;
mod update;
pub(crate) mod walk;

pub use evaluate::{DEEP_STACK, QueryError, Question, Search, on_deep_stack};
pub use federate::Services;
pub use format::{Dialect, Output, Rendering, WriteError, write_results};
pub use guard::{Complaint, check, is_flat};
pub use update::{Amendment, insert};
