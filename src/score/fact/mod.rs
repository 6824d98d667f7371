//! Facts against gold facts: precision, recall and F1 by layer.
//!
//! [`gold`] finds and reads gold files, [`sheet`] is the form in which both sides are compared, [`align`] says which of
//! our entities is which gold entity, [`layer`] compares the facts of one article, [`report`] adds up and prints.
//! The rules are set out in `docs/scores.md`.

pub mod align;
pub mod count;
pub mod gold;
pub mod layer;
pub mod reliability;
pub mod report;
pub mod sheet;
mod table;

pub use count::{Counts, Layer, Share, Tally};
pub use gold::{GoldArticle, find};
pub use layer::{Comparison, Miss, compare};
pub use reliability::Judged;
pub use report::{Format, Report};
pub use sheet::Sheet;
pub use table::{percent, table};
