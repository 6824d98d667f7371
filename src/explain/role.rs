//! Which words fill which role of a fact.

use super::ground::{Ground, Named};
use super::mention::rounded;
use super::reader::Reread;
use super::words::Words;
use crate::document::Document;
use crate::document::record::{Filler, Government, Source, Thing};
use crate::entity::{Mention, MentionForm};
use crate::event::Event;
use crate::event::frame::Role as Slot;
use crate::span::Span;
use crate::text::Tree;
use serde::Serialize;

/// One filler of a role.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Role {
    /// `actor`, `recipient`, `via`, `place`, `about`; of tenures `member` and `post`, of states `agreement`, of statements
    /// `speaker`.
    pub role: &'static str,
    pub thing: Option<Named>,
    pub words: Option<Words>,
    /// The word that the words hang on in the tree, and by which relation of Universal Dependencies.
    pub governor: Option<String>,
    pub relation: Option<String>,
    pub case: Option<String>,
    pub preposition: Option<String>,
    /// The slot of the frame, as its file writes it.
    pub slot: Option<String>,
    /// How sure it is that the words belong to the trigger, and that they mean the thing.
    pub reach: Option<f32>,
    pub meant: Option<f32>,
    pub source: Origin,
    /// For the government of this country the capital is named.
    pub capital: Option<Named>,
    /// Places of the mentions, for [`Fact::mentions`](super::fact::Fact).
    #[serde(skip)]
    pub mentions: Vec<(Span, MentionForm)>,
}

/// Where a filler comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// Another sentence tells the same event, and names more.
    ToldAgain,
    /// A noun for an office beside a name, or one that takes up its holder.
    Office,
    #[serde(untagged)]
    Frame(Source),
}

impl Role {
    /// A role of which only the filler is known.
    pub fn new(role: &'static str, thing: Option<Named>, source: Origin) -> Self {
        Self {
            role,
            thing,
            words: None,
            governor: None,
            relation: None,
            case: None,
            preposition: None,
            slot: None,
            reach: None,
            meant: None,
            source,
            capital: None,
            mentions: Vec::new(),
        }
    }

    /// The same, told by a mention.
    pub fn told_by(self, doc: &Document, mention: Option<&Mention>) -> Self {
        let Some(mention) = mention else { return self };
        let token = &doc.sentences[mention.sentence].tokens[mention.head];
        let dropped = mention.form == MentionForm::Dropped;
        Self {
            words: Some(Words::of(doc, mention.span)),
            relation: (!dropped).then(|| token.deprel.to_string()),
            case: token.feats.get("Case").map(ToOwned::to_owned),
            meant: Some(rounded(mention.confidence)),
            mentions: vec![(mention.span, mention.form)],
            source: if dropped { Origin::Frame(Source::Unexpressed) } else { self.source },
            ..self
        }
    }
}

fn name(role: Slot) -> &'static str {
    match role {
        Slot::Actor => "actor",
        Slot::Recipient => "recipient",
        Slot::Side => "side",
        Slot::About => "about",
        Slot::Place => "place",
        Slot::Via => "via",
        Slot::With => "with",
        Slot::Without => "without",
    }
}

/// The slots of a frame by the names of their roles.
pub fn slots(slots: &[(Slot, String)]) -> Vec<(&'static str, String)> {
    slots.iter().map(|(role, slot)| (name(*role), slot.clone())).collect()
}

/// The fillers that a frame has read, and the participants that the event has beside them.
pub fn of_event(ground: &Ground, reread: &Reread, event: &Event, fillers: &[Filler]) -> Vec<Role> {
    let mut roles: Vec<Role> = fillers.iter().map(|filler| of_filler(ground, reread, event, filler)).collect();
    let sides = [("actor", &event.actors), ("recipient", &event.recipients), ("via", &event.via)];
    for (role, entities) in sides {
        for thing in reread.entities(ground, entities) {
            if roles.iter().all(|known| known.thing.as_ref() != Some(&thing)) {
                roles.push(Role::new(role, Some(thing), Origin::ToldAgain));
            }
        }
    }
    roles
}

fn of_filler(ground: &Ground, reread: &Reread, event: &Event, filler: &Filler) -> Role {
    let doc = &reread.doc;
    let governs = |known: &&Government| known.trigger == event.trigger && filler.thing.as_ref() == Some(&known.capital);
    let government =
        reread.record.governments.iter().find(governs).filter(|_| matches!(filler.role, Slot::Actor | Slot::Recipient));
    let thing = government.map(|known| &known.country).or(filler.thing.as_ref());
    let mention = filler.thing.as_ref().and_then(|thing| mention(doc, event.sentence, filler, event.trigger, thing));
    let head = filler.head.as_ref();
    let told: Vec<&Mention> =
        mention.into_iter().chain(mention.and_then(|mention| name_behind(doc, mention))).collect();
    let whole = told.iter().map(|mention| mention.span).reduce(Span::cover);
    let span = whole.or(head.map(|head| head.span));
    Role {
        words: span.map(|span| Words::of(doc, span)),
        governor: filler.governor.map(|span| doc.slice(span).to_owned()),
        relation: head.map(|head| head.relation.clone()),
        case: head.and_then(|head| head.case.clone()),
        preposition: head.and_then(|head| head.preposition.clone()),
        slot: filler.slot.clone(),
        reach: Some(rounded(filler.reach)),
        meant: Some(rounded(filler.meant)),
        capital: government.map(|known| reread.named(ground, &known.capital)),
        mentions: told.iter().map(|mention| (mention.span, mention.form)).collect(),
        ..Role::new(name(filler.role), thing.map(|thing| reread.named(ground, thing)), Origin::Frame(filler.source))
    }
}

/// The name of the same thing right behind a mention: *notranja ministrica Ana Kos*.
fn name_behind<'d>(doc: &'d Document, mention: &Mention) -> Option<&'d Mention> {
    let behind = |other: &&Mention| {
        let next = other.sentence == mention.sentence && other.tokens.start == mention.tokens.end;
        next && other.form.is_name() && other.entities == mention.entities
    };
    doc.mentions.iter().find(behind)
}

/// The mention by which a filler means a thing: at the head of its words or nearest below, for an unexpressed subject at
/// the verb.
fn mention<'d>(
    doc: &'d Document,
    sentence: usize,
    filler: &Filler,
    trigger: Span,
    thing: &Thing,
) -> Option<&'d Mention> {
    let entity = doc.find_entity(thing.kind, &thing.slug)?;
    let here = doc.mentions.iter().filter(|m| m.sentence == sentence && m.entities.contains(&entity));
    let tokens = &doc.sentences[sentence].tokens;
    let token_at = |span: Span| tokens.iter().position(|token| token.span == span);
    match (&filler.head, filler.source) {
        (Some(head), _) => {
            let head = token_at(head.span)?;
            let below = Tree::new(&doc.sentences[sentence]).subtree(head);
            let named = here.filter(|m| m.form != MentionForm::Dropped);
            named.min_by_key(|m| {
                (!m.tokens.contains(&head), below.binary_search(&m.head).is_err(), m.head.abs_diff(head))
            })
        }
        (None, Source::Unexpressed) => {
            let verb = token_at(trigger)?;
            let (dropped, named): (Vec<_>, Vec<_>) = here.partition(|m| m.form == MentionForm::Dropped);
            let nearest = |mentions: Vec<&'d Mention>| mentions.into_iter().min_by_key(|m| m.head.abs_diff(verb));
            nearest(dropped).or_else(|| nearest(named))
        }
        _ => None,
    }
}
