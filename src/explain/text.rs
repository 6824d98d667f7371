//! An explanation for people, in lines of 80 columns.

mod because;
mod lines;
mod phrases;

pub use lines::Style;

use super::{
    About, Article, Brief, Explanation, Fact, FactKind, Frame, Kind, Mention, Named, Rejected, Role, Said, Sentence,
    Value, short,
};
use crate::document::record::Sign;
use crate::event::Modality;
use lines::{Lines, Tone};

/// The explanation as text.
pub fn text(answer: &Explanation, base: &str, style: Style) -> String {
    let mut out = Writer { lines: Lines::new(style), base };
    out.answer(answer);
    out.lines.finish()
}

/// A fact in one line: *CONSULT, actual: Ana Kos → Peter Dolinec*.
pub fn summary(kind: FactKind, says: &[Said]) -> String {
    let of = |property: &str| labels(says, property);
    match kind {
        FactKind::Event => {
            let reality = of("tro:modality").to_lowercase();
            let receivers = of("tro:recipient");
            let arrow = if receivers.is_empty() { "" } else { " → " };
            format!("{}, {reality}: {}{arrow}{receivers}", of("tro:ploverCode"), of("tro:actor"))
        }
        FactKind::Tenure => {
            let owner = of("tro:jurisdiction");
            let owner = if owner.is_empty() { owner } else { format!(", {owner}") };
            format!("{}: {}{owner} ({})", of("org:member"), of("org:post"), of("tro:tense").to_lowercase())
        }
        FactKind::State => {
            let parties = of("tro:party");
            let parties = if parties.is_empty() { parties } else { format!(" ({parties})") };
            format!("{}{parties}: {}", of("tro:hasState"), of("tro:status").to_lowercase())
        }
        FactKind::Statement => format!("{} says what the sentence says", of("tro:speaker")),
    }
}

fn labels(says: &[Said], property: &str) -> String {
    let said = says.iter().find(|said| said.property == property);
    said.map(|said| said.values.iter().map(Value::label).collect::<Vec<_>>().join(", ")).unwrap_or_default()
}

struct Writer<'b> {
    lines: Lines,
    base: &'b str,
}

