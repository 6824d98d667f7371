//! Words that stand for what somebody says: *po besedah ministra*, *po njegovem*, *mnenje premierja, da*.

use super::cue::{Cue, EXPRESSED, Finder};
use super::finite::standing;
use super::speaker;
use crate::entity::{EntityRef, MentionForm};
use crate::text::{Tree, Upos};

impl Finder<'_> {
    /// *po besedah ministra*
    pub(super) fn source(&self, word: usize) -> Option<Cue> {
        let source = &self.lexicon.words.source;
        let token = self.tree.token(word);
        let strong = source.nouns.contains(token.lemma.as_str());
        if token.upos != Upos::Noun || !(strong || source.weak_nouns.contains(token.lemma.as_str())) {
            return self.bare_source(word);
        }
        let preposition = self.preposition_before(word)?;
        let own = self.possessor_before(preposition, word);
        let mut speakers = own.unwrap_or_else(|| speaker::of_source(self.tree, self.mentions, &self.place(word), word));
        if speakers.is_empty() && strong && self.has_no_owner(preposition, word) {
            speakers = self.before.to_vec();
        }
        let medium = self.names_medium(word);
        self.source_cue(preposition, word, speakers, !strong || medium)
    }

    /// *mnenje premierja, da …*, *z besedami, da …*: a noun for words with what they say.
    pub(super) fn noun(&self, word: usize) -> Option<Cue> {
        let source = &self.lexicon.words.source;
        let token = self.tree.token(word);
        if token.upos != Upos::Noun || !source.nouns.contains(token.lemma.as_str()) || !self.says_what_follows(word) {
            return None;
        }
        let place = self.place(word);
        let owner = speaker::of_genitive(&place, self.mentions, word);
        let speakers = if owner.is_empty() { self.whose_own_words(word)? } else { owner };
        (!speakers.is_empty()).then(|| Cue {
            speakers,
            span: token.span,
            rule: "words".into(),
            word,
            is_source: false,
            weak: false,
            reports_speech: false,
            confidence: EXPRESSED,
        })
    }

    /// Whether a comma and a conjunction of saying stand behind the phrase of a noun.
    fn says_what_follows(&self, noun: usize) -> bool {
        let tokens = &self.tree.sentence.tokens;
        let end = (noun + 1..tokens.len())
            .find(|&at| matches!(tokens[at].upos, Upos::Punct | Upos::Verb | Upos::Aux | Upos::Sconj | Upos::Cconj));
        let Some(comma) = end.filter(|&at| tokens[at].form == "," && at + 1 < tokens.len()) else { return false };
        self.lexicon.words.complementisers.contains(tokens[comma + 1].lemma.as_str())
    }

    /// *z besedami, da*: the subject of the clause.
    fn whose_own_words(&self, noun: usize) -> Option<Vec<EntityRef>> {
        let case = self.tree.child(noun, "case")?;
        if !self.lexicon.words.source.own_words.contains(self.tree.token(case).lemma.as_str()) {
            return None;
        }
        let verb = self.tree.ancestors(noun).take(3).find(|&at| self.tree.token(at).upos == Upos::Verb)?;
        let standing = standing(&self.place(verb)).filter(|standing| !standing.negated)?;
        let named = self.named(verb, standing.plural);
        Some(named.unwrap_or_else(|| self.inferred(verb, standing.plural, &[])))
    }

    /// *po njegovih besedah*: the one who spoke before, when the pronoun fits.
    fn possessor_before(&self, preposition: usize, noun: usize) -> Option<Vec<EntityRef>> {
        let pronoun = (preposition + 1..noun).find(|&at| self.is_possessive_pronoun(at))?;
        self.possessor(pronoun)
    }

    /// *po napovedih*, *po direktoričinih besedah*: whose they are is not said, or by a role that stands for the one who
    /// speaks.
    fn has_no_owner(&self, preposition: usize, noun: usize) -> bool {
        let nominal = |&at: &usize| self.tree.token(at).upos.is_nominal() && self.tree.child(at, "case").is_none();
        let behind = self.tree.children(noun).iter().filter(|&&at| at > noun).any(nominal);
        let qualified = (preposition + 1..noun).any(|at| self.tree.token(at).feat("Poss") != Some("Yes"));
        !behind && !qualified
    }

    fn is_possessive_pronoun(&self, at: usize) -> bool {
        let token = self.tree.token(at);
        matches!(token.upos, Upos::Det | Upos::Pron) && token.feats.has("Poss", "Yes")
    }

    fn possessor(&self, pronoun: usize) -> Option<Vec<EntityRef>> {
        let feats = &self.tree.token(pronoun).feats;
        let several = matches!(feats.get("Number[psor]"), Some("Plur" | "Dual"));
        if self.before.is_empty() || (self.before.len() > 1) != several {
            return None;
        }
        let fitting = self.fitting(self.before.to_vec(), feats.get("Gender[psor]"));
        (!fitting.is_empty()).then_some(fitting)
    }

    /// *po navedbah časnika …*: somebody else's words, told by a medium.
    fn names_medium(&self, noun: usize) -> bool {
        let behind = (noun + 1..self.tree.len())
            .take_while(|&at| !matches!(self.tree.token(at).upos, Upos::Punct | Upos::Verb | Upos::Aux));
        behind.take(4).any(|at| self.lexicon.words.media.contains(self.tree.token(at).lemma.as_str()))
    }

    /// *po njegovem*, without a noun
    fn bare_source(&self, word: usize) -> Option<Cue> {
        let source = &self.lexicon.words.source;
        let token = self.tree.token(word);
        let alone = matches!(self.tree.tokens_after(word), None | Some(Upos::Aux | Upos::Verb | Upos::Punct));
        let is_possessive = token.feat("Poss") == Some("Yes");
        if !(source.bare_possessive && is_possessive && alone) || word == 0 {
            return None;
        }
        let preposition = word - 1;
        if self.tree.token(preposition).lemma != source.preposition.as_str() {
            return None;
        }
        let mention = || self.mentions.at(word).filter(|m| m.form == MentionForm::Pronoun).map(|m| m.entities.clone());
        let speakers = self.possessor(word).or_else(mention)?;
        self.source_cue(preposition, word, speakers, false)
    }

    fn source_cue(&self, preposition: usize, word: usize, speakers: Vec<EntityRef>, weak: bool) -> Option<Cue> {
        (!speakers.is_empty()).then(|| Cue {
            speakers,
            span: self.tree.token(preposition).span.cover(self.tree.token(word).span),
            rule: "source".into(),
            word,
            is_source: true,
            weak,
            reports_speech: !weak,
            confidence: EXPRESSED,
        })
    }

    /// The preposition of sources in front of a noun, over its adjectives and pronouns.
    fn preposition_before(&self, noun: usize) -> Option<usize> {
        let mut at = noun;
        while let Some(before) = at.checked_sub(1) {
            let token = self.tree.token(before);
            match token.upos {
                Upos::Adp => return (token.lemma == self.lexicon.words.source.preposition.as_str()).then_some(before),
                Upos::Adj | Upos::Det | Upos::Propn | Upos::Pron | Upos::Adv => at = before,
                _ => return None,
            }
        }
        None
    }
}

impl Tree<'_> {
    /// The kind of the next word.
    fn tokens_after(&self, index: usize) -> Option<Upos> {
        self.sentence.tokens.get(index + 1).map(|token| token.upos)
    }
}
