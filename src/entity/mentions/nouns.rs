//! Mentions by common nouns: role nouns (*slovenski notranji minister*), bodies and countries (*ministrstvo*, *država*).

use super::Find;
use crate::entity::role::{Body, Usage};
use crate::entity::{EntityKind, MentionForm, MentionType, nominative, phrase};
use crate::text::Upos;

/// Adds a mention for every noun of the role tables that is not part of a name.
pub fn find(find: &mut Find) {
    for head in 0..find.sentence.tokens.len() {
        if find.sentence.tokens[head].upos != Upos::Noun || find.in_name(head) {
            continue;
        }
        if let Some((class, form)) = kind(find, head) {
            add(find, head, class, form);
        }
    }
}

fn kind(find: &Find, head: usize) -> Option<(MentionType, MentionForm)> {
    let lemma = find.sentence.tokens[head].lemma.to_lowercase();
    if find.roles.role_of(&find.sentence.tokens[head]).is_some() {
        return Some((MentionType::Per, MentionForm::RoleNoun));
    }
    if let Some(body) = find.roles.body(&lemma).filter(|body| body.usage != Usage::Label) {
        return Some((class(body), MentionForm::CommonNoun));
    }
    let plural = find.sentence.tokens[head].feats.has("Number", "Plur");
    find.roles.group(&lemma).filter(|_| plural).map(|_| (MentionType::Org, MentionForm::CommonNoun))
}

fn class(body: &Body) -> MentionType {
    match body.kind {
        EntityKind::Country => MentionType::Loc,
        EntityKind::Facility => MentionType::Pro,
        _ => MentionType::Org,
    }
}

fn add(find: &mut Find, head: usize, class: MentionType, form: MentionForm) {
    let mut tokens = phrase::noun_phrase(find.sentence, head).tokens;
    while tokens.start < head && find.in_name(tokens.start) {
        tokens.start += 1;
    }
    let lemma = nominative::phrase(find.roles, find.sentence, tokens.clone(), head, &|_| false);
    let lemma = nominative::lower_first(&lemma);
    find.push(tokens, head, lemma, class, form, 0.0);
}
