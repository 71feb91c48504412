//! What must hold for all facts, not only for the cases somebody thought of.

mod common;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use serde_json::{Value, json};
use shounuo_rules::{Channel, Choice, Claim, Delay, Exclusion, Facts, Fault, Fen, NoReason, Proof, Repair, Rulebook, Wants, answer_line};

static BOOK: LazyLock<Rulebook> = LazyLock::new(Rulebook::builtin);

fn day() -> impl Strategy<Value = Date> {
    (0i64..1_500).prop_map(|n| date(2023, 1, 1).saturating_add(n.days()))
}

fn pick<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    proptest::sample::select(all)
}

fn maybe<T: std::fmt::Debug>(inner: impl Strategy<Value = T>) -> impl Strategy<Value = Option<T>> {
    proptest::option::of(inner)
}

const GOODS: &[&str] = &[
    "洗衣机",
    "液晶电视机",
    "移动电话机主机",
    "移动电话机附件",
    "固定电话机",
    "笔记本电脑",
    "音频功率放大器",
    "摩托车",
    "收录机",
    "柴油机(单缸)",
    "家用汽车(包修期)",
    "平板电脑",
    "智能手环",
    "手机",
    "冰箱",
];
const PROVINCES: &[&str] = &["", "浙江", "山东", "北京", "四川"];
const PARTS: &[&str] = &["电池", "电动机", "主板", "压缩机", "显示屏", "门封条", "机体", ""];

prop_compose! {
    fn repair()(sent_in in day(), length in 0i64..120, open in 0u8..6, delay in maybe(pick(Delay::ALL)), charged in maybe(any::<bool>())) -> Repair {
        let handed_back = (open > 0).then(|| sent_in.saturating_add(length.days()));
        Repair { sent_in, handed_back, delay, charged, delays: Vec::new() }
    }
}

prop_compose! {
    fn request()(exclusion in maybe(pick(Exclusion::ALL)), exclusion_confirmed in maybe(any::<bool>()), intact in maybe(any::<bool>()), gift in maybe(-10i64..100_000)) -> NoReason {
        NoReason { exclusion, exclusion_confirmed, intact, missing_gift_fen: gift.map(Fen) }
    }
}

prop_compose! {
    fn dates()(invoice in maybe(day()), received in maybe(day()), installed in maybe(day()), exchanged in proptest::option::weighted(0.2, day()),
        produced in maybe(day()), replaced in proptest::option::weighted(0.2, day()), fault in day(), later in 0i64..200) -> ([Option<Date>; 6], Date, Date) {
        ([invoice, received, installed, exchanged, produced, replaced], fault, fault.saturating_add(later.days()))
    }
}

prop_compose! {
    /// Anything that can be written down, much of it contradictory.
    fn anything()(
        (claim, goods, channel, province, price) in (pick(Claim::ALL), pick(GOODS), pick(Channel::ALL), pick(PROVINCES), maybe(-5i64..10_000_000)),
        (dates, fault_date, as_of) in dates(),
        (part, repairs, wait) in (maybe(pick(PARTS)), proptest::collection::vec(repair(), 0..4), maybe(0u32..400)),
        (fault, proof, same, wants, exchanges, no_reason) in
            (maybe(pick(Fault::ALL)), maybe(pick(Proof::ALL)), maybe(any::<bool>()), maybe(pick(Wants::ALL)), maybe(0u32..5), maybe(request())),
    ) -> Facts {
        let [invoice_date, received_date, installed_date, exchanged_date, produced_date, part_replaced_date] = dates;
        Facts {
            claim, goods: goods.to_owned(), channel, province: Some(province.to_owned()), price_fen: price.map(Fen),
            invoice_date, received_date, installed_date, exchanged_date, produced_date, fault_date, as_of,
            part: part.map(str::to_owned), part_replaced_date, repairs, parts_wait_days_at_home: wait, fault, proof,
            same_model_available: same, wants, accessory_exchanges: exchanges, no_reason, assumed_day: None,
        }
    }
}

