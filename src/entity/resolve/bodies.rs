//! Common nouns for organisations and countries: *slovensko notranje ministrstvo*, *na ministrstvu*, *državi*.

use super::context::{Context, Info, Organ};
use super::{link, silent};
use crate::document::record::How;
use crate::entity::role::{Body, Usage};
use crate::entity::{EntityKind, EntityRef, Mention, MentionForm, MentionType, nominative, office, phrase};
use crate::text::{Sentence, Token, Tree, Upos};

/// Makes the bodies that the article names together with their country, wherever it does so, so that a mention without
/// the country may come first.
pub fn introduce(context: &mut Context) {
    for mention in 0..context.doc.mentions.len() {
        if let Some((body, words)) = read(context, mention)
            && let Some(entity) = named(context, mention, &body, &words)
        {
            context.point(mention, vec![entity], 0.85, How::BodyOfCountry);
        }
    }
}

/// Finds what the nouns of a sentence mean that `introduce` left open.
pub fn refer(context: &mut Context, sentence: usize) {
    refer_if(context, sentence, |_| true);
}

/// As [`refer`], once the whole article is known. What speaks of two things means two told before it, never later ones.
pub fn refer_again(context: &mut Context, sentence: usize) {
    refer_if(context, sentence, |words| words.number == "Sing");
}

fn refer_if(context: &mut Context, sentence: usize, fits: impl Fn(&Words) -> bool) {
    for mention in context.here(sentence) {
        if !context.doc.mentions[mention].entities.is_empty() {
            continue;
        }
        if let Some((body, words)) = read(context, mention).filter(|(_, words)| fits(words)) {
            let found = meant(context, mention, &body, &words);
            if !found.is_empty() {
                context.point(mention, found, 0.7, How::Body);
            }
        }
    }
}

/// What the words of a common noun's phrase say.
struct Words {
    noun: String,
    number: String,
    /// Of the adjective or genitive of a country in the phrase.
    country: Option<EntityRef>,
    /// Nominative, without the country's adjective.
    label: String,
    /// The label says more than the noun.
    more: bool,
    /// First token behind the noun.
    end: usize,
}

fn read(context: &Context, mention: usize) -> Option<(Body, Words)> {
    let m = &context.doc.mentions[mention];
    if m.form != MentionForm::CommonNoun {
        return None;
    }
    let sentence = &context.doc.sentences[m.sentence];
    let head = &sentence.tokens[m.head];
    let noun = head.lemma.to_lowercase();
    let mut body = match context.roles.body(&noun) {
        Some(body) => body.clone(),
        None => Body { kind: EntityKind::Organisation, usage: Usage::Organ, label: false, means: None },
    };
    if link::is_kind_of_body(context, m) {
        body.usage = Usage::Organ;
    }
    let of_country = |at: usize| country_adjective(context, m.sentence, at);
    let idle = |at: usize| at < m.head && (of_country(at).is_some() || !names_a_body(context, &sentence.tokens[at]));
    let label = nominative::lower_first(&nominative::phrase(context.roles, sentence, m.tokens.clone(), m.head, &idle));
    let country = m.tokens.clone().find_map(of_country);
    let country = country.or_else(|| genitive_country(context, m, sentence)).or_else(|| seat_country(context, m));
    Some((
        body,
        Words {
            noun,
            number: head.feat("Number").unwrap_or("Sing").to_owned(),
            country,
            more: label.contains(' '),
            label,
            end: m.tokens.end,
        },
    ))
}

fn names_a_body(context: &Context, token: &Token) -> bool {
    token.upos == Upos::Cconj
        || (token.upos == Upos::Adj
            && !token.feats.has("Poss", "Yes")
            && token.feat("NumType").is_none()
            && token.feat("VerbForm").is_none()
            && context.roles.modifier(&token.lemma.to_lowercase()).is_none())
}

fn country_adjective(context: &Context, sentence: usize, at: usize) -> Option<EntityRef> {
    let adjective = office::in_sentence(&context.doc.mentions, sentence)
        .find(|m| m.form == MentionForm::Adjective && m.tokens.contains(&at))?;
    adjective.entities.first().copied()
}

