//! Who holds an office by the words themselves, and whose it is where several hold it.

use super::{Office, holds_offices, in_sentence, indices_in_sentence, is_person, read};
use crate::document::Document;
use crate::entity::role::Roles;
use crate::entity::{EntityKind, EntityRef, Mention, MentionForm, MentionType, phrase};
use crate::text::{Sentence, Token, Tree, Upos};
use std::ops::Range;

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
        let Some(first) = first.map(|first| self.second_of_two(head, first).unwrap_or(first)) else {
            return Vec::new();
        };
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

    /// The name right behind one that does not stand in the noun's case: *predstavnica ministra Petra Kosa Ana Novak*.
    fn second_of_two(&self, head: &Token, first: usize) -> Option<usize> {
        let Range { start, end } = self.doc.mentions[first].tokens;
        let fits = self.sentence.tokens[start].feat("Case") == head.feat("Case");
        self.starting_at(end).filter(|_| !fits)
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

/// The noun is in the plural, or adjectives of several countries share it: *slovenski in ruski premier*.
fn is_several(office: &Office) -> bool {
    office.plural || (office.owners.len() > 1 && !office.owned)
}
