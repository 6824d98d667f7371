//! What is known of a mention by itself: its form, whom it may mean by grammar, its words and its place.

use super::stems;
use super::words::Words;
use crate::document::Document;
use crate::entity::mentions::implicit::subject_form;
use crate::entity::office;
use crate::entity::resolve::Quoted;
use crate::entity::role::Roles;
use crate::entity::{EntityKind, EntityRef, Mention, MentionForm};
use crate::text::linear::string_id;
use crate::text::{Token, Tree, Upos};
use std::ops::Range;

/// The kinds of words that speak of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Form {
    Person,
    /// A noun for a person and the name: *ministrica Ana Kos*.
    Titled,
    /// A name of something else.
    Name,
    /// *Jakličev*
    PossessiveName,
    Role,
    Common,
    /// A noun of no list.
    Noun,
    /// A name within a name.
    Part,
    Personal,
    /// *jaz*, *nas*
    Speaker,
    Possessive,
    /// *naš*
    SpeakerPossessive,
    /// *svoj*, *sebe*
    Reflexive,
    Demonstrative,
    /// *kateri*, *čigar*
    Relative,
    /// A verb without a subject.
    Dropped,
    SpeakerDropped,
    Other,
}

impl Form {
    /// Whether it names what it means.
    pub fn is_name(self) -> bool {
        matches!(self, Form::Person | Form::Titled | Form::Name | Form::PossessiveName | Form::Part)
    }

    /// A noun that describes what it means.
    pub fn is_noun(self) -> bool {
        matches!(self, Form::Role | Form::Common | Form::Noun)
    }
}

/// Values of [`Profile::number`].
pub const SINGULAR: u64 = 1;
pub const DUAL: u64 = 2;
pub const PLURAL: u64 = 3;

/// One mention. Numbers stand for words and values of features, 0 for what is not known.
#[derive(Debug, Clone)]
pub struct Profile {
    /// Numbers of tokens in the document.
    pub words: Range<usize>,
    pub head: usize,
    pub sentence: usize,
    pub form: Form,
    pub kind: u64,
    pub gender: u64,
    pub number: u64,
    /// Lemma of the head.
    pub lemma: u64,
    /// Words of the name in the nominative, in lower case.
    pub names: Vec<u64>,
    /// Lemmas of the other words that carry meaning.
    pub modifiers: Vec<u64>,
    /// Stems of the words with a capital letter.
    pub stems: Vec<u64>,
    /// An acronym, or the first letters of a name.
    pub initials: Vec<u64>,
    /// What the rules link it to, and how surely (in tenths).
    pub entities: Vec<EntityRef>,
    pub sure: u64,
    /// The countries and places that adjectives and names within the words mean: *francoski minister*.
    pub origins: Vec<EntityRef>,
    /// Index into `Document::mentions`.
    pub mention: Option<usize>,
    pub upos: u64,
    pub is_verb: bool,
    pub relation: u64,
    pub governor: u64,
    /// Token of the governor, the head's own number at the root.
    pub parent: usize,
    /// Token of the predicate of its clause.
    pub clause: usize,
    pub subject: bool,
    /// The predicate is a verb of saying.
    pub saying: bool,
    pub quoted: bool,
    /// Lemmas of the tokens before and after.
    pub around: [u64; 2],
    pub demonstrative: bool,
    /// *vsaka država*, *neki minister*: a word before the noun points to no one thing.
    pub quantified: bool,
    /// Nothing but demonstratives is joined to it.
    pub bare: bool,
    /// Stands in a clause about a noun.
    pub relative: bool,
}

/// Reads mentions of one document.
pub struct Profiler<'d> {
    doc: &'d Document,
    roles: &'d Roles,
    pub words: Words<'d>,
    trees: Vec<Tree<'d>>,
    quoted: Quoted,
}

impl<'d> Profiler<'d> {
    pub fn new(doc: &'d Document, roles: &'d Roles) -> Self {
        let trees = doc.sentences.iter().map(Tree::new).collect();
        Self { doc, roles, words: Words::new(&doc.sentences), trees, quoted: Quoted::new(&doc.sentences) }
    }

