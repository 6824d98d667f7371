//! Mentions by proper names, adjectives and demonyms: what the name finder and the gazetteer see, brought into accord.

use super::Find;
use super::split::{is_office_holder, split};
use crate::entity::gazetteer::{FormRole, Gazetteer, Hit};
use crate::entity::role::RoleKind;
use crate::entity::{EntityKind, MentionForm, MentionType, phrase};
use crate::text::{Name, NameClass, Sentence, Token, Upos};
use std::ops::Range;

/// A stretch of words that is a name by one source or both.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub tokens: Range<usize>,
    pub class: MentionType,
    pub form: MentionForm,
    pub confidence: f32,
    /// The nominative, where the gazetteer gives it.
    pub label: Option<String>,
}

pub fn find(find: &mut Find, names: &[Name], gazetteer: &Gazetteer) {
    let mut found: Vec<Candidate> = names.iter().filter_map(|name| from_finder(find, name, names)).collect();
    for name in &mut found {
        if name.class != MentionType::Per && is_office_holder(find, gazetteer.inflector(), &name.tokens) {
            name.class = MentionType::Per;
        }
    }
    let known = from_gazetteer(find.sentence, gazetteer, &found);
    let found = found.into_iter().flat_map(|name| split(find, gazetteer.inflector(), name, &known)).collect();
    for candidate in agree(find.sentence, found, known.clone()) {
        add(find, candidate);
    }
    for candidate in unseen(find) {
        add(find, candidate);
    }
}

fn names_office(find: &Find, token: &Token) -> bool {
    let role = find.roles.role(&token.lemma.to_lowercase());
    token.upos == Upos::Noun && role.is_some_and(|role| role.kind == RoleKind::Post)
}

fn add(find: &mut Find, candidate: Candidate) {
    let head = head(find.sentence, &candidate.tokens);
    let lemma = match (candidate.label, candidate.form) {
        (None, MentionForm::Adjective) => {
            find.sentence.tokens[candidate.tokens.clone()].iter().map(word).collect::<Vec<_>>().join(" ")
        }
        (label, _) => label.unwrap_or_default(),
    };
    find.push(candidate.tokens, head, lemma, candidate.class, candidate.form, candidate.confidence);
}

fn word(token: &Token) -> &str {
    if token.lemma.is_empty() { &token.form } else { &token.lemma }
}

/// The token whose head lies outside; the first noun among several.
fn head(sentence: &Sentence, tokens: &Range<usize>) -> usize {
    let outside = |at: &usize| !tokens.contains(&sentence.tokens[*at].head.wrapping_sub(1));
    let mut heads = tokens.clone().filter(outside);
    let noun = heads.clone().find(|&at| sentence.tokens[at].upos.is_nominal());
    noun.or_else(|| heads.next()).unwrap_or(tokens.start)
}

fn from_finder(find: &Find, name: &Name, all: &[Name]) -> Option<Candidate> {
    let tokens = repaired(find, name, all);
    let class = match name.class {
        NameClass::Per => MentionType::Per,
        NameClass::Loc => MentionType::Loc,
        NameClass::Org => MentionType::Org,
        NameClass::Misc => MentionType::Misc,
    };
    let possessive = name.possessive || class == MentionType::Per && is_possessive(find.sentence, tokens.end);
    let form = if possessive { MentionForm::PossessiveName } else { MentionForm::Name };
    // A role noun with its attributes is no name: *ministrica za morje*.
    let is_office =
        class != MentionType::Per && tokens.len() > 1 && names_office(find, &find.sentence.tokens[tokens.start]);
    let is_common = tokens.len() == 1 && is_common_acronym(find, &find.sentence.tokens[tokens.start]);
    (!tokens.is_empty() && !is_office && !is_common).then_some(Candidate {
        tokens,
        class,
        form,
        confidence: name.confidence,
        label: None,
    })
}

/// Whether the name that ends before `end` is the attribute of a noun, which the finder did not mark: *Johnsonov predlog*.
fn is_possessive(sentence: &Sentence, end: usize) -> bool {
    let Some(last) = end.checked_sub(1).map(|at| &sentence.tokens[at]) else { return false };
    let noun = last.head.checked_sub(1).filter(|&noun| noun >= end).map(|noun| &sentence.tokens[noun]);
    let adjective = last.upos == Upos::Adj && last.feats.has("Poss", "Yes") && last.relation() == "amod";
    adjective && noun.is_some_and(|noun| noun.upos == Upos::Noun && phrase::agrees(last, noun))
}

