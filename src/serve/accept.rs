//! Content negotiation (RFC 9110, section 12.5.1).

use super::problem::Problem;
use crate::export::Format;
use crate::query::{Output, Rendering};
use axum::http::{HeaderMap, header};
use headers_accept::Accept;
use mediatype::MediaType;
use oxigraph::io::RdfFormat;
use oxigraph::sparql::results::QueryResultsFormat;

/// Media types of rows and truth values, the preferred one first.
const ROWS: [(&str, QueryResultsFormat); 7] = [
    ("application/sparql-results+json", QueryResultsFormat::Json),
    ("application/sparql-results+xml", QueryResultsFormat::Xml),
    ("text/csv", QueryResultsFormat::Csv),
    ("text/tab-separated-values", QueryResultsFormat::Tsv),
    ("application/json", QueryResultsFormat::Json),
    ("application/xml", QueryResultsFormat::Xml),
    ("text/xml", QueryResultsFormat::Xml),
];

/// Media types of triples, the preferred one first.
const TRIPLES: [(&str, Format); 10] = [
    ("text/turtle", Format::Turtle),
    ("application/n-triples", Format::NTriples),
    ("application/ld+json", Format::JsonLd),
    ("application/rdf+xml", Format::RdfXml),
    ("application/n-quads", Format::NQuads),
    ("application/trig", Format::TriG),
    ("application/x-turtle", Format::Turtle),
    ("application/json", Format::JsonLd),
    ("application/xml", Format::RdfXml),
    ("text/plain", Format::NTriples),
];

/// What a description is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    Html,
    Rdf(Format),
}

/// The forms of a query's result that a client takes; `format` goes before the header. It is a name as on the command
/// line or what an Accept header may say.
pub(super) fn for_results(headers: &HeaderMap, format: Option<&str>) -> Result<Rendering, Problem> {
    if let Some(name) = format {
        return named(name).ok_or_else(|| unknown_format(name));
    }
    let Some(accept) = accept(headers)? else {
        let rows = Some(Output::Rows(QueryResultsFormat::Json));
        return Ok(Rendering { rows, triples: Some(RdfFormat::Turtle) });
    };
    Ok(rendering(&accept))
}

fn rendering(accept: &Accept) -> Rendering {
    Rendering {
        rows: choose(accept, &ROWS).map(Output::Rows),
        triples: choose(accept, &TRIPLES).map(Format::rdf_format),
    }
}

fn named(name: &str) -> Option<Rendering> {
    if name.contains('/') {
        let found = rendering(&name.parse().ok()?);
        return (found.rows.is_some() || found.triples.is_some()).then_some(found);
    }
    let triples = match view(name) {
        Some(View::Rdf(format)) => Some(format.rdf_format()),
        _ => None,
    };
    match Output::parse(name) {
        Some(Output::Table) => None,
        Some(output @ Output::Rows(_)) => Some(Rendering { rows: Some(output), triples }),
        _ => triples.map(|triples| Rendering { rows: None, triples: Some(triples) }),
    }
}

/// How to show a resource: as a page, or in a form of RDF.
pub(super) fn for_resource(headers: &HeaderMap, format: Option<&str>) -> Result<View, Problem> {
    if let Some(name) = format {
        return view(name).ok_or_else(|| unknown_view(name));
    }
    let Some(accept) = accept(headers)? else { return Ok(View::Rdf(Format::Turtle)) };
    let mut views: Vec<(&str, View)> = TRIPLES.iter().map(|&(name, format)| (name, View::Rdf(format))).collect();
    views.insert(1, ("text/html", View::Html));
    views.push(("application/xhtml+xml", View::Html));
    choose(&accept, &views).ok_or_else(|| not_acceptable(views.iter().map(|(name, _)| *name)))
}

/// The form of a graph's triples.
pub(super) fn for_graph(headers: &HeaderMap, format: Option<&str>) -> Result<Format, Problem> {
    for_triples(headers, format, &TRIPLES, Format::Turtle)
}

/// The form of all quads: one that has graphs when the client takes any.
pub(super) fn for_dataset(headers: &HeaderMap, format: Option<&str>) -> Result<Format, Problem> {
    let mut forms = TRIPLES.to_vec();
    forms.sort_by_key(|(_, format)| match format {
        Format::NQuads => 0,
        Format::TriG => 1,
        Format::JsonLd => 2,
        _ => 3,
    });
    for_triples(headers, format, &forms, Format::NQuads)
}

