//! Names that no gazetteer row explains: grouped, named in the nominative, made into entities of the article.

use super::cluster::{self, Cluster};
use super::context::{Context, Info};
use super::link;
use super::reading::{self, NameReading, Titles};
use crate::document::record::How;
use crate::entity::{EntityKind, EntityRef, MentionForm, MentionType, office};
use crate::text::{Gender, Tree};

/// How much the words around a name weigh in telling the bearer's gender.
const BY_ROLE_NOUN: f32 = 2.0;
const BY_FEMININE_ROLE_NOUN: f32 = 3.0;
const BY_VERB: f32 = 1.5;

/// Makes persons, organisations, places and facilities of the names that `link` left open.
pub fn mint(context: &mut Context) {
    let persons = persons(context);
    for cluster in cluster::group(persons, true) {
        if !are_people(context, &cluster) {
            make(context, &cluster, EntityKind::Person);
        }
    }
    for cluster in cluster::group(things(context), false) {
        if let Some(kind) = thing_kind(context, &cluster) {
            make(context, &cluster, kind);
        }
    }
    join_bracketed(context);
}

/// One word that only ever stands in the plural is nobody's name: *Ljubljančani*, *Hribarjevi*.
fn are_people(context: &Context, cluster: &Cluster) -> bool {
    let plural = |mention: usize| {
        let mention = &context.doc.mentions[mention];
        let token = &context.doc.sentences[mention.sentence].tokens[mention.head];
        mention.form == MentionForm::Name && token.feats.has("Number", "Plur")
    };
    cluster.length == 1 && cluster.readings.iter().all(|reading| plural(reading.mention))
}

fn open_names(context: &Context, of_persons: bool) -> Vec<usize> {
    let is_open = |&index: &usize| {
        let mention = &context.doc.mentions[index];
        (mention.class == MentionType::Per) == of_persons && mention.form.is_name() && mention.entities.is_empty()
    };
    (0..context.doc.mentions.len()).filter(is_open).collect()
}

fn persons(context: &Context) -> Vec<NameReading> {
    let titles = Titles(context.roles);
    let open = open_names(context, true);
    let mut readings: Vec<NameReading> = open
        .into_iter()
        .map(|index| {
            let mention = &context.doc.mentions[index];
            let sentence = &context.doc.sentences[mention.sentence];
            let mut reading = reading::person(context.inflector, sentence, index, mention, &titles);
            reading.gender.extend(gender_by_verb(context, index));
            reading
        })
        .collect();
    for (index, gender, weight) in genders_by_role(context) {
        if let Ok(place) = readings.binary_search_by_key(&index, |reading| reading.mention) {
            readings[place].gender.push((gender, weight));
        }
    }
    readings
}

/// A role noun beside a name tells the bearer's gender.
fn genders_by_role(context: &Context) -> Vec<(usize, Gender, f32)> {
    let mut found = Vec::new();
    for (index, mention) in context.doc.mentions.iter().enumerate() {
        if mention.form != MentionForm::RoleNoun || context.is_plural(index) {
            continue;
        }
        let Some(office) = office::read(&context.doc, context.roles, mention) else { continue };
        let Some(gender) = context.roles.role(&office.noun).and_then(|role| Gender::parse(role.gender)) else {
            continue;
        };
        let weight = if gender == Gender::Fem { BY_FEMININE_ROLE_NOUN } else { BY_ROLE_NOUN };
        for name in office::holders(&context.doc, context.roles, mention, &office) {
            found.push((name, gender, weight));
        }
    }
    found
}

/// A participle agrees with its subject.
fn gender_by_verb(context: &Context, index: usize) -> Option<(Gender, f32)> {
    let mention = &context.doc.mentions[index];
    let tree = Tree::new(&context.doc.sentences[mention.sentence]);
    let joined = tree.child(mention.head, "conj").is_some();
    let verb = tree.parent(mention.head).filter(|_| tree.token(mention.head).relation() == "nsubj" && !joined)?;
    let form = crate::entity::mentions::implicit::subject_form(&tree, verb);
    let gender = form.gender.and_then(Gender::parse).filter(|gender| *gender != Gender::Neut)?;
    (form.number == Some("Sing")).then_some((gender, BY_VERB))
}

