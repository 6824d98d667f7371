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

    /// The lemma, or nothing when the form has not the letters that the script takes off.
    pub fn apply(&self, form: &str) -> Option<String> {
        let form: Vec<char> = form.chars().collect();
        let suffix: Vec<char> = self.suffix.chars().collect();
        let stem = form.len().checked_sub(self.prefix + suffix.len())?;
        let end = &form[self.prefix + stem..];
        if !end.iter().zip(&suffix).all(|(&c, &s)| lower(c) == s) {
            return None;
        }
        let kept = form[self.prefix..self.prefix + stem].iter().copied();
        Some(match self.casing {
            Casing::Keep => kept.chain(self.ending.chars()).collect(),
            Casing::Lower => kept.map(lower).chain(self.ending.chars()).collect(),
            Casing::Upper => kept.chain(self.ending.chars()).flat_map(char::to_uppercase).collect(),
            Casing::Title => {
                let mut letters = kept.chain(self.ending.chars());
                letters.next().into_iter().flat_map(char::to_uppercase).chain(letters.map(lower)).collect()
            }
        })
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