fn for_triples(
    headers: &HeaderMap,
    format: Option<&str>,
    forms: &[(&'static str, Format)],
    usual: Format,
) -> Result<Format, Problem> {
    if let Some(name) = format {
        return match view(name) {
            Some(View::Rdf(format)) => Ok(format),
            _ => Err(unknown_format(name)),
        };
    }
    let Some(accept) = accept(headers)? else { return Ok(usual) };
    choose(&accept, forms).ok_or_else(|| not_acceptable(forms.iter().map(|(name, _)| *name)))
}

/// The names of `?format=` for a resource: those of the command line, the usual endings of files, the media types, and
/// what people try.
fn view(name: &str) -> Option<View> {
    // In a query, `+` may mean a space.
    let name = name.trim().to_ascii_lowercase().replace(' ', "+");
    let name = name.split(';').next().unwrap_or_default();
    Some(View::Rdf(match name {
        "html" | "htm" | "xhtml" | "text/html" | "application/xhtml+xml" => return Some(View::Html),
        "turtle" | "ttl" | "n3" | "text/n3" => Format::Turtle,
        "ntriples" | "n-triples" | "nt" | "text" | "txt" => Format::NTriples,
        "nquads" | "n-quads" | "nq" => Format::NQuads,
        "trig" => Format::TriG,
        "rdfxml" | "rdf-xml" | "rdf/xml" | "rdf+xml" | "rdf" | "xml" | "owl" => Format::RdfXml,
        "jsonld" | "json-ld" | "ld+json" | "json" => Format::JsonLd,
        media_type => TRIPLES.iter().find(|(known, _)| *known == media_type)?.1,
    }))
}

fn unknown_view(name: &str) -> Problem {
    let names = Format::ALL.map(Format::name).join(", ");
    Problem::new(400, format!("there is no format {name:?}; there are html, {names}"))
}

/// How to show the result of a search: as a page, or as JSON (`false`), which goes before.
pub(super) fn for_search(headers: &HeaderMap, format: Option<&str>) -> Result<bool, Problem> {
    const VIEWS: [(&str, bool); 3] =
        [("application/json", false), ("text/html", true), ("application/xhtml+xml", true)];
    match format {
        Some("html") => return Ok(true),
        Some("json") => return Ok(false),
        Some(name) => return Err(unknown_format(name)),
        None => {}
    }
    let Some(accept) = accept(headers)? else { return Ok(false) };
    choose(&accept, &VIEWS).ok_or_else(|| not_acceptable(VIEWS.iter().map(|(name, _)| *name)))
}

/// Whether a client asks for RDF 1.2, by the parameter `version` of a media type
/// (<https://www.w3.org/TR/rdf12-turtle/#sec-mediaReg>).
pub(super) fn reads_rdf12(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let is_version = |parameter: &str| {
        let (name, value) = parameter.split_once('=').unwrap_or_default();
        name.trim().eq_ignore_ascii_case("version") && value.trim().trim_matches('"') == "1.2"
    };
    lines.flat_map(|line| parts(line, ',')).any(|range| parts(range, ';').into_iter().skip(1).any(is_version))
}

/// Whether a client that sends this wants a page rather than data.
pub(super) fn wants_html(headers: &HeaderMap) -> bool {
    matches!(for_resource(headers, None), Ok(View::Html))
}

/// The answer to a client that takes none of the forms that there are.
pub(super) fn not_acceptable<'n>(names: impl IntoIterator<Item = &'n str>) -> Problem {
    let names: Vec<_> = names.into_iter().collect();
    Problem::new(406, format!("none of the accepted media types is served here; there are {}", names.join(", ")))
}

/// The media types of rows or of triples, for messages.
pub(super) fn names_of(rows: bool) -> Vec<&'static str> {
    if rows { ROWS.iter().map(|row| row.0).collect() } else { TRIPLES.iter().map(|row| row.0).collect() }
}

fn unknown_format(name: &str) -> Problem {
    Problem::new(400, format!("there is no format {name:?}"))
}

/// `None` when the client sends no such header, or an empty one.
fn accept(headers: &HeaderMap) -> Result<Option<Accept>, Problem> {
    let bad = || Problem::new(400, "the Accept header is no list of media types");
    let lines: Vec<&str> = headers
        .get_all(header::ACCEPT)
        .iter()
        .map(|value| value.to_str())
        .collect::<Result<_, _>>()
        .map_err(|_| bad())?;
    let line = lines.join(", ");
    if line.trim().is_empty() {
        return Ok(None);
    }
    let ranges: Vec<String> = parts(&line, ',').into_iter().map(without_parameters).collect();
    if ranges.iter().any(|range| !range.contains('/')) {
        return Err(bad());
    }
    ranges.join(", ").parse().map(Some).map_err(|_| bad())
}

/// A media range with its quality only: all that is served is UTF-8, whatever `charset` or `profile` is asked for.
fn without_parameters(range: &str) -> String {
    let mut pieces = parts(range, ';').into_iter();
    let mut kept = pieces.next().unwrap_or_default().trim().to_owned();
    for piece in pieces.map(str::trim).filter(|piece| piece.get(..2).is_some_and(|q| q.eq_ignore_ascii_case("q="))) {
        kept.push(';');
        kept.push_str(piece);
    }
    kept
}

/// The parts between separators that stand in no quoted string.
fn parts(text: &str, separator: char) -> Vec<&str> {
    let (mut quoted, mut escaped) = (false, false);
    let is_end = |c: char| {
        let end = c == separator && !quoted;
        quoted ^= c == '"' && !escaped;
        escaped = quoted && c == '\\' && !escaped;
        end
    };
    text.split(is_end).collect()
}

