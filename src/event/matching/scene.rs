//! One sentence with everything that matching looks at.

use super::list;
use crate::document::Document;
use crate::entity::office::indices_in_sentence;
use crate::entity::{Entity, EntityRef};
use crate::event::frame::{Frames, Link};
use crate::event::modality::{Governor, Tables, Word};
use crate::text::time::TimeExpression;
use crate::text::{Token, Tree, Upos};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// What the matcher knows of the language and of the world.
pub struct Lore<'d> {
    pub frames: &'d Frames,
    pub tables: &'d Tables,
    /// By the gazetteer key of a capital, the country whose government it stands for when it acts.
    pub capitals: &'d FxHashMap<String, Entity>,
}

/// A sentence, its tree and mentions, and the tables of the language.
pub struct Scene<'d> {
    pub doc: &'d Document,
    pub sentence: usize,
    pub tree: Tree<'d>,
    /// Indices into `Document::mentions`.
    pub mentions: Vec<usize>,
    /// Neighbours in a list that the tree does not join.
    unjoined: Vec<(usize, usize)>,
    pub frames: &'d Frames,
    pub tables: &'d Tables,
    /// As in `Lore`.
    pub capitals: &'d FxHashMap<String, Entity>,
}

impl<'d> Scene<'d> {
    pub fn new(doc: &'d Document, sentence: usize, lore: &Lore<'d>) -> Self {
        let &Lore { frames, tables, capitals } = lore;
        let mut scene = Self {
            doc,
            sentence,
            tree: Tree::new(&doc.sentences[sentence]),
            mentions: indices_in_sentence(&doc.mentions, sentence).collect(),
            unjoined: Vec::new(),
            frames,
            tables,
            capitals,
        };
        scene.unjoined = list::unjoined(&scene);
        scene
    }

