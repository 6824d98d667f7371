//! Gold files: one JSON object for each article (`../shared/gold/GUIDE.md`), the text beside it.

use super::sheet::{AgreementRow, EntityRow, EventRow, Evidence, PostRow, Sheet, StatementRow, squeeze};
use crate::entity::EntityKind;
use crate::error::{Error, Result};
use crate::event::{AgreementStatus, EventType, Modality};
use crate::span::{CharIndex, Span};
use serde::Deserialize;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization;

/// An article with what a person read in it.
#[derive(Debug, Clone)]
pub struct GoldArticle {
    pub id: String,
    /// Name of the gold file's folder below the top one; of the file itself when it lies at the top.
    pub group: String,
    /// NFC, line feeds only.
    pub text: String,
    pub sheet: Sheet,
}

/// Reads a gold file, or every `*.json` below a folder in the order of their paths. The text of `X.json` is
/// `X.txt` in `articles` when given, else `X.txt` beside it, else `../X/article.txt`.
///
/// # Errors
/// When a file is missing or cannot be understood, with its path.
pub fn find(gold: &Path, articles: Option<&Path>) -> Result<Vec<GoldArticle>> {
    let mut files = Vec::new();
    if gold.is_dir() {
        walk(gold, &mut files)?;
    } else {
        files.push(gold.to_path_buf());
    }
    if files.is_empty() {
        return Err(Error::Usage(format!("{}: no gold files (*.json)", gold.display())));
    }
    let top = if gold.is_dir() { gold } else { gold.parent().unwrap_or(Path::new("")) };
    files.iter().map(|file| read(file, top, articles)).collect()
}

fn walk(dir: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    let entries = std::fs::read_dir(dir).and_then(Iterator::collect::<std::io::Result<Vec<_>>>);
    let mut paths: Vec<_> = entries.map_err(|e| Error::file(dir, e))?.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            walk(&path, found)?;
        } else if path.extension().is_some_and(|ending| ending == "json") {
            found.push(path);
        }
    }
    Ok(())
}

fn read(file: &Path, top: &Path, articles: Option<&Path>) -> Result<GoldArticle> {
    let json = std::fs::read_to_string(file).map_err(|e| Error::file(file, e))?;
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let text = text_of(file, &stem, articles)?;
    let group = match file.parent() {
        Some(parent) if parent != top => parent.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        _ => stem.clone(),
    };
    let sheet = parse(&json, &text).map_err(|message| Error::Usage(format!("{}: {message}", file.display())))?;
    Ok(GoldArticle { id: stem, group, text, sheet })
}

fn text_of(file: &Path, stem: &str, articles: Option<&Path>) -> Result<String> {
    let folder = file.parent().unwrap_or(Path::new(""));
    let beside = articles.unwrap_or(folder).join(format!("{stem}.txt"));
    let apart = folder.join("..").join(stem).join("article.txt");
    let path = if !beside.exists() && apart.exists() { apart } else { beside };
    let text = std::fs::read_to_string(&path).map_err(|e| Error::file(&path, e))?;
    Ok(text.replace("\r\n", "\n").nfc().collect())
}

/// Reads one gold object; `text` is the article.
///
/// # Errors
/// A message when the JSON is not as the guide says or names an entity that is not listed.
pub fn parse(json: &str, text: &str) -> Result<Sheet, String> {
    let file: GoldFile = serde_json::from_str(json).map_err(|e| e.to_string())?;
    Converter::new(&file, text).sheet(&file)
}

#[derive(Deserialize)]
struct GoldFile {
    entities: Vec<GoldEntity>,
    #[serde(default)]
    posts: Vec<GoldPost>,
    #[serde(default)]
    agreements: Vec<GoldAgreement>,
    #[serde(default)]
    events: Vec<GoldEvent>,
    #[serde(default)]
    statements: Vec<GoldStatement>,
}

#[derive(Deserialize)]
struct GoldEntity {
    id: String,
    kind: String,
    name: String,
    #[serde(default)]
    surface: Vec<String>,
}

#[derive(Deserialize)]
struct GoldPost {
    person: String,
    post: String,
    of: Option<String>,
    #[serde(default)]
    former: bool,
    evidence: String,
}

#[derive(Deserialize)]
struct GoldAgreement {
    agreement: String,
    parties: Vec<String>,
    status: AgreementStatus,
    evidence: String,
}

#[derive(Deserialize)]
struct GoldEvent {
    #[serde(rename = "type")]
    kind: EventType,
    actors: Vec<String>,
    #[serde(default)]
    recipients: Vec<String>,
    place: Option<String>,
    /// An entity's id or a noun phrase.
    about: Option<String>,
    #[serde(default)]
    via: Vec<String>,
    modality: Modality,
    evidence: String,
}

#[derive(Deserialize)]
struct GoldStatement {
    speaker: String,
    evidence: String,
}

struct Converter<'a> {
    text: &'a str,
    index: CharIndex,
    ids: HashMap<String, usize>,
}

impl<'a> Converter<'a> {
    fn new(file: &GoldFile, text: &'a str) -> Self {
        let ids = file.entities.iter().enumerate().map(|(number, entity)| (entity.id.clone(), number)).collect();
        Self { text, index: CharIndex::new(text), ids }
    }

