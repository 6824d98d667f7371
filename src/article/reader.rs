//! Walks inputs and gives their articles one by one.

use super::bytes::{open, read_within};
use super::encoding::{decode, normalise};
use super::form::{Form, KNOWN_ENDINGS, form, stem};
use super::front_matter;
use super::id::{Ids, Seen, Verdict, content_digest, safe_id};
use super::metadata::Metadata;
use super::{Article, jsonl, markdown, plain};
use crate::finding::{Finding, Place, Severity};
use std::collections::{HashMap, VecDeque};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// How articles are read.
#[derive(Debug, Clone)]
pub struct Options {
    /// Largest article in bytes: a text file once unpacked, or one JSON line.
    pub max_bytes: u64,
    /// Language of an article that does not say (BCP 47).
    pub lang: String,
    /// What stands in the store under each id.
    pub stored: HashMap<String, Seen>,
    /// Read standard input line by line and remember no ids: what comes out for a line depends on that line only.
    pub as_filter: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { max_bytes: 1_000_000, lang: "sl".into(), stored: HashMap::new(), as_filter: false }
    }
}

/// Reads files, folders (with all below them, in the order of their names) and standard input (`-`).
///
/// Standard input holds JSON lines when its first character other than white space is `{`, else one plain text. In a
/// folder, files with an ending that is not known and hidden files are passed over.
pub fn read(paths: &[PathBuf], options: &Options) -> Articles {
    Articles {
        inputs: paths.iter().cloned().collect(),
        lines: None,
        ready: VecDeque::new(),
        ids: Ids::new(options.stored.clone()),
        max_bytes: options.max_bytes,
        lang: options.lang.clone(),
        as_filter: options.as_filter,
    }
}

/// The articles of some inputs, see [`read`]. A finding stands for what could not be used, or (severity below
/// [`Severity::Error`]) goes before the article that it is about.
pub struct Articles {
    inputs: VecDeque<PathBuf>,
    lines: Option<Lines>,
    ready: VecDeque<Result<Article, Finding>>,
    ids: Ids,
    max_bytes: u64,
    lang: String,
    as_filter: bool,
}

/// A file of JSON lines that is being read.
struct Lines {
    source: Source,
    reader: BufReader<Box<dyn Read>>,
    number: usize,
}

/// Where a text comes from.
#[derive(Debug, Clone)]
struct Source {
    /// As typed or found, `-` for standard input.
    path: String,
    /// Digest of the full path; `None` for standard input.
    origin: Option<String>,
    /// What an article without an id is called; empty for standard input.
    stem: String,
}

impl Iterator for Articles {
    type Item = Result<Article, Finding>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Some(item);
            }
            if let Some(lines) = self.lines.take() {
                self.next_line(lines);
            } else {
                let path = self.inputs.pop_front()?;
                self.start(&path);
            }
        }
    }
}

impl Articles {
    fn start(&mut self, path: &Path) {
        if path == Path::new("-") {
            return self.start_stdin();
        }
        if path.is_dir() {
            return self.start_folder(path);
        }
        let source = Source::file(path);
        let Some(form) = form(path) else {
            let message = format!("has an ending that is not known (known: {KNOWN_ENDINGS})");
            return self.report(&source, None, "unknown-form", message);
        };
        match open(path) {
            Err(error) => self.report(&source, None, "unreadable", describe(&error)),
            Ok(reader) if form == Form::JsonLines => self.lines = Some(Lines::new(source, reader)),
            Ok(reader) => self.whole(&source, reader, form),
        }
    }

    fn start_folder(&mut self, folder: &Path) {
        let mut files = Vec::new();
        let mut bad = Vec::new();
        walk(folder, &mut files, &mut bad);
        for (path, error) in bad {
            self.report(&Source::file(&path), None, "unreadable", describe(&error));
        }
        if files.is_empty() && self.ready.is_empty() {
            let message = format!("is a folder without articles (known endings: {KNOWN_ENDINGS})");
            self.report(&Source::file(folder), None, "empty-folder", message);
        }
        for file in files.into_iter().rev() {
            self.inputs.push_front(file);
        }
    }