    /// What is known of these words.
    pub fn read(&self, words: Range<usize>) -> Profile {
        let head = self.words.head(&words);
        let (sentence, at) = self.words.place(head);
        let tree = &self.trees[sentence];
        let token = tree.token(at);
        let first = self.words.place(words.start).1;
        let tokens = first.min(at)..(first + words.len()).min(tree.len());
        let own = self.mention_of(sentence, &tokens, at);
        let name = self.name_of(sentence, &tokens, own, token);
        let form =
            match form(token, own.map(|own| &self.doc.mentions[own]), name.is_some(), self.inside_name(sentence, at)) {
                Form::Dropped if subject_form(tree, at).person == Some('1') => Form::SpeakerDropped,
                form => form,
            };
        let thing = self.thing_of(sentence, &tokens, at).filter(|_| name.is_none());
        let mention = name.or(own).or(thing);
        let known = |number: Option<usize>| number.map(|number| &self.doc.mentions[number]);
        let linked = known(name.or(own)).filter(|m| thing.is_none() || !m.entities.is_empty()).or(known(thing));
        let linked = linked.filter(|_| form != Form::Part);
        let entities = linked.map(|m| m.entities.clone()).unwrap_or_default();
        let names = self.names(form, known(thing).or(linked), thing.is_some(), token);
        let predicate = self.predicate(tree, at);
        let (gender, number) = self.agreement(tree, at, form, &entities);
        let lemma = |token: &Token| string_id(&token.lemma.to_lowercase());
        let beside = |at: Option<usize>| at.and_then(|at| tree.sentence.tokens.get(at)).map_or(0, lemma);
        let modifiers = tokens.clone().filter(|&t| t != at).map(|t| tree.token(t));
        let content = modifiers.filter(|t| matches!(t.upos, Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num));
        let dropped = matches!(form, Form::Dropped | Form::SpeakerDropped);
        Profile {
            head,
            sentence,
            form,
            kind: self.kind(form, &entities),
            gender,
            number,
            lemma: lemma(token),
            initials: linked.map(|m| initials(&m.lemma, form)).unwrap_or_default(),
            stems: self.stems(sentence, &tokens, at, own),
            names: names.iter().map(|name| string_id(name)).collect(),
            modifiers: content.map(lemma).collect(),
            sure: linked.map_or(0, |m| (m.confidence * 10.0) as u64),
            entities,
            mention: mention.filter(|_| form != Form::Part),
            upos: token.upos as u64,
            is_verb: matches!(token.upos, Upos::Verb | Upos::Aux),
            relation: string_id(token.relation()),
            origins: self.origins(sentence, &tokens, at, mention),
            parent: self.words.of(sentence, &(tree.parent(at).unwrap_or(at)..at)).start,
            governor: tree.parent(at).map_or(0, |parent| lemma(tree.token(parent))),
            clause: self.words.of(sentence, &(predicate..predicate)).start,
            subject: dropped || token.relation() == "nsubj",
            saying: self.roles.is_saying(&tree.token(predicate).lemma),
            quoted: self.quoted.holds(sentence, at),
            around: [beside(tokens.start.checked_sub(1)), beside(Some(tokens.end))],
            bare: tree.children(at).iter().all(|&child| leaves_bare(tree.token(child))),
            quantified: tree.children(at).iter().any(|&child| quantifies(tree.token(child))),
            relative: tree.token(predicate).relation() == "acl",
            demonstrative: tokens.clone().any(|t| t != at && tree.token(t).feats.has("PronType", "Dem")),
            words,
        }
    }

    /// The mention of the document that has this head.
    fn mention_of(&self, sentence: usize, tokens: &Range<usize>, head: usize) -> Option<usize> {
        let here = self.here(sentence);
        let fits = |&number: &usize| {
            let m = &self.doc.mentions[number];
            let whole = m.form.is_name() && m.tokens == *tokens;
            (m.head == head || whole) && tokens.start <= m.tokens.start && m.tokens.end <= tokens.end
        };
        here.filter(fits).max_by_key(|&number| {
            let m = &self.doc.mentions[number];
            (m.form.is_name(), m.form != MentionForm::Adjective, m.tokens.len())
        })
    }

    /// The name that the words end in, when their head is a noun or the name itself.
    fn name_of(&self, sentence: usize, tokens: &Range<usize>, own: Option<usize>, head: &Token) -> Option<usize> {
        if own.is_some_and(|own| self.doc.mentions[own].form.is_name()) {
            return own;
        }
        let ends = |&number: &usize| {
            let m = &self.doc.mentions[number];
            m.form == MentionForm::Name
                && m.tokens.end == tokens.end
                && m.tokens.start > tokens.start
                && self.is_person(m)
        };
        self.here(sentence).find(ends).filter(|_| head.upos.is_nominal())
    }

