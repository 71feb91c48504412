//! The repository as its files and as cargo sees it.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

/// Paths of all tracked files that are there, from the root.
pub fn tracked() -> Vec<String> {
    let listed = run(Command::new("git").args(["-c", "safe.directory=*", "ls-files", "-z"]));
    let files: Vec<String> = listed.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect();
    assert!(files.len() > 100, "git lists {} files only", files.len());
    files.into_iter().filter(|path| root().join(path).is_file()).collect()
}

/// A tracked file as text; `None` for pictures, fonts and files in the merchants' encodings.
pub fn text(path: &str) -> Option<String> {
    let bytes = std::fs::read(root().join(path)).unwrap();
    if bytes.contains(&0) { None } else { String::from_utf8(bytes).ok() }
}

/// A JSON file of the repository.
pub fn json(path: &str) -> Value {
    serde_json::from_str(&text(path).unwrap_or_else(|| panic!("{path} is no text"))).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What cargo knows of the packages of the workspace.
pub fn packages() -> Vec<Value> {
    let metadata = run(Command::new(env!("CARGO")).args(["metadata", "--format-version=1", "--no-deps", "--offline"]));
    let mut metadata: Value = serde_json::from_str(&metadata).unwrap();
    serde_json::from_value(metadata["packages"].take()).unwrap()
}

fn run(command: &mut Command) -> String {
    let output = command.current_dir(root()).output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}
