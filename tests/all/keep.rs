//! Keeping: build, build again, remove, open after a crash, and every way in which a store cannot be used.

use crate::command::{Run, trojka};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

const FIRST: &str = "Minister je v četrtek obiskal sosednjo državo.\n";
const SECOND: &str = "Predsednica vlade se je v Pragi srečala s predsednikom.\n";

struct Place {
    dir: TempDir,
}

impl Place {
    fn new() -> Self {
        Self { dir: tempfile::tempdir().expect("temporary folder") }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).expect("writable");
        path
    }

    fn store(&self) -> PathBuf {
        self.path("store")
    }

    fn build(&self, paths: &[&Path]) -> Run {
        trojka(["build", "--quiet"]).args(paths).arg("--store").arg(self.store()).run()
    }

    /// All quads in the store.
    fn quads(&self) -> String {
        let run = trojka(["export", "--format", "nquads"]).arg("--store").arg(self.store()).run();
        assert_eq!(run.status, 0, "{}", run.stderr);
        run.stdout
    }

    fn article_quads(&self) -> Vec<String> {
        self.quads().lines().filter(|line| line.contains("/article/")).map(ToOwned::to_owned).collect()
    }
}

/// What a folder holds: each file with its bytes.
fn snapshot(dir: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(snapshot(&path));
        } else if !path.ends_with("lock") {
            files.push((path.clone(), std::fs::read(&path).expect("readable")));
        }
    }
    files.sort();
    files
}

#[test]
fn building_again_changes_nothing() {
    let place = Place::new();
    let (one, two) = (place.write("ena.txt", FIRST), place.write("dva.txt", SECOND));
    assert_eq!(place.build(&[&one, &two]).status, 0);
    let before = snapshot(&place.store());
    assert!(place.article_quads().iter().any(|quad| quad.contains("article/ena>")));
    assert_eq!(place.build(&[&two]).status, 0);
    assert_eq!(place.build(&[place.dir.path().join("ena.txt").as_path(), &two]).status, 0);
    assert_eq!(snapshot(&place.store()), before);
}

#[test]
fn an_edited_article_replaces_its_graph_and_another_one_does_not() {
    let place = Place::new();
    let one = place.write("novica.txt", FIRST);
    place.build(&[&one]);
    place.write("novica.txt", SECOND);
    assert_eq!(place.build(&[&one]).status, 0);
    let quads = place.quads();
    assert!(quads.contains("Pragi") && !quads.contains("sosednjo"));

    std::fs::create_dir(place.path("drugje")).expect("writable");
    let other = place.write("drugje/novica.txt", FIRST);
    let run = place.build(&[&other]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("duplicate-id") && run.stderr.contains("drugje/novica.txt"), "{}", run.stderr);
    let quads = place.quads();
    assert!(quads.contains("Pragi") && quads.contains("sosednjo") && quads.contains("article/novica-"));
}

#[test]
fn removes_by_id_and_by_iri() {
    let place = Place::new();
    place.build(&[&place.write("ena.txt", FIRST), &place.write("dva.txt", SECOND)]);
    let remove = |name: &str| trojka(["remove", name]).arg("--store").arg(place.store()).run();
    assert_eq!(remove("ena").status, 0);
    assert!(!place.quads().contains("article/ena"));
    let run = remove("ena");
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("no article \"ena\""), "{}", run.stderr);
    assert_eq!(remove("http://localhost:7878/article/dva").status, 0);
    assert_eq!(place.article_quads(), Vec::<String>::new());
}

#[test]
fn refuses_another_base_and_keeps_its_own() {
    let place = Place::new();
    let article = place.write("ena.txt", FIRST);
    let with_base =
        |base: &str| trojka(["build", "--quiet", "--base", base]).arg(&article).arg("--store").arg(place.store()).run();
    assert_eq!(with_base("https://example.org/kg/").status, 0);
    let before = snapshot(&place.store());
    let run = with_base("https://example.org/other/");
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("https://example.org/kg/"), "{}", run.stderr);
    assert_eq!(with_base("https://example.org/kg").status, 2, "a base must end with a slash");
    assert_eq!(place.build(&[&article]).status, 0);
    assert_eq!(snapshot(&place.store()), before);
    assert!(place.quads().contains("<https://example.org/kg/article/ena>"));
}

