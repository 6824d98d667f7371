//! Coreference within documents: who is who, against annotated chains.
//!
//! The measures and the treatment of mentions that only one side has follow Pradhan et al. 2014, *Scoring Coreference
//! Partitions of Predicted Mentions*; the match by heads follows the scorer of CorefUD.

mod assignment;
mod gold;
mod matching;
mod metric;

pub use gold::{GoldChains, read};
pub use matching::{Match, align, drop_singletons};
pub use metric::{Chains, Measure, Scores};