impl Writer<'_> {
    fn answer(&mut self, answer: &Explanation) {
        match answer.kind {
            Kind::Fact => {}
            Kind::Triple => self.triple(answer),
            Kind::Entity => self.lines.title(&answer.label),
            Kind::Article => self.lines.title(&answer.label),
            Kind::Place => {}
            Kind::Other => self.other(answer),
        }
        if let Some(about) = &answer.about {
            self.about(about);
        }
        for fact in &answer.facts {
            self.lines.gap();
            self.fact(fact);
        }
        if let Some(sentence) = &answer.sentence {
            self.sentence(sentence);
        }
        if let Some(article) = &answer.article {
            self.article(article);
        }
        self.found(answer);
        self.missed(answer);
        if let Some(trouble) = &answer.trouble {
            self.lines.gap();
            self.lines.say("Trouble", trouble);
        }
    }

    fn short(&self, iri: &str) -> String {
        short(iri, self.base)
    }

    fn thing(&self, named: &Named) -> String {
        format!("{} ({})", named.label, self.short(&named.iri))
    }

    fn triple(&mut self, answer: &Explanation) {
        self.lines.title(&answer.label);
        for graph in &answer.graphs {
            let name = self.short(graph);
            let what = phrases::graph(&name).map(|what| format!(": {what}")).unwrap_or_default();
            self.lines.say("Said in", &format!("{name}{what}"));
        }
        for rule in &answer.rules {
            self.lines.say("Rule", &format!("{} ({})", rule.comment, rule.file));
        }
        let count = answer.facts.len() + answer.further_facts.len();
        if !answer.rules.is_empty() {
            self.lines.say(
                "Follows",
                &match count {
                    0 => "from facts that the graph does not name; build the store again to have them named".to_owned(),
                    1 => "from one fact".to_owned(),
                    count => format!("from {count} facts"),
                },
            );
        }
    }

    fn other(&mut self, answer: &Explanation) {
        self.lines.title(&answer.label);
        for line in &answer.triples {
            let said = format!("{} {} {}", line.subject, line.predicate, line.object);
            self.lines
                .item(0, &[(&said, Tone::Plain), (" ", Tone::Plain), (&format!("[{}]", line.graph), Tone::Faint)]);
        }
    }

    fn fact(&mut self, fact: &Fact) {
        self.lines.title(&summary(fact.kind, &fact.says));
        let iri = format!("({}) {}", phrases::kind(fact.kind), self.short(&fact.iri));
        self.lines.entry("Fact", &[(&iri, Tone::Faint)]);
        if let Some(article) = &fact.article {
            self.article(article);
        }
        fact.sentences.iter().for_each(|sentence| self.sentence(sentence));
        if let Some(because) = because::because(fact) {
            self.lines.say("Because", &because);
        }
        self.rule(fact);
        self.roles(&fact.roles);
        self.further(fact);
        self.reality(fact);
        self.cues(fact);
        self.confidence(fact);
        self.mentions(&fact.mentions);
        self.rejected(&fact.rejected);
        for (number, told) in fact.told_again.iter().enumerate() {
            let label = if number == 0 { "Told again" } else { "" };
            self.lines.say(label, &format!("\"{}\" in: {} ({})", told.trigger.text, told.sentence.text, told.frame));
        }
        self.maker(fact);
    }

    fn article(&mut self, article: &Article) {
        let title = article.title.clone().unwrap_or_else(|| self.short(&article.iri));
        self.lines.say("Article", &title);
        let more: Vec<String> =
            [&article.date, &article.publisher, &article.url].into_iter().flatten().cloned().collect();
        if !more.is_empty() {
            self.lines.entry("", &[(&more.join(", "), Tone::Faint)]);
        }
    }

    fn sentence(&mut self, sentence: &Sentence) {
        let pieces: Vec<(&str, Tone)> = sentence
            .pieces()
            .into_iter()
            .map(|(text, what)| (text, if what.is_some() { Tone::Strong } else { Tone::Plain }))
            .collect();
        self.lines.entry("Sentence", &pieces);
    }

    /// The frame or rule that the words fit.
    fn rule(&mut self, fact: &Fact) {
        if let Some(frame) = &fact.frame {
            self.frame(frame, &fact.roles);
            return;
        }
        let Some(rule) = &fact.rule else { return };
        let explanation = fact.rule_explanation.as_deref().or_else(|| phrases::rule(rule));
        self.lines.say("Rule", &explanation.map_or_else(|| rule.clone(), |words| format!("{rule}: {words}")));
    }

    /// With those parts of its pattern that are filled or must be there.
    fn frame(&mut self, frame: &Frame, filled: &[Role]) {
        let means = frame.explanation.as_deref().map(|words| format!(": {words}")).unwrap_or_default();
        self.lines.say("Frame", &format!("{}{means}", frame.id));
        let with = frame.particle.as_deref().map(|word| format!(" with \"{word}\"")).unwrap_or_default();
        let mut roles: Vec<(&str, Vec<&str>)> = Vec::new();
        let used = |slot: &str| slot.ends_with('!') || filled.iter().any(|role| role.slot.as_deref() == Some(slot));
        for (role, slot) in frame
            .pattern
            .iter()
            .filter(|(role, slot)| used(slot) || *role == "about" && filled.iter().any(|own| own.role == *role))
        {
            match roles.iter_mut().find(|(known, _)| known == role) {
                Some((_, slots)) => slots.push(slot),
                None => roles.push((role, vec![slot])),
            }
        }
        let roles: Vec<String> = roles.iter().map(|(role, slots)| format!("{role} {}", slots.join(" or "))).collect();
        let roles = roles.join("; ");
        let roles = if roles.is_empty() { roles } else { format!("; {roles}") };
        self.lines.entry("Pattern", &[(&format!("{}{with}{roles}", frame.form), Tone::Faint)]);
    }

    fn roles(&mut self, roles: &[Role]) {
        for role in roles {
            let label = capital(role.role);
            let told = role.words.as_ref().map(|words| words.text.as_str());
            let name = role.thing.as_ref().map(|thing| thing.label.as_str()).or(told).unwrap_or("–");
            let mut text = name.to_owned();
            if let Some(words) = told.filter(|_| role.thing.is_some()) {
                text.push_str(&format!(" ← \"{words}\""));
            }
            self.lines.entry(&label, &[(&text, Tone::Plain), (" ", Tone::Plain), (&grammar(role), Tone::Faint)]);
        }
    }

    /// What is known of an event beside its participants.
    fn further(&mut self, fact: &Fact) {
        let shown =
            ["tro:date", "tro:mode", "tro:context", "tro:headcount", "tro:attributedTo", "tro:asOf", "tro:quote"];
        for said in fact.says.iter().filter(|said| shown.contains(&said.property.as_str())) {
            let label = match said.property.as_str() {
                "tro:attributedTo" => "Said by".to_owned(),
                "tro:asOf" => "As of".to_owned(),
                property => capital(property.trim_start_matches("tro:")),
            };
            self.lines.say(&label, &labels(&fact.says, &said.property));
        }
    }

    fn reality(&mut self, fact: &Fact) {
        let Some(reality) = &fact.modality else { return };
        let value = format!("{:?}", reality.value).to_lowercase();
        let told = |told: &super::Told| match (&told.words, told.by) {
            (None, sign) => phrases::sign(sign).to_owned(),
            (Some(words), sign) => format!("\"{}\" ({})", words.text, phrases::sign(sign)),
        };
        let because: Vec<String> = match reality.value {
            Modality::Negated => reality.negation.iter().map(told).collect(),
            _ => reality.marker.iter().chain(&reality.negation).map(told).collect(),
        };
        let frame = |told: &super::Told| told.by == Sign::Frame;
        let text = match because.is_empty() {
            _ if reality.asks_for_negation => format!("{value}: the frame asks for {}", because.join("; ")),
            true => format!("{value}: no word speaks against it"),
            false if reality.marker.as_ref().is_some_and(frame) => format!("{value}: {}", because.join("; ")),
            false => format!("{value}, because of {}", because.join("; ")),
        };
        self.lines.say("Modality", &text);
    }

    fn cues(&mut self, fact: &Fact) {
        for (number, cue) in fact.cues.iter().enumerate() {
            let label = if number == 0 { "State" } else { "" };
            let text = format!("{}, strength {}: \"{}\"", phrases::status(cue.status), cue.strength, cue.words.text);
            self.lines.say(label, &text);
        }
    }

    fn confidence(&mut self, fact: &Fact) {
        let known = &fact.confidence;
        let Some(value) = known.value else { return };
        let mut text = format!("{value}");
        if let Some(raw) = known.raw {
            let parts = fact.frame.as_ref().zip(known.weakest);
            let parts = parts
                .map(|(frame, weakest)| format!(" (frame {} × √ weakest participant {weakest})", frame.reliability));
            let weighted = known.weighted.filter(|weighted| *weighted != raw);
            let weighted =
                weighted.map(|weighted| format!(", {weighted} with the weight of its type")).unwrap_or_default();
            text.push_str(&format!(": raw {raw}{}{weighted}, then calibrated", parts.unwrap_or_default()));
        }
        if let Some(least) = known.least {
            text.push_str(&format!("; kept from {least} on"));
        }
        self.lines.say("Confidence", &text);
    }

    fn mentions(&mut self, mentions: &[Mention]) {
        for (number, mention) in mentions.iter().enumerate() {
            let label = if number == 0 { "Who is who" } else { "" };
            self.mention(label, mention);
        }
    }

    fn mention(&mut self, label: &str, mention: &Mention) {
        let things: Vec<String> = mention.things.iter().map(|thing| self.thing(thing)).collect();
        let meant = if things.is_empty() { "nobody that the article tells of".to_owned() } else { things.join(", ") };
        let words = format!("\"{}\"", mention.words.text);
        self.lines.entry(label, &[(&words, Tone::Plain), (" = ", Tone::Plain), (&meant, Tone::Plain)]);
        let how = mention.how.map(phrases::how).unwrap_or("no rule and no model says what the words mean");
        let sure = format!("{}, {}: {how}", phrases::form(mention.form), mention.confidence);
        self.lines.item(1, &[(&sure, Tone::Faint)]);
        for named in &mention.named_as {
            let text = format!("the article first names {} as \"{}\"", named.thing.label, named.words.text);
            self.lines.item(1, &[(&text, Tone::Faint)]);
        }
        for earlier in &mention.earlier {
            let things: Vec<&str> = earlier.things.iter().map(|thing| thing.label.as_str()).collect();
            let given_up = format!("first taken for {} ({})", things.join(", "), phrases::how(earlier.how));
            self.lines.item(1, &[(&given_up, Tone::Faint)]);
        }
        self.rows(mention);
        self.antecedents(mention);
    }

    fn rows(&mut self, mention: &Mention) {
        let Some(known) = mention.candidates.as_ref().filter(|known| known.rows.len() > 1) else { return };
        for row in &known.rows {
            let name = row.thing.as_ref().map_or_else(|| row.key.clone(), |thing| self.thing(thing));
            let sign = if row.won { "+" } else { "-" };
            let against: Vec<&str> = [
                (!row.fits_form).then_some("another kind of word"),
                (!row.fits_class).then_some("not what the words are taken for"),
                (!row.fits_grammar).then_some("the ending does not fit"),
                row.ambiguous.then_some("the words mean other things too"),
                (row.won && known.by_country).then_some("the article speaks more of its country"),
            ]
            .into_iter()
            .flatten()
            .collect();
            let against = if against.is_empty() { String::new() } else { format!(": {}", against.join(", ")) };
            self.lines.item(2, &[(&format!("{sign} {name}, as {}{against}", row.known_as), Tone::Faint)]);
        }
    }

    fn antecedents(&mut self, mention: &Mention) {
        for weighed in mention.antecedents.iter().filter(|weighed| weighed.tells()) {
            self.lines.item(1, &[(phrases::weighing(weighed.by), Tone::Faint)]);
            for choice in weighed.choices.iter().filter(|choice| choice.score >= 0.01) {
                let things: Vec<&str> = choice.things.iter().map(|thing| thing.label.as_str()).collect();
                let name = match (things.is_empty(), choice.words.is_empty()) {
                    (false, _) => things.join(", "),
                    (true, false) => format!("\"{}\"", choice.words),
                    (true, true) => "something not told before".to_owned(),
                };
                self.lines.item(2, &[(&format!("{:.2} {name}", choice.score), Tone::Faint)]);
            }
        }
    }

    fn rejected(&mut self, rejected: &[Rejected]) {
        for (number, other) in rejected.iter().enumerate() {
            let label = if number == 0 { "Gave way" } else { "" };
            let fitted =
                other.kind.zip(other.confidence).map(|(kind, sure)| format!(" ({kind}, {sure})")).unwrap_or_default();
            let why = phrases::rejection(other.why);
            self.lines.say(label, &format!("{}: {why}{fitted}", other.frame.id));
        }
    }

    fn maker(&mut self, fact: &Fact) {
        let made = &fact.made_by;
        let program = made.maker.program.as_deref().unwrap_or("an unknown program");
        let pack =
            made.maker.pack.as_deref().map_or_else(|| "an unknown pack".to_owned(), |pack| format!("pack {pack}"));
        let same = match (made.same_program, made.same_pack) {
            (true, true) => "both are those of this explanation",
            (false, true) => "this program is another one",
            (true, false) => "the pack of this explanation is another one",
            (false, false) => "program and pack of this explanation are others",
        };
        self.lines.say("Made by", &format!("{program}, {pack}; {same}"));
        if let Some(reading) = phrases::reading(fact.reading) {
            self.lines.say("Note", reading);
        }
    }

    fn about(&mut self, about: &About) {
        self.lines.entry("Is a", &[(about.kind, Tone::Plain)]);
        for (number, called) in about.called.iter().enumerate() {
            let label = if number == 0 { "Called" } else { "" };
            let date = called.date.as_deref().map(|date| format!(", {date}")).unwrap_or_default();
            let alone = called.told_as.as_deref();
            let alone =
                alone.map(|iri| format!("; the article alone has it as {}", self.short(iri))).unwrap_or_default();
            let words = called.words.iter().map(|words| format!("\"{words}\"")).collect::<Vec<_>>().join(", ");
            let article =
                format!(" in {}{date} ({}){alone}", called.article.label, counted(called.mentions, "mention"));
            self.lines.entry(label, &[(&words, Tone::Plain), (&article, Tone::Faint)]);
        }
        for identity in &about.identity {
            let reasons: Vec<&str> = identity.reasons.iter().map(|reason| reason.label.as_str()).collect();
            let what = match &identity.called {
                Some(called) => format!("\"{called}\" is the same"),
                None => format!(
                    "perhaps {}",
                    identity.others.iter().map(|other| self.thing(other)).collect::<Vec<_>>().join(", ")
                ),
            };
            self.lines.say("Identity", &format!("{what}: {}", reasons.join(", ")));
        }
        if let Some(listed) = &about.gazetteer {
            self.lines.say("Gazetteer", &listed.names.join(", "));
            for same in listed.same_as.iter().chain(&listed.identifiers) {
                self.lines.entry("", &[(same, Tone::Faint)]);
            }
        }
        for (number, state) in about.states.iter().enumerate() {
            let label = if number == 0 { "States" } else { "" };
            self.brief(label, state);
        }
        for (number, derived) in about.derived.iter().enumerate() {
            let label = if number == 0 { "Derived" } else { "" };
            let said = format!("{} – {} – {}", derived.subject.label, derived.predicate, derived.object.label);
            self.lines.entry(
                label,
                &[(&said, Tone::Plain), (&format!(" ({})", counted(derived.supports, "fact")), Tone::Faint)],
            );
        }
        for (number, fact) in about.facts.iter().enumerate() {
            let label = if number == 0 { "Facts" } else { "" };
            self.brief(label, fact);
        }
        if about.more_facts > 0 {
            self.lines.say("", &format!("and {} more", about.more_facts));
        }
    }

    fn brief(&mut self, label: &str, fact: &Brief) {
        let date = fact.date.as_deref().map(|date| format!("{date} ")).unwrap_or_default();
        self.lines.say(label, &format!("{date}{}", summary(fact.kind, &fact.says)));
        if let Some(sentence) = fact.sentence.as_ref().filter(|_| fact.kind == FactKind::Statement) {
            self.lines.item(1, &[(&clipped(&sentence.text, SENTENCE), Tone::Plain)]);
        }
        self.lines.item(1, &[(&self.short(&fact.iri), Tone::Faint)]);
    }

    /// What stands at a place, and the facts that are not explained in full.
    fn found(&mut self, answer: &Explanation) {
        self.mentions(&answer.mentions);
        for (number, fact) in answer.further_facts.iter().enumerate() {
            let label = if number == 0 { "Facts" } else { "" };
            self.brief(label, fact);
        }
    }

    fn missed(&mut self, answer: &Explanation) {
        for (number, missed) in answer.missed.iter().enumerate() {
            let label = if number == 0 { "Missed" } else { "" };
            let kind = missed.kind.unwrap_or(missed.layer);
            let text = format!(
                "\"{}\" {kind} ({}): {}",
                clipped(&missed.trigger.text, TRIGGER),
                missed.rule,
                missed.explanation
            );
            self.lines.say(label, &text);
        }
    }
}

