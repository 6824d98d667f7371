//! On which side of the article the clause of an expression lies: the tense of its verb.

use super::meaning::Side;
use crate::text::{Tree, Upos};

/// The clause that a token stands in: its head, and whether a noun stands between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clause {
    pub head: usize,
    pub by_noun: bool,
}

/// The nearest word upwards that is the head of a clause.
pub fn clause(tree: &Tree, token: usize) -> Option<Clause> {
    if is_clause(tree, token) {
        return Some(Clause { head: token, by_noun: false });
    }
    let mut by_noun = false;
    for above in tree.ancestors(token) {
        if is_clause(tree, above) {
            return Some(Clause { head: above, by_noun });
        }
        by_noun |= tree.token(above).upos.is_nominal();
    }
    None
}

fn is_clause(tree: &Tree, token: usize) -> bool {
    let word = tree.token(token);
    let participle = word.upos == Upos::Adj && word.feats.has("VerbForm", "Part") && is_modified(tree, token);
    matches!(word.upos, Upos::Verb | Upos::Aux) || participle || auxiliaries(tree, token).next().is_some()
}

/// A participle that has a time or argument of its own: *v torek podpisani sporazum*; no *minuli teden*.
fn is_modified(tree: &Tree, token: usize) -> bool {
    tree.children(token).iter().any(|&child| matches!(tree.token(child).relation(), "obl" | "advmod" | "nsubj" | "aux"))
}

fn auxiliaries<'t>(tree: &'t Tree, head: usize) -> impl Iterator<Item = usize> + 't {
    tree.children(head).iter().copied().filter(|&child| matches!(tree.token(child).relation(), "aux" | "cop"))
}

/// The side that the forms of a clause's verb tell; an infinitive is told by the verb above it, and so is a member of a
/// coordination that has no auxiliary of its own.
pub fn side(tree: &Tree, head: usize) -> Side {
    let mut at = head;
    for _ in 0..6 {
        let word = tree.token(at);
        let own: Vec<usize> = auxiliaries(tree, at).chain([at]).collect();
        let has = |name: &str, value: &str| own.iter().any(|&part| tree.token(part).feats.has(name, value));
        if has("Mood", "Cnd") {
            return Side::Unknown;
        }
        if has("Tense", "Fut") || has("Mood", "Imp") {
            return Side::Future;
        }
        let participle = own.iter().any(|&part| {
            let part = tree.token(part);
            part.feats.has("VerbForm", "Part") && matches!(part.upos, Upos::Verb | Upos::Aux)
        });
        let attribute = word.upos == Upos::Adj && word.feats.has("VerbForm", "Part") && own.len() == 1;
        let present = has("Tense", "Pres");
        let parent = tree.parent(at);
        match (participle, present) {
            (true, true) => return Side::Past,
            (false, true) => return Side::Present,
            _ if attribute && word.relation() != "conj" => return Side::Past,
            _ => {}
        }
        let leans = matches!(word.relation(), "xcomp" | "csubj" | "ccomp") && word.feats.has("VerbForm", "Inf");
        match parent {
            Some(parent) if leans || word.relation() == "conj" => at = parent,
            // Headlines leave the auxiliary out.
            _ if participle => return Side::Past,
            _ => return Side::Unknown,
        }
    }
    Side::Unknown
}
