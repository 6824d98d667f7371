use super::*;
use crate::entity::{EntityKind, slug};
use crate::graph::vocab::{owl, skos, tro};
use dossier::Office;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// An article with what it tells of.
#[derive(Debug, Clone)]
struct Told {
    id: String,
    date: Option<&'static str>,
    things: Vec<Thing>,
    /// Paths of things that the gazetteer knows: `country/slovenija`.
    known: Vec<&'static str>,
}

#[derive(Debug, Clone)]
struct Thing {
    kind: EntityKind,
    name: String,
    more_names: Vec<&'static str>,
    offices: Vec<(&'static str, &'static str)>,
    parties: Vec<&'static str>,
    topics: Vec<&'static str>,
    gender: Option<&'static str>,
}

fn thing(kind: EntityKind, name: &str) -> Thing {
    let (more_names, offices, parties, topics) = Default::default();
    Thing { kind, name: name.to_owned(), more_names, offices, parties, topics, gender: None }
}

fn person(name: &str, offices: &[(&'static str, &'static str)]) -> Thing {
    Thing { offices: offices.to_vec(), ..thing(EntityKind::Person, name) }
}

fn organisation(name: &str, more_names: &[&'static str]) -> Thing {
    Thing { more_names: more_names.to_vec(), ..thing(EntityKind::Organisation, name) }
}

fn agreement(name: &str, parties: &[&'static str], topics: &[&'static str]) -> Thing {
    Thing { parties: parties.to_vec(), topics: topics.to_vec(), ..thing(EntityKind::Agreement, name) }
}

fn told(id: &str, date: Option<&'static str>, things: &[Thing], known: &[&'static str]) -> Told {
    Told { id: id.to_owned(), date, things: things.to_vec(), known: known.to_vec() }
}

fn iri(path: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{}id/{path}", Base::default()))
}

fn view(told: &Told) -> View {
    let base = Base::default();
    let article = base.article(&told.id);
    let own = |thing: &Thing| base.entity(thing.kind, &slug(&thing.name));
    let known: BTreeSet<NamedNode> = told.known.iter().map(|path| iri(path)).collect();
    let company = Arc::new(told.things.iter().map(own).chain(known.clone()).collect::<BTreeSet<_>>());
    let mut dossiers: Vec<Dossier> = told
        .things
        .iter()
        .map(|thing| Dossier {
            article: article.clone(),
            date: told.date.map(str::to_owned),
            iri: own(thing),
            kind: thing.kind,
            name: thing.name.clone(),
            other_names: thing.more_names.iter().map(|&name| name.to_owned()).collect(),
            gender: thing.gender.map(iri),
            offices: thing
                .offices
                .iter()
                .map(|(name, owner)| Office {
                    name: slug(name),
                    owner: (!owner.is_empty()).then(|| iri(owner)),
                    current: true,
                })
                .collect(),
            parties: thing.parties.iter().map(|path| iri(path)).collect(),
            topics: thing.topics.iter().map(|path| iri(path)).collect(),
            company: company.clone(),
        })
        .collect();
    dossiers.sort_by(|a, b| a.iri.cmp(&b.iri));
    dossiers.dedup_by(|a, b| a.iri == b.iri);
    View { article, dossiers, tenures: BTreeSet::new(), known }
}

/// The path in the whole graph of what an article calls so.
fn path_of(found: &Identities, article: &str, path: &str) -> String {
    let base = Base::default();
    let own = iri(path);
    let renames = found.renames.get(&base.article(article));
    let renamed = renames.into_iter().flatten().find(|rename| rename.from == own.as_str());
    let full = renamed.map_or(own.as_str().to_owned(), |rename| rename.to.clone());
    full.trim_start_matches(&format!("{base}id/")).to_owned()
}

fn identified(articles: &[Told], decisions: &str) -> Identities {
    let decisions: Vec<_> = oxttl::TurtleParser::new()
        .for_slice(decisions)
        .map(|triple| triple.expect("Turtle").in_graph(Base::default().decisions_graph()))
        .collect();
    identify(&Base::default(), articles.iter().map(view).collect(), &Decisions::from_quads(decisions))
}

