//! The table: what was paid for each line, and what of it goes back now.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::facts::{Bearer, OrderDiscount, RefundFacts, RefundGround, RefundLine};
use super::freight::{self, GoodsBack};
use super::split::{part_of, shares};
use super::{MEASURE, deductions};
use crate::catalogue::Confidence;
use crate::facts::BadFacts;
use crate::money::Fen;
use crate::ruling::{Note, Working, WorkingLine};

/// A discount as a column of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DiscountColumn {
    /// Its name.
    pub label: String,
    /// Who bore it; absent for what the platform split without a name.
    pub bearer: Option<Bearer>,
    /// Its sum over the lines.
    pub total_fen: Fen,
    /// What of it falls on the pieces that go back now.
    pub back_fen: Fen,
    /// How it comes back, in Chinese.
    pub comes_back: String,
}

/// A line of the table: list price − shares = net paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RefundRow {
    /// Id of the line.
    pub id: String,
    /// What was sold.
    pub title: String,
    /// Pieces bought.
    #[ts(type = "number")]
    pub quantity: i64,
    /// Pieces times price.
    pub list_fen: Fen,
    /// Its share of each discount, in the order of the columns.
    pub shares_fen: Vec<Fen>,
    /// What was paid for it.
    pub net_paid_fen: Fen,
    /// Pieces that went back before.
    #[ts(type = "number")]
    pub returned_before: i64,
    /// Money paid back on it before.
    pub refunded_before_fen: Fen,
    /// Pieces that go back now.
    #[ts(type = "number")]
    pub returning: i64,
    /// What is paid back for them now.
    pub refundable_fen: Fen,
}

/// Something taken off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Deduction {
    /// What.
    pub label: String,
    /// What it rests on.
    pub clause: String,
    /// Its sum.
    pub asked_fen: Fen,
    /// What could be taken off without going below zero.
    pub taken_fen: Fen,
}

/// A refund with its working. Goods + freight − deductions = refund, and refund ≤ most.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RefundTable {
    /// The discounts.
    pub discounts: Vec<DiscountColumn>,
    /// The lines.
    pub rows: Vec<RefundRow>,
    /// For the goods that go back.
    pub goods_fen: Fen,
    /// Outward freight that goes back.
    pub freight_fen: Fen,
    /// What is taken off.
    pub deductions: Vec<Deduction>,
    /// To be paid back by the way it was paid.
    pub refund_fen: Fen,
    /// What the consumer laid out for the way back and gets beside the refund.
    pub return_freight_fen: Fen,
    /// Paid on the order, freight included.
    pub paid_fen: Fen,
    /// Paid back before.
    pub refunded_before_fen: Fen,
    /// Paid, less paid back before: no refund goes above it.
    pub most_fen: Fen,
    /// The working.
    pub working: Vec<WorkingLine>,
    /// Things to look out for, in Chinese.
    pub warnings: Vec<String>,
    /// Points on which readings differ.
    pub notes: Vec<Note>,
}

/// A line while it is worked out.
struct Net<'f> {
    line: &'f RefundLine,
    list: i64,
    shares: Vec<i64>,
    paid: i64,
}

pub(super) fn compute(facts: &RefundFacts) -> Result<RefundTable, BadFacts> {
    let mut working = Working::default();
    let (nets, columns) = nets(facts, &mut working)?;
    let rows: Vec<RefundRow> = nets.iter().map(|net| row(net, split_by(facts), &mut working)).collect();
    let goods = rows.iter().map(|row| row.refundable_fen.0).sum::<i64>();
    let freight_paid = freight_paid(facts, &nets, &mut working);
    let freight = freight::outward(facts, freight_paid, goods_back(&nets), &mut working);
    let kept =
        nets.iter().map(|net| net.paid - part_of(net.paid, 0, net.line.returned_before + net.line.returning, net.line.quantity)).sum();
    let deductions = deductions::take(facts, goods + freight, kept, &mut working);
    let off: i64 = deductions.iter().map(|deduction| deduction.taken_fen.0).sum();
    let paid = nets.iter().map(|net| net.paid).sum::<i64>() + freight_paid;
    let told = facts.lines.iter().map(|line| line.refunded_before_fen.0).sum::<i64>() + facts.freight_refunded_fen.0;
    let before = told.max(facts.refunded_before_fen.0);
    let most = (paid - before).max(0);
    let refund = (goods + freight - off).min(most);
    working.figure(
        format!("商品 {} + 运费 {} − 扣减 {}；实付 {} 减已退 {} 为上限", Fen(goods), Fen(freight), Fen(off), Fen(paid), Fen(before)),
        "退款不超过实付减已退",
        Fen(refund).to_string(),
    );
    let return_freight = freight::back(facts, &mut working);
    Ok(RefundTable {
        discounts: columns,
        rows,
        goods_fen: Fen(goods),
        freight_fen: Fen(freight),
        deductions,
        refund_fen: Fen(refund),
        return_freight_fen: Fen(return_freight),
        paid_fen: Fen(paid),
        refunded_before_fen: Fen(before),
        most_fen: Fen(most),
        working: working.lines,
        warnings: working.warnings,
        notes: working.notes,
    })
}

