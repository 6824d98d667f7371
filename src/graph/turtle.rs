//! Turtle files that people write, with the line of each triple.

use crate::error::{Error, Result};
use oxigraph::model::Triple;
use oxttl::TurtleParser;
use std::path::Path;

/// The triples of a file, each with the line (from 1) on which it is complete.
///
/// # Errors
/// [`Error::Format`] with the line for what is not Turtle.
pub fn triples(path: &Path, text: &str) -> Result<Vec<(usize, Triple)>> {
    triples_read_by(TurtleParser::new(), path, text)
}

/// As [`triples`], with a reader that may know a base.
///
/// # Errors
/// As there.
pub fn triples_read_by(parser: TurtleParser, path: &Path, text: &str) -> Result<Vec<(usize, Triple)>> {
    let mut parser = parser.low_level();
    let mut found = Vec::new();
    let lines = text.split_inclusive('\n').chain([""]);
    for (number, line) in lines.enumerate() {
        match line {
            "" => parser.end(),
            _ => parser.extend_from_slice(line.as_bytes()),
        }
        while let Some(triple) = parser.parse_next() {
            let triple = triple.map_err(|error| {
                let line = usize::try_from(error.location().start.line).map_or(number, |line| line) + 1;
                Error::format(path, Some(line), error)
            })?;
            found.push((number + 1, triple));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_the_line_of_each_triple() {
        let text = "@prefix a: <http://a/> .\n\na:x a:p a:y .\na:x a:p\n  a:z , a:w ;\n  a:q a:v .";
        let found = triples(Path::new("x.ttl"), text).expect("is Turtle");
        let lines: Vec<_> = found.iter().map(|(line, triple)| (*line, triple.object.to_string())).collect();
        let expected = [(3, "y"), (5, "z"), (5, "w"), (6, "v")];
        assert_eq!(lines, expected.map(|(line, name)| (line, format!("<http://a/{name}>"))));
    }

    #[test]
    fn tells_the_line_of_an_error() {
        for (text, line) in [("@prefix a: <http://a/> .\na:x a:p .\n", 2), ("a:x a:p a:y .\n", 1), ("\n\n<a", 3)] {
            let error = triples(Path::new("x.ttl"), text).expect_err(text).to_string();
            assert!(error.starts_with(&format!("x.ttl:{line}:")), "{error}");
        }
    }
}
