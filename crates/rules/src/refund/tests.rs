use proptest::prelude::*;

use super::*;
use crate::money::Fen;

fn line(id: &str, unit: i64, quantity: i64, returning: i64) -> RefundLine {
    RefundLine {
        id: id.into(),
        title: format!("商品{id}"),
        unit_price_fen: Fen(unit),
        quantity,
        paid_fen: None,
        returned_before: 0,
        refunded_before_fen: Fen::ZERO,
        returning,
    }
}

fn order(ground: RefundGround, lines: Vec<RefundLine>) -> RefundFacts {
    RefundFacts {
        ground,
        lines,
        discounts: Vec::new(),
        paid_fen: None,
        freight_fen: Fen::ZERO,
        freight_refunded_fen: Fen::ZERO,
        refunded_before_fen: Fen::ZERO,
        return_freight_fen: Fen::ZERO,
        return_freight_by_shop: false,
        waived_freight: None,
        missing_gift_fen: Fen::ZERO,
        depreciation_fen: Fen::ZERO,
    }
}

fn coupon(bearer: Bearer, amount: i64) -> OrderDiscount {
    OrderDiscount { label: "优惠".into(), bearer, amount_fen: Fen(amount), lines: Vec::new() }
}

fn sum(facts: &RefundFacts) -> i64 {
    refund(facts).unwrap().refund_fen.0
}

#[test]
fn part_of_a_discounted_order_gives_back_the_discounted_price() {
    // 3 × ¥100 with 10 % off, two go back: ¥180, not ¥200.
    let mut facts = order(RefundGround::NoReason, vec![line("a", 10_000, 3, 2)]);
    facts.discounts = vec![coupon(Bearer::Shop, 3_000)];
    assert_eq!(sum(&facts), 18_000);
}

#[test]
fn falling_below_the_free_freight_sum_costs_freight_only_when_asked_and_only_without_reason() {
    let mut facts = order(RefundGround::NoReason, vec![line("a", 6_000, 1, 1), line("b", 5_000, 1, 0)]);
    assert_eq!(sum(&facts), 6_000, "kept as it is unless the shop asks");
    facts.waived_freight = Some(WaivedFreight { free_from_fen: Fen(9_900), freight_fen: Fen(800) });
    assert_eq!(sum(&facts), 5_200);
    facts.waived_freight = Some(WaivedFreight { free_from_fen: Fen(5_000), freight_fen: Fen(800) });
    assert_eq!(sum(&facts), 6_000, "what stays still reaches the sum");
    facts.waived_freight = Some(WaivedFreight { free_from_fen: Fen(9_900), freight_fen: Fen(800) });
    facts.ground = RefundGround::Quality;
    assert_eq!(sum(&facts), 6_000);
}

#[test]
fn falling_below_a_coupons_sum_is_settled_at_the_prices_of_the_purchase() {
    // 6 × ¥50 with 10 % off from ¥300, five go back: 5 × ¥45; the sixth stays at ¥45.
    let mut facts = order(RefundGround::NoReason, vec![line("a", 5_000, 6, 5)]);
    facts.discounts = vec![coupon(Bearer::Shop, 3_000)];
    assert_eq!(sum(&facts), 22_500);
}

