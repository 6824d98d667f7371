//! Literals, written as the store writes them back: integers as `xsd:integer`, decimals in canonical form.

use super::vocab::xsd;
use crate::text::time::Time;
use jiff::civil::Date;
use oxigraph::model::Literal;

/// A text with its language; without one when `lang` is no BCP 47 tag.
pub fn text(value: &str, lang: &str) -> Literal {
    Literal::new_language_tagged_literal(value, lang).unwrap_or_else(|_| Literal::new_simple_literal(value))
}

pub fn integer(value: usize) -> Literal {
    Literal::new_typed_literal(value.to_string(), xsd::INTEGER)
}

/// To three places: `0.95`, `1`.
pub fn decimal(value: f32) -> Literal {
    let value = if value.is_finite() { value } else { 0.0 };
    let digits = format!("{value:.3}");
    let digits = digits.trim_end_matches('0').trim_end_matches('.');
    Literal::new_typed_literal(if digits == "-0" { "0" } else { digits }, xsd::DECIMAL)
}

pub fn day(day: Date) -> Literal {
    Literal::new_typed_literal(day.to_string(), xsd::DATE)
}

/// With the XSD type that fits what is known of the date, times of day without a zone; a plain string for weeks, intervals
/// and the like.
pub fn date(date: &Time) -> Literal {
    let shape: String = date.value.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    match shape.as_str() {
        "0000-00-00" => Literal::new_typed_literal(&date.value, xsd::DATE),
        "0000-00" => Literal::new_typed_literal(&date.value, xsd::G_YEAR_MONTH),
        "0000" => Literal::new_typed_literal(&date.value, xsd::G_YEAR),
        "0000-00-00T00:00" => Literal::new_typed_literal(format!("{}:00", date.value), xsd::DATE_TIME),
        "0000-00-00T00" => Literal::new_typed_literal(format!("{}:00:00", date.value), xsd::DATE_TIME),
        _ => Literal::new_simple_literal(&date.value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_canonical() {
        for (value, digits) in
            [(1.0, "1"), (0.95, "0.95"), (0.0, "0"), (0.333_333, "0.333"), (-0.0001, "0"), (f32::NAN, "0")]
        {
            assert_eq!(decimal(value).value(), digits);
        }
    }

    #[test]
    fn dates_get_the_type_of_their_precision() {
        let of = |value: &str| {
            let (modifier, not_before, not_after) = (None, None, None);
            date(&Time { value: value.into(), precision: "day", modifier, not_before, not_after })
        };
        let typed = |value: &str| of(value).datatype().into_owned();
        assert_eq!(typed("2024-03-12"), xsd::DATE);
        assert_eq!(typed("2024-03"), xsd::G_YEAR_MONTH);
        assert_eq!(typed("2024"), xsd::G_YEAR);
        assert_eq!(typed("2024-W11"), xsd::STRING);
        assert_eq!(typed("2018/.."), xsd::STRING);
        assert_eq!(of("2024-03-12T14:30").to_string(), format!("\"2024-03-12T14:30:00\"^^{}", xsd::DATE_TIME));
        assert_eq!(of("2024-03-12T09").value(), "2024-03-12T09:00:00");
    }

    #[test]
    fn a_wrong_language_tag_gives_a_plain_literal() {
        assert_eq!(text("a", "sl").language(), Some("sl"));
        assert_eq!(text("a", "not a tag").language(), None);
    }
}