/// Which of the paths of one name are one thing: `a=b|c` for articles a, b and c.
fn who(articles: &[Told], paths: &[(&str, &str)]) -> String {
    who_decided(articles, paths, "")
}

fn who_decided(articles: &[Told], paths: &[(&str, &str)], decisions: &str) -> String {
    let found = identified(articles, decisions);
    let mut by_iri: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (article, path) in paths {
        by_iri.entry(path_of(&found, article, path)).or_default().push(article);
    }
    let mut groups: Vec<String> = by_iri.into_values().map(|articles| articles.join("=")).collect();
    groups.sort_unstable();
    groups.join("|")
}

fn close_matches(found: &Identities) -> BTreeSet<String> {
    let quads = found.quads.iter().filter(|quad| quad.predicate == skos::CLOSE_MATCH);
    quads.map(|quad| format!("{} {}", quad.subject, quad.object)).collect()
}

const MINISTER: (&str, &str) = ("notranji minister", "country/slovenija");

#[test]
fn one_person_has_one_iri_under_all_names() {
    let articles = [
        told("a", Some("2024-03-01"), &[person("Ana Kos", &[MINISTER])], &["country/slovenija", "country/albanija"]),
        told("b", Some("2024-03-09"), &[person("Kos", &[("ministrica", "country/slovenija")])], &["country/slovenija"]),
        told("c", Some("2024-05-01"), &[person("A. Kos", &[MINISTER])], &["country/slovenija"]),
        told("d", None, &[person("Ana Vidmar Kos", &[MINISTER])], &["country/slovenija"]),
    ];
    let paths = [("a", "person/ana-kos"), ("b", "person/kos"), ("c", "person/a-kos"), ("d", "person/ana-vidmar-kos")];
    assert_eq!(who(&articles, &paths), "a=b=c=d");
    let found = identified(&articles, "");
    assert_eq!(path_of(&found, "b", "person/kos"), "person/ana-kos", "more than a surname, told first");
}

#[test]
fn two_persons_of_one_surname_stay_two() {
    let articles = [
        told(
            "a",
            None,
            &[person("Janez Kos", &[("zdravstveni minister", "country/slovenija")])],
            &["country/slovenija"],
        ),
        told("b", None, &[person("Boštjan Kos", &[MINISTER])], &["country/slovenija"]),
        told("c", None, &[person("Kos", &[MINISTER])], &["country/slovenija"]),
        told("d", None, &[person("Kos", &[])], &["country/slovenija"]),
    ];
    let paths = [("a", "person/janez-kos"), ("b", "person/bostjan-kos"), ("c", "person/kos"), ("d", "person/kos")];
    assert_eq!(who(&articles, &paths), "a|b=c|d");
}

#[test]
fn namesakes_with_other_posts_and_company_stay_apart_and_say_so() {
    let states = ["country/slovenija", "country/albanija", "place/tirana", "organisation/frontex"];
    let town = ["organisation/pekarna", "place/brezje", "place/bled", "organisation/mlin"];
    let articles = [
        told("a", Some("2024-03-01"), &[person("Ana Kos", &[MINISTER])], &states),
        told("b", Some("2024-03-02"), &[person("Ana Kos", &[("direktorica", "organisation/pekarna")])], &town),
        told("c", Some("2024-03-03"), &[person("Ana Kos", &[("direktorica", "organisation/pekarna")])], &states),
    ];
    assert_eq!(who(&articles[1..], &[("b", "person/ana-kos"), ("c", "person/ana-kos")]), "b=c", "the post agrees");
    let articles = &articles[..2];
    let found = identified(articles, "");
    assert_eq!(path_of(&found, "a", "person/ana-kos"), "person/ana-kos");
    assert_eq!(path_of(&found, "b", "person/ana-kos"), "person/ana-kos-pekarna");
    let (one, other) = (iri("person/ana-kos"), iri("person/ana-kos-pekarna"));
    assert_eq!(close_matches(&found), [format!("{one} {other}"), format!("{other} {one}")].into());
    let reasons: BTreeSet<String> = found
        .quads
        .iter()
        .filter(|quad| quad.predicate == tro::property::REASON)
        .map(|quad| quad.object.to_string())
        .collect();
    let expected = [Reason::SameName, Reason::OtherPosts, Reason::OtherCompany, Reason::SameTime];
    assert_eq!(reasons, expected.map(|reason| reason.concept().to_string()).into());
}

