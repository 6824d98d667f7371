//! The documents hold: links lead somewhere, tables of contents are whole, versions agree, commands run.

use crate::command::cargo_bin;
use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::Command;
use trojka::event::frame::{Frames, example};
use trojka::lang::Pack;
use trojka::pipeline::{Layer, Pipeline};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A document as a reader of a forge sees it.
#[derive(Debug, Default)]
struct Page {
    /// Link targets with the line where each stands.
    links: Vec<(String, usize)>,
    /// What a link can lead to within the page.
    anchors: BTreeSet<String>,
    /// Headings of the second level.
    sections: Vec<String>,
}

/// Reads a page; headings get the anchors that forges give them: lower case, punctuation dropped, blanks to hyphens.
fn page(text: &str) -> Page {
    let mut page = Page::default();
    let (mut heading, mut counts) = (None::<(HeadingLevel, String)>, HashMap::<String, usize>::new());
    for (event, range) in Parser::new_ext(text, pulldown_cmark::Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                page.links.push((dest_url.to_string(), text[..range.start].matches('\n').count() + 1));
            }
            Event::Start(Tag::Heading { level, .. }) => heading = Some((level, String::new())),
            Event::Text(part) | Event::Code(part) => {
                if let Some((_, words)) = &mut heading {
                    words.push_str(&part);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                let (level, words) = heading.take().expect("a heading that began");
                let slug = anchor(&words);
                let count = counts.entry(slug.clone()).or_default();
                page.anchors.insert(if *count == 0 { slug.clone() } else { format!("{slug}-{count}") });
                *count += 1;
                if level == HeadingLevel::H2 {
                    page.sections.push(slug);
                }
            }
            _ => {}
        }
    }
    page
}

fn anchor(heading: &str) -> String {
    let kept = heading.to_lowercase().replace(' ', "-");
    kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect()
}

/// Every Markdown file of the project, but for what is built or comes from elsewhere.
fn pages() -> BTreeMap<PathBuf, Page> {
    let (mut found, mut folders) = (BTreeMap::new(), vec![root().to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry")) {
            let (path, name) = (entry.path(), entry.file_name().into_string().expect("UTF-8"));
            let kind = entry.file_type().expect("a type");
            if kind.is_dir() && !name.starts_with('.') && !["target", "node_modules"].contains(&name.as_str()) {
                folders.push(path);
            } else if kind.is_file() && name.ends_with(".md") {
                let text = fs::read_to_string(&path).expect("UTF-8");
                found.insert(path, page(&text));
            }
        }
    }
    found
}

/// A path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(plain.pop()),
            part => plain.push(part),
        }
    }
    plain
}

#[test]
fn every_link_leads_somewhere() {
    let pages = pages();
    assert!(pages.len() > 15, "{:?}", pages.keys());
    let mut broken = Vec::new();
    for (path, page) in &pages {
        for (link, line) in page.links.iter().filter(|(link, _)| !link.contains("://") && !link.starts_with("mailto:"))
        {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let folder = path.parent().expect("a folder");
            let target = if file.is_empty() { path.clone() } else { plain(&folder.join(file)) };
            let there = match pages.get(&target) {
                Some(page) => anchor.is_empty() || page.anchors.contains(anchor),
                None => anchor.is_empty() && target.exists(),
            };
            if !there {
                let path = path.strip_prefix(root()).expect("below the root");
                broken.push(format!("{}:{line}: {link}", path.display()));
            }
        }
    }
    assert!(broken.is_empty(), "links that lead nowhere:\n{}", broken.join("\n"));
}

#[test]
fn tables_of_contents_are_whole() {
    let pages = pages();
    let book = root().join("docs");
    let listed: BTreeSet<PathBuf> =
        pages[&book.join("README.md")].links.iter().map(|(link, _)| book.join(link)).collect();
    let chapters = pages.keys().filter(|path| path.parent() == Some(&book) && !path.ends_with("README.md"));
    let missing: Vec<_> = chapters.filter(|path| !listed.contains(*path)).collect();
    assert!(missing.is_empty(), "docs/README.md does not list {missing:?}");

    let decisions = &pages[&book.join("decisions.md")];
    let listed: BTreeSet<&str> = decisions.links.iter().filter_map(|(link, _)| link.strip_prefix('#')).collect();
    let missing: Vec<_> = decisions.sections.iter().filter(|section| !listed.contains(section.as_str())).collect();
    assert!(missing.is_empty(), "the list at the top of docs/decisions.md lacks {missing:?}");
}