    /// The name of a thing that the words end in behind the noun that says what it is: *letališče Brnik*.
    fn thing_of(&self, sentence: usize, tokens: &Range<usize>, head: usize) -> Option<usize> {
        let tree = &self.trees[sentence];
        self.here(sentence).find(|&number| {
            let m = &self.doc.mentions[number];
            let beside = m.tokens.start == head + 1 && tree.parent(m.head) == Some(head);
            m.form == MentionForm::Name && m.tokens.end == tokens.end && beside && !self.is_person(m)
        })
    }

    fn origins(&self, sentence: usize, tokens: &Range<usize>, head: usize, own: Option<usize>) -> Vec<EntityRef> {
        let inside = self.here(sentence).filter(|&number| {
            let m = &self.doc.mentions[number];
            let tells = matches!(m.form, MentionForm::Adjective | MentionForm::Name);
            let within = tokens.start <= m.tokens.start && m.tokens.end <= tokens.end && !m.tokens.contains(&head);
            tells && within && Some(number) != own && !self.is_person(m)
        });
        inside.flat_map(|number| self.doc.mentions[number].entities.iter().copied()).collect()
    }

    /// Words with a capital letter that is not due to the beginning of a sentence.
    fn stems(&self, sentence: usize, tokens: &Range<usize>, head: usize, own: Option<usize>) -> Vec<u64> {
        let named = own.map(|own| &self.doc.mentions[own]).filter(|m| m.form.is_name()).map(|m| m.tokens.clone());
        let words = tokens.clone().filter(|&t| {
            let token = self.trees[sentence].token(t);
            let capital = token.form.starts_with(char::is_uppercase);
            let due = t == 0 && token.upos != Upos::Propn && named.as_ref().is_none_or(|named| !named.contains(&t));
            capital && !due && (t == head || !matches!(token.upos, Upos::Verb | Upos::Aux))
        });
        words.map(|t| stems::stem(&self.trees[sentence].token(t).form)).filter(|&stem| stem != 0).collect()
    }

    fn is_person(&self, mention: &Mention) -> bool {
        mention.entities.iter().any(|&entity| self.doc.entities[entity].kind == EntityKind::Person)
    }

    pub fn here(&self, sentence: usize) -> Range<usize> {
        let mentions = &self.doc.mentions;
        mentions.partition_point(|m| m.sentence < sentence)..mentions.partition_point(|m| m.sentence <= sentence)
    }

    /// Whether a token stands in a name of which it is not the head.
    fn inside_name(&self, sentence: usize, at: usize) -> bool {
        let mut here = office::in_sentence(&self.doc.mentions, sentence);
        here.any(|m| m.form == MentionForm::Name && m.head != at && m.tokens.contains(&at))
    }

    fn names(&self, form: Form, mention: Option<&Mention>, named: bool, token: &Token) -> Vec<String> {
        match mention.filter(|_| form.is_name() || named) {
            Some(mention) => mention.lemma.split(' ').map(str::to_lowercase).collect(),
            None if form == Form::Part => vec![token.lemma.to_lowercase()],
            None => Vec::new(),
        }
    }

    fn kind(&self, form: Form, entities: &[EntityRef]) -> u64 {
        match entities {
            _ if matches!(form, Form::Role | Form::Titled) => EntityKind::Person as u64 + 1,
            [first, ..] => self.doc.entities[*first].kind as u64 + 1,
            [] => 0,
        }
    }

    /// Gender and number of what is meant.
    fn agreement(&self, tree: &Tree, at: usize, form: Form, entities: &[EntityRef]) -> (u64, u64) {
        let token = tree.token(at);
        let (gender, number) = match form {
            Form::Dropped | Form::SpeakerDropped => {
                let form = subject_form(tree, at);
                (form.gender, form.number)
            }
            Form::Possessive | Form::SpeakerPossessive => (token.feat("Gender[psor]"), token.feat("Number[psor]")),
            Form::Person | Form::PossessiveName => {
                let person = entities.first().map(|&entity| &self.doc.entities[entity]);
                (person.and_then(|person| person.gender), Some("Sing"))
            }
            Form::Reflexive => (None, None),
            _ => (token.feat("Gender"), token.feat("Number")),
        };
        (gender_of(gender), place(["Sing", "Dual", "Plur"], number))
    }

