//! Refuses queries that could end the process or block it: nested too deep, chained too long, joining too much.
//!
//! Parser and evaluator are recursive, and running out of stack cannot be caught; the time that the optimizer takes
//! grows with the cube of the number of triple patterns, and it cannot be stopped. So the words of a query are counted
//! before it is parsed. The limits were measured: far from the stack's end, and below a second.

/// Brackets of all kinds and prefix signs that may be open at one place.
pub const MAX_DEPTH: usize = 128;
/// Operators and clause words in one query: each can add one level to the tree that is evaluated.
pub const MAX_CHAIN: usize = 2000;
/// Triple patterns and groups in one query, and steps of property paths, as far as words tell.
pub const MAX_JOINS: usize = 128;
/// Bytes of one query.
pub const MAX_BYTES: usize = 4 << 20;

/// Limits of depth, chain and joins; [`SMALL`] was tried in a debug build on a stack of 2 MiB.
type Limits = [usize; 3];
const MOST: Limits = [MAX_DEPTH, MAX_CHAIN, MAX_JOINS];
const SMALL: Limits = [16, 32, 24];

/// Why a query is not even parsed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Complaint {
    #[error("the query is longer than {MAX_BYTES} bytes")]
    TooLong,
    #[error("the query nests more than {MAX_DEPTH} levels deep (line {line}, column {column})")]
    TooDeep { line: usize, column: usize },
    #[error("the query chains more than {MAX_CHAIN} operators and clauses (line {line}, column {column})")]
    TooManyParts { line: usize, column: usize },
    #[error("the query joins more than {MAX_JOINS} triple patterns (line {line}, column {column})")]
    TooManyJoins { line: usize, column: usize },
    #[error("SERVICE is not allowed: this program asks no other server (line {line}, column {column})")]
    Service { line: usize, column: usize },
}

/// Counts brackets, operators, clauses and joins; strings, IRIs and comments do not count. `services`: whether SERVICE may
/// stand in it.
///
/// # Errors
/// When a limit is passed, with the place where that happens.
pub fn check(query: &str, services: bool) -> Result<(), Complaint> {
    if query.len() > MAX_BYTES {
        return Err(Complaint::TooLong);
    }
    check_words(query, services)
}

/// As [`check`] for an update, which may be of any length: the quads of `INSERT DATA` and `DELETE DATA` join nothing.
///
/// # Errors
/// As there.
pub fn check_words(query: &str, services: bool) -> Result<(), Complaint> {
    let mut scan = Scan { text: query, at: 0 };
    let mut count = Count { services_allowed: services, ..Count::default() };
    while let Some((start, piece)) = scan.next() {
        count.add(piece);
        let (line, column) = if count.is_within(MOST) { continue } else { position(query, start) };
        return Err(match count {
            Count { service: true, .. } => Complaint::Service { line, column },
            Count { joins, .. } if joins > MAX_JOINS => Complaint::TooManyJoins { line, column },
            Count { chain, .. } if chain > MAX_CHAIN => Complaint::TooManyParts { line, column },
            _ => Complaint::TooDeep { line, column },
        });
    }
    Ok(())
}

/// Whether a query is so flat that an ordinary stack is enough for it, and asks no other server.
pub fn is_flat(query: &str) -> bool {
    let mut scan = Scan { text: query, at: 0 };
    let mut count = Count::default();
    while let Some((_, piece)) = scan.next() {
        count.add(piece);
        if !count.is_within(SMALL) {
            return false;
        }
    }
    true
}

/// What has been read so far.
#[derive(Default)]
struct Count<'t> {
    /// Brackets that are open.
    open: Vec<char>,
    /// Operators that follow each other.
    signs: usize,
    chain: usize,
    joins: usize,
    service: bool,
    services_allowed: bool,
    /// How many brackets are open around the quads of INSERT DATA or DELETE DATA.
    data: Option<usize>,
    /// How many brackets are open around the rows of VALUES, which join nothing.
    rows: Option<usize>,
    last: Option<Piece<'t>>,
}

