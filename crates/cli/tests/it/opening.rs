//! Making a shop, opening it, and being refused: without a trace.

use std::fs;

use serde_json::json;

use crate::common::{Shop, contents, run};

#[test]
fn a_new_shop_gives_its_code_to_a_private_file_and_to_nobody_else() {
    let room = tempfile::tempdir().unwrap();
    let path = |name: &str| room.path().join(name).to_str().unwrap().to_owned();
    let (dir, code) = (path("shop"), path("code.txt"));
    let ran = run(&["new", "--data", &dir, "--shop", "晨光电器", "--owner", "林店主", "--no-keychain", "--recovery-out", &code, "--json"]);
    let made = ran.done();
    let known = json!({ "shop": "晨光电器", "data": dir, "owner": "林店主", "login": "owner", "demo": false, "keychain": false, "recovery_out": code });
    assert_eq!(made, known);
    let line = fs::read_to_string(&code).unwrap();
    assert_eq!(line.trim().split('-').count(), 9);
    assert!(!ran.out.contains(line.trim()) && !ran.err.contains(line.trim()));
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&code).unwrap().permissions()) & 0o777, 0o600);

    let before = (contents(&dir), line);
    let other = path("other.txt");
    assert_eq!(
        run(&["new", "--data", &dir, "--shop", "别家", "--no-keychain", "--recovery-out", &other, "--json"]).refused(),
        "shop_exists"
    );
    assert!(!fs::exists(&other).unwrap(), "no empty code file is left behind");
    let again = run(&["new", "--data", &path("second"), "--shop", "别家", "--no-keychain", "--recovery-out", &code, "--json"]);
    assert_eq!(again.refused(), "file_exists");
    assert!(!fs::exists(path("second")).unwrap(), "no shop whose code would be lost");
    assert_eq!((contents(&dir), fs::read_to_string(&code).unwrap()), before);
}

#[test]
fn without_a_terminal_and_without_a_file_no_shop_is_made() {
    let room = tempfile::tempdir().unwrap();
    let dir = room.path().join("shop");
    let ran = run(&["new", "--data", dir.to_str().unwrap(), "--shop", "晨光电器"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("--recovery-out") && !dir.exists());
}

#[test]
fn an_empty_name_makes_nothing() {
    let room = tempfile::tempdir().unwrap();
    let path = |name: &str| room.path().join(name).to_str().unwrap().to_owned();
    let ran = run(&["new", "--data", &path("shop"), "--shop", " ", "--no-keychain", "--recovery-out", &path("code.txt"), "--json"]);
    assert_eq!(ran.refused(), "bad_input");
    assert_eq!(fs::read_dir(room.path()).unwrap().count(), 0);
}

#[test]
fn every_way_not_to_open_has_its_code_and_touches_nothing() {
    let shop = Shop::new();
    let (dir, other) = (shop.path("shop"), shop.path("other.txt"));
    let before = contents(&dir);
    let list = |more: &[&str]| run(&[&["case", "list", "--data", &dir, "--json"], more].concat()).refused();
    assert_eq!(list(&[]), "locked");
    assert_eq!(list(&["--recovery-file", &shop.path("none.txt")]), "cannot_read");
    let code = fs::read_to_string(shop.path("code.txt")).unwrap();
    let slip: String = code.chars().enumerate().map(|(at, c)| if at == 2 { if c == '7' { '8' } else { '7' } } else { c }).collect();
    for (content, expected) in [
        ("7777-".repeat(9).as_str(), "recovery_code_typo"),
        ("短", "recovery_code_length"),
        ("", "recovery_code_length"),
        (slip.as_str(), "recovery_code_typo"),
    ] {
        fs::write(&other, content).unwrap();
        assert_eq!(list(&["--recovery-file", &other]), expected, "{}", content.len());
    }
    let foreign = Shop { room: tempfile::tempdir().unwrap() };
    run(&["new", "--data", &foreign.path("shop"), "--shop", "别家", "--no-keychain", "--recovery-out", &foreign.path("code.txt")]);
    let wrong = foreign.path("code.txt");
    for command in [&["case", "list"][..], &["verify"], &["search", "x"], &["import", &shop.path("code.txt")]] {
        let arguments = [command, &["--data", &dir, "--recovery-file", &wrong, "--json"]].concat();
        assert_eq!(run(&arguments).refused(), "wrong_code", "{command:?}");
    }
    assert_eq!(contents(&dir), before, "a wrong code touches nothing");
    let nowhere = run(&["case", "list", "--data", &shop.path("nowhere"), "--recovery-file", &shop.path("code.txt"), "--json"]);
    assert_eq!(nowhere.refused(), "no_shop");
    assert!(!fs::exists(shop.path("nowhere")).unwrap());
}

#[test]
fn a_refusal_for_people_stands_on_stderr() {
    let shop = Shop::new();
    let ran = run(&["case", "list", "--data", &shop.path("shop")]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("--recovery-file") && ran.err.contains("locked"), "{}", ran.err);
}

#[test]
fn a_typed_code_is_read_however_it_was_typed() {
    let shop = Shop::new();
    let code = fs::read_to_string(shop.path("code.txt")).unwrap();
    fs::write(shop.path("code.txt"), format!("\u{feff}{}\r\n\r\n", code.trim().to_lowercase().replace('-', " "))).unwrap();
    assert_eq!(shop.run(&["case", "list"]).code, 0);
}

#[test]
fn the_demo_shop_is_full_and_sound() {
    let shop = Shop { room: tempfile::tempdir().unwrap() };
    let made = run(&[
        "new",
        "--data",
        &shop.path("shop"),
        "--shop",
        "演示店",
        "--demo",
        "--no-keychain",
        "--recovery-out",
        &shop.path("code.txt"),
        "--json",
    ])
    .done();
    assert_eq!(made["demo"], true);
    assert!(shop.run(&["case", "list", "--which", "all"]).lines().len() > 20);
    assert_eq!(shop.run(&["verify"]).done()["sound"], true);
}
