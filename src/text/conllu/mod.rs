//! CoNLL-U in and out at any step (<https://universaldependencies.org/format.html>).
//!
//! Names stand in the MISC column as `NER=B-per`, `NER=I-org`, `NER=B-deriv-per`, `NER=O`, chains of mentions as `Entity=`
//! of CorefUD. A comment
//! `# layers = morph,lemma,dep,ner` says which layers of a sentence are annotated; without it, the columns tell.
//!
//! ```
//! use trojka::text::conllu::{documents, read, write_document};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let file = tempfile::NamedTempFile::new()?;
//! let words = ["1\tAna\tAna\tPROPN\t_\t_\t2\tnsubj\t_\tNER=B-per", "2\tpoje\tpeti\tVERB\t_\t_\t0\troot\t_\tNER=O"];
//! std::fs::write(file.path(), format!("{}\n\n", words.join("\n")))?;
//!
//! let doc = documents("pesem", read(file.path())?).remove(0);
//! assert_eq!(doc.article.text, "Ana poje");
//! assert_eq!((doc.names.len(), doc.sentences[0].tokens[1].lemma.as_str()), (1, "peti"));
//! let mut out = Vec::new();
//! write_document(&doc, &mut out)?;
//! assert!(String::from_utf8(out)?.contains(words[0]));
//!
//! // A word whose head is not there is told with its line.
//! std::fs::write(file.path(), words[0].to_owned() + "\n\n")?;
//! assert!(read(file.path()).unwrap_err().to_string().contains(":1:"));
//! # Ok(())
//! # }
//! ```

mod assemble;
mod entity;
mod read;
mod write;

pub use assemble::{documents, given_layers};
pub use entity::BlockMention;
pub use read::{Reader, read};
pub use write::write_document;

use super::token::{NameClass, Token};
use std::ops::Range;

/// One sentence of a CoNLL-U file. The spans of its tokens are empty until [`documents`] joins the sentences to a text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Block {
    /// Line of the first word or comment, counted from 1.
    pub line: usize,
    /// `# newdoc`, with its id where one is given.
    pub newdoc: Option<String>,
    /// `# newpar`
    pub newpar: bool,
    pub sent_id: Option<String>,
    /// `# text`
    pub text: Option<String>,
    pub layers: Layers,
    pub tokens: Vec<Token>,
    /// What stands after each token is a space.
    pub space_after: Vec<bool>,
    /// Words of one multiword token, with its form; they share one span.
    pub multiword: Vec<(Range<usize>, String)>,
    pub names: Vec<BlockName>,
    /// From `Entity=` in MISC.
    pub mentions: Vec<BlockMention>,
}

/// A name by the 0-based indices of its tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockName {
    pub tokens: Range<usize>,
    pub class: NameClass,
    /// `deriv-per`: a possessive adjective of a person's name.
    pub possessive: bool,
}

/// Which layers of a sentence are annotated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Layers {
    pub morph: bool,
    pub lemma: bool,
    pub dep: bool,
    pub ner: bool,
}
