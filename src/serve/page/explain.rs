//! `/explain`: why the graph says what it says.

mod words;

pub(in crate::serve) use words::{Reasons, Words, reasons};

use super::fact::{Kind as CardKind, read_all};
use super::layout::{self, entity};
use super::{View, fact};
use crate::document::record::{Sign, Source};
use crate::event::Modality;
use crate::explain::{
    About, Article, Asked, Brief, Explanation, Fact, FactKind, Frame, Kind, Mention, Named, Origin, Rejected, Role,
    Sentence, Weighed, What, Words as Told, plain, short,
};
use crate::graph::vocab::skos;
use maud::{Markup, html};
use oxigraph::model::NamedNode;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use words::{code, name};

/// The address that explains a thing.
pub(super) fn address(iri: &str) -> String {
    format!("/explain?iri={}", utf8_percent_encode(iri, NON_ALPHANUMERIC))
}

pub(super) fn page(view: &View, answer: &Explanation) -> Markup {
    let words = view.reasons;
    let content = html! {
        div.why lang=(view.lookup.lang) {
            (languages_of(view, &answer.asked))
            p.kind { (words.why) }
            @if answer.kind != Kind::Fact { h1 { (answer.label) } }
            @if answer.kind == Kind::Triple { (triple(view, answer)) }
            @if let Some(about) = &answer.about { (self::about(view, about)) }
            @for fact in &answer.facts { (explained(view, fact)) }
            @if let Some(found) = &answer.sentence { (sentence(found)) }
            @if answer.kind != Kind::Fact { @if let Some(found) = &answer.article { dl.properties { (article(view, found)) } } }
            @if !answer.mentions.is_empty() { h2 { (words.who) } (mentions(view, &answer.mentions)) }
            (briefs(view, &words.facts, &answer.further_facts))
            (missed(view, answer))
            (lines(view, answer))
            @if let Some(trouble) = &answer.trouble { p.empty { (words.trouble) " " (trouble) } }
        }
    };
    layout::page(view, &format!("{} {}", words.why, answer.label), None, &content)
}

/// Links to the same page in the languages that there are.
fn languages_of(view: &View, asked: &Asked) -> Markup {
    let address = match asked {
        Asked::Thing(node) => address(node.as_str()),
        Asked::Triple(triple) => {
            address_of_triple(&plain(&triple.subject.clone().into()), triple.predicate.as_str(), &plain(&triple.object))
        }
    };
    html! {
        nav.languages aria-label=(view.reasons.switch) {
            @for (lang, words) in &view.service.reasons {
                @let current = (lang == view.lookup.lang).then_some("page");
                a href={ (address) "&lang=" (lang) } hreflang=(lang) lang=(lang) aria-current=[current] { (words.name) } " "
            }
        }
    }
}

fn node(named: &Named) -> NamedNode {
    NamedNode::new_unchecked(&named.iri)
}

fn link(view: &View, named: &Named) -> Markup {
    entity(&view.lookup, &node(named))
}

fn links(view: &View, things: &[Named]) -> Markup {
    html! { @for (number, thing) in things.iter().enumerate() { @if number > 0 { ", " } (link(view, thing)) } }
}

fn triple(view: &View, answer: &Explanation) -> Markup {
    let words = view.reasons;
    let base = view.service.base().as_str();
    html! {
        dl.properties {
            @if let Asked::Triple(triple) = &answer.asked {
                @if let Some(definition) = view.lookup.literal(triple.predicate.as_ref(), skos::DEFINITION) {
                    dt { code { (short(triple.predicate.as_str(), base)) } }
                    dd { (definition) }
                }
            }
            dt { (words.said_in) }
            dd { @for graph in &answer.graphs { a href=(view.lookup.href(NamedNode::new_unchecked(graph).as_ref())) { (short(graph, base)) } " " } }
            @for rule in &answer.rules {
                dt { (words.rule) }
                dd { (rule.comment) " " code { (rule.file) } }
            }
            @if !answer.rules.is_empty() && answer.facts.is_empty() { dt {} dd { (words.no_support) } }
        }
        @if !answer.facts.is_empty() && !answer.rules.is_empty() { h2 { (words.follows_from) " " span.count { (answer.facts.len() + answer.further_facts.len()) } } }
    }
}

