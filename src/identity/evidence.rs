//! What speaks for and against two profiles being of one thing.
//!
//! Points are hundredths: [`ENOUGH`] of them are needed. A name gives some to start with, by how close the two are and
//! how many things may bear it; offices, company and dates add or take. Sums are whole numbers, so that no order of
//! adding makes a difference.

use super::dossier::Office;
use super::names::{self, Likeness};
use super::profile::Profile;
use crate::entity::{EntityKind, slug};
use crate::graph::vocab::tro;
use oxigraph::model::NamedNode;
use std::collections::BTreeSet;

/// Points from which two profiles are of one thing.
pub const ENOUGH: i32 = 100;
/// Points from which they may be.
pub const DOUBT: i32 = 50;
/// By how many points the best of several candidates has to be ahead.
pub const AHEAD: i32 = 30;

/// A reason for or against, a concept of the scheme in `ontology/codes/identity.ttl`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    SameName,
    SameSurname,
    Initial,
    LongerName,
    SimilarName,
    OtherName,
    OnlyBearer,
    SamePost,
    SameOwner,
    OwnerNearby,
    SharedPersons,
    SharedOrganisations,
    SharedPlaces,
    SameTime,
    SameParties,
    SharedParties,
    SameTopic,
    GenericName,
    OtherGender,
    OtherPosts,
    OtherCompany,
    OtherPlaces,
    OtherParties,
    OtherTopic,
    OtherBearers,
}

impl Reason {
    pub const ALL: [Self; 25] = [
        Self::SameName,
        Self::SameSurname,
        Self::Initial,
        Self::LongerName,
        Self::SimilarName,
        Self::OtherName,
        Self::OnlyBearer,
        Self::SamePost,
        Self::SameOwner,
        Self::OwnerNearby,
        Self::SharedPersons,
        Self::SharedOrganisations,
        Self::SharedPlaces,
        Self::SameTime,
        Self::SameParties,
        Self::SharedParties,
        Self::SameTopic,
        Self::GenericName,
        Self::OtherGender,
        Self::OtherPosts,
        Self::OtherCompany,
        Self::OtherPlaces,
        Self::OtherParties,
        Self::OtherTopic,
        Self::OtherBearers,
    ];

    /// `tro:SamePostReason` and the like.
    pub fn concept(self) -> NamedNode {
        NamedNode::new_unchecked(format!("{}{self:?}Reason", tro::NAMESPACE))
    }
}

/// Points with their reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    pub points: i32,
    pub reasons: BTreeSet<Reason>,
    /// Whether the two bear one name that says who they are.
    pub same_name: bool,
}

impl Evidence {
    fn new(points: i32, reason: Reason) -> Self {
        let same_name = reason == Reason::SameName;
        Self { points, reasons: [reason].into(), same_name }
    }

    fn add(&mut self, points: i32, reason: Reason) {
        if points != 0 {
            self.points += points;
            self.reasons.insert(reason);
        }
    }

    fn add_if(&mut self, holds: bool, points: i32, reason: Reason) {
        self.add(if holds { points } else { 0 }, reason);
    }
}

/// Compares two profiles. `None`: nothing says that they could be one thing, or something says for sure that they are
/// not.
pub fn compare(left: &Profile, right: &Profile) -> Option<Evidence> {
    let apart = left.kind != right.kind || left.articles.intersection(&right.articles).next().is_some();
    if apart {
        return None;
    }
    match left.kind {
        EntityKind::Person => persons(left, right),
        EntityKind::Organisation => organisations(left, right),
        EntityKind::Agreement => agreements(left, right),
        _ => left.iris.intersection(&right.iris).next().map(|_| Evidence::new(ENOUGH, Reason::SameName)),
    }
}

fn persons(left: &Profile, right: &Profile) -> Option<Evidence> {
    let likeness = likeness(left, right)?;
    let other_gender = !left.genders.is_empty() && !right.genders.is_empty() && left.genders != right.genders;
    if other_gender && likeness != Likeness::Same {
        return None;
    }
    let mut found = match likeness {
        Likeness::Same => Evidence::new(150, Reason::SameName),
        Likeness::SameSingle => Evidence::new(60, Reason::SameName),
        Likeness::Initial => Evidence::new(50, Reason::Initial),
        Likeness::Longer => Evidence::new(50, Reason::LongerName),
        Likeness::Spelling => Evidence::new(0, Reason::SimilarName),
        Likeness::Surname => Evidence::new(20, Reason::SameSurname),
    };
    found.add_if(other_gender, -100, Reason::OtherGender);
    add_offices(&mut found, left, right);
    add_company(&mut found, left, right);
    found.add_if(near_in_time(left, right), 10, Reason::SameTime);
    // Brothers have nearly one name, so a name of another spelling needs the same post.
    if likeness == Likeness::Spelling && !found.reasons.contains(&Reason::SamePost) {
        found.points = found.points.min(ENOUGH - 1);
    }
    Some(found)
}

