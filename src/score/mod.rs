//! How good the results are: comparison with what people annotated.

pub mod conllu;
pub mod coref;
pub mod fact;
pub mod linking;
pub mod slavicner;
