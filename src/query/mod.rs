//! 7 ASK: SPARQL over a data set, from the text of a query to the bytes of its result; and updates.
//!
//! ```
//! use oxigraph::model::{GraphName, Literal, NamedNode, Quad, vocab::rdfs};
//! use trojka::dataset::Dataset;
//! use trojka::query::{Output, Question, on_deep_stack, write_results};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
//! let dataset = Dataset::new();
//! let thing = NamedNode::new("http://example.org/thing")?;
//! let label = Literal::new_language_tagged_literal("ena", "sl")?;
//! dataset.extend([Quad::new(thing, rdfs::LABEL.into_owned(), label, GraphName::DefaultGraph)]);
//!
//! let question = Question::new("SELECT (STR(?label) AS ?name) WHERE { ?thing ?p ?label FILTER(LANG(?label) = 'sl') }");
//! let csv = on_deep_stack(|| -> Result<_, Box<dyn std::error::Error + Send + Sync>> {
//!     let output = Output::parse("csv").ok_or("a known form")?;
//!     let mut bytes = Vec::new();
//!     write_results(question.ask(&dataset)?, output.into(), [], &question.dialect(), &mut bytes)?;
//!     Ok(String::from_utf8(bytes)?)
//! })??;
//! assert_eq!(csv, "name\r\nena\r\n");
//!
//! // Line and column of what is wrong.
//! let wrong = Question::new("SELECT * WHERE { ?s ?p }").ask(&dataset).err().ok_or("an error")?;
//! assert!(wrong.to_string().contains("line 1, column 18"));
//! # Ok(())
//! # }
//! ```

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
