//! A computer set to another time zone changes no date: purchases, deadlines and papers are calendar dates in China, at the last
//! minute of a day, of a year, and on 29 February.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::json;

use crate::common::{Shop, at};

const CHILD: &str = "SHOUNUO_TEST_ZONE";
/// West and east of the dateline, half hours, summer time, the west of China, and one that does not exist.
const ZONES: [&str; 9] = [
    "Asia/Shanghai",
    "Asia/Urumqi",
    "UTC",
    "America/New_York",
    "Asia/Kolkata",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Europe/Berlin",
    "No/Such",
];
/// A minute before and after midnight in China, and the day it is there.
const MOMENTS: [(&str, &str); 6] = [
    ("2026-11-21T15:58:00Z", "2026-11-21"),
    ("2026-11-21T16:00:00Z", "2026-11-22"),
    ("2026-12-31T15:58:00Z", "2026-12-31"),
    ("2026-12-31T16:00:00Z", "2027-01-01"),
    ("2028-02-28T16:00:00Z", "2028-02-29"),
    ("2028-02-29T16:00:00Z", "2028-03-01"),
];

/// A case ruled on at this moment: the facts (with the day of today), the ruling with its dates, the deadlines, the days of the
/// timeline in a table. Nothing in it is made anew each time.
fn told(moment: &str) -> String {
    let shop = Shop::new();
    *shop.now.lock().unwrap() = at(moment);
    shop.sign_in("owner");
    let case = shop.case();
    shop.act(&case, "rule", json!({})).unwrap();
    let ruling = shop.bench.shop().unwrap().store.read(|tx| tx.row("SELECT facts, answer FROM ruling", &[])).unwrap().unwrap();
    let shown = shop.ok("cases.show", json!({ "id": case }));
    let clocks: Vec<_> = shown["clocks"].as_array().unwrap().iter().map(|clock| (&clock["code"], &clock["due_at"])).collect();
    format!("{} {} {clocks:?}", ruling["facts"], ruling["answer"])
}

#[test]
fn child_tells_dates() {
    if std::env::var_os(CHILD).is_some() {
        MOMENTS.iter().for_each(|(moment, _)| println!("told {moment} {}", told(moment)));
    }
}

#[test]
fn no_date_hangs_on_the_zone_of_the_computer() {
    let mut said = BTreeSet::new();
    for zone in ZONES {
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["--exact", "zones::child_tells_dates", "--nocapture"]).env(CHILD, zone).env("TZ", zone);
        let ran = child.output().unwrap();
        assert!(ran.status.success(), "{zone}: {}", String::from_utf8_lossy(&ran.stderr));
        let text = String::from_utf8(ran.stdout).unwrap();
        let lines: Vec<&str> = text.lines().filter_map(|line| line.split_once("told ").map(|(_, told)| told)).collect();
        assert_eq!(lines.len(), MOMENTS.len(), "{zone}: {text}");
        for (line, (moment, day)) in lines.iter().zip(MOMENTS) {
            assert!(line.starts_with(moment) && line.contains(&format!("\\\"as_of\\\":\\\"{day}\\\"")), "{zone} {moment}: {line:.300}");
        }
        said.insert(lines.join("\n"));
    }
    assert_eq!(said.len(), 1, "the same in every zone");
}
