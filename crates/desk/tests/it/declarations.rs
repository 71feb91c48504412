//! The declarations hold together: kinds match their tables, flows name states that exist, and the generated pages are fresh.

use std::collections::BTreeSet;

use crate::common::Shop;
use shounuo_desk::capabilities::KINDS;
use shounuo_desk::kernel::kind::COMMON;
use shounuo_desk::ops::OPERATIONS;
use shounuo_store::ColumnType;

const FLOWS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/flows.md");

#[test]
fn flows_page_is_up_to_date() {
    let generated = shounuo_desk::kernel::flows::markdown();
    if std::env::var_os("SHOUNUO_WRITE").is_some() {
        std::fs::write(FLOWS, &generated).unwrap();
    }
    assert!(std::fs::read_to_string(FLOWS).unwrap_or_default() == generated, "docs/flows.md is stale: run `make docs`");
}

#[test]
fn every_kind_matches_its_table_column_for_column() {
    let shop = Shop::new();
    let open = shop.bench.shop().unwrap();
    for kind in KINDS {
        let shape = kind.shape();
        let columns = open.store.read(|tx| tx.table_columns(kind.name)).unwrap();
        let stored: BTreeSet<(String, &str)> =
            columns.iter().filter(|(name, _, _)| name != "id").map(|(name, ty, _)| (name.clone(), ty.as_str())).collect();
        let sql = |ty| if matches!(ty, ColumnType::Int | ColumnType::Bool) { "INTEGER" } else { "TEXT" };
        let declared: BTreeSet<(String, &str)> = shape.columns.iter().map(|column| (column.name.to_owned(), sql(column.ty))).collect();
        assert_eq!(declared, stored, "{}", kind.name);
        assert_eq!(shape.columns.len(), COMMON.len() + kind.fields.len(), "{}: a field is declared twice", kind.name);
    }
}

#[test]
fn every_step_leads_from_and_to_states_that_exist_and_somebody_may_take_it() {
    for kind in KINDS {
        assert!(kind.name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_'));
        for step in kind.flow {
            let at = format!("{}.{}", kind.name, step.event);
            assert!(!step.by.is_empty(), "{at}: nobody may");
            assert!(!step.label.is_empty(), "{at}: no label");
            for state in step.from.iter().chain(Some(&step.to)).filter(|state| !state.is_empty()) {
                assert!(kind.state(state).is_some(), "{at}: no state {state}");
            }
            let names: BTreeSet<&str> = step.asks.iter().map(|field| field.name).collect();
            assert_eq!(names.len(), step.asks.len(), "{at}: asks twice");
        }
        // A record never has two rows for the same event in the same state.
        let mut seen = BTreeSet::new();
        for step in kind.flow {
            for state in step.from {
                assert!(seen.insert((step.event, *state)), "{}.{} twice from {state}", kind.name, step.event);
            }
        }
    }
}

#[test]
fn operations_and_kinds_have_names_of_their_own() {
    let operations: BTreeSet<&str> = OPERATIONS.iter().map(|operation| operation.name).collect();
    assert_eq!(operations.len(), OPERATIONS.len());
    let kinds: BTreeSet<&str> = KINDS.iter().map(|kind| kind.name).collect();
    assert_eq!(kinds.len(), KINDS.len());
    let prefixes: Vec<&str> = KINDS.iter().map(|kind| kind.prefix).filter(|prefix| !prefix.is_empty()).collect();
    assert_eq!(prefixes.iter().collect::<BTreeSet<_>>().len(), prefixes.len());
}

#[test]
fn the_options_of_a_case_are_those_of_the_rules() {
    use shounuo_desk::capabilities::quality_case::OPTIONS;
    let rules: Vec<(String, &str)> = shounuo_rules::Choice::ALL
        .iter()
        .map(|choice| (serde_json::to_value(choice).unwrap().as_str().unwrap().to_owned(), choice.label()))
        .collect();
    let declared: Vec<(String, &str)> = OPTIONS.iter().map(|(code, label)| ((*code).to_owned(), *label)).collect();
    assert_eq!(declared, rules);
}
