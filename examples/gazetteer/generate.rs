//! Makes the common gazetteer tables from the identifier sources. Shared by the example and by the test that re-runs it.
//!
//! An identifier is written only when a source gives it and no other source says otherwise; every disagreement is a
//! remark. Two tables in the target folder are kept by hand and read here: `city-selection.tsv` (which cities, under
//! which name in the source) and `verified.tsv` (identifiers seen to agree in sources that are not among the files).

use oxrdfxml::RdfXmlParser;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

/// The files to write, by name, and what was left out.
pub struct Generated {
    pub files: BTreeMap<&'static str, String>,
    pub remarks: Vec<String>,
}

type Result<T> = std::result::Result<T, String>;
type Row = HashMap<String, String>;

/// Where the source files lie: `$TROJKA_SHARED/identifiers`, else `../shared/identifiers`.
pub fn default_sources() -> PathBuf {
    let shared = std::env::var_os("TROJKA_SHARED").map_or_else(|| PathBuf::from("../shared"), PathBuf::from);
    shared.join("identifiers")
}

/// # Errors
/// When a source file is missing or cannot be read; the message names it.
pub fn generate(sources: &Path, tables: &Path) -> Result<Generated> {
    let verified = Verified::read(&tables.join("verified.tsv"))?;
    let mut remarks = Vec::new();
    let countries = countries(sources, &verified, &mut remarks)?;
    let cities = cities(sources, tables, &countries, &verified, &mut remarks)?;
    let organisations = organisations(sources, &mut remarks)?;
    let files = BTreeMap::from([
        ("countries.tsv", write_countries(&countries, &cities)),
        ("cities.tsv", write_cities(&cities)),
        ("organisations.tsv", organisations),
        ("regions.tsv", regions(sources, &countries)?),
    ]);
    Ok(Generated { files, remarks })
}

struct Country {
    alpha2: String,
    alpha3: String,
    numeric: String,
    name: String,
    /// Names under which other sources may know it, in lower case.
    names: Vec<String>,
    wikidata: String,
    geonames: String,
    eu_authority: String,
    capital: String,
    region: String,
    /// `independent`, or the alpha-2 code of the country it belongs to, or empty.
    status: String,
    /// Codes of `sources.tsv`.
    source: String,
}

fn countries(sources: &Path, verified: &Verified, remarks: &mut Vec<String>) -> Result<Vec<Country>> {
    let rigour = rigour(sources)?;
    let authority = eu_authority(sources)?;
    let mut countries = Vec::new();
    for row in table(&sources.join("country-codes.csv"), b',')? {
        countries.push(country(&row, &rigour, &authority, remarks));
    }
    // ISO 3166 has no code for Kosovo; XK is the user-assigned code that the second source uses.
    if let Some(kosovo) = rigour.get("XK") {
        countries.push(Country {
            alpha2: "XK".into(),
            alpha3: kosovo["alpha3"].to_uppercase(),
            numeric: String::new(),
            name: kosovo["name"].clone(),
            names: vec![kosovo["name"].to_lowercase(), "no country found for alpha-2 code: xk".into()],
            wikidata: kosovo["qid"].clone(),
            geonames: String::new(),
            eu_authority: authority.get("kosovo").cloned().unwrap_or_default(),
            capital: "Pristina".into(),
            region: "Southern Europe".into(),
            status: "independent".into(),
            source: "rigour|eu-authority".into(),
        });
    }
    for country in &mut countries {
        verified.complete(&country.alpha2, &mut country.wikidata, &mut country.geonames);
    }
    countries.sort_by(|a, b| a.alpha2.cmp(&b.alpha2));
    Ok(countries)
}

