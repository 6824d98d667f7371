//! Who is meant: the subject of a word of saying, the place that speaks, the one whose words they are.

use super::content::Place;
use crate::document::Document;
use crate::entity::office::in_sentence;
use crate::entity::{Entity, EntityKind, EntityRef, Mention, MentionForm, MentionType};
use crate::text::{Tree, Upos};

/// The mentions of one sentence that have an entity.
pub(super) struct Mentions<'d> {
    doc: &'d Document,
    mentions: Vec<&'d Mention>,
}

impl<'d> Mentions<'d> {
    pub fn of(doc: &'d Document, sentence: usize) -> Self {
        let resolved = |m: &&Mention| !m.entities.is_empty();
        Self { doc, mentions: in_sentence(&doc.mentions, sentence).filter(resolved).collect() }
    }

    /// The only person of the article whose name ends in this word: a name that was missed here.
    fn person_called(&self, form: &str) -> Option<EntityRef> {
        if !form.starts_with(char::is_uppercase) {
            return None;
        }
        let is_called = |entity: &Entity| {
            entity.kind == EntityKind::Person && entity.name.split(' ').next_back().is_some_and(|last| last == form)
        };
        let mut called = self.doc.entities.iter().enumerate().filter(|(_, entity)| is_called(entity));
        called.next().filter(|_| called.next().is_none()).map(|(number, _)| number)
    }

    /// The mention whose head a token is, else the smallest around it.
    pub fn at(&self, token: usize) -> Option<&'d Mention> {
        let naming = || self.mentions.iter().copied().filter(|m| m.form != MentionForm::Dropped);
        naming()
            .find(|m| m.head == token && !matches!(m.form, MentionForm::Adjective))
            .or_else(|| naming().filter(|m| m.tokens.contains(&token)).min_by_key(|m| m.tokens.len()))
    }

    /// The subject that a verb does not express.
    pub fn dropped_at(&self, verb: usize) -> Option<&'d Mention> {
        self.mentions.iter().copied().find(|m| m.form == MentionForm::Dropped && m.tokens.contains(&verb))
    }

    /// Mentions inside a range of tokens, in order.
    pub fn within(&self, tokens: std::ops::Range<usize>) -> impl Iterator<Item = &'d Mention> + '_ {
        self.mentions.iter().copied().filter(move |m| tokens.start <= m.tokens.start && m.tokens.end <= tokens.end)
    }
}

/// Longer rows of joined verbs are not followed.
const CHAIN: usize = 6;

/// The speakers whom the clause names: the subject of the verb, or a place that speaks.
pub(super) fn of_verb(place: &Place, mentions: &Mentions, plural: bool) -> Vec<EntityRef> {
    if let Some(subject) = own_subject(place) {
        return entities_of(place, mentions, subject);
    }
    if plural && let Some(seat) = seat(place, mentions) {
        return seat.entities.clone();
    }
    Vec::new()
}

/// The subject of the verb that a verb is joined to; an empty list when it is not known who that is.
pub(super) fn of_joined(place: &Place, mentions: &Mentions) -> Option<Vec<EntityRef>> {
    let mut first = joined_to(place);
    for _ in 0..CHAIN {
        let Some(word) = first else { break };
        let joined = Place { word, ..*place };
        let named = of_verb(&joined, mentions, false);
        if !named.is_empty() || has_subject(&joined) {
            return Some(named);
        }
        first = joined_to(&joined);
    }
    None
}

/// Whether the sentence has a subject for the verb, be it known who that is or not.
pub(super) fn has_subject(place: &Place) -> bool {
    own_subject(place).is_some_and(|at| agree(place.tree, place.word, at, "Gender"))
}

/// The verb above the one that a verb is joined to, when that stands in what is said: *nakazala je, da bo Nemčija
/// povečala izdatke, in dodala*.
pub(super) fn teller_of_joined(place: &Place) -> Option<usize> {
    let first = joined_to(place)?;
    place.tree.parent(first).filter(|_| place.tree.token(first).relation() == "ccomp")
}