/// The card of the fact, its sentence with the words that matter, and the reasons.
fn explained(view: &View, fact: &Fact) -> Markup {
    let words = view.reasons;
    html! {
        section.explained {
            (card(view, fact))
            @for found in &fact.sentences { (sentence(found)) }
            dl.properties {
                @if let Some(found) = &fact.article { (article(view, found)) }
                @if let Some(frame) = &fact.frame { (self::frame(view, frame, fact)) } @else { (rule(view, fact)) }
                @for role in &fact.roles { (self::role(view, role)) }
                (reality(view, fact))
                @for (number, cue) in fact.cues.iter().enumerate() {
                    dt { @if number == 0 { (words.states) } }
                    dd { (status(view, &code(cue.status))) ", " (words.strength) " " (cue.strength) ": " (told(&cue.words)) }
                }
                (confidence(view, fact))
                @if !fact.mentions.is_empty() { dt { (words.who) } dd { (mentions(view, &fact.mentions)) } }
                @for (number, other) in fact.rejected.iter().enumerate() { (rejected(view, number, other)) }
                @for (number, again) in fact.told_again.iter().enumerate() {
                    dt { @if number == 0 { (words.told_again) } }
                    dd { (told(&again.trigger)) ": " (again.sentence.text) " " code { (again.frame) } }
                }
                (maker(view, fact))
            }
        }
    }
}

fn card(view: &View, fact: &Fact) -> Markup {
    let kind = match fact.kind {
        FactKind::Event => CardKind::Event,
        FactKind::Tenure => CardKind::Post,
        FactKind::State => CardKind::Agreement,
        FactKind::Statement => CardKind::Statement,
    };
    let cards: Vec<fact::Fact> = read_all(view, &[(kind, NamedNode::new_unchecked(&fact.iri))]);
    html! { @for card in &cards { (card.heading(view)) } }
}

fn sentence(found: &Sentence) -> Markup {
    html! {
        blockquote.marked {
            @for (text, what) in found.pieces() {
                @match what {
                    None => (text),
                    Some(What::Trigger) => mark.trigger { (text) },
                    Some(What::Filler) => mark.filler { (text) },
                    Some(What::Marker) => mark.marker { (text) },
                }
            }
        }
    }
}

fn told(words: &Told) -> Markup {
    html! { "»" (words.text) "«" }
}

fn article(view: &View, found: &Article) -> Markup {
    let iri = NamedNode::new_unchecked(&found.iri);
    let label = view.lookup.label(iri.as_ref());
    html! {
        dt { (view.reasons.article) }
        dd {
            a href=(view.lookup.href(iri.as_ref())) { (found.title.as_deref().unwrap_or(&label)) }
            @for more in [&found.date, &found.publisher].into_iter().flatten() { span.count { ", " (more) } }
        }
    }
}

fn frame(view: &View, frame: &Frame, fact: &Fact) -> Markup {
    let words = view.reasons;
    let used = |slot: &str| fact.roles.iter().any(|role| role.slot.as_deref() == Some(slot));
    html! {
        dt { (words.frame) }
        dd {
            @if let Some(trigger) = &fact.trigger { (told(trigger)) " → " }
            code { (frame.id) } @if let Some(explanation) = &frame.explanation { ": " (explanation) }
        }
        dt { (words.pattern) }
        dd.pattern {
            @if let Some(particle) = &frame.particle { code { (particle) } " " }
            @for (role, slot) in frame.pattern.iter().filter(|(_, slot)| used(slot)) { (name(&words.role, role)) " " code { (slot) } " " }
            details {
                summary { (words.whole_pattern) }
                @for (role, slot) in &frame.pattern { (name(&words.role, role)) " " code { (slot) } " " }
            }
        }
    }
}

fn rule(view: &View, fact: &Fact) -> Markup {
    let words = view.reasons;
    html! {
        @if let Some(rule) = &fact.rule {
            dt { (words.rule) }
            dd {
                @if let Some(trigger) = &fact.trigger { (told(trigger)) " → " }
                code { (rule) }
                @if let Some(known) = words.rules.get(rule) { ": " (known) } @else if let Some(known) = &fact.rule_explanation { ": " (known) }
            }
        }
    }
}

fn role(view: &View, role: &Role) -> Markup {
    let words = view.reasons;
    html! {
        dt { (name(&words.role, role.role)) }
        dd {
            @match (&role.thing, &role.words) {
                (Some(thing), Some(found)) => { (link(view, thing)) " ← " (told(found)) },
                (Some(thing), None) => (link(view, thing)),
                (None, Some(found)) => (told(found)),
                (None, None) => "–",
            }
            " " span.count { (grammar(view, role)) }
        }
    }
}

/// *osebek ob »srečala«, imenovalnik*
fn grammar(view: &View, role: &Role) -> String {
    let words = view.reasons;
    let mut parts = Vec::new();
    if let Some(relation) = &role.relation {
        let own = relation.split(':').next().unwrap_or(relation);
        let of = role.governor.as_deref().map(|governor| format!(" (»{governor}«)")).unwrap_or_default();
        parts.push(format!("{}{of}", name(&words.relation, own)));
    }
    let case = role.case.as_deref().map(|case| name(&words.case, case));
    match (&role.preposition, case) {
        (Some(preposition), case) => parts.push(format!("»{preposition}« + {}", case.unwrap_or("?"))),
        (None, Some(case)) => parts.push(case.to_owned()),
        (None, None) => {}
    }
    let origin = code(role.source);
    if !matches!(role.source, Origin::Office | Origin::Frame(Source::Words)) {
        parts.push(name(&words.origin, &origin).to_owned());
    }
    if let Some(capital) = &role.capital {
        parts.push(format!("{}: {}", name(&words.how, "government"), capital.label));
    }
    parts.join(", ")
}

