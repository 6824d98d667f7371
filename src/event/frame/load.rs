//! Reads the frame files of a language pack.

use super::raw;
use super::slot::{Classes, Slot};
use super::{Counter, Example, Expected, Form, Frame, Frames, Grammar, Predicate, Relay, Role, check};
use crate::error::{Error, Result};
use crate::event::fact::Modality;
use crate::lang::Pack;
use serde::de::DeserializeOwned;
use smol_str::SmolStr;
use std::collections::BTreeMap;
use toml::Spanned;

const FOLDER: &str = "frame";
const DEFAULT_RELIABILITY: f32 = 0.8;

impl Frames {
    /// Reads and checks all frames of a pack. A pack without frames has none; that is no error.
    ///
    /// # Errors
    /// [`Error::Pack`] with file and line for the first thing that is wrong.
    pub fn load(pack: &Pack) -> Result<Self> {
        let files = pack.list(FOLDER);
        let mut builder = Builder::shared(pack, &files)?;
        for path in files.iter().filter(|path| is_frame(path)) {
            builder.add(&Source::read(pack, path)?)?;
        }
        builder.frames.classes = builder.classes;
        Ok(builder.frames)
    }
}

/// Frames lie one folder deeper than the shared files.
fn is_frame(path: &str) -> bool {
    path.ends_with(".toml") && path.matches('/').count() == 2
}

/// A TOML file of the pack with the means to say where something in it is wrong.
pub(crate) struct Source<'p> {
    pack: &'p Pack,
    pub path: String,
    text: String,
}

impl<'p> Source<'p> {
    pub fn read(pack: &'p Pack, path: &str) -> Result<Self> {
        Ok(Self { pack, path: path.to_owned(), text: pack.text(path)? })
    }

    pub fn parse<T: DeserializeOwned>(&self) -> Result<T> {
        toml::from_str(&self.text).map_err(|wrong| {
            let line = wrong.span().map(|span| self.line_at(span.start));
            self.pack.error(&self.path, line, wrong.message())
        })
    }

    /// The 1-based line of a byte offset.
    pub fn line_at(&self, offset: usize) -> usize {
        1 + self.text.as_bytes()[..offset.min(self.text.len())].iter().filter(|&&byte| byte == b'\n').count()
    }

    pub fn line<T>(&self, value: &Spanned<T>) -> usize {
        self.line_at(value.span().start)
    }

    pub fn wrong<T>(&self, value: &Spanned<T>, message: impl ToString) -> Error {
        self.pack.error(&self.path, Some(self.line(value)), message)
    }
}

struct Builder {
    classes: Classes,
    patterns: BTreeMap<String, raw::Pattern>,
    /// Slots that every predicate has unless it names its own for the role.
    common: Vec<(Role, Slot)>,
    frames: Frames,
}

impl Builder {
    fn shared(pack: &Pack, files: &[String]) -> Result<Self> {
        let open = |name: &str| {
            let path = format!("{FOLDER}/{name}");
            files.contains(&path).then(|| Source::read(pack, &path)).transpose()
        };
        let classes = match open("class.toml")? {
            Some(source) => source.parse::<raw::ClassFile>()?.class,
            None => BTreeMap::new(),
        };
        let classes: Classes =
            classes.into_iter().map(|(name, class)| (name, class.lemmas.iter().map(SmolStr::new).collect())).collect();
        let mut builder = Self { classes, patterns: BTreeMap::new(), common: Vec::new(), frames: Frames::default() };
        if let Some(source) = open("pattern.toml")? {
            builder.patterns = source.parse::<raw::Patterns>()?.pattern;
            builder.check_patterns(&source)?;
        }
        if let Some(source) = open("grammar.toml")? {
            builder.add_grammar(&source)?;
        }
        Ok(builder)
    }

    fn check_patterns(&self, source: &Source) -> Result<()> {
        for pattern in self.patterns.values() {
            for (_, value) in pattern_roles(pattern) {
                self.slots(source, value)?;
            }
        }
        Ok(())
    }

