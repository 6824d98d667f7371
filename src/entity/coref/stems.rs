//! Beginnings of words, by which names are known again where their lemmas differ: *Virantu* and *Viranta*, *Deloitta* and
//! *Deloitte*, *Portorož* and *Portorožin*.

/// So many letters of a word are kept.
const KEPT: usize = 8;
/// Words that share so many letters may be of one root.
const ROOT: u32 = 4;

/// The first letters of a word, folded to ASCII, in lower case, the first one in the highest byte.
pub fn stem(word: &str) -> u64 {
    let folded = deunicode::deunicode(word);
    let letters = folded.bytes().filter(u8::is_ascii_alphanumeric).take(KEPT);
    letters.enumerate().fold(0, |stem, (at, letter)| stem | u64::from(letter.to_ascii_lowercase()) << (56 - 8 * at))
}

/// The letters by which stems that may be alike are found.
pub fn root(stem: u64) -> u64 {
    stem >> 32
}

/// How much two lists of stems have in common: 0 one of them is empty, 1 nothing, 2 a root, 3 a word, 4 all words of the
/// one, 5 also the last word, 6 all words of both.
pub fn likeness(left: &[u64], right: &[u64]) -> u64 {
    let (Some(&last), Some(&other_last)) = (left.last(), right.last()) else { return 0 };
    let within =
        |some: &[u64], all: &[u64]| some.iter().filter(|&&one| all.iter().any(|&other| same(one, other))).count();
    let (ours, theirs) = (within(left, right), within(right, left));
    let (all, all_theirs) = (ours == left.len(), theirs == right.len());
    match () {
        () if all && all_theirs => 6,
        () if (all || all_theirs) && same(last, other_last) => 5,
        () if all || all_theirs => 4,
        () if ours > 0 => 3,
        () if left.iter().any(|&one| right.iter().any(|&other| shared(one, other) >= ROOT)) => 2,
        () => 1,
    }
}

/// Whether two stems are of one word: apart from an ending.
fn same(left: u64, right: u64) -> bool {
    let (shared, shorter) = (shared(left, right), length(left).min(length(right)));
    shared >= 3 && shared + 1 >= shorter || shared >= 4 && shared + 2 >= shorter
}

fn length(stem: u64) -> u32 {
    KEPT as u32 - stem.trailing_zeros().min(64) / 8
}

/// The number of letters at the beginning that are the same.
fn shared(left: u64, right: u64) -> u32 {
    ((left ^ right).leading_zeros() / 8).min(length(left)).min(length(right))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_are_the_same() {
        for (left, right) in [("Virantu", "Viranta"), ("Delu", "Dela"), ("Kranjčevič", "Kranjčević"), ("Grm", "Grmova")]
        {
            assert!(same(stem(left), stem(right)), "{left} {right}");
        }
        for (left, right) in [("Slovenija", "Slovaška"), ("Kad", "Kos"), ("Jan", "Ana"), ("Francija", "Francozi")] {
            assert!(!same(stem(left), stem(right)), "{left} {right}");
        }
    }

    #[test]
    fn lists_are_as_alike_as_their_words() {
        let stems = |words: &str| words.split(' ').map(stem).collect::<Vec<_>>();
        let alike = |left, right| likeness(&stems(left), &stems(right));
        assert_eq!(alike("Gregorju Virantu", "Gregor Virant"), 6);
        assert_eq!(alike("Virantova", "Gregor Virant"), 5);
        assert_eq!(alike("Gregorja", "Gregor Virant"), 4);
        assert_eq!(alike("Jan Virant", "Gregor Virant"), 3);
        assert_eq!(alike("Francozi", "Francija"), 2);
        assert_eq!(alike("Francozi", "Grki"), 1);
        assert_eq!(likeness(&[], &stems("Grki")), 0);
    }
}