#[test]
fn the_shop_bears_all_freight_for_its_own_fault_and_the_consumer_the_way_back_otherwise() {
    for ground in [RefundGround::Quality, RefundGround::WrongItem, RefundGround::MissingItem, RefundGround::NotAsDescribed] {
        let mut facts = order(ground, vec![line("a", 10_000, 1, 1)]);
        (facts.freight_fen, facts.return_freight_fen) = (Fen(1_000), Fen(1_200));
        let table = refund(&facts).unwrap();
        assert_eq!((table.refund_fen, table.return_freight_fen), (Fen(11_000), Fen(1_200)), "{ground:?}");
    }
    let mut facts = order(RefundGround::NoReason, vec![line("a", 10_000, 1, 1)]);
    (facts.freight_fen, facts.return_freight_fen) = (Fen(1_000), Fen(1_200));
    let table = refund(&facts).unwrap();
    assert_eq!((table.refund_fen, table.return_freight_fen), (Fen(11_000), Fen::ZERO), "all of it goes back");
    assert_eq!(table.notes.len(), 1, "said to be read otherwise too");
    facts.return_freight_by_shop = true;
    assert_eq!(refund(&facts).unwrap().return_freight_fen, Fen(1_200));
    facts.lines.push(line("b", 10_000, 1, 0));
    assert_eq!(refund(&facts).unwrap().refund_fen, Fen(10_000), "a part: no outward freight");
    facts.ground = RefundGround::Quality;
    assert_eq!(refund(&facts).unwrap().refund_fen, Fen(10_500), "a part through our fault: its share");
}

#[test]
fn a_promotion_is_split_over_all_lines_and_the_shares_are_shown() {
    let mut facts = order(RefundGround::NoReason, vec![line("a", 9_999, 1, 1), line("b", 5_000, 2, 1), line("c", 1, 1, 0)]);
    facts.discounts = vec![coupon(Bearer::Shop, 2_000), coupon(Bearer::Points, 333)];
    let table = refund(&facts).unwrap();
    let shares: Vec<Vec<i64>> = table.rows.iter().map(|row| row.shares_fen.iter().map(|fen| fen.0).collect()).collect();
    assert_eq!(shares, [[1_000, 166], [1_000, 167], [0, 0]]);
    assert_eq!((table.rows[0].refundable_fen, table.rows[1].refundable_fen), (Fen(8_833), Fen(4_416)));
    assert_eq!(table.discounts[1].back_fen, Fen(166 + 83), "points go back in kind");
    assert_eq!(table.refund_fen, Fen(13_249));
}

#[test]
fn sums_of_the_platform_go_before_our_own_split() {
    let mut facts = order(RefundGround::NoReason, vec![line("a", 10_000, 1, 1), line("b", 10_000, 1, 0)]);
    facts.lines[0].paid_fen = Some(Fen(7_000));
    facts.lines[1].paid_fen = Some(Fen(9_500));
    assert_eq!(sum(&facts), 7_000);
    facts.discounts = vec![coupon(Bearer::Platform, 3_500)];
    let table = refund(&facts).unwrap();
    assert_eq!(table.rows[0].shares_fen, [Fen(3_000)], "the coupon fills exactly what the lines left");
    facts.discounts[0].amount_fen = Fen(3_501);
    assert_eq!(refund(&facts).unwrap_err().field.as_deref(), Some("discounts"));
    // Only the whole is known: what was not named is split as well.
    let mut facts = order(RefundGround::NoReason, vec![line("a", 10_000, 1, 1), line("b", 20_000, 1, 0)]);
    (facts.paid_fen, facts.freight_fen) = (Some(Fen(28_000)), Fen(1_000));
    assert_eq!(sum(&facts), 9_000);
    // A line without a price: what was paid is what is known.
    let mut facts = order(RefundGround::Quality, vec![line("a", 0, 1, 1)]);
    facts.lines[0].paid_fen = Some(Fen(5_000));
    assert_eq!(sum(&facts), 5_000);
}

#[test]
fn deductions_stop_at_zero_and_a_gift_is_never_charged_for_our_fault() {
    let mut facts = order(RefundGround::NoReason, vec![line("a", 5_000, 1, 1)]);
    facts.missing_gift_fen = Fen(1_999);
    assert_eq!(sum(&facts), 3_001);
    facts.missing_gift_fen = Fen(6_000);
    let table = refund(&facts).unwrap();
    assert_eq!((table.refund_fen, table.deductions[0].taken_fen), (Fen::ZERO, Fen(5_000)));
    facts.ground = RefundGround::WrongItem;
    assert_eq!(sum(&facts), 5_000);
    facts.depreciation_fen = Fen(500);
    assert_eq!(sum(&facts), 4_500);
}

