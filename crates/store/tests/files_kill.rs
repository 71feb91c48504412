//! A program killed while it stores files: each file is whole or not there, and what it left unfinished is swept.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test that cannot go on fails; the child tells by printing")]

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use shounuo_store::files::{CHUNK, FileKey, FileName, Files};

const FOLDER: &str = "SHOUNUO_TEST_FILES";
const KEY: &str = "SHOUNUO_TEST_FILE_KEY";
const ROUNDS: u64 = 20;
const LEN: usize = 3 * CHUNK + 5;

/// The names that the child was told to be stored before it was killed.
fn store_until_killed(root: &Path, key: &FileKey, after: Duration) -> Vec<FileName> {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "child_stores_for_ever", "--nocapture"]).env(FOLDER, root).env(KEY, key.to_text().as_str());
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while !line.contains("ready") {
        line.clear();
        assert_ne!(out.read_line(&mut line).unwrap(), 0, "the child did not begin");
    }
    std::thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
    let mut told = String::new();
    out.read_to_string(&mut told).unwrap();
    told.lines().filter_map(|line| FileName::parse(line.trim())).collect()
}

#[test]
fn killed_at_any_moment_each_file_is_whole_or_absent() {
    let root = tempfile::tempdir().unwrap();
    let (files, key) = (Files::of(root.path()), FileKey::generate().unwrap());
    let mut stored = BTreeSet::from([files.put(&key, &vec![7; LEN]).unwrap()]);
    for round in 0..ROUNDS {
        stored.extend(store_until_killed(root.path(), &key, Duration::from_millis(round * 6)));
        files.sweep(&stored, SystemTime::now()).unwrap();
        for name in &stored {
            assert_eq!(files.open(name, &key).unwrap().read(0, usize::MAX).unwrap(), vec![7; LEN], "round {round}");
        }
        let left = std::fs::read_dir(root.path().join("files")).unwrap();
        let unfinished = left.filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().starts_with('.')).count();
        assert_eq!(unfinished, 0, "round {round}");
    }
    assert!(stored.len() > 1, "the child did store");
}

#[test]
fn child_stores_for_ever() {
    let (Some(root), Ok(key)) = (std::env::var_os(FOLDER), std::env::var(KEY)) else { return };
    let (files, key) = (Files::of(Path::new(&root)), FileKey::from_text(&key).unwrap());
    println!("ready");
    loop {
        println!("{}", files.put(&key, &vec![7; LEN]).unwrap().as_str());
    }
}
