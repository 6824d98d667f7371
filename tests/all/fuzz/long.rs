//! One line without an end: the same few characters again and again. Time would tell whether work grows with the
//! length alone; here it is only that there is an analysis, over the borders of sentences and parts.

use super::{analyse, check, normal};

const ENDLESS: &[&str] = &[
    "a",
    "A",
    "1",
    "(",
    "\"",
    ".",
    "a\u{301}",
    "👍",
    "👩\u{200d}",
    "1.2,",
    "Aa'bb.cc'dd.",
    "a@b.si/",
    "http://a.si/b ",
    "»Ana« ",
    "Novak ",
    "Ana Novak, ",
    "minister Novak in predsednik vlade, ",
    "ministrstvo vlade in policija Slovenije ",
    "sporazum z Albanijo o morju, dogovor z EU in ",
    "je dejal on in ona je rekla, da ",
];

#[test]
fn a_line_without_an_end_has_an_analysis() {
    for part in ENDLESS {
        check::text(&analyse(&normal(&part.repeat(1_200 / part.len()))));
    }
}

#[test]
fn different_names_without_an_end_have_an_analysis() {
    let name = |number: usize| {
        format!("Ana {}ič", ["Kov", "Nov", "Hor", "Zaj"][number % 4].to_owned() + &"a".repeat(number / 4))
    };
    let text: Vec<String> = (0..100).map(name).collect();
    check::text(&analyse(&text.join(" ")));
}