    fn sheet(&self, file: &GoldFile) -> Result<Sheet, String> {
        Ok(Sheet {
            entities: file.entities.iter().map(|entity| self.entity(entity)).collect::<Result<_, _>>()?,
            posts: file.posts.iter().map(|post| self.post(post)).collect::<Result<_, _>>()?,
            agreements: file.agreements.iter().map(|row| self.agreement(row)).collect::<Result<_, _>>()?,
            events: file.events.iter().map(|event| self.event(event)).collect::<Result<_, _>>()?,
            statements: file.statements.iter().map(|row| self.statement(row)).collect::<Result<_, _>>()?,
        })
    }

    fn entity(&self, entity: &GoldEntity) -> Result<EntityRow, String> {
        Ok(EntityRow {
            kind: kind(&entity.kind).ok_or_else(|| format!("entity {}: unknown kind {}", entity.id, entity.kind))?,
            names: vec![entity.name.nfc().collect()],
            spans: entity.surface.iter().flat_map(|surface| self.occurrences(surface)).collect(),
        })
    }

    fn post(&self, post: &GoldPost) -> Result<PostRow, String> {
        Ok(PostRow {
            person: self.id(&post.person)?,
            post: post.post.nfc().collect(),
            of: post.of.as_deref().map(|of| self.id(of)).transpose()?,
            former: post.former,
            evidence: self.evidence(&post.evidence),
            confidence: 1.0,
        })
    }

    fn agreement(&self, row: &GoldAgreement) -> Result<AgreementRow, String> {
        Ok(AgreementRow {
            agreement: self.id(&row.agreement)?,
            parties: self.ids(&row.parties)?,
            status: row.status,
            evidence: self.evidence(&row.evidence),
            confidence: 1.0,
        })
    }

    fn event(&self, event: &GoldEvent) -> Result<EventRow, String> {
        Ok(EventRow {
            kind: event.kind,
            actors: self.ids(&event.actors)?,
            recipients: self.ids(&event.recipients)?,
            others: self.others(event)?,
            modality: event.modality,
            evidence: self.evidence(&event.evidence),
            confidence: 1.0,
        })
    }

    fn others(&self, event: &GoldEvent) -> Result<Vec<usize>, String> {
        let mut others = self.ids(&event.via)?;
        others.extend(event.place.as_deref().map(|place| self.id(place)).transpose()?);
        others.extend(event.about.as_deref().and_then(|about| self.id(about).ok()));
        Ok(others)
    }

    fn statement(&self, row: &GoldStatement) -> Result<StatementRow, String> {
        Ok(StatementRow { speaker: self.id(&row.speaker)?, evidence: self.evidence(&row.evidence), confidence: 1.0 })
    }

    fn id(&self, id: &str) -> Result<usize, String> {
        self.ids.get(id).copied().ok_or_else(|| format!("entity {id} is not listed"))
    }

    fn ids(&self, ids: &[String]) -> Result<Vec<usize>, String> {
        ids.iter().map(|id| self.id(id)).collect()
    }

    fn evidence(&self, sentence: &str) -> Evidence {
        let sentence: String = sentence.nfc().collect();
        let found = self.text.find(&sentence).map(|byte| self.span(byte, sentence.len()));
        Evidence { text: squeeze(&sentence), span: found }
    }

    /// Where a string stands in the text as whole words.
    fn occurrences(&self, surface: &str) -> Vec<Span> {
        let surface: String = surface.nfc().collect();
        if surface.is_empty() {
            return Vec::new();
        }
        let whole = |byte: usize| {
            let before = self.text[..byte].chars().next_back();
            let after = self.text[byte + surface.len()..].chars().next();
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        };
        let found = self.text.match_indices(&surface).filter(|&(byte, _)| whole(byte));
        found.map(|(byte, found)| self.span(byte, found.len())).collect()
    }

    fn span(&self, byte: usize, len: usize) -> Span {
        Span::new(self.index.point(self.text, byte), self.index.point(self.text, byte + len))
    }
}

fn kind(name: &str) -> Option<EntityKind> {
    use EntityKind::{Agreement, Country, Facility, Organisation, Person, Place};
    [Person, Country, Place, Organisation, Agreement, Facility].into_iter().find(|kind| kind.as_str() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Čila je poklical Žana. Čilanska stran molči.";

    #[test]
    fn surfaces_are_whole_words_in_code_points() {
        let json = r#"{"entities": [{"id": "e1", "kind": "person", "name": "Čil", "surface": ["Čila", "Čil"]}],
            "statements": [{"speaker": "e1", "evidence": "Čila je poklical Žana."}]}"#;
        let sheet = parse(json, TEXT).expect("good gold");
        assert_eq!(sheet.entities[0].spans, [Span::new(0, 4)]);
        assert_eq!(sheet.statements[0].evidence.span, Some(Span::new(0, 22)));
    }

    #[test]
    fn says_which_entity_is_not_listed() {
        let json = r#"{"entities": [], "statements": [{"speaker": "e9", "evidence": "x"}]}"#;
        assert!(parse(json, TEXT).expect_err("e9 is unknown").contains("e9"));
    }
}
