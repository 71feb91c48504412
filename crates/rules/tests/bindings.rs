//! The TypeScript shapes the screens are built on.

use shounuo_rules::{Calendar, Catalogue, ConventionInfo, DeadlineAnswer, DeadlineFacts, Facts, Ruling};
use ts_rs::{Config, TS};

#[test]
fn shapes_are_plain_json() {
    let config = Config::default();
    let shapes = [
        Facts::decl(&config),
        Ruling::decl(&config),
        Catalogue::decl(&config),
        Calendar::decl(&config),
        ConventionInfo::decl(&config),
        DeadlineFacts::decl(&config),
        DeadlineAnswer::decl(&config),
    ];
    for shape in &shapes {
        assert!(!shape.contains("bigint"), "{shape}");
    }
    assert!(shapes[0].contains("invoice_date?: string | null"));
    assert!(shapes[1].contains("options: Array<RulingOption>"));
}
