//! The concepts of `ontology/codes/topics.ttl` under which phrases of articles belong.
//!
//! A phrase keeps its own node and label; the concept whose words it has makes it findable under one IRI with all others.

use super::ontology;
use super::vocab::skos;
use oxigraph::model::{NamedNode, NamedOrBlankNode, Term};
use oxttl::TurtleParser;
use std::collections::BTreeMap;
use std::sync::OnceLock;

const FILE: &str = "codes/topics.ttl";

/// Words of one label.
struct Label {
    words: Vec<String>,
    concept: NamedNode,
}

/// The concept for a phrase in the nominative, in a language of the labels; the longest label counts, of equals the one
/// whose words come first.
pub fn concept(phrase: &str, lang: &str) -> Option<NamedNode> {
    let words = words(phrase);
    let fits = |label: &'static Label| {
        let mut first = words.len();
        for wanted in &label.words {
            first = first.min(words.iter().position(|word| alike(wanted, word))?);
        }
        Some(((label.words.len(), std::cmp::Reverse(first), label.words.concat().len()), label))
    };
    let (_, label) = labels(lang).iter().filter_map(fits).max_by_key(|(rank, _)| *rank)?;
    Some(label.concept.clone())
}

fn labels(lang: &str) -> &'static [Label] {
    static LABELS: OnceLock<BTreeMap<String, Vec<Label>>> = OnceLock::new();
    LABELS.get_or_init(read).get(lang).map_or(&[], Vec::as_slice)
}

/// The labels by language; none when the file cannot be read, which a test of the ontology would tell.
fn read() -> BTreeMap<String, Vec<Label>> {
    let mut labels: BTreeMap<String, Vec<Label>> = BTreeMap::new();
    let text = ontology::file(FILE).map(|file| file.text).unwrap_or_default();
    for triple in TurtleParser::new().for_slice(&text).flatten() {
        let naming = [skos::PREF_LABEL, skos::ALT_LABEL, skos::HIDDEN_LABEL].contains(&triple.predicate.as_ref());
        let (NamedOrBlankNode::NamedNode(concept), Term::Literal(label)) = (triple.subject, triple.object) else {
            continue;
        };
        if let Some(lang) = label.language().filter(|_| naming) {
            let words = words(label.value());
            labels.entry(lang.to_owned()).or_default().push(Label { words, concept });
        }
    }
    labels
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Whether a word can be a form of another: they differ in no more than their ends.
fn alike(label: &str, word: &str) -> bool {
    let length = label.chars().count();
    let common = label.chars().zip(word.chars()).take_while(|(left, right)| left == right).count();
    let lost = length - common;
    let most = if length >= 9 { 2 } else { 1 };
    label == word || (common >= 3 && lost <= most && word.chars().count() <= length + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(phrase: &str) -> String {
        let concept = concept(phrase, "sl");
        concept.and_then(|node| Some(node.as_str().rsplit_once('#')?.1.to_owned())).unwrap_or_default()
    }

    #[test]
    fn phrases_come_under_their_concepts() {
        for (phrase, expected) in [
            ("organizirani kriminal", "OrganisedCrimeTopic"),
            ("boj proti organiziranemu kriminalu", "OrganisedCrimeTopic"),
            ("policijsko sodelovanje", "PolicingTopic"),
            ("dobava zemeljskega plina", "GasTopic"),
            ("izogibanje dvojnemu obdavčevanju", "DoubleTaxationTopic"),
            ("Nezakonite migracije", "MigrationTopic"),
            ("ribolov v severnem morju", "FisheriesTopic"),
            ("mir", "PeaceTopic"),
            ("mirovanje", ""),
            ("", ""),
        ] {
            assert_eq!(of(phrase), expected, "{phrase}");
        }
        assert_eq!(concept("migration", "xx"), None);
    }
}
