//! Nouns in the plural for groups that act: members who stand for their body or party, and groups without a name.
//!
//! A group without a name is an entity of its article alone: *upravičeni protestniki* of two articles are two groups.

use super::bodies;
use super::context::{Context, Info};
use super::link;
use crate::document::record::How;
use crate::entity::inflect::Hints;
use crate::entity::role::{Group, GroupUse, Usage};
use crate::entity::slug::slug;
use crate::entity::{Entity, EntityKind, EntityRef, Mention, MentionForm, nominative, office, phrase};
use crate::text::{Case, Gender, Number, Tree, Upos};

/// How sure it is that a noun in the plural means the group as a whole.
const BY_PHRASE: f32 = 0.7;
const BY_BODY: f32 = 0.75;

/// Finds what the nouns of a sentence mean that bodies and role nouns left open.
pub fn refer(context: &mut Context, sentence: usize) {
    for mention in context.here(sentence) {
        let Some((noun, group)) = open_group(context, mention) else { continue };
        let joined = joined_before(context, mention);
        if let Some(found) = joined.or_else(|| members(context, mention, &noun, group)) {
            context.point(mention, vec![found], BY_BODY, How::Members);
        } else if let Some(entity) = unnamed(context, mention, group) {
            context.point(mention, vec![entity], BY_PHRASE, How::Group);
        }
    }
}

/// The lemma and the row of a group's noun that means nothing yet.
fn open_group(context: &Context, mention: usize) -> Option<(String, Group)> {
    let m = &context.doc.mentions[mention];
    if !matches!(m.form, MentionForm::CommonNoun | MentionForm::RoleNoun) || !m.entities.is_empty() {
        return None;
    }
    let head = &context.doc.sentences[m.sentence].tokens[m.head];
    let noun = head.lemma.to_lowercase();
    let group = context.roles.group(&noun)?;
    let body = context.roles.body(&noun).map(|body| body.usage);
    let collective = body == Some(Usage::Organ) && group.usage == GroupUse::Any;
    (collective || head.feats.has("Number", "Plur")).then_some((noun, group))
}

/// What the words around a group's noun say.
struct Around {
    /// Of the country's adjective in the phrase.
    country: Option<EntityRef>,
    /// An adjective, a genitive or a clause says which group.
    told: bool,
    /// A number, an attribute behind the noun or a clause picks some of the members.
    some: bool,
}

fn around(context: &Context, mention: usize, kind: EntityKind) -> Around {
    let m = &context.doc.mentions[mention];
    let tree = Tree::new(&context.doc.sentences[m.sentence]);
    let country = office::in_sentence(&context.doc.mentions, m.sentence)
        .find(|a| a.form == MentionForm::Adjective && a.tokens.start >= m.tokens.start && a.tokens.end <= m.head)
        .and_then(|a| a.entities.first().copied());
    let behind = |at: usize| {
        let mut children = tree.children(at).iter();
        // Of states, where they lie does not say which: *države po svetu*.
        let tells = |child: usize| kind != EntityKind::Place || tree.child(child, "case").is_none();
        children.any(|&child| match tree.token(child).relation() {
            "acl" => true,
            "nmod" => tells(child),
            _ => false,
        })
    };
    let counted = tree.children_by(m.head, "nummod").next().is_some();
    let joined = tree.children_by(m.head, "conj").any(behind);
    let described = (m.tokens.start..m.head).any(|at| {
        let token = tree.token(at);
        token.upos == Upos::Adj && context.roles.modifier(&token.lemma.to_lowercase()).is_none()
    });
    Around { country, told: described || joined || behind(m.head), some: counted || behind(m.head) }
}

/// The body or party that the members stand for.
fn members(context: &mut Context, mention: usize, noun: &str, group: Group) -> Option<EntityRef> {
    let around = around(context, mention, group.kind);
    if let Some(body) = collective(context, mention).filter(|_| group.usage != GroupUse::Party) {
        return Some(body_of(context, around.country, &body));
    }
    match group.usage {
        GroupUse::Party => party(context, mention, around.country),
        GroupUse::Seat if !around.some => seat(context, mention, noun, around.country),
        _ => None,
    }
}

/// The collective body that an adjective makes them members of: *opozicijske stranke*.
fn collective(context: &Context, mention: usize) -> Option<String> {
    let m = &context.doc.mentions[mention];
    let tokens = &context.doc.sentences[m.sentence].tokens;
    let of = |token: &crate::text::Token| context.roles.words.collectives.get(&token.lemma.to_lowercase()).cloned();
    tokens[m.tokens.start..m.head].iter().find_map(of)
}

/// The body of that noun, of the country if one is said, else the one that the article speaks of.
fn body_of(context: &mut Context, country: Option<EntityRef>, noun: &str) -> EntityRef {
    let country = country.filter(|&country| context.kind(country) == EntityKind::Country);
    let fits = |entity: &EntityRef| {
        let info = &context.infos[*entity];
        info.nouns.contains(noun) && (country.is_none() || context.country_of_body(*entity) == country)
    };
    match (0..context.infos.len()).find(fits) {
        Some(known) => known,
        None => {
            let country = country.or_else(|| context.home_country());
            bodies::organ_of(context, country, noun, noun)
        }
    }
}

