//! Which lexical forms the datatypes of XML Schema have: <https://www.w3.org/TR/xmlschema11-2/>.

use crate::graph::vocab::xsd;
use oxigraph::model::NamedNodeRef;
use oxsdatatypes::{
    Date, DateTime, DayTimeDuration, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, Time, YearMonthDuration,
};
use std::str::FromStr;

/// Whether a string is in the lexical space of a datatype. Datatypes that are not of XML Schema take all.
pub fn is_well_formed(text: &str, datatype: NamedNodeRef<'_>) -> bool {
    let Some(name) = datatype.as_str().strip_prefix("http://www.w3.org/2001/XMLSchema#") else { return true };
    match name {
        "boolean" => matches!(text, "true" | "false" | "0" | "1"),
        "decimal" => is_decimal(text),
        "float" | "double" => is_double(text),
        "date" => parses::<Date>(text),
        "dateTime" => parses::<DateTime>(text),
        "dateTimeStamp" => parses::<DateTime>(text) && has_zone(text),
        "time" => parses::<Time>(text),
        "gYear" => parses::<GYear>(text),
        "gYearMonth" => parses::<GYearMonth>(text),
        "gMonth" => parses::<GMonth>(text),
        "gMonthDay" => parses::<GMonthDay>(text),
        "gDay" => parses::<GDay>(text),
        "duration" => parses::<Duration>(text),
        "dayTimeDuration" => parses::<DayTimeDuration>(text),
        "yearMonthDuration" => parses::<YearMonthDuration>(text),
        "hexBinary" => text.len().is_multiple_of(2) && text.bytes().all(|byte| byte.is_ascii_hexdigit()),
        _ => integer_bounds(name).is_none_or(|bounds| is_integer_within(text, bounds)),
    }
}

/// Whether a datatype is `xsd:integer` or derived from it.
pub fn is_integer_type(datatype: NamedNodeRef<'_>) -> bool {
    let name = datatype.as_str().strip_prefix("http://www.w3.org/2001/XMLSchema#");
    datatype == xsd::INTEGER || name.is_some_and(|name| integer_bounds(name).is_some())
}

/// Least and greatest value, `None` for no bound.
type Bounds = (Option<i128>, Option<i128>);

fn integer_bounds(name: &str) -> Option<Bounds> {
    Some(match name {
        "integer" => (None, None),
        "long" => (Some(i64::MIN.into()), Some(i64::MAX.into())),
        "int" => (Some(i32::MIN.into()), Some(i32::MAX.into())),
        "short" => (Some(i16::MIN.into()), Some(i16::MAX.into())),
        "byte" => (Some(i8::MIN.into()), Some(i8::MAX.into())),
        "unsignedLong" => (Some(0), Some(u64::MAX.into())),
        "unsignedInt" => (Some(0), Some(u32::MAX.into())),
        "unsignedShort" => (Some(0), Some(u16::MAX.into())),
        "unsignedByte" => (Some(0), Some(u8::MAX.into())),
        "nonNegativeInteger" => (Some(0), None),
        "positiveInteger" => (Some(1), None),
        "nonPositiveInteger" => (None, Some(0)),
        "negativeInteger" => (None, Some(-1)),
        _ => return None,
    })
}

fn is_integer_within(text: &str, (least, greatest): Bounds) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if !is_digits(digits) {
        return false;
    }
    match text.parse::<i128>() {
        Ok(value) => least.is_none_or(|least| value >= least) && greatest.is_none_or(|greatest| value <= greatest),
        // Beyond 128 bits: outside every bound on its side.
        Err(_) if text.starts_with('-') => least.is_none(),
        Err(_) => greatest.is_none(),
    }
}

fn is_decimal(text: &str) -> bool {
    let text = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole) && digits(part) && !(whole.is_empty() && part.is_empty())
}

fn is_double(text: &str) -> bool {
    if matches!(text, "INF" | "+INF" | "-INF" | "NaN") {
        return true;
    }
    let (mantissa, exponent) = text.split_once(['e', 'E']).map_or((text, None), |(m, e)| (m, Some(e)));
    is_decimal(mantissa) && exponent.is_none_or(|e| is_digits(e.strip_prefix(['+', '-']).unwrap_or(e)))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn has_zone(text: &str) -> bool {
    text.ends_with('Z') || text.len() > 6 && matches!(text.as_bytes()[text.len() - 6], b'+' | b'-')
}

fn parses<T: FromStr>(text: &str) -> bool {
    text.parse::<T>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(text: &str, name: &str) -> bool {
        let iri = format!("http://www.w3.org/2001/XMLSchema#{name}");
        is_well_formed(text, NamedNodeRef::new_unchecked(&iri))
    }

    #[test]
    fn knows_what_is_ill_typed() {
        for (name, good, bad) in [
            (
                "integer",
                &["0", "-5", "+07", "123456789012345678901234567890123456789012345"][..],
                &["", "1.0", "a", "+"][..],
            ),
            ("byte", &["127", "-128"], &["128", "300", "c"]),
            ("nonNegativeInteger", &["0", "-0", "99999999999999999999999999999999999999999"], &["-1"]),
            ("decimal", &["1", ".5", "5.", "-0.5"], &[".", "1e3", "INF"]),
            ("double", &["1e3", "-INF", "NaN", "1.5E-3"], &["1e", "inf", ""]),
            ("boolean", &["true", "0"], &["True", "yes"]),
            ("date", &["2024-02-29", "2024-02-28Z"], &["2023-02-29", "2024-2-1", "2024"]),
            ("dateTime", &["2024-02-29T10:00:00"], &["2024-02-29"]),
            ("dateTimeStamp", &["2024-02-29T10:00:00+01:00"], &["2024-02-29T10:00:00"]),
            ("gYearMonth", &["2024-02"], &["2024-13"]),
            ("anyURI", &["anything goes"], &[]),
        ] {
            good.iter().for_each(|text| assert!(fits(text, name), "{text:?} is a {name}"));
            bad.iter().for_each(|text| assert!(!fits(text, name), "{text:?} is no {name}"));
        }
        assert!(is_well_formed("anything", NamedNodeRef::new_unchecked("http://example.org/type")));
    }
}