    fn add_grammar(&mut self, source: &Source) -> Result<()> {
        let raw: raw::Grammar = source.parse()?;
        let words = |list: &[String]| list.iter().map(SmolStr::new).collect();
        let parse =
            |slot: &Spanned<String>| Slot::parse(slot.get_ref(), &self.classes).map_err(|why| source.wrong(slot, why));
        let lemmas = |names: &[Spanned<String>]| -> Result<Vec<SmolStr>> {
            let mut lemmas = Vec::new();
            for name in names {
                let class = self.classes.get(name.get_ref());
                lemmas.extend_from_slice(class.ok_or_else(|| source.wrong(name, "no such class in class.toml"))?);
            }
            Ok(lemmas)
        };
        let mut common = Vec::new();
        for (role, slots) in [(Role::Place, &raw.place), (Role::Via, &raw.via)] {
            for slot in slots {
                common.push((role, parse(slot)?));
            }
        }
        let relay = raw.relay.iter().map(|relay| {
            let role = match relay.role.get_ref().as_str() {
                "actor" => Role::Actor,
                "via" => Role::Via,
                _ => return Err(source.wrong(&relay.role, "role must be actor or via")),
            };
            Ok(Relay { preposition: (&relay.preposition).into(), noun: (&relay.noun).into(), role })
        });
        let authored =
            raw.authored.iter().map(|row| Ok((lemmas(std::slice::from_ref(&row.class))?, row.types.clone())));
        let mut participles: Vec<_> = raw.participle.into_iter().map(|rule| (rule.verb, rule.participle)).collect();
        participles.sort_by_key(|(verb, _)| std::cmp::Reverse(verb.len()));
        self.frames.grammar = Grammar {
            relative_marks: words(&raw.relative_marks),
            relative_pronouns: words(&raw.relative_pronouns),
            two_case: words(&raw.two_case),
            from: words(&raw.from),
            agent: raw.agent.iter().map(parse).collect::<Result<_>>()?,
            relay: relay.collect::<Result<_>>()?,
            standing_for: lemmas(&raw.standing_for)?,
            passing_on: lemmas(&raw.passing_on)?,
            keeping: lemmas(&raw.keeping)?,
            personnel: lemmas(&raw.personnel)?,
            leisure: lemmas(&raw.leisure)?.into_iter().collect(),
            public: lemmas(&raw.public)?.into_iter().collect(),
            authored: authored.collect::<Result<_>>()?,
            including: raw.including.iter().map(|phrase| phrase.split(' ').map(SmolStr::new).collect()).collect(),
            rulers: lemmas(&raw.rulers)?,
            seats: raw.seats.iter().map(parse).collect::<Result<_>>()?,
            metonyms: raw.metonyms.iter().map(|(place, body)| (place.into(), body.clone())).collect(),
            participles,
        };
        self.common = common;
        Ok(())
    }

    fn add(&mut self, source: &Source) -> Result<()> {
        let raw: raw::Frame = source.parse()?;
        check::frame(source, &raw)?;
        let frame = self.frames.frames.len();
        for predicate in &raw.predicate {
            self.add_predicate(source, &raw, frame, predicate)?;
        }
        let id = source.path.trim_start_matches("frame/").trim_end_matches(".toml").to_owned();
        self.frames.frames.push(Frame {
            id,
            kind: *raw.kind.get_ref(),
            explanation: raw.explanation,
            examples: raw.example.iter().map(|example| read_example(source, example)).collect::<Result<_>>()?,
            counters: raw.counter.iter().map(|counter| read_counter(source, counter)).collect(),
        });
        Ok(())
    }

    fn add_predicate(
        &mut self,
        source: &Source,
        frame: &raw::Frame,
        number: usize,
        spanned: &Spanned<raw::Predicate>,
    ) -> Result<()> {
        let raw = spanned.get_ref();
        let mode = raw.mode.as_ref().or(frame.mode.as_ref());
        let predicate = Predicate {
            frame: number,
            slots: self.predicate_slots(source, raw, frame.kind.get_ref().is_stance())?,
            particle: raw.particle.as_ref().map(|particle| particle.get_ref().into()),
            symmetric: raw.symmetric.unwrap_or(frame.symmetric),
            mode: mode.map(|mode| mode.get_ref().clone()),
            contexts: raw.contexts.as_ref().unwrap_or(&frame.contexts).iter().map(|c| c.get_ref().clone()).collect(),
            modality: raw.modality.unwrap_or(Modality::Actual),
            reliability: raw.reliability.or(frame.reliability).unwrap_or(DEFAULT_RELIABILITY),
            supported: raw.supported,
            besides: raw.besides,
            negative: raw.polarity == Some(raw::Polarity::Negative),
            positive: raw.polarity == Some(raw::Polarity::Positive),
            passive: raw.passive.unwrap_or(raw.particle.is_none()),
        };
        check::predicate(source, spanned, &predicate)?;
        let index = self.frames.predicates.len();
        self.frames.predicates.push(predicate);
        for (words, form) in [(&raw.verbs, Form::Verb), (&raw.nouns, Form::Noun), (&raw.adjectives, Form::Adjective)] {
            for word in words {
                self.add_trigger(word.get_ref().into(), form, index);
            }
        }
        for verb in raw.verbs.iter().filter(|_| raw.particle.is_none()) {
            for participle in self.frames.grammar.participles(verb.get_ref()) {
                self.add_trigger(participle.into(), Form::Participle, index);
            }
        }
        Ok(())
    }