/// Doubts about a word that many bear grow with their number, not with its square.
#[test]
fn bare_names_of_many_give_few_doubts() {
    let many = |count: usize| -> Vec<Told> {
        let article = |at: usize| told(&format!("a{at}"), None, &[person("Marko", &[])], &["country/slovenija"]);
        (0..count).map(article).collect()
    };
    // Both directions of each pair are told.
    assert_eq!(close_matches(&identified(&many(3), "")).len(), 4);
    assert_eq!(close_matches(&identified(&many(20), "")).len(), 38);
    assert_eq!(close_matches(&identified(&many(60), "")).len(), 0, "the word says nothing");
}

#[test]
fn a_man_and_a_woman_are_two() {
    let him = Thing { gender: Some("m"), ..person("Saša Kos", &[]) };
    let her = Thing { gender: Some("f"), ..person("Saša Kos", &[]) };
    let articles = [told("a", None, &[him], &["country/slovenija"]), told("b", None, &[her], &["country/slovenija"])];
    assert_eq!(who(&articles, &[("a", "person/sasa-kos"), ("b", "person/sasa-kos")]), "a|b");
}

#[test]
fn what_one_article_tells_apart_is_never_one() {
    let both = [person("Ana Kos", &[MINISTER]), person("Anna Kos", &[MINISTER])];
    let articles = [told("a", None, &both, &["country/slovenija"])];
    let found = identified(&articles, "");
    assert_ne!(path_of(&found, "a", "person/ana-kos"), path_of(&found, "a", "person/anna-kos"));
}

#[test]
fn a_place_and_a_person_of_one_name_are_two() {
    let articles = [
        told("a", None, &[thing(EntityKind::Place, "Kranj")], &["country/slovenija"]),
        told("b", None, &[person("Kranj", &[])], &["country/slovenija"]),
    ];
    assert_eq!(who(&articles, &[("a", "place/kranj"), ("b", "person/kranj")]), "a|b");
    assert_eq!(close_matches(&identified(&articles, "")), BTreeSet::new());
}

#[test]
fn an_acronym_is_its_organisation_where_the_company_agrees() {
    let near = ["country/slovenija", "place/brezje"];
    let articles = [
        told("a", None, &[organisation("Zavod za ptice Slovenije", &["ZPS"])], &near),
        told(
            "b",
            None,
            &[organisation("ZPS", &[])],
            &["country/slovenija", "place/brezje", "place/bled", "place/izola"],
        ),
        told("c", None, &[organisation("ZPS", &[])], &["country/japonska"]),
    ];
    let path = [("a", "organisation/zavod-za-ptice-slovenije"), ("b", "organisation/zps")];
    assert_eq!(who(&articles[..2], &path), "a=b");
    assert_eq!(who(&[articles[0].clone(), articles[2].clone()], &[path[0], ("c", "organisation/zps")]), "a|c");
}

#[test]
fn a_generic_name_of_two_places_is_two_organisations() {
    let faculty = || organisation("Medicinska fakulteta", &[]);
    let articles = [
        told("a", None, &[faculty()], &["place/brezje", "country/slovenija"]),
        told("b", None, &[faculty()], &["place/izola", "country/slovenija"]),
        told("c", None, &[faculty()], &["place/izola", "country/slovenija"]),
        told("d", None, &[organisation("Petrovka", &[])], &["place/izola"]),
        told("e", None, &[organisation("Petrovka", &[])], &["place/brezje"]),
    ];
    let faculties = ["a", "b", "c"].map(|article| (article, "organisation/medicinska-fakulteta"));
    assert_eq!(who(&articles, &faculties), "a|b=c");
    assert_eq!(who(&articles, &[("d", "organisation/petrovka"), ("e", "organisation/petrovka")]), "d=e");
}

