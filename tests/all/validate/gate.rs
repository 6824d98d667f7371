//! What a build looks at before it writes.

use oxigraph::model::{NamedNode, Quad};
use trojka::article::Article;
use trojka::event::Demand;
use trojka::graph::{Base, Generator, emit};
use trojka::lang::Pack;
use trojka::pipeline::Pipeline;
use trojka::store::{Change, Header};
use trojka::validate::Gate;

fn graph(base: &Base, pack: &Pack) -> Vec<Quad> {
    let text = "Notranja ministrica Ana Kos se je v Ljubljani sestala s kolegom Petrom Dolincem.";
    let article = Article::new("primer", text);
    emit(
        &Pipeline::demanding(pack, Demand::default()).expect("the pack is whole").run(article),
        base,
        &Generator::default(),
    )
}

#[test]
fn lets_pass_what_conforms_and_says_what_does_not() {
    let (base, pack) = (Base::default(), Pack::shipped("sl").expect("the pack is there"));
    let gate = Gate::new(&base, &pack).expect("the shapes are well-formed");
    let quads = graph(&base, &pack);
    let name = base.article("primer");
    let change = |quads: Vec<Quad>| Change::new(name.clone(), quads, Header::default());
    gate.check(&change(quads.clone())).expect("conforms");
    assert!(quads.iter().any(|quad| quad.predicate.as_str().ends_with("#modality")), "an event is told");
    let without: Vec<Quad> =
        quads.iter().filter(|quad| !quad.predicate.as_str().ends_with("#modality")).cloned().collect();
    let refusal = gate.check(&change(without)).expect_err("an event has a modality");
    assert_eq!(refusal.count, 1);
    assert!(refusal.to_string().contains("tro:modality: An event has one of the five modalities."), "{refusal}");
    let nobody = NamedNode::new_unchecked(format!("{base}id/person/neznanec"));
    let actors = |quad: &Quad| quad.predicate.as_str().ends_with("#actor");
    let strange = quads
        .iter()
        .map(|quad| if actors(quad) { Quad { object: nobody.clone().into(), ..quad.clone() } } else { quad.clone() });
    let refusal = gate.check(&change(strange.collect())).expect_err("nobody knows the actor");
    assert!(refusal.to_string().contains("tro:actor"), "{refusal}");
}