#[test]
fn refuses_stores_that_it_cannot_understand() {
    let place = Place::new();
    let article = place.write("ena.txt", FIRST);
    let query = |store: &Path| trojka(["query", "-e", "ASK {}"]).arg("--store").arg(store).run();
    let run = query(&place.path("ni"));
    assert!(run.status == 1 && run.stderr.contains("does not exist"), "{}", run.stderr);
    let run = trojka(["build"]).arg(&article).arg("--store").arg(place.dir.path()).run();
    assert!(run.status == 1 && run.stderr.contains("neither empty nor a store"), "{}", run.stderr);

    place.build(&[&article]);
    let manifest = place.store().join("trojka.toml");
    let good = std::fs::read_to_string(&manifest).expect("manifest");
    std::fs::write(&manifest, good.replace("format = 1", "format = 2")).expect("writable");
    for run in [query(&place.store()), place.build(&[&article])] {
        assert!(run.status == 1 && run.stderr.contains("newer version"), "{}", run.stderr);
    }
    std::fs::write(&manifest, "format = ").expect("writable");
    assert!(query(&place.store()).stderr.contains("trojka.toml cannot be understood"));
}

#[test]
fn names_a_damaged_file() {
    let place = Place::new();
    place.build(&[&place.write("ena.txt", FIRST)]);
    let file = place.store().join("article/ena.nq.zst");
    let bytes = std::fs::read(&file).expect("graph file");
    let mut flipped = bytes.clone();
    flipped[bytes.len() / 2] ^= 0x40;
    for damaged in [&bytes[..bytes.len() / 2], &flipped[..], b"", b"besedilo"] {
        std::fs::write(&file, damaged).expect("writable");
        let run = trojka(["query", "-e", "ASK {}"]).arg("--store").arg(place.store()).run();
        assert_eq!(run.status, 1);
        assert!(run.stderr.contains("ena.nq.zst is damaged") && run.stderr.lines().count() == 1, "{}", run.stderr);
    }
}

#[test]
fn one_writer_at_a_time() {
    let place = Place::new();
    let article = place.write("ena.txt", FIRST);
    place.build(&[&article]);
    let lock = std::fs::File::options().write(true).open(place.store().join("lock")).expect("lock file");
    lock.lock().expect("free");
    let run = place.build(&[&article]);
    assert!(run.status == 1 && run.stderr.contains("is writing to it"), "{}", run.stderr);
    assert!(place.quads().contains("article/ena"), "readers need no lock");
    drop(lock);
    assert_eq!(place.build(&[&article]).status, 0);
}

#[test]
fn a_place_that_cannot_be_written_is_named() {
    let place = Place::new();
    let article = place.write("ena.txt", FIRST);
    let file = place.write("datoteka", "x");
    let run = trojka(["build"]).arg(&article).arg("--store").arg(file.join("store")).run();
    assert!(run.status == 1 && run.stderr.contains("datoteka/store"), "{}", run.stderr);
    assert_eq!(std::fs::read(&file).expect("still there"), b"x");
}

#[test]
fn output_on_a_full_disk_is_an_error() {
    if !Path::new("/dev/full").exists() {
        eprintln!("skipped: this system has no /dev/full");
        return;
    }
    let place = Place::new();
    place.build(&[&place.write("ena.txt", FIRST)]);
    let full = || std::fs::File::options().write(true).open("/dev/full").expect("/dev/full");
    for command in [&["export", "--format", "turtle"][..], &["query", "-e", "SELECT * { ?s ?p ?o }"]] {
        let run = trojka(command).arg("--store").arg(place.store()).stdout(full()).run();
        assert!(run.status == 1 && run.stderr.contains("standard output: No space left"), "{}", run.stderr);
        assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    }
    let to_file = trojka(["export", "--format", "trig", "-o", "/dev/full"]).arg("--store").arg(place.store()).run();
    assert!(to_file.status == 1 && to_file.stderr.contains("/dev/full: No space left"), "{}", to_file.stderr);
}

