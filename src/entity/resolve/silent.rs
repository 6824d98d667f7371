//! Pronouns and verbs without a subject: whom they mean by gender, number and what the article is about just now.

use super::context::{Context, Subject};
use crate::entity::mentions::implicit::{SubjectForm, subject_form};
use crate::entity::{EntityKind, EntityRef, MentionForm};
use crate::text::{Gender, Token, Tree, Upos};

/// How many sentences back a subject is still spoken of.
const REACH: usize = 2;

/// Resolves the pronouns and bare verbs of a sentence, left to right.
pub fn refer(context: &mut Context, sentence: usize) {
    for mention in context.here(sentence) {
        let found = match context.doc.mentions[mention].form {
            MentionForm::Dropped => dropped(context, mention),
            MentionForm::Pronoun => pronoun(context, mention),
            _ => continue,
        };
        if !found.is_empty() {
            context.point(mention, found, 0.6);
        }
    }
    let subject = main_subject(context, sentence);
    context.subjects.push(subject);
}

/// The subject of the main clause, expressed or understood.
fn main_subject(context: &Context, sentence: usize) -> Subject {
    let tree = Tree::new(&context.doc.sentences[sentence]);
    let Some(root) = (0..tree.len()).find(|&at| tree.token(at).head == 0) else { return Subject::None };
    subject_of(context, &tree, sentence, root)
}

/// The subject of a predicate.
fn subject_of(context: &Context, tree: &Tree, sentence: usize, predicate: usize) -> Subject {
    let Some(subject) = tree.child(predicate, "nsubj") else {
        let understood = dropped_at(context, sentence, predicate);
        return if understood.is_empty() { Subject::None } else { Subject::Known(understood) };
    };
    let mut entities = context.at_token(sentence, subject);
    for joined in tree.children_by(subject, "conj") {
        entities.extend(context.at_token(sentence, joined));
    }
    if entities.is_empty() {
        let token = tree.token(subject);
        return Subject::Other {
            gender: token.feat("Gender").and_then(Gender::parse),
            number: token.feat("Number").unwrap_or("Sing").to_owned(),
        };
    }
    entities.dedup();
    Subject::Known(entities)
}

fn dropped_at(context: &Context, sentence: usize, token: usize) -> Vec<EntityRef> {
    let here = &context.doc.mentions[context.here(sentence)];
    let verb = here.iter().find(|m| m.form == MentionForm::Dropped && m.head == token);
    verb.map(|m| m.entities.clone()).unwrap_or_default()
}

fn dropped(context: &Context, mention: usize) -> Vec<EntityRef> {
    let m = &context.doc.mentions[mention];
    let tree = Tree::new(&context.doc.sentences[m.sentence]);
    let form = subject_form(&tree, m.head);
    if let Some(antecedent) = relative_antecedent(context, &tree, m.head) {
        let found = context.at_token(m.sentence, antecedent);
        return if agrees(context, &found, &form) { found } else { Vec::new() };
    }
    if form.number == Some("Plur") {
        let speakers = speaking_body(context, &tree, m.sentence, m.head);
        if !speakers.is_empty() {
            return speakers;
        }
    }
    if form.number == Some("Plur") && tree.token(m.head).head == 0 {
        let speakers = spoke_last(context, m.sentence);
        if !speakers.is_empty() {
            return speakers;
        }
    }
    match by_clause(context, &tree, m.sentence, m.head, &form) {
        Reach::Found(found) => found,
        Reach::Blocked => Vec::new(),
        Reach::Open => by_sentence(context, mention, m.sentence, &form),
    }
}

/// The noun that a relative clause is about, for a clause whose relative word is a particle.
fn relative_antecedent(context: &Context, tree: &Tree, predicate: usize) -> Option<usize> {
    let relative = |at: &usize| context.roles.words.relatives.contains(&tree.token(*at).lemma);
    let particle = tree.children_by(predicate, "mark").any(|at| relative(&at));
    let clause = tree.token(predicate).relation() == "acl";
    tree.parent(predicate).filter(|_| clause && particle)
}