fn choose<T: Copy>(accept: &Accept, available: &[(&'static str, T)]) -> Option<T> {
    let types: Vec<MediaType> = available.iter().filter_map(|(name, _)| MediaType::parse(name).ok()).collect();
    let chosen = accept.negotiate(&types)?.to_string();
    available.iter().find(|(name, _)| *name == chosen).map(|&(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(accept: &str) -> HeaderMap {
        HeaderMap::from_iter([(header::ACCEPT, accept.parse().expect("header"))])
    }

    #[test]
    fn obeys_quality_and_ranges() {
        let rows = |accept: &str| for_results(&headers(accept), None).expect("valid").rows;
        assert_eq!(rows("*/*"), Some(Output::Rows(QueryResultsFormat::Json)));
        assert_eq!(rows("text/*"), Some(Output::Rows(QueryResultsFormat::Csv)));
        assert_eq!(rows("text/csv;q=0, text/*"), Some(Output::Rows(QueryResultsFormat::Tsv)));
        assert_eq!(rows("text/csv;q=0.2, application/xml;q=0.9"), Some(Output::Rows(QueryResultsFormat::Xml)));
        assert_eq!(
            rows("text/csv; charset=\"utf-8, x\"; Q=0.4, text/tab-separated-values;header=present;q=0.5"),
            Some(Output::Rows(QueryResultsFormat::Tsv))
        );
        assert_eq!(rows("image/png"), None);
        assert!(for_results(&headers("; ;"), None).is_err());
    }

    #[test]
    fn formats_go_by_several_names() {
        let triples = |name: &str| for_results(&headers("image/png"), Some(name)).ok().and_then(|found| found.triples);
        let rows = |name: &str| for_results(&headers("image/png"), Some(name)).ok().and_then(|found| found.rows);
        assert_eq!(rows("text/tab-separated-values"), Some(Output::Rows(QueryResultsFormat::Tsv)));
        assert_eq!(
            (rows("xml"), triples("xml")),
            (Some(Output::Rows(QueryResultsFormat::Xml)), Some(RdfFormat::RdfXml))
        );
        assert_eq!((rows("csv"), triples("csv")), (Some(Output::Rows(QueryResultsFormat::Csv)), None));
        assert_eq!((rows("turtle"), triples("turtle")), (None, Some(RdfFormat::Turtle)));
        for name in ["n3", "turtle", "text/turtle"] {
            assert_eq!(triples(name), Some(RdfFormat::Turtle), "{name}");
        }
        for name in ["json-ld", "jsonld", "application/ld+json,application/x-json+ld"] {
            assert!(matches!(triples(name), Some(RdfFormat::JsonLd { .. })), "{name}");
        }
        for name in ["docx", "table", "image/png", "", "/"] {
            assert!(for_results(&headers("*/*"), Some(name)).is_err(), "{name}");
            assert!(for_resource(&headers("*/*"), Some(name)).is_err(), "{name}");
        }
        assert_eq!(for_resource(&headers("*/*"), Some("rdf+xml")).ok(), Some(View::Rdf(Format::RdfXml)));
    }

    #[test]
    fn the_version_of_rdf_is_asked_for() {
        for (accept, expected) in [
            ("text/turtle", false),
            ("text/turtle;version=1.2", true),
            ("application/n-quads;q=0.4, text/turtle; Version=\"1.2\";q=0.5", true),
            ("text/turtle;version=1.1", false),
            ("text/turtle;profile=\"version=1.2\"", false),
        ] {
            assert_eq!(reads_rdf12(&headers(accept)), expected, "{accept}");
        }
    }

    #[test]
    fn people_get_pages() {
        let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        assert_eq!(for_resource(&headers(browser), None).ok(), Some(View::Html));
        assert_eq!(for_resource(&headers(browser), Some("jsonld")).ok(), Some(View::Rdf(Format::JsonLd)));
        assert_eq!(for_resource(&HeaderMap::new(), None).ok(), Some(View::Rdf(Format::Turtle)));
        assert_eq!(for_resource(&headers("*/*"), None).ok(), Some(View::Rdf(Format::Turtle)));
        assert!(for_resource(&headers("image/png"), None).is_err());
    }

    #[test]
    fn formats_go_by_many_names() {
        for (name, format) in [
            ("ttl", Format::Turtle),
            ("text/turtle", Format::Turtle),
            ("nt", Format::NTriples),
            ("N-Quads", Format::NQuads),
            ("trig", Format::TriG),
            ("rdf", Format::RdfXml),
            ("xml", Format::RdfXml),
            ("json", Format::JsonLd),
            ("json-ld", Format::JsonLd),
            ("application/ld json", Format::JsonLd),
            ("application/ld+json", Format::JsonLd),
        ] {
            assert_eq!(view(name), Some(View::Rdf(format)), "{name}");
        }
        for format in Format::ALL {
            assert_eq!(view(format.name()), Some(View::Rdf(format)));
            assert_eq!(view(format.media_type()), Some(View::Rdf(format)));
        }
        assert_eq!((view("HTML"), view("docx"), view("")), (Some(View::Html), None, None));
    }
}
