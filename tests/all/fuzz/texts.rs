//! Texts that a careless or hostile hand may write.

use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Our own sentences, with names, quotations, offices, agreements and dates.
const SENTENCES: &[&str] = &[
    "Notranji minister Boštjan Poklukar je v Tirani podpisal sporazum z albanskim kolegom Taulantom Ballo.",
    "Predsednica vlade Ana Kos je dejala, da Slovenija podpira širitev Evropske unije.",
    "»Nikoli ne bomo odstopili,« je poudaril Kos in dodal: »To je naša odločitev.«",
    "Ministra sta se dogovorila o sodelovanju policij, Frontex in EU-ja.",
    "Dne 12. marca 2024 ob 15.30 so na Dunaju (Avstrija) podpisali t. i. dogovor št. 7/2.",
    "Trumpov odposlanec se je sestal z nemškimi, francoskimi in poljskimi diplomati.",
    "Z ministrstva za zunanje zadeve so sporočili, da obsojajo napad na veleposlaništvo ZDA.",
    "Organizacija združenih narodov (OZN) je Rusijo pozvala k umiku iz Ukrajine.",
    "Državi bosta podaljšali statusni sporazum, ki je začel veljati lani.",
    "Novak, Kovač, Horvat, Zajc in Krajnc so protestirali pred stavbo.",
    "Piši na ana.kos@posta.si ali glej https://www.zgled.si/novice?id=7.",
    "1. Uvod\n2. Jedro\n\nKonec",
];

/// Characters at the edges of what Unicode allows.
const ODD: &[&str] = &[
    "\0",
    "\r",
    "\r\n",
    "\u{feff}",
    "\u{200b}",
    "\u{200d}",
    "\u{ad}",
    "\u{301}",
    "\u{345}",
    "\u{202e}",
    "\u{2066}",
    "\u{d7ff}",
    "\u{e000}",
    "\u{fffd}",
    "\u{ffff}",
    "\u{10ffff}",
    "İ",
    "ß",
    "ǅ",
    "Σ",
    "ﬁ",
    "K",
    "Ω",
    "ￜ",
    "한",
    "ᄀ",
    "א",
    "ع",
    "ﷺ",
    "🏳️‍🌈",
    "👨‍👩‍👧",
    "🇸🇮",
    "\u{2028}",
    "\u{2029}",
    "\u{85}",
    "\t",
    "\u{a0}",
    "\u{3000}",
    "_",
    "-",
    "...",
    "»",
    "«",
    "„",
    "“",
    "\"",
    "'",
    "(",
    ")",
    "|",
    "=",
    "#",
    "\\",
    "<",
    "&",
    "٣",
    "Ⅳ",
    "½",
    "²",
    "𝔄",
    "𐐀",
    "ⅷ",
    "。",
    "！",
];

/// Whole texts of a few sentences.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => any::<String>(),
        2 => proptest::collection::vec(select(ODD), 0..30).prop_map(|parts| parts.concat()),
        3 => (proptest::collection::vec(select(SENTENCES), 1..4), edits()).prop_map(|(parts, edits)| {
            edits.into_iter().fold(parts.join(" "), |text, edit| edit.apply(&text))
        }),
        1 => (select(ODD), 1..400usize, select(SENTENCES)).prop_map(|(odd, times, end)| odd.repeat(times) + end),
        1 => (select(SENTENCES), 2..6usize).prop_map(|(text, times)| text.replace([' ', '.'], "").repeat(times)),
    ]
}

/// A change to a text.
#[derive(Debug, Clone)]
pub struct Edit {
    from: Index,
    to: Index,
    kind: Kind,
}

#[derive(Debug, Clone)]
enum Kind {
    Delete,
    Double,
    Insert(&'static str),
    Upper,
    Lower,
    Reverse,
}

pub fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let kind = prop_oneof![
        Just(Kind::Delete),
        Just(Kind::Double),
        select(ODD).prop_map(Kind::Insert),
        Just(Kind::Upper),
        Just(Kind::Lower),
        Just(Kind::Reverse),
    ];
    let edit = (any::<Index>(), any::<Index>(), kind).prop_map(|(from, to, kind)| Edit { from, to, kind });
    proptest::collection::vec(edit, 0..6)
}

impl Edit {
    /// The text with the change made to a stretch of at most twenty characters.
    pub fn apply(&self, text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        let from = self.from.index(chars.len() + 1);
        let to = (from + self.to.index(20)).min(chars.len());
        let text = |chars: &[char]| chars.iter().collect::<String>();
        let old = text(&chars[from..to]);
        let new = match self.kind {
            Kind::Delete => String::new(),
            Kind::Double => old.repeat(2),
            Kind::Insert(odd) => odd.to_owned(),
            Kind::Upper => old.to_uppercase(),
            Kind::Lower => old.to_lowercase(),
            Kind::Reverse => old.chars().rev().collect(),
        };
        text(&chars[..from]) + &new + &text(&chars[to..])
    }
}
