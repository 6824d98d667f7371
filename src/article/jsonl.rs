//! JSON lines: one object for each article.

use super::metadata::Metadata;
use serde_json::{Map, Value};

/// One line of a file, taken apart.
#[derive(Debug)]
pub(super) struct Row {
    pub metadata: Metadata,
    pub text: String,
    /// Messages about optional fields that were left out.
    pub remarks: Vec<String>,
}

/// Reads one line. The error is a stable code and a message.
pub(super) fn parse(line: &str) -> Result<Row, (&'static str, String)> {
    let value: Value = serde_json::from_str(line).map_err(|error| ("bad-json", describe(&error)))?;
    let Value::Object(mut fields) = value else {
        return Err(("bad-json", format!("is {}, not a JSON object", kind(&value))));
    };
    let text = required(&mut fields, "text")?;
    let id = required_id(&mut fields)?;
    let mut remarks = Vec::new();
    let mut take = |key: &str| optional(&mut fields, key, &mut remarks);
    let metadata = Metadata {
        id: Some(id),
        title: take("title"),
        date: take("date"),
        date_line: 0,
        source: take("source"),
        url: take("url"),
        author: take("author"),
        lang: take("lang"),
        rights: take("rights"),
    };
    Ok(Row { metadata, text, remarks })
}

fn required(fields: &mut Map<String, Value>, key: &str) -> Result<String, (&'static str, String)> {
    match fields.remove(key) {
        Some(Value::String(text)) => Ok(text),
        None => Err(("missing-field", format!("`{key}` is missing"))),
        Some(other) => Err(("wrong-type", format!("`{key}` must be a string, is {}", kind(&other)))),
    }
}

/// A string, or a number as it is written.
fn required_id(fields: &mut Map<String, Value>) -> Result<String, (&'static str, String)> {
    match fields.get("id") {
        Some(Value::Number(number)) => Ok(number.to_string()),
        _ => required(fields, "id"),
    }
}

fn optional(fields: &mut Map<String, Value>, key: &str, remarks: &mut Vec<String>) -> Option<String> {
    match fields.remove(key)? {
        Value::String(text) => Some(text),
        Value::Null => None,
        other => {
            remarks.push(format!("`{key}` must be a string, is {}; the article is kept without it", kind(&other)));
            None
        }
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// serde_json's message with the column only: the line is the file's.
fn describe(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let cause = message.split(" at line ").next().unwrap_or(&message);
    format!("is not JSON: {cause} (column {})", error.column())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_what_is_wrong() {
        let code = |line: &str| parse(line).map(|_| ()).expect_err("bad");
        assert_eq!(code("{\"id\":\"a\"}"), ("missing-field", "`text` is missing".into()));
        assert_eq!(code("{\"id\":\"a\",\"text\":5}"), ("wrong-type", "`text` must be a string, is a number".into()));
        assert_eq!(code("{\"text\":\"b\"}"), ("missing-field", "`id` is missing".into()));
        assert_eq!(code("[1]").0, "bad-json");
        assert_eq!(code("{\"id\":").0, "bad-json");
        assert_eq!(code(&"[".repeat(100_000)).0, "bad-json");
    }

    #[test]
    fn leaves_out_optional_fields_of_a_wrong_type() {
        let row = parse("{\"id\":7,\"text\":\"b\",\"title\":3,\"date\":null,\"more\":{}}").expect("usable");
        assert_eq!(row.metadata.id.as_deref(), Some("7"));
        assert_eq!(row.metadata.title, None);
        assert_eq!(row.remarks.len(), 1);
    }
}
