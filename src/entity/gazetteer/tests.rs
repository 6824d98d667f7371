use super::*;
use std::sync::OnceLock;

fn gazetteer() -> &'static Gazetteer {
    static SHIPPED: OnceLock<Gazetteer> = OnceLock::new();
    SHIPPED.get_or_init(|| {
        let pack = Pack::shipped("sl").expect("the pack is shipped");
        Gazetteer::load(&pack).unwrap_or_else(|error| panic!("{error}"))
    })
}

fn keys(name: &str) -> Vec<String> {
    gazetteer().named(name).into_iter().map(|hit| hit.key).collect()
}

#[test]
fn finds_inflected_names() {
    for (form, key) in [
        ("Albanijo", "AL"),
        ("Bosno in Hercegovino", "BA"),
        ("Združenih držav Amerike", "US"),
        ("Veliko Britanijo", "GB"),
        ("Republike Slovenije", "SI"),
        ("Republiko Kazahstan", "KZ"),
        ("Hrvaškem", "HR"),
        ("Cipra", "CY"),
        ("Filipinih", "PH"),
        ("Frontexom", "frontex"),
        ("Mednarodne organizacije kriminalistične policije", "interpol"),
        ("Evropskem policijskem uradu", "europol"),
        ("EU-ja", "eu"),
        ("Evropski uniji", "eu"),
        ("Natom", "nato"),
        ("NATO", "nato"),
        ("Zahodnega Balkana", "western-balkans"),
        ("Bruslja", "brussels"),
        ("Dunaju", "vienna"),
        ("Organizacije združenih narodov", "un"),
    ] {
        assert_eq!(keys(form).first().map(String::as_str), Some(key), "{form}: {:?}", keys(form));
    }
}

#[test]
fn finds_forms_of_settlements_regions_and_facilities() {
    for (form, key) in [
        ("Podčetrtka", "podcetrtek"),
        ("Trbovelj", "trbovlje"),
        ("Cerkljah na Gorenjskem", "cerklje-na-gorenjskem"),
        ("Nove Gorice", "nova-gorica"),
        ("Kidričevem", "kidricevo"),
        ("Nižnem Novgorodu", "nizhniy-novgorod"),
        ("Hmelnickega", "khmelnytskyi"),
        ("Banske Bistrice", "banska-bystrica"),
        ("Sombotelu", "szombathely"),
        ("Rimini", "rimini"),
        ("Splitsko-dalmatinski županiji", "hr-split-county"),
        ("Kalifornijo", "california"),
        ("Južni Dakoti", "south-dakota"),
        ("Baltskih držav", "baltic-states"),
        ("Srbiji in Črni gori", "serbia-and-montenegro"),
        ("Sovjetske zveze", "soviet-union"),
        ("Severnega toka 2", "nord-stream-2"),
        ("Severnemu toku", "nord-stream"),
        ("krške nuklearke", "si-nek"),
        ("Čezjadranskim plinovodom", "tap-pipeline"),
        ("Bundeswehrom", "de-bundeswehr"),
        ("Zdravnikov brez meja", "msf"),
        ("Ljubljanski borzi", "si-ljse"),
    ] {
        assert_eq!(keys(form).first().map(String::as_str), Some(key), "{form}: {:?}", keys(form));
    }
}

#[test]
fn a_settlement_has_one_number() {
    assert!(keys("Uf").is_empty(), "no plural of Ufa");
    assert!(keys("Trbovlji").is_empty());
}

#[test]
fn what_was_is_a_country_without_codes() {
    let entry = gazetteer().entry("yugoslavia").expect("there");
    assert_eq!((entry.entry_type, entry.kind.as_str()), (EntryType::HistoricalCountry, "country"));
    assert_eq!((entry.iso.as_ref(), entry.wikidata.as_deref()), (None, Some("Q83286")));
}

#[test]
fn a_body_with_a_name_of_its_own_is_one_thing() {
    let named = gazetteer().entry("hr-sabor").expect("by its name");
    let kind = gazetteer().entry("HR/parliament").expect("by its kind");
    assert_eq!(named, kind);
    assert_eq!(gazetteer().body_label("parliament"), Some("parlament"));
}