prop_compose! {
    /// Facts that can be ruled on: a sale, repairs one after the other, a later fault, a later decision.
    fn plain()(
        (goods, province, channel, price) in (pick(GOODS), pick(PROVINCES), pick(Channel::ALL), 0i64..3_000_000),
        sold in day(),
        stays in proptest::collection::vec((1i64..90, 0i64..50, maybe(pick(Delay::ALL))), 0..4),
        open in maybe((1i64..60, 0i64..120, maybe(pick(Delay::ALL)))),
        (gap, decided, same, wants, fault, part) in
            (0i64..300, 0i64..10, maybe(any::<bool>()), maybe(pick(Wants::ALL)), pick(Fault::ALL), maybe(pick(PARTS))),
        (proof, exchanges) in (pick(Proof::ALL), 0u32..4),
    ) -> Facts {
        let mut cursor = sold;
        let mut repairs = Vec::new();
        for (after, length, delay) in stays {
            let sent_in = cursor.saturating_add(after.days());
            cursor = sent_in.saturating_add(length.days());
            repairs.push(Repair { sent_in, handed_back: Some(cursor), delay, charged: None, delays: Vec::new() });
        }
        let mut fault_date = cursor.saturating_add(gap.days());
        let mut as_of = fault_date.saturating_add(decided.days());
        if let Some((after, so_far, delay)) = open {
            fault_date = cursor.saturating_add(after.days());
            as_of = fault_date.saturating_add(so_far.days());
            repairs.push(Repair { sent_in: fault_date, handed_back: None, delay, charged: None, delays: Vec::new() });
        }
        Facts {
            claim: Claim::Quality, goods: goods.to_owned(), channel, province: Some(province.to_owned()), price_fen: Some(Fen(price)),
            invoice_date: Some(sold), received_date: Some(sold), installed_date: None, exchanged_date: None, produced_date: None,
            fault_date, as_of, part: part.map(str::to_owned), part_replaced_date: None, repairs, parts_wait_days_at_home: None,
            fault: Some(fault), proof: Some(proof), same_model_available: same, wants, accessory_exchanges: Some(exchanges), no_reason: None, assumed_day: None,
        }
    }
}

