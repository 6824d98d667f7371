//! What leaves the program: linked data and the analysis itself.

pub mod analysis;