/// Net paid per line, and the discounts between list price and it.
fn nets<'f>(facts: &'f RefundFacts, working: &mut Working) -> Result<(Vec<Net<'f>>, Vec<DiscountColumn>), BadFacts> {
    let mut nets: Vec<Net<'f>> = facts.lines.iter().map(|line| list(line, working)).collect();
    let mut columns = Vec::new();
    for discount in &facts.discounts {
        apply(discount, &mut nets)?;
        columns.push((discount.label.clone(), Some(discount.bearer)));
    }
    if rest(facts, &mut nets, working) {
        columns.push(("未分项优惠".to_owned(), None));
    }
    for net in &mut nets {
        net.paid = net.list - net.shares.iter().sum::<i64>();
    }
    let columns =
        columns.into_iter().enumerate().map(|(at, (label, bearer))| column(at, label, bearer, &nets, split_by(facts), working)).collect();
    Ok((nets, columns))
}

/// What a split rests on, and how far that text was read.
type Split = (&'static str, Confidence);

/// The measure speaks of returns without reason; the others follow the price that was agreed.
fn split_by(facts: &RefundFacts) -> Split {
    match facts.ground {
        RefundGround::NoReason => (MEASURE, Confidence::Secondary),
        _ => ("按购买时的成交价分摊", Confidence::Verified),
    }
}

fn list<'f>(line: &'f RefundLine, working: &mut Working) -> Net<'f> {
    let list = line.list();
    let paid = line.paid_fen.map_or(0, |paid| paid.0);
    if paid > list {
        working.warn(format!("“{}”实付 {} 高于标价 {}，以实付为准", line.title, Fen(paid), Fen(list)));
    }
    Net { line, list: list.max(paid), shares: Vec::new(), paid: 0 }
}

impl Net<'_> {
    /// How much of the list price may still be discount: what the platform said was paid is not touched.
    fn room(&self) -> i64 {
        let floor = self.line.paid_fen.map_or(0, |paid| paid.0);
        (self.list - floor - self.shares.iter().sum::<i64>()).max(0)
    }
}