fn things(context: &Context) -> Vec<NameReading> {
    open_names(context, false)
        .into_iter()
        .map(|index| {
            let mention = &context.doc.mentions[index];
            let sentence = &context.doc.sentences[mention.sentence];
            reading::thing(context.inflector, context.roles, sentence, index, mention)
        })
        .collect()
}

/// A facility is what the article calls one at least once; of other things only organisations and places are made, by
/// the class that most mentions have.
fn thing_kind(context: &Context, cluster: &Cluster) -> Option<EntityKind> {
    if cluster.readings.iter().any(|reading| follows_facility_noun(context, reading.mention)) {
        return Some(EntityKind::Facility);
    }
    let count = |class| cluster.readings.iter().filter(|r| context.doc.mentions[r.mention].class == class).count();
    let (org, loc, other) =
        (count(MentionType::Org), count(MentionType::Loc), count(MentionType::Misc) + count(MentionType::Pro));
    match org.max(loc) {
        most if most < other => None,
        most if most == org => Some(EntityKind::Organisation),
        _ => Some(EntityKind::Place),
    }
}

fn follows_facility_noun(context: &Context, index: usize) -> bool {
    let mention = &context.doc.mentions[index];
    let mut before = office::in_sentence(&context.doc.mentions, mention.sentence);
    before.any(|noun| {
        noun.class == MentionType::Pro
            && noun.form == MentionForm::CommonNoun
            && noun.tokens.end == mention.tokens.start
    })
}

fn make(context: &mut Context, cluster: &Cluster, kind: EntityKind) {
    let name = told_name(context, cluster).unwrap_or_else(|| cluster.name());
    if name.is_empty() {
        return;
    }
    let gender = cluster.gender.filter(|_| kind == EntityKind::Person);
    let nouns = name.split(' ').map(str::to_lowercase).collect();
    let entity = link::minted(kind, name, gender.map(Gender::as_str));
    let entity = context.intern(entity, Info { gender, nouns, ..Info::default() });
    for reading in &cluster.readings {
        let whole = reading.words.len() == cluster.length;
        context.point(reading.mention, vec![entity], if whole { 0.95 } else { 0.9 }, How::Name);
    }
}

/// The lemma that most mentions of the whole name have; the first of several.
fn told_name(context: &Context, cluster: &Cluster) -> Option<String> {
    let titles = Titles(context.roles);
    let whole = cluster.readings.iter().filter(|reading| reading.words.len() == cluster.length);
    let mentions = whole.map(|reading| &context.doc.mentions[reading.mention]).filter(|mention| {
        let tokens = &context.doc.sentences[mention.sentence].tokens[mention.tokens.clone()];
        mention.form == MentionForm::Name && !tokens.iter().any(|token| titles.has(token))
    });
    let name = most(mentions.map(|mention| mention.lemma.as_str()))?.0;
    Some(with_surname(context, cluster, name).unwrap_or_else(|| name.to_owned()))
}

/// The name with its last word as the name stands alone more often, where the whole name kept a case ending: *Jana Kosa*
/// beside *Kos*, *Kos*.
fn with_surname(context: &Context, cluster: &Cluster, name: &str) -> Option<String> {
    let (given, last) = name.rsplit_once(' ')?;
    let words = cluster.readings.iter().filter_map(|reading| {
        let mention = &context.doc.mentions[reading.mention];
        mention.lemma.split(' ').next_back().filter(|_| mention.form == MentionForm::Name)
    });
    let words: Vec<&str> = words.collect();
    let (told, count) = most(words.iter().copied().filter(|word| last.starts_with(word) && *word != last))?;
    (count > words.iter().filter(|word| **word == last).count()).then(|| format!("{given} {told}"))
}