/// *so sporočili z ministrstva*: a body joined to a verb in the plural is who speaks.
fn speaking_body(context: &Context, tree: &Tree, sentence: usize, predicate: usize) -> Vec<EntityRef> {
    for oblique in tree.children_by(predicate, "obl") {
        let by = tree
            .children_by(oblique, "case")
            .any(|at| context.roles.words.speaking_prepositions.contains(&tree.token(at).lemma));
        let place = matches!(tree.token(oblique).feat("Case"), Some("Loc" | "Gen"));
        let meant = context.at_token(sentence, oblique);
        let body = meant.iter().all(|&entity| context.kind(entity) == EntityKind::Organisation);
        if by && place && body && !meant.is_empty() {
            return meant;
        }
    }
    Vec::new()
}

/// The body that spoke so in the sentence before, and goes on.
fn spoke_last(context: &Context, sentence: usize) -> Vec<EntityRef> {
    let Some(before) = sentence.checked_sub(1) else { return Vec::new() };
    let tree = Tree::new(&context.doc.sentences[before]);
    let verbs = (0..tree.len()).filter(|&at| tree.token(at).upos == Upos::Verb && tree.child(at, "nsubj").is_none());
    let plural = |at: &usize| subject_form(&tree, *at).number == Some("Plur");
    verbs.filter(plural).map(|at| speaking_body(context, &tree, before, at)).find(|s| !s.is_empty()).unwrap_or_default()
}

enum Reach {
    Found(Vec<EntityRef>),
    /// Something that is no entity may be meant.
    Blocked,
    Open,
}

/// Looks in the clauses that the predicate is joined to or stands in.
fn by_clause(context: &Context, tree: &Tree, sentence: usize, predicate: usize, form: &SubjectForm) -> Reach {
    for clause in tree.ancestors(predicate) {
        match subject_of(context, tree, sentence, clause) {
            Subject::Known(found) if agrees(context, &found, form) => return Reach::Found(found),
            Subject::Other { gender, number } if may_be(gender, &number, form) => return Reach::Blocked,
            _ => {}
        }
    }
    Reach::Open
}

/// Looks at what the sentences before were about.
fn by_sentence(context: &Context, mention: usize, sentence: usize, form: &SubjectForm) -> Vec<EntityRef> {
    if form.number == Some("Dual") {
        return pair(context, mention, form);
    }
    let start = context.subjects.len().saturating_sub(REACH);
    for (back, subject) in context.subjects[start..].iter().rev().enumerate() {
        if context.doc.sentences[sentence.saturating_sub(back + 1)].heading {
            continue;
        }
        match subject {
            Subject::Known(found) if agrees(context, found, form) || (back == 0 && speaks_on(context, found, form)) => {
                return found.clone();
            }
            Subject::Other { gender, number } if may_be(*gender, number, form) => return Vec::new(),
            _ => {}
        }
    }
    Vec::new()
}

/// A body that spoke through a verb in the plural goes on speaking so.
fn speaks_on(context: &Context, found: &[EntityRef], form: &SubjectForm) -> bool {
    let last = context.subjects.len().checked_sub(1);
    let bare = last.is_some_and(|s| {
        let mut verbs = context.doc.mentions[context.here(s)].iter().filter(|m| m.form == MentionForm::Dropped);
        verbs.any(|m| m.entities == found)
    });
    bare && form.number == Some("Plur") && found.iter().all(|&e| context.kind(e) == EntityKind::Organisation)
}

fn pair(context: &Context, mention: usize, form: &SubjectForm) -> Vec<EntityRef> {
    for kind in [EntityKind::Person, EntityKind::Country] {
        let mut found = context.last_pair(mention, kind);
        if agrees(context, &found, form) {
            found.reverse();
            return found;
        }
    }
    Vec::new()
}