fn rights(book: &Rulebook, facts: &Facts) -> Option<BTreeSet<Choice>> {
    book.rule(facts).ok().map(|ruling| ruling.options.into_iter().filter(|choice| choice.is_free_right()).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn any_facts_give_a_ruling_or_a_named_field(facts in anything()) {
        match BOOK.rule(&facts) {
            Ok(ruling) => {
                prop_assert!(!ruling.options.is_empty());
                let barred = ruling.options.iter().any(|c| !c.is_free_right());
                prop_assert!(!barred || ruling.options.len() == 1, "{:?}", ruling.options);
                prop_assert!(ruling.options.is_sorted());
                prop_assert!(!ruling.working.is_empty() && ruling.headline.ends_with('。'));
                prop_assert!(ruling.working.iter().all(|l| !l.clause.is_empty() && !l.text.is_empty() && !l.result.is_empty()));
            }
            Err(error) => prop_assert!(error.field.is_some() && !error.message.is_empty()),
        }
    }

    #[test]
    fn facts_survive_json(facts in anything()) {
        let value = serde_json::to_value(&facts).unwrap();
        prop_assert_eq!(Facts::from_json(&value), Ok(facts));
    }

    #[test]
    fn plain_facts_are_ruled_on_and_sums_add_up(facts in plain()) {
        let part_missing = facts.goods == "移动电话机附件" && facts.part.as_deref().is_none_or(str::is_empty);
        let no_start = facts.proof == Some(Proof::ProductionDate);
        let Ok(ruling) = BOOK.rule(&facts) else {
            prop_assert!(part_missing || no_start);
            return Ok(());
        };
        if let (Some(fee), Some(refund)) = (ruling.depreciation_fen, ruling.refund_fen) {
            prop_assert_eq!(fee.checked_add(refund), facts.price_fen);
            prop_assert!(fee >= Fen::ZERO && refund >= Fen::ZERO);
        }
        if let (Some(raw), Some(end)) = (ruling.expires_raw, ruling.expires) {
            prop_assert!(raw <= end);
        }
        prop_assert!(!(ruling.options.contains(&Choice::ReturnFull) && ruling.options.contains(&Choice::ReturnLessDepreciation)));
        prop_assert!(!(ruling.options.contains(&Choice::Wait) && ruling.options.contains(&Choice::Loaner)));
        prop_assert!(ruling.depreciation_fen.is_none_or(|fee| fee == Fen::ZERO || facts.province.as_deref() != Some("浙江")));
    }

    #[test]
    fn more_repair_days_never_shorten_the_period(facts in plain(), which in 0usize..3, more in 1i64..30) {
        let Some(index) = facts.repairs.iter().position(|r| r.handed_back.is_some()).map(|_| which % facts.repairs.len()) else { return Ok(()) };
        let mut longer = facts.clone();
        for repair in longer.repairs.iter_mut().skip(index) {
            if repair.sent_in > facts.repairs[index].sent_in {
                repair.sent_in = repair.sent_in.saturating_add(more.days());
            }
            repair.handed_back = repair.handed_back.map(|out| out.saturating_add(more.days()));
        }
        longer.fault_date = facts.fault_date.saturating_add(more.days());
        longer.as_of = facts.as_of.saturating_add(more.days());
        let book = &*BOOK;
        // Later stays move with it, so only those sent in while the period still ran can be compared.
        let (Ok(before), Ok(after)) = (book.rule(&facts), book.rule(&longer)) else { return Ok(()) };
        let in_period = |f: &Facts, end: Option<Date>| f.repairs.iter().all(|r| end.is_some_and(|end| r.sent_in <= end));
        if in_period(&facts, before.expires_raw) && in_period(&longer, before.expires_raw) {
            prop_assert!(after.expires >= before.expires);
            prop_assert!(after.extension_days >= before.extension_days);
        }
    }

    #[test]
    fn a_longer_promise_never_removes_a_right(facts in plain(), months in 1u32..36) {
        let book = &*BOOK;
        let mut promise = book.catalogue.clone();
        promise.version = "本店承诺".to_owned();
        for entry in &mut promise.entries {
            entry.whole_months = entry.whole_months.map(|m| m + months);
            entry.parts.iter_mut().for_each(|part| part.months = part.months.map(|m| m + months));
            entry.daily_rate = entry.daily_rate.map(|rate| shounuo_rules::Rate(rate.0 / 2));
        }
        let promised = Rulebook::builtin().with_catalogue(&promise);
        let (Some(before), Some(after)) = (rights(book, &facts), rights(&promised, &facts)) else { return Ok(()) };
        for right in before {
            let kept = after.contains(&right)
                // A part that was alone covered is now covered with the whole unit, which gives at least as much.
                || (right == Choice::PartRepairFree && !after.is_empty());
            prop_assert!(kept, "{right:?} lost, left {after:?}");
        }
    }

    #[test]
    fn a_better_proof_never_takes_a_right_away(facts in plain()) {
        let book = &*BOOK;
        let mut previous = BTreeSet::new();
        for proof in [Proof::Mismatch, Proof::None, Proof::OrderRecord, Proof::Invoice] {
            let mut facts = facts.clone();
            facts.proof = Some(proof);
            let Some(now) = rights(book, &facts) else { return Ok(()) };
            prop_assert!(previous.is_subset(&now), "{proof:?}: {previous:?} to {now:?}");
            previous = now;
        }
    }

    #[test]
    fn the_order_of_repairs_does_not_matter(facts in plain()) {
        let mut turned = facts.clone();
        turned.repairs.reverse();
        let book = &*BOOK;
        prop_assert_eq!(book.rule(&facts), book.rule(&turned));
    }

    #[test]
    fn any_text_is_answered(line in ".{0,200}") {
        let answer = answer_line(&BOOK, &line);
        prop_assert!(answer["error"]["message"].is_string());
    }
}

/// A known field with a value of any wrong sort never stops the run and names the field.
#[test]
fn wrong_types_name_the_field() {
    let base = common::washer("2025-09-01", json!({}));
    let book = &*BOOK;
    for field in [
        "claim",
        "goods",
        "channel",
        "province",
        "price_fen",
        "invoice_date",
        "as_of",
        "repairs",
        "parts_wait_days_at_home",
        "no_reason",
        "part",
    ] {
        for wrong in [json!({"x": 1}), json!([[1]]), json!(1.5)] {
            let mut facts = base.clone();
            facts[field] = wrong;
            assert_eq!(common::rule_with(book, &facts)["error"]["field"], *field);
        }
    }
}

#[test]
fn lines_that_are_no_facts() {
    let book = &*BOOK;
    for (line, code, field) in [
        ("{\"id\": \"a\"", "bad_json", Value::Null),
        ("", "bad_json", Value::Null),
        ("[]", "bad_facts", json!("facts")),
        ("{\"id\": 7}", "bad_facts", json!("facts")),
        ("{\"id\": \"a\", \"facts\": 3}", "bad_facts", json!("facts")),
        ("{\"id\": \"a\", \"facts\": {\"deadline\": \"tomorrow\", \"from\": \"2026-01-01\"}}", "bad_facts", json!("deadline")),
        ("{\"id\": \"a\", \"facts\": {\"deadline\": \"no_reason_refund_due\"}}", "bad_facts", json!("from")),
        (
            "{\"id\": \"a\", \"facts\": {\"deadline\": \"no_reason_refund_due\", \"from\": \"2026-01-01\", \"goods\": \"x\"}}",
            "bad_facts",
            json!("goods"),
        ),
    ] {
        let answer = answer_line(book, line);
        assert_eq!((&answer["error"]["code"], &answer["error"]["field"]), (&json!(code), &field), "{line}");
        assert!(answer.get("options").is_none());
    }
    assert_eq!(answer_line(book, "{\"id\": 7}")["id"], 7);
}

#[test]
fn rulings_and_deadlines_carry_every_key_of_the_contract() {
    let book = &*BOOK;
    let keys = "options expires_raw expires extension_days day7_last day15_last depreciation_days depreciation_fen refund_fen due rule_set catalogue_version working warnings";
    for facts in [common::washer("2025-09-01", json!({})), json!({"deadline": "no_reason_refund_due", "from": "2026-04-22"})] {
        let answer = common::rule_with(book, &facts);
        for key in keys.split(' ') {
            assert!(answer.get(key).is_some(), "{key}");
        }
        assert_eq!(answer["id"], "t");
    }
}
