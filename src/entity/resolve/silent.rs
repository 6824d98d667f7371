//! Pronouns and verbs without a subject: whom they mean by gender, number and what the article is about just now.

use super::context::{Context, Subject};
use super::salience::{Wanted, salient};
use crate::document::record::How;
use crate::entity::mentions::implicit::{SubjectForm, subject_form};
use crate::entity::{EntityKind, EntityRef, MentionForm};
use crate::text::{Gender, Token, Tree, Upos};

/// How many sentences back a subject is still spoken of.
const REACH: usize = 2;

/// Resolves the pronouns and bare verbs of a sentence, left to right.
pub fn refer(context: &mut Context, sentence: usize) {
    for mention in context.here(sentence) {
        let (found, how) = match context.doc.mentions[mention].form {
            MentionForm::Dropped => (dropped(context, mention), How::DroppedSubject),
            MentionForm::Pronoun if is_demonstrative(context, mention) => (taken_up(context, mention), How::Pronoun),
            MentionForm::Pronoun => (pronoun(context, mention), How::Pronoun),
            _ => continue,
        };
        if !found.is_empty() {
            context.point(mention, found, 0.6, how);
        }
    }
    let subject = main_subject(context, sentence);
    context.subjects.push(subject);
}

/// Who the sentence is about: who speaks beside direct speech, else the subject of the main clause, expressed or
/// understood.
fn main_subject(context: &Context, sentence: usize) -> Subject {
    let tree = Tree::new(&context.doc.sentences[sentence]);
    if let Some(verb) = speaking_beside(context, &tree, sentence) {
        return subject_of(context, &tree, sentence, verb);
    }
    let Some(root) = (0..tree.len()).find(|&at| tree.token(at).head == 0) else { return Subject::None };
    subject_of(context, &tree, sentence, root)
}

/// The subject of the clause that a token stands in.
pub fn clause_subject(context: &Context, sentence: usize, token: usize) -> Vec<EntityRef> {
    clause_subjects(context, sentence, token).into_iter().next().unwrap_or_default()
}

/// The subjects of the clauses around a token, the innermost first.
pub fn clause_subjects(context: &Context, sentence: usize, token: usize) -> Vec<Vec<EntityRef>> {
    let tree = Tree::new(&context.doc.sentences[sentence]);
    let clauses = tree.ancestors(token).filter(|&at| is_clause(&tree, at));
    let subject = |clause: usize| match subject_of(context, &tree, sentence, clause) {
        Subject::Known(found) => found,
        _ => Vec::new(),
    };
    clauses.map(subject).collect()
}

/// The verb of saying outside the quotation that a sentence begins or ends with: *"…," je dejal X*.
fn speaking_beside(context: &Context, tree: &Tree, sentence: usize) -> Option<usize> {
    let quoted = |at: usize| context.quoted.holds(sentence, at);
    if !(0..tree.len()).any(quoted) {
        return None;
    }
    let outside = (0..tree.len()).filter(|&at| !quoted(at) && tree.token(at).upos == Upos::Verb);
    let mut saying = outside.filter(|&at| context.roles.is_saying(&tree.token(at).lemma));
    saying.next()
}

/// The subject of a predicate.
pub fn subject_of(context: &Context, tree: &Tree, sentence: usize, predicate: usize) -> Subject {
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

fn is_demonstrative(context: &Context, mention: usize) -> bool {
    let m = &context.doc.mentions[mention];
    let token = &context.doc.sentences[m.sentence].tokens[m.head];
    context.roles.words.demonstratives.contains(&token.lemma)
}

/// *Ta je …*: the thing told last in the sentence before, or earlier in this one.
fn taken_up(context: &Context, mention: usize) -> Vec<EntityRef> {
    let m = &context.doc.mentions[mention];
    let tree = Tree::new(&context.doc.sentences[m.sentence]);
    let form = pronoun_form(tree.token(m.head));
    let near = context.here(m.sentence.saturating_sub(1)).start..mention;
    let told = near.rev().map(|at| &context.doc.mentions[at]);
    let named = told.filter(|m| matches!(m.form, MentionForm::Name | MentionForm::RoleNoun | MentionForm::CommonNoun));
    let mut agreeing = named.filter(|m| agrees(context, &m.entities, &form));
    agreeing.next().map(|m| m.entities.clone()).unwrap_or_default()
}

fn dropped(context: &Context, mention: usize) -> Vec<EntityRef> {
    let m = &context.doc.mentions[mention];
    let tree = Tree::new(&context.doc.sentences[m.sentence]);
    let form = subject_form(&tree, m.head);
    if form.person == Some('1') {
        return Vec::new();
    }
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
        Reach::Open => {
            let wanted = wanted(context, &tree, m.head);
            by_sentence(context, mention, m.sentence, &form, wanted, &[])
        }
    }
}

