//! Facts, deadlines, refunds and calendars as they come from a screen, a file or another seat.

use std::sync::LazyLock;

use shounuo_rules::{Calendar, DeadlineFacts, Facts, RefundFacts, Rulebook, refund};

static BOOK: LazyLock<Rulebook> = LazyLock::new(Rulebook::builtin);

/// Facts in, a ruling out or words.
pub fn facts(data: &[u8]) {
    if let Ok(facts) = serde_json::from_slice::<Facts>(data) {
        if let Ok(ruling) = BOOK.rule(&facts) {
            assert_eq!(BOOK.rule(&facts).ok(), Some(ruling), "the same facts give the same ruling");
        }
        let _ = BOOK.cover(&facts, &[]);
        let _ = BOOK.repair_limits(&facts.goods, facts.province.as_deref());
    }
    if let Ok(facts) = serde_json::from_slice::<DeadlineFacts>(data) {
        let _ = BOOK.deadline(&facts);
    }
    if let Ok(facts) = serde_json::from_slice::<RefundFacts>(data) {
        let _ = refund(&facts);
    }
}

/// A calendar of rest days as a table.
pub fn calendar(data: &[u8]) {
    let Ok(calendar) = Calendar::parse_csv(&String::from_utf8_lossy(data)) else { return };
    let days: Vec<_> = calendar.days().map(|(day, _)| day).collect();
    for day in days {
        assert!(calendar.knows(day));
    }
    let _ = Calendar::builtin().merged(calendar);
}
