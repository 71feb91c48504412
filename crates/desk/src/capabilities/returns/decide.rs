//! Deciding on an application: approval, and a refusal that needs a permitted ground, its proof and a second person.

use serde_json::{Value, json};
use shounuo_rules::Facts;
use shounuo_store::Row;

use super::fields::{KEEP_GOODS, REFUSAL_GROUNDS};
use super::lanes::{self, goods, money};
use super::{inspection, item, sums};
use crate::capabilities::ruling::{self, RULING};
use crate::capabilities::{attachment, quality_case};
use crate::kernel::flow::Guard;
use crate::kernel::work::Work;
use crate::kernel::{Deed, Refusal};

pub const HAS_ITEMS: Guard = Guard { name: "has_items", says: "至少有一行退换明细", test: has_items };
pub const MATERIALS_COMPLETE: Guard =
    Guard { name: "materials_complete", says: "有消费者所述、已收材料或判定", test: materials_complete };
pub const NOT_SENT: Guard = Guard { name: "not_sent", says: "申请时订单未发货", test: not_sent };
pub const SENT: Guard = Guard { name: "sent", says: "不是未发货的订单", test: sent };
pub const SECOND_PERSON: Guard = Guard { name: "second_person", says: "提请人不能复核自己的提请", test: second_person };
pub const MONEY_NOT_OUT: Guard = Guard { name: "money_not_out", says: "还没有退款", test: money_not_out };
pub const EVIDENCE_KEPT: Guard = Guard { name: "evidence_kept", says: "附件里有照片、视频或检测报告", test: evidence };
pub const IS_NO_REASON: Guard = Guard { name: "is_no_reason", says: "理由是七日无理由", test: is_no_reason };

/// What a ruling can give that forbids a refusal: rights to goods or money, and that nothing is settled yet.
const RIGHTS: &[&str] = &[
    "return_full",
    "exchange",
    "exchange_other_model",
    "return_less_depreciation",
    "return_accessory",
    "no_reason_return",
    "no_reason_return_less_gift_price",
    "manual_review",
];

fn has_items(work: &Work<'_>) -> Result<(), Refusal> {
    if item::items(work.tx, &work.id)?.is_empty() {
        Err(Refusal::guard("没有退换的商品，请先在明细里加一行"))
    } else {
        Ok(())
    }
}

fn materials_complete(work: &Work<'_>) -> Result<(), Refusal> {
    let free = matches!(work.text("ground"), "no_reason" | "negotiated");
    let told = ["claim_text", "materials", "ruling_id"].iter().any(|field| !work.text(field).is_empty());
    if free || told {
        Ok(())
    } else {
        Err(Refusal::guard("还没有材料：请补记消费者所述或已收材料（照片、视频、判定）"))
    }
}

fn not_sent(work: &Work<'_>) -> Result<(), Refusal> {
    if work.text("dispatch") == "unshipped" { Ok(()) } else { Err(Refusal::guard("订单不是未发货，不能自动通过")) }
}

fn sent(work: &Work<'_>) -> Result<(), Refusal> {
    if work.text("dispatch") == "unshipped" { Err(Refusal::guard("未发货的订单不能拒绝退款")) } else { Ok(()) }
}

fn second_person(work: &Work<'_>) -> Result<(), Refusal> {
    if work.text("asked_by") == work.actor.id { Err(Refusal::guard("拒绝要由提请人以外的第二位来复核")) } else { Ok(()) }
}

fn money_not_out(work: &Work<'_>) -> Result<(), Refusal> {
    match work.text("money_state") {
        money::REQUESTED | money::REFUNDED | money::MISMATCH => Err(Refusal::guard("已经退款或已向平台申请退款，不能再撤销或拒绝")),
        _ => Ok(()),
    }
}

fn is_no_reason(work: &Work<'_>) -> Result<(), Refusal> {
    if work.text("ground") == "no_reason" {
        Ok(())
    } else {
        Err(Refusal::guard("质量问题请在售后单里判定；这里只判七日无理由"))
    }
}