#[test]
fn a_store_on_a_full_disk_stays_as_it_was() {
    let place = Place::new();
    let small = place.path("disk");
    std::fs::create_dir(&small).expect("writable");
    let mount = |arguments: &[&str]| std::process::Command::new(arguments[0]).args(&arguments[1..]).output();
    let name = small.to_string_lossy().into_owned();
    let mounted = mount(&["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", &name]);
    if !mounted.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: a small file system cannot be mounted here");
        return;
    }
    let store = small.join("store");
    let build = |path: &Path| trojka(["build", "--quiet"]).arg(path).arg("--store").arg(&store).run();
    let first = build(&place.write("ena.txt", FIRST));
    let before = snapshot(&store);
    std::fs::write(small.join("polnilo"), vec![7; 460 << 10])
        .or_else(|_| std::fs::write(small.join("p"), [7; 4096]))
        .ok();
    while std::fs::OpenOptions::new()
        .append(true)
        .create(true)
        .open(small.join("polnilo"))
        .and_then(|mut file| std::io::Write::write_all(&mut file, &[7; 4096]))
        .is_ok()
    {}
    // Numbers do not pack well, so the article needs more room than a page.
    let number = |n: u64| (n * 2_654_435_761 % 1_000_003).to_string();
    let sentences: Vec<String> =
        (0..300).map(|n| format!("Proga {} meri {} metrov.", number(n), number(n + 999))).collect();
    let second = build(&place.write("dva.txt", format!("{SECOND}{}", sentences.join(" "))));
    let after = snapshot(&store);
    let reopened = trojka(["query", "-e", "ASK {}"]).arg("--store").arg(&store).run();
    let _ = mount(&["umount", &name]);
    assert_eq!(first.status, 0, "{}", first.stderr);
    assert_eq!(second.status, 1);
    assert!(second.stderr.contains("No space left on device"), "{}", second.stderr);
    assert_eq!(second.stderr.lines().count(), 1, "{}", second.stderr);
    assert_eq!(after, before);
    assert_eq!(reopened.status, 0, "{}", reopened.stderr);
}

#[test]
fn nothing_is_lost_when_a_build_is_killed() {
    let place = Place::new();
    let keep = place.write("ostane.txt", FIRST);
    place.build(&[&keep]);
    let lines: String = (0..80)
        .map(|n| format!("{{\"id\":\"a{n}\",\"text\":\"Članek številka {n} govori o obisku v mestu {n}.\"}}\n"))
        .collect();
    let many = place.write("veliko.jsonl", lines);
    let mut finished = 0;
    for step in 0..8u64 {
        let mut child = trojka(["build", "--quiet"]).arg(&many).arg("--store").arg(place.store()).spawn();
        std::thread::sleep(Duration::from_millis(15 * step * step));
        child.kill().expect("running or over");
        finished += usize::from(child.wait().expect("child").success());
        let quads = place.article_quads();
        assert!(quads.iter().any(|quad| quad.contains("sosednjo")), "the acknowledged article is there");
        for n in 0..80 {
            let graph = format!("/article/a{n}> .");
            let own: Vec<_> = quads.iter().filter(|quad| quad.ends_with(&graph)).collect();
            let whole = own.iter().any(|quad| quad.contains(&format!("o obisku v mestu {n}.\"")));
            assert!(own.is_empty() || whole, "article a{n} is there in part: {own:?}");
        }
    }
    assert_eq!(place.build(&[&many]).status, 0, "after {finished} builds that were over before the kill");
    let unfinished = snapshot(&place.store()).iter().any(|(path, _)| path.to_string_lossy().ends_with(".tmp"));
    assert!(!unfinished, "rubbish is cleared");
    let fresh = Place::new();
    fresh.build(&[&keep, &many]);
    assert_eq!(place.quads(), fresh.quads(), "the same store as without kills");
}