/// Those whom coreference found for a verb without a subject.
pub(super) fn silent(place: &Place, mentions: &Mentions) -> Vec<EntityRef> {
    if let Some(mention) = dropped(place, mentions) {
        return mention.entities.clone();
    }
    let joined = joined_to(place).map(|word| Place { word, ..*place });
    joined.and_then(|joined| dropped(&joined, mentions)).map(|mention| mention.entities.clone()).unwrap_or_default()
}

/// The verb or predicate that it shares its subject with.
fn joined_to(place: &Place) -> Option<usize> {
    let first = place.tree.parent(place.word)?;
    let joined = matches!(place.tree.token(place.word).relation(), "conj" | "xcomp");
    (joined && matches!(place.tree.token(first).upos, Upos::Verb | Upos::Adj)).then_some(first)
}

/// The subject in the clause itself; of a relative clause without one, the noun that it belongs to.
fn own_subject(place: &Place) -> Option<usize> {
    let tree = place.tree;
    let is_relative = |at: usize| {
        let token = tree.token(at);
        token.feat("PronType") == Some("Rel") || place.lexicon.words.relatives.contains(token.lemma.as_str())
    };
    let own = subjects(place).into_iter().find(|&at| !(at < place.word && place.is_put_behind()));
    let subject = own.or_else(|| subject_of_split_verb(tree, place.word)).or_else(|| subject_behind(place));
    match subject {
        Some(subject) if !is_relative(subject) => Some(subject),
        other => {
            let relative = other.is_some() || tree.children(place.word).iter().any(|&at| is_relative(at));
            let is_attribute = relative && tree.token(place.word).relation() == "acl";
            let mut nouns = tree.ancestors(place.word).filter(|&at| tree.token(at).upos.is_nominal());
            let noun = nouns.find(|&at| agree(tree, place.word, at, "Gender") || tree.child(at, "conj").is_some())?;
            (is_attribute && can_be_subject(tree, place.word, noun)).then_some(noun)
        }
    }
}

/// The words that the parser took for subjects and that can be, the best first: those that agree with the verb.
fn subjects(place: &Place) -> Vec<usize> {
    let tree = place.tree;
    let oblique = |at: usize| matches!(tree.token(at).feat("Case"), Some("Loc" | "Ins" | "Dat"));
    // What the words of a quotation tell is not the subject of the verb that quotes them.
    let said = |at: usize| place.said_object() == Some(at) || place.quotations.covers(place.sentence, at);
    let mut found: Vec<usize> = tree.children_by(place.word, "nsubj").filter(|&at| !oblique(at) && !said(at)).collect();
    found.sort_by_key(|&at| !agree(tree, place.word, at, "Gender"));
    found
}

/// Whether two words agree in a feature, as far as both show it.
fn agree(tree: &Tree, first: usize, second: usize, feature: &str) -> bool {
    let value = |at: usize| tree.token(at).feat(feature);
    value(first).zip(value(second)).is_none_or(|(first, second)| first == second)
}

