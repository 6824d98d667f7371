use super::*;
use crate::entity::MentionType;
use crate::lang::Pack;
use crate::span::Span;
use crate::text::{Feats, Upos};

const CASES: &str = include_str!("cases.tsv");

/// The sentences and mentions of a small document.
#[derive(Default)]
struct Draft {
    sentences: Vec<Sentence>,
    mentions: Vec<Mention>,
}

impl Draft {
    fn add(&mut self, class: &str, words: &str) {
        let mut tokens: Vec<Token> = Vec::new();
        let mut at = 0;
        let mut start = 0;
        for word in words.split(' ') {
            let tight = word.starts_with('~');
            let mut parts = word.trim_start_matches('~').splitn(3, '/');
            let (form, tags) = (parts.next().expect("a form"), parts.next().expect("tags"));
            at += usize::from(!tight && at > 0);
            let span = Span::new(at, at + form.chars().count());
            at = span.end;
            let (upos, feats) = read(tags);
            let lemma = parts.next().unwrap_or_default();
            start += usize::from(upos == Upos::Adp && start == tokens.len());
            tokens.push(Token { span, form: form.into(), lemma: lemma.into(), upos, feats, ..Token::default() });
        }
        let (class, possessive) = class.split_once('\'').map_or((class, false), |(class, _)| (class, true));
        let head = tokens.iter().position(|token| token.upos == Upos::Noun).unwrap_or(start);
        self.mentions.push(Mention {
            sentence: self.sentences.len(),
            tokens: start..tokens.len(),
            head,
            span: Span::new(tokens[start].span.start, at),
            lemma: String::new(),
            class: match class {
                "per" | "dem" => MentionType::Per,
                "loc" => MentionType::Loc,
                "org" => MentionType::Org,
                _ => MentionType::Misc,
            },
            form: match class {
                _ if possessive => MentionForm::PossessiveName,
                "dem" => MentionForm::Demonym,
                _ => MentionForm::Name,
            },
            entities: Vec::new(),
            confidence: 1.0,
        });
        self.sentences.push(Sentence { span: Span::new(0, at), tokens, paragraph: 0, heading: false });
    }
}

fn read(tags: &str) -> (Upos, Feats) {
    let mut feats = Vec::new();
    let mut letters = tags.chars();
    let upos = match letters.next() {
        Some('P') => Upos::Propn,
        Some('N') => Upos::Noun,
        Some('A') => Upos::Adj,
        Some('S') => {
            feats.push("Poss=Yes");
            Upos::Adj
        }
        Some('X') => Upos::X,
        Some('E') => Upos::Adp,
        _ => Upos::Num,
    };
    for letter in letters {
        feats.push(match letter {
            'm' => "Gender=Masc",
            'f' => "Gender=Fem",
            'n' if feats.iter().any(|f: &&str| f.starts_with("Gender")) => "Case=Nom",
            'n' => "Gender=Neut",
            'g' => "Case=Gen",
            'd' if feats.iter().any(|f: &&str| f.starts_with("Case")) => "Number=Dual",
            'd' => "Case=Dat",
            'a' => "Case=Acc",
            'l' => "Case=Loc",
            'i' => "Case=Ins",
            's' => "Number=Sing",
            'p' => "Number=Plur",
            other => panic!("{other} in {tags}"),
        });
    }
    feats.sort_unstable();
    (upos, if feats.is_empty() { Feats::default() } else { Feats::new(&feats.join("|")) })
}

#[test]
fn names_have_their_lemmas() {
    let pack = Pack::shipped("sl").expect("the pack is shipped");
    let (roles, gazetteer) = (Roles::load(&pack).expect("tables"), Gazetteer::load(&pack).expect("tables"));
    let namer = Namer { gazetteer: &gazetteer, inflector: gazetteer.inflector(), roles: &roles };
    let rows = CASES.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let mut wrong = Vec::new();
    for row in rows.clone() {
        let mut columns = row.split('\t');
        let (class, words, lemma) = (columns.next(), columns.next(), columns.next());
        let (Some(class), Some(words), Some(lemma)) = (class, words, lemma) else { panic!("{row}") };
        let mut draft = Draft::default();
        draft.add(class, words);
        for beside in columns.next().into_iter().flat_map(|beside| beside.split(" + ")) {
            draft.add(class.split('\'').next().unwrap_or(class), beside);
        }
        namer.name_all(&draft.sentences, &mut draft.mentions, |_| true);
        if draft.mentions[0].lemma != lemma {
            wrong.push(format!("{words}: {}, not {lemma}", draft.mentions[0].lemma));
        }
    }
    assert!(rows.count() >= 60);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
