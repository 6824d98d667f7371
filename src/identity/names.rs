//! How two names of persons, and two names of other things, are to each other.

use crate::entity::slug;

/// The words of a name, folded.
pub fn words(name: &str) -> Vec<String> {
    name.replace(" - ", "-").split_whitespace().map(slug).collect()
}

/// How close two names are, the closest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// The same words, more than one.
    Same,
    /// The same single word.
    SameSingle,
    /// *T. May*, *Theresa May*
    Initial,
    /// One name has words more: *Nataša Pirc*, *Nataša Pirc Musar*; *Boris Johnson* within a name of five words.
    Longer,
    /// The same surname and nearly the same first names.
    Spelling,
    /// A surname alone.
    Surname,
}

/// Compares the names of two persons by their words.
pub fn persons(left: &[String], right: &[String]) -> Option<Likeness> {
    let (short, long) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    let (short_last, long_last) = (short.last()?, long.last()?);
    // Hyphens or not: *Jean Claude*, *Jean-Claude*.
    if short.join("-") == long.join("-") {
        return Some(if short.len() > 1 { Likeness::Same } else { Likeness::SameSingle });
    }
    if let [surname] = short {
        return long[1..].contains(surname).then_some(Likeness::Surname);
    }
    let same_last = short_last == long_last;
    let given = |words: &[String]| words[..words.len() - 1].to_vec();
    if same_last && short.len() == long.len() && alike(&given(short), &given(long), initial) {
        return Some(Likeness::Initial);
    }
    if is_part(short, long) {
        match (short[0] == long[0], same_last) {
            (true, _) if short.len() + 1 == long.len() => return Some(Likeness::Longer),
            // Without the words before it the end of a name is a surname of several words.
            (false, true) if long.ends_with(short) => return Some(Likeness::Surname),
            (_, true) => return Some(Likeness::Longer),
            _ => {}
        }
    }
    let close = same_last && misspelt(&given(short).join(" "), &given(long).join(" "));
    close.then_some(Likeness::Spelling)
}

fn alike(left: &[String], right: &[String], same: impl Fn(&str, &str) -> bool) -> bool {
    left.iter().zip(right).all(|(l, r)| l == r || same(l, r))
}

fn initial(left: &str, right: &str) -> bool {
    let (short, long) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    short.len() == 1 && long.starts_with(short)
}

/// Whether two words are one but for few letters, as transcriptions and typing errors are.
fn misspelt(left: &str, right: &str) -> bool {
    let longest = left.chars().count().max(right.chars().count());
    distance(left, right) * 6 <= longest && left.chars().next() == right.chars().next()
}

/// Whether the words of one name stand in another in their order.
fn is_part(short: &[String], long: &[String]) -> bool {
    let mut rest = long.iter();
    short.iter().all(|word| rest.any(|other| other == word))
}

/// Edits (insert, delete, replace, swap neighbours) between two words: optimal string alignment.
fn distance(left: &str, right: &str) -> usize {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=right.len()).collect()];
    for i in 1..=left.len() {
        let mut row = vec![i];
        for j in 1..=right.len() {
            let replaced = rows[i - 1][j - 1] + usize::from(left[i - 1] != right[j - 1]);
            let mut best = replaced.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[left.len()][right.len()]
}

/// A name that many things may bear: several common words, only the first with a capital (*Medicinska fakulteta*).
pub fn is_generic(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let first = words.next().unwrap_or_default();
    let plain = |word: &str| word.chars().all(|c| c.is_lowercase() || matches!(c, ',' | '-'));
    let common_first = first.chars().skip(1).all(char::is_lowercase);
    let mut rest = words.peekable();
    common_first && rest.peek().is_some() && rest.all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(left: &str, right: &str) -> Option<Likeness> {
        let there = persons(&words(left), &words(right));
        assert_eq!(there, persons(&words(right), &words(left)), "{left}, {right}");
        there
    }

    #[test]
    fn compares_names_of_persons() {
        for (left, right, expected) in [
            ("Ana Kos", "Ana Kos", Some(Likeness::Same)),
            ("Ana Kos", "ANA KOS", Some(Likeness::Same)),
            ("Kos", "Kos", Some(Likeness::SameSingle)),
            ("Kos", "Ana Kos", Some(Likeness::Surname)),
            ("Vidmar", "Ana Vidmar Kos", Some(Likeness::Surname)),
            ("Ana", "Ana Kos", None),
            ("A. Kos", "Ana Kos", Some(Likeness::Initial)),
            ("B. Kos", "Ana Kos", None),
            ("Ana Vidmar", "Ana Vidmar Kos", Some(Likeness::Longer)),
            ("Ana Kos", "Ana Vidmar Kos", Some(Likeness::Longer)),
            ("Vidmar Kos", "Ana Vidmar Kos", Some(Likeness::Surname)),
            ("Ana Kos", "Eva Ana Marija Vidmar Kos", Some(Likeness::Longer)),
            ("Ana Kos", "Ana Marija Vidmar Kos", Some(Likeness::Longer)),
            ("Ana Kos", "Ana Kos Metka Vidmar", None),
            ("Teresa Kos", "Theresa Kos", Some(Likeness::Spelling)),
            ("Ursula van den Berg", "Ursula van der Berg", Some(Likeness::Spelling)),
            ("Pavel Kos", "Pavle Kos", None),
            ("Janez Kos", "Boštjan Kos", None),
            ("Marko Kos", "Mirko Kos", None),
            ("Ana Kos", "Ana Koser", None),
            ("Eva Strauss - Kahn", "Eva Strauss-Kahn", Some(Likeness::Same)),
            ("Sean O'Neill", "O'Neill", Some(Likeness::Surname)),
        ] {
            assert_eq!(likeness(left, right), expected, "{left}, {right}");
        }
    }

    #[test]
    fn knows_generic_names() {
        for name in ["Medicinska fakulteta", "ministrstvo za zdravje", "Inšpektorat za okolje in prostor"] {
            assert!(is_generic(name), "{name}");
        }
        for name in ["Petrol", "Krka", "Medicinska fakulteta v Ljubljani", "Airbus A320", "NLB", "Nova KBM"] {
            assert!(!is_generic(name), "{name}");
        }
    }

    #[test]
    fn swapped_letters_are_one_edit() {
        assert_eq!(distance("pavel", "pavle"), 1);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("kos", "kos"), 0);
    }
}