fn apply(discount: &OrderDiscount, nets: &mut [Net<'_>]) -> Result<(), BadFacts> {
    let covered = |net: &Net<'_>| discount.lines.is_empty() || discount.lines.contains(&net.line.id);
    let rooms: Vec<i64> = nets.iter().map(|net| if covered(net) { net.room() } else { 0 }).collect();
    if discount.amount_fen.0 > rooms.iter().sum::<i64>() {
        let text = format!("优惠“{}”{} 超过商品还能优惠的金额，请核对优惠与实付", discount.label, discount.amount_fen);
        return Err(BadFacts::new("discounts", &text));
    }
    for (net, share) in nets.iter_mut().zip(shares(discount.amount_fen.0, &rooms)) {
        net.shares.push(share);
    }
    Ok(())
}

/// What lies between the price after the named discounts and what was paid, as the platform's sums tell it.
fn rest(facts: &RefundFacts, nets: &mut [Net<'_>], working: &mut Working) -> bool {
    let told: Vec<i64> = nets.iter().map(|net| if net.line.paid_fen.is_some() { net.room() } else { 0 }).collect();
    let open: Vec<i64> = nets.iter().map(|net| if net.line.paid_fen.is_none() { net.room() } else { 0 }).collect();
    let gap = facts.paid_fen.map_or(0, |paid| {
        let known: i64 = nets.iter().filter_map(|net| net.line.paid_fen).map(|paid| paid.0).sum();
        open.iter().sum::<i64>() - (paid.0 - facts.freight_fen.0 - known)
    });
    if gap < 0 && open.iter().any(|room| *room > 0) {
        working.warn(format!("实付合计比商品标价减优惠还多 {}，按标价减优惠计算，请核对运费与优惠", Fen(-gap)));
    }
    let split = shares(gap.min(open.iter().sum()), &open);
    let extra: Vec<i64> = told.iter().zip(split).map(|(told, split)| told + split).collect();
    let any = extra.iter().any(|share| *share > 0);
    if any {
        nets.iter_mut().zip(extra).for_each(|(net, share)| net.shares.push(share));
    }
    any
}

fn column(at: usize, label: String, bearer: Option<Bearer>, nets: &[Net<'_>], by: Split, working: &mut Working) -> DiscountColumn {
    let total: i64 = nets.iter().map(|net| net.shares[at]).sum();
    let back = nets.iter().map(|net| part_of(net.shares[at], net.line.returned_before, net.line.returning, net.line.quantity)).sum();
    let comes_back = bearer.map_or("平台已按行拆分的优惠：不折现", Bearer::comes_back);
    let split: Vec<String> = nets.iter().filter(|net| net.shares[at] > 0).map(|net| Fen(net.shares[at]).to_string()).collect();
    working.figure_from(format!("“{label}”{} 按各行金额分摊：{}", Fen(total), split.join(" + ")), by.0, comes_back, by.1);
    DiscountColumn { label, bearer, total_fen: Fen(total), back_fen: Fen(back), comes_back: comes_back.to_owned() }
}

fn row(net: &Net<'_>, by: Split, working: &mut Working) -> RefundRow {
    let line = net.line;
    let left = (net.paid - line.refunded_before_fen.0).max(0);
    let now = part_of(net.paid, line.returned_before, line.returning, line.quantity).min(left);
    if line.returning > 0 {
        let text = format!(
            "“{}”实付 {}（标价 {}），买 {} 件退 {} 件，前已退 {} 件 {}",
            line.title,
            Fen(net.paid),
            Fen(net.list),
            line.quantity,
            line.returning,
            line.returned_before,
            line.refunded_before_fen
        );
        working.figure_from(text, by.0, Fen(now).to_string(), by.1);
    }
    RefundRow {
        id: line.id.clone(),
        title: line.title.clone(),
        quantity: line.quantity,
        list_fen: Fen(net.list),
        shares_fen: net.shares.iter().copied().map(Fen).collect(),
        net_paid_fen: Fen(net.paid),
        returned_before: line.returned_before,
        refunded_before_fen: line.refunded_before_fen,
        returning: line.returning,
        refundable_fen: Fen(now),
    }
}

fn goods_back(nets: &[Net<'_>]) -> GoodsBack {
    let part = |from: fn(&RefundLine) -> i64, pieces: fn(&RefundLine) -> i64| {
        nets.iter().map(|net| part_of(net.paid, from(net.line), pieces(net.line), net.line.quantity)).sum()
    };
    GoodsBack {
        before: part(|_| 0, |line| line.returned_before),
        now: part(|line| line.returned_before, |line| line.returning),
        all: nets.iter().map(|net| net.paid).sum(),
    }
}

/// Freight as far as the sums of the platform bear it out.
fn freight_paid(facts: &RefundFacts, nets: &[Net<'_>], working: &mut Working) -> i64 {
    let Some(paid) = facts.paid_fen else { return facts.freight_fen.0 };
    let goods: i64 = nets.iter().map(|net| net.paid).sum();
    let room = (paid.0 - goods).max(0);
    if room < facts.freight_fen.0 {
        working.warn(format!("实付合计 {paid} 减商品实付后只余 {}，运费按此计算（订单写明 {}）", Fen(room), facts.freight_fen));
    }
    facts.freight_fen.0.min(room)
}