    fn add_trigger(&mut self, lemma: SmolStr, form: Form, predicate: usize) {
        let known = self.frames.index.entry((lemma, form)).or_default();
        if !known.contains(&predicate) {
            known.push(predicate);
        }
    }

    /// The slots of a predicate: its own, then its pattern's, then the common ones, each for roles not yet given.
    fn predicate_slots(&self, source: &Source, raw: &raw::Predicate, stance: bool) -> Result<Vec<(Role, Slot)>> {
        let mut slots = Vec::new();
        for (role, value) in own_roles(raw) {
            slots.extend(self.slots(source, value)?.into_iter().map(|slot| (role, slot)));
        }
        if let Some(name) = &raw.pattern {
            let pattern = self.patterns.get(name.get_ref());
            let pattern = pattern
                .ok_or_else(|| source.wrong(name, format!("no pattern {:?} in pattern.toml", name.get_ref())))?;
            for (role, value) in pattern_roles(pattern) {
                if own_roles(raw).any(|(own, _)| own == role) {
                    continue;
                }
                slots.extend(self.slots(source, value)?.into_iter().map(|slot| (role, slot)));
            }
        }
        for (role, slot) in &self.common {
            if !slots.iter().any(|(known, own)| known == role && own.place == slot.place) {
                slots.push((*role, slot.clone()));
            }
        }
        let received = slots.iter_mut().filter(|(role, _)| *role == Role::Recipient);
        received.for_each(|(_, slot)| slot.filter.owners = stance);
        Ok(slots)
    }

    fn slots(&self, source: &Source, value: &raw::Slots) -> Result<Vec<Slot>> {
        let texts = raw::slots(value).map_err(|why| source.wrong(value, why))?;
        let slots = texts.into_iter().map(|text| Slot::parse(text, &self.classes));
        slots.collect::<Result<_, _>>().map_err(|why| source.wrong(value, why))
    }
}

fn own_roles(raw: &raw::Predicate) -> impl Iterator<Item = (Role, &raw::Slots)> {
    let roles = [
        (Role::Actor, &raw.actor),
        (Role::Recipient, &raw.recipient),
        (Role::Side, &raw.side),
        (Role::About, &raw.about),
        (Role::Place, &raw.place),
        (Role::Via, &raw.via),
        (Role::With, &raw.with),
        (Role::Without, &raw.without),
    ];
    roles.into_iter().filter_map(|(role, value)| value.as_ref().map(|value| (role, value)))
}

fn pattern_roles(raw: &raw::Pattern) -> impl Iterator<Item = (Role, &raw::Slots)> {
    let roles = [
        (Role::Actor, &raw.actor),
        (Role::Recipient, &raw.recipient),
        (Role::Side, &raw.side),
        (Role::About, &raw.about),
        (Role::Place, &raw.place),
        (Role::Via, &raw.via),
    ];
    roles.into_iter().filter_map(|(role, value)| value.as_ref().map(|value| (role, value)))
}

fn read_example(source: &Source, spanned: &Spanned<raw::Example>) -> Result<Example> {
    let raw = spanned.get_ref();
    let events = raw.events.iter().map(|event| {
        let parsed: std::result::Result<Expected, String> = event.get_ref().parse();
        parsed.map_err(|why| source.wrong(event, why))
    });
    Ok(Example { line: source.line(spanned), text: raw.text.clone(), events: events.collect::<Result<_>>()? })
}

fn read_counter(source: &Source, spanned: &Spanned<raw::Counter>) -> Counter {
    let raw = spanned.get_ref();
    Counter { line: source.line(spanned), text: raw.text.clone(), because: raw.because.clone() }
}