/// Whether entities may be the subject of a verb in this form.
fn agrees(context: &Context, entities: &[EntityRef], form: &SubjectForm) -> bool {
    let number = match (entities, form.number) {
        ([], _) => false,
        (_, None) => true,
        ([_], Some(number)) => number == "Sing",
        ([_, _], Some(number)) => number == "Dual",
        (_, Some(number)) => number == "Plur",
    };
    let Some(gender) = form.gender.and_then(Gender::parse) else { return number };
    let own: Vec<Option<Gender>> = entities.iter().map(|&entity| gender_of(context, entity)).collect();
    let fits = match gender {
        Gender::Masc => own.iter().any(|g| *g != Some(Gender::Fem)) && own.iter().all(|g| *g != Some(Gender::Neut)),
        other => own.iter().all(|g| g.is_none_or(|g| g == other)),
    };
    number && fits
}

/// A person's gender, or the grammatical gender of the word that named the thing last.
fn gender_of(context: &Context, entity: EntityRef) -> Option<Gender> {
    if context.kind(entity) == EntityKind::Person {
        return context.infos[entity].gender;
    }
    let named = |m: &&crate::entity::Mention| {
        m.entities == [entity] && matches!(m.form, MentionForm::Name | MentionForm::CommonNoun)
    };
    let last = context.doc.mentions.iter().rev().find(named)?;
    Gender::parse(context.doc.sentences[last.sentence].tokens[last.head].feat("Gender")?)
}

fn may_be(gender: Option<Gender>, number: &str, form: &SubjectForm) -> bool {
    let same_number = form.number.is_none_or(|own| own == number);
    let own = form.gender.and_then(Gender::parse);
    same_number && (gender.is_none() || own.is_none() || gender == own)
}

fn pronoun(context: &Context, mention: usize) -> Vec<EntityRef> {
    let m = &context.doc.mentions[mention];
    let sentence = &context.doc.sentences[m.sentence];
    let tree = Tree::new(sentence);
    let token = tree.token(m.head);
    let form = pronoun_form(token);
    let own = token.feats.has("Reflex", "Yes");
    let possessive = token.feats.has("Poss", "Yes");
    let clauses: Vec<usize> = tree.ancestors(m.head).filter(|&at| is_clause(&tree, at)).collect();
    if own {
        return match clauses.first().map(|&at| subject_of(context, &tree, m.sentence, at)) {
            Some(Subject::Known(found)) => found,
            _ => Vec::new(),
        };
    }
    if form.number == Some("Dual") {
        return pair(context, mention, &form);
    }
    // A personal pronoun is not the subject of its own clause.
    let outer = if possessive { &clauses[..] } else { clauses.get(1..).unwrap_or(&[]) };
    for &clause in outer {
        if let Subject::Known(found) = subject_of(context, &tree, m.sentence, clause)
            && agrees(context, &found, &form)
            && found.iter().all(|&entity| told(context, mention, entity))
        {
            return found;
        }
    }
    let inner = clauses.first().map(|&at| subject_of(context, &tree, m.sentence, at));
    let found = by_sentence(context, mention, m.sentence, &form);
    match inner {
        Some(Subject::Known(subject)) if !possessive && subject == found => Vec::new(),
        _ => found,
    }
}

fn told(context: &Context, mention: usize, entity: EntityRef) -> bool {
    context.before(mention).any(|m| m.entities.contains(&entity))
}

fn is_clause(tree: &Tree, at: usize) -> bool {
    tree.child(at, "nsubj").is_some()
        || tree.child(at, "cop").is_some()
        || matches!(tree.token(at).feat("VerbForm"), Some("Fin" | "Part"))
}

/// The possessor's gender and number for a possessive, its own otherwise.
fn pronoun_form(token: &Token) -> SubjectForm<'_> {
    let (gender, number) = match token.feats.has("Poss", "Yes") {
        true => ("Gender[psor]", "Number[psor]"),
        false => ("Gender", "Number"),
    };
    SubjectForm { gender: token.feat(gender), number: token.feat(number), person: Some('3') }
}