#[test]
fn anchors_are_made_as_forges_make_them() {
    assert_eq!(anchor("Who is who?"), "who-is-who");
    assert_eq!(anchor("The package is not for crates.io yet"), "the-package-is-not-for-cratesio-yet");
    assert_eq!(anchor("`tagger.bin`: part of speech, tag"), "taggerbin-part-of-speech-tag");
    assert_eq!(page("# A\n\n## B b\n\n## B b\n").anchors, BTreeSet::from(["a", "b-b", "b-b-1"].map(String::from)));
}

#[test]
fn versions_agree() {
    let version = env!("CARGO_PKG_VERSION");
    let citation = fs::read_to_string(root().join("CITATION.cff")).expect("is there");
    assert!(citation.lines().any(|line| line == format!("version: {version}")), "CITATION.cff is of another version");
    let changes = fs::read_to_string(root().join("CHANGELOG.md")).expect("is there");
    assert!(changes.contains(version), "CHANGELOG.md does not know version {version}");
}

/// The contents of the fenced blocks of one language.
fn blocks<'t>(text: &'t str, language: &str) -> Vec<&'t str> {
    let fence = format!("```{language}\n");
    let after = text.split(fence.as_str()).skip(1);
    after.map(|rest| rest.split_once("```").expect("a closed block").0).collect()
}

/// What stands around the commands of the README when they run: the program that was built stands for the release, and
/// a server ends as soon as it has answered.
const STAGE: &str = r#"
set -euo pipefail
cargo() { test "$*" = 'build --release'; }
serve() {
  command trojka serve "$@" --bind 127.0.0.1:0 2> serve.log &
  local server=$! address=
  for _ in $(seq 600); do
    address=$(grep -o 'http://127.0.0.1:[0-9]*/' serve.log | head -n 1) && break
    sleep 0.1
  done
  command trojka health "$address"
  kill "$server" && wait "$server"
}
trojka() {
  local output
  if [ "$1" = serve ]; then shift; serve "$@"; return; fi
  echo "+ trojka $1" >&2
  local status=0
  output=$(command trojka "$@") || status=$?
  echo "$output"
  return $status
}
"#;

#[test]
fn the_commands_of_the_readme_run() {
    let readme = fs::read_to_string(root().join("README.md")).expect("is there");
    let minutes = readme.split("## In five minutes").nth(1).expect("a section");
    let script = format!("{STAGE}\n{}", blocks(minutes, "sh")[0]);
    let clone = tempfile::tempdir().expect("a folder");
    let release = clone.path().join("target/release");
    fs::create_dir_all(&release).expect("a folder");
    for (from, to) in [
        (root().join("data"), clone.path().join("data")),
        (root().join("ontology"), clone.path().join("ontology")),
        (cargo_bin(), release.join("trojka")),
    ] {
        std::os::unix::fs::symlink(from, to).expect("a link");
    }
    let run = Command::new("bash").args(["-c", &script]).current_dir(clone.path()).output().expect("bash is there");
    let (out, err) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "{out}\n{err}");
    // What the readme promises: who met whom, why, a table, a tree, an answer of the server, a copy.
    for promised in ["Boštjan Poklukar", "Taulant Balla", "sprejeti", "\"status\":\"ok\""] {
        assert!(out.contains(promised), "there is no {promised:?} in\n{out}\n{err}");
    }
    for written in ["graph.ttl", "copy/trojka.toml"] {
        assert!(clone.path().join(written).exists(), "{written} was not written:\n{err}");
    }
}

#[test]
fn the_frame_of_the_guide_matches_its_example() {
    let guide = fs::read_to_string(root().join("docs/add-a-frame.md")).expect("is there");
    let data = tempfile::tempdir().expect("a folder");
    for folder in ["common", "sl"] {
        crate::language::copy(&root().join("data").join(folder), &data.path().join(folder));
    }
    let file = data.path().join("sl/frame/aid/guide.toml");
    fs::write(&file, blocks(&guide, "toml")[0]).expect("written");
    let pack = Pack::folder(data.path(), "sl").expect("a pack");
    let frames = Frames::load(&pack).unwrap_or_else(|error| panic!("{error}"));
    let frame = frames.frames.iter().find(|frame| frame.id == "aid/guide").expect("is read");
    let pipeline = Pipeline::partial(&pack, &[], Layer::Events).expect("a pipeline");
    for shown in &frame.examples {
        let doc = pipeline.run(trojka::article::Article::new("example", shown.text.as_str()));
        let found: Vec<_> = doc.events.iter().map(|event| example::readable(event, &doc)).collect();
        assert!(doc.events.iter().any(|event| shown.events[0].matches(event, &doc, false)), "{found:?}");
    }
}
