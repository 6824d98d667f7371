//! A small recurrent network over the words of a sentence, in plain code on the processor.
//!
//! A [`Vocabulary`] numbers features, an [`Encoder`] turns the features of words into what it makes of each word in its
//! sentence, with [`Recurrent`] layers that read in both directions; [`Adam`] follows gradients. A network is a plain
//! value that lists its matrices as [`Tensors`]; its gradient is a second value of the same type.
//!
//! Training runs in one thread in a fixed order, so that the same input gives the same bytes on the same kind of processor.

mod activation;
mod adam;
mod encoder;
mod matrix;
mod pack;
mod recurrent;
mod vocabulary;

pub use activation::{sigmoid, softmax, tanh};
pub use adam::{Adam, Tensors};
pub use encoder::{Batch, Encoder, Pass, dropout_mask};
pub use matrix::Matrix;
pub use pack::{pack, unpack};
pub use recurrent::{Recurrent, Trace};
pub use vocabulary::{Row, Vocabulary};
