//! Which entities an argument means.

use super::argument::Filler;
use super::list;
use super::scene::Scene;
use crate::entity::{EntityKind, EntityRef, Mention, MentionForm};
use crate::event::frame::{Filter, Role};
use crate::text::Upos;

/// An entity with how sure it is that the words mean it, 0 to 1.
pub type Meant = (EntityRef, f32);

/// The words name the entity only by an attribute: *slovenski policisti*.
const BY_ATTRIBUTE: f32 = 0.8;
/// As before, where the head is something that belongs to the entity: *odločitev vlade*.
const BY_LOOSE_ATTRIBUTE: f32 = 0.6;

/// The kinds that can act and be acted upon.
const ACTORS: [EntityKind; 4] = [EntityKind::Person, EntityKind::Country, EntityKind::Organisation, EntityKind::Place];
const PLACES: [EntityKind; 3] = [EntityKind::Place, EntityKind::Country, EntityKind::Facility];

/// The entities that a filler means in a role; empty when there is none of a kind that the role takes.
pub fn entities(scene: &Scene, filler: &Filler, role: Role, filter: &Filter) -> Vec<Meant> {
    let kinds = kinds(role, filter);
    let acts = matches!(role, Role::Actor | Role::Side);
    let governs = |entity: EntityRef| acts && kinds.contains(&EntityKind::Country) && scene.is_capital(entity);
    let fits = |entity: EntityRef| kinds.contains(&scene.doc.entities[entity].kind) || governs(entity);
    match filler {
        Filler::Entities(entities) => entities.iter().copied().filter(|&e| fits(e)).map(|e| (e, 1.0)).collect(),
        Filler::Token(token) => {
            let mut found: Vec<Meant> = Vec::new();
            for member in scene.members(*token).into_iter().filter(|&member| is_fellow(scene, *token, member)) {
                let owners = filter.owners && found.is_empty();
                add(&mut found, one(scene, member, role, owners, &fits));
            }
            for member in joined_by_name(scene, &found).into_iter().chain(list::included(scene, *token)) {
                add(&mut found, one(scene, member, role, false, &fits));
            }
            let persons = |entity: EntityRef| fits(entity) && scene.doc.entities[entity].kind == EntityKind::Person;
            let listed = if role == Role::About { Vec::new() } else { scene.listed(*token) };
            for member in listed {
                add(&mut found, named(scene, member, &persons).unwrap_or_default());
            }
            found
        }
    }
}

fn add(found: &mut Vec<Meant>, more: Vec<Meant>) {
    for (entity, sure) in more {
        if !found.iter().any(|(known, _)| *known == entity) {
            found.push((entity, sure));
        }
    }
}

/// Whether a member of a list can be one beside its first: no part of a name, no common noun in another case.
fn is_fellow(scene: &Scene, first: usize, member: usize) -> bool {
    let case = |token: usize| scene.token(token).feats.get("Case");
    let differs = case(first).zip(case(member)).is_some_and(|(first, member)| first != member);
    let common = scene.token(member).upos == Upos::Noun && scene.preposition(member).is_none();
    !(is_inside_name(scene, member) || differs && common)
}

/// Whether a word and the conjunction before it are parts of one name: *Bosna in Hercegovina*.
fn is_inside_name(scene: &Scene, token: usize) -> bool {
    let Some(conjunction) = scene.tree.child(token, "cc") else { return false };
    let mentions = scene.mentions.iter().map(|&index| &scene.doc.mentions[index]);
    let mut names = mentions.filter(|mention| mention.form.is_name());
    names.any(|name| name.tokens.contains(&token) && name.tokens.contains(&conjunction))
}

/// Further members of a list that one of the entities is named in, when its name stands apart from its title.
fn joined_by_name(scene: &Scene, found: &[Meant]) -> Vec<usize> {
    let named = |token: usize| {
        let meant = mentions_at(scene, token).into_iter().flat_map(|mention| &mention.entities);
        meant.into_iter().any(|entity| found.iter().any(|(known, _)| known == entity))
    };
    let pairs = scene.unjoined().iter().filter(|(before, after)| named(*before) != named(*after));
    pairs.map(|&(before, after)| if named(before) { after } else { before }).collect()
}

fn kinds(role: Role, filter: &Filter) -> Vec<EntityKind> {
    match role {
        _ if !filter.kinds.is_empty() => filter.kinds.clone(),
        Role::Actor | Role::Recipient | Role::Side => ACTORS.to_vec(),
        Role::Place => PLACES.to_vec(),
        Role::Via => vec![EntityKind::Organisation],
        Role::About | Role::With | Role::Without => {
            vec![
                EntityKind::Agreement,
                EntityKind::Organisation,
                EntityKind::Country,
                EntityKind::Facility,
                EntityKind::Person,
            ]
        }
    }
}