    /// The time expressions of the sentence.
    pub fn times(&self) -> &'d [TimeExpression] {
        let times = &self.doc.times;
        let start = times.partition_point(|time| time.sentence < self.sentence);
        let end = times.partition_point(|time| time.sentence <= self.sentence);
        &times[start..end]
    }

    pub fn token(&self, index: usize) -> &'d Token {
        self.tree.token(index)
    }

    /// Whether an entity is a capital, which can stand for a government.
    pub fn is_capital(&self, entity: EntityRef) -> bool {
        self.doc.entities[entity].gazetteer.as_ref().is_some_and(|key| self.capitals.contains_key(key))
    }

    /// The head of the coordination that a token is a further member of, or the token itself.
    pub fn first_conjunct(&self, mut token: usize) -> usize {
        for _ in 0..self.tree.len() {
            match self.tree.parent(token) {
                Some(parent) if self.token(token).relation() == "conj" => token = parent,
                _ => break,
            }
        }
        token
    }

    /// A token and the further members of its coordination.
    pub fn coordinated(&self, token: usize) -> Vec<usize> {
        let mut members = vec![token];
        let mut next = 0;
        while next < members.len() {
            members.extend(self.tree.children_by(members[next], "conj"));
            next += 1;
        }
        members
    }

    /// Neighbours in a list that the tree does not join.
    pub fn unjoined(&self) -> &[(usize, usize)] {
        &self.unjoined
    }

    /// A token and all members of the list that it is in, also those that the tree does not join.
    pub fn members(&self, token: usize) -> Vec<usize> {
        let mut members = self.coordinated(token);
        let mut next = 0;
        while next < members.len() {
            let member = members[next];
            for &(before, after) in &self.unjoined {
                let other = if before == member { after } else { before };
                if (before == member || after == member) && !members.contains(&other) {
                    members.push(other);
                }
            }
            next += 1;
        }
        members.sort_unstable();
        members
    }

    /// Further members that a parser has taken for appositions: *med ministrom A, ministrom B in C*.
    pub fn listed(&self, token: usize) -> Vec<usize> {
        let case = |token: usize| self.token(token).feats.get("Case");
        let apposed = self.coordinated(token).into_iter().flat_map(|member| self.tree.children_by(member, "appos"));
        apposed.filter(|&child| case(child) == case(token)).flat_map(|child| self.coordinated(child)).collect()
    }

    /// Whether a verb form or participle is in the passive: a participle as an adjective, or a reflexive that the
    /// predicate itself does not need.
    pub fn is_participle(&self, token: usize) -> bool {
        let token = self.token(token);
        token.upos == Upos::Adj && token.feats.has("VerbForm", "Part")
    }

    /// The reflexive that stands with a verb, also one that has climbed to the verb above or stands with the first of
    /// coordinated verbs.
    pub fn reflexives(&self, verb: usize) -> Vec<String> {
        let mut found = Vec::new();
        let mut node = verb;
        for _ in 0..4 {
            for child in self.tree.children_by(node, "expl") {
                found.push(self.token(child).form.to_lowercase());
            }
            let relation = self.token(node).relation();
            match self.tree.parent(node) {
                Some(parent) if found.is_empty() && matches!(relation, "xcomp" | "conj" | "csubj" | "ccomp") => {
                    let infinitive = self.token(node).feats.has("VerbForm", "Inf");
                    if relation != "conj" && !infinitive {
                        break;
                    }
                    node = parent;
                }
                _ => break,
            }
        }
        found
    }

    /// The ways in which a token hangs on its parent; several where the form allows it.
    pub fn links(&self, token: usize) -> Vec<Link> {
        let node = self.token(token);
        let infinitive = node.feats.has("VerbForm", "Inf");
        match node.relation() {
            "nsubj" if self.is_oblique_form(token) => {
                let mut links = self.nominal_links(token);
                links.push(object());
                links
            }
            "nsubj" => {
                let mut links = vec![Link::Subject];
                if self.tree.parent(token).is_some_and(|parent| self.is_passive(parent)) {
                    links.push(object());
                }
                links
            }
            "ccomp" | "xcomp" | "csubj" | "acl" | "advcl" | "parataxis" if infinitive => vec![Link::Infinitive],
            "ccomp" | "xcomp" | "csubj" | "acl" | "advcl" | "parataxis" => {
                vec![Link::Clause { mark: self.mark(token) }]
            }
            // Adverbs and particles name nothing.
            _ if matches!(node.upos, Upos::Adv | Upos::Part) => Vec::new(),
            "obj" | "iobj" | "obl" | "nmod" | "advmod" | "dep" | "orphan" => self.nominal_links(token),
            _ => Vec::new(),
        }
    }

    /// A form that no subject has: an accusative, a dative, or a genitive that no quantity explains.
    fn is_oblique_form(&self, token: usize) -> bool {
        let counted = |child: &usize| matches!(self.token(*child).relation(), "nummod" | "det" | "advmod");
        match self.token(token).feats.get("Case") {
            Some("Acc" | "Dat") => !self.tree.children(token).iter().any(&counted),
            Some("Gen") => {
                let negated = |parent: usize| {
                    self.tree.children_by(parent, "aux").any(|aux| self.token(aux).feats.has("Polarity", "Neg"))
                };
                let denied = self.tree.parent(token).is_some_and(negated);
                !denied && !self.tree.children(token).iter().any(counted)
            }
            _ => false,
        }
    }

    fn nominal_links(&self, token: usize) -> Vec<Link> {
        let node = self.token(token);
        let preposition = self.preposition(token);
        let case = node.feats.get("Case").map(|case| match case {
            // A locative needs a preposition; taggers mistake the dative, which often looks the same, for it.
            "Loc" if preposition.is_none() => SmolStr::new_static("Dat"),
            case => case.into(),
        });
        let counted = case.as_deref() == Some("Gen")
            && self.tree.children(token).iter().any(|&child| matches!(self.token(child).relation(), "nummod" | "det"));
        let mut links = Vec::new();
        if counted && node.relation() != "nmod" {
            links.push(Link::Oblique { preposition: preposition.clone(), case: None });
        }
        // A negated verb has its object in the genitive; a nominative object is an accusative that looks like one.
        let object_form = matches!(case.as_deref(), Some("Gen" | "Nom"));
        if preposition.is_none() && object_form && node.relation() == "obj" {
            links.push(object());
        }
        let telling = preposition.as_ref().is_some_and(|word| !self.frames.grammar.two_case.contains(word));
        links.push(Link::Oblique { preposition, case: case.filter(|_| !telling) });
        links
    }

    /// The lemma of the preposition before a nominal.
    pub fn preposition(&self, token: usize) -> Option<SmolStr> {
        self.tree.child(token, "case").map(|child| self.token(child).lemma.to_lowercase().into())
    }

    /// The lemma of the subordinator or hortative that opens a clause.
    fn mark(&self, token: usize) -> Option<SmolStr> {
        let mark = self.tree.child(token, "mark").map(|child| self.token(child).lemma.clone());
        mark.or_else(|| {
            let particles = self.tree.children_by(token, "advmod");
            particles.map(|child| self.token(child)).find(|part| part.upos == Upos::Part).map(|part| part.lemma.clone())
        })
    }

    fn is_passive(&self, verb: usize) -> bool {
        self.is_participle(verb) || self.tree.child(verb, "expl").is_some()
    }

    /// The entry for `parent` as the governor of `token`, when it is one.
    pub fn governor(&self, token: usize, parent: usize) -> Option<&'d Governor> {
        self.governor_by(&self.token(token).lemma, &self.links(token), parent)
    }

    /// The entry for `parent` as the governor of a complement with some lemma that hangs by one of `links`.
    fn governor_by(&self, complement: &SmolStr, links: &[Link], parent: usize) -> Option<&'d Governor> {
        let lemma = &self.token(parent).lemma;
        let word = match self.token(parent).upos {
            Upos::Verb | Upos::Aux => Word::Verb,
            Upos::Adj if self.is_participle(parent) => Word::Participle,
            Upos::Adj => Word::Adjective,
            Upos::Noun | Upos::Propn => Word::Noun,
            Upos::Adv => Word::Adverb,
            _ => return None,
        };
        let beside = || {
            let adverbs = self.tree.children_by(parent, "advmod");
            adverbs
                .filter_map(|child| self.tables.governor(&self.token(child).lemma, Word::Adverb, complement, links))
                .next()
        };
        // A participle that works as a plain adjective (*pripravljen*) may be listed as one.
        let adjective = || {
            (word == Word::Participle)
                .then(|| self.tables.governor(lemma, Word::Adjective, complement, links))
                .flatten()
        };
        beside().or_else(|| self.tables.governor(lemma, word, complement, links)).or_else(adjective)
    }

    /// Clauses beside `clause` that say who speaks it: *…, je dejal minister*.
    pub fn quoting_clauses(&self, clause: usize) -> Vec<usize> {
        let spoken = [Link::Clause { mark: None }];
        let beside = self.tree.children_by(clause, "parataxis");
        let said = &self.token(clause).lemma;
        beside.filter(|&verb| self.governor_by(said, &spoken, verb).is_some_and(|governor| governor.speech)).collect()
    }
}

/// The link of a direct object.
pub fn object() -> Link {
    Link::Oblique { preposition: None, case: Some(SmolStr::new_static("Acc")) }
}