/// The name without role nouns and titles at its start, and with the words that the tree ties to it; where the finder saw
/// another name, the tree errs: *podjetja Livar Jan Novak*, *Švicar Jan Novak*.
fn repaired(find: &Find, name: &Name, all: &[Name]) -> Range<usize> {
    let tokens = &find.sentence.tokens;
    let mut range = name.tokens.start..name.tokens.end.min(tokens.len());
    while range.len() > 1 && name.class == NameClass::Per && leads_in(find, &tokens[range.start]) {
        range.start += 1;
    }
    if range.len() > 2 && name.class == NameClass::Per && is_inhabitant(find, &tokens[range.start]) {
        range.start += 1;
    }
    let other = |at: usize| all.iter().any(|other| other.tokens != name.tokens && other.tokens.contains(&at));
    while range.end < tokens.len() && !other(range.end) && continues(tokens, &range) {
        range.end += 1;
    }
    range
}

/// *TV*, *TV-ja*
fn is_common_acronym(find: &Find, token: &Token) -> bool {
    let stem = token.form.split('-').next().unwrap_or(&token.form);
    find.roles.words.common_acronyms.iter().any(|acronym| *acronym == stem)
}

/// *Brežičan* before a full name, by its ending.
fn is_inhabitant(find: &Find, token: &Token) -> bool {
    let lemma = token.lemma.to_lowercase();
    find.roles.words.inhabitant_endings.iter().any(|ending| lemma.ends_with(ending.as_str()))
}

fn leads_in(find: &Find, token: &Token) -> bool {
    let form = token.form.to_lowercase();
    let noun = token.upos == Upos::Noun && find.roles.role(&token.lemma.to_lowercase()).is_some();
    noun || form == "." || find.roles.words.titles.iter().any(|title| *title == form)
}

fn continues(tokens: &[Token], range: &Range<usize>) -> bool {
    let next = &tokens[range.end];
    let capital = next.form.chars().next().is_some_and(char::is_uppercase);
    next.deprel.starts_with("flat") && capital && next.upos == Upos::Propn && range.contains(&next.head.wrapping_sub(1))
}

fn from_gazetteer(sentence: &Sentence, gazetteer: &Gazetteer, names: &[Candidate]) -> Vec<Candidate> {
    let forms: Vec<&str> = sentence.tokens.iter().map(|token| token.form.as_str()).collect();
    let mut found = Vec::new();
    for one in gazetteer.find(&forms) {
        // Words that are no such name in the text may still begin with a known one.
        let fitting = (1..=one.len).rev().find_map(|len| {
            let tokens = one.start..one.start + len;
            let hits = match len == one.len {
                true => one.hits.clone(),
                false => gazetteer.at(&forms[tokens.clone()], 0).filter(|found| found.len == len)?.hits,
            };
            let fitting = hits.into_iter().filter(|hit| fits(sentence, &tokens, hit, names));
            let only = &sentence.tokens[tokens.start];
            let hit = fitting.min_by_key(|hit| !(len == 1 && is_name(hit) && hit.reads_as(only)))?;
            Some((tokens, hit))
        });
        let Some((tokens, hit)) = fitting else { continue };
        if hit.role == FormRole::Body {
            found.extend(owner_before(gazetteer, &forms, &tokens));
        }
        let label = gazetteer.label(&hit, &forms[tokens.clone()]);
        found.push(Candidate { class: class(&hit), form: form(hit.role), confidence: 0.9, tokens, label });
    }
    found
}

fn is_name(hit: &Hit) -> bool {
    matches!(hit.role, FormRole::Name | FormRole::Alias | FormRole::Acronym)
}

/// Names that the finder missed: words in capitals that the tree ties to the noun of an office, in its case.
fn unseen(find: &Find) -> Vec<Candidate> {
    let tokens = &find.sentence.tokens;
    let free = |at: usize| {
        let token = &tokens[at];
        let capital = token.form.chars().next().is_some_and(char::is_uppercase);
        let covered = find.found.iter().any(|m| m.tokens.contains(&at));
        capital && !covered && matches!(token.upos, Upos::Propn | Upos::X)
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let end = (at..tokens.len()).find(|&next| !free(next)).unwrap_or(tokens.len());
        if end > at + 1 && names_holder(find, &(at..end)) {
            let (class, form, label) = (MentionType::Per, MentionForm::Name, None);
            found.push(Candidate { tokens: at..end, class, form, confidence: 0.6, label });
        }
        at = end.max(at + 1);
    }
    found
}

fn names_holder(find: &Find, name: &Range<usize>) -> bool {
    let tokens = &find.sentence.tokens;
    let first = &tokens[name.start];
    let Some(noun) = first.head.checked_sub(1).and_then(|at| tokens.get(at)) else { return false };
    let case = first.feat("Case").is_none_or(|case| case == "Nom" || noun.feat("Case") == Some(case));
    case && matches!(first.relation(), "nmod" | "appos" | "flat") && names_office(find, noun)
}