/// The party by its members' name, of a country that the article speaks of.
fn party(context: &mut Context, mention: usize, country: Option<EntityRef>) -> Option<EntityRef> {
    let m = &context.doc.mentions[mention];
    let sentence = &context.doc.sentences[m.sentence];
    let forms = |from: usize| sentence.tokens[from..m.tokens.end].iter().map(|t| t.form.as_str()).collect::<Vec<_>>();
    let hits = (m.tokens.start..=m.head).find_map(|from| {
        let words = forms(from);
        context.gazetteer.at(&words, 0).filter(|found| found.len == words.len())
    });
    let keys: Vec<String> = hits?.hits.into_iter().map(|hit| hit.key).collect();
    let told = |key: &String| {
        let entry = context.gazetteer.entry(key)?.into_owned();
        let of = entry.country?;
        let is_country = |e: &Entity| e.gazetteer.as_deref() == Some(&of);
        match country {
            Some(country) => is_country(&context.doc.entities[country]),
            None => context.doc.entities.iter().any(is_country),
        }
        .then_some(())
    };
    let mut fitting = keys.iter().filter(|key| told(key).is_some());
    let only = fitting.next().filter(|_| fitting.next().is_none())?.clone();
    link::entity_of(context, &only)
}

/// The body in which the members sit: the one of that country, else the only one that the article speaks of.
fn seat(context: &mut Context, mention: usize, noun: &str, country: Option<EntityRef>) -> Option<EntityRef> {
    if has_other_adjective(context, mention) {
        return None;
    }
    let key = country.and_then(|country| context.doc.entities[country].gazetteer.clone());
    let words = &context.roles.words;
    let known = words.member_seats.get(noun).or_else(|| words.member_seats.get(key.as_deref()?));
    if let Some(known) = known.cloned() {
        return link::entity_of(context, &known);
    }
    let seats = context.roles.role(noun)?.seats_in.clone();
    let country = match country.or_else(|| context.home_country()) {
        Some(country) if context.kind(country) == EntityKind::Country => country,
        _ => return super::owners::only_seat(context, &seats),
    };
    let of_country = |entity: &EntityRef| context.country_of_body(*entity) == Some(country);
    let told = seats.iter().find_map(|seat| {
        (0..context.infos.len()).find(|entity| of_country(entity) && head_noun(context, *entity) == Some(seat.as_str()))
    });
    let first = seats.first()?.clone();
    told.or_else(|| listed_seat(context, country, &seats))
        .or_else(|| Some(bodies::organ_of(context, Some(country), &first, &first)))
}

/// The noun that says what kind of body it is: *zbor* of *Državni zbor*.
fn head_noun<'c>(context: &'c Context<'_>, entity: EntityRef) -> Option<&'c str> {
    if let Some(organ) = &context.infos[entity].organ {
        return Some(&organ.noun);
    }
    context.doc.entities[entity].name.split(' ').find(|word| context.roles.body(word).is_some())
}

/// *opozicijski poslanci* are not the parliament.
fn has_other_adjective(context: &Context, mention: usize) -> bool {
    let m = &context.doc.mentions[mention];
    let tokens = &context.doc.sentences[m.sentence].tokens;
    let of_place = |at: usize| {
        let mut here = office::in_sentence(&context.doc.mentions, m.sentence);
        here.any(|a| a.form == MentionForm::Adjective && a.tokens.contains(&at))
    };
    (m.tokens.start..m.head).any(|at| tokens[at].upos == Upos::Adj && !of_place(at))
}

/// The country's body by a name of its own: *Državni zbor*.
fn listed_seat(context: &mut Context, country: EntityRef, seats: &[smol_str::SmolStr]) -> Option<EntityRef> {
    let key = context.doc.entities[country].gazetteer.clone()?;
    let entries = context.gazetteer.entries();
    let of_country = |seat: &str| {
        let mut own = entries.iter().filter(|entry| entry.country.as_deref() == Some(&key));
        let head = |name: &str| name.split(' ').find(|word| context.roles.body(word).is_some()) == Some(seat);
        own.find(|entry| head(&entry.name)).map(|entry| entry.key.clone())
    };
    let listed = seats.iter().find_map(|seat| of_country(seat))?;
    link::entity_of(context, &listed)
}

/// The group that a further member of its coordination belongs to: *vlade in podjetja* are one group.
fn joined_before(context: &Context, mention: usize) -> Option<EntityRef> {
    let m = &context.doc.mentions[mention];
    let tree = Tree::new(&context.doc.sentences[m.sentence]);
    let first = tree.parent(m.head).filter(|_| tree.token(m.head).relation() == "conj")?;
    let before = office::in_sentence(&context.doc.mentions, m.sentence).find(|other| other.head == first)?;
    let [entity] = before.entities[..] else { return None };
    context.infos[entity].group.then_some(entity)
}