fn country(
    row: &Row,
    rigour: &HashMap<String, Row>,
    authority: &HashMap<String, String>,
    remarks: &mut Vec<String>,
) -> Country {
    let get = |column: &str| row.get(column).map(|value| value.trim().to_owned()).unwrap_or_default();
    let alpha2 = get("ISO3166-1-Alpha-2");
    let name = get("CLDR display name");
    let first = get("wikidata_id").rsplit('/').next().unwrap_or_default().to_owned();
    let second = rigour.get(&alpha2).map(|row| row["qid"].clone()).unwrap_or_default();
    let wikidata = agree("country", &name, "Wikidata id", &first, &second, remarks);
    let mut names: Vec<String> = [&name, &get("official_name_en"), &get("UNTERM English Short")]
        .into_iter()
        .chain(rigour.get(&alpha2).map(|row| &row["name"]))
        .map(|name| name.to_lowercase())
        .filter(|name| !name.is_empty())
        .collect();
    names.extend(inverted_names(&alpha2).iter().map(|name| (*name).to_owned()));
    let independence = get("is_independent");
    let status = match independence.rsplit_once("of ") {
        Some((_, owner)) if owner.len() == 2 => owner.to_owned(),
        _ if independence == "Yes" => "independent".into(),
        _ => String::new(),
    };
    let alpha3 = get("ISO3166-1-Alpha-3");
    let eu_authority = authority.get(&alpha3).cloned().unwrap_or_default();
    let others = [(second.is_empty(), "|rigour"), (eu_authority.is_empty(), "|eu-authority")];
    let others = others.into_iter().filter(|(missing, _)| !missing).map(|(_, source)| source);
    Country {
        source: std::iter::once("country-codes").chain(others).collect(),
        eu_authority,
        numeric: format!("{:0>3}", get("ISO3166-1-numeric")),
        geonames: get("Geoname ID"),
        capital: get("Capital"),
        region: get("Sub-region Name"),
        alpha2,
        alpha3,
        name,
        names,
        wikidata,
        status,
    }
}

/// Inverted names that only the list of cities uses.
fn inverted_names(alpha2: &str) -> &'static [&'static str] {
    match alpha2 {
        "BO" => &["bolivia, plurinational state of"],
        "CD" => &["congo, the democratic republic of the"],
        "FK" => &["falkland islands (malvinas)"],
        "FM" => &["micronesia, federated states of"],
        "IR" => &["iran, islamic republic of"],
        "KP" => &["korea, democratic people's republic of"],
        "KR" => &["korea, republic of"],
        "MD" => &["moldova, republic of"],
        "PS" => &["palestine, state of"],
        "TW" => &["taiwan, province of china"],
        "TZ" => &["tanzania, united republic of"],
        "VA" => &["holy see (vatican city state)"],
        "VE" => &["venezuela, bolivarian republic of"],
        "VG" => &["virgin islands, british"],
        "VI" => &["virgin islands, u.s."],
        _ => &[],
    }
}

/// The identifier that two sources give; empty, with a remark, when they differ.
fn agree(kind: &str, name: &str, what: &str, first: &str, second: &str, remarks: &mut Vec<String>) -> String {
    match (first, second) {
        ("", other) | (other, "") => other.to_owned(),
        (first, second) if first == second => first.to_owned(),
        _ => {
            remarks.push(format!("{kind} {name}: {what} left out, sources differ ({first}, {second})"));
            String::new()
        }
    }
}

fn rigour(sources: &Path) -> Result<HashMap<String, Row>> {
    let rows = table(&sources.join("territories-rigour.tsv"), b'\t')?;
    Ok(rows.into_iter().map(|row| (row["code"].to_uppercase(), row)).collect())
}

/// IRIs of the EU authority table by its code (alpha-3 for ISO countries) and, in lower case, by English name.
fn eu_authority(sources: &Path) -> Result<HashMap<String, String>> {
    let path = sources.join("eu-countries-skos.rdf");
    let bytes = std::fs::read(&path).map_err(|error| at(&path, error))?;
    let mut found = HashMap::new();
    let mut withdrawn = BTreeSet::new();
    for triple in RdfXmlParser::new().for_slice(&bytes) {
        let triple = triple.map_err(|error| at(&path, error))?;
        let subject = triple.subject.to_string().trim_matches(['<', '>']).to_owned();
        let predicate = triple.predicate.as_str();
        let oxrdf::Term::Literal(object) = &triple.object else { continue };
        if predicate.ends_with("#authority-code") || predicate.ends_with("/authority-code") {
            found.insert(object.value().to_owned(), subject);
        } else if predicate.ends_with("#prefLabel") && object.language() == Some("en") {
            found.insert(object.value().to_lowercase(), subject);
        } else if predicate.ends_with("deprecated") && object.value() == "true" {
            withdrawn.insert(subject);
        }
    }
    found.retain(|_, iri| !withdrawn.contains(iri));
    Ok(found)
}