/// Rules on the seven days with what the person found, and keeps the ruling before.
pub fn rule_no_reason(work: &mut Work<'_>) -> Result<(), Refusal> {
    let facts = super::apply::no_reason_facts(&work.record, &work.today().to_string());
    let facts = Facts::from_json(&facts).map_err(|bad| Refusal { field: bad.field, ..Refusal::new(&bad.code, bad.message) })?;
    let answer = ruling::answer(work.tx, &facts, work.today())?;
    if let Some(before) = own_ruling(work)? {
        work.then(Deed::on(&RULING, &before, "supersede", Row::new()).by_rule());
    }
    let mut input = Row::new();
    input.insert("case_id".into(), json!(work.id));
    input.insert("consumer_id".into(), work.get("consumer_id").clone());
    input.insert("facts".into(), json!(facts));
    input.insert("options".into(), json!(answer.options));
    input.insert("catalogue".into(), json!(answer.catalogue_version));
    input.insert("answer".into(), json!(answer));
    let id = work.then(Deed::create(&RULING, "compute", input).by_rule());
    work.set("ruling_id", id);
    Ok(())
}

/// The ruling that a new one takes the place of. One that belongs to the case this came from stays as it was told.
fn own_ruling(work: &Work<'_>) -> Result<Option<String>, Refusal> {
    let Some(id) = work.get("ruling_id").as_str() else { return Ok(None) };
    let of = work.load(&RULING, id)?.and_then(|ruling| ruling.get("case_id").cloned());
    Ok((of == Some(json!(work.id))).then(|| id.to_owned()))
}

/// By rule: nothing left the shop, so the money goes back by the way it came.
pub fn auto_approve(work: &mut Work<'_>) -> Result<(), Refusal> {
    work.set("route", "original");
    approve(work)
}

/// Approval sets both lanes in motion.
pub fn approve(work: &mut Work<'_>) -> Result<(), Refusal> {
    work.set("approved_on", work.today().to_string());
    let application = work.text("application").to_owned();
    let keeps = work.input.get(KEEP_GOODS.name) == Some(&Value::Bool(true));
    if application == "exchange" {
        price_gap(work)?;
    }
    match application.as_str() {
        "reship" => work.set("goods_state", goods::REPLACEMENT_DUE),
        "exchange" if keeps => work.set("goods_state", goods::REPLACEMENT_DUE),
        "return_refund" if keeps => work.set("goods_state", goods::NOT_NEEDED),
        _ if keeps => return Err(Refusal::bad(KEEP_GOODS.name, "仅退款、补寄本来就不需寄回")),
        _ => {}
    }
    lanes::settle(work);
    Ok(())
}

/// What other goods cost more or less than was paid for those that come back.
fn price_gap(work: &mut Work<'_>) -> Result<(), Refusal> {
    let Some(new) = work.get("new_price_fen").as_i64() else {
        work.set("gap_side", "none");
        return Ok(());
    };
    let paid = sums::paid_for_goods(work.tx, &work.id, &work.record)?;
    let side = match new.cmp(&paid) {
        std::cmp::Ordering::Greater => "consumer",
        std::cmp::Ordering::Less => "shop",
        std::cmp::Ordering::Equal => "none",
    };
    work.set("gap_side", side);
    work.set("gap_fen", (new - paid).abs());
    if side == "shop" {
        work.set("money_state", money::DUE);
    }
    Ok(())
}

/// A refusal is asked for: with a ground that the application allows, and its proof.
pub fn ask_refusal(work: &mut Work<'_>) -> Result<(), Refusal> {
    allowed(work.text("ground"), work.text("refusal_ground"))?;
    proven(work)?;
    work.set("asked_by", work.actor.id.clone());
    work.set("decided_by", Value::Null);
    Ok(())
}

/// Which refusals an application can meet at all. A valid return without reason meets none (000 6.3.1.2).
fn allowed(ground: &str, refusal: &str) -> Result<(), Refusal> {
    let fits = match refusal {
        "not_our_goods" => true,
        "no_reason_not_valid" => ground == "no_reason",
        "no_right_by_ruling" => ground == "quality",
        "facts_disproved" => matches!(ground, "wrong_item" | "missing_item" | "not_as_described"),
        _ => ground == "negotiated",
    };
    if fits {
        return Ok(());
    }
    let label = super::label(REFUSAL_GROUNDS, refusal);
    Err(Refusal::bad("refusal_ground", format!("这种申请不能以“{label}”拒绝")))
}