#[test]
fn names_of_parties_that_are_words_need_support() {
    for name in ["Levica", "Resnica", "Zares", "Vesna", "Demokrati", "Pirati"] {
        assert!(gazetteer().named(name).iter().all(|hit| hit.ambiguous), "{name}");
    }
    let split = gazetteer().named("Split");
    assert!(split.iter().any(|hit| hit.key == "split"), "{split:?}");
    assert!(gazetteer().named("Jordan").is_empty(), "a river and a man, not Jordanija");
    assert_eq!(keys("Gruziji").first().map(String::as_str), Some("GE"));
    assert_eq!(keys("Georgii").first().map(String::as_str), Some("georgia-us"));
}

#[test]
fn tells_adjectives_and_demonyms_from_names() {
    let role = |form: &str| gazetteer().named(form).first().map(|hit| (hit.key.clone(), hit.role));
    assert_eq!(role("albanskim"), Some(("AL".into(), FormRole::Adjective)));
    assert_eq!(role("Albanski"), Some(("AL".into(), FormRole::Adjective)));
    assert_eq!(role("Albancev"), Some(("AL".into(), FormRole::Demonym)));
    assert_eq!(role("Nemkami"), Some(("DE".into(), FormRole::Demonym)));
    assert_eq!(role("zahodnobalkanske"), Some(("western-balkans".into(), FormRole::Adjective)));
    assert_eq!(role("tiranskega"), Some(("tirana".into(), FormRole::Adjective)));
    assert_eq!(role("ZDA"), Some(("US".into(), FormRole::Acronym)));
    assert_eq!(role("albanija"), None);
}

#[test]
fn prefers_the_longest_name() {
    let tokens = ["Sporazum", "s", "Severno", "Irsko", "in", "Republiko", "Srbijo", "."];
    let found = gazetteer().find(&tokens);
    let places: Vec<_> = found.iter().map(|m| (m.start, m.len, m.hits[0].key.as_str())).collect();
    assert_eq!(places, [(2, 2, "northern-ireland"), (5, 2, "RS")]);
}

#[test]
fn puts_bodies_of_countries_together() {
    for (words, key) in [
        ("slovenskega notranjega ministrstva", "SI/interior-ministry"),
        ("zunanje ministrstvo Avstrije", "AT/foreign-ministry"),
        ("hrvaška policija", "HR/police"),
        ("ministrstvom za notranje zadeve Severne Makedonije", "MK/interior-ministry"),
        ("Nemški vladi", "DE/government"),
        ("Vlada RS", "SI/government"),
        ("oblasti Republike srbske", "republika-srpska/authorities"),
        ("obrambno ministrstvo", "*/defence-ministry"),
    ] {
        assert_eq!(keys(words).first().map(String::as_str), Some(key), "{words}");
    }
    assert!(keys("slovenskega notranjemu ministrstvu").is_empty(), "no agreement");
}

#[test]
fn names_bodies_of_countries() {
    let entry = gazetteer().entry("SI/interior-ministry").expect("a body");
    assert_eq!(entry.name, "slovensko notranje ministrstvo");
    assert_eq!(entry.slug, "slovensko-notranje-ministrstvo");
    assert_eq!(entry.entry_type, EntryType::GovernmentOrganization);
    assert_eq!(entry.country.as_deref(), Some("SI"));
    assert!(entry.alt_names.contains(&"slovensko ministrstvo za notranje zadeve".to_owned()));
    assert_eq!(gazetteer().entry("CI/police").expect("a body").name, "slonokoščenoobalna policija");
    assert_eq!(gazetteer().entry("CD/police").expect("a body").name, "kongovska policija");
    let plain = gazetteer().entry("piran-bay/police").expect("an owner without an adjective");
    assert_eq!(plain.name, "policija Piranskega zaliva");
    assert!(gazetteer().entry("SI/nothing").is_none());
    assert!(gazetteer().entry("ZZ/police").is_none());
}

