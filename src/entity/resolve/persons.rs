//! Role nouns: who is meant by *minister*, *albanski kolega*, *ministra*.

use super::context::Context;
use super::salience::{Wanted, salient};
use super::silent;
use crate::document::record::How;
use crate::entity::office::{self, Office};
use crate::entity::role::{Jurisdiction, RoleKind, Roles};
use crate::entity::{EntityKind, EntityRef, MentionForm};
use crate::text::{Gender, Tree};

/// Gives role nouns beside a name to that name's person, right to left, so that the noun next to a name has it. Returns
/// the colleagues among them, whose office is known when all role nouns of the sentence are: person, noun, name.
pub fn attach(context: &mut Context, sentence: usize) -> Vec<(EntityRef, usize, usize)> {
    let mut taken: Vec<usize> = Vec::new();
    let mut told: Vec<(EntityRef, usize, usize)> = Vec::new();
    for mention in context.here(sentence).rev() {
        if context.doc.mentions[mention].form != MentionForm::RoleNoun {
            continue;
        }
        let Some(office) = read(context, mention) else { continue };
        let mut names = office::holders(&context.doc, context.roles, &context.doc.mentions[mention], &office);
        names.retain(|&name| !is_named_otherwise(context, name, &office));
        let behind = names.iter().all(|&name| context.doc.mentions[name].tokens.start >= office.end);
        let beside = behind && !is_joined(context, sentence, &office);
        if names.is_empty() || (beside && names.iter().any(|name| taken.contains(name))) {
            continue;
        }
        let held = names.iter().flat_map(|&name| context.doc.mentions[name].entities.iter().map(move |&e| (e, name)));
        let held: Vec<(EntityRef, usize)> = held.collect();
        let persons: Vec<EntityRef> = held.iter().map(|&(person, _)| person).collect();
        if persons.is_empty() || (!beside && persons.iter().any(|&person| is_other_gender(context, person, &office))) {
            continue;
        }
        taken.extend(names.iter().filter(|_| beside));
        context.point(mention, persons.clone(), 0.95, How::BesideName);
        for (person, name) in held {
            if !context.is_plural(mention) {
                give_gender(context, person, &office);
            }
            told.push((person, mention, name));
        }
    }
    // In the order of the text: a colleague's office is that of somebody told before.
    told.sort_by_key(|&(_, mention, _)| mention);
    let (peers, others) = told.into_iter().partition(|&(_, mention, _)| context.is_peer(mention));
    remember(context, others);
    peers
}

/// Keeps the offices of those whom `attach` found.
pub fn remember(context: &mut Context, told: Vec<(EntityRef, usize, usize)>) {
    for (person, mention, name) in told {
        context.remember(person, mention, Some(name), "beside-name");
    }
}

/// *soproga predsednika Ane*: the first name is of the other gender than a noun that has a partner for it.
fn is_named_otherwise(context: &Context, name: usize, office: &Office) -> bool {
    let mention = &context.doc.mentions[name];
    let full = mention.tokens.len() > 1 && !office.plural;
    let Some(role) = context.roles.role(&office.noun).filter(|role| role.partner.is_some() && full) else {
        return false;
    };
    let [person] = mention.entities[..] else { return false };
    let first = context.doc.entities[person].name.split(' ').next().unwrap_or("");
    let listed = context.inflector.first_names().get(first).and_then(|name| name.gender);
    listed == Some(Gender::Fem) && role.gender == Gender::Masc.as_str()
}

/// Another role noun follows, and the name is that one's first.
fn is_joined(context: &Context, sentence: usize, office: &Office) -> bool {
    office::in_sentence(&context.doc.mentions, sentence)
        .any(|m| m.form == MentionForm::RoleNoun && m.tokens.start == office.end + 1)
}

/// The noun has a partner for the other gender, and the person is of that gender.
fn is_other_gender(context: &Context, person: EntityRef, office: &Office) -> bool {
    let role = context.roles.role(&office.noun).filter(|role| role.partner.is_some());
    role.zip(context.infos[person].gender).is_some_and(|(role, gender)| role.gender != gender.as_str())
}