#[test]
fn agreements_are_told_apart_by_their_parties_and_topics() {
    let (two, other) = (["country/slovenija", "country/albanija"], ["country/slovenija", "country/japonska"]);
    let police = ["topic/policijsko-sodelovanje"];
    let articles = [
        told("a", None, &[agreement("sporazum o policijskem sodelovanju", &two, &police)], &two),
        told("b", None, &[agreement("policijski sporazum", &two, &police)], &two),
        told("c", None, &[agreement("policijski sporazum", &other, &police)], &other),
        told("d", None, &[agreement("sporazum", &two, &["topic/ribolov"])], &two),
    ];
    let paths = [
        ("a", "agreement/sporazum-o-policijskem-sodelovanju"),
        ("b", "agreement/policijski-sporazum"),
        ("c", "agreement/policijski-sporazum"),
        ("d", "agreement/sporazum"),
    ];
    assert_eq!(who(&articles, &paths), "a=b|c|d");
}

#[test]
fn people_decide() {
    let company = ["country/slovenija", "country/albanija"];
    let articles = [
        told("a", None, &[person("Ana Kos", &[MINISTER]), organisation("Pekarna Brezje", &[])], &company),
        told("b", None, &[person("Ana Kos", &[MINISTER]), organisation("Pekarna", &[])], &company),
        told("c", None, &[person("Metka Vidmar", &[]), thing(EntityKind::Place, "Eropa")], &company),
    ];
    let base = Base::default();
    let decide = |text: &str| format!("@base <{base}> . @prefix owl: <{}> . {text}", owl::NAMESPACE);
    let paths = [("a", "person/ana-kos"), ("b", "person/ana-kos"), ("c", "person/metka-vidmar")];
    assert_eq!(who(&articles, &paths), "a=b|c");
    let different = decide("<article/a#person/ana-kos> owl:differentFrom <article/b#person/ana-kos> .");
    assert_eq!(who_decided(&articles, &paths, &different), "a|b|c");
    assert_eq!(close_matches(&identified(&articles, &different)), BTreeSet::new());
    let same = decide("<id/person/metka-vidmar> owl:sameAs <id/person/ana-kos> .");
    assert_eq!(who_decided(&articles, &paths, &same), "a=b=c");
    assert_eq!(path_of(&identified(&articles, &same), "c", "person/metka-vidmar"), "person/ana-kos");
    let one_only = decide("<article/b#person/ana-kos> owl:sameAs <id/person/metka-vidmar> .");
    assert_eq!(who_decided(&articles, &paths, &one_only), "a|b=c");
    let outside = decide(
        "<id/organisation/pekarna> owl:sameAs <http://www.wikidata.org/entity/Q0> .
         <id/organisation/pekarna-brezje> owl:sameAs <http://www.wikidata.org/entity/Q0> .",
    );
    let bakeries = [("a", "organisation/pekarna-brezje"), ("b", "organisation/pekarna")];
    assert_eq!(who_decided(&articles, &bakeries, ""), "a|b");
    assert_eq!(who_decided(&articles, &bakeries, &outside), "a=b");
    let to_gazetteer = decide("<id/place/eropa> owl:sameAs <id/place/evropa> .");
    assert_eq!(path_of(&identified(&articles, &to_gazetteer), "c", "place/eropa"), "place/evropa");
    let circle = decide(
        "<id/person/metka-vidmar> owl:sameAs <id/person/ana-kos> . <id/person/ana-kos> owl:sameAs <id/person/metka-vidmar> .",
    );
    assert_eq!(who_decided(&articles, &paths, &circle), "a=b=c");
}