/// The nearest name in the nominative that agrees with the verb, in the same clause: for where the parser hung the
/// subject elsewhere.
pub(super) fn nearby<'d>(place: &Place, mentions: &Mentions<'d>) -> Option<&'d Mention> {
    let tokens = &place.tree.sentence.tokens;
    let ends = |at: usize| {
        let token = &tokens[at];
        let bracket = matches!(token.form.as_str(), "(" | ")" | "-");
        (token.upos == Upos::Punct && !bracket) || token.upos == Upos::Verb || token.upos == Upos::Sconj
    };
    let start = (0..place.word).rev().find(|&at| ends(at)).map_or(0, |at| at + 1);
    let end = (place.word + 1..tokens.len()).find(|&at| ends(at)).unwrap_or(tokens.len());
    let range = if place.auxiliary_opens().is_some() { place.word + 1..end } else { start..end };
    let fits = |mention: &&&Mention| {
        let head = &tokens[mention.head];
        let nominative = head.feat("Case").is_none_or(|case| case == "Nom") && mention.form == MentionForm::Name;
        let case = place.tree.children_by(mention.head, "case").next().is_some();
        let apart = match mention.class {
            MentionType::Per => true,
            // *po poročanju agencije X*: the name of a body may stay in the nominative behind its kind.
            MentionType::Org => !matches!(head.relation(), "nmod" | "appos" | "flat"),
            _ => false,
        };
        nominative && !case && apart && agree_as_subject(place.tree, place.word, mention.head)
    };
    let found: Vec<&Mention> = mentions.within(range).collect();
    let distance = |mention: &&Mention| mention.head.abs_diff(place.word);
    found.iter().filter(fits).min_by_key(|mention| distance(mention)).copied()
}

fn agree_as_subject(tree: &Tree, verb: usize, noun: usize) -> bool {
    agree(tree, verb, noun, "Number") && (agree(tree, verb, noun, "Gender") || tree.token(noun).upos != Upos::Propn)
}

/// The subject of the clause that the verb's clause depends on, when it agrees: *X je presenetil, ko je dejal*.
pub(super) fn of_clause_above(place: &Place, mentions: &Mentions) -> Vec<EntityRef> {
    let tree = place.tree;
    if !matches!(tree.token(place.word).relation(), "advcl" | "acl" | "parataxis" | "ccomp" | "conj") {
        return Vec::new();
    }
    let verb = |&at: &usize| tree.token(at).upos == Upos::Verb;
    for above in tree.ancestors(place.word).filter(verb).take(CHAIN) {
        let clause = Place { word: above, ..*place };
        if place.quotations.covers(place.sentence, above)
            || !agree(tree, place.word, above, "Number")
            || !agree(tree, place.word, above, "Gender")
        {
            continue;
        }
        let subject = subjects(&clause).into_iter().find(|&at| at < place.word && agree(tree, above, at, "Gender"));
        let named = subject.map(|at| entities_of(place, mentions, at)).unwrap_or_default();
        let found = if named.is_empty() {
            let near = nearby(&clause, mentions).filter(|mention| subject.is_none() && mention.head < place.word);
            near.map(|mention| mention.entities.clone()).unwrap_or_default()
        } else {
            named
        };
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// *, je dejal Kos*: a nominative behind the verb that the parser took for an object.
fn subject_behind(place: &Place) -> Option<usize> {
    place.auxiliary_opens()?;
    let tree = place.tree;
    tree.children_by(place.word, "obj").find(|&at| at > place.word && tree.token(at).feats.has("Case", "Nom"))
}

/// A parser may take the auxiliary for the verb and hang the participle below it; they are one when no mark stands
/// between them.
fn subject_of_split_verb(tree: &Tree, verb: usize) -> Option<usize> {
    let head = tree.parent(verb).filter(|&head| matches!(tree.token(head).upos, Upos::Verb | Upos::Aux))?;
    let finite = tree.token(head).feats.has("VerbForm", "Fin") && tree.token(verb).feats.has("VerbForm", "Part");
    let between = head.min(verb)..head.max(verb);
    let together = between.into_iter().all(|at| tree.token(at).upos != Upos::Punct);
    (finite && together).then(|| tree.child(head, "nsubj")).flatten()
}

/// Whether the noun that a relative clause belongs to can be the subject in it: the numbers agree, and no pronoun shows
/// that it is the object (*ki ga je …*).
fn can_be_subject(tree: &Tree, verb: usize, noun: usize) -> bool {
    let pronoun = tree.children_by(verb, "obj").any(|at| tree.token(at).upos == Upos::Pron);
    let number = |at: usize| tree.token(at).feat("Number");
    let several = tree.child(noun, "conj").is_some();
    !pronoun && (several || number(verb).is_none() || number(noun).is_none() || number(verb) == number(noun))
}

fn dropped<'d>(place: &Place, mentions: &Mentions<'d>) -> Option<&'d Mention> {
    let auxiliaries = super::finite::auxiliaries(place.tree, place.word);
    std::iter::once(place.word).chain(auxiliaries).find_map(|at| mentions.dropped_at(at))
}