fn give_gender(context: &mut Context, person: EntityRef, office: &Office) {
    let gender = context.roles.role(&office.noun).and_then(|role| Gender::parse(role.gender));
    if gender == Some(Gender::Fem) || context.infos[person].gender.is_none() {
        context.infos[person].gender = gender;
    }
}

fn read(context: &Context, mention: usize) -> Option<Office> {
    office::read(&context.doc, context.roles, &context.doc.mentions[mention])
}

/// Finds whom the role nouns mean that stand without a name.
pub fn refer(context: &mut Context, sentence: usize) {
    for mention in context.here(sentence) {
        let m = &context.doc.mentions[mention];
        if m.form == MentionForm::Demonym {
            if let Some(person) = compatriot(context, mention) {
                context.point(mention, vec![person], 0.6, How::Compatriot);
            }
            continue;
        }
        if m.form != MentionForm::RoleNoun || !m.entities.is_empty() {
            continue;
        }
        let head = &context.doc.sentences[sentence].tokens[m.head];
        let number = head.feat("Number").unwrap_or("Sing").to_owned();
        let Some(office) = read(context, mention) else { continue };
        let found = match number.as_str() {
            "Sing" => one(context, mention, &office)
                .or_else(|| counterpart(context, mention, &office))
                .or_else(|| sole_candidate(context, mention, &office))
                .into_iter()
                .collect(),
            number => {
                let each = of_each(context, mention, &office);
                match number {
                    _ if !each.is_empty() => each,
                    "Dual" => two(context, mention, &office),
                    _ => all(context, mention, &office),
                }
            }
        };
        if !found.is_empty() {
            let confidence = if number == "Sing" { 0.75 } else { 0.7 };
            context.point(mention, found.clone(), confidence, How::Office);
            if number == "Sing" {
                context.remember(found[0], mention, None, "coreference");
            }
        }
    }
}

/// The person told last who holds such an office.
fn one(context: &Context, mention: usize, office: &Office) -> Option<EntityRef> {
    let role = context.roles.role(&office.noun)?;
    if role.kind != RoleKind::Post || introduces_another(context, mention) {
        return None;
    }
    let gender = Gender::parse(role.gender);
    let fits = |person: EntityRef| {
        context.kind(person) == EntityKind::Person
            && context.infos[person].gender.is_none_or(|own| Some(own) == gender)
            && context.offices_of(person).any(|held| same(context.roles, held, office))
    };
    context.told_before(mention, 1, fits).first().copied()
}

/// *Danec*: the person told before, whose country no office tells otherwise.
fn compatriot(context: &Context, mention: usize) -> Option<EntityRef> {
    let m = &context.doc.mentions[mention];
    let head = &context.doc.sentences[m.sentence].tokens[m.head];
    let [country] = m.entities[..] else { return None };
    if !head.feats.has("Number", "Sing") || context.kind(country) != EntityKind::Country {
        return None;
    }
    let gender = head.feat("Gender").and_then(Gender::parse);
    let foreign = |person: EntityRef| {
        let mut of = context.offices_of(person).filter_map(|office| office.of);
        of.any(|of| context.kind(of) == EntityKind::Country && of != country)
    };
    let fits = |entity: EntityRef| {
        context.kind(entity) == EntityKind::Person
            && (gender.is_none() || context.infos[entity].gender.is_none_or(|own| Some(own) == gender))
            && !foreign(entity)
    };
    salient(context, mention, Wanted::Speaker, fits)
}

