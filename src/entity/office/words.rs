//! What the words around a role noun say: adjectives before it, genitives and prepositional phrases behind it.

use super::{Office, holds_offices, in_sentence, is_person};
use crate::document::Document;
use crate::entity::role::{Effect, Roles, Usage};
use crate::entity::{EntityRef, Mention, MentionForm, MentionType, nominative, phrase};
use crate::text::{Sentence, Token, Upos};
use std::ops::Range;

/// A sentence with the tables and mentions to read it by.
pub(super) struct Around<'d> {
    pub doc: &'d Document,
    pub roles: &'d Roles,
    pub sentence: &'d Sentence,
    pub number: usize,
    /// Token of the role noun.
    pub head: usize,
}

impl Around<'_> {
    /// Where the phrase begins when words before it that say how the office is held count too, although the tagger
    /// sees no agreement (*trenutna vodja*) or something in brackets stands between (*nekdanji (levi) minister*).
    pub fn with_loose_adjectives(&self, start: usize) -> usize {
        let mut first = start;
        while let Some(before) = first.checked_sub(1) {
            let token = &self.sentence.tokens[before];
            let opening = || (before.saturating_sub(4)..before).rev().find(|&at| self.form(at) == Some("("));
            first = match token.form.as_str() {
                ")" if opening().is_some_and(|at| at > 0) => match self.effect_before(opening().unwrap_or(before)) {
                    Some(at) => at,
                    None => return first,
                },
                _ if token.upos == Upos::Adj && self.effect(token).is_some() => before,
                _ => return first,
            };
        }
        first
    }

    /// The first of the adjectives that end before a token, when one of them says how the office is held.
    fn effect_before(&self, at: usize) -> Option<usize> {
        let adjectives = (0..at).rev().take_while(|&before| self.sentence.tokens[before].upos == Upos::Adj);
        let first = adjectives.last()?;
        (first..at).any(|before| self.effect(&self.sentence.tokens[before]).is_some()).then_some(first)
    }

    pub fn adjective(&self, at: usize, gender: &str, office: &mut Office, parts: &mut Vec<String>) {
        let token = &self.sentence.tokens[at];
        let names_owner = |m: &Mention| {
            m.form == MentionForm::Adjective || (m.form == MentionForm::PossessiveName && m.class != MentionType::Per)
        };
        if let Some(entity) = self.entity_at(at, &names_owner) {
            office.of = office.of.or(Some(entity));
            office.owners.push(entity);
        } else if let Some(noun) = self.roles.words.body_adjectives.get(token.lemma.to_lowercase().as_str()) {
            office.body_noun = Some(noun.clone());
        } else if let Some(effect) = self.effect(token) {
            if effect != Effect::Drop {
                office.effect = Some(effect);
            }
        } else if token.upos == Upos::Cconj && !parts.is_empty() {
            parts.push(token.form.to_string());
        } else if token.upos == Upos::Adj
            && belongs_to_title(token)
            && !self.in_adjective_mention(at)
            && self.sets_apart(token)
        {
            let word = nominative::adjective_as(self.roles, token, gender, "Sing");
            parts.push(word.unwrap_or_else(|| token.lemma.to_string()).to_lowercase());
        }
    }

    /// There is one premier: an adjective before such a noun praises or blames, unless it is one of a few.
    fn sets_apart(&self, adjective: &Token) -> bool {
        let words = &self.roles.words;
        let noun = self.roles.role_of(&self.sentence.tokens[self.head]);
        let only = noun.is_some_and(|noun| words.single_offices.contains(&noun.lemma));
        !only || words.single_office_adjectives.iter().any(|word| *word == adjective.lemma.to_lowercase())
    }

    fn effect(&self, token: &Token) -> Option<Effect> {
        self.roles.modifier(&token.lemma.to_lowercase()).or_else(|| self.roles.modifier(&token.form.to_lowercase()))
    }

    /// An abbreviation for acting stands before the phrase.
    pub fn is_acting(&self, start: usize) -> bool {
        (1..=4.min(start)).any(|back| {
            let span = self.sentence.tokens[start - back].span.cover(self.sentence.tokens[start - 1].span);
            self.roles.words.acting.iter().any(|word| self.doc.slice(span).eq_ignore_ascii_case(word))
        })
    }

    pub fn attributes(&self, from: usize, office: &mut Office, parts: &mut Vec<String>) {
        let words = &self.roles.words;
        let lists = [&words.office_prepositions, &words.seat_prepositions, &words.task_prepositions];
        let joins = |lemma: &str| lists.iter().any(|list| list.iter().any(|p| p == lemma));
        office.end = from;
        self.undeclined_owner(office);
        while let Some(attribute) =
            phrase::attributes(self.sentence, office.end, &joins, &|at| self.starts_person(at)).into_iter().next()
        {
            if !self.attribute(&attribute, office, parts) {
                break;
            }
            let end = self.covering_end(attribute.head).unwrap_or(0).max(attribute.tokens.end);
            let body = self.roles.body(&self.sentence.tokens[attribute.head].lemma.to_lowercase()).is_some();
            office.end = self.name_end(end).filter(|_| body).unwrap_or(end);
        }
        self.skip_brackets(office);
    }

    /// A word in capitals that no mention covers: some name, which is no part of an office's name.
    fn has_unknown_name(&self, tokens: &std::ops::Range<usize>) -> bool {
        tokens.clone().any(|at| {
            let capital = self.sentence.tokens[at].form.chars().next().is_some_and(char::is_uppercase);
            capital && !self.mentions().any(|m| m.tokens.contains(&at))
        })
    }

    /// The end of the name that a token belongs to: all of *Agencije za okolje* is the attribute.
    fn covering_end(&self, at: usize) -> Option<usize> {
        let covers = |m: &&Mention| {
            let whole = m.form == MentionForm::CommonNoun && m.head == at && m.entities.len() == 1;
            (m.form == MentionForm::Name || whole) && m.tokens.contains(&at) && !is_person(m)
        };
        self.mentions().filter(covers).map(|m| m.tokens.end).max()
    }

    /// *predsednik KLS*: the name of a body that shows no genitive, right behind the noun.
    fn undeclined_owner(&self, office: &mut Office) {
        let genitive = self.sentence.tokens.get(office.end).is_some_and(|token| token.feats.has("Case", "Gen"));
        if office.of.is_some() || genitive {
            return;
        }
        let behind = |m: &&Mention| m.form == MentionForm::Name && !is_person(m) && m.tokens.start == office.end;
        let Some(name) = self.mentions().find(behind) else { return };
        if let [owner] = name.entities[..] {
            office.of = Some(owner);
            office.owners.push(owner);
            office.owned = true;
            office.end = name.tokens.end;
        }
    }

    /// The end of a name that stands right behind the noun it is the name of: *zveze Nato*, *občine Domžale*. A place in
    /// the genitive is an attribute of its own.
    fn name_end(&self, at: usize) -> Option<usize> {
        let genitive = self.sentence.tokens.get(at).is_some_and(|token| token.feats.has("Case", "Gen"));
        let is_thing = |m: &&Mention| {
            let body = m.class == MentionType::Org || (m.class == MentionType::Loc && !genitive);
            m.form == MentionForm::Name && body && m.tokens.start == at
        };
        self.mentions().find(is_thing).map(|name| name.tokens.end)
    }

    /// Whether a body's noun has words of its own: *uprava za morje*, not *uprava*.
    fn is_longer_name(&self, attribute: &phrase::Attribute) -> bool {
        attribute.tokens.len() > 1 || self.mentions().any(|m| m.head == attribute.head && m.tokens.len() > 1)
    }

    /// *predsednik druge vlade*: of none that the article could mean.
    fn is_any(&self, attribute: &phrase::Attribute) -> bool {
        attribute.tokens.clone().any(|at| {
            let token = &self.sentence.tokens[at];
            let other = self.roles.words.other_words.iter().any(|word| *word == token.lemma.to_lowercase());
            at != attribute.head && (other || matches!(token.upos, Upos::Num | Upos::Det))
        })
    }

    /// Takes one attribute into the office; `false` when it is none of it.
    fn attribute(&self, attribute: &phrase::Attribute, office: &mut Office, parts: &mut Vec<String>) -> bool {
        let words = &self.roles.words;
        let preposition = attribute.preposition.map(|at| self.sentence.tokens[at].lemma.as_str());
        let seat = preposition.is_some_and(|p| words.seat_prepositions.iter().any(|word| word == p));
        let genitive = preposition.is_none();
        let head = &self.sentence.tokens[attribute.head];
        if words.time_spans.contains(&head.lemma) {
            return false;
        }
        let body = self.roles.body(&head.lemma.to_lowercase());
        let of_state = body.is_some_and(|body| matches!(body.usage, Usage::Organ | Usage::Definite));
        let leads = !of_state || words.heads.contains(&office.noun);
        let bare = body.is_none_or(|body| body.usage != Usage::Body) || !self.is_longer_name(attribute);
        let in_label = leads && bare && head.feats.has("Number", "Sing") && body.is_some_and(|body| body.label);
        let owner = self.entity_at(attribute.head, &|m| m.class != MentionType::Per);
        if genitive && (owner.is_none() || of_state) && self.is_any(attribute) {
            office.unknown_owner = true;
            return true;
        }
        if !genitive && !seat && !self.names_field(attribute, office) {
            return false;
        }
        if (genitive || seat) && !in_label && owner.is_some() {
            if office.owners.is_empty() {
                office.owners = self.owners_in(&attribute.tokens);
            }
            office.of = office.of.or(owner);
            office.seated |= seat;
            office.owned |= genitive;
        } else if !genitive && !seat && !self.belongs_behind_owner(attribute, office) {
            // What somebody is at work for says more of the task than of the office.
        } else if genitive && (office.seated || office.owned || office.body.is_some()) {
            // Says more of the body, not of the office.
        } else if (genitive && body.is_some() && !in_label) || seat {
            // Of a body that is not known: no part of the office's name, and nobody else's office.
            office.unknown_owner = true;
            office.body = office.body.or(body.filter(|_| genitive).map(|_| attribute.head));
            return body.is_some();
        } else if genitive && self.has_unknown_name(&attribute.tokens) {
            return false;
        } else {
            office.of_state |= genitive && in_label && of_state;
            self.add_attribute(attribute, office, parts);
        }
        true
    }

    /// Whether a prepositional phrase tells what the office is for, and not for whom something is done: a name
    /// follows, or it hangs on the noun.
    fn names_field(&self, attribute: &phrase::Attribute, office: &Office) -> bool {
        let parent = self.sentence.tokens[attribute.head].head.checked_sub(1);
        let inside = parent.is_some_and(|parent| (self.head..office.end).contains(&parent));
        let lemma = self.sentence.tokens[attribute.head].lemma.to_lowercase();
        let other = self.roles.words.no_fields.iter().any(|word| *word == lemma);
        (inside && !other) || self.starts_person(attribute.tokens.end)
    }

    /// What the head of a group is at work for is no part of the office's name: *vodja pogajalcev EU za ribolov*.
    fn belongs_behind_owner(&self, attribute: &phrase::Attribute, office: &Office) -> bool {
        let words = &self.roles.words;
        let task = attribute.preposition.is_some_and(|at| {
            words.task_prepositions.iter().any(|word| *word == self.sentence.tokens[at].lemma.to_lowercase())
        });
        !task && (office.owners.is_empty() || office.end == self.head + 1 || !words.heads.contains(&office.noun))
    }

    /// The countries and organisations of joined genitives: *ministra Litve in Estonije*.
    fn owners_in(&self, tokens: &Range<usize>) -> Vec<EntityRef> {
        let mut found = Vec::new();
        for at in tokens.clone().filter(|&at| self.sentence.tokens[at].upos.is_nominal()) {
            if let Some(owner) = self.entity_at(at, &|m| m.class != MentionType::Per && m.head == at)
                && !found.contains(&owner)
            {
                found.push(owner);
            }
        }
        found
    }

    /// What an office is for belongs to its name; a country in it does not.
    fn add_attribute(&self, attribute: &phrase::Attribute, office: &mut Office, parts: &mut Vec<String>) {
        let mut words = String::new();
        for at in attribute.tokens.clone() {
            if let Some(country) =
                self.entity_at(at, &|m| m.form == MentionForm::Adjective && m.class == MentionType::Loc)
            {
                office.of = office.of.or(Some(country));
                continue;
            }
            if !words.is_empty() && nominative::needs_space(self.sentence, at) {
                words.push(' ');
            }
            words.push_str(&self.sentence.tokens[at].form);
        }
        parts.push(words);
    }

    fn skip_brackets(&self, office: &mut Office) {
        if self.form(office.end) != Some("(") {
            return;
        }
        let inside = office.end + 1..self.sentence.tokens.len().min(office.end + 8);
        if let Some(close) = inside.clone().find(|&at| self.form(at) == Some(")")) {
            let office_of = self.entity_at(office.end + 1, &|m| m.class == MentionType::Org);
            office.of = office.of.or(office_of);
            office.end = close + 1;
        }
    }

    fn form(&self, at: usize) -> Option<&str> {
        self.sentence.tokens.get(at).map(|token| token.form.as_str())
    }

    fn starts_person(&self, at: usize) -> bool {
        self.mentions().any(|m| m.form.is_name() && is_person(m) && m.tokens.start == at)
    }

    fn in_adjective_mention(&self, at: usize) -> bool {
        self.mentions().any(|m| m.form == MentionForm::Adjective && m.tokens.contains(&at))
    }

    fn mentions(&self) -> impl Iterator<Item = &Mention> {
        in_sentence(&self.doc.mentions, self.number)
    }

    /// The entity of the longest fitting mention that covers a token, when that mention means exactly one.
    fn entity_at(&self, at: usize, fits: &dyn Fn(&Mention) -> bool) -> Option<EntityRef> {
        let mention = self
            .mentions()
            .filter(|m| {
                m.tokens.contains(&at)
                    && fits(m)
                    && (m.head == at || m.form.is_name() || m.form == MentionForm::Adjective)
            })
            .max_by_key(|m| m.tokens.len())?;
        match mention.entities[..] {
            [entity] if holds_offices(self.doc.entities[entity].kind) => Some(entity),
            _ => None,
        }
    }
}

/// Numerals, possessives and participles say something of the holder, not of the office.
fn belongs_to_title(token: &Token) -> bool {
    !(token.feats.has("Poss", "Yes")
        || token.feat("NumType").is_some()
        || token.form.chars().any(|c| c.is_ascii_digit()))
}