fn proven(work: &Work<'_>) -> Result<(), Refusal> {
    match work.text("refusal_ground") {
        "no_reason_not_valid" => {
            if ruled_options(work)? == ["refuse"] {
                Ok(())
            } else {
                Err(Refusal::bad("refusal_ground", "判定支持七日无理由退货，或尚需人工复核，不得拒绝；事实有变请先重新判定"))
            }
        }
        "no_right_by_ruling" => match ruled_options(work)?.iter().find(|option| RIGHTS.contains(&option.as_str())) {
            None => Ok(()),
            Some(_) => Err(Refusal::bad("refusal_ground", "判定给了消费者退换货的权利，或尚需人工复核，不得拒绝")),
        },
        "not_our_goods" => match inspection::latest(work.tx, &work.id)? {
            Some(seen) if seen.get("grade") == Some(&json!("foreign")) => Ok(()),
            _ => Err(Refusal::bad("refusal_ground", "要有等级为“不是本店商品”的验收记录，才能以此拒绝")),
        },
        "facts_disproved" => evidence(work),
        _ => Ok(()),
    }
}

/// Options of the ruling that holds: one that is being reviewed does not.
fn ruled_options(work: &Work<'_>) -> Result<Vec<String>, Refusal> {
    let Some(ruling) = work.linked(&RULING, "ruling_id")? else {
        return Err(Refusal::bad("refusal_ground", "还没有判定：请先判定，判定不支持才能拒绝"));
    };
    if ruling.get("state") == Some(&json!("review")) {
        return Err(Refusal::bad("refusal_ground", "判定正在复核，复核后再决定"));
    }
    let options = ruling.get("options").and_then(Value::as_array).cloned().unwrap_or_default();
    Ok(options.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}

/// Something that can be shown: a file that was not withdrawn, attached to the case or to one of its inspections.
fn evidence(work: &Work<'_>) -> Result<(), Refusal> {
    let looks = work.tx.rows("SELECT id FROM inspection WHERE case_id = ?1", &[work.id.as_str().into()])?;
    let of_looks = looks.iter().filter_map(|look| look.get("id").and_then(Value::as_str));
    let shown = std::iter::once(work.id.as_str()).chain(of_looks).map(|id| attachment::any(work.tx, id));
    if shown.collect::<Result<Vec<bool>, Refusal>>()?.contains(&true) {
        Ok(())
    } else {
        Err(Refusal::guard("没有证据：请先在附件里放入照片、视频或检测报告，再这样处理"))
    }
}

/// The second person agrees: the case ends, and the case it came from is open again.
pub fn refuse(work: &mut Work<'_>) -> Result<(), Refusal> {
    work.set("decided_by", work.actor.id.clone());
    call_off(work)
}

/// The second person does not agree: back to where it stood.
pub fn keep_open(work: &mut Work<'_>) -> Result<(), Refusal> {
    work.set("decided_by", work.actor.id.clone());
    if work.text("approved_on").is_empty() {
        work.set("state", "review");
    } else {
        lanes::settle(work);
    }
    Ok(())
}

/// Tells the case it came from that nothing was carried out.
pub fn call_off(work: &mut Work<'_>) -> Result<(), Refusal> {
    tell_parent(work, "called_off")
}

/// All is done: so is the case it came from.
pub fn close(work: &mut Work<'_>) -> Result<(), Refusal> {
    if work.text("invoice") == "red_open" {
        return Err(Refusal::bad("invoice", "已开的发票还没有红冲；开出红字发票后再办结"));
    }
    tell_parent(work, "carried_out")
}

fn tell_parent(work: &mut Work<'_>, event: &str) -> Result<(), Refusal> {
    let parent = work.text("quality_case_id").to_owned();
    let row = work.linked(&quality_case::QUALITY_CASE, "quality_case_id")?;
    // Somebody may have gone on with it in the meantime.
    if row.is_some_and(|row| row.get("state") == Some(&json!("executing"))) {
        work.then(Deed::on(&quality_case::QUALITY_CASE, &parent, event, Row::new()).by_rule());
    }
    Ok(())
}

/// Taken up again: as it was when it was asked for.
pub fn reopen(work: &mut Work<'_>) -> Result<(), Refusal> {
    for field in ["approved_on", "asked_by", "decided_by", "refusal_ground"] {
        work.set(field, Value::Null);
    }
    super::apply::set_lanes(work);
    Ok(())
}
