//! Sizes, times and hosts as people write them.

use std::time::Duration;

const UNITS: [(&str, u64); 9] = [
    ("kib", 1 << 10),
    ("mib", 1 << 20),
    ("gib", 1 << 30),
    ("tib", 1 << 40),
    ("kb", 1000),
    ("mb", 1_000_000),
    ("gb", 1_000_000_000),
    ("tb", 1_000_000_000_000),
    ("b", 1),
];

/// Bytes: a whole number, alone or with one of the units B, kB, MB, GB, TB, KiB, MiB, GiB, TiB.
pub fn size(text: &str) -> Result<u64, String> {
    let at = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = (&text[..at], text[at..].trim().to_ascii_lowercase());
    let factor = if unit.is_empty() { Some(1) } else { UNITS.iter().find(|(name, _)| *name == unit).map(|row| row.1) };
    let bytes = number.parse::<u64>().ok().zip(factor).and_then(|(number, factor)| number.checked_mul(factor));
    bytes.filter(|bytes| *bytes > 0).ok_or_else(|| "must be a size above 0, such as 512MiB, 2GB or 1000000".to_owned())
}

/// As [`size`], where it has to fit into memory.
pub fn memory_size(text: &str) -> Result<usize, String> {
    size(text)?.try_into().map_err(|_| "is more than this machine can address".to_owned())
}

/// Seconds above 0, also with a fraction.
pub fn seconds(text: &str) -> Result<Duration, String> {
    Some(span(text)?).filter(|span| !span.is_zero()).ok_or_else(|| "must be above 0".to_owned())
}

/// Seconds from 0 on, also with a fraction.
pub fn span(text: &str) -> Result<Duration, String> {
    const MOST: f64 = 1e9;
    let number = text.parse::<f64>().ok().filter(|number| (0.0..=MOST).contains(number));
    number.map(Duration::from_secs_f64).ok_or_else(|| "must be a number of seconds, such as 30 or 0.5".to_owned())
}

/// A count from 1 on that the machinery can take.
pub fn count(text: &str) -> Result<usize, String> {
    const MOST: usize = 1 << 20;
    let count = text.parse::<usize>().ok().filter(|count| (1..=MOST).contains(count));
    count.ok_or_else(|| format!("must be a whole number from 1 to {MOST}"))
}

/// `host` or `host:port`, in lower case. Not an address with a scheme or a path.
pub fn host(text: &str) -> Result<String, String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || ".-:[]_".contains(c);
    let usable = !text.is_empty() && text.chars().all(plain) && text.contains(|c: char| c.is_ascii_alphanumeric());
    let usable = usable && format!("http://{text}/").parse::<axum::http::Uri>().is_ok_and(|uri| uri.host().is_some());
    if usable {
        Ok(text.to_ascii_lowercase())
    } else {
        Err("must be a host, such as example.org or localhost:3030".into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes() {
        for (text, bytes) in [
            ("1", 1),
            ("512MiB", 512 << 20),
            ("2GB", 2_000_000_000),
            ("3 kib", 3072),
            ("7b", 7),
            ("1TB", 1_000_000_000_000),
        ] {
            assert_eq!(size(text), Ok(bytes), "{text}");
        }
        for bad in ["", "0", "MiB", "-1", "1.5GB", "1G", "5 apples", "99999999999TiB", "１"] {
            assert!(size(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn times_counts_and_hosts() {
        assert_eq!(seconds("0.5"), Ok(Duration::from_millis(500)));
        assert_eq!(span("0"), Ok(Duration::ZERO));
        for bad in ["0", "-1", "inf", "NaN", "1s", "", "1e12"] {
            assert!(seconds(bad).is_err(), "{bad}");
        }
        assert!(count("0").is_err() && count("2000000").is_err() && count("7") == Ok(7));
        assert_eq!(host("Example.ORG:80"), Ok("example.org:80".to_owned()));
        assert_eq!(host("[::1]:3030"), Ok("[::1]:3030".to_owned()));
        for bad in ["", "http://example.org", "example.org/", "a b", ":", "a@b", "a:b:c"] {
            assert!(host(bad).is_err(), "{bad}");
        }
    }
}