fn reality(view: &View, fact: &Fact) -> Markup {
    let words = view.reasons;
    let Some(reality) = &fact.modality else { return html! {} };
    let label = fact.says.iter().find(|said| said.property == "tro:modality").and_then(|said| said.values.first());
    let signs = match reality.value {
        Modality::Negated => [None, reality.negation.as_ref()],
        _ => [reality.marker.as_ref(), reality.negation.as_ref()],
    };
    let signs: Vec<_> = signs.into_iter().flatten().collect();
    html! {
        dt { (words.modality) }
        dd {
            @if let Some(label) = label { (label.label()) ": " }
            @if signs.is_empty() { (words.no_marker) }
            @for (number, sign) in signs.iter().enumerate() {
                @if number > 0 { ", " }
                @if let Some(found) = &sign.words { (told(found)) " – " }
                (name(&words.sign, &code(if sign.words.is_some() { sign.by } else { Sign::Frame })))
            }
        }
    }
}

fn confidence(view: &View, fact: &Fact) -> Markup {
    let words = view.reasons;
    let known = &fact.confidence;
    html! {
        @if let Some(value) = known.value {
            dt { (words.confidence) }
            dd {
                b { (value) }
                span.count {
                    @if let Some(raw) = known.raw { " · " (words.raw) " " (raw) }
                    @if let (Some(frame), Some(weakest)) = (&fact.frame, known.weakest) {
                        " (" (frame.reliability) " × √" (weakest) ", " (words.weakest) ")"
                    }
                    @if let Some(weighted) = known.weighted.filter(|weighted| Some(*weighted) != known.raw) { " · " (words.weighted) " " (weighted) }
                    @if let Some(calibrated) = known.calibrated { " · " (words.calibrated) " " (calibrated) }
                    @if let Some(least) = known.least { " · " (words.least) " " (least) }
                }
            }
        }
    }
}

fn mentions(view: &View, mentions: &[Mention]) -> Markup {
    html! { ul.plain.mentions { @for mention in mentions { li { (self::mention(view, mention)) } } } }
}

fn mention(view: &View, mention: &Mention) -> Markup {
    let words = view.reasons;
    let how = mention.how.map(code);
    html! {
        (told(&mention.words)) " = "
        @if mention.things.is_empty() { (words.nobody) } @else { (links(view, &mention.things)) }
        p.count {
            (name(&words.form, &code(mention.form))) ", " (mention.confidence) ": "
            @match &how { Some(how) => (name(&words.how, how)), None => (words.no_how) }
            @for named in &mention.named_as { "; " (words.first_named) " " (told(&named.words)) }
            @for earlier in &mention.earlier { "; " (words.taken_before) " " (links(view, &earlier.things)) }
        }
        @if let Some(known) = mention.candidates.as_ref().filter(|known| known.rows.len() > 1) {
            p.count { (words.candidates) ":" }
            ol.choices { @for row in &known.rows { li.won[row.won] {
                @match &row.thing { Some(thing) => (link(view, thing)), None => (row.key) }
                @let against = [
                    (!row.fits_form).then_some(&words.another_form),
                    (!row.fits_class).then_some(&words.another_class),
                    (!row.fits_grammar).then_some(&words.another_ending),
                    row.ambiguous.then_some(&words.ambiguous),
                    (row.won && known.by_country).then_some(&words.by_country),
                ];
                @for reason in against.into_iter().flatten() { span.count { " – " (reason) } }
            } } }
        }
        @for weighed in mention.antecedents.iter().filter(|weighed| weighed.tells()) { (antecedents(view, weighed)) }
    }
}

fn antecedents(view: &View, weighed: &Weighed) -> Markup {
    let words = view.reasons;
    html! {
        p.count { (name(&words.weighing, &code(weighed.by))) ":" }
        ol.choices { @for choice in weighed.choices.iter().filter(|choice| choice.score >= 0.01) { li {
            (format!("{:.2}", choice.score)) " "
            @if !choice.things.is_empty() { (links(view, &choice.things)) }
            @else if choice.words.is_empty() { (words.something_new) }
            @else { "»" (choice.words) "«" }
        } } }
    }
}

fn rejected(view: &View, number: usize, other: &Rejected) -> Markup {
    let words = view.reasons;
    html! {
        dt { @if number == 0 { (words.gave_way) } }
        dd {
            code { (other.frame.id) } ": " (name(&words.rejection, &code(other.why)))
            @if let (Some(kind), Some(sure)) = (other.kind, other.confidence) { span.count { " (" (kind) ", " (sure) ")" } }
        }
    }
}

