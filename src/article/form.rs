//! The input forms, told by the ending of a file's name.

use super::bytes::packing;
use std::path::Path;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Plain,
    Markdown,
    JsonLines,
}

/// The endings that are read, for messages.
pub(super) const KNOWN_ENDINGS: &str = ".txt, .md, .jsonl, each also with .gz or .zst";

/// The form of a file, or `None` for an ending that is not known. A name without an ending is plain text.
pub(super) fn form(path: &Path) -> Option<Form> {
    let inner = if packing(path).is_some() { path.with_extension("") } else { path.to_path_buf() };
    match inner.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).as_deref() {
        None | Some("txt" | "text") => Some(Form::Plain),
        Some("md" | "markdown") => Some(Form::Markdown),
        Some("jsonl" | "ndjson") => Some(Form::JsonLines),
        Some(_) => None,
    }
}

/// The file's name without the endings that tell form and packing.
pub(super) fn stem(path: &Path) -> String {
    let inner = if packing(path).is_some() { path.with_extension("") } else { path.to_path_buf() };
    inner.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_below_the_packing() {
        assert_eq!(form(Path::new("a/Novica.TXT.gz")), Some(Form::Plain));
        assert_eq!(form(Path::new("a.jsonl.zst")), Some(Form::JsonLines));
        assert_eq!(form(Path::new("a.docx")), None);
        assert_eq!(form(Path::new("zapis")), Some(Form::Plain));
        assert_eq!(stem(Path::new("x/2024.03.novica.md.gz")), "2024.03.novica");
    }
}
