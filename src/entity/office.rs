//! The words around a role noun: the office's name, whose office it is, whether it is held now, and who holds it.

use super::role::{Effect, Roles, Usage};
use super::{EntityKind, EntityRef, Mention, MentionForm, MentionType, nominative, phrase};
use crate::document::Document;
use crate::text::{Sentence, Token, Tree, Upos};
use smol_str::SmolStr;
use std::ops::Range;

/// An office as the words around one role noun tell it.
#[derive(Debug, Clone, PartialEq)]
pub struct Office {
    /// Lemma of the noun.
    pub noun: SmolStr,
    /// *notranji minister*: nominative singular, lower case, without the country.
    pub label: String,
    /// The country or organisation whose office it is, when the words say so.
    pub of: Option<EntityRef>,
    /// All countries and organisations that the words name, in their order: *slovenski in ruski premier*.
    pub owners: Vec<EntityRef>,
    /// The words name a body, but which one is not known.
    pub unknown_owner: bool,
    /// Token of the noun for that body.
    pub body: Option<usize>,
    /// The noun for the body that an adjective means: *vladni govorec*.
    pub body_noun: Option<SmolStr>,
    /// The body was named as the place where the office is held: *sekretar na ministrstvu*.
    pub seated: bool,
    /// The noun is in the plural or dual.
    pub plural: bool,
    /// A genitive named the owner.
    pub owned: bool,
    /// The words name a body that each state has one of, so the office is a state's.
    pub of_state: bool,
    pub effect: Option<Effect>,
    /// First token behind the phrase.
    pub end: usize,
}

/// A person with an office that the article gives to them.
#[derive(Debug, Clone, PartialEq)]
pub struct Holding {
    pub person: EntityRef,
    pub office: Office,
    /// Index into `Document::mentions`.
    pub mention: usize,
    /// Whose office it is was not said, but follows from the article.
    pub inferred: bool,
    /// How it was found; short, stable.
    pub rule: &'static str,
}

/// Reads the phrase of a role noun. The entities of the mentions in it must be known already for `of` to be found.
///
/// `None` when the head of the mention is no role noun.
pub fn read(doc: &Document, roles: &Roles, mention: &Mention) -> Option<Office> {
    let sentence = &doc.sentences[mention.sentence];
    let head = &sentence.tokens[mention.head];
    let role = roles.role_of(head)?;
    let noun = role.lemma.clone();
    let around = Around { doc, roles, sentence, number: mention.sentence, head: mention.head };
    let mut parts = Vec::new();
    let mut office = Office {
        noun: noun.clone(),
        label: String::new(),
        of: None,
        owners: Vec::new(),
        unknown_owner: false,
        body: None,
        body_noun: None,
        of_state: false,
        seated: false,
        owned: false,
        plural: matches!(head.feat("Number"), Some("Dual" | "Plur")),
        effect: None,
        end: mention.head + 1,
    };
    let start = around.with_loose_adjectives(mention.tokens.start);
    for at in start..mention.head {
        around.adjective(at, role.gender, &mut office, &mut parts);
    }
    if around.is_acting(start) {
        office.effect = Some(Effect::Acting);
    }
    parts.push(noun.to_string());
    around.attributes(mention.head + 1, &mut office, &mut parts);
    office.label = parts.join(" ");
    Some(office)
}

/// Noun and label of an office for a holder of the other gender: *notranji minister*, *notranja ministrica*.
pub fn in_gender(roles: &Roles, office: &Office, gender: &str) -> (SmolStr, String) {
    let role = roles.role(&office.noun).filter(|role| role.gender != gender);
    let Some((role, partner)) = role.and_then(|role| Some((role, role.partner.clone()?))) else {
        return (office.noun.clone(), office.label.clone());
    };
    let (before, after) = office.label.split_once(office.noun.as_str()).unwrap_or(("", ""));
    let words = before.split_whitespace().map(|word| {
        nominative::adjective_regendered(roles, word, role.gender, gender).unwrap_or_else(|| word.to_owned())
    });
    let mut label: String = words.flat_map(|word| [word, " ".to_owned()]).collect();
    label.push_str(&partner);
    label.push_str(after);
    (partner, label)
}