#[test]
fn nothing_goes_above_what_was_paid_less_what_was_paid_back() {
    let mut facts = order(RefundGround::Quality, vec![line("a", 10_000, 2, 1)]);
    facts.lines[0].refunded_before_fen = Fen(12_000);
    assert_eq!(sum(&facts), 8_000, "paid back before without goods");
    facts.refunded_before_fen = Fen(19_000);
    assert_eq!(sum(&facts), 1_000, "the platform knows of more");
    facts.refunded_before_fen = Fen(30_000);
    assert_eq!(sum(&facts), 0);
}

#[test]
fn impossible_facts_are_refused_by_field() {
    let good = order(RefundGround::Quality, vec![line("a", 10_000, 2, 1)]);
    let refused = |change: &dyn Fn(&mut RefundFacts)| {
        let mut facts = good.clone();
        change(&mut facts);
        refund(&facts).unwrap_err().field.unwrap()
    };
    assert_eq!(refused(&|facts| facts.lines.clear()), "lines");
    assert_eq!(refused(&|facts| facts.lines[0].returning = 3), "quantity");
    assert_eq!(refused(&|facts| facts.lines[0].returned_before = 2), "quantity");
    assert_eq!(refused(&|facts| facts.lines[0].returned_before = i64::MIN), "quantity");
    assert_eq!(refused(&|facts| facts.lines[0].quantity = 0), "quantity");
    assert_eq!(refused(&|facts| facts.lines.push(line("a", 1, 1, 0))), "lines");
    assert_eq!(refused(&|facts| facts.lines[0].unit_price_fen = Fen(i64::MAX)), "lines");
    assert_eq!(refused(&|facts| facts.freight_fen = Fen(-1)), "freight_fen");
    assert_eq!(refused(&|facts| facts.discounts = vec![coupon(Bearer::Shop, 20_001)]), "discounts");
    assert_eq!(refused(&|facts| facts.discounts = vec![OrderDiscount { lines: vec!["x".into()], ..coupon(Bearer::Shop, 1) }]), "discounts");
}

prop_compose! {
    fn a_line(id: usize)(unit in 0i64..100_000, quantity in 1i64..6, told in proptest::option::of(0i64..=100)) -> RefundLine {
        let mut line = line(&id.to_string(), unit, quantity, 0);
        line.paid_fen = told.map(|percent| Fen(unit * quantity * percent / 100));
        line
    }
}

prop_compose! {
    fn an_order()(lines in (a_line(0), a_line(1), a_line(2)), coupons in prop::collection::vec(0i64..30, 0..3), freight in 0i64..3_000, ground in ground()) -> RefundFacts {
        let mut facts = order(ground, vec![lines.0, lines.1, lines.2]);
        let room: i64 = facts.lines.iter().map(|line| line.list() - line.paid_fen.map_or(0, |paid| paid.0)).sum();
        facts.discounts = coupons.into_iter().map(|percent| coupon(Bearer::Points, room * percent / 100)).collect();
        facts.freight_fen = Fen(freight);
        facts
    }
}

fn ground() -> impl Strategy<Value = RefundGround> {
    prop_oneof![
        Just(RefundGround::NoReason),
        Just(RefundGround::Quality),
        Just(RefundGround::WrongItem),
        Just(RefundGround::Negotiated),
        Just(RefundGround::Unshipped)
    ]
}

/// Carries out a refund: what went back stands in the facts of the next one.
fn done(facts: &mut RefundFacts) -> i64 {
    let table = refund(facts).unwrap();
    for (line, row) in facts.lines.iter_mut().zip(&table.rows) {
        line.returned_before += line.returning;
        line.refunded_before_fen.0 += row.refundable_fen.0;
        line.returning = 0;
    }
    facts.freight_refunded_fen.0 += table.freight_fen.0;
    table.refund_fen.0
}

