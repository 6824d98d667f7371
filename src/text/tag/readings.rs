//! What a form can be when no sentence tells: the readings of the lexicon, or those of the form's ending.

use super::tagset::{Analysis, TagSet};
use super::{Lexicon, MODEL, endings, features, lexicon};
use crate::error::Result;
use crate::lang::Pack;
use crate::text::linear::Archive;
use std::borrow::Cow;

/// The word lists of the tagger, without its network.
pub struct Readings {
    tags: TagSet,
    lexicon: Lexicon,
    endings: Lexicon,
}

impl Readings {
    /// # Errors
    /// When the pack has no usable model.
    pub fn load(pack: &Pack) -> Result<Self> {
        Self::from_bytes(pack.read(MODEL)?).map_err(|message| pack.error(MODEL, None, message))
    }

    fn from_bytes(bytes: Cow<'static, [u8]>) -> Result<Self, String> {
        let archive = Archive::parse(bytes)?;
        let tags = TagSet::from_lines(&archive.strings("analyses")?)?;
        let lexicon = Lexicon::parse(archive.section("lexicon")?, tags.len())?;
        let endings = Lexicon::parse(archive.section("endings")?, tags.len())?;
        Ok(Self { tags, lexicon, endings })
    }

    /// The analyses that a form had in the training data, most frequent first; empty for a form that is not known.
    pub fn known(&self, form: &str) -> Vec<&Analysis> {
        let readings = self.lexicon.get(lexicon::key(&features::normalise(form)));
        readings.iter().map(|reading| self.tags.get(reading.tag)).collect()
    }

    /// The analyses of words that end like a form, most frequent first; empty when its ending tells nothing.
    pub fn by_ending(&self, form: &str) -> Vec<&Analysis> {
        let readings = endings::readings(&self.endings, form, &features::normalise(form));
        readings.iter().map(|reading| self.tags.get(reading.tag)).collect()
    }
}