/// The closest of all pairs of names. What a full name is also called in short does not count: a surname is compared
/// with the full name that is told most, since a longer one may be two names that stood side by side.
fn likeness(left: &Profile, right: &Profile) -> Option<Likeness> {
    let (by_surname, full) = (left.is_full() != right.is_full(), [left.is_full(), right.is_full()]);
    let told = |profile: &Profile, full: bool| -> Vec<Vec<String>> {
        let names = || profile.names.values().filter(|(_, words)| words.len() > 1 || !full);
        let most = names().map(|(count, _)| *count).max();
        names().filter(|(count, _)| !by_surname || Some(*count) == most).map(|(_, words)| words.clone()).collect()
    };
    let (left, right) = (told(left, full[0]), told(right, full[1]));
    let pairs = left.iter().flat_map(|l| right.iter().map(move |r| (l, r)));
    pairs.filter_map(|(l, r)| names::persons(l, r)).min()
}

fn add_offices(found: &mut Evidence, left: &Profile, right: &Profile) {
    let pairs = || left.offices.iter().flat_map(|l| right.offices.iter().map(move |r| (l, r)));
    let same_owner = |(l, r): (&Office, &Office)| l.owner.is_some() && l.owner == r.owner;
    if pairs().any(|(l, r)| same_owner((l, r)) && same_office(&l.name, &r.name)) {
        return found.add(120, Reason::SamePost);
    }
    if pairs().any(same_owner) {
        return found.add(50, Reason::SameOwner);
    }
    let nearby = |one: &Profile, other: &Profile| {
        one.offices.iter().filter_map(|o| o.owner.as_ref()).any(|owner| other.company.contains(owner))
    };
    found.add_if(nearby(left, right) || nearby(right, left), 30, Reason::OwnerNearby);
    let (here, there) = (owners(left), owners(right));
    let of_states = [&here, &there].into_iter().all(|owners| owners.iter().any(|owner| kind(owner) == "country"));
    // People change their employers more often than the state that they serve.
    let points = if of_states { -80 } else { -40 };
    found.add_if(!here.is_empty() && !there.is_empty(), points, Reason::OtherPosts);
}

/// Whose posts a person holds now.
fn owners(profile: &Profile) -> Vec<&NamedNode> {
    profile.offices.iter().filter(|office| office.current).filter_map(|office| office.owner.as_ref()).collect()
}

/// Whether two names of offices are one, or one says more than the other: *minister*, *minister-za-zdravje*.
fn same_office(left: &str, right: &str) -> bool {
    let (short, long) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    short.split('-').all(|word| long.split('-').any(|other| same_word(other, word)))
}

/// Words of one stem: the name of an office for a man and for a woman.
fn same_word(left: &str, right: &str) -> bool {
    let shared = left.bytes().zip(right.bytes()).take_while(|(l, r)| l == r).count();
    left == right || (shared >= STEM && left.len().max(right.len()) - shared <= ENDING)
}

/// Letters that words of one stem share at least, and that they may have behind it.
const STEM: usize = 5;
const ENDING: usize = 4;

fn add_company(found: &mut Evidence, left: &Profile, right: &Profile) {
    let mut shared = Company::default();
    left.shared_company(right).for_each(|thing| shared.add(thing));
    found.add((50 * shared.persons).min(100), Reason::SharedPersons);
    found.add((30 * shared.organisations).min(60), Reason::SharedOrganisations);
    found.add((15 * shared.places).min(30), Reason::SharedPlaces);
    found.add_if(shared.is_empty() && speaks(left) && speaks(right), -40, Reason::OtherCompany);
}

/// How many things of some kinds.
#[derive(Default)]
struct Company {
    persons: i32,
    organisations: i32,
    places: i32,
}

impl Company {
    fn add(&mut self, thing: &NamedNode) {
        match kind(thing) {
            // A surname alone is shared by many.
            "person" if last(thing).contains('-') => self.persons += 1,
            "organisation" => self.organisations += 1,
            "country" | "place" | "facility" => self.places += 1,
            _ => {}
        }
    }