/// The country's adjective at the start of a body's name.
fn owner_before(gazetteer: &Gazetteer, forms: &[&str], tokens: &Range<usize>) -> Option<Candidate> {
    let (len, hit) = (1..tokens.len()).rev().find_map(|len| {
        let found = gazetteer.at(&forms[tokens.start..tokens.start + len], 0).filter(|found| found.len == len)?;
        found.hits.into_iter().find(|hit| hit.role == FormRole::Adjective).map(|hit| (len, hit))
    })?;
    let tokens = tokens.start..tokens.start + len;
    Some(Candidate { class: class(&hit), form: form(hit.role), confidence: 0.9, tokens, label: None })
}

fn class(hit: &Hit) -> MentionType {
    match (hit.role, hit.kind) {
        (FormRole::Demonym, _) => MentionType::Per,
        (_, EntityKind::Country | EntityKind::Place) => MentionType::Loc,
        (_, EntityKind::Facility) => MentionType::Pro,
        _ => MentionType::Org,
    }
}

fn form(role: FormRole) -> MentionForm {
    match role {
        FormRole::Adjective => MentionForm::Adjective,
        FormRole::Demonym => MentionForm::Demonym,
        FormRole::Body => MentionForm::CommonNoun,
        FormRole::Name | FormRole::Alias | FormRole::Acronym => MentionForm::Name,
    }
}

/// Whether the words stand in the text as that kind of form.
pub fn fits(sentence: &Sentence, tokens: &Range<usize>, hit: &Hit, names: &[impl Covers]) -> bool {
    let words = &sentence.tokens[tokens.clone()];
    let first = &words[0];
    let named = names.iter().any(|name| name.covers(tokens));
    let propn = words.iter().any(|t| t.upos == Upos::Propn || t.upos == Upos::X);
    let capital = |t: &Token| t.form.chars().next().is_some_and(char::is_uppercase);
    match hit.role {
        FormRole::Adjective => words.iter().all(|t| matches!(t.upos, Upos::Adj | Upos::Punct)) || !capital(first),
        FormRole::Demonym => words.iter().all(|t| t.upos.is_nominal()) && !hit.ambiguous,
        FormRole::Body => true,
        _ if hit.ambiguous => named,
        _ if words.len() > 1 => true,
        _ => named || propn || (capital(first) && tokens.start > 0),
    }
}

/// Something that may cover a stretch of tokens.
pub trait Covers {
    fn covers(&self, tokens: &Range<usize>) -> bool;
}

impl Candidate {
    /// A noun for an inhabitant that the finder took for a name.
    fn is_people(&self, sentence: &Sentence, name: &Candidate) -> bool {
        let same = self.tokens == name.tokens && name.form == MentionForm::Name;
        let personal = self.tokens.clone().all(|at| sentence.tokens[at].upos.is_nominal());
        self.form == MentionForm::Demonym && same && personal
    }

    /// The adjective of a known name that the finder took for a name of its own: *Natova*.
    fn is_possessive(&self, sentence: &Sentence, name: &Candidate) -> bool {
        let same = self.tokens == name.tokens && name.class != MentionType::Per;
        let adjectives = self.tokens.clone().all(|at| sentence.tokens[at].upos == Upos::Adj);
        self.form == MentionForm::Adjective && same && adjectives
    }
}

impl Covers for Candidate {
    fn covers(&self, tokens: &Range<usize>) -> bool {
        self.tokens.start <= tokens.start && tokens.end <= self.tokens.end
    }
}

/// One list without overlaps between names: the gazetteer is right about the words it knows, except inside a longer
/// name that the finder saw.
fn agree(sentence: &Sentence, found: Vec<Candidate>, known: Vec<Candidate>) -> Vec<Candidate> {
    let mut all: Vec<Candidate> = Vec::new();
    for name in found {
        let over: Vec<&Candidate> = known
            .iter()
            .filter(|k| overlap(&k.tokens, &name.tokens))
            .filter(|k| k.form.is_name() || k.is_people(sentence, &name) || k.is_possessive(sentence, &name))
            .collect();
        let inside = over.iter().all(|k| name.covers(&k.tokens));
        let same = over.iter().any(|k| k.tokens == name.tokens);
        let joined = over.len() > 1 && joins(sentence, &name.tokens, &over);
        if over.is_empty() || (inside && !same && !joined) {
            all.push(name);
        }
    }
    let taken: Vec<Range<usize>> = all.iter().map(|name| name.tokens.clone()).collect();
    all.extend(known.into_iter().filter(|k| !taken.iter().any(|name| overlap(name, &k.tokens))));
    all
}

/// A name that is nothing but known names with joints between them.
fn joins(sentence: &Sentence, tokens: &Range<usize>, parts: &[&Candidate]) -> bool {
    tokens.clone().all(|at| {
        parts.iter().any(|part| part.tokens.contains(&at))
            || matches!(sentence.tokens[at].upos, Upos::Cconj | Upos::Adp | Upos::Punct)
    })
}

fn overlap(left: &Range<usize>, right: &Range<usize>) -> bool {
    left.start < right.end && right.start < left.end
}
