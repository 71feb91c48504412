//! The direction: window, cli → desk → store, notices, exchange → ledger, rules. What needs care has one home.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::repository::{packages, text, tracked};

/// Whom of ours each package may use in what it ships. A package missing here has no place in the house yet.
const MAY_USE: &[(&str, &[&str])] = &[
    ("shounuo-rules", &[]),
    ("shounuo-ledger", &[]),
    ("shounuo-store", &["shounuo-ledger"]),
    ("shounuo-keychain", &["shounuo-store"]),
    ("shounuo-media", &[]),
    ("shounuo-sandbox", &[]),
    ("shounuo-exchange", &["shounuo-ledger", "shounuo-rules"]),
    ("shounuo-notices", &["shounuo-ledger", "shounuo-rules"]),
    ("shounuo-sync", &["shounuo-ledger", "shounuo-rules"]),
    (
        "shounuo-desk",
        &[
            "shounuo-store",
            "shounuo-notices",
            "shounuo-exchange",
            "shounuo-media",
            "shounuo-sandbox",
            "shounuo-sync",
            "shounuo-ledger",
            "shounuo-rules",
        ],
    ),
    ("shounuo-hub", &["shounuo-desk", "shounuo-sync"]),
    ("shounuo-cli", &["shounuo-desk", "shounuo-keychain", "shounuo-rules"]),
    ("shounuo-app", &["shounuo-desk", "shounuo-keychain"]),
    ("shounuo-faults", &["shounuo-desk", "shounuo-store"]),
    (
        "shounuo-fuzz",
        &[
            "shounuo-desk",
            "shounuo-store",
            "shounuo-exchange",
            "shounuo-media",
            "shounuo-ledger",
            "shounuo-rules",
            "shounuo-notices",
            "shounuo-sandbox",
        ],
    ),
    (
        "shounuo-tests",
        &["shounuo-desk", "shounuo-keychain", "shounuo-store", "shounuo-notices", "shounuo-exchange", "shounuo-ledger", "shounuo-rules"],
    ),
];

/// The only packages that may name a crate whose name begins so: one home for the database, the keychain, the network, the window.
const HOMES: &[(&str, &[&str])] = &[
    ("rusqlite", &["shounuo-store", "shounuo-hub"]),
    ("libsqlite3-sys", &["shounuo-store", "shounuo-hub"]),
    ("keyring", &["shounuo-keychain"]),
    ("reqwest", &["shounuo-sync"]),
    ("hyper", &["shounuo-sync", "shounuo-hub"]),
    ("tauri", &["shounuo-app"]),
    ("wry", &["shounuo-app"]),
    ("axum", &["shounuo-hub"]),
    ("printpdf", &["shounuo-notices"]),
    ("calamine", &["shounuo-exchange"]),
];

/// What a pure crate has no use for: disk, network, chance, the time of day.
const IMPURE: &[&str] = &["getrandom", "rand", "uuid", "tempfile", "tokio", "reqwest", "rusqlite", "keyring", "chrono", "time"];
const PURE: &[&str] = &["shounuo-rules", "shounuo-ledger", "shounuo-media"];

/// Package → what it declares, tests aside unless `with_tests`.
fn uses(with_tests: bool) -> BTreeMap<String, BTreeSet<String>> {
    let shipped = |dependency: &&Value| with_tests || dependency["kind"] != "dev";
    let name = |value: &Value| value["name"].as_str().unwrap().to_owned();
    packages()
        .iter()
        .map(|package| (name(package), package["dependencies"].as_array().unwrap().iter().filter(shipped).map(name).collect()))
        .collect()
}

#[test]
fn packages_depend_in_one_direction() {
    let allowed: BTreeMap<&str, &[&str]> = MAY_USE.iter().copied().collect();
    for (package, used) in uses(false) {
        let may = allowed.get(package.as_str()).unwrap_or_else(|| panic!("{package} has no place in the direction yet: add it to MAY_USE"));
        for other in used.iter().filter(|other| other.starts_with("shounuo-")) {
            assert!(may.contains(&other.as_str()), "{package} may not use {other}");
        }
    }
}

#[test]
fn the_direction_has_no_circle() {
    let mut settled = BTreeSet::new();
    while settled.len() < MAY_USE.len() {
        let next = MAY_USE.iter().find(|(name, may)| !settled.contains(name) && may.iter().all(|other| settled.contains(other)));
        let Some((name, _)) = next else { panic!("MAY_USE goes round in a circle") };
        settled.insert(*name);
    }
}

#[test]
fn what_needs_care_has_one_home() {
    for (package, used) in uses(true) {
        for (name, homes) in HOMES {
            let named = used.iter().find(|other| *other == name || other.starts_with(&format!("{name}-")));
            assert!(named.is_none() || homes.contains(&package.as_str()), "{package} names {named:?}, whose home is {homes:?}");
        }
    }
}

#[test]
fn each_home_is_lived_in() {
    // A rule about a crate that nobody uses any more would guard nothing.
    let used: BTreeSet<String> = uses(false).into_values().flatten().collect();
    for name in ["rusqlite", "keyring", "tauri", "printpdf", "calamine"] {
        assert!(used.contains(name), "nobody uses {name} any more: change HOMES");
    }
}

#[test]
fn pure_crates_stay_pure() {
    let all = uses(false);
    for package in PURE {
        let impure: Vec<_> = all[*package].iter().filter(|name| IMPURE.contains(&name.as_str())).collect();
        assert!(impure.is_empty(), "{package} is pure and may not use {impure:?}");
    }
}

/// The crash harness stands between the program and its system: one file of it, and no other of the house, may be `unsafe`.
const UNSAFE: (&str, &str) = ("shounuo-faults", "tests/faults/harness/calls.rs");

#[test]
fn one_file_is_unsafe_and_it_ships_nowhere() {
    let manifest = text("tests/faults/Cargo.toml").unwrap();
    assert!(manifest.contains("unsafe_code = \"deny\"") && !uses(false).values().flatten().any(|used| used == UNSAFE.0));
    let allow = concat!("allow(unsafe", "_code");
    let files = tracked().into_iter().filter(|path| path.ends_with(".rs") && text(path).is_some_and(|text| text.contains(allow)));
    assert_eq!(files.collect::<Vec<_>>(), [UNSAFE.1]);
}

#[test]
fn every_package_has_the_same_lints() {
    for package in packages().iter().filter(|package| package["name"] != UNSAFE.0) {
        let manifest = std::fs::read_to_string(package["manifest_path"].as_str().unwrap()).unwrap();
        assert!(manifest.contains("[lints]\nworkspace = true"), "{} does not take over the lints of the workspace", package["name"]);
    }
}
