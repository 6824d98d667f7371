//! 2 ANALYSE: tokens, sentences, tags, lemmas, trees, names and times.

pub mod conllu;
pub mod feats;
pub mod grammar;
pub mod lemma;
pub mod linear;
pub mod names;
pub mod neural;
pub mod parser;
pub mod tag;
pub mod time;
pub mod token;
pub mod tokenise;
pub mod tree;

pub use feats::Feats;
pub use grammar::{Case, Gender, Number};
pub use token::{Name, NameClass, Sentence, Token, Upos};
pub use tree::Tree;