/// The entities of a noun and of those joined to it, each once.
fn entities_of(place: &Place, mentions: &Mentions, noun: usize) -> Vec<EntityRef> {
    let mut entities = Vec::new();
    let joined = place.tree.children_by(noun, "conj").filter(|&at| place.tree.token(at).upos != Upos::Verb);
    for one in std::iter::once(noun).chain(joined) {
        for entity in entities_of_one(place, mentions, one) {
            if !entities.contains(&entity) {
                entities.push(entity);
            }
        }
    }
    entities
}

fn entities_of_one(place: &Place, mentions: &Mentions, noun: usize) -> Vec<EntityRef> {
    let tree = place.tree;
    if let Some(mention) = mentions.at(noun).filter(|m| !matches!(m.form, MentionForm::Adjective)) {
        return mention.entities.clone();
    }
    // minister Karl Erjavec: the name hangs below the title, in the same case.
    let named = tree.children(noun).iter().copied().filter(|&at| {
        let relation = tree.token(at).relation();
        relation == "appos"
            || relation == "flat"
            || (relation == "nmod" && tree.token(at).feats.has("Case", "Nom") && tree.child(at, "case").is_none())
    });
    let below = named.filter_map(|at| mentions.at(at)).find(|m| m.class != MentionType::Loc);
    if let Some(mention) = below {
        return mention.entities.clone();
    }
    if let Some(proxied) = proxied(place, mentions, noun) {
        return proxied.entities.clone();
    }
    mentions.person_called(&tree.token(noun).form).into_iter().collect()
}

/// *viri v vladi*: the body whose words they are.
fn proxied<'d>(place: &Place, mentions: &Mentions<'d>, noun: usize) -> Option<&'d Mention> {
    if !place.lexicon.words.proxies.contains(place.tree.token(noun).lemma.as_str()) {
        return None;
    }
    place.tree.subtree(noun).into_iter().filter(|&at| at > noun).find_map(|at| mentions.at(at))
}

/// Whether the verb's speaker is a body named by a single common noun: *na ministrstvu*.
pub(super) fn is_bare_seat(place: &Place, mentions: &Mentions) -> bool {
    own_subject(place).is_none()
        && seat(place, mentions).is_some_and(|m| m.form == MentionForm::CommonNoun && m.tokens.len() == 1)
}

/// *na ministrstvu poudarjajo, so sporočili iz vlade*: the body or place behind the preposition.
fn seat<'d>(place: &Place, mentions: &Mentions<'d>) -> Option<&'d Mention> {
    let tree = place.tree;
    let fits = |at: usize| {
        tree.token(at).upos == Upos::Adp
            && place.lexicon.words.seat_prepositions.contains(tree.token(at).lemma.as_str())
    };
    let hung = tree.children(place.word).iter().copied().filter(|&at| tree.children_by(at, "case").any(fits));
    let speaks = |m: &&Mention| matches!(m.class, MentionType::Org | MentionType::Loc);
    hung.filter_map(|at| mentions.at(at)).find(speaks).or_else(|| seat_nearby(place, mentions).filter(speaks))
}

