//! A small recurrent network over the words of a sentence, in plain code on the processor.
//!
//! While it is learnt, an [`Encoder`] of [`Matrix`] values turns a [`Batch`] of feature bags into a vector for each word,
//! [`Recurrent`] layers read a sentence in both directions, and [`Adam`] follows gradients. A network is a plain value that
//! lists its matrices as [`Tensors`]; its gradient is a second value of the same type. Training runs in one thread in a
//! fixed order, so that the same input gives the same bytes on the same kind of processor.
//!
//! Once learnt, weights are whole numbers of 8 bits: a [`Finished`] encoder and [`Dense`] layers calculate products in whole
//! numbers, which are exact, so that a model gives the same answer on every processor.

mod activation;
mod adam;
mod batch;
mod dense;
mod dot;
mod encoder;
mod matrix;
mod pack;
mod recurrent;
mod vocabulary;
mod widely;

pub use activation::{sigmoid, softmax, tanh};
pub use adam::{Adam, Tensors};
pub use batch::{Batch, mask, pieces};
pub use dense::Dense;
pub use encoder::{Encoder, Finished, Sizes, Trail, read_dense, write_dense};
pub use matrix::Matrix;
pub use pack::{pack, unpack};
pub use recurrent::{Recurrent, Trace};
pub use vocabulary::{Row, Vocabulary};
