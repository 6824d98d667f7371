//! Reading: every form, every way to be wrong, and the rest goes on.

use std::io::Write;
use std::path::{Path, PathBuf};
use trojka::article::{Article, Options, read};
use trojka::finding::Finding;

const TEXT: &str = "Minister je v četrtek obiskal sosednjo državo.";

fn read_all(paths: &[&Path]) -> (Vec<Article>, Vec<Finding>) {
    read_with(paths, &Options::default())
}

fn read_with(paths: &[&Path], options: &Options) -> (Vec<Article>, Vec<Finding>) {
    let paths: Vec<PathBuf> = paths.iter().map(|path| path.to_path_buf()).collect();
    let (mut articles, mut findings) = (Vec::new(), Vec::new());
    for item in read(&paths, options) {
        match item {
            Ok(article) => articles.push(article),
            Err(finding) => findings.push(finding),
        }
    }
    (articles, findings)
}

fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("below the folder")).expect("writable");
    std::fs::write(&path, bytes).expect("writable");
    path
}

fn gzip(text: &str) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(text.as_bytes()).expect("memory");
    packer.finish().expect("memory")
}

#[test]
fn walks_a_folder_in_order_and_unpacks() {
    let folder = tempfile::tempdir().expect("temporary folder");
    write(folder.path(), "b/druga.txt.gz", gzip(&format!("Naslov brez pike\n\n{TEXT}")));
    write(folder.path(), "a/prva.md", format!("# Naslov\n\n{TEXT} Še *enkrat*."));
    let line = format!("{{\"id\":\"t 3\",\"text\":\"{TEXT} Tretjič.\",\"date\":\"2024-03-12\",\"title\":\"T\"}}\n\n");
    write(folder.path(), "c.jsonl.zst", zstd::encode_all(line.as_bytes(), 1).expect("memory"));
    write(folder.path(), "slika.png", b"\x89PNG\0");
    write(folder.path(), ".skrita.txt", TEXT);
    let (articles, findings) = read_all(&[folder.path()]);
    assert_eq!(findings, []);
    let ids: Vec<_> = articles.iter().map(|article| article.id.as_str()).collect();
    assert_eq!(ids, ["prva", "druga", "t-3"]);
    assert_eq!(articles[0].title.as_deref(), Some("Naslov"));
    assert_eq!(articles[0].text, format!("Naslov\n\n{TEXT} Še enkrat."));
    assert_eq!(articles[1].title.as_deref(), Some("Naslov brez pike"));
    assert!(articles[1].text.starts_with("Naslov brez pike\n\n"));
    assert_eq!(articles[2].date, Some(jiff::civil::date(2024, 3, 12)));
}

#[test]
fn front_matter_names_the_article_and_leaves_the_text() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let text = format!(
        "\u{FEFF}---\r\nid: \"2024/7\"\r\nsource: Vzorec\r\nlang: sl\r\nrights: prosto\r\n---\r\n\r\n{TEXT}\r\n"
    );
    let path = write(folder.path(), "x.txt", text);
    let (articles, findings) = read_all(&[&path]);
    assert_eq!(findings, []);
    assert_eq!((articles[0].id.as_str(), articles[0].text.as_str()), ("2024-7", TEXT));
    assert_eq!((articles[0].source.as_deref(), articles[0].rights.as_deref()), (Some("Vzorec"), Some("prosto")));
}

#[test]
fn reports_each_bad_line_and_keeps_the_others() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let lines = format!(
        "{{\"id\":\"a\",\"text\":\"{TEXT}\"}}\n{{\"id\":\"b\"}}\n{{\"id\":\"c\",\"text\":[]}}\nnekaj\n\
         {{\"id\":\"d\",\"text\":\" \\n \"}}\n{{\"id\":\"a\",\"text\":\"Drugo besedilo.\"}}\n\
         {{\"id\":\"a\",\"text\":\"{TEXT}\"}}\n{{\"id\":\"e\",\"text\":\"Še eno.\",\"date\":\"včeraj\"}}\n"
    );
    let path = write(folder.path(), "l.jsonl", [lines.as_bytes(), b"{\"id\":\"f\",\"text\":\"\xE8\"}\n"].concat());
    let (articles, findings) = read_all(&[&path]);
    let told: Vec<_> =
        findings.iter().map(|f| (f.place.as_ref().and_then(|place| place.line).unwrap_or(0), f.code)).collect();
    assert_eq!(
        told,
        [
            (2, "missing-field"),
            (3, "wrong-type"),
            (4, "bad-json"),
            (5, "empty"),
            (6, "duplicate-id"),
            (8, "bad-date"),
            (9, "not-utf8")
        ]
    );
    assert_eq!(articles.len(), 3, "{articles:?}");
    assert!(articles[1].id.starts_with("a-"));
    assert_eq!((articles[2].id.as_str(), articles[2].date), ("e", None));
}

#[test]
fn reports_files_that_are_no_articles() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let utf16: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases = [
        (write(folder.path(), "prazna.txt", ""), "empty"),
        (write(folder.path(), "beli.txt", " \n\t\n"), "empty"),
        (write(folder.path(), "dvojiska.txt", b"\x7FELF\0\0\x01"), "binary"),
        (write(folder.path(), "utf16.txt", &utf16), "not-utf8"),
        (write(folder.path(), "utf16.jsonl", &utf16), "not-utf8"),
        (write(folder.path(), "slab.txt.gz", "to ni gzip"), "unreadable"),
        (write(folder.path(), "pismo.docx", "x"), "unknown-form"),
        (write(folder.path(), "yaml.txt", "---\ntitle: [\n---\nBesedilo."), "bad-front-matter"),
        (folder.path().join("ni-je.txt"), "unreadable"),
    ];
    for (path, code) in &cases {
        let (articles, findings) = read_all(&[path]);
        assert_eq!((articles.len(), findings.len()), (0, 1), "{path:?} {findings:?}");
        assert_eq!(findings[0].code, *code, "{path:?}");
        assert!(findings[0].to_string().contains(&path.display().to_string()));
    }
}

#[test]
fn bounds_the_size_of_one_article() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let options = Options { max_bytes: 1000, ..Options::default() };
    let big = "beseda ".repeat(1000);
    let plain = write(folder.path(), "velika.txt", &big);
    let bomb = write(folder.path(), "bomba.txt.gz", gzip(&big));
    let lines = write(
        folder.path(),
        "vrstice.jsonl",
        format!("{{\"id\":\"a\",\"text\":\"{big}\"}}\n{{\"id\":\"b\",\"text\":\"{TEXT}\"}}"),
    );
    let (articles, findings) = read_with(&[&plain, &bomb, &lines], &options);
    assert_eq!(findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["too-large"; 3]);
    assert_eq!(articles.iter().map(|article| article.id.as_str()).collect::<Vec<_>>(), ["b"]);
}