/// The same read from the words in a row, for where the parser hung them elsewhere: the preposition in the clause
/// of the verb.
fn seat_nearby<'d>(place: &Place, mentions: &Mentions<'d>) -> Option<&'d Mention> {
    let tokens = &place.tree.sentence.tokens;
    let clause_end = |at: usize| tokens[at].upos == Upos::Punct || (at != place.word && tokens[at].upos == Upos::Verb);
    let end = (place.word + 1..tokens.len()).find(|&at| clause_end(at)).unwrap_or(tokens.len());
    let start = (0..place.word).rev().find(|&at| clause_end(at)).map_or(0, |at| at + 1);
    (start..end)
        .filter(|&at| {
            tokens[at].upos == Upos::Adp && place.lexicon.words.seat_prepositions.contains(tokens[at].lemma.as_str())
        })
        .find_map(|at| {
            let stop = (at + 1..end).find(|&next| tokens[next].upos == Upos::Adp).unwrap_or(end);
            mentions.within(at + 1..stop).find(|m| matches!(m.class, MentionType::Org | MentionType::Loc))
        })
}

/// Whose words they are: *po besedah ministra*, *po njegovem mnenju*, *po Kovačevih ocenah*.
pub(super) fn of_source(tree: &Tree, mentions: &Mentions, place: &Place, noun: usize) -> Vec<EntityRef> {
    let before = tree.children(noun).iter().copied().filter(|&at| at < noun).find_map(|at| {
        let possessive = mentions.at(at)?;
        matches!(possessive.form, MentionForm::PossessiveName | MentionForm::Pronoun | MentionForm::Adjective)
            .then_some(possessive)
    });
    let behind = tree.children(noun).iter().copied().find(|&at| at > noun && tree.token(at).upos.is_nominal());
    if let Some(mention) = before {
        return mention.entities.clone();
    }
    if let Some(genitive) = behind.filter(|&at| tree.child(at, "case").is_none()) {
        let found = entities_of(place, mentions, genitive);
        return if found.is_empty() { titled(tree, mentions, genitive) } else { found };
    }
    let owned = (0..noun).rev().take_while(|&at| tree.token(at).upos != Upos::Adp);
    if owned.into_iter().any(|at| tree.token(at).feats.has("Poss", "Yes")) {
        return Vec::new();
    }
    next_mention(tree, mentions, noun)
}

/// Those whom the genitive of a noun names.
pub(super) fn of_genitive(place: &Place, mentions: &Mentions, noun: usize) -> Vec<EntityRef> {
    let tree = place.tree;
    let bare = |&at: &usize| at > noun && tree.token(at).feats.has("Case", "Gen") && tree.child(at, "case").is_none();
    let genitive = tree.children_by(noun, "nmod").find(bare);
    let found = genitive.map(|at| entities_of(place, mentions, at)).unwrap_or_default();
    if found.is_empty() { genitive.map(|at| titled(tree, mentions, at)).unwrap_or_default() } else { found }
}

/// *vodje agencije za promet Jana Kosa*: the name that comes after the title with all that belongs to it.
fn titled(tree: &Tree, mentions: &Mentions, title: usize) -> Vec<EntityRef> {
    let tokens = &tree.sentence.tokens;
    let end = (title + 1..tokens.len())
        .find(|&at| matches!(tokens[at].upos, Upos::Punct | Upos::Verb | Upos::Aux | Upos::Sconj))
        .unwrap_or(tokens.len());
    let is_name = |m: &&Mention| {
        let genitive = tokens[m.head].feat("Case").is_none_or(|case| case == "Gen" || case == "Acc");
        m.class == MentionType::Per && m.form == MentionForm::Name && genitive
    };
    mentions.within(title + 1..end).find(is_name).map(|m| m.entities.clone()).unwrap_or_default()
}

/// The mention that starts right behind the noun, over adjectives and titles.
fn next_mention(tree: &Tree, mentions: &Mentions, noun: usize) -> Vec<EntityRef> {
    let tokens = &tree.sentence.tokens;
    let end = (noun + 1..tokens.len())
        .find(|&at| matches!(tokens[at].upos, Upos::Punct | Upos::Verb | Upos::Aux | Upos::Adp | Upos::Sconj))
        .unwrap_or(tokens.len());
    let of_person = mentions.within(noun + 1..end).find(|m| !matches!(m.form, MentionForm::Adjective));
    of_person.map(|m| m.entities.clone()).unwrap_or_default()
}