proptest! {
    #[test]
    fn the_table_adds_up(mut facts in an_order(), returning in prop::collection::vec(0i64..6, 3)) {
        for (line, pieces) in facts.lines.iter_mut().zip(returning) {
            line.returning = pieces.min(line.quantity);
        }
        let table = refund(&facts).unwrap();
        for row in &table.rows {
            prop_assert_eq!(row.list_fen.0 - row.shares_fen.iter().map(|fen| fen.0).sum::<i64>(), row.net_paid_fen.0);
            prop_assert!(row.net_paid_fen.0 >= 0 && row.shares_fen.iter().all(|fen| fen.0 >= 0));
            prop_assert!(row.refundable_fen <= row.net_paid_fen);
        }
        for (at, discount) in table.discounts.iter().enumerate() {
            prop_assert_eq!(discount.total_fen.0, table.rows.iter().map(|row| row.shares_fen[at].0).sum::<i64>());
        }
        for (discount, column) in facts.discounts.iter().zip(&table.discounts) {
            prop_assert_eq!(discount.amount_fen, column.total_fen);
        }
        let off: i64 = table.deductions.iter().map(|deduction| deduction.taken_fen.0).sum();
        prop_assert_eq!(table.refund_fen.0, table.goods_fen.0 + table.freight_fen.0 - off);
        prop_assert!(table.refund_fen <= table.most_fen);
    }

    #[test]
    fn returns_in_any_order_add_up_to_what_was_paid(mut facts in an_order(), steps in prop::collection::vec((0usize..3, 1i64..4), 0..8)) {
        let (paid, mut back) = (refund(&facts).unwrap().paid_fen.0, 0);
        for (at, pieces) in steps {
            let line = &mut facts.lines[at];
            line.returning = pieces.min(line.quantity - line.returned_before);
            back += done(&mut facts);
            prop_assert!(back <= paid);
        }
        facts.lines.iter_mut().for_each(|line| line.returning = line.quantity - line.returned_before);
        back += done(&mut facts);
        prop_assert_eq!(back, paid, "the last one makes it exact");
    }

    #[test]
    fn more_pieces_never_give_less_and_more_paid_back_never_gives_more(mut facts in an_order(), at in 0usize..3, before in 0i64..50_000) {
        let mut last = 0;
        for pieces in 0..=facts.lines[at].quantity {
            facts.lines[at].returning = pieces;
            let now = sum(&facts);
            prop_assert!(now >= last);
            last = now;
        }
        facts.lines[at].refunded_before_fen = Fen(before);
        prop_assert!(sum(&facts) <= last);
    }

    #[test]
    fn any_numbers_are_answered_or_refused(unit in any::<i64>(), quantity in any::<i64>(), before in any::<i64>(), now in any::<i64>(), paid in any::<Option<i64>>(), coupon_fen in any::<i64>(), freight in any::<i64>()) {
        let mut line = line("a", unit, quantity, now);
        (line.returned_before, line.paid_fen) = (before, paid.map(Fen));
        let mut facts = order(RefundGround::NoReason, vec![line]);
        (facts.freight_fen, facts.discounts, facts.paid_fen) = (Fen(freight), vec![coupon(Bearer::Shop, coupon_fen)], paid.map(Fen));
        let _ = refund(&facts);
    }

    #[test]
    fn shares_are_whole_and_never_above_their_weight(weights in prop::collection::vec(0i64..1_000_000, 1..9), of in 0i64..=100) {
        let all: i64 = weights.iter().sum();
        let total = all * of / 100;
        let parts = shares(total, &weights);
        prop_assert_eq!(parts.iter().sum::<i64>(), total);
        prop_assert!(parts.iter().zip(&weights).all(|(part, weight)| part <= weight));
    }
}
