//! A dump in pieces is the same as one that is sorted as a whole, and its digest is that of the canonical form.

use super::data::Data;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm};
use oxigraph::model::{Dataset as Graphs, Quad};
use sha2::{Digest as _, Sha256};
use trojka::dataset::Dataset;
use trojka::export::layers::Layers;
use trojka::export::rdf11::{lowered, raised};
use trojka::export::select::{Choice, Selection};
use trojka::export::{Digest, Dump, Format, Rdf, Shape, normal_form};
use trojka::graph::Base;

const ODD: &str = r#"
    PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
    PREFIX : <http://example.org/>
    :a :p _:x . :ab :p "2", "10", "\t\"č\u0001" ; a :C ; :a :b . _:x :p _:y .
    GRAPH :g { _:y :q "end"@sl . :a :p _:x ; rdf:reifies <<( :a :p _:y )>>, <<( :a :p :b )>> . :b :q _:y . }
    GRAPH :g1 { :a :p _:x, "ltr"@en--ltr . <http://example.org/a#b> :p :c . :e rdf:reifies <<( :a :p :b )>> . }
"#;

fn odd() -> Vec<Quad> {
    let mut quads: Vec<Quad> =
        RdfParser::from_format(RdfFormat::TriG).for_slice(ODD).collect::<Result<_, _>>().expect("TriG");
    // Names that differ from those of the parser in order and length.
    quads.reverse();
    quads
}

fn dumped(dataset: &Dataset, base: &Base, shape: Shape, rdf: Rdf) -> Vec<Quad> {
    let snapshot = dataset.snapshot();
    let selection = Selection::new(&Choice::Whole, &snapshot, base).expect("all there is");
    let layers = Layers::all(base);
    Dump { snapshot: &snapshot, base, selection: &selection, layers: &layers }.quads(shape, rdf).collect()
}

fn agrees(dataset: &Dataset, base: &Base) {
    let quads: Vec<Quad> = dataset.iter().collect();
    for (shape, format) in [(Shape::Graphs, Format::NQuads), (Shape::Union, Format::NTriples)] {
        assert_eq!(dumped(dataset, base, shape, Rdf::V12), normal_form(quads.iter().cloned(), format), "{format}, 1.2");
        let said = lowered(quads.iter().cloned(), base);
        assert_eq!(dumped(dataset, base, shape, Rdf::V11), normal_form(said, format), "{format}, 1.1");
    }
}

#[test]
fn pieces_are_the_whole() {
    let data = Data::new();
    agrees(&data.dataset, &data.base);
    agrees(&odd().into_iter().collect(), &data.base);
    agrees(&Dataset::new(), &data.base);
}

#[test]
fn what_is_said_in_rdf_11_can_be_said_in_rdf_12_again() {
    let data = Data::new();
    let lines = |quads: Vec<Quad>| {
        let mut lines: Vec<String> = quads.iter().map(ToString::to_string).collect();
        lines.sort_unstable();
        lines
    };
    let (old, new) = [Rdf::V11, Rdf::V12].map(|rdf| dumped(&data.dataset, &data.base, Shape::Graphs, rdf)).into();
    assert_ne!(old, new);
    assert_eq!(lines(raised(old, &data.base)), lines(new));
}

/// The digest as the recommendation tells it: canonical names, sorted lines.
fn digest(quads: &[Quad]) -> String {
    let mut graphs: Graphs = quads.iter().collect();
    let hash_algorithm = CanonicalizationHashAlgorithm::Sha256;
    graphs.canonicalize(CanonicalizationAlgorithm::Rdfc10 { hash_algorithm });
    let mut lines: Vec<String> = graphs.iter().map(|quad| format!("{quad} .\n")).collect();
    lines.sort_unstable();
    Sha256::digest(lines.concat()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn the_digest_is_that_of_the_canonical_form() {
    let data = Data::new();
    for dataset in [&data.dataset, &odd().into_iter().collect()] {
        let quads = lowered(dataset.iter(), &data.base);
        let snapshot = dataset.snapshot();
        let selection = Selection::new(&Choice::Whole, &snapshot, &data.base).expect("all there is");
        let layers = data.all();
        let dump = Dump { snapshot: &snapshot, base: &data.base, selection: &selection, layers: &layers };
        assert_eq!(dump.hash(true), digest(&quads));
        assert_eq!(dump.hash(false), digest(&normal_form(quads, Format::NTriples)));
    }
}

/// Worked out by rdf-canonize 5 (RDFC-1.0) from the same N-Quads.
#[test]
fn the_digest_is_that_of_another_program() {
    let text = r#"
<http://e/a> <http://e/p> _:x <http://e/g> .
_:x <http://e/p> _:y <http://e/g> .
_:y <http://e/q> "z\tč\u0001"@sl <http://e/g> .
_:y <http://e/q> _:x <http://e/g2> .
<http://e/a#b> <http://e/p> "1"^^<http://www.w3.org/2001/XMLSchema#string> <http://e/g2> .
"#;
    let base = Base::default();
    let quads = RdfParser::from_format(RdfFormat::NQuads).for_slice(text);
    let dataset: Dataset = quads.map(|quad| quad.expect("N-Quads")).collect();
    let snapshot = dataset.snapshot();
    let selection = Selection::new(&Choice::Whole, &snapshot, &base).expect("all there is");
    let layers = Layers::all(&base);
    let dump = Dump { snapshot: &snapshot, base: &base, selection: &selection, layers: &layers };
    assert_eq!(dump.hash(true), "60ef0d99e06e7d716ca31dbad3acd963b0887f68df2e0a2ee652b99b48ad10b0");
    assert_eq!(dump.hash(false), "f0df3bfb4f1a8ad9571932e03c5dfcee6aeba06bdab1f7169a8e4fde7eee1e0b");
}

#[test]
fn digests_of_bytes() {
    let mut digest = Digest::default();
    digest.update(b"ab");
    digest.update(b"c");
    // FIPS 180-2, appendix B.1.
    assert_eq!(digest.finish(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