/// *vlada Slovenije*
fn genitive_country(context: &Context, mention: &Mention, sentence: &Sentence) -> Option<EntityRef> {
    let next = mention.tokens.end;
    sentence.tokens.get(next).filter(|t| t.feats.has("Case", "Gen"))?;
    let name = office::in_sentence(&context.doc.mentions, mention.sentence)
        .find(|m| m.form == MentionForm::Name && m.tokens.start == next)?;
    name.entities.first().copied().filter(|&entity| context.kind(entity) == EntityKind::Country)
}

/// *vlada v Londonu*
fn seat_country(context: &Context, mention: &Mention) -> Option<EntityRef> {
    let sentence = &context.doc.sentences[mention.sentence];
    let preposition = sentence.tokens.get(mention.tokens.end)?;
    let seat = context.roles.words.seat_prepositions.contains(&preposition.lemma);
    let name = office::in_sentence(&context.doc.mentions, mention.sentence)
        .find(|m| m.form == MentionForm::Name && m.tokens.start == mention.tokens.end + 1)?;
    let [city] = name.entities[..] else { return None };
    let of = context.gazetteer.entry(context.doc.entities[city].gazetteer.as_deref()?)?.capital_of.clone()?;
    context.doc.entities.iter().position(|e| e.gazetteer.as_deref() == Some(&of)).filter(|_| seat)
}

/// The country whose office a person holds who stands behind the noun or as a possessive before it: *vlada Ane Žvan*,
/// *njena vlada*.
fn country_of_holder(context: &Context, mention: usize) -> Option<EntityRef> {
    let m = &context.doc.mentions[mention];
    let mut here = office::in_sentence(&context.doc.mentions, m.sentence);
    let holder = here.find(|other| {
        let behind = other.form == MentionForm::Name && other.tokens.start == m.tokens.end;
        let before = matches!(other.form, MentionForm::Pronoun | MentionForm::PossessiveName)
            && other.tokens.end <= m.head
            && other.tokens.end + 1 >= m.tokens.start;
        (behind && other.class == MentionType::Per) || before
    })?;
    let [holder] = holder.entities[..] else { return None };
    match context.kind(holder) {
        EntityKind::Country => Some(holder),
        EntityKind::Person => country_of_office(context, holder),
        _ => None,
    }
}

/// The country for which a person holds an office, or in whose body.
fn country_of_office(context: &Context, person: EntityRef) -> Option<EntityRef> {
    let of = context.offices_of(person).find_map(|office| office.of)?;
    match context.kind(of) {
        EntityKind::Country => Some(of),
        _ => context.country_of_body(of),
    }
}

/// *Ministrica vladi očita*, *ministrica pravi, da vlada*: the country whose office the one holds who acts in the clause
/// or in one around it.
fn country_of_subject(context: &Context, mention: usize) -> Option<EntityRef> {
    let m = &context.doc.mentions[mention];
    let subjects = silent::clause_subjects(context, m.sentence, m.head);
    subjects.iter().find_map(|subject| match subject[..] {
        [person] if context.kind(person) == EntityKind::Person => country_of_office(context, person),
        _ => None,
    })
}

/// *soseda*, *zaveznica*: of two countries told together, the one that does not act in the clause.
fn other_country(context: &Context, mention: usize, words: &Words) -> Option<EntityRef> {
    let m = &context.doc.mentions[mention];
    let acting = silent::clause_subject(context, m.sentence, m.head);
    let pair = context.last_countries(mention);
    let other = pair.iter().find(|country| !acting.contains(country)).copied();
    let both = pair.len() == 2 && pair.iter().any(|country| acting.contains(country));
    other.filter(|_| both && !words.more && words.country.is_none() && is_definite(context, mention))
}

/// *sindikat carinikov*: the noun with whose body it is, when that is nobody the article knows.
fn body_of_people(context: &mut Context, mention: usize, words: &Words) -> Option<EntityRef> {
    let m = &context.doc.mentions[mention];
    let sentence = &context.doc.sentences[m.sentence];
    let attribute = phrase::attributes(sentence, m.head + 1, &|_| false, &|_| false).into_iter().next()?;
    let head = &sentence.tokens[attribute.head];
    let known = office::in_sentence(&context.doc.mentions, m.sentence)
        .any(|other| !other.entities.is_empty() && attribute.tokens.contains(&other.head));
    let people = head.feats.has("Number", "Plur") && head.feats.has("Gender", "Masc") && !known;
    if !people || !is_definite(context, mention) {
        return None;
    }
    let forms = sentence.tokens[attribute.tokens].iter().map(|token| token.form.as_str());
    let label = std::iter::once(words.label.as_str()).chain(forms).collect::<Vec<_>>().join(" ");
    Some(organ_of(context, words.country, &words.noun, &label))
}

