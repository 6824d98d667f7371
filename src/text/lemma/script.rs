//! Edit scripts: how a form becomes its lemma.

use smol_str::SmolStr;

/// How many letters a script may take off the front (superlatives and the like).
const LONGEST_PREFIX: usize = 4;

/// The letter case of a lemma.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Casing {
    /// The letters that stay keep their case.
    Keep,
    Lower,
    /// First letter upper, the others lower.
    Title,
    Upper,
}

impl Casing {
    const ALL: [Casing; 4] = [Casing::Lower, Casing::Keep, Casing::Title, Casing::Upper];

    fn letter(self) -> char {
        match self {
            Casing::Keep => 'k',
            Casing::Lower => 'l',
            Casing::Title => 't',
            Casing::Upper => 'u',
        }
    }
}

/// Take letters off the front and a suffix off the end, add another, set the case.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Script {
    casing: Casing,
    /// Letters to take off the front.
    prefix: usize,
    /// In lower case.
    suffix: SmolStr,
    ending: SmolStr,
}

impl Script {
    /// The shortest script that leads from a form to its lemma. `proper` says whether a capital belongs to the lemma.
    pub fn between(form: &str, lemma: &str, proper: bool) -> Self {
        let (lower_form, lower_lemma) = (letters(form), letters(lemma));
        let (prefix, stem) = split(&lower_form, &lower_lemma);
        let suffix: SmolStr = lower_form[prefix + stem..].iter().copied().collect();
        let ending: SmolStr = lower_lemma[stem..].iter().copied().collect();
        let order: &[Casing] = if proper { &[Casing::Keep, Casing::Title, Casing::Upper] } else { &Casing::ALL };
        let mut scripts = order.iter().map(|&casing| Self {
            casing,
            prefix,
            suffix: SmolStr::clone(&suffix),
            ending: SmolStr::clone(&ending),
        });
        let exact = scripts.find(|script| script.apply(form).as_deref() == Some(lemma));
        exact.unwrap_or_else(|| Self {
            casing: Casing::Keep,
            prefix: 0,
            suffix: lower_form.iter().copied().collect(),
            ending: lemma.into(),
        })
    }

    /// What stays of a form, or nothing when it has not the letters that the script takes off.
    fn stem<'f>(&self, form: &'f str) -> Option<&'f str> {
        let mut end = form.len();
        let mut letters = form.char_indices().rev();
        for expected in self.suffix.chars().rev() {
            let (at, letter) = letters.next()?;
            if lower(letter) != expected {
                return None;
            }
            end = at;
        }
        let mut stem = form[..end].chars();
        for _ in 0..self.prefix {
            stem.next()?;
        }
        Some(stem.as_str())
    }

    /// Whether it leads from a form to a lemma that is not empty.
    pub fn fits(&self, form: &str) -> bool {
        self.stem(form).is_some_and(|stem| !stem.is_empty() || !self.ending.is_empty())
    }

    /// The lemma, or nothing when the form has not the letters that the script takes off.
    pub fn apply(&self, form: &str) -> Option<String> {
        let stem = self.stem(form)?;
        let mut lemma = String::with_capacity(stem.len() + self.ending.len());
        let mut all = stem.chars().chain(self.ending.chars());
        match self.casing {
            Casing::Keep => lemma.extend([stem, &self.ending]),
            Casing::Lower => {
                lemma.extend(stem.chars().map(lower));
                lemma.push_str(&self.ending);
            }
            Casing::Upper => lemma.extend(all.flat_map(char::to_uppercase)),
            Casing::Title => {
                lemma.extend(all.next().into_iter().flat_map(char::to_uppercase));
                lemma.extend(all.map(lower));
            }
        }
        Some(lemma)
    }

    pub fn to_line(&self) -> String {
        format!("{}\t{}\t{}\t{}", self.casing.letter(), self.prefix, self.suffix, self.ending)
    }

    /// # Errors
    /// When the line is not a script.
    pub fn from_line(line: &str) -> Result<Self, String> {
        let parse = || {
            let mut fields = line.split('\t');
            let casing = fields.next()?.chars().next()?;
            let casing = Casing::ALL.into_iter().find(|known| known.letter() == casing)?;
            let prefix = fields.next()?.parse().ok()?;
            Some(Self { casing, prefix, suffix: fields.next()?.into(), ending: fields.next()?.into() })
        };
        parse().ok_or_else(|| format!("has the faulty edit script {line:?}"))
    }
}

/// How much of the front goes and how long the common stem is, with the fewest letters changed.
fn split(form: &[char], lemma: &[char]) -> (usize, usize) {
    let choices = (0..=LONGEST_PREFIX.min(form.len())).map(|prefix| {
        let stem = form[prefix..].iter().zip(lemma).take_while(|(f, l)| f == l).count();
        let changed = 2 * prefix + (form.len() - prefix - stem) + (lemma.len() - stem);
        (changed, prefix, stem)
    });
    choices.min().map_or((0, 0), |(_, prefix, stem)| (prefix, stem))
}

fn letters(text: &str) -> Vec<char> {
    text.chars().map(lower).collect()
}

/// Lower case, one letter for one letter.
pub fn lower(c: char) -> char {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(single), None) => single,
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leads_from_form_to_lemma() {
        for (form, lemma, proper) in [
            ("hiše", "hiša", false),
            ("Hiše", "hiša", false),
            ("najlepšega", "lep", false),
            ("so", "biti", false),
            ("Frontexa", "Frontex", true),
            ("EU-ja", "EU", true),
            ("LJUBLJANI", "Ljubljana", true),
            ("Nata", "NATO", true),
            ("", "", false),
            ("İ", "i", false),
        ] {
            let script = Script::between(form, lemma, proper);
            assert_eq!(script.apply(form).as_deref(), Some(lemma), "{script:?}");
            assert_eq!(Script::from_line(&script.to_line()), Ok(script));
        }
    }

    #[test]
    fn one_script_serves_words_of_one_pattern() {
        let script = Script::between("Hiše", "hiša", false);
        assert_eq!(script, Script::between("kletke", "kletka", false));
        assert_eq!(script.apply("miza"), None);
        let script = Script::between("Zagreba", "Zagreb", true);
        assert_eq!(script.apply("McDonaldsa").as_deref(), Some("McDonalds"));
    }
}