impl<'t> Count<'t> {
    fn add(&mut self, piece: Piece<'t>) {
        self.signs = if matches!(piece, Piece::Operator(_)) { self.signs + 1 } else { 0 };
        if self.data.is_some() {
            self.add_data(piece);
            self.last = Some(piece);
            return;
        }
        let in_rows = self.rows.is_some_and(|outside| self.open.len() > outside);
        match piece {
            Piece::Open(bracket) => {
                let again = bracket == '(' && matches!(self.last, Some(Piece::Open('(')));
                self.joins += usize::from(matches!(bracket, '[' | '{') || (again && !in_rows));
                self.open.push(bracket);
            }
            Piece::Close => {
                let closed = self.open.pop();
                if closed == Some('{') && self.rows.is_some_and(|outside| self.open.len() <= outside) {
                    self.rows = None;
                }
            }
            Piece::Word(word) => self.add_word(word),
            Piece::Operator(sign) => {
                self.chain += 1;
                self.joins += usize::from(sign == '/');
            }
            Piece::Separator(',') if self.open.last() == Some(&'(') => {}
            Piece::Separator(_) => self.joins += 1,
            Piece::Term | Piece::Variable => {}
        }
        let beside = matches!(self.last, Some(Piece::Term | Piece::Variable | Piece::Close))
            && matches!(piece, Piece::Term | Piece::Variable);
        if beside && self.open.last() == Some(&'(') && !in_rows {
            self.joins += 2;
        }
        self.last = Some(piece);
    }

    /// Inside of INSERT DATA and DELETE DATA only brackets count.
    fn add_data(&mut self, piece: Piece<'t>) {
        match piece {
            Piece::Open(bracket) => self.open.push(bracket),
            Piece::Close => {
                self.open.pop();
                if self.data.is_some_and(|outside| self.open.len() <= outside) {
                    self.data = None;
                }
            }
            _ => {}
        }
    }

    fn add_word(&mut self, word: &str) {
        let after = |verb: &str| matches!(self.last, Some(Piece::Word(last)) if last.eq_ignore_ascii_case(verb));
        if word.eq_ignore_ascii_case("DATA") && (after("INSERT") || after("DELETE")) {
            self.data = Some(self.open.len());
        }
        self.service |= !self.services_allowed && word.eq_ignore_ascii_case("SERVICE");
        self.chain += usize::from(is_clause(word));
        if word.eq_ignore_ascii_case("VALUES") {
            self.rows = Some(self.open.len());
        }
    }

    fn is_within(&self, [depth, chain, joins]: Limits) -> bool {
        let deep = self.open.len() + self.signs;
        !self.service && deep <= depth && self.chain <= chain && self.joins <= joins
    }
}