/// A sentence with the tables and mentions to read it by.
struct Around<'d> {
    doc: &'d Document,
    roles: &'d Roles,
    sentence: &'d Sentence,
    number: usize,
    head: usize,
}

impl Around<'_> {
    /// Where the phrase begins when words before it that say how the office is held count too, although the tagger
    /// sees no agreement (*trenutna vodja*) or something in brackets stands between (*nekdanji (levi) minister*).
    fn with_loose_adjectives(&self, start: usize) -> usize {
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

    fn adjective(&self, at: usize, gender: &str, office: &mut Office, parts: &mut Vec<String>) {
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
    fn is_acting(&self, start: usize) -> bool {
        (1..=4.min(start)).any(|back| {
            let span = self.sentence.tokens[start - back].span.cover(self.sentence.tokens[start - 1].span);
            self.roles.words.acting.iter().any(|word| self.doc.slice(span).eq_ignore_ascii_case(word))
        })
    }

    fn attributes(&self, from: usize, office: &mut Office, parts: &mut Vec<String>) {
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

    /// The end of a name that stands right behind the noun it is the name of: *zveze Nato*.
    fn name_end(&self, at: usize) -> Option<usize> {
        let is_thing =
            |m: &&Mention| m.form == MentionForm::Name && m.class == MentionType::Org && m.tokens.start == at;
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

/// The mentions of one sentence.
pub fn in_sentence(mentions: &[Mention], sentence: usize) -> impl Iterator<Item = &Mention> {
    mentions[indices_in_sentence(mentions, sentence)].iter()
}

/// The indices of the mentions of one sentence among all mentions, which are in the order of the text.
pub fn indices_in_sentence(mentions: &[Mention], sentence: usize) -> Range<usize> {
    let start = mentions.partition_point(|m| m.sentence < sentence);
    let length = mentions[start..].iter().take_while(|m| m.sentence == sentence).count();
    start..start + length
}

/// The noun is in the plural, or adjectives of several countries share it: *slovenski in ruski premier*.
fn is_several(office: &Office) -> bool {
    office.plural || (office.owners.len() > 1 && !office.owned)
}

fn is_person(mention: &Mention) -> bool {
    mention.class == MentionType::Per
}

fn holds_offices(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::Country | EntityKind::Organisation | EntityKind::Place)
}

/// Numerals, possessives and participles say something of the holder, not of the office.
fn belongs_to_title(token: &Token) -> bool {
    !(token.feats.has("Poss", "Yes")
        || token.feat("NumType").is_some()
        || token.form.chars().any(|c| c.is_ascii_digit()))
}

/// The names of the persons who hold the office by the words themselves: beside it, in apposition or as the subject of
/// a sentence that says so. Indices into `Document::mentions`.
pub fn holders(doc: &Document, roles: &Roles, mention: &Mention, office: &Office) -> Vec<usize> {
    let sentence = &doc.sentences[mention.sentence];
    let tree = Tree::new(sentence);
    let names = Names { doc, sentence, number: mention.sentence };
    let beside = names.beside(mention, office);
    if !beside.is_empty() {
        return beside;
    }
    if let Some(next) = names.joined_office(mention, office) {
        return read(doc, roles, next).map(|other| holders(doc, roles, next, &other)).unwrap_or_default();
    }
    names
        .before_comma(mention, office)
        .or_else(|| names.by_relation(&tree, mention))
        .or_else(|| names.by_copula(&tree, mention))
        .or_else(|| names.as_holder(&tree, roles, mention))
        .or_else(|| names.behind_joined(roles, mention))
        .into_iter()
        .collect()
}

/// Whose office one of several holders has: where the words give them one after the other, each has its own.
pub fn owner_of(doc: &Document, roles: &Roles, mention: &Mention, office: &Office, name: usize) -> Option<EntityRef> {
    let names = Names { doc, sentence: &doc.sentences[mention.sentence], number: mention.sentence };
    let holders = holders(doc, roles, mention, office);
    if holders.len() < 2 {
        return office.of;
    }
    if let Some((_, seat)) = names.seat_behind(name) {
        return Some(seat);
    }
    let place = holders.iter().position(|&holder| holder == name)?;
    let told = || told_countries(doc, roles, mention, holders.len());
    match office.owners.len() {
        count if count == holders.len() => Some(office.owners[place]),
        0 if office.of.is_none() => told().map(|owners| owners[place]),
        _ => office.of,
    }
}

/// *ministra Litve in Estonije …, premiera X in Y*: the owners of an office before it in the sentence that as many share.
fn told_countries(doc: &Document, roles: &Roles, mention: &Mention, count: usize) -> Option<Vec<EntityRef>> {
    let country = |owner: &EntityRef| doc.entities[*owner].kind == EntityKind::Country;
    let nouns = in_sentence(&doc.mentions, mention.sentence)
        .filter(|m| m.form == MentionForm::RoleNoun && m.tokens.end <= mention.tokens.start);
    let owners = nouns.filter_map(|m| read(doc, roles, m)).map(|office| office.owners);
    owners.filter(|owners| owners.len() == count && owners.iter().all(country)).last()
}

struct Names<'d> {
    doc: &'d Document,
    sentence: &'d Sentence,
    number: usize,
}

impl Names<'_> {
    fn person(&self, test: impl Fn(&Mention) -> bool) -> Option<usize> {
        let is_name = |m: &Mention| m.class == MentionType::Per && m.form == MentionForm::Name;
        let mut here = indices_in_sentence(&self.doc.mentions, self.number);
        here.find(|&index| is_name(&self.doc.mentions[index]) && test(&self.doc.mentions[index]))
    }

    fn starting_at(&self, at: usize) -> Option<usize> {
        self.person(|m| m.tokens.start == at)
    }

    fn token(&self, at: usize) -> Option<&Token> {
        self.sentence.tokens.get(at)
    }

    fn is_form(&self, at: usize, form: &str) -> bool {
        self.token(at).is_some_and(|token| token.form == form)
    }

    /// *minister X*; of an office in the plural all names that are joined: *premierja X in Y*.
    fn beside(&self, mention: &Mention, office: &Office) -> Vec<usize> {
        let head = &self.sentence.tokens[mention.head];
        let first = self
            .starting_at(office.end)
            .or_else(|| self.after_insertion(head, office.end))
            .or_else(|| self.listed_behind(office));
        let Some(first) = first else { return Vec::new() };
        if !self.may_share_case(head, first) || self.belongs_to_outer(mention, head, first) {
            return Vec::new();
        }
        let mut found = vec![first];
        let several = is_several(office);
        if several {
            let mut end = self.seat_behind(first).map_or(self.doc.mentions[first].tokens.end, |(end, _)| end);
            while self.token(end).is_some_and(|t| t.upos == Upos::Cconj || t.form == ",") {
                let Some(next) = self.starting_at(end + 1) else { break };
                found.push(next);
                end = self.seat_behind(next).map_or(self.doc.mentions[next].tokens.end, |(end, _)| end);
            }
        }
        if several && found.len() < 2 { Vec::new() } else { found }
    }

    /// The first of several names behind a comma: *predsednika držav, X in Y*.
    fn listed_behind(&self, office: &Office) -> Option<usize> {
        let listed = is_several(office) && matches!(self.token(office.end)?.form.as_str(), "," | "–" | ":");
        listed.then(|| self.starting_at(office.end + 1)).flatten()
    }

    /// Where one of several holders sits: *X iz družbe Y*, *X (Y)*. The end of the words and who it is.
    fn seat_behind(&self, name: usize) -> Option<(usize, EntityRef)> {
        let end = self.doc.mentions[name].tokens.end;
        let opener = self.token(end).filter(|token| token.upos == Upos::Adp || token.form == "(")?;
        let seat = in_sentence(&self.doc.mentions, self.number).find(|m| {
            let near = m.tokens.start > end && m.tokens.start <= end + 3;
            near && m.form.is_name() && !is_person(m) && m.entities.len() == 1
        })?;
        let close = seat.tokens.end + usize::from(opener.form == "(");
        holds_offices(self.doc.entities[seat.entities[0]].kind).then_some((close, seat.entities[0]))
    }

    /// *namestnik ministra X*: the noun is an attribute of another role noun, in whose case the name stands.
    fn belongs_to_outer(&self, mention: &Mention, head: &Token, name: usize) -> bool {
        let outer = in_sentence(&self.doc.mentions, self.number)
            .find(|m| m.form == MentionForm::RoleNoun && m.tokens.end == mention.tokens.start);
        let Some(case) = outer.and_then(|outer| self.sentence.tokens[outer.head].feat("Case")) else { return false };
        let tokens = self.doc.mentions[name].tokens.clone();
        head.feat("Case") == Some("Gen")
            && case != "Gen"
            && tokens.into_iter().any(|at| self.sentence.tokens[at].feat("Case") == Some(case))
    }

    /// The next of several offices that are joined and have one holder: *predsednik X in poslanec Y Z*.
    fn joined_office(&self, mention: &Mention, office: &Office) -> Option<&Mention> {
        let joint = self.token(office.end)?;
        let next = in_sentence(&self.doc.mentions, self.number)
            .find(|m| m.form == MentionForm::RoleNoun && m.tokens.start == office.end + 1)?;
        let agree = phrase::agrees(&self.sentence.tokens[mention.head], &self.sentence.tokens[next.head]);
        ((joint.upos == Upos::Cconj || joint.form == ",") && agree).then_some(next)
    }

    /// A name behind an inserted attribute between commas: *komisar, pristojen za morje, X*.
    fn after_insertion(&self, head: &Token, end: usize) -> Option<usize> {
        let opens = self.is_form(end, ",")
            && self.token(end + 1).is_some_and(|t| t.upos == Upos::Adj && phrase::agrees(t, head));
        let close = (end + 2..end + 10).find(|&at| self.is_form(at, ","))?;
        opens.then(|| self.starting_at(close + 1)).flatten()
    }

    /// The noun and the name stand in one case, or the name does not decline.
    fn may_share_case(&self, head: &Token, name: usize) -> bool {
        let mention = &self.doc.mentions[name];
        let case = head.feat("Case");
        let cases: Vec<_> = mention.tokens.clone().filter_map(|at| self.sentence.tokens[at].feat("Case")).collect();
        // A man's accusative and genitive are one form.
        let alike = |own: &str| matches!((own, case), ("Gen", Some("Acc")) | ("Acc", Some("Gen")));
        let same = cases.iter().any(|own| Some(*own) == case || alike(own));
        // Words of one name in two cases: the tags are no evidence.
        let unsure = cases.windows(2).any(|pair| pair[0] != pair[1]);
        let fixed = cases.contains(&"Nom") && !self.has_nominative_office(name);
        cases.is_empty() || case.is_none() || same || fixed || unsure
    }

    /// Another role noun before the name stands in the nominative, and so has a better claim to it.
    fn has_nominative_office(&self, name: usize) -> bool {
        let start = self.doc.mentions[name].tokens.start;
        in_sentence(&self.doc.mentions, self.number).any(|m| {
            m.form == MentionForm::RoleNoun
                && m.tokens.end <= start
                && self.sentence.tokens[m.head].feats.has("Case", "Nom")
        })
    }

    /// *X, minister za morje,* and *X (minister za morje)*
    fn before_comma(&self, mention: &Mention, office: &Office) -> Option<usize> {
        let mut before = mention.tokens.start.checked_sub(1)?;
        // X, zdaj poslanec
        if matches!(self.token(before)?.upos, Upos::Adv | Upos::Part) {
            before = before.checked_sub(1)?;
        }
        let name = self.person(|m| m.tokens.end == before)?;
        let head = &self.sentence.tokens[mention.head];
        let closes = match self.token(before)?.form.as_str() {
            "," => self.token(office.end).is_none_or(|t| matches!(t.form.as_str(), "," | "." | ")" | "–" | ";")),
            "(" => true,
            _ => false,
        };
        (closes && self.may_share_case(head, name)).then_some(name)
    }

    fn by_relation(&self, tree: &Tree, mention: &Mention) -> Option<usize> {
        let token = tree.token(mention.head);
        let parent = tree.parent(mention.head)?;
        if token.relation() == "appos" {
            return self.person(|m| m.tokens.contains(&parent));
        }
        let child = tree.children_by(mention.head, "appos").next()?;
        self.person(|m| m.tokens.contains(&child))
    }

    /// The person whom a clause about *ki* tells more of, or its subject.
    fn told_of(&self, tree: &Tree, verb: usize) -> Option<usize> {
        let subject = tree.child(verb, "nsubj");
        let above = || tree.parent(verb).filter(|_| tree.token(verb).relation() == "acl");
        let noun = match subject {
            Some(noun) if tree.token(noun).upos.is_nominal() && tree.token(noun).upos != Upos::Pron => noun,
            _ => above()?,
        };
        self.person(|m| m.tokens.contains(&noun) || tree.parent(m.head) == Some(noun))
    }

    /// *X je kot minister podpisal*, *X kot predsednik*
    fn as_holder(&self, tree: &Tree, roles: &Roles, mention: &Mention) -> Option<usize> {
        let before = mention.tokens.start.checked_sub(1)?;
        roles.words.as_words.iter().find(|word| **word == self.sentence.tokens[before].lemma.to_lowercase())?;
        let parent = tree.parent(mention.head)?;
        if tree.token(parent).upos == Upos::Verb {
            return self.told_of(tree, parent);
        }
        self.person(|m| m.tokens.contains(&parent))
    }

    /// *X, ustanovitelj in direktor družbe*: the holder of the office that it is joined to.
    fn behind_joined(&self, roles: &Roles, mention: &Mention) -> Option<usize> {
        let joint = self.token(mention.tokens.start.checked_sub(1)?)?;
        if joint.upos != Upos::Cconj {
            return None;
        }
        let first = in_sentence(&self.doc.mentions, self.number).find(|m| {
            m.form == MentionForm::RoleNoun
                && m.tokens.start < mention.tokens.start
                && read(self.doc, roles, m).is_some_and(|office| office.end + 1 == mention.tokens.start)
        })?;
        let agree = phrase::agrees(&self.sentence.tokens[first.head], &self.sentence.tokens[mention.head]);
        let before = first.tokens.start.checked_sub(1).filter(|&at| agree && self.is_form(at, ","))?;
        self.person(|m| m.tokens.end == before)
    }

    /// *X je minister za morje*
    fn by_copula(&self, tree: &Tree, mention: &Mention) -> Option<usize> {
        let (predicate, subject) = match tree.child(mention.head, "cop") {
            Some(_) if tree.child(mention.head, "nsubj").is_none() => return self.told_of(tree, mention.head),
            Some(_) => (mention.head, tree.child(mention.head, "nsubj")?),
            None => {
                let parent = tree.parent(mention.head).filter(|_| tree.token(mention.head).relation() == "nsubj")?;
                (tree.child(parent, "cop").map(|_| mention.head)?, parent)
            }
        };
        let negated = tree.children(predicate).iter().any(|&c| tree.token(c).feats.has("Polarity", "Neg"));
        if negated {
            None
        } else {
            self.person(|m| m.tokens.contains(&subject) || tree.parent(m.head) == Some(subject))
        }
    }
}
