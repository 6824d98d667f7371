//! SPARQL 1.1 Service Description, <https://www.w3.org/TR/sparql11-service-description/>.

use super::statistics::Statistics;
use crate::export::dcat::{Description, RDF_FORMATS, RESULT_FORMATS, format, inside, sd, slug, void};
use crate::graph::vocab::rdfs;
use crate::graph::{Base, ontology};
use crate::serve::abilities::Abilities;
use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad};

/// Named graphs that are listed; the description says when there are more.
const LISTED: usize = 1000;

/// What `/sparql` says of itself.
pub fn describe(base: &Base, statistics: &Statistics, abilities: &Abilities) -> Vec<Quad> {
    let mut told = Description::default();
    let service = base.endpoint();
    told.is_a(&service, sd("Service"));
    told.add(&service, sd("endpoint"), service.clone());
    languages(&mut told, &service, abilities);
    for name in RESULT_FORMATS.iter().chain(&RDF_FORMATS) {
        told.add(&service, sd("resultFormat"), format(name));
    }
    features(&mut told, &service, abilities);
    let simple = NamedNode::new_unchecked("http://www.w3.org/ns/entailment/Simple");
    told.add(&service, sd("defaultEntailmentRegime"), simple);
    dataset(&mut told, base, statistics, abilities);
    told.0
}

/// The 1.2 names are those of the working draft, <https://www.w3.org/TR/sparql12-service-description/>.
fn languages(told: &mut Description, service: &NamedNode, abilities: &Abilities) {
    let mut names = vec!["SPARQL10Query", "SPARQL11Query", "SPARQL12Query"];
    if abilities.update {
        names.extend(["SPARQL11Update", "SPARQL12Update"]);
        for name in RDF_FORMATS {
            told.add(service, sd("inputFormat"), format(name));
        }
    }
    for name in names {
        told.add(service, sd("supportedLanguage"), sd(name));
    }
}

fn features(told: &mut Description, service: &NamedNode, abilities: &Abilities) {
    for (name, there) in [
        ("UnionDefaultGraph", abilities.union_default_graph),
        ("BasicFederatedQuery", abilities.federated_query),
        ("DereferencesURIs", abilities.dereferences_iris),
    ] {
        if there {
            told.add(service, sd("feature"), sd(name));
        }
    }
    for (property, class, features) in [
        ("propertyFeature", "Feature", &abilities.property_features),
        ("extensionFunction", "Function", &abilities.extension_functions),
    ] {
        for feature in features {
            told.add(service, sd(property), feature.clone());
            told.is_a(feature, sd(class));
        }
    }
}

fn dataset(told: &mut Description, base: &Base, statistics: &Statistics, abilities: &Abilities) {
    let (service, dataset) = (base.endpoint(), base.dataset());
    told.add(&service, sd("defaultDataset"), dataset.clone());
    told.is_a(&dataset, sd("Dataset"));
    let default = NamedNode::new_unchecked(format!("{}#default-graph", service.as_str()));
    told.add(&dataset, sd("defaultGraph"), default.clone());
    told.is_a(&default, sd("Graph"));
    let triples = if abilities.union_default_graph { statistics.whole.triples } else { statistics.unnamed };
    told.count(&default, void("triples"), triples);
    named_graphs(told, base, statistics);
}

/// The graphs of the program and of others before those of articles, each in the order of their names.
fn named_graphs(told: &mut Description, base: &Base, statistics: &Statistics) {
    let dataset = base.dataset();
    let is_article = |name: &NamedNode| base.article_id(name.as_str()).is_some();
    let mut graphs: Vec<&(NamedNode, u64)> = statistics.graphs.iter().collect();
    graphs.sort_by_key(|(name, _)| is_article(name));
    for (name, triples) in graphs.iter().take(LISTED) {
        let local = name.as_str().strip_prefix(base.as_str()).map(|path| path.replace('/', "-"));
        let local = local.filter(|name| !name.contains('#')).unwrap_or_else(|| slug(name.as_ref()));
        let inside = |what: &str| NamedNode::new_unchecked(format!("{}#{what}-{local}", base.endpoint().as_str()));
        let (node, graph) = (inside("named"), inside("graph"));
        told.add(&dataset, sd("namedGraph"), node.clone());
        told.is_a(&node, sd("NamedGraph"));
        told.add(&node, sd("name"), name.clone());
        told.add(&node, sd("graph"), graph.clone());
        told.is_a(&graph, sd("Graph"));
        told.count(&graph, void("triples"), *triples);
    }
    if graphs.len() > LISTED {
        told.add(&dataset, rdfs::SEE_ALSO.into_owned(), NamedNode::new_unchecked(format!("{base}.well-known/void")));
        say_that_there_are_more(told, base);
    }
}

fn say_that_there_are_more(told: &mut Description, base: &Base) {
    let listed = NamedOrBlankNode::from(inside(base, "listed"));
    let words = ontology::dataset(base).unwrap_or_default();
    for triple in words.into_iter().filter(|triple| triple.subject == listed) {
        told.add(&base.dataset(), triple.predicate, triple.object);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::dataset::statistics::statistics;
    use oxigraph::model::GraphName;

    fn told(graphs: usize, abilities: &Abilities) -> String {
        let base = Base::default();
        let term = NamedNode::new_unchecked("http://example.org/x");
        let quad = |n: usize| {
            Quad::new(term.clone(), term.clone(), term.clone(), GraphName::from(base.article(&format!("{n:05}"))))
        };
        let last = Quad::new(term.clone(), term.clone(), term.clone(), GraphName::from(base.gazetteer_graph()));
        let statistics = statistics(&base, (0..graphs).map(quad).chain([last]));
        describe(&base, &statistics, abilities).iter().map(|quad| format!("{quad}\n")).collect()
    }

    #[test]
    fn says_only_what_is_so() {
        let little = told(1, &Abilities::default());
        let term = NamedNode::new_unchecked("http://example.org/matches");
        let all = Abilities {
            union_default_graph: true,
            update: true,
            federated_query: true,
            dereferences_iris: true,
            graph_store: true,
            property_features: vec![term.clone()],
            extension_functions: vec![term],
        };
        let much = told(1, &all);
        for part in [
            "SPARQL11Update",
            "inputFormat",
            "UnionDefaultGraph",
            "BasicFederatedQuery",
            "DereferencesURIs",
            "propertyFeature",
            "extensionFunction",
        ] {
            assert!(much.contains(part) && !little.contains(part), "{part}");
        }
        assert!(little.contains("SPARQL11Query"));
    }

    #[test]
    fn thousands_of_graphs_are_not_all_listed() {
        let some = told(20, &Abilities::default());
        assert_eq!((some.matches("#NamedGraph>").count(), some.matches("#comment>").count()), (21, 0));
        let many = told(LISTED + 20, &Abilities::default());
        assert_eq!((many.matches("#NamedGraph>").count(), many.matches("#comment>").count()), (LISTED, 2));
        assert!(many.contains("#name> <http://localhost:7878/graph/gazetteer>"), "graphs of the program come first");
    }
}
