//! Words that may speak of something, more of them rather than fewer: the model decides.

use super::words::Words;
use crate::document::Document;
use crate::entity::{EntityKind, Mention, MentionForm, MentionType, phrase};
use crate::text::{Sentence, Tree, Upos};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::ops::Range;

/// The candidates of a document as numbers of tokens, one for each head, in the order of the text, outer ones first.
pub fn candidates(doc: &Document) -> Vec<Range<usize>> {
    let words = Words::new(&doc.sentences);
    let known = nouns_of_names(doc);
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut mentions = doc.mentions.as_slice();
    for (number, sentence) in doc.sentences.iter().enumerate() {
        let count = mentions.partition_point(|m| m.sentence <= number);
        let (here, rest) = mentions.split_at(count);
        mentions = rest;
        let search = Search { doc, sentence, tree: Tree::new(sentence), here, known: &known };
        let mut by_head: BTreeMap<usize, Range<usize>> = BTreeMap::new();
        for tokens in search.all() {
            let run = words.of(number, &tokens);
            let known = by_head.entry(words.head(&run)).or_insert_with(|| run.clone());
            if run.len() > known.len() {
                *known = run;
            }
        }
        found.extend(by_head.into_values());
    }
    found.sort_by_key(|run| (run.start, std::cmp::Reverse(run.end)));
    found
}

/// Nouns that stand in names, by which the thing may be taken up: *banka* of *Banka Koper*.
fn nouns_of_names(doc: &Document) -> FxHashSet<String> {
    let names = doc.mentions.iter().filter(|m| m.form == MentionForm::Name && m.class != MentionType::Per);
    names.flat_map(|m| m.lemma.split(' ')).map(str::to_lowercase).collect()
}

struct Search<'d> {
    doc: &'d Document,
    sentence: &'d Sentence,
    tree: Tree<'d>,
    here: &'d [Mention],
    known: &'d FxHashSet<String>,
}