#[derive(Clone, Copy)]
enum Piece<'t> {
    Open(char),
    Close,
    Operator(char),
    /// `.`, `;` or `,`
    Separator(char),
    /// A word without a colon and without a sigil.
    Word(&'t str),
    Variable,
    Term,
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
            c @ ('{' | '(' | '[') => (1, Piece::Open(c)),
            '}' | ')' | ']' => (1, Piece::Close),
            '"' | '\'' => (string_length(rest), Piece::Term),
            '<' if rest.starts_with("<<") => (2, Piece::Open('<')),
            '>' if rest.starts_with(">>") => (2, Piece::Close),
            '<' => iri_length(rest).map_or((1, Piece::Operator('<')), |length| (length, Piece::Term)),
            c @ ('!' | '+' | '-' | '*' | '/' | '|' | '&' | '=' | '>' | '^') => (1, Piece::Operator(c)),
            c @ ('.' | ';' | ',') => (1, Piece::Separator(c)),
            '?' | '$' => (1 + word_length(&rest[1..]), Piece::Variable),
            '@' => (1 + word_length(&rest[1..]), Piece::Term),
            c if is_word(c) => {
                let length = word_length(rest);
                let word = &rest[..length];
                (length, if is_term(word) { Piece::Term } else { Piece::Word(word) })
            }
            c => (c.len_utf8(), Piece::Term),
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

/// Names with a prefix, and numbers.
fn is_term(word: &str) -> bool {
    word.contains(':') || word.starts_with(|c: char| c.is_ascii_digit())
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

    fn plain(query: &str) -> Result<(), Complaint> {
        check(query, false)
    }

    #[test]
    fn lets_ordinary_queries_through() {
        let query = "PREFIX ex: <http://e/> SELECT ?service WHERE { ?s ex:service <http://e/a{> ; ex:p \"}}}}\\\"((\" }
            # ((((((((((( SERVICE\n FILTER(?a < 5 && ?b > 3)";
        assert_eq!(plain(query), Ok(()));
        let rows = "(<http://e/x> \"v\") ".repeat(20_000);
        assert_eq!(plain(&format!("SELECT * {{ VALUES (?a ?b) {{ {rows} }} }}")), Ok(()));
        assert_eq!(plain(&format!("SELECT * {{ VALUES ?a {{ {} }} ?a ?b ?c }}", "1 ".repeat(20_000))), Ok(()));
        let list = "<http://e/x>, ".repeat(20_000);
        assert_eq!(plain(&format!("SELECT * {{ ?s ?p ?o FILTER(?o IN ({list} 1)) }}")), Ok(()));
    }

    #[test]
    fn stops_nesting_of_every_kind() {
        for open in ["(", "{ ", "!", "- ", "<< ", "{ SELECT * ", "(\n", "NOT EXISTS { ", "IF(true, 1, ", "[ ex:p "] {
            let complaint = plain(&open.repeat(2 * MAX_DEPTH));
            let stopped = matches!(complaint, Err(Complaint::TooDeep { .. } | Complaint::TooManyJoins { .. }));
            assert!(stopped, "{open} {complaint:?}");
        }
        for link in ["1 + ", "?a && ", "FILTER(?a) ", "ex:p | "] {
            assert!(matches!(plain(&link.repeat(2 * MAX_CHAIN)), Err(Complaint::TooManyParts { .. })), "{link}");
        }
    }

    #[test]
    fn stops_joins_of_every_kind() {
        for link in ["?a ?b ?c . ", "ex:p / ", "?a ?b ; ", "[] ", "?a , ", "OPTIONAL { } ", "{ } UNION ", "{ } "] {
            let query = format!("ASK {{ {} }}", link.repeat(2 * MAX_JOINS));
            assert!(matches!(plain(&query), Err(Complaint::TooManyJoins { .. })), "{link}");
        }
        for list in ["1 ", "?a ", "<http://e/> ", "ex:a "] {
            let query = format!("ASK {{ ?s ?p ({}) }}", list.repeat(2 * MAX_JOINS));
            assert!(matches!(plain(&query), Err(Complaint::TooManyJoins { .. })), "{list}");
            let hidden = format!("ASK {{ VALUES (?a ?b) {{ (1 2) }} ?s ?p ({}) }}", list.repeat(2 * MAX_JOINS));
            assert!(matches!(plain(&hidden), Err(Complaint::TooManyJoins { .. })), "{list}");
        }
    }

    #[test]
    fn tells_flat_queries() {
        assert!(is_flat(
            "PREFIX ex: <http://e/> SELECT ?a (COUNT(?b) AS ?n) { ?a ex:p/ex:q ?b OPTIONAL { ?b ex:r ?c } } GROUP BY ?a"
        ));
        for link in ["(", "{ ", "!", "1 + ", "ex:p / ", "?a ?b ?c . ", "FILTER(true) "] {
            assert!(!is_flat(&link.repeat(40)), "{link}");
        }
        assert!(!is_flat("ASK { SERVICE <http://e/> {} }"));
    }

    #[test]
    fn names_the_place_of_a_service() {
        assert_eq!(plain("ASK {\n  Service <http://e/> {} }"), Err(Complaint::Service { line: 2, column: 3 }));
    }

    #[test]
    fn lets_much_data_pass() {
        let data = "<x:a> <x:b> \"c\" , 1 ; <x:d> [] . GRAPH <x:g> { <x:a> <x:b> <x:c> } ".repeat(1000);
        assert_eq!(check_words(&format!("INSERT DATA {{ {data} }} ; DELETE DATA {{ {data} }}"), false), Ok(()));
        let joins = "?a ?b ?c . ".repeat(2 * MAX_JOINS);
        let update = format!("INSERT DATA {{ {data} }} ; DELETE WHERE {{ {joins} }}");
        assert!(matches!(check_words(&update, false), Err(Complaint::TooManyJoins { .. })));
        let deep = format!("INSERT DATA {{ <x:a> <x:b> {}", "<<( <x:a> <x:b> ".repeat(2 * MAX_DEPTH));
        assert!(matches!(check_words(&deep, false), Err(Complaint::TooDeep { .. })));
        assert_eq!(check("ASK { SERVICE <http://e/> {} }", true), Ok(()));
    }
}