    /// The predicate of the clause that a token stands in, or the token itself when it is one.
    fn predicate(&self, tree: &Tree, at: usize) -> usize {
        let clause = |&at: &usize| {
            matches!(tree.token(at).upos, Upos::Verb)
                || tree.child(at, "nsubj").is_some()
                || tree.child(at, "cop").is_some()
        };
        std::iter::once(at).chain(tree.ancestors(at)).find(clause).unwrap_or(at)
    }
}

fn quantifies(token: &Token) -> bool {
    let kind = token.feat("PronType").unwrap_or_default();
    token.relation() == "det" && matches!(kind, "Ind" | "Neg" | "Tot" | "Int")
}

/// Whether a word joined to a noun does not say which one is meant.
fn leaves_bare(token: &Token) -> bool {
    match token.relation() {
        "amod" | "nmod" | "nummod" | "flat" | "appos" | "acl" | "conj" => false,
        "det" => token.feats.has("PronType", "Dem"),
        _ => true,
    }
}

/// The number of a gender.
pub fn gender_of(value: Option<&str>) -> u64 {
    place(["Masc", "Fem", "Neut"], value)
}

/// The place of a value among those known, from 1; 0 for none of them.
fn place(values: [&str; 3], value: Option<&str>) -> u64 {
    values.iter().position(|known| Some(*known) == value).map_or(0, |place| place as u64 + 1)
}

fn form(token: &Token, mention: Option<&Mention>, named: bool, part: bool) -> Form {
    let has = |name, value| token.feats.has(name, value);
    match mention.map(|m| m.form) {
        Some(MentionForm::Name) => {
            let person = mention.is_some_and(|m| m.class == crate::entity::MentionType::Per);
            if person { Form::Person } else { Form::Name }
        }
        Some(MentionForm::PossessiveName) => Form::PossessiveName,
        _ if named => Form::Titled,
        _ if part => Form::Part,
        Some(MentionForm::RoleNoun) => Form::Role,
        Some(MentionForm::CommonNoun) => Form::Common,
        Some(MentionForm::Demonym) => Form::Noun,
        _ => match token.upos {
            Upos::Noun => Form::Noun,
            Upos::Propn | Upos::X => Form::Part,
            Upos::Verb | Upos::Aux => Form::Dropped,
            Upos::Pron | Upos::Det if has("Reflex", "Yes") => Form::Reflexive,
            Upos::Pron | Upos::Det if has("Poss", "Yes") => {
                if has("Person", "3") {
                    Form::Possessive
                } else {
                    Form::SpeakerPossessive
                }
            }
            Upos::Pron | Upos::Det if has("PronType", "Prs") => {
                if has("Person", "3") {
                    Form::Personal
                } else {
                    Form::Speaker
                }
            }
            Upos::Pron | Upos::Det if has("PronType", "Dem") => Form::Demonstrative,
            Upos::Pron | Upos::Det if has("PronType", "Rel") || has("PronType", "Int") => Form::Relative,
            _ if mention.is_some_and(|m| m.form == MentionForm::Dropped) => Form::Dropped,
            _ => Form::Other,
        },
    }
}

/// The most letters of an acronym.
const LONGEST_ACRONYM: usize = 6;

/// Of a name of several words its first letters, with and without those of words in lower case; a short word itself,
/// which may be an acronym.
fn initials(written: &str, form: Form) -> Vec<u64> {
    if form != Form::Name {
        return Vec::new();
    }
    let words: Vec<&str> = written.split(' ').filter(|word| word.starts_with(char::is_alphabetic)).collect();
    let letters = |keep: fn(char) -> bool| -> u64 {
        let first = words.iter().filter_map(|word| word.chars().next()).filter(|&letter| keep(letter));
        string_id(&first.flat_map(char::to_lowercase).collect::<String>())
    };
    match words[..] {
        [only] if only.chars().count() <= LONGEST_ACRONYM => vec![string_id(&only.to_lowercase())],
        [_, _, ..] => vec![letters(|_| true), letters(char::is_uppercase)],
        _ => Vec::new(),
    }
}
