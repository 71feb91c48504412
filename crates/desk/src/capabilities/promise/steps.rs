//! What the steps of a promise do.

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Value, json};
use shounuo_store::Row;

use super::PROMISE;
use super::checks::compare;
use super::fields::DRAFT;
use super::terms::Terms;
use crate::kernel::field::{Field, instant, joined, link};
use crate::kernel::work::{Work, china};
use crate::kernel::{Deed, Refusal};

const REPLACES: Field = link("replaces", "代替的上一版", "promise").required();

/// What a new version is made of: the fields of the old one, and which it is.
pub(super) const VERSION: &[Field] = joined!(DRAFT, &[REPLACES]);
/// What the old version is told.
pub(super) const SUCCESSOR: &[Field] = &[link("replaced_by", "被代替为", "promise").required(), instant("ends_at", "停止时间").required()];

/// Refuses a draft that could not be computed with.
pub(super) fn readable(work: &mut Work<'_>) -> Result<(), Refusal> {
    let terms = Terms::of(&work.record)?;
    if terms.limit.count == 0 {
        return Err(Refusal::bad("limit_count", "“时限”至少为 1"));
    }
    if !terms.fulfils.follows(terms.trigger) {
        let words = format!("“{}”不会晚于“{}”，不能作为履行；请改选", terms.fulfils.label(), terms.trigger.label());
        return Err(Refusal::bad("fulfils", words));
    }
    if terms.goods == "codes" && terms.codes().is_empty() {
        return Err(Refusal::bad("codes", "商品范围是“指定商家编码”，请填写至少一个商家编码"));
    }
    if let Err(name) = terms.platforms() {
        return Err(Refusal::bad("platforms", format!("没有“{name}”这个平台，请写 淘宝、天猫、京东、拼多多、抖音、小红书、1688 或 其他")));
    }
    if work.get("term_count").is_null() != work.get("term_unit").is_null()
        || terms.term().is_some_and(|term| term.words().starts_with("0 "))
    {
        return Err(Refusal::bad("term_count", "“权利期限”和它的单位要一起填写，且至少为 1"));
    }
    match work.get("warn_below").as_i64() {
        Some(percent) if percent > 100 => Err(Refusal::bad("warn_below", "“履约率预警线”是百分比，不超过 100")),
        _ => Ok(()),
    }
}

/// Writes down how far the promise could be compared with the law: what was not compared is said.
pub(super) fn compare_with_law(work: &mut Work<'_>) -> Result<(), Refusal> {
    let terms = Terms::of(&work.record)?;
    let note = match (terms.sort.as_str(), terms.term()) {
        ("maker_warranty", Some(term)) => {
            let compared = compare(work, &terms, term)?;
            let with = if compared.with.is_empty() {
                "没有登记可比对的商品".into()
            } else {
                format!("不低于：{}", compared.with.join("、"))
            };
            let unknown =
                if compared.unknown.is_empty() { String::new() } else { format!("；未能比对：{}", compared.unknown.join("、")) };
            format!("{with}{unknown}")
        }
        ("longer_return", Some(term)) => format!("权利期限 {}，长于消费者权益保护法第二十五条的 7 日", term.words()),
        _ => "这类承诺没有可计算的法定期限，未比对".into(),
    };
    work.set("law_note", note);
    Ok(())
}

/// From now on it is shown, and an older version gives way to it on its first day.
pub(super) fn publish(work: &mut Work<'_>) -> Result<(), Refusal> {
    let from: Date = work.asked("effective_from").parse().map_err(|_| Refusal::bad("effective_from", "生效日期无法识别"))?;
    if from < work.today() {
        return Err(Refusal::bad("effective_from", "生效日期不能早于今天：承诺不能倒签"));
    }
    if work.get("effective_to").as_str().is_some_and(|to| *to < *from.to_string()) {
        return Err(Refusal::bad("effective_from", "生效日期晚于截止日期，请先修改截止日期"));
    }
    let now = work.now;
    work.set("published_at", now.to_string());
    let first = from.to_zoned(china()).map_or(now, |start| start.timestamp()).max(now);
    give_way(work, first)
}

fn give_way(work: &mut Work<'_>, first: Timestamp) -> Result<(), Refusal> {
    let Some(old) = work.get("replaces").as_str().map(str::to_owned) else { return Ok(()) };
    let stands = work.load(&PROMISE, &old)?.is_some_and(|row| row.get("state") == Some(&json!("published")));
    if stands {
        let input = json!({ "replaced_by": work.id, "ends_at": first.to_string() });
        work.then(Deed::on(&PROMISE, &old, "succeed", input.as_object().cloned().unwrap_or_default()).by_rule());
    }
    Ok(())
}

/// Its own end, if it is nearer, stays.
pub(super) fn succeed(work: &mut Work<'_>) -> Result<(), Refusal> {
    let ends: Vec<Timestamp> =
        ["ends_at"].iter().filter_map(|field| work.asked(field).parse().ok()).chain(last_moment(&work.record)).collect();
    if let Some(end) = ends.into_iter().min() {
        work.set("ends_at", end.to_string());
    }
    Ok(())
}

fn last_moment(row: &Row) -> Option<Timestamp> {
    let day: Date = row.get("effective_to")?.as_str()?.parse().ok()?;
    day.tomorrow().ok()?.to_zoned(china()).ok().map(|end| end.timestamp())
}

/// Orders made until this moment keep the promise.
pub(super) fn end_now(work: &mut Work<'_>) -> Result<(), Refusal> {
    let now = work.now.to_string();
    work.set("ends_at", now);
    Ok(())
}

/// A draft with everything of this version, to be changed and checked anew. One at a time.
pub(super) fn new_version(work: &mut Work<'_>) -> Result<(), Refusal> {
    let busy = "SELECT number FROM promise WHERE replaces = ?1 AND state IN ('draft', 'checked', 'review', 'approved', 'rejected') LIMIT 1";
    if let Some(number) = work.tx.value(busy, &[json!(work.id)])?.as_str() {
        return Err(Refusal::guard(format!("新版 {number} 还在办理，请在它上面继续")));
    }
    if let Some(by) = work.get("replaced_by").as_str() {
        let number = work.load(&PROMISE, by)?.and_then(|row| row.get("number").cloned()).unwrap_or_default();
        return Err(Refusal::guard(format!("这一版已被 {} 代替，请从那一版另起", number.as_str().unwrap_or_default())));
    }
    let mut input: Row = DRAFT.iter().map(|field| (field.name.to_owned(), work.get(field.name).clone())).collect();
    // A version that ended on its day would begin ended.
    input.remove("effective_to");
    input.insert("replaces".into(), json!(work.id));
    input.retain(|_, value| *value != Value::Null);
    work.then(Deed::create(&PROMISE, "draft_version", input).by_rule());
    Ok(())
}