/// *ministri Estonije, Latvije in Litve*: the holder of each country's office, when the article names them all.
fn of_each(context: &Context, mention: usize, office: &Office) -> Vec<EntityRef> {
    let m = &context.doc.mentions[mention];
    let tree = Tree::new(&context.doc.sentences[m.sentence]);
    let genitives = tree.children_by(m.head, "nmod").filter(|&at| tree.child(at, "case").is_none());
    let members = genitives.flat_map(|first| std::iter::once(first).chain(tree.children_by(first, "conj")));
    let countries: Vec<EntityRef> = members
        .flat_map(|at| context.at_token(m.sentence, at))
        .filter(|&of| context.kind(of) == EntityKind::Country)
        .collect();
    let holder = |country: EntityRef| {
        let holds = |held: &Office| {
            held.effect.is_none() && held.of == Some(country) && same_label(context.roles, &held.label, &office.label)
        };
        let mut persons = (0..context.infos.len())
            .filter(|&person| context.kind(person) == EntityKind::Person && context.offices_of(person).any(holds));
        persons.next().filter(|_| persons.next().is_none())
    };
    if countries.len() < 2 {
        return Vec::new();
    }
    countries.into_iter().map(holder).collect::<Option<Vec<_>>>().unwrap_or_default()
}

/// *ministri*: all holders of the office that were told before, when they are three or more.
fn all(context: &Context, mention: usize, office: &Office) -> Vec<EntityRef> {
    let bare = office.label == office.noun.as_str() && office.of.is_none() && !office.unknown_owner;
    let post = context.roles.role(&office.noun).is_some_and(|role| role.kind == RoleKind::Post);
    if !bare || !post || introduces_another(context, mention) {
        return Vec::new();
    }
    let holds = |entity: EntityRef| {
        let mut held = context.offices_of(entity);
        context.kind(entity) == EntityKind::Person
            && held.any(|held| held.effect.is_none() && context.roles.same_office(&held.noun, &office.noun))
    };
    let mut found = context.told_before(mention, usize::MAX, holds);
    found.reverse();
    if found.len() < 3 { Vec::new() } else { found }
}

/// *gostiteljica*, *sogovornik*: the person told of before who does not act in the clause.
fn counterpart(context: &Context, mention: usize, office: &Office) -> Option<EntityRef> {
    if !context.roles.words.counterparts.contains(&office.noun) || introduces_another(context, mention) {
        return None;
    }
    let role = context.roles.role(&office.noun)?;
    // albanski kolega is somebody not told yet.
    let bare = office.of.is_none() && office.label == office.noun.as_str();
    if role.kind == RoleKind::Peer && !bare {
        return None;
    }
    let gender = Gender::parse(role.gender);
    let m = &context.doc.mentions[mention];
    let mut acting = silent::clause_subject(context, m.sentence, m.head);
    let head = &context.doc.sentences[m.sentence].tokens[m.head];
    if acting.is_empty() && !head.feats.has("Case", "Nom") {
        // Kolegu je razkazal muzej: who acts is most likely the one told last as acting.
        acting.extend(salient(context, mention, Wanted::Speaker, |entity| context.kind(entity) == EntityKind::Person));
    }
    let fits = |entity: EntityRef| {
        context.kind(entity) == EntityKind::Person
            && !acting.contains(&entity)
            && context.infos[entity].gender.is_none_or(|own| Some(own) == gender)
    };
    salient(context, mention, Wanted::Speaker, fits)
}

/// The only person of that gender of whom the article says no office and no profession, for an office of a state.
fn sole_candidate(context: &Context, mention: usize, office: &Office) -> Option<EntityRef> {
    let role = context.roles.role(&office.noun)?;
    let of_country = office.of.is_some_and(|of| context.kind(of) == EntityKind::Country);
    let state = role.jurisdiction == Jurisdiction::State || of_country;
    if role.kind != RoleKind::Post || !state || office.effect.is_some() || introduces_another(context, mention) {
        return None;
    }
    // X ni predsednik: what is said of somebody is no way of naming them.
    let m = &context.doc.mentions[mention];
    if Tree::new(&context.doc.sentences[m.sentence]).child(m.head, "cop").is_some() {
        return None;
    }
    let gender = Gender::parse(role.gender);
    let described = |person: EntityRef| {
        let mut told = context.doc.mentions.iter().filter(|m| m.form == MentionForm::RoleNoun);
        told.any(|m| m.entities.contains(&person))
    };
    let told = |person: EntityRef| context.before(mention).any(|m| m.entities.contains(&person));
    let mut fitting = (0..context.doc.entities.len()).filter(|&entity| {
        context.kind(entity) == EntityKind::Person
            && context.gender_of(entity) == gender
            && context.offices_of(entity).next().is_none()
            && !described(entity)
    });
    let only = fitting.next().filter(|_| fitting.next().is_none())?;
    told(only).then_some(only)
}