/// The thing when the words themselves name it: by a name beside the noun or by country and noun.
fn named(context: &mut Context, mention: usize, body: &Body, words: &Words) -> Option<EntityRef> {
    if let Some(key) = link::owned_body(context, mention) {
        return link::entity_of(context, &key);
    }
    if words.number != "Sing" {
        return None;
    }
    if let Some(entity) = name_beside(context, mention, words.end) {
        return Some(entity);
    }
    if matches!(body.usage, Usage::Body | Usage::Loose)
        && body.kind == EntityKind::Organisation
        && let Some(entity) = body_of_people(context, mention, words)
    {
        return Some(entity);
    }
    match body.usage {
        Usage::Party => words.country,
        Usage::Organ => words
            .country
            .map(|country| fuller(context, country, words).unwrap_or_else(|| organ(context, Some(country), words))),
        Usage::Body | Usage::National if words.country.is_some() && body.kind == EntityKind::Organisation => {
            Some(organ(context, words.country, words))
        }
        _ => None,
    }
}

/// The country's only body of that noun when the words say no more than the noun: *slovensko ministrstvo* in an article
/// about one of the ministries.
fn fuller(context: &Context, country: EntityRef, words: &Words) -> Option<EntityRef> {
    let is_body = |info: &Info| {
        info.organ.as_ref().is_some_and(|o| o.country == Some(country) && o.noun == words.noun && o.label != o.noun)
    };
    let mut found = (0..context.infos.len()).filter(|&entity| is_body(&context.infos[entity]));
    found.next().filter(|_| !words.more && found.next().is_none())
}

/// *agencija X*, *stranka X*: the name stands right behind, in the same case or unchanged.
fn name_beside(context: &Context, mention: usize, end: usize) -> Option<EntityRef> {
    let m = &context.doc.mentions[mention];
    if m.class != MentionType::Org && m.class != MentionType::Pro {
        return None;
    }
    let sentence = &context.doc.sentences[m.sentence];
    let head = &sentence.tokens[m.head];
    let opened = sentence.tokens.get(end).is_some_and(|t| matches!(t.form.as_str(), "»" | "\"" | "„" | "“"));
    let name = office::in_sentence(&context.doc.mentions, m.sentence).find(|name| {
        let close = name.tokens.start == end || (opened && name.tokens.start == end + 1);
        close
            && name.form == MentionForm::Name
            && matches!(name.class, MentionType::Org | MentionType::Pro | MentionType::Misc)
    })?;
    let beside = &sentence.tokens[name.head];
    let same_case = beside.feat("Case").is_none_or(|case| case == "Nom" || head.feat("Case") == Some(case));
    let whole = beside.feat("Case") == Some("Gen") && head.feat("Case") == Some("Gen");
    let own_noun = context.roles.body(&beside.lemma.to_lowercase()).is_some();
    let is_attribute = whole && (own_noun || name.class == MentionType::Loc);
    name.entities.first().copied().filter(|_| same_case && !is_attribute)
}

/// The body of that country and label, made when it is new.
pub fn organ_of(context: &mut Context, country: Option<EntityRef>, noun: &str, label: &str) -> EntityRef {
    if let Some(known) = country.and_then(|country| link::body_entity(context, country, label)) {
        context.infos[known].nouns.insert(noun.to_owned());
        return known;
    }
    let adjective = country.and_then(|country| country_word(context, country, noun, label));
    let name = match (&adjective, country) {
        (Some(adjective), _) => format!("{adjective} {label}"),
        (None, Some(country)) => format!("{label} ({})", context.doc.entities[country].name),
        (None, None) => label.to_owned(),
    };
    let entity = link::minted(EntityKind::Organisation, name, None);
    let organ = Organ { country, noun: noun.to_owned(), label: label.to_owned() };
    let nouns = [noun.to_owned()].into();
    context.intern(entity, Info { nouns, organ: Some(organ), ..Info::default() })
}

fn organ(context: &mut Context, country: Option<EntityRef>, words: &Words) -> EntityRef {
    organ_of(context, country, &words.noun.clone(), &words.label.clone())
}

