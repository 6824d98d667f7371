//! The answer in one sentence.

use super::phrases;
use crate::document::record::Source;
use crate::explain::{Fact, FactKind, Origin, Role, StateCue, Value};

/// Which words say it and whom they mean. `None` where the article could not be read anew.
pub fn because(fact: &Fact) -> Option<String> {
    match fact.kind {
        FactKind::Event => event(fact),
        FactKind::Tenure => tenure(fact),
        FactKind::State => state(fact),
        FactKind::Statement => statement(fact),
    }
}

fn event(fact: &Fact) -> Option<String> {
    let (frame, trigger) = (fact.frame.as_ref()?, fact.trigger.as_ref()?);
    let named = format!("the {} \"{}\" fits the frame {}", frame.form, trigger.text, frame.id);
    let sides = fact.roles.iter().filter(|role| matches!(role.role, "actor" | "recipient"));
    let mut told: Vec<(String, Vec<&str>)> = Vec::new();
    for role in sides {
        let (Some(words), Some(thing)) = (words(role), &role.thing) else { continue };
        match told.iter_mut().find(|(known, _)| *known == words) {
            Some((_, things)) => things.push(&thing.label),
            None => told.push((words, vec![&thing.label])),
        }
    }
    let told = told.into_iter().map(|(words, things)| format!("{words} {}", things.join(" and ")));
    Some(sentence(std::iter::once(named).chain(told)))
}

/// *"Ministra" means*
fn words(role: &Role) -> Option<String> {
    let words = role.words.as_ref().map(|words| words.text.as_str());
    match (role.source, words) {
        (Origin::Frame(Source::Unexpressed), Some(words)) => {
            Some(format!("the subject that \"{words}\" leaves out is"))
        }
        (Origin::Frame(Source::Words), Some(words)) => Some(format!("\"{words}\" means")),
        (origin, _) => phrases::origin(origin).map(|origin| format!("({origin})")),
    }
}

fn tenure(fact: &Fact) -> Option<String> {
    let text = |role: &str| {
        let role = fact.roles.iter().find(|known| known.role == role)?;
        role.words.as_ref().map(|words| words.text.as_str())
    };
    match (text("post")?, text("member")) {
        (noun, Some(name)) => Some(format!("\"{noun}\" is said of \"{name}\".")),
        (noun, None) => Some(format!("\"{noun}\" takes up somebody told before.")),
    }
}

fn state(fact: &Fact) -> Option<String> {
    let said = fact.says.iter().find(|said| said.property == "tro:status")?.values.first()?;
    let Value::Thing(status) = said else { return None };
    let own = |cue: &&StateCue| status.iri.ends_with(&format!("#{:?}", cue.status));
    let cues = fact.cues.iter().filter(own);
    match cues.max_by(|one, other| one.strength.total_cmp(&other.strength)) {
        Some(cue) => Some(format!("the words around \"{}\" tell it as {}.", cue.words.text, said.label())),
        None => {
            let words = fact.roles.first()?.words.as_ref()?;
            Some(format!("the article speaks of \"{}\", and no words tell another state.", words.text))
        }
    }
}

fn statement(fact: &Fact) -> Option<String> {
    let trigger = fact.trigger.as_ref()?;
    let speaker = fact.roles.first()?;
    let name = speaker.thing.as_ref().map(|thing| thing.label.as_str())?;
    let words = speaker.words.as_ref().map(|words| words.text.as_str());
    Some(match words {
        Some(words) if speaker.source == Origin::Frame(Source::Words) => {
            format!("\"{}\" tells that something is said, and \"{words}\", who says it, means {name}.", trigger.text)
        }
        Some(words) => format!("\"{words}\" leaves out its subject, who is {name}."),
        None => format!("\"{}\" tells that something is said, and {name} is who speaks at this place.", trigger.text),
    })
}

fn sentence(parts: impl Iterator<Item = String>) -> String {
    format!("{}.", parts.collect::<Vec<_>>().join("; "))
}
