//! What may stand in a tracked file.

use serde_json::Value;

use crate::repository::{json, root, text, tracked};

/// Longest file of shipped Rust.
const MOST_LINES: usize = 500;

/// Parts of paths of the machine somebody happened to work on. Spelled in two, so that this file is not found itself.
const MACHINE_PATHS: &[&str] = &[concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!("/Use", "rs/")];
/// The invented home that tests use to show that no path leaks.
const INVENTED_HOME: &str = concat!("/ho", "me/zhang/");

/// Hosts of package registries: where packages come from is set on the machine, never here.
const REGISTRIES: &[&str] = &[
    concat!("registry.np", "mjs.org"),
    concat!("registry.ya", "rnpkg.com"),
    concat!("npm", "mirror.com"),
    concat!("crates", ".io"),
    concat!("rsp", "roxy"),
    concat!("pypi", ".org"),
    concat!("files.python", "hosted.org"),
];

/// Written by cargo itself, with the address of its index in it.
const LOCK: &str = "Cargo.lock";

#[test]
fn no_rust_file_grows_past_reading() {
    let long: Vec<String> = tracked()
        .into_iter()
        .filter(|path| path.ends_with(".rs") && (path.starts_with("crates/") || path.starts_with("src-tauri/")) && path.contains("/src/"))
        .filter_map(|path| text(&path).map(|text| (text.lines().count(), path)))
        .filter(|(lines, _)| *lines > MOST_LINES)
        .map(|(lines, path)| format!("{path}: {lines}"))
        .collect();
    assert!(long.is_empty(), "over {MOST_LINES} lines: {long:#?}");
}

#[test]
fn no_file_names_a_machine_or_a_registry() {
    let mut found = Vec::new();
    for path in tracked().into_iter().filter(|path| !path.ends_with(LOCK)) {
        let Some(text) = text(&path) else { continue };
        for (at, line) in text.lines().enumerate() {
            let line = line.replace(INVENTED_HOME, "");
            if MACHINE_PATHS.iter().chain(REGISTRIES).any(|word| line.contains(word)) {
                found.push(format!("{path}:{}: {}", at + 1, line.trim().chars().take(120).collect::<String>()));
            }
        }
    }
    assert!(found.is_empty(), "machine paths or registries: {found:#?}");
}

#[test]
fn the_lock_of_the_screens_names_no_host() {
    let lock = json("ui/package-lock.json");
    let packages = lock["packages"].as_object().unwrap();
    assert!(packages.len() > 100, "{} packages", packages.len());
    for (name, package) in packages {
        let resolved = package.get("resolved").and_then(Value::as_str).unwrap_or_default();
        assert!(!resolved.contains("://"), "{name} is bound to {resolved}: keep omit-lockfile-registry-resolved in ui/.npmrc");
        assert!(name.is_empty() || package.get("link").is_some() || package.get("integrity").is_some(), "{name} has no integrity");
    }
}

#[test]
fn every_migration_is_listed() {
    let list = text("crates/store/src/migrate.rs").unwrap();
    let steps: Vec<String> =
        tracked().into_iter().filter_map(|path| path.strip_prefix("migrations/")?.strip_suffix(".sql").map(str::to_owned)).collect();
    assert!(!steps.is_empty());
    for (at, step) in steps.iter().enumerate() {
        assert!(step.starts_with(&format!("{:04}_", at + 1)), "migrations/{step}.sql breaks the count at {}", at + 1);
        assert!(list.contains(&format!("\"{step}\"")), "migrations/{step}.sql is not in the list of crates/store/src/migrate.rs");
    }
}

#[test]
fn licences_travel_with_the_project() {
    for (path, words) in
        [("LICENSE", "MIT License"), ("THIRD_PARTY.md", "SIL Open Font License"), ("crates/notices/fonts/OFL.txt", "SIL OPEN FONT LICENSE")]
    {
        let text = std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert!(text.contains(words), "{path} does not say {words}");
    }
}
