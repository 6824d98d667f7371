//! Mentions by pronouns and by verbs whose subject is not expressed.

use super::Find;
use crate::entity::{MentionForm, MentionType};
use crate::text::{Token, Tree, Upos};

/// Adds third-person pronouns, personal and possessive, and demonstratives that take up what was told.
pub fn find_pronouns(find: &mut Find) {
    for at in 0..find.sentence.tokens.len() {
        let token = &find.sentence.tokens[at];
        if is_third_person_pronoun(token) || takes_up(find, at) {
            let lemma = token.lemma.to_string();
            find.push(at..at + 1, at, lemma, MentionType::Per, MentionForm::Pronoun, 0.0);
        }
    }
}

fn is_third_person_pronoun(token: &Token) -> bool {
    let third = token.feats.has("Person", "3");
    let own = token.feats.has("Reflex", "Yes") && token.feats.has("Poss", "Yes");
    matches!(token.upos, Upos::Pron | Upos::Det) && (own || (third && token.feats.has("PronType", "Prs")))
}

/// A demonstrative that is the subject by itself.
fn takes_up(find: &Find, at: usize) -> bool {
    let token = &find.sentence.tokens[at];
    token.relation() == "nsubj"
        && !token.feats.has("Gender", "Neut")
        && token.feats.has("Number", "Sing")
        && find.roles.words.demonstratives.contains(&token.lemma)
}

/// Adds the verbs of clauses in the third person, and of those in the first, that have no subject of their own.
pub fn find_dropped(find: &mut Find) {
    let tree = Tree::new(find.sentence);
    for at in 0..tree.len() {
        if is_predicate(&tree, at) && lacks_subject(&tree, at) && agrees_with_someone(&tree, at) {
            let lemma = tree.token(at).lemma.to_string();
            find.push(at..at + 1, at, lemma, MentionType::Per, MentionForm::Dropped, 0.0);
        }
    }
}

/// The head of a finite clause.
fn is_predicate(tree: &Tree, at: usize) -> bool {
    let token = tree.token(at);
    if matches!(token.relation(), "aux" | "cop" | "fixed" | "discourse") {
        return false;
    }
    let finite_verb = matches!(token.upos, Upos::Verb | Upos::Aux)
        && matches!(token.feat("VerbForm"), Some("Fin" | "Part"))
        && (token.upos == Upos::Verb || tree.child(at, "cop").is_none());
    finite_verb || tree.child(at, "cop").is_some()
}

fn lacks_subject(tree: &Tree, at: usize) -> bool {
    tree.child(at, "nsubj").is_none() && tree.child(at, "csubj").is_none()
}

/// First or third person, and not the neuter singular of impersonal clauses.
fn agrees_with_someone(tree: &Tree, at: usize) -> bool {
    let form = subject_form(tree, at);
    form.person.is_none_or(|person| person != '2') && !(form.gender == Some("Neut") && form.number == Some("Sing"))
}

/// What a verb says about its subject. UD values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SubjectForm<'s> {
    pub gender: Option<&'s str>,
    pub number: Option<&'s str>,
    pub person: Option<char>,
}

/// Gender, number and person that a predicate asks of its subject, from its participle and auxiliaries. A predicate
/// joined to another one and without an auxiliary shares that of the first.
pub fn subject_form<'s>(tree: &Tree<'s>, at: usize) -> SubjectForm<'s> {
    let mut form = SubjectForm::default();
    add_features(&mut form, tree, at);
    let mut first = at;
    while form.person.is_none() && tree.token(first).relation() == "conj" {
        let Some(parent) = tree.parent(first) else { break };
        first = parent;
        let before = form;
        add_features(&mut form, tree, first);
        form.gender = before.gender.or(form.gender);
        form.number = before.number.or(form.number);
    }
    form
}

fn add_features<'s>(form: &mut SubjectForm<'s>, tree: &Tree<'s>, at: usize) {
    let helpers = tree.children(at).iter().filter(|&&c| matches!(tree.token(c).relation(), "aux" | "cop"));
    for index in std::iter::once(at).chain(helpers.copied()) {
        let token = tree.token(index);
        if !matches!(token.upos, Upos::Verb | Upos::Aux) {
            continue;
        }
        form.gender = form.gender.or(token.feat("Gender"));
        form.number = form.number.or(token.feat("Number"));
        form.person = form.person.or(token.feat("Person").and_then(|value| value.chars().next()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;
    use crate::text::{Feats, Sentence};

    fn token(form: &str, upos: Upos, feats: &str, head: usize, deprel: &str) -> Token {
        let (form, deprel) = (form.into(), deprel.into());
        Token { form, upos, feats: Feats::new(feats), head, deprel, ..Token::default() }
    }

    #[test]
    fn joined_verbs_share_the_auxiliary() {
        let tokens = vec![
            token("sta", Upos::Aux, "Number=Dual|Person=3|VerbForm=Fin", 2, "aux"),
            token("prišla", Upos::Verb, "Gender=Masc|Number=Dual|VerbForm=Part", 0, "root"),
            token("in", Upos::Cconj, "_", 4, "cc"),
            token("povedala", Upos::Verb, "Gender=Masc|Number=Dual|VerbForm=Part", 2, "conj"),
        ];
        let sentence = Sentence { span: Span::new(0, 0), tokens, paragraph: 0, heading: false };
        let tree = Tree::new(&sentence);
        let form = subject_form(&tree, 3);
        assert_eq!((form.gender, form.number, form.person), (Some("Masc"), Some("Dual"), Some('3')));
        assert!(is_predicate(&tree, 3) && lacks_subject(&tree, 3));
        assert!(!is_predicate(&tree, 0));
    }
}
