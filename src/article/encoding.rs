//! From bytes to text: UTF-8 only, NFC, line feeds.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Bytes that are not text in UTF-8.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Misencoded {
    /// Stable code for the finding.
    pub code: &'static str,
    /// 1-based line of the first bad byte, where lines can be told at all.
    pub line: Option<usize>,
    pub message: String,
}

/// Checks that bytes are text in UTF-8 and takes a byte order mark off.
pub(super) fn decode(bytes: &[u8]) -> Result<&str, Misencoded> {
    if let Some(name) = other_unicode(bytes) {
        let message = format!("is {name}, not UTF-8; convert it first, e.g. with iconv -f {name} -t UTF-8");
        return Err(Misencoded { code: "not-utf8", line: None, message });
    }
    if is_binary(bytes) {
        let message = "is a binary file, not text".to_owned();
        return Err(Misencoded { code: "binary", line: None, message });
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let line = 1 + bytes[..at].iter().filter(|&&byte| byte == b'\n').count();
        let message = format!(
            "is not UTF-8 (byte 0x{:02X} at offset {at}); convert it first, e.g. with iconv -f WINDOWS-1250 -t UTF-8",
            bytes[at]
        );
        Misencoded { code: "not-utf8", line: Some(line), message }
    })
}

/// The text as it is stored: NFC, `\n` line ends, no white space at its end. Control characters that XML cannot carry
/// (so that no RDF/XML could be written) become spaces, which keeps their count.
pub(super) fn normalise(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let clean: String = lines.chars().map(|c| if is_unwritable(c) { ' ' } else { c }).collect();
    let mut composed = if is_nfc(&clean) { clean } else { clean.nfc().collect() };
    composed.truncate(composed.trim_end().len());
    composed
}

/// What <https://www.w3.org/TR/xml/#charsets> leaves out.
fn is_unwritable(c: char) -> bool {
    matches!(c, '\0'..='\x08' | '\x0B' | '\x0C' | '\x0E'..='\x1F' | '\u{FFFE}' | '\u{FFFF}')
}

/// The name of another encoding of Unicode, by its byte order mark or by where its zero bytes stand.
fn other_unicode(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] => return Some("UTF-32LE"),
        [0, 0, 0xFE, 0xFF, ..] => return Some("UTF-32BE"),
        [0xFF, 0xFE, ..] => return Some("UTF-16LE"),
        [0xFE, 0xFF, ..] => return Some("UTF-16BE"),
        _ => {}
    }
    let sample = &bytes[..bytes.len().min(4096) / 4 * 4];
    if sample.is_empty() {
        return None;
    }
    let zeros = |step: usize, offset: usize| {
        let places = sample.iter().skip(offset).step_by(step);
        let count = places.clone().count();
        places.filter(|&&byte| byte == 0).count() * 10 >= count * 8
    };
    match [zeros(4, 0), zeros(4, 1), zeros(4, 2), zeros(4, 3)] {
        [false, true, true, true] => Some("UTF-32LE"),
        [true, true, true, false] => Some("UTF-32BE"),
        [false, true, false, true] => Some("UTF-16LE"),
        [true, false, true, false] => Some("UTF-16BE"),
        _ => None,
    }
}

/// A zero byte, or more than a tenth of control characters, in the first 8 KiB.
fn is_binary(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(8192)];
    let control = |&&byte: &&u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | b'\x0C' | b'\x1B');
    sample.contains(&0) || sample.iter().filter(control).count() * 10 > sample.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(bytes: &[u8]) -> (&'static str, String) {
        let error = decode(bytes).expect_err("not UTF-8");
        (error.code, error.message)
    }

    #[test]
    fn names_what_is_not_utf8() {
        let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let utf32 = |text: &str| text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect::<Vec<u8>>();
        let (_, message) = code(&utf16("Minister je prispel v mesto."));
        assert!(message.contains("UTF-16LE"), "{message}");
        let (_, message) = code(&[&[0xFE, 0xFF], &b"\0a\0b"[..]].concat());
        assert!(message.contains("UTF-16BE"), "{message}");
        let (_, message) = code(&utf32("Minister"));
        assert!(message.contains("UTF-32BE"), "{message}");
        assert_eq!(code(b"\x7FELF\x01\0\0\x02").0, "binary");
    }

    #[test]
    fn gives_the_line_of_the_first_bad_byte() {
        let error = decode(b"prva\ndruga \xE8a\n").expect_err("Windows-1250");
        assert_eq!(error.line, Some(2));
        assert!(error.message.contains("0xE8"), "{}", error.message);
    }

    #[test]
    fn normalises_marks_lines_and_controls() {
        assert_eq!(decode("\u{FEFF}Žan".as_bytes()), Ok("Žan"));
        assert_eq!(normalise("c\u{30C}as\r\nin\rkraj\u{1} .\n\n"), "čas\nin\nkraj  .");
    }
}