/// The entities of one member of a coordination.
fn one(scene: &Scene, token: usize, role: Role, owners: bool, fits: &impl Fn(EntityRef) -> bool) -> Vec<Meant> {
    if let Some(stood_for) = metonym(scene, token).filter(|&entity| role != Role::Place && fits(entity)) {
        return vec![(stood_for, BY_ATTRIBUTE)];
    }
    let several = several_attributes(scene, token, fits);
    if !several.is_empty() {
        return several;
    }
    if let Some(found) = named(scene, token, fits) {
        return found;
    }
    let with_name = |child: usize| Some((child, named(scene, child, fits)?));
    if let Some((child, found)) = apposed(scene, token).find_map(with_name) {
        let several = !scene.token(token).feats.has("Number", "Sing");
        let others = scene.members(child).into_iter().filter(|&other| several && other != child);
        let others = others.filter_map(|other| named(scene, other, fits));
        return found.into_iter().chain(others.flatten()).collect();
    }
    match role {
        Role::Actor | Role::Recipient | Role::Side => {
            by_attribute(scene, token, role == Role::Recipient, owners, fits, 0)
        }
        _ => Vec::new(),
    }
}

/// The entities that coordinated attributes of one noun name: *ukrajinska in ruska stran* are two.
fn several_attributes(scene: &Scene, token: usize, fits: &impl Fn(EntityRef) -> bool) -> Vec<Meant> {
    if !scene.frames.grammar.standing_for.contains(&scene.token(token).lemma) {
        return Vec::new();
    }
    let attributes = scene.tree.children_by(token, "amod").map(|child| scene.coordinated(child));
    let several = attributes.filter(|members| members.len() > 1).map(|members| {
        let meant = members.into_iter().filter_map(|member| named(scene, member, fits));
        let mut found: Vec<Meant> = meant.flatten().collect();
        found.iter_mut().for_each(|(_, sure)| *sure *= BY_ATTRIBUTE);
        found.dedup_by_key(|(entity, _)| *entity);
        found
    });
    several.into_iter().find(|found| found.len() > 1).unwrap_or_default()
}

/// The prepositional phrase right behind a noun that the parser has tied to another word.
fn phrase_behind(scene: &Scene, noun: usize) -> Option<usize> {
    let preposition = Some(noun + 1).filter(|&next| next < scene.tree.len())?;
    let phrase = scene.tree.parent(preposition).filter(|_| scene.token(preposition).relation() == "case")?;
    (scene.tree.parent(phrase) != Some(noun)).then_some(phrase)
}

/// Whether a phrase says where a government sits: *oblasti v Kijevu*, *vlada v Parizu*.
fn is_seat(scene: &Scene, noun: usize, place: usize) -> bool {
    let grammar = &scene.frames.grammar;
    let sits = scene.links(place).iter().any(|link| grammar.seats.iter().any(|slot| slot.matches(link)));
    let governs =
        |&entity: &EntityRef| scene.doc.entities[entity].kind == EntityKind::Country || scene.is_capital(entity);
    grammar.rulers.contains(&scene.token(noun).lemma)
        && sits
        && mentions_at(scene, place).iter().flat_map(|mention| &mention.entities).any(governs)
}

/// Whether a noun has a word with it that says whose it is.
pub fn is_owned(scene: &Scene, noun: usize) -> bool {
    scene.tree.children(noun).iter().any(|&child| {
        let part = scene.token(child);
        let genitive = part.relation() == "nmod" && part.feats.has("Case", "Gen") && scene.preposition(child).is_none();
        genitive || part.feats.has("Poss", "Yes") || part.relation() == "amod" && !mentions_at(scene, child).is_empty()
    })
}

/// The body that a place stands for when it acts: *Bruselj*, the Union. Only one that the article names too.
fn metonym(scene: &Scene, token: usize) -> Option<EntityRef> {
    let lemma = &scene.token(token).lemma;
    let named = |place: &str| lemma == place || mentions_at(scene, token).iter().any(|mention| mention.lemma == place);
    let name = &scene.frames.grammar.metonyms.iter().find(|(place, _)| named(place))?.1;
    scene.doc.entities.iter().position(|entity| entity.name == *name)
}

/// The entities that the best mention of a token means, of those that fit.
fn named(scene: &Scene, token: usize, fits: &impl Fn(EntityRef) -> bool) -> Option<Vec<Meant>> {
    mentions_at(scene, token).into_iter().find_map(|mention| meant(mention, fits))
}

/// The entities of a mention that fit, with its confidence.
fn meant(mention: &Mention, fits: &impl Fn(EntityRef) -> bool) -> Option<Vec<Meant>> {
    let fitting: Vec<Meant> =
        mention.entities.iter().copied().filter(|&e| fits(e)).map(|e| (e, mention.confidence)).collect();
    (!fitting.is_empty()).then_some(fitting)
}

/// The mentions of a token, best first: headed by it, then names that contain it.
pub fn mentions_at<'d>(scene: &Scene<'d>, token: usize) -> Vec<&'d Mention> {
    let all = scene.mentions.iter().map(|&index| &scene.doc.mentions[index]);
    let mut found: Vec<&Mention> = all
        .filter(|mention| mention.form != MentionForm::Dropped)
        .filter(|mention| mention.head == token || mention.form.is_name() && mention.tokens.contains(&token))
        .collect();
    found.sort_by_key(|mention| (mention.head != token, rank(mention.form), std::cmp::Reverse(mention.tokens.len())));
    found
}

