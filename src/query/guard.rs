//! Refuses queries that could end the process: nested too deep or chained too long for the stack.
//!
//! Parser and evaluator are recursive, and running out of stack cannot be caught. So the words of a query are counted
//! before it is parsed.

/// Brackets of all kinds and prefix signs that may be open at one place.
pub const MAX_DEPTH: usize = 256;
/// Operators and clause words in one query: each can add one level to the tree that is evaluated.
pub const MAX_CHAIN: usize = 4000;
/// Bytes of one query.
pub const MAX_BYTES: usize = 4 << 20;

/// Why a query is not even parsed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Complaint {
    #[error("the query is longer than {MAX_BYTES} bytes")]
    TooLong,
    #[error("the query nests more than {MAX_DEPTH} levels deep (line {line}, column {column})")]
    TooDeep { line: usize, column: usize },
    #[error("the query chains more than {MAX_CHAIN} operators and clauses (line {line}, column {column})")]
    TooManyParts { line: usize, column: usize },
    #[error("SERVICE is not allowed: this program asks no other server (line {line}, column {column})")]
    Service { line: usize, column: usize },
}

/// Counts brackets, operators and clauses; strings, IRIs and comments do not count.
///
/// # Errors
/// When a limit is passed, with the place where that happens.
pub fn check(query: &str) -> Result<(), Complaint> {
    if query.len() > MAX_BYTES {
        return Err(Complaint::TooLong);
    }
    let mut scan = Scan { text: query, at: 0 };
    let (mut depth, mut signs, mut chain) = (0usize, 0usize, 0usize);
    while let Some((start, piece)) = scan.next() {
        match piece {
            Piece::Open => depth += 1,
            Piece::Close => depth = depth.saturating_sub(1),
            Piece::Word(word) if word.eq_ignore_ascii_case("SERVICE") => {
                let (line, column) = position(query, start);
                return Err(Complaint::Service { line, column });
            }
            Piece::Word(word) if is_clause(word) => chain += 1,
            Piece::Operator => chain += 1,
            Piece::Word(_) | Piece::Other => {}
        }
        signs = if matches!(piece, Piece::Operator) { signs + 1 } else { 0 };
        if depth + signs > MAX_DEPTH {
            let (line, column) = position(query, start);
            return Err(Complaint::TooDeep { line, column });
        }
        if chain > MAX_CHAIN {
            let (line, column) = position(query, start);
            return Err(Complaint::TooManyParts { line, column });
        }
    }
    Ok(())
}

enum Piece<'t> {
    Open,
    Close,
    Operator,
    /// A word without a colon and without a sigil.
    Word(&'t str),
    Other,
}

struct Scan<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scan<'t> {
    fn next(&mut self) -> Option<(usize, Piece<'t>)> {
        self.skip_blank();
        let start = self.at;
        let rest = &self.text[start..];
        let first = rest.chars().next()?;
        let (length, piece) = match first {
            '{' | '(' | '[' => (1, Piece::Open),
            '}' | ')' | ']' => (1, Piece::Close),
            '"' | '\'' => (string_length(rest), Piece::Other),
            '<' if rest.starts_with("<<") => (2, Piece::Open),
            '>' if rest.starts_with(">>") => (2, Piece::Close),
            '<' => iri_length(rest).map_or((1, Piece::Operator), |length| (length, Piece::Other)),
            '!' | '+' | '-' | '*' | '/' | '|' | '&' | '=' | '>' | '^' => (1, Piece::Operator),
            '?' | '$' | '@' => (1 + word_length(&rest[1..]), Piece::Other),
            c if is_word(c) => {
                let length = word_length(rest);
                let word = &rest[..length];
                (length, if word.contains(':') { Piece::Other } else { Piece::Word(word) })
            }
            c => (c.len_utf8(), Piece::Other),
        };
        self.at = start + length;
        Some((start, piece))
    }

    fn skip_blank(&mut self) {
        loop {
            let rest = &self.text[self.at..];
            let blank = rest.len() - rest.trim_start().len();
            self.at += blank;
            let rest = &rest[blank..];
            if !rest.starts_with('#') {
                return;
            }
            self.at += rest.find(['\n', '\r']).unwrap_or(rest.len());
        }
    }
}

/// Words that add a pattern or an operator to the tree.
fn is_clause(word: &str) -> bool {
    const CLAUSES: [&str; 13] = [
        "OPTIONAL", "UNION", "MINUS", "FILTER", "BIND", "GRAPH", "EXISTS", "SELECT", "VALUES", "IN", "AS", "LATERAL",
        "WHERE",
    ];
    CLAUSES.iter().any(|clause| word.eq_ignore_ascii_case(clause))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | ':' | '%' | '\\')
}

/// Names with their dots and hyphens inside (`ex:a.b-c`), numbers with theirs.
fn word_length(text: &str) -> usize {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = matches!(c, '.' | '-') && end == at && chars.peek().is_some_and(|&(_, next)| is_word(next));
        if !is_word(c) && !joins {
            break;
        }
        end = at + c.len_utf8();
        if c == '\\'
            && let Some((next, escaped)) = chars.next()
        {
            end = next + escaped.len_utf8();
        }
    }
    end
}

/// Up to and with the closing quotes; to the end of the text when they are missing.
fn string_length(text: &str) -> usize {
    let quote = &text[..1];
    let long = quote.repeat(3);
    let end = if text.starts_with(&long) { long.as_str() } else { quote };
    let mut at = end.len();
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        if rest[0] == b'\\' {
            at += 2;
        } else if rest.starts_with(end.as_bytes()) {
            return at + end.len();
        } else {
            at += 1;
        }
    }
    text.len()
}

/// The length of an IRI reference (SPARQL 1.1, production 139), `None` when the `<` is an operator.
fn iri_length(text: &str) -> Option<usize> {
    let forbidden = |c: char| c <= ' ' || matches!(c, '<' | '"' | '{' | '}' | '|' | '^' | '`' | '\\');
    let end = text[1..].find(|c| c == '>' || forbidden(c))? + 1;
    text[end..].starts_with('>').then_some(end + 1)
}

fn position(text: &str, byte: usize) -> (usize, usize) {
    let before = &text[..byte];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lets_ordinary_queries_through() {
        let query = "PREFIX ex: <http://e/> SELECT ?service WHERE { ?s ex:service <http://e/a{> ; ex:p \"}}}}\\\"((\" }
            # ((((((((((( SERVICE\n FILTER(?a < 5 && ?b > 3)";
        assert_eq!(check(query), Ok(()));
        let rows = format!("SELECT * {{ VALUES (?a ?b) {{ {} }} }}", "(<http://e/x> \"v\") ".repeat(20_000));
        assert_eq!(check(&rows), Ok(()));
    }

    #[test]
    fn stops_nesting_of_every_kind() {
        for open in ["(", "{ ", "[ ex:p ", "!", "- ", "<< ", "{ SELECT * ", "(\n", "NOT EXISTS { "] {
            assert!(matches!(check(&open.repeat(2 * MAX_DEPTH)), Err(Complaint::TooDeep { .. })), "{open}");
        }
        for link in ["OPTIONAL { } ", "1 + ", "ex:p / ", "{ } UNION ", "?a && ", "FILTER(?a) "] {
            assert!(matches!(check(&link.repeat(2 * MAX_CHAIN)), Err(Complaint::TooManyParts { .. })), "{link}");
        }
    }

    #[test]
    fn names_the_place_of_a_service() {
        assert_eq!(check("ASK {\n  Service <http://e/> {} }"), Err(Complaint::Service { line: 2, column: 3 }));
    }
}
