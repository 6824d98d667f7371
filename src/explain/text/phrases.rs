//! What codes are called in English.

use crate::document::record::{How, Sign, Source, Weighing};
use crate::entity::MentionForm;
use crate::event::AgreementStatus;
use crate::explain::{FactKind, Origin, Reading, Rejection};

pub fn kind(kind: FactKind) -> &'static str {
    match kind {
        FactKind::Event => "Event",
        FactKind::Tenure => "Tenure of a post",
        FactKind::State => "State of an agreement",
        FactKind::Statement => "Statement",
    }
}

pub fn how(how: How) -> &'static str {
    match how {
        How::Gazetteer => "the gazetteer lists it under these words",
        How::Government => "the capital stands for the government of its country",
        How::Name => "a name that the gazetteer does not list; the article's forms of it were put together",
        How::BesideName => "the word for an office stands beside the name",
        How::Office => "the word for an office takes up who was told to hold it",
        How::Compatriot => "the word for an inhabitant takes up a person of that country",
        How::BodyOfCountry => "the body is named together with its country or its name",
        How::Body => "the noun takes up a body told before, or the only one of its kind",
        How::BodyOfOffice => "the noun names the body to which an office belongs",
        How::Members => "the plural takes up those who were told together",
        How::Group => "the plural means a group that has no name",
        How::FirstPerson => "the first person in direct speech is whoever speaks",
        How::Pronoun => "a pronoun: who agrees with it and was told last",
        How::DroppedSubject => "the verb has no subject: who agrees with it and was told last",
        How::Model => "the coreference model is surer of it than the rules",
        How::Agreement => "the words name an agreement",
    }
}

pub fn form(form: MentionForm) -> &'static str {
    match form {
        MentionForm::Name => "name",
        MentionForm::PossessiveName => "possessive of a name",
        MentionForm::Adjective => "adjective",
        MentionForm::Demonym => "inhabitant",
        MentionForm::RoleNoun => "word for an office",
        MentionForm::CommonNoun => "common noun",
        MentionForm::Pronoun => "pronoun",
        MentionForm::Dropped => "verb without a subject",
    }
}

pub fn origin(origin: Origin) -> Option<&'static str> {
    match origin {
        Origin::Frame(Source::Words) | Origin::Office => None,
        Origin::Frame(Source::Unexpressed) => Some("the verb does not express it"),
        Origin::Frame(Source::Parties) => Some("not in the sentence: a party of the agreement that it is about"),
        Origin::Frame(Source::Partners) => Some("not in the sentence: the two sides told of last"),
        Origin::Frame(Source::Author) => Some("not in the sentence: who made the offer or demand last"),
        Origin::Frame(Source::Shared) => Some("not in the clause: whoever received the act before it"),
        Origin::ToldAgain => Some("another sentence tells the same event and names it"),
    }
}

pub fn sign(sign: Sign) -> &'static str {
    match sign {
        Sign::Frame => "the frame itself says so",
        Sign::Tense => "future tense",
        Sign::Mood => "mood",
        Sign::Adverb => "adverb",
        Sign::Mark => "word that opens the clause",
        Sign::Attribute => "adjective before the noun",
        Sign::Governor => "word on which it depends",
        Sign::Negation => "negation",
    }
}

pub fn rejection(why: Rejection) -> &'static str {
    match why {
        Rejection::OtherSense => "the words around do not fit its pattern",
        Rejection::Polarity => "it counts only with (or only without) a negation",
        Rejection::NoActor => "it finds nobody who acts",
        Rejection::NoRecipient => "it finds nobody who receives it",
        Rejection::NoTheme => "it finds neither a recipient nor a theme",
        Rejection::Denial => "it fits, but only as the denial of what it says",
        Rejection::FewerRoles => "it fits, but fills fewer roles",
        Rejection::LessSure => "it fits, but is less sure, or comes second",
    }
}

pub fn weighing(by: Weighing) -> &'static str {
    match by {
        Weighing::Salience => "told before (the first must weigh 1.25 times the second)",
        Weighing::Model => "coreference model (share of each choice)",
    }
}

/// Nothing where the article says again what the graph says.
pub fn reading(reading: Reading) -> Option<&'static str> {
    match reading {
        Reading::Same => None,
        Reading::Differs => Some("read anew, the article does not give this fact; only what the graph knows is told"),
        Reading::NoText => Some("the store does not have the article's text; only what the graph knows is told"),
        Reading::TooLong => Some("the article is too long to be read for a question; `trojka explain` reads any"),
        Reading::NoPack => Some("the language pack cannot be used; only what the graph knows is told"),
    }
}

/// Rules of facts that are no frames and stand in no table.
pub fn rule(rule: &str) -> Option<&'static str> {
    Some(match rule {
        "beside-name" => "a word for an office stands beside a name",
        "coreference" => "a word for an office takes up a person told before",
        "agreement" => "a noun phrase names an agreement; the words around it tell its state",
        "quotation" => "direct speech belongs to whoever speaks beside it",
        "source" => "a phrase names whose words they are",
        "words" => "a noun for words names whose they are",
        "heading" => "a heading names who speaks before a colon",
        _ => return None,
    })
}

/// As the ontology labels it.
pub fn status(status: AgreementStatus) -> &'static str {
    match status {
        AgreementStatus::Existing => "existing",
        AgreementStatus::BeingExtended => "being extended",
        AgreementStatus::Renewed => "renewed",
        AgreementStatus::Proposed => "proposed",
        AgreementStatus::Signed => "signed",
        AgreementStatus::Rejected => "rejected",
        AgreementStatus::Terminated => "terminated",
    }
}

/// A relation of Universal Dependencies in the words of school grammar; others as they are.
pub fn relation(relation: &str) -> &str {
    match relation.split(':').next().unwrap_or(relation) {
        "nsubj" => "subject",
        "obj" => "object",
        "iobj" => "indirect object",
        "obl" => "adverbial",
        "nmod" => "attribute",
        "amod" => "adjective",
        "appos" => "apposition",
        "conj" => "joined to others",
        "ccomp" | "xcomp" | "csubj" => "clause",
        "flat" => "part of a name",
        _ => relation,
    }
}

pub fn case(case: &str) -> &str {
    match case {
        "Nom" => "nominative",
        "Gen" => "genitive",
        "Dat" => "dative",
        "Acc" => "accusative",
        "Loc" => "locative",
        "Ins" => "instrumental",
        other => other,
    }
}

/// What the graphs are that articles do not make, by their path.
pub fn graph(path: &str) -> Option<&'static str> {
    match path {
        "graph/gazetteer" => Some("what reference works list"),
        "graph/ontology" => Some("the terms of the graph"),
        "graph/identity" => Some("who is who in all articles"),
        "graph/decisions" => Some("what people decided"),
        "graph/derived" => Some("what rules derive from the facts"),
        "" => Some("the default graph"),
        _ => None,
    }
}
