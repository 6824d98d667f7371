//! Tests of the language: queries, updates, and what is neither.

use super::library::{local_name, mf, name_of, qt, ut};
use super::outcome::{Form, Outcome, Rule, accept, same_rows};
use super::scene::Scene;
use oxigraph::model::NamedNode;
use spargebra::algebra::GraphPattern;
use spargebra::{Query, SparqlParser};

pub fn query(scene: &Scene) -> Result<(), String> {
    let action = scene.case.action().ok_or("no action")?;
    let file = scene.case.facts.one(&action, qt("query")).unwrap_or_else(|| action.clone());
    let text = scene.request(name_of(&file))?;
    let parsed = SparqlParser::new().parse_query(&text).ok();
    scene.load(&action)?;
    for graph in parsed.iter().flat_map(named_in) {
        scene.add(Some(graph.as_str()), graph.as_str())?;
    }
    let result = scene.case.result().ok_or("no result")?;
    let form = Form::of_file(name_of(&result))?;
    let mut expected = Outcome::read(scene.text(name_of(&result))?.as_bytes(), form, name_of(&result))?;
    if let Outcome::Solutions(solutions) = &mut expected {
        solutions.ordered |= parsed.as_ref().is_some_and(is_ordered);
    }
    let accept = match (form, &expected) {
        (Form::Rdf(_), Outcome::Graph(_)) => "text/turtle",
        (Form::Rdf(_), _) => "application/sparql-results+json",
        (form, _) => accept(form),
    };
    let answer = scene.client.ask(&text, accept)?.success()?;
    if answer.media_type() != accept {
        return Err(format!("asked for {accept}, got {:?}", answer.media_type()));
    }
    let actual = Outcome::read(&answer.body, Form::of_media_type(accept)?, name_of(&file))?;
    expected.compare(&actual, rule(scene))
}

fn rule(scene: &Scene) -> Rule {
    let (facts, test) = (&scene.case.facts, &scene.case.test);
    let needs = |feature: &str| facts.all(test, mf("requires")).any(|needed| local_name(name_of(&needed)) == feature);
    let strict = std::env::var_os("TROJKA_W3C_FORMS").is_some();
    Rule {
        lax: facts.one(test, mf("resultCardinality")).is_some(),
        forms: strict || needs("NoCanonicalizationOfNumerics"),
    }
}

/// The graphs of the data set that the query itself names.
fn named_in(query: &Query) -> Vec<NamedNode> {
    let dataset = query.dataset().into_iter();
    let mut names: Vec<NamedNode> =
        dataset.flat_map(|dataset| dataset.default.iter().chain(dataset.named.iter().flatten())).cloned().collect();
    names.sort();
    names.dedup();
    names
}

/// Whether the order of the solutions is asked for.
fn is_ordered(query: &Query) -> bool {
    let Query::Select { pattern, .. } = query else { return false };
    let mut pattern = pattern;
    loop {
        pattern = match pattern {
            GraphPattern::OrderBy { .. } => return true,
            GraphPattern::Project { inner, .. }
            | GraphPattern::Distinct { inner }
            | GraphPattern::Slice { inner, .. } => inner,
            _ => return false,
        };
    }
}

pub fn update(scene: &Scene) -> Result<(), String> {
    let (action, result) = (scene.case.action().ok_or("no action")?, scene.case.result().ok_or("no result")?);
    let file = scene.case.facts.one(&action, ut("request")).ok_or("no request")?;
    scene.load(&action)?;
    scene.client.change(&scene.request(name_of(&file))?)?.success()?;
    same_rows(&scene.expected_state(&result)?, &scene.state()?, rule(scene))
}

/// Whether a text is taken for what it is: a wrong one is answered by 400, which the protocol has for it
/// (<https://www.w3.org/TR/sparql11-protocol/#query-failure>).
pub fn syntax(scene: &Scene, is_update: bool, positive: bool) -> Result<(), String> {
    let action = scene.case.action().ok_or("no action")?;
    let property = if is_update { ut("request") } else { qt("query") };
    let file = scene.case.facts.one(&action, property).unwrap_or(action);
    let text = scene.request(name_of(&file))?;
    let answer = if is_update { scene.client.change(&text)? } else { scene.client.ask(&text, "*/*")? };
    let right = match (positive, answer.status) {
        (false, status) => status == 400,
        (true, 200..300) => true,
        (true, status) => status != 400 && may_fail(&text),
    };
    let what = if positive { "right" } else { "wrong" };
    if right { Ok(()) } else { Err(format!("{what} syntax ({}): {}", local_name(name_of(&file)), answer.summary())) }
}

/// Whether a request may be right and yet fail: nobody need go where it leads, and an empty store has no graph to drop.
fn may_fail(text: &str) -> bool {
    const WORDS: [&str; 8] = ["SERVICE", "LOAD", "CREATE", "DROP", "CLEAR", "COPY", "MOVE", "ADD"];
    text.split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.contains(&word.to_ascii_uppercase().as_str()))
}