fn maker(view: &View, fact: &Fact) -> Markup {
    let words = view.reasons;
    let made = &fact.made_by;
    let same = made.same_program && made.same_pack;
    let reading = code(fact.reading);
    html! {
        dt { (words.made_by) }
        dd {
            (made.maker.program.as_deref().unwrap_or("?")) ", " (made.maker.pack.as_deref().unwrap_or("?"))
            span.count { " – " (if same { &words.same_version } else { &words.other_version }) }
            @if let Some(note) = words.reading.get(&reading) { p.empty { (note) } }
        }
    }
}

fn status(view: &View, code: &str) -> String {
    let local: String = code.split('-').map(|part| part[..1].to_uppercase() + &part[1..]).collect();
    let concept = format!("{}{local}", crate::graph::vocab::tro::NAMESPACE);
    view.lookup.label(NamedNode::new_unchecked(concept).as_ref())
}

fn about(view: &View, about: &About) -> Markup {
    let words = view.reasons;
    html! {
        dl.properties {
            @for (number, called) in about.called.iter().enumerate() {
                dt { @if number == 0 { (words.called) } }
                dd {
                    @for (number, text) in called.words.iter().enumerate() { @if number > 0 { ", " } "»" (text) "«" }
                    span.count { " – " (link(view, &called.article)) @if let Some(date) = &called.date { ", " (date) } ", " (called.mentions) " " (words.mentions_count) }
                }
            }
            @for (number, identity) in about.identity.iter().enumerate() {
                dt { @if number == 0 { (words.identity) } }
                dd {
                    @match &identity.called { Some(called) => { "»" (called) "«" }, None => (links(view, &identity.others)) }
                    span.count { ": " (identity.reasons.iter().map(|reason| reason.label.as_str()).collect::<Vec<_>>().join(", ")) }
                }
            }
            @if let Some(listed) = &about.gazetteer {
                dt { (words.gazetteer) }
                dd {
                    (listed.names.join(", "))
                    @for same in &listed.same_as { " " a href=(same) { (same) } }
                    @for identifier in &listed.identifiers { " " code { (identifier) } }
                }
            }
            @for (number, derived) in about.derived.iter().enumerate() {
                dt { @if number == 0 { (words.derived) } }
                dd {
                    (link(view, &derived.subject)) " – " code { (derived.predicate) } " – " (link(view, &derived.object)) " "
                    a.why-link href=(address_of_triple(&derived.subject.iri, &derived.predicate, &derived.object.iri)) { (words.why) }
                }
            }
        }
        (briefs(view, &words.states, &about.states))
        (briefs(view, &words.facts, &about.facts))
    }
}

fn address_of_triple(subject: &str, predicate: &str, object: &str) -> String {
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    format!("/explain?subject={}&predicate={}&object={}", encoded(subject), encoded(predicate), encoded(object))
}

fn briefs(view: &View, heading: &str, facts: &[Brief]) -> Markup {
    let kind = |kind: FactKind| match kind {
        FactKind::Event => CardKind::Event,
        FactKind::Tenure => CardKind::Post,
        FactKind::State => CardKind::Agreement,
        FactKind::Statement => CardKind::Statement,
    };
    let nodes: Vec<_> = facts.iter().map(|fact| (kind(fact.kind), NamedNode::new_unchecked(&fact.iri))).collect();
    html! {
        @if !facts.is_empty() {
            h2 { (heading) " " span.count { (facts.len()) } }
            @for card in &read_all(view, &nodes) { (card.card(view, true)) }
        }
    }
}

fn missed(view: &View, answer: &Explanation) -> Markup {
    let words = view.reasons;
    html! {
        @if !answer.missed.is_empty() {
            h2 { (words.missed) " " span.count { (answer.missed.len()) } }
            ul.plain { @for missed in &answer.missed { li {
                (told(&missed.trigger)) " " b { (missed.kind.unwrap_or(missed.layer)) } " " code { (missed.rule) } ": "
                (name(&words.missing, missed.reason))
            } } }
        }
    }
}

fn lines(view: &View, answer: &Explanation) -> Markup {
    html! {
        @if !answer.triples.is_empty() {
            table.triples { @for line in &answer.triples { tr {
                td { (line.subject) } td { (line.predicate) } td { (line.object) } td.count { (line.graph) }
            } } }
        }
        @if answer.kind == Kind::Other { p.help { code { (short(view_iri(answer), view.service.base().as_str())) } } }
    }
}

fn view_iri(answer: &Explanation) -> &str {
    match &answer.asked {
        Asked::Thing(node) => node.as_str(),
        Asked::Triple(triple) => triple.predicate.as_str(),
    }
}
