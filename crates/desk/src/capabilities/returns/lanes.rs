//! The goods and the money go their own ways; the state of the case follows from where the two stand.

use crate::kernel::work::Work;

/// Where the goods stand (`goods_state`).
pub mod goods {
    pub const NOT_RETURNED: &str = "not_returned";
    pub const IN_TRANSIT: &str = "in_transit";
    pub const RECEIVED: &str = "received";
    pub const ACCEPTED: &str = "accepted";
    pub const DISPUTED: &str = "disputed";
    pub const REPLACEMENT_DUE: &str = "replacement_due";
    pub const REPLACEMENT_SENT: &str = "replacement_sent";
    pub const REPLACEMENT_SIGNED: &str = "replacement_signed";
    pub const NOT_NEEDED: &str = "not_needed";
}

/// Where the money stands (`money_state`).
pub mod money {
    pub const NONE: &str = "none";
    pub const DUE: &str = "due";
    pub const REQUESTED: &str = "requested";
    pub const REFUNDED: &str = "refunded";
    pub const MISMATCH: &str = "mismatch";
}

/// State of an approved case: the goods that are still on their way come first, then the money.
pub fn state(goods: &str, money: &str) -> &'static str {
    match (goods, money) {
        (goods::NOT_RETURNED | goods::IN_TRANSIT, _) => "awaiting_goods",
        (goods::RECEIVED, _) => "inspecting",
        (goods::DISPUTED, _) => "disputed",
        (goods::REPLACEMENT_DUE, _) => "to_replace",
        (goods::REPLACEMENT_SENT, _) => "replacing",
        (_, money::DUE) => "to_refund",
        (_, money::REQUESTED | money::MISMATCH) => "refunding",
        (_, money::REFUNDED) => "refunded",
        _ => "replaced",
    }
}

/// Moves the goods and brings the state after them.
pub fn move_goods(work: &mut Work<'_>, to: &str) {
    work.set("goods_state", to);
    settle(work);
}

/// Moves the money and brings the state after it.
pub fn move_money(work: &mut Work<'_>, to: &str) {
    work.set("money_state", to);
    settle(work);
}

/// Brings the state after the two lanes.
pub fn settle(work: &mut Work<'_>) {
    let state = state(work.text("goods_state"), work.text("money_state"));
    work.set("state", state);
}

/// What is left to do with goods that are back or need not come back: new ones to be sent, or nothing.
pub fn after_goods(application: &str) -> &'static str {
    if is_replacing(application) { goods::REPLACEMENT_DUE } else { goods::ACCEPTED }
}

/// Whether new goods go out.
pub fn is_replacing(application: &str) -> bool {
    matches!(application, "exchange" | "reship")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_follows_from_the_two_lanes() {
        for (goods, money, want) in [
            (goods::NOT_RETURNED, money::DUE, "awaiting_goods"),
            (goods::IN_TRANSIT, money::REFUNDED, "awaiting_goods"),
            (goods::RECEIVED, money::REFUNDED, "inspecting"),
            (goods::DISPUTED, money::DUE, "disputed"),
            (goods::ACCEPTED, money::DUE, "to_refund"),
            (goods::ACCEPTED, money::MISMATCH, "refunding"),
            (goods::NOT_NEEDED, money::REQUESTED, "refunding"),
            (goods::ACCEPTED, money::REFUNDED, "refunded"),
            (goods::REPLACEMENT_DUE, money::NONE, "to_replace"),
            (goods::REPLACEMENT_SENT, money::DUE, "replacing"),
            (goods::REPLACEMENT_SIGNED, money::NONE, "replaced"),
            (goods::REPLACEMENT_SIGNED, money::DUE, "to_refund"),
        ] {
            assert_eq!(state(goods, money), want, "{goods} {money}");
        }
    }
}
