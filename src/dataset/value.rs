//! A term as the evaluator holds it.

use super::budget;
use super::terms::Id;
use oxigraph::model::Term;
use std::rc::Rc;

/// A term of the data set by its number, or one that a query made and no quad has. Equal values are the same term.
///
/// Copying one is a step for the [`budget`]: joins, sorts and groups copy values where they draw no quads.
#[derive(Debug, PartialEq, Eq, Hash)]
pub enum Value {
    Known(Id),
    Made(Rc<Term>),
    /// In the place of a graph name: all graphs together.
    Union,
    /// In the place of a graph name: the graphs of `FROM` together.
    From,
}

impl Clone for Value {
    #[inline]
    fn clone(&self) -> Self {
        budget::step();
        match self {
            Self::Known(id) => Self::Known(*id),
            Self::Made(term) => Self::Made(Rc::clone(term)),
            Self::Union => Self::Union,
            Self::From => Self::From,
        }
    }
}