#[test]
fn a_decision_about_the_gazetteer_moves_what_articles_refer_to() {
    let articles = [told("a", None, &[], &["place/evropa"])];
    let text =
        "@base <http://localhost:7878/> . <id/place/evropa> <http://www.w3.org/2002/07/owl#sameAs> <id/place/eu> .";
    assert_eq!(path_of(&identified(&articles, text), "a", "place/evropa"), "place/eu");
}

fn any_thing() -> impl Strategy<Value = Thing> {
    let first = prop::sample::select(vec!["Ana", "Anna", "A.", "Janez", "Metka", ""]);
    let last = prop::sample::select(vec!["Kos", "Vidmar", "Kos Vidmar"]);
    let office = prop::sample::select(vec![
        None,
        Some(MINISTER),
        Some(("minister", "country/slovenija")),
        Some(("direktor", "organisation/pekarna")),
        Some(("predsednik", "country/albanija")),
    ]);
    let gender = prop::sample::select(vec![None, Some("m"), Some("f")]);
    let somebody = (first, last, office, gender).prop_map(|(first, last, office, gender)| {
        let offices: Vec<_> = office.into_iter().collect();
        Thing { gender, ..person(format!("{first} {last}").trim(), &offices) }
    });
    let name = prop::sample::select(vec!["Medicinska fakulteta", "Petrovka", "ZPS", "Zavod za ptice Slovenije"]);
    let body = name.prop_map(|name| {
        let more: &[&str] = if name.starts_with("Zavod") { &["ZPS"] } else { &[] };
        organisation(name, more)
    });
    let parties = prop::sample::subsequence(vec!["country/slovenija", "country/albanija", "organisation/eu"], 0..3);
    let topics = prop::sample::subsequence(vec!["topic/ribolov", "topic/policija"], 0..2);
    let treaty = (prop::sample::select(vec!["sporazum", "Sporazum iz Brezij"]), parties, topics)
        .prop_map(|(name, parties, topics)| agreement(name, &parties, &topics));
    prop_oneof![4 => somebody, 1 => body, 1 => treaty]
}

fn any_articles() -> impl Strategy<Value = Vec<Told>> {
    let known = prop::sample::subsequence(
        vec!["country/slovenija", "country/albanija", "organisation/pekarna", "place/brezje", "person/petra-zgonc"],
        0..4,
    );
    let date = prop::sample::select(vec![None, Some("2024-03-01"), Some("2024-03-15"), Some("2025-01-01")]);
    let article = (prop::collection::vec(any_thing(), 0..4), known, date);
    prop::collection::vec(article, 1..14).prop_map(|articles| {
        let article = |(at, (things, known, date)): (usize, (Vec<Thing>, Vec<&'static str>, _))| {
            told(&format!("a{at}"), date, &things, &known)
        };
        articles.into_iter().enumerate().map(article).collect()
    })
}

proptest! {
    /// The order of articles makes no difference.
    #[test]
    fn order_makes_no_difference(articles in any_articles().prop_flat_map(|a| (Just(a.clone()), Just(a).prop_shuffle()))) {
        let (one, other) = articles;
        prop_assert_eq!(identified(&one, ""), identified(&other, ""));
    }

    /// Things that an article tells apart stay two, and no IRI means things of two kinds.
    #[test]
    fn nothing_falls_together_inside_an_article(articles in any_articles()) {
        let found = identified(&articles, "");
        for told in &articles {
            let view = view(told);
            let own = |dossier: &Dossier| {
                let path = dossier.iri.as_str().rsplitn(3, '/').take(2).collect::<Vec<_>>();
                path_of(&found, &told.id, &format!("{}/{}", path[1], path[0]))
            };
            let paths: BTreeSet<String> = view.dossiers.iter().map(own).collect();
            prop_assert_eq!(paths.len(), view.dossiers.len());
            for (dossier, path) in view.dossiers.iter().map(|dossier| (dossier, own(dossier))) {
                prop_assert!(path.starts_with(dossier.kind.as_str()));
            }
        }
    }
}
