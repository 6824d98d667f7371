//! The last part of an entity's IRI, made from its name.

/// The name in lower case, folded to ASCII, its words joined by hyphens: *Bosna in Hercegovina* gives
/// `bosna-in-hercegovina`.
///
/// A name without a letter or digit that ASCII can show gives `x-` and a hash of the name, so a slug is never empty.
pub fn slug(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in deunicode::deunicode(name).chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    let slug = out.trim_end_matches('-');
    if slug.is_empty() {
        return format!("x-{}", &blake3::hash(name.as_bytes()).to_hex()[..12]);
    }
    slug.to_owned()
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn folds_names() {
        assert_eq!(slug("Taulant Balla"), "taulant-balla");
        assert_eq!(slug("Bosna in Hercegovina"), "bosna-in-hercegovina");
        assert_eq!(slug("Žiga Đurić – Šček"), "ziga-duric-scek");
        assert_eq!(slug("  »Nato« (zveza) "), "nato-zveza");
        assert_eq!(slug("Søren Ólafsson"), "soren-olafsson");
    }

    #[test]
    fn is_never_empty() {
        let odd = slug("…!");
        assert!(odd.starts_with("x-") && odd.len() == 14, "{odd}");
        assert_ne!(odd, slug("?"));
        assert_eq!(slug("").len(), 14);
    }

    #[test]
    fn is_stable_on_its_own_result() {
        for name in ["Črna gora", "Evropski urad za boj proti goljufijam", "3. december"] {
            assert_eq!(slug(&slug(name)), slug(name));
        }
    }
}