/// Verbs of saying have speakers for subjects.
fn wanted(context: &Context, tree: &Tree, predicate: usize) -> Wanted {
    match context.roles.is_saying(&tree.token(predicate).lemma) {
        true => Wanted::Speaker,
        false => Wanted::Anything,
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
        if let Some(country) =
            government_of(context, &meant).filter(|_| by && place && states(context, tree, predicate))
        {
            return vec![country];
        }
    }
    Vec::new()
}

/// A predicate by which those who govern take a stance: a verb of saying, or an adjective.
fn states(context: &Context, tree: &Tree, predicate: usize) -> bool {
    let token = tree.token(predicate);
    context.roles.is_saying(&token.lemma) || token.upos == Upos::Adj
}

/// The country of a capital, *v Moskvi* of *v Moskvi so obsodili*.
fn government_of(context: &Context, meant: &[EntityRef]) -> Option<EntityRef> {
    let [city] = meant else { return None };
    let of = context.gazetteer.entry(context.doc.entities[*city].gazetteer.as_deref()?)?.capital_of.clone()?;
    context.doc.entities.iter().position(|entity| entity.gazetteer.as_deref() == Some(&of))
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

/// Looks at what the sentences before were about, then at whatever they told. Who is `excluded` is not meant.
fn by_sentence(
    context: &Context,
    mention: usize,
    sentence: usize,
    form: &SubjectForm,
    wanted: Wanted,
    excluded: &[EntityRef],
) -> Vec<EntityRef> {
    if form.number == Some("Dual") {
        return pair(context, mention, form);
    }
    let allowed = |found: &[EntityRef]| found.iter().all(|entity| !excluded.contains(entity));
    let start = context.subjects.len().saturating_sub(REACH);
    for (back, subject) in context.subjects[start..].iter().rev().enumerate() {
        if context.doc.sentences[sentence.saturating_sub(back + 1)].heading {
            continue;
        }
        match subject {
            Subject::Known(found) if wanted == Wanted::Speaker && !may_speak(context, found) => {}
            Subject::Known(found)
                if allowed(found)
                    && (agrees(context, found, form) || (back == 0 && speaks_on(context, found, form))) =>
            {
                return found.clone();
            }
            Subject::Other { gender, number } if wanted == Wanted::Anything && may_be(*gender, number, form) => {
                return Vec::new();
            }
            _ => {}
        }
    }
    if wanted == Wanted::Anything {
        return Vec::new();
    }
    let fits = |entity: EntityRef| !excluded.contains(&entity) && agrees(context, &[entity], form);
    salient(context, mention, wanted, fits).into_iter().collect()
}

/// Countries speak too, but a person told just before is meant rather.
fn may_speak(context: &Context, entities: &[EntityRef]) -> bool {
    entities.iter().all(|&entity| matches!(context.kind(entity), EntityKind::Person | EntityKind::Organisation))
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
        ([one], Some(number)) => number == number_of(context, *one),
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

/// The grammatical number of the word that named the thing last.
fn number_of(context: &Context, entity: EntityRef) -> &'static str {
    if context.kind(entity) == EntityKind::Person {
        return "Sing";
    }
    let named = naming_word(context, entity).and_then(|token| token.feat("Number"));
    let plural = named.map_or(context.infos[entity].group, |number| number == "Plur");
    if plural { "Plur" } else { "Sing" }
}

/// A person's gender, or the grammatical gender of the word that named the thing last.
fn gender_of(context: &Context, entity: EntityRef) -> Option<Gender> {
    if context.kind(entity) == EntityKind::Person {
        return context.infos[entity].gender;
    }
    Gender::parse(naming_word(context, entity)?.feat("Gender")?)
}

/// The head of the phrase that named a thing last.
fn naming_word<'c>(context: &'c Context, entity: EntityRef) -> Option<&'c Token> {
    let named = |m: &&crate::entity::Mention| {
        m.entities == [entity] && matches!(m.form, MentionForm::Name | MentionForm::CommonNoun | MentionForm::RoleNoun)
    };
    let last = context.doc.mentions.iter().rev().find(named)?;
    Some(&context.doc.sentences[last.sentence].tokens[last.head])
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
    let relative = clauses.first().and_then(|&clause| relative_antecedent(context, &tree, clause));
    if let Some(antecedent) = relative.filter(|_| !possessive && token.feats.has("Variant", "Short")) {
        return context.at_token(m.sentence, antecedent);
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
    let inner = match clauses.first().map(|&at| subject_of(context, &tree, m.sentence, at)) {
        Some(Subject::Known(subject)) if !possessive => subject,
        _ => Vec::new(),
    };
    // What is given to somebody, and who is meant by a strong form, is mostly a person.
    let wanted = if token.feats.has("Case", "Dat") && !possessive { Wanted::Speaker } else { Wanted::Anything };
    by_sentence(context, mention, m.sentence, &form, wanted, &inner)
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
