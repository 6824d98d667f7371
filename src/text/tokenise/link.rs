//! Web addresses and e-mail addresses.

use super::tables::Tables;

/// The part of a run of link characters that is one address; its length in bytes.
///
/// `run` holds no white space. Full stops, commas and closing marks at its end belong to the sentence.
pub fn link_length(run: &str, tables: &Tables) -> Option<usize> {
    let body = run.trim_end_matches(['.', ',', ';', ':', '!', '?', '-', '/', '_', '=', '&', '\'']);
    let with_slash = if run[body.len()..].starts_with('/') { body.len() + 1 } else { body.len() };
    let lower_start: String = body.chars().take(8).flat_map(char::to_lowercase).collect();
    if (lower_start.starts_with("http") && body.contains("//")) || lower_start.starts_with("ftp://") {
        return Some(with_slash);
    }
    if lower_start.starts_with("www.") && body.len() > 4 {
        return Some(with_slash);
    }
    if is_mail(body) {
        return Some(body.len());
    }
    let host = body.split('/').next().unwrap_or("");
    is_host(host, tables).then_some(if host.len() == body.len() { body.len() } else { with_slash })
}

/// Characters of which addresses are made.
pub fn is_link_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '@' | ':' | '/' | '?' | '=' | '&' | '%' | '#' | '~' | '+')
}

fn is_mail(text: &str) -> bool {
    match text.split_once('@') {
        Some((user, host)) => {
            !user.is_empty()
                && !host.contains('@')
                && host.split('.').all(|part| !part.is_empty())
                && is_word_like(user)
                && is_word_like(host)
        }
        None => false,
    }
}

fn is_word_like(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+'))
}

/// `name.tld`, with a known ending and only letters, digits and hyphens.
fn is_host(host: &str, tables: &Tables) -> bool {
    let mut labels = host.split('.');
    let ascii = host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    let known = host.rsplit('.').next().is_some_and(|last| tables.is_domain(last));
    ascii
        && known
        && host.contains('.')
        && labels.all(|label| !label.is_empty())
        && host.chars().any(|c| c.is_ascii_lowercase())
}