/// The country's adjective in the form that goes with the noun, which stands in the nominative at the label's end.
fn country_word(context: &Context, country: EntityRef, noun: &str, label: &str) -> Option<String> {
    let key = context.doc.entities[country].gazetteer.as_deref()?;
    let base = context.gazetteer.entry(key)?.adjectives.first()?.clone();
    let gender =
        context.noun_gender(noun).or_else(|| label.rsplit(' ').next().and_then(|word| context.noun_gender(word)))?;
    nominative::adjective_from_base(context.roles, &base, gender.as_str(), "Sing")
}

/// What a noun means that the words around it do not name.
fn meant(context: &mut Context, mention: usize, body: &Body, words: &Words) -> Vec<EntityRef> {
    match (body.usage, words.number.as_str()) {
        (Usage::Organ | Usage::Body | Usage::National | Usage::Loose, "Sing") => {
            one_body(context, mention, body, words).into_iter().collect()
        }
        (Usage::Organ, "Dual") => two_organs(context, mention, words),
        (Usage::Alias, "Sing") => alias(context, body).into_iter().collect(),
        (Usage::Definite, "Sing") => one_country(context, mention, words).into_iter().collect(),
        (Usage::Group, "Sing") => other_country(context, mention, words).into_iter().collect(),
        (Usage::Definite | Usage::Group, "Dual") => reversed(context.last_countries(mention)),
        (Usage::Definite | Usage::Group, "Plur") if words.country.is_none() && !words.more => {
            several_countries(context, mention)
        }
        (Usage::Party, "Dual") if words.country.is_none() => reversed(context.last_pair(mention, EntityKind::Person)),
        _ => Vec::new(),
    }
}

/// *države*, *podpisnice*: three or more countries that the sentence before joins, when nothing says which are meant.
fn several_countries(context: &Context, mention: usize) -> Vec<EntityRef> {
    let m = &context.doc.mentions[mention];
    let tree = Tree::new(&context.doc.sentences[m.sentence]);
    let told = |&child: &usize| {
        let token = tree.token(child);
        let points = token.relation() == "det" && token.feats.has("PronType", "Dem");
        matches!(token.relation(), "nmod" | "amod" | "acl" | "nummod" | "conj" | "det" | "appos") && !points
    };
    match m.sentence.checked_sub(1) {
        Some(before) if !tree.children(m.head).iter().any(told) => context.joined(before, EntityKind::Country),
        _ => Vec::new(),
    }
}

fn reversed(mut pair: Vec<EntityRef>) -> Vec<EntityRef> {
    pair.reverse();
    pair
}

fn one_body(context: &mut Context, mention: usize, body: &Body, words: &Words) -> Option<EntityRef> {
    if body.usage == Usage::Organ
        && let Some(country) = country_of_holder(context, mention)
    {
        return Some(organ(context, Some(country), words));
    }
    if has_possessive(context, mention) {
        return None;
    }
    let bare = !words.more;
    let fits = |entity: EntityRef| {
        let info = &context.infos[entity];
        let label = bare || info.organ.as_ref().is_some_and(|organ| organ.label == words.label);
        context.kind(entity) == EntityKind::Organisation && info.nouns.contains(&words.noun) && label
    };
    if let Some(&entity) = context.told_before(mention, 1, fits).first() {
        return Some(entity);
    }
    let all: Vec<EntityRef> = (0..context.doc.entities.len()).filter(|&entity| fits(entity)).collect();
    match (all.as_slice(), body.usage) {
        ([only], Usage::Organ) => Some(*only),
        ([], Usage::Organ) => {
            let country = country_of_subject(context, mention).or_else(|| context.home_country());
            (country.is_some() || !bare).then(|| organ(context, country, words))
        }
        ([], Usage::Body) if !bare && is_definite(context, mention) => Some(organ(context, None, words)),
        _ => None,
    }
}

/// *njegova vlada*: whose it is depends on a pronoun.
fn has_possessive(context: &Context, mention: usize) -> bool {
    let m = &context.doc.mentions[mention];
    let tokens = &context.doc.sentences[m.sentence].tokens;
    tokens[m.tokens.start.saturating_sub(1)..m.head].iter().any(|t| t.feats.has("Poss", "Yes"))
}

