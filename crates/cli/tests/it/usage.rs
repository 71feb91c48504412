//! Wrong usage ends with 2 and repeats nothing that was typed; help is in Chinese, with an example for every command.

use crate::common::run;

#[test]
fn wrong_usage_ends_with_two_and_an_empty_stdout() {
    for arguments in [
        &["bogus"][..],
        &["import", "--json"],
        &["import", "--data", "x", "y.csv", "--platform", "ebay"],
        &["import", "--data", "x", "y.csv", "--undo", "DR-1"],
        &["rule"],
        &["rule", "a.jsonl", "b.jsonl"],
        &["rule", "a.jsonl", "--recovery-file", "code.txt"],
        &["case", "list"],
        &["case", "do", "--data", "x", "SH-1"],
        &["verify", "--data", "x", "--backup", "y"],
        &["verify"],
        &["export", "订单", "--data", "x", "--out", "y.txt"],
        &["export", "订单", "--data", "x"],
        &["search", "--data", "x"],
        &["notice", "--data", "x", "ruling_letter", "SH-1"],
        &["new", "--data", "x"],
        &["backup", "--data", "x"],
        &["search", "--wat", "x"],
    ] {
        let ran = run(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?} {}", ran.err);
        assert!(ran.err.starts_with("用法不对：") && ran.err.contains("--help"), "{arguments:?} {}", ran.err);
    }
}

#[test]
fn a_code_put_in_the_wrong_place_is_not_repeated() {
    let code = "H6BS-3PCF-T99N-XX2F-CSN4-YK0R-ADXT-5YN0-EZXK";
    for arguments in [
        &["rule", "a", code][..],
        &[code],
        &["search", "a", code, "--json"],
        &["import", "a", "--platform", code],
        &["rule", &format!("--code={code}")],
    ] {
        let ran = run(arguments);
        assert_eq!(ran.code, 2);
        assert!(!ran.err.contains("H6BS"), "{}", ran.err);
    }
}

#[test]
fn help_is_chinese_with_an_example() {
    for command in [
        &[][..],
        &["new"],
        &["import"],
        &["rule"],
        &["case"],
        &["case", "list"],
        &["case", "show"],
        &["case", "do"],
        &["notice"],
        &["search"],
        &["verify"],
        &["backup"],
        &["restore"],
        &["export"],
    ] {
        let ran = run(&[command, &["--help"]].concat());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{command:?}");
        assert!(ran.out.contains("用法：") && ran.out.contains("例："), "{command:?} {}", ran.out);
        for english in ["Usage", "Options", "Commands", "Arguments", "default:", "Print"] {
            assert!(!ran.out.contains(english), "{command:?} {}", ran.out);
        }
    }
}

#[test]
fn the_version_is_told() {
    assert_eq!(run(&["--version"]).out, format!("shounuo {}\n", env!("CARGO_PKG_VERSION")));
}