/// What comes most often, with how often; the first of several.
fn most<'t>(texts: impl Iterator<Item = &'t str>) -> Option<(&'t str, usize)> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for text in texts {
        match counts.iter_mut().find(|(known, _)| *known == text) {
            Some((_, count)) => *count += 1,
            None => counts.push((text, 1)),
        }
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count)
}

/// *Agencija za morje (AM)*: a short name in brackets behind a long one is the same thing.
fn join_bracketed(context: &mut Context) {
    for index in 1..context.doc.mentions.len() {
        let Some((long, short)) = bracketed(context, index) else { continue };
        let listed = |entity: EntityRef| context.doc.entities[entity].gazetteer.is_some();
        match (listed(long), listed(short)) {
            (_, false) => merge(context, long, short),
            (false, true) if spells(&context.doc.entities[long].name, &context.doc.mentions[index].lemma) => {
                give_short_name(context, long, index);
            }
            (false, true) if !is_told_in_full(context, short, index) => merge(context, short, long),
            _ => {}
        }
    }
}

/// *Nacionalni inštitut za javno zdravje in ministrstvo za zdravje (NIJZ)*: the thing has its long name in the sentence.
fn is_told_in_full(context: &Context, thing: EntityRef, short: usize) -> bool {
    let mut names = office::in_sentence(&context.doc.mentions, context.doc.mentions[short].sentence);
    names.any(|m| m.form == MentionForm::Name && m.tokens.len() > 1 && m.entities == [thing])
}

/// Whether the first letters of a name's words, small ones taken or left out, spell an acronym. Then the article says what
/// its letters mean, although another thing is known by them.
fn spells(name: &str, acronym: &str) -> bool {
    let first = |word: &str| word.chars().next().map(|letter| letter.to_lowercase().to_string());
    let long = |word: &&str| word.chars().count() > 3;
    let all: String = name.split([' ', '-']).filter_map(first).collect();
    let longer: String = name.split([' ', '-']).filter(long).filter_map(first).collect();
    let acronym = acronym.to_lowercase();
    acronym == all || acronym == longer
}

/// Lets all mentions of a short name mean the thing that it is introduced for.
fn give_short_name(context: &mut Context, thing: EntityRef, short: usize) {
    let name = context.doc.mentions[short].lemma.clone();
    for mention in context.doc.mentions.iter_mut().filter(|m| m.form == MentionForm::Name && m.lemma == name) {
        mention.entities = vec![thing];
    }
    if !context.doc.entities[thing].alt_names.contains(&name) {
        context.doc.entities[thing].alt_names.push(name);
    }
}

fn bracketed(context: &Context, index: usize) -> Option<(EntityRef, EntityRef)> {
    let short = &context.doc.mentions[index];
    let open = short.tokens.start.checked_sub(1)?;
    let sentence = &context.doc.sentences[short.sentence];
    let is_bracket = sentence.tokens[open].form == "(" && sentence.tokens.get(short.tokens.end)?.form == ")";
    let long = office::in_sentence(&context.doc.mentions, short.sentence)
        .find(|m| m.form == MentionForm::Name && m.tokens.end == open && m.class == short.class)?;
    let fits =
        is_bracket && short.form == MentionForm::Name && short.class == MentionType::Org && long.tokens.len() > 1;
    let (long, short) = (*long.entities.first()?, *short.entities.first()?);
    (fits && long != short).then_some((long, short))
}

/// Lets one entity take over the mentions, offices and names of another.
pub fn merge(context: &mut Context, keep: EntityRef, give: EntityRef) {
    let name = context.doc.entities[give].name.clone();
    if !context.doc.entities[keep].alt_names.contains(&name) {
        context.doc.entities[keep].alt_names.push(name);
    }
    let nouns = std::mem::take(&mut context.infos[give].nouns);
    context.infos[keep].nouns.extend(nouns);
    let meant = context.doc.mentions.iter_mut().flat_map(|mention| mention.entities.iter_mut());
    let owners = context.doc.holdings.iter_mut().filter_map(|held| held.office.of.as_mut());
    for entity in meant.chain(owners).filter(|entity| **entity == give) {
        *entity = keep;
    }
}