/// Longest trigger that is shown whole, in characters.
const TRIGGER: usize = 40;

/// Longest sentence in a list.
const SENTENCE: usize = 110;

fn clipped(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// *(nsubj of "sestala", nominative; slot nom)*
fn grammar(role: &Role) -> String {
    let mut parts = Vec::new();
    if let (Some(relation), governor) = (&role.relation, &role.governor) {
        let of = governor.as_deref().map(|governor| format!(" of \"{governor}\"")).unwrap_or_default();
        parts.push(format!("{}{of}", phrases::relation(relation)));
    }
    let case = role.case.as_deref().map(phrases::case);
    match (&role.preposition, case) {
        (Some(preposition), Some(case)) => parts.push(format!("\"{preposition}\" + {case}")),
        (Some(preposition), None) => parts.push(format!("\"{preposition}\"")),
        (None, Some(case)) => parts.push(case.to_owned()),
        (None, None) => {}
    }
    parts.extend(phrases::origin(role.source).map(ToOwned::to_owned));
    if let Some(capital) = &role.capital {
        parts.push(format!("{} stands for its government", capital.label));
    }
    if let Some(slot) = &role.slot {
        parts.push(format!("slot {slot}"));
    }
    if parts.is_empty() { String::new() } else { format!("({})", parts.join("; ")) }
}