fn rank(form: MentionForm) -> u8 {
    match form {
        MentionForm::Name => 0,
        MentionForm::RoleNoun | MentionForm::Demonym => 1,
        MentionForm::CommonNoun => 2,
        MentionForm::Pronoun => 3,
        MentionForm::PossessiveName | MentionForm::Adjective | MentionForm::Dropped => 4,
    }
}

/// Names that stand beside a title or a kind: *predsednik Novak*, *podjetje Beta*.
fn apposed<'s>(scene: &'s Scene, token: usize) -> impl Iterator<Item = usize> + 's {
    let children = scene.tree.children(token).iter().copied().filter(move |&child| {
        let part = scene.token(child);
        match part.relation() {
            "appos" | "flat" => true,
            "nmod" => {
                matches!(part.upos, Upos::Propn | Upos::X)
                    && scene.preposition(child).is_none()
                    && agree(scene, token, child)
            }
            _ => false,
        }
    });
    children.chain(name_behind(scene, token))
}

/// How many words of its attributes may stand between a word for a person and the name.
const ATTRIBUTES: usize = 8;

/// A name behind a word for a person and its attributes is the person's, however the parser has tied them:
/// *vodja policijske akademije Novak*.
fn name_behind(scene: &Scene, token: usize) -> Option<usize> {
    if !scene.frames.grammar.personnel.contains(&scene.token(token).lemma) {
        return None;
    }
    let case = scene.token(token).feats.get("Case");
    let end = scene.tree.len().min(token + 1 + ATTRIBUTES);
    for next in token + 1..end {
        let word = scene.token(next);
        if word.upos == Upos::Propn && (next == token + 1 || is_person(scene, next)) {
            return agree(scene, token, next).then_some(next);
        }
        let attribute = matches!(word.upos, Upos::Adj | Upos::Noun | Upos::Propn | Upos::Adp)
            && (word.upos == Upos::Adp || word.feats.get("Case") != case);
        if !attribute {
            return None;
        }
    }
    None
}

/// Whether a token heads the name of a person.
fn is_person(scene: &Scene, token: usize) -> bool {
    let person = |entity: &EntityRef| scene.doc.entities[*entity].kind == EntityKind::Person;
    mentions_at(scene, token).iter().any(|mention| mention.form.is_name() && mention.entities.iter().any(person))
}

/// Whether two words can stand in the same case, as far as their forms show it. Genitive and accusative of persons look
/// alike, and a name may stay in the nominative.
fn agree(scene: &Scene, title: usize, name: usize) -> bool {
    let case = |token: usize| scene.token(token).feats.get("Case");
    match (case(title), case(name)) {
        (Some(title), Some(name)) => {
            title == name
                || name == "Nom"
                || matches!((title, name), ("Gen", "Acc") | ("Acc", "Gen") | ("Dat", "Loc") | ("Loc", "Dat"))
        }
        _ => true,
    }
}

/// The entity that an attribute of the noun names: an adjective, a possessive, a genitive.
fn by_attribute(
    scene: &Scene,
    token: usize,
    received: bool,
    owners: bool,
    fits: &impl Fn(EntityRef) -> bool,
    depth: usize,
) -> Vec<Meant> {
    let noun = scene.token(token);
    if noun.upos != Upos::Noun || depth > 3 {
        return Vec::new();
    }
    let stands_for = scene.frames.grammar.standing_for.contains(&noun.lemma);
    let grammar = &scene.frames.grammar;
    let passes_on =
        received && (grammar.passing_on.contains(&noun.lemma) || owners && !grammar.keeping.contains(&noun.lemma));
    if !stands_for && !passes_on {
        return Vec::new();
    }
    let certainty = if stands_for { BY_ATTRIBUTE } else { BY_LOOSE_ATTRIBUTE };
    // A genitive names the owner more closely than an adjective: *evropska perspektiva držav Balkana*.
    let mut children = scene.tree.children(token).to_vec();
    children.extend(phrase_behind(scene, token).filter(|&place| is_seat(scene, token, place)));
    let rank = |child: usize| (scene.preposition(child).is_some(), scene.token(child).relation() != "nmod");
    children.sort_by_key(|&child| rank(child));
    for child in children {
        let part = scene.token(child);
        let nominal = matches!(part.relation(), "nmod" | "obl");
        let genitive = nominal
            && match scene.preposition(child) {
                // Acronyms show no case.
                None => part.feats.get("Case").is_none_or(|case| case == "Gen"),
                Some(preposition) => stands_for && grammar.from.contains(&preposition) || is_seat(scene, token, child),
            };
        if !genitive && !matches!(part.relation(), "amod" | "det") {
            continue;
        }
        let mut found = Vec::new();
        for member in scene.coordinated(child) {
            found.extend(
                named(scene, member, fits)
                    .unwrap_or_else(|| by_attribute(scene, member, received, owners, fits, depth + 1)),
            );
        }
        if !found.is_empty() {
            return found.into_iter().map(|(entity, sure)| (entity, sure * certainty)).collect();
        }
    }
    Vec::new()
}