    fn start_stdin(&mut self) {
        let source = Source { path: "-".into(), origin: None, stem: String::new() };
        let mut reader: Box<dyn Read> = Box::new(io::stdin());
        if self.as_filter {
            self.lines = Some(Lines::new(source, reader));
            return;
        }
        match looks_like_json(&mut reader) {
            Err(error) => self.report(&source, None, "unreadable", describe(&error)),
            Ok((head, is_json)) => {
                let whole: Box<dyn Read> = Box::new(io::Cursor::new(head).chain(reader));
                if is_json {
                    self.lines = Some(Lines::new(source, whole));
                } else {
                    self.whole(&source, whole, Form::Plain);
                }
            }
        }
    }

    /// Reads an input that is one article.
    fn whole(&mut self, source: &Source, reader: Box<dyn Read>, form: Form) {
        let bytes = match read_within(reader, self.max_bytes) {
            Err(error) => return self.report(source, None, "unreadable", describe(&error)),
            Ok(None) => return self.report(source, None, "too-large", too_large(self.max_bytes)),
            Ok(Some(bytes)) => bytes,
        };
        let text = match decode(&bytes) {
            Err(bad) => return self.report(source, bad.line, bad.code, bad.message),
            Ok(text) => normalise(text),
        };
        let (metadata, body) = match front_matter::split(&text) {
            Err(bad) => return self.report(source, Some(bad.line), "bad-front-matter", bad.message),
            Ok(parts) => parts,
        };
        let (body, title) = match form {
            Form::Markdown => markdown::to_text(body),
            _ => (body.to_owned(), plain::title(body)),
        };
        let line = Some(metadata.date_line).filter(|_| metadata.date.is_some());
        let title = metadata.title.clone().or(title);
        self.finish(source, line, Metadata { title, ..metadata }, body);
    }

    /// Reads one line of an open file of JSON lines, and keeps the file open for the next.
    fn next_line(&mut self, mut lines: Lines) {
        lines.number += 1;
        let number = Some(lines.number);
        let source = lines.source.clone();
        match read_line(&mut lines.reader, self.max_bytes) {
            Ok(Line::End) => return,
            Err(error) => return self.report(&source, number, "unreadable", describe(&error)),
            Ok(Line::TooLong) => self.report(&source, number, "too-large", too_large(self.max_bytes)),
            Ok(Line::Bytes(bytes)) => match decode(&bytes) {
                // A line feed means nothing in these encodings: there is no next line to go on with.
                Err(bad) if number == Some(1) && bad.line.is_none() => {
                    return self.report(&source, None, bad.code, bad.message);
                }
                Err(bad) => self.report(&source, number, bad.code, bad.message),
                Ok(line) if line.trim().is_empty() => {}
                Ok(line) => self.row(&source, number, line),
            },
        }
        self.lines = Some(lines);
    }

    fn row(&mut self, source: &Source, number: Option<usize>, line: &str) {
        match jsonl::parse(line) {
            Err((code, message)) => self.report(source, number, code, message),
            Ok(row) => {
                for remark in row.remarks {
                    self.remark(source, number, "wrong-type", remark);
                }
                self.finish(source, number, row.metadata, normalise(&row.text));
            }
        }
    }

    /// Checks text and id and queues the article.
    fn finish(&mut self, source: &Source, line: Option<usize>, metadata: Metadata, text: String) {
        if !text.contains(char::is_alphanumeric) {
            return self.report(source, line, "empty", "holds no text".to_owned());
        }
        let given = metadata.id.clone().unwrap_or_else(|| source.stem.clone());
        let id = safe_id(&given).unwrap_or_else(|| format!("text-{}", &content_digest(&text)[..16]));
        let verdict = match self.as_filter {
            true => Verdict::Keep,
            false => self.ids.claim(&id, &text, source.origin.as_deref()),
        };
        let id = match verdict {
            Verdict::Repeat => return,
            Verdict::Keep => id,
            Verdict::Renamed(other) => {
                let message = format!("another text bears the id {id:?}; this one is kept as {other:?}");
                self.remark(source, line, "duplicate-id", message);
                other
            }
        };
        let mut article = Article::new(id, text);
        article.lang.clone_from(&self.lang);
        article.place = Some(Place { path: source.path.clone(), line });
        if let Err(message) = metadata.fill(&mut article) {
            self.remark(source, line, "bad-date", message);
        }
        self.ready.push_back(Ok(article));
    }