impl Search<'_> {
    fn all(&self) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        let mut titled = vec![false; self.tree.len()];
        for name in self.here.iter().filter(|m| m.form == MentionForm::Name && self.is_person(m)) {
            if let Some(start) = self.title(name) {
                titled[name.head] = true;
                found.push(start..name.tokens.end);
            }
        }
        for name in self.here.iter().filter(|m| m.form == MentionForm::Name && !self.is_person(m)) {
            if let Some(start) = self.described(name) {
                titled[name.head] = true;
                found.push(start..name.tokens.end);
            }
        }
        for m in self.here {
            let is_known = match m.form {
                MentionForm::Adjective => false,
                MentionForm::Name => m.class != MentionType::Misc && !titled[m.head],
                MentionForm::CommonNoun => !matches!(m.class, MentionType::Misc),
                _ => true,
            };
            if is_known {
                found.push(match m.form {
                    MentionForm::RoleNoun | MentionForm::CommonNoun => self.with_attributes(&m.tokens, m.head),
                    MentionForm::Dropped => self.with_auxiliaries(&m.tokens, m.head),
                    _ => m.tokens.clone(),
                });
            }
        }
        let others = (0..self.tree.len()).filter(|&at| self.may_refer(at));
        found.extend(others.map(|at| match self.tree.token(at).upos {
            Upos::Noun => self.with_attributes(&phrase::noun_phrase(self.sentence, at).tokens, at),
            _ => at..at + 1,
        }));
        found
    }

    /// A noun with the genitives behind it: *predsednik uprave banke*.
    fn with_attributes(&self, tokens: &Range<usize>, head: usize) -> Range<usize> {
        let mut end = tokens.end;
        if end == head + 1 {
            let attributes = phrase::attributes(self.sentence, end, &|_| false, &|_| false);
            let own = attributes.iter().take_while(|a| self.tree.ancestors(a.head).any(|above| above == head));
            end = own.last().map_or(end, |last| last.tokens.end);
        }
        tokens.start..end
    }

    /// A verb with the auxiliaries right behind it: *povedala je*. Those before it are as often left out.
    fn with_auxiliaries(&self, tokens: &Range<usize>, head: usize) -> Range<usize> {
        let own = |&at: &usize| self.tree.token(at).upos == Upos::Aux && self.tree.parent(at) == Some(head);
        let more = (tokens.end..self.tree.len()).take_while(own).count();
        tokens.start..tokens.end + more
    }

    fn is_person(&self, mention: &Mention) -> bool {
        mention.entities.iter().any(|&entity| self.doc.entities[entity].kind == EntityKind::Person)
    }

    /// Where the noun phrase begins that a person's name closes: *nekdanji vodja službe v Celju Janez Novak*.
    fn title(&self, name: &Mention) -> Option<usize> {
        let noun = self.linked_role(name).or_else(|| self.governor(name))?;
        let between = noun + 1..name.tokens.start;
        let open = between.clone().any(|at| {
            let token = self.tree.token(at);
            matches!(token.upos, Upos::Verb | Upos::Aux | Upos::Sconj)
                || matches!(token.form.as_str(), "," | ":" | ";" | "\"")
        });
        if open {
            return None;
        }
        Some(phrase::noun_phrase(self.sentence, noun).tokens.start)
    }

    /// Where the noun phrase begins that the name of a thing closes: *revizijska hiša Kalan*, *letališču Brnik*.
    fn described(&self, name: &Mention) -> Option<usize> {
        let noun = self.tree.parent(name.head).filter(|&at| at + 1 == name.tokens.start)?;
        let (token, head) = (self.tree.token(noun), self.tree.token(name.head));
        let joined = matches!(head.relation(), "nmod" | "appos" | "flat");
        let same = phrase::agrees(token, head) || head.feats.has("Case", "Nom");
        let outside = !self.here.iter().any(|m| m.form.is_name() && m.tokens.contains(&noun));
        (token.upos == Upos::Noun && joined && same && outside)
            .then(|| phrase::noun_phrase(self.sentence, noun).tokens.start)
    }

    /// The role noun before the name that means the same person.
    fn linked_role(&self, name: &Mention) -> Option<usize> {
        let same = |m: &&Mention| {
            m.form == MentionForm::RoleNoun && m.entities == name.entities && m.tokens.end <= name.tokens.start
        };
        self.here.iter().rfind(same).map(|m| m.head)
    }

    /// The noun before the name in the same case that the name is joined to.
    fn governor(&self, name: &Mention) -> Option<usize> {
        let noun = self.tree.parent(name.head).filter(|&at| at < name.tokens.start)?;
        let (token, head) = (self.tree.token(noun), self.tree.token(name.head));
        let same = token.upos == Upos::Noun && phrase::agrees(token, head);
        same.then_some(noun)
    }

    /// Pronouns of all persons, names within names, nouns that stand in names.
    fn may_refer(&self, at: usize) -> bool {
        let token = self.tree.token(at);
        match token.upos {
            Upos::Propn => self.here.iter().any(|m| m.form == MentionForm::Name && m.tokens.contains(&at)),
            Upos::Noun => self.known.contains(&token.lemma.to_lowercase()) && !self.in_person(at),
            Upos::Pron | Upos::Det => {
                let kind = token.feat("PronType");
                let personal = kind == Some("Prs") && !token.feats.has("Variant", "Short");
                let own = token.feats.has("Reflex", "Yes") && token.feats.has("Poss", "Yes");
                let other = kind == Some("Dem") && token.relation() == "nsubj" || kind == Some("Rel");
                personal || own || other
            }
            _ => false,
        }
    }

    fn in_person(&self, at: usize) -> bool {
        self.here.iter().any(|m| m.form == MentionForm::Name && m.tokens.contains(&at) && self.is_person(m))
    }
}
