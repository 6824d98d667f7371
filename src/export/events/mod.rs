//! Event data for those who count events.

pub mod cameo;
pub mod polecat;