    fn report(&mut self, source: &Source, line: Option<usize>, code: &'static str, message: String) {
        self.push(source, line, code, Severity::Error, message);
    }

    fn remark(&mut self, source: &Source, line: Option<usize>, code: &'static str, message: String) {
        self.push(source, line, code, Severity::Warning, message);
    }

    fn push(&mut self, source: &Source, line: Option<usize>, code: &'static str, severity: Severity, message: String) {
        let place = Some(Place { path: source.path.clone(), line });
        self.ready.push_back(Err(Finding { code, severity, stage: "read", place, span: None, message }));
    }
}

impl Source {
    fn file(path: &Path) -> Self {
        Self { path: path.display().to_string(), origin: super::id::origin(path), stem: stem(path) }
    }
}

impl Lines {
    fn new(source: Source, reader: Box<dyn Read>) -> Self {
        Self { source, reader: BufReader::with_capacity(64 << 10, reader), number: 0 }
    }
}

enum Line {
    Bytes(Vec<u8>),
    TooLong,
    End,
}

/// The bytes of the next line without its end. A line that is too long is read to its end and dropped.
fn read_line(reader: &mut impl BufRead, limit: u64) -> io::Result<Line> {
    let mut bytes = Vec::new();
    let count = reader.by_ref().take(limit.saturating_add(2)).read_until(b'\n', &mut bytes)?;
    if count == 0 {
        return Ok(Line::End);
    }
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
    }
    if bytes.len() as u64 <= limit {
        return Ok(Line::Bytes(bytes));
    }
    if (count as u64) > limit + 1 {
        reader.skip_until(b'\n')?;
    }
    Ok(Line::TooLong)
}

/// Reads to the first byte that is no white space and says whether it is `{`.
fn looks_like_json(reader: &mut impl Read) -> io::Result<(Vec<u8>, bool)> {
    let mut head = Vec::new();
    let mut byte = [0];
    while reader.read(&mut byte)? == 1 {
        head.push(byte[0]);
        if head == b"\xEF" || head == b"\xEF\xBB" || head == b"\xEF\xBB\xBF" {
            continue;
        }
        if !byte[0].is_ascii_whitespace() {
            return Ok((head, byte[0] == b'{'));
        }
        if head.len() > 1 << 20 {
            break;
        }
    }
    Ok((head, false))
}

/// The files below a folder that may hold articles, in the order of their names; links to folders are not followed.
fn walk(folder: &Path, files: &mut Vec<PathBuf>, bad: &mut Vec<(PathBuf, io::Error)>) {
    let entries = match std::fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
        Ok(entries) => entries,
        Err(error) => return bad.push((folder.to_path_buf(), error)),
    };
    let mut paths: Vec<PathBuf> = entries.iter().map(std::fs::DirEntry::path).collect();
    paths.sort_unstable();
    for path in paths {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if hidden {
            continue;
        }
        if path.is_dir() {
            if !path.is_symlink() {
                walk(&path, files, bad);
            }
        } else if path.extension().is_some() && form(&path).is_some() {
            files.push(path);
        }
    }
}

fn too_large(limit: u64) -> String {
    format!("is larger than {limit} bytes, the limit for one article (--max-bytes)")
}

fn describe(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "does not exist".into(),
        io::ErrorKind::PermissionDenied => "may not be read (permission denied)".into(),
        _ => format!("cannot be read: {error}"),
    }
}