#[test]
fn joins_identifiers() {
    let entry = gazetteer().entry("BA").expect("a country");
    assert_eq!(entry.name, "Bosna in Hercegovina");
    assert_eq!(entry.slug, "bosna-in-hercegovina");
    assert_eq!(entry.wikidata_iri().as_deref(), Some("http://www.wikidata.org/entity/Q225"));
    assert_eq!(entry.geonames_iri().as_deref(), Some("https://sws.geonames.org/3277605/"));
    assert_eq!(entry.iso.as_ref().map(|iso| iso.alpha3.as_str()), Some("BIH"));
    assert_eq!(entry.capital.as_deref(), Some("sarajevo"));
    assert_eq!(gazetteer().entry("sarajevo").expect("a city").capital_of.as_deref(), Some("BA"));
    assert_eq!(gazetteer().entry("interpol").expect("there").wikidata.as_deref(), Some("Q8475"));
    assert_eq!(gazetteer().entry("DK").expect("there").wikidata, None, "the sources differ");
}

#[test]
fn marks_names_that_mean_other_things() {
    let hits = |name: &str| gazetteer().named(name);
    assert!(hits("Mali").iter().all(|hit| hit.ambiguous), "an adjective too");
    assert!(hits("Otoku").iter().any(|hit| hit.key == "GB" && hit.ambiguous));
    let luxembourg = hits("Luksemburgu");
    assert!(!luxembourg[0].ambiguous && luxembourg[0].key == "LU", "the country comes first: {luxembourg:?}");
    assert!(luxembourg.iter().any(|hit| hit.key == "luxembourg" && hit.ambiguous));
}

#[test]
fn slugs_name_one_entry_of_a_kind() {
    let mut seen = std::collections::HashMap::new();
    for entry in gazetteer().entries() {
        if let Some(other) = seen.insert((entry.kind, entry.slug.clone()), entry.key.clone()) {
            panic!("{} and {other} have the slug {}", entry.key, entry.slug);
        }
    }
}

#[test]
fn every_country_is_complete() {
    let countries: Vec<_> = gazetteer().entries().iter().filter(|e| e.iso.is_some()).collect();
    assert_eq!(countries.len(), 250, "249 of ISO 3166-1 and Kosovo");
    for country in countries.iter().filter(|country| country.entry_type == EntryType::Country) {
        let has_adjective = !country.adjectives.is_empty();
        assert!(has_adjective, "{} has no adjective", country.key);
        assert!(!country.demonyms.man.is_empty(), "{} has no demonym", country.key);
        assert!(!country.demonyms.woman.is_empty() && !country.demonyms.people.is_empty(), "{}", country.key);
        assert!(country.capital.is_some(), "{} has no capital", country.key);
    }
}

#[test]
fn no_form_is_out_of_reach() {
    let hidden = gazetteer().index.unreachable(&gazetteer().inflector);
    assert!(hidden.is_empty(), "{hidden:?}");
    assert!(gazetteer().form_count() > 10_000);
}

#[test]
fn a_hit_has_a_nominative() {
    let gazetteer = gazetteer();
    let label = |words: &str| {
        let words: Vec<&str> = words.split(' ').collect();
        let hit = gazetteer.at(&words, 0)?.hits.into_iter().next()?;
        gazetteer.label(&hit, &words)
    };
    assert_eq!(label("Severno Irsko").as_deref(), Some("Severna Irska"));
    assert_eq!(label("Evropsko unijo").as_deref(), Some("Evropska unija"));
    assert_eq!(label("Združenega kraljestva").as_deref(), Some("Združeno kraljestvo"));
    assert_eq!(label("albanskega"), None);
}

#[test]
fn rows_are_found_by_the_end_of_their_iri() {
    let key = |kind, end: &str| gazetteer().of_slug(kind, end).map(|entry| entry.key.as_str());
    assert_eq!(key(EntityKind::Organisation, "biontech"), Some("de-biontech"));
    assert_eq!(key(EntityKind::Country, "bosna-in-hercegovina"), Some("BA"));
    assert_eq!(key(EntityKind::Place, "biontech"), None);
}
