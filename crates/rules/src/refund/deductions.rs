//! What is taken off a refund. Each deduction takes at most what is left: a refund is never below zero.

use super::facts::{RefundFacts, RefundGround};
use super::table::Deduction;
use super::{LAW_25, MEASURE};
use crate::catalogue::Confidence;
use crate::money::Fen;
use crate::ruling::Working;

/// The deductions that apply, in order, from `refund`. `kept` is what was paid for the goods that stay.
pub(super) fn take(facts: &RefundFacts, refund: i64, kept: i64, working: &mut Working) -> Vec<Deduction> {
    let mut left = refund;
    let mut out = Vec::new();
    let mut off = |label: &str, clause: &str, asked: i64, working: &mut Working| {
        let taken = asked.min(left);
        left -= taken;
        let text = if taken < asked { format!("{label} {}，扣至零为止", Fen(asked)) } else { format!("{label} {}", Fen(asked)) };
        let confidence = if clause == MEASURE { Confidence::Secondary } else { Confidence::Verified };
        working.figure_from(text, clause, format!("−{}", Fen(taken)), confidence);
        out.push(Deduction { label: label.to_owned(), clause: clause.to_owned(), asked_fen: Fen(asked), taken_fen: Fen(taken) });
    };
    if facts.depreciation_fen > Fen::ZERO {
        off("三包折旧费", "三包判定", facts.depreciation_fen.0, working);
    }
    if facts.missing_gift_fen > Fen::ZERO {
        if facts.ground.is_the_shops_fault() {
            working.warn("责任在商家的退货不因赠品未退回而扣款，可请消费者一并退回赠品");
        } else {
            off("未退回赠品的标价", MEASURE, facts.missing_gift_fen.0, working);
        }
    }
    if let Some(freight) = lost_waiver(facts, kept, working) {
        off("退货后不再满足免运费条件，扣减运费", MEASURE, freight, working);
    }
    out
}

/// Only a return without reason can lose the consumer the free freight, and only when what is kept is below the sum.
fn lost_waiver(facts: &RefundFacts, kept: i64, working: &mut Working) -> Option<i64> {
    let waived = facts.waived_freight.filter(|waived| waived.freight_fen > Fen::ZERO)?;
    if facts.ground != RefundGround::NoReason {
        working.warn("免运费只有在无理由退货时才可能扣减，本单不扣");
        return None;
    }
    let lost = kept < waived.free_from_fen.0;
    working.test(
        format!("免运费门槛 {}，退货后留下的商品实付 {}", waived.free_from_fen, Fen(kept)),
        &format!("{LAW_25}；{MEASURE}"),
        !lost,
        if lost { "不再满足，可以扣减运费" } else { "仍然满足，不扣" },
    );
    lost.then_some(waived.freight_fen.0)
}