/// Parts of countries, former states and other territories without an ISO 3166-1 code of their own.
fn regions(sources: &Path, countries: &[Country]) -> Result<String> {
    let is_country = |code: &str| countries.iter().any(|country| country.alpha2 == code);
    let mut made = BTreeMap::new();
    for (code, row) in rigour(sources)? {
        if !is_country(&code) && !row["qid"].is_empty() {
            let country = code.split_once('_').map_or("", |(country, _)| country);
            let country = if is_country(country) { country } else { "" };
            let key = code.to_lowercase();
            made.insert(key.clone(), tsv(&[&key, &row["name"], &row["qid"], country, "rigour"]));
        }
    }
    Ok(tsv(&["key", "name_en", "wikidata", "country", "source"]) + &made.into_values().collect::<String>())
}

struct City {
    key: String,
    name: String,
    country: String,
    subcountry: String,
    geonames: String,
    wikidata: String,
    capital_of: String,
    /// Where the GeoNames id stands; `trojka` when the place is in no source.
    source: &'static str,
}

fn cities(
    sources: &Path,
    tables: &Path,
    countries: &[Country],
    verified: &Verified,
    remarks: &mut Vec<String>,
) -> Result<Vec<City>> {
    let by_name: HashMap<&str, &str> =
        countries.iter().flat_map(|c| c.names.iter().map(|name| (name.as_str(), c.alpha2.as_str()))).collect();
    let mut known: HashMap<(String, String), Vec<Row>> = HashMap::new();
    for row in table(&sources.join("world-cities.csv"), b',')? {
        if let Some(country) = by_name.get(row["country"].to_lowercase().as_str()) {
            known.entry((fold(&row["name"]), (*country).to_owned())).or_default().push(row);
        }
    }
    let mut cities = Vec::new();
    for row in table(&tables.join("city-selection.tsv"), b'\t')? {
        cities.push(city(&row, &known, verified, remarks));
    }
    cities.sort_by(|a, b| a.key.cmp(&b.key));
    Ok(cities)
}

fn city(
    row: &Row,
    known: &HashMap<(String, String), Vec<Row>>,
    verified: &Verified,
    remarks: &mut Vec<String>,
) -> City {
    let source_name = if row["source_name"].is_empty() { &row["name_en"] } else { &row["source_name"] };
    let place = (fold(source_name), row["country"].clone());
    let wanted = &row["subcountry"];
    let found: Vec<&Row> = known
        .get(&place)
        .map(|rows| rows.iter().filter(|r| wanted.is_empty() || &r["subcountry"] == wanted).collect())
        .unwrap_or_default();
    let (mut geonames, subcountry) = match found.as_slice() {
        [one] => (one["geonameid"].clone(), one["subcountry"].clone()),
        [] => (String::new(), wanted.clone()),
        several => {
            let regions: Vec<&str> = several.iter().map(|row| row["subcountry"].as_str()).collect();
            remarks.push(format!(
                "city {}: GeoNames id left out, {} in {} is in {}",
                row["key"],
                source_name,
                row["country"],
                regions.join(", ")
            ));
            (String::new(), String::new())
        }
    };
    let mut wikidata = String::new();
    let listed = !geonames.is_empty();
    verified.complete(&row["key"], &mut wikidata, &mut geonames);
    let source = match (listed, geonames.is_empty()) {
        (true, _) => "world-cities",
        (false, false) => "verified",
        (false, true) => "trojka",
    };
    if geonames.is_empty() && found.len() < 2 {
        remarks
            .push(format!("city {}: no GeoNames id, {} ({}) is in no source", row["key"], source_name, row["country"]));
    }
    City {
        key: row["key"].clone(),
        name: row["name_en"].clone(),
        country: row["country"].clone(),
        capital_of: row["capital_of"].clone(),
        subcountry,
        geonames,
        wikidata,
        source,
    }
}