/// The group as an entity of this article.
fn unnamed(context: &mut Context, mention: usize, group: Group) -> Option<EntityRef> {
    let around = around(context, mention, group.kind);
    let stands_for_country = around.country.is_some() && group.usage == GroupUse::Own;
    if stands_for_country || (group.usage == GroupUse::Told && !around.told) || is_predicate(context, mention) {
        return None;
    }
    let determined = group.usage == GroupUse::Told && is_determined(context, mention);
    if determined || belongs_to_known(context, mention) {
        return None;
    }
    let name = name(context, mention);
    let slug = slug(&format!("{name} {}", context.doc.article.id));
    let entity = Entity { kind: group.kind, name, slug, alt_names: Vec::new(), gender: None, gazetteer: None };
    Some(context.intern(entity, Info { group: true, ..Info::default() }))
}

/// How deep genitives are looked into: *vlade držav članic EU*.
const ATTRIBUTES: usize = 3;

/// *partnerji Albanije*, *članice EU*: the genitive names whom they stand for.
fn belongs_to_known(context: &Context, mention: usize) -> bool {
    let m = &context.doc.mentions[mention];
    let tree = Tree::new(&context.doc.sentences[m.sentence]);
    let mut at = m.head;
    for _ in 0..ATTRIBUTES {
        let attribute = tree.children_by(at, "nmod").find(|&child| tree.child(child, "case").is_none());
        let Some(attribute) = attribute else { return false };
        if !context.at_token(m.sentence, attribute).is_empty() {
            return true;
        }
        at = attribute;
    }
    false
}

/// *so zaveznici*, *ena od strank*: the noun says what somebody is.
fn is_predicate(context: &Context, mention: usize) -> bool {
    let m = &context.doc.mentions[mention];
    let tree = Tree::new(&context.doc.sentences[m.sentence]);
    let parent = tree.parent(m.head).map(|parent| tree.token(parent).upos);
    let one_of = tree.token(m.head).relation() == "nmod" && matches!(parent, Some(Upos::Num | Upos::Det | Upos::Pron));
    tree.child(m.head, "cop").is_some() || tree.token(m.head).relation() == "appos" || one_of
}

/// *nekatere države, vse te stranke*: a pronoun before the noun points elsewhere or nowhere.
fn is_determined(context: &Context, mention: usize) -> bool {
    let m = &context.doc.mentions[mention];
    let tree = Tree::new(&context.doc.sentences[m.sentence]);
    tree.children(m.head).iter().any(|&child| tree.token(child).upos == Upos::Det)
}

/// The noun in the nominative plural with its adjectives and the genitives behind it, and what is joined to it.
fn name(context: &Context, mention: usize) -> String {
    let m = &context.doc.mentions[mention];
    let tree = Tree::new(&context.doc.sentences[m.sentence]);
    let mut name = phrase_name(context, m);
    let joined = tree.children_by(m.head, "conj").filter_map(|conjunct| {
        let mut here = office::in_sentence(&context.doc.mentions, m.sentence);
        let other = here.find(|other| other.head == conjunct && other.form == MentionForm::CommonNoun)?;
        Some((conjunct, other))
    });
    for (conjunct, other) in joined.take(1) {
        let joint = tree.child(conjunct, "cc").map(|at| tree.token(at).form.as_str()).unwrap_or(",");
        name = format!("{name} {joint} {}", phrase_name(context, other));
    }
    name
}

fn phrase_name(context: &Context, m: &Mention) -> String {
    let sentence = &context.doc.sentences[m.sentence];
    let head = &sentence.tokens[m.head];
    let skip = |at: usize| {
        let token = &sentence.tokens[at];
        at == m.head || token.upos == Upos::Det || token.upos == Upos::Num
    };
    let adjectives = nominative::phrase(context.roles, sentence, m.tokens.start..m.head, m.head, &skip);
    let mut name = adjectives.to_lowercase();
    if !name.is_empty() {
        name.push(' ');
    }
    let noun = plural(context, &head.form.to_lowercase(), &head.lemma.to_lowercase(), head);
    name.push_str(&noun);
    let attributes = phrase::attributes(sentence, m.tokens.end, &|_| false, &|_| false);
    for token in attributes.first().into_iter().flat_map(|attribute| &sentence.tokens[attribute.tokens.clone()]) {
        name.push(' ');
        name.push_str(&token.form);
    }
    name
}

/// The nominative plural of a noun.
fn plural(context: &Context, form: &str, lemma: &str, token: &crate::text::Token) -> String {
    if token.feats.has("Case", "Nom") || !token.feats.has("Number", "Plur") {
        return if token.feats.has("Number", "Plur") { form } else { lemma }.to_owned();
    }
    let gender = token.feat("Gender").and_then(Gender::parse);
    let forms = context.inflector.expand(lemma, &Hints { gender, ..Hints::default() });
    let plural = forms.into_iter().filter(|f| f.case == Case::Nom && f.number == Number::Plur);
    // Of several declensions that the lemma may follow, the one that the text follows.
    let shared = |other: &str| form.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    plural.max_by_key(|f| shared(&f.form)).map_or_else(|| lemma.to_owned(), |f| f.form)
}
