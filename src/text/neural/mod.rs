//! A small recurrent network over the words of a sentence, in plain code on the processor.
//!
//! [`Matrix`] multiplies, [`Recurrent`] reads a sentence in both directions, [`Adam`] follows gradients. A network is a
//! plain value that lists its matrices as [`Tensors`]; its gradient is a second value of the same type.
//!
//! Training runs in one thread in a fixed order, so that the same input gives the same bytes on the same kind of processor.

mod activation;
mod adam;
mod matrix;
mod pack;
mod recurrent;

pub use activation::{sigmoid, softmax, tanh};
pub use adam::{Adam, Tensors};
pub use matrix::Matrix;
pub use pack::{pack, unpack};
pub use recurrent::{Recurrent, Trace};