fn organisations(sources: &Path, remarks: &mut Vec<String>) -> Result<String> {
    let rows = table(&sources.join("international-organisations.tsv"), b'\t')?;
    let mut names_by_id: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in rows.iter().filter(|row| !row["qid"].is_empty()) {
        names_by_id.entry(&row["qid"]).or_default().push(&row["name_en"]);
    }
    let mut made = BTreeMap::new();
    for row in &rows {
        let mut wikidata = row["qid"].as_str();
        if names_by_id.get(wikidata).is_some_and(|names| names.len() > 1) {
            remarks.push(format!("organisation {}: {wikidata} left out, given to several", row["name_en"]));
            wikidata = "";
        }
        if wikidata.is_empty() {
            continue;
        }
        let others: Vec<&str> = row["other_names"].split('|').filter(|name| !matches!(*name, "" | "None")).collect();
        let key = trojka::entity::slug(&row["name_en"]);
        let others = others.join("|");
        let line = tsv(&[&key, &row["name_en"], &row["abbreviation"], &others, wikidata, &row["type"], "supraverden"]);
        if made.insert(key.clone(), line).is_some() {
            remarks.push(format!("organisation {key}: stands twice"));
        }
    }
    let heading = tsv(&["key", "name_en", "abbreviation", "other_names", "wikidata", "type", "source"]);
    Ok(heading + &made.into_values().collect::<String>())
}

fn write_countries(countries: &[Country], cities: &[City]) -> String {
    let mut text = tsv(&[
        "key",
        "alpha3",
        "numeric",
        "name_en",
        "wikidata",
        "geonames",
        "eu_authority",
        "capital",
        "capital_en",
        "region",
        "status",
        "source",
    ]);
    for country in countries {
        let capital = cities.iter().find(|city| city.capital_of == country.alpha2);
        text += &tsv(&[
            &country.alpha2,
            &country.alpha3,
            &country.numeric,
            &country.name,
            &country.wikidata,
            &country.geonames,
            &country.eu_authority,
            capital.map_or("", |city| city.key.as_str()),
            &country.capital,
            &country.region,
            &country.status,
            &country.source,
        ]);
    }
    text
}

fn write_cities(cities: &[City]) -> String {
    let mut text = tsv(&["key", "name_en", "country", "subcountry", "geonames", "wikidata", "capital_of", "source"]);
    for city in cities {
        text += &tsv(&[
            &city.key,
            &city.name,
            &city.country,
            &city.subcountry,
            &city.geonames,
            &city.wikidata,
            &city.capital_of,
            city.source,
        ]);
    }
    text
}

/// Identifiers verified by hand, each with its source, for rows to which the files give none.
struct Verified(HashMap<String, Row>);

impl Verified {
    fn read(path: &Path) -> Result<Self> {
        Ok(Self(table(path, b'\t')?.into_iter().map(|row| (row["key"].clone(), row)).collect()))
    }

    fn complete(&self, key: &str, wikidata: &mut String, geonames: &mut String) {
        let Some(row) = self.0.get(key) else { return };
        for (field, column) in [(wikidata, "wikidata"), (geonames, "geonames")] {
            if field.is_empty() {
                field.clone_from(&row[column]);
            }
        }
    }
}

fn table(path: &Path, delimiter: u8) -> Result<Vec<Row>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .quoting(delimiter == b',')
        .from_path(path)
        .map_err(|error| at(path, error))?;
    reader.deserialize().map(|row| row.map_err(|error| at(path, error))).collect()
}

fn tsv(cells: &[&str]) -> String {
    let clean: Vec<String> = cells.iter().map(|cell| cell.replace(['\t', '\n'], " ")).collect();
    clean.join("\t") + "\n"
}

fn fold(name: &str) -> String {
    deunicode::deunicode(name).to_lowercase()
}

fn at(path: &Path, error: impl std::fmt::Display) -> String {
    format!("{}: {error}", path.display())
}