/// *drugi minister*, *eden od ministrov*: a numeral or an indefinite word tells that somebody else is meant.
fn introduces_another(context: &Context, mention: usize) -> bool {
    let m = &context.doc.mentions[mention];
    let tokens = &context.doc.sentences[m.sentence].tokens;
    let start = m.tokens.start.saturating_sub(1);
    tokens[start..m.head].iter().any(|t| {
        t.feat("PronType").is_some_and(|kind| matches!(kind, "Ind" | "Neg" | "Tot" | "Int"))
            || context.roles.modifier(&t.lemma.to_lowercase()).is_some_and(|e| e != crate::entity::role::Effect::Drop)
    })
}

/// Whether a phrase may speak of an office held: the same noun, and nothing that says otherwise.
fn same(roles: &Roles, held: &Office, phrase: &Office) -> bool {
    let noun = roles.same_office(&held.noun, &phrase.noun);
    let bare = |office: &Office| office.label == office.noun.as_str();
    match (held.of, phrase.of) {
        (Some(own), Some(other)) if own != other => false,
        // ameriški predsednik is not the predsednik vlade whose country was not said.
        (None, Some(_)) => roles.one_office(&held.label, &phrase.label) || (noun && bare(held) && !held.of_state),
        // predsednik vlade is not the predsednik told before, though predsednik may be the predsednik vlade told before.
        _ => {
            let known = bare(phrase) || (bare(held) && !roles.has_own_name(&phrase.label));
            (noun && known) || roles.one_office(&held.label, &phrase.label)
        }
    }
}

/// *notranji minister* and *notranja ministrica* are one office, and so are two names that one office has.
pub fn same_label(roles: &Roles, left: &str, right: &str) -> bool {
    roles.one_office(left, right)
}

/// Two persons of such an office, or the two that the article spoke of together last.
fn two(context: &Context, mention: usize, office: &Office) -> Vec<EntityRef> {
    let Some(role) = context.roles.role(&office.noun) else { return Vec::new() };
    let leaders = context.roles.words.leaders.contains(&office.noun);
    if office.of.is_some() || introduces_another(context, mention) || (role.kind == RoleKind::Description && !leaders) {
        return Vec::new();
    }
    let person = |entity: EntityRef| context.kind(entity) == EntityKind::Person;
    let holds = |entity: EntityRef| {
        person(entity) && context.offices_of(entity).any(|held| context.roles.same_office(&held.noun, &office.noun))
    };
    let mut pair = context.told_before(mention, 2, holds);
    if pair.len() < 2 {
        pair = context.last_pair(mention, EntityKind::Person);
        // The article may give the office of only one of them.
        let open = |entity: &EntityRef| is_peer(context, *entity) || context.offices_of(*entity).next().is_none();
        let both = pair.iter().any(|e| holds(*e)) && pair.iter().all(|e| holds(*e) || open(e));
        if role.kind == RoleKind::Post && !both && !(leaders && is_leader(context, &pair)) {
            return Vec::new();
        }
    }
    pair.truncate(2);
    if pair.len() < 2 {
        return Vec::new();
    }
    pair.reverse();
    pair
}

/// Somebody called a colleague of another.
fn is_peer(context: &Context, person: EntityRef) -> bool {
    context.doc.mentions.iter().any(|m| {
        let noun = &context.doc.sentences[m.sentence].tokens[m.head];
        m.form == MentionForm::RoleNoun
            && m.entities.contains(&person)
            && context.roles.role_of(noun).is_some_and(|role| role.kind == RoleKind::Peer)
    })
}

fn is_leader(context: &Context, pair: &[EntityRef]) -> bool {
    pair.len() == 2 && pair.iter().all(|&person| context.offices_of(person).next().is_some())
}