    fn is_empty(&self) -> bool {
        self.persons + self.organisations + self.places == 0
    }
}

/// `B id/<kind>/…`
fn kind(thing: &NamedNode) -> &str {
    thing.as_str().rsplit('/').nth(1).unwrap_or_default()
}

fn last(thing: &NamedNode) -> &str {
    thing.as_str().rsplit('/').next().unwrap_or_default()
}

/// Whether enough is known of the company for its absence to mean something.
fn speaks(profile: &Profile) -> bool {
    profile.company.len() > 4
}

/// Within a month of each other.
fn near_in_time(left: &Profile, right: &Profile) -> bool {
    let (Some((l_first, l_last)), Some((r_first, r_last))) = (&left.dates, &right.dates) else { return false };
    let day = |date: &str| date.parse::<jiff::civil::Date>().ok();
    let gap = |earlier: &str, later: &str| Some((day(later)? - day(earlier)?).get_days());
    match (l_last < r_first, r_last < l_first) {
        (true, _) => gap(l_last, r_first).is_some_and(|days| days <= 31),
        (_, true) => gap(r_last, l_first).is_some_and(|days| days <= 31),
        _ => true,
    }
}

fn organisations(left: &Profile, right: &Profile) -> Option<Evidence> {
    let told = |profile: &Profile| profile.names.keys().map(|name| slug(name)).collect::<BTreeSet<_>>();
    let any = |profile: &Profile| {
        told(profile).into_iter().chain(profile.other_names.iter().map(|name| slug(name))).collect::<BTreeSet<_>>()
    };
    let mut found = match told(left).intersection(&told(right)).next().is_some() {
        true if left.names.keys().any(|name| names::is_generic(name)) => generic(90),
        true => Evidence::new(140, Reason::SameName),
        false if any(left).intersection(&any(right)).next().is_some() => Evidence::new(70, Reason::OtherName),
        false => return None,
    };
    add_company(&mut found, left, right);
    let places = |profile: &Profile| -> BTreeSet<NamedNode> {
        profile.company.iter().filter(|thing| kind(thing) == "place").cloned().collect()
    };
    let (here, there) = (places(left), places(right));
    let elsewhere = !here.is_empty() && !there.is_empty() && here.is_disjoint(&there);
    found.add_if(elsewhere && found.reasons.contains(&Reason::GenericName), -30, Reason::OtherPlaces);
    Some(found)
}

/// A name that many may bear, so that it says little by itself.
fn generic(points: i32) -> Evidence {
    let reasons = [Reason::SameName, Reason::GenericName].into();
    Evidence { points, reasons, same_name: false }
}

fn agreements(left: &Profile, right: &Profile) -> Option<Evidence> {
    let names = |profile: &Profile| profile.names.keys().map(|name| slug(name)).collect::<BTreeSet<_>>();
    let same_iri = left.iris.intersection(&right.iris).next().is_some();
    // *sporazum iz Minska* names one agreement, *novi sporazum* does not.
    let is_name = left.names.keys().all(|name| name.contains(char::is_uppercase));
    let same_name = same_iri || names(left).intersection(&names(right)).next().is_some();
    let mut found = match same_name {
        true if is_name => Evidence::new(if same_iri { 100 } else { 60 }, Reason::SameName),
        true => generic(40),
        false => Evidence { points: 0, reasons: BTreeSet::new(), same_name: false },
    };
    let known = !left.parties.is_empty() && !right.parties.is_empty();
    let shared = left.parties.intersection(&right.parties).count();
    let within = left.parties.is_subset(&right.parties) || right.parties.is_subset(&left.parties);
    match shared {
        _ if known && !within => found.add(-100, Reason::OtherParties),
        0 => {}
        _ if left.parties == right.parties && shared > 1 => found.add(60, Reason::SameParties),
        _ => found.add(30, Reason::SharedParties),
    }
    let topics_known = !left.topics.is_empty() && !right.topics.is_empty();
    let same_topic = left.topics.intersection(&right.topics).next().is_some();
    found.add_if(same_topic, 50, Reason::SameTopic);
    found.add_if(topics_known && !same_topic, -40, Reason::OtherTopic);
    let may_be = same_name || (found.reasons.contains(&Reason::SameParties) && same_topic);
    may_be.then_some(found)
}
