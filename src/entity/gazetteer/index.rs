//! Inflected forms, found by the words of a text.

use crate::entity::inflect::InflectedForm;
use crate::text::{Case, Gender, Number};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// How a form names its entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FormRole {
    /// The preferred name.
    Name,
    Alias,
    Acronym,
    /// *albanski*
    Adjective,
    /// *Albanec*
    Demonym,
    /// A kind of body (*notranje ministrstvo*) without or with its country.
    Body,
}

/// The grammar that one form can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FormReading {
    pub case: Case,
    pub number: Number,
    pub gender: Gender,
}

/// What a form leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    Entry(u32),
    Body(u32),
}

#[derive(Debug, Clone)]
pub struct Form {
    pub text: SmolStr,
    pub target: Target,
    pub role: FormRole,
    pub ambiguous: bool,
    /// The first word may also stand in lower case.
    pub lower_start: bool,
    pub readings: Vec<FormReading>,
}

impl Form {
    /// What the forms of a name have in common.
    pub fn of(target: Target, role: FormRole, ambiguous: bool, lower_start: bool) -> Self {
        Self { text: SmolStr::default(), target, role, ambiguous, lower_start, readings: Vec::new() }
    }
}

#[derive(Debug, Clone, Default)]
pub struct Index {
    /// By the atoms of the form in lower case, joined by spaces.
    forms: FxHashMap<SmolStr, Vec<Form>>,
    /// The most atoms of a form, by its first.
    longest: FxHashMap<SmolStr, usize>,
}

impl Index {
    /// Adds the forms of one word or phrase.
    ///
    /// `pattern` says what they lead to; its text and readings are not used.
    pub fn add(&mut self, forms: Vec<InflectedForm>, pattern: &Form) {
        let mut groups: Vec<(String, Vec<FormReading>)> = Vec::new();
        for form in forms {
            let reading = FormReading { case: form.case, number: form.number, gender: form.gender };
            match groups.iter_mut().find(|(text, _)| *text == form.form) {
                Some((_, readings)) if readings.contains(&reading) => {}
                Some((_, readings)) => readings.push(reading),
                None => groups.push((form.form, vec![reading])),
            }
        }
        for (text, readings) in groups {
            self.add_form(Form { text: text.into(), readings, ..pattern.clone() });
        }
    }

    fn add_form(&mut self, form: Form) {
        let mut key = String::with_capacity(form.text.len() + 4);
        let mut count = 0;
        for atom in atoms(&form.text) {
            push_atom(&mut key, atom);
            count += 1;
        }
        let first = key.split(' ').next().unwrap_or_default();
        match self.longest.get_mut(first) {
            Some(longest) => *longest = count.max(*longest),
            None => {
                self.longest.insert(first.into(), count);
            }
        }
        let known = self.forms.entry(key.into()).or_default();
        match known.iter_mut().find(|k| (k.target, k.role, &k.text) == (form.target, form.role, &form.text)) {
            Some(same) => {
                let new = form.readings.iter().filter(|reading| !same.readings.contains(reading));
                let new: Vec<FormReading> = new.copied().collect();
                same.readings.extend(new);
            }
            None => known.push(form),
        }
    }

    /// The most atoms of a form that begins with this one (in lower case); 0 when none does.
    fn longest(&self, first: &str) -> usize {
        self.longest.get(first).copied().unwrap_or(0)
    }

    fn get(&self, key: &str) -> &[Form] {
        self.forms.get(key).map_or(&[], Vec::as_slice)
    }

    /// The first atoms of all forms, in lower case.
    pub fn first_atoms(&self) -> impl Iterator<Item = &SmolStr> {
        self.longest.keys()
    }

    /// Number of different forms.
    pub fn len(&self) -> usize {
        self.forms.values().map(Vec::len).sum()
    }
}

/// The forms of some indices that begin at a token, with the number of tokens each takes: the longest first, and of
/// equals those of later indices first. `first` is the first atom of the token in lower case.
pub fn at<'i>(indices: &[&'i Index], first: &str, tokens: &[&str], start: usize) -> Vec<(usize, &'i Form)> {
    let longest = indices.iter().map(|index| index.longest(first)).max().unwrap_or(0);
    let mut seen: Vec<&str> = Vec::new();
    let mut key = String::new();
    let mut found = Vec::new();
    for (count, token) in tokens[start..].iter().enumerate() {
        for atom in atoms(token).take(longest + 1 - seen.len()) {
            push_atom(&mut key, atom);
            seen.push(atom);
        }
        if seen.len() > longest {
            break;
        }
        let forms = indices.iter().flat_map(|index| index.get(&key));
        found.extend(forms.filter(|form| written_as(&seen, form)).map(|form| (count + 1, form)));
    }
    found.reverse();
    found
}

/// Runs of letters and digits, and every other mark by itself, so that tokenisation of hyphens does not matter.
pub fn atoms(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text.trim_start();
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = match first.is_alphanumeric() {
            true => rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len()),
            false => first.len_utf8(),
        };
        let (atom, after) = rest.split_at(end);
        rest = after.trim_start();
        Some(atom)
    })
}

fn push_atom(key: &mut String, atom: &str) {
    if !key.is_empty() {
        key.push(' ');
    }
    key.extend(atom.chars().flat_map(char::to_lowercase));
}

fn written_as(seen: &[&str], form: &Form) -> bool {
    let mut pairs = seen.iter().copied().zip(atoms(&form.text)).enumerate();
    pairs.all(|(index, (seen, expected))| {
        let lower = index == 0 && form.lower_start && expected.chars().flat_map(char::to_lowercase).eq(seen.chars());
        lower || same_letters(seen, expected)
    })
}

/// Whether a word of the text can be a word of a form: as it stands, with a capital at the start of a sentence, or in
/// capitals as a heading is.
fn same_letters(seen: &str, expected: &str) -> bool {
    if seen == expected {
        return true;
    }
    let mut letters = seen.chars();
    let Some(first) = letters.next().filter(|first| first.is_uppercase()) else { return false };
    let capitalised = expected.chars().next().is_some_and(|c| c.to_uppercase().eq(std::iter::once(first)));
    let rest_equal =
        letters.as_str() == expected.get(expected.chars().next().map_or(0, char::len_utf8)..).unwrap_or("");
    let in_capitals = seen.chars().count() > 1 && !seen.chars().any(char::is_lowercase);
    capitalised && (rest_equal || in_capitals)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn atoms_do_not_depend_on_tokens() {
        assert_eq!(atoms("bosansko-hercegovski").collect::<Vec<_>>(), ["bosansko", "-", "hercegovski"]);
        assert_eq!(atoms("Côte d’Ivoire").collect::<Vec<_>>(), ["Côte", "d", "’", "Ivoire"]);
        assert_eq!(atoms(" ").count(), 0);
    }

    #[test]
    fn capitals_are_lenient_one_way() {
        assert!(same_letters("Albanski", "albanski"));
        assert!(same_letters("ALBANIJA", "Albanija"));
        assert!(same_letters("NATO", "Nato"));
        assert!(!same_letters("albanija", "Albanija"));
        assert!(!same_letters("Eu", "EU"));
        assert!(!same_letters("eu", "EU"));
    }
}
