//! Facts read back from the graph as plain values, for tables, event data and networks.

mod agreement;
mod article;
mod codes;
mod event;
mod office;
mod reader;
mod thing;

pub use agreement::AgreementState;
pub use article::{Article, Evidence};
pub use codes::{Code, Codes, local};
pub use event::{Event, Pair};
pub use office::Tenure;
pub use reader::Facts;
pub use thing::{Iso, Same, Thing, iris};