/// Whether a noun with an adjective may be the name of one body: nothing makes it indefinite, and it is no predicate.
fn is_definite(context: &Context, mention: usize) -> bool {
    let m = &context.doc.mentions[mention];
    let tokens = &context.doc.sentences[m.sentence].tokens;
    let before = m.tokens.start.checked_sub(1).map(|at| &tokens[at]);
    let predicate = tokens.iter().any(|t| t.head == m.head + 1 && t.relation() == "cop");
    !predicate && before.is_none_or(|t| !matches!(t.upos, Upos::Det | Upos::Num))
}

fn alias(context: &Context, body: &Body) -> Option<EntityRef> {
    let key = body.means.as_deref()?;
    (0..context.doc.entities.len()).find(|&entity| context.doc.entities[entity].gazetteer.as_deref() == Some(key))
}

/// *država*: the country told last, when the sentence or the one before it speaks of only one.
fn one_country(context: &Context, mention: usize, words: &Words) -> Option<EntityRef> {
    if words.country.is_some() || words.more {
        return None;
    }
    let m = &context.doc.mentions[mention];
    let sentence = m.sentence;
    let tokens = &context.doc.sentences[sentence].tokens;
    if tokens[m.tokens.start..m.head].iter().any(|token| token.upos == Upos::Adj) {
        return None;
    }
    // vsaka država, nobena država
    let before = m.tokens.start.saturating_sub(1)..m.head;
    let points_elsewhere = |kind: &str| matches!(kind, "Ind" | "Neg" | "Tot" | "Int");
    if tokens[before].iter().any(|token| token.feat("PronType").is_some_and(points_elsewhere)) {
        return None;
    }
    let attributes = phrase::attributes(&context.doc.sentences[sentence], m.head + 1, &|_| false, &|_| false);
    if !attributes.is_empty() {
        return None;
    }
    for back in (sentence.saturating_sub(1)..=sentence).rev() {
        let mut told: Vec<EntityRef> = context
            .here(back)
            .filter(|&m| m < mention)
            .flat_map(|m| context.doc.mentions[m].entities.clone())
            .filter(|&e| context.kind(e) == EntityKind::Country)
            .collect();
        told.dedup();
        told.sort_unstable();
        told.dedup();
        match told[..] {
            [only] => return Some(only),
            [] => {}
            _ => return None,
        }
    }
    None
}

/// *ministrstvi*: the two told last, else those that two ministers of one kind lead.
fn two_organs(context: &mut Context, mention: usize, words: &Words) -> Vec<EntityRef> {
    if let Some(pair) = led_by_pair(context, mention, words) {
        return pair;
    }
    let told = context.told_before(mention, 2, |entity| {
        context.infos[entity].organ.as_ref().is_some_and(|organ| organ.noun == words.noun && organ.country.is_some())
    });
    if told.len() >= 2 { vec![told[1], told[0]] } else { two_of_countries(context, mention, words) }
}

/// *policiji*: those of the two countries told together last.
fn two_of_countries(context: &mut Context, mention: usize, words: &Words) -> Vec<EntityRef> {
    if words.more || context.roles.role_of_body(&words.noun) {
        return Vec::new();
    }
    let countries = reversed(context.last_countries(mention));
    countries.into_iter().map(|country| organ(context, Some(country), words)).collect()
}

fn led_by_pair(context: &mut Context, mention: usize, words: &Words) -> Option<Vec<EntityRef>> {
    let pair = context.last_pair(mention, EntityKind::Person);
    let [second, first] = pair[..] else { return None };
    let mut found = Vec::new();
    for person in [first, second] {
        let office = context.offices_of(person).find(|office| {
            context.roles.role(&office.noun).and_then(|role| role.body.as_deref()) == Some(&words.noun)
        })?;
        let country = office.of.or_else(|| context.country_of(person, office))?;
        let gender = context.roles.role(&office.noun)?.gender;
        let noun_gender = context.noun_gender(&words.noun)?;
        let adjectives = office.label.split_once(office.noun.as_str()).map_or("", |(before, _)| before);
        let mut label = String::new();
        for word in adjectives.split_whitespace() {
            label.push_str(&nominative::adjective_regendered(context.roles, word, gender, noun_gender.as_str())?);
            label.push(' ');
        }
        label.push_str(&words.noun);
        found.push((country, label));
    }
    Some(found.into_iter().map(|(country, label)| organ_of(context, Some(country), &words.noun, &label)).collect())
}
