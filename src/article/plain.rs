//! Plain text: the title is the first line where that line can only be a title.

/// Longest first line, in code points, that is taken for a title.
const MAX_TITLE: usize = 160;

/// The title of a text without metadata: a short first line without a final mark, alone in its paragraph, with more
/// text after it. The text keeps it.
pub(super) fn title(text: &str) -> Option<String> {
    let (first, rest) = text.trim_start().split_once('\n')?;
    let line = first.trim();
    let alone = rest.lines().next().is_some_and(|next| next.trim().is_empty()) && !rest.trim().is_empty();
    let short = line.chars().count() <= MAX_TITLE;
    let open =
        !line.trim_end_matches(['"', '«', '»', '”', '“', '\'', ')']).ends_with(['.', '!', '?', '…', ':', ';', ',']);
    (alone && short && open && line.contains(char::is_alphabetic)).then(|| line.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_only_what_can_be_a_title() {
        assert_eq!(title("Obisk v Pragi\n\nMinister je prispel.").as_deref(), Some("Obisk v Pragi"));
        assert_eq!(title("Minister je prispel.\n\nSledi pogovor."), None);
        assert_eq!(title("Obisk v Pragi\nMinister je prispel."), None);
        assert_eq!(title("Obisk v Pragi\n\n  \n"), None);
        assert_eq!(title("»Pridem jutri.«\n\nTako je rekel."), None);
        assert_eq!(title(&format!("{}\n\nBesedilo.", "dolga beseda ".repeat(20))), None);
    }
}
