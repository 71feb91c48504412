//! Who works in the demo shop, and what it promises beyond the law.

use serde_json::{Value, json};
use shounuo_rules::{Catalogue, Responsible};

use super::story::Story;
use super::{Demo, FOUNDED};
use crate::kernel::Refusal;

/// Password of every demo account; shown on the sign-in screen of a demo shop.
pub const DEMO_PASSWORD: &str = "demo-2026";

pub(super) fn hire(demo: &Demo<'_>) -> Result<(), Refusal> {
    let at = demo.ago(FOUNDED, 9, 0);
    for (login, name, role) in [
        ("manager", "周敏", "manager"),
        ("kefu", "陈晓彤", "after_sales"),
        ("kefu2", "吴佳怡", "after_sales"),
        ("jishi", "赵铁柱", "technician"),
    ] {
        demo.call("owner", at, "staff.create", json!({ "login": login, "name": name, "role": role, "password": DEMO_PASSWORD }), None)?;
    }
    let owner = demo.bench.shop()?.store.read(|tx| crate::capabilities::staff::active_account(tx, "owner"))?.unwrap_or_default();
    demo.bench.set_password(owner.get("id").and_then(Value::as_str).unwrap_or_default(), DEMO_PASSWORD, at)?;
    let shop = demo.bench.shop()?.store.read(crate::capabilities::shop::the_shop)?;
    let id = shop.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    let about =
        json!({ "name": shop.get("name"), "contact": "客服电话 400-000-0199（每天 9:00—21:00）", "seal_text": "守诺演示店售后服务部" });
    demo.act("owner", at, "shop", Some(&id), "edit", about)?;
    Ok(())
}

/// The shop's own catalogue version: washing machines and refrigerators three years as a whole, drafted by the manager,
/// published by the owner.
pub(super) fn promise_longer(demo: &Demo<'_>) -> Result<(), Refusal> {
    let mut entries = Vec::new();
    for product in ["洗衣机", "家用电冰箱"] {
        let Some(entry) = Catalogue::builtin().entry(product).cloned() else { continue };
        let mut own = entry;
        own.whole_months = Some(36);
        own.special_cases = Some("人为损坏、自行拆修不在保修之列".into());
        own.service_standard = Some("48 小时内上门，修理不超过 7 日".into());
        own.scope = Some("本店售出的全部型号".into());
        own.responsible = Some(Responsible::Seller);
        own.source = "本店承诺".into();
        entries.push(own);
    }
    let from = (demo.ago(FOUNDED - 15, 0, 0).as_second() + 8 * 3_600).div_euclid(86_400);
    let effective = jiff::civil::date(1970, 1, 1).saturating_add(jiff::Span::new().days(from));
    let draft = json!({ "title": "整机三年承诺版", "effective_from": effective.to_string(), "note": "洗衣机、电冰箱整机保修由一年延长为三年", "entries": entries });
    let id = demo.act("manager", demo.ago(FOUNDED - 10, 10, 0), "catalogue_version", None, "draft", draft)?;
    demo.act("manager", demo.ago(FOUNDED - 10, 10, 5), "catalogue_version", Some(&id), "submit", json!({}))?;
    demo.act("owner", demo.ago(FOUNDED - 11, 9, 0), "catalogue_version", Some(&id), "approve", json!({}))?;
    Ok(())
}

/// A promise through every step that one takes; computed on each order ever since.
pub(super) fn promise(demo: &Demo<'_>, story: &mut Story) {
    let from = crate::kernel::work::china_date(demo.ago(16, 10, 0)).to_string();
    let mut thread = story.thread("promise", "promise".into(), demo.ago(16, 9, 0));
    thread.then_with(0, "manager", "draft", Box::new(|demo, _| Ok(sending(&demo.account("manager")?))));
    thread.then(5, "manager", "check", json!({})).then(5, "manager", "submit", json!({}));
    thread.then(30, "manager", "pass", json!({ "review_no": "CN-2611-08" }));
    thread.then(10, "manager", "publish", json!({ "effective_from": from }));
}

fn sending(manager: &Value) -> Value {
    json!({
        "title": "付款后 48 小时内发货，超时必赔", "kind": "added", "type": "late_delivery",
        "text": "付款后 48 小时内发货；超时发货的，按实付金额的 5% 赔付，最低 5 元，最高 30 元，3 日内打款。",
        "goods": "all", "platforms": "拼多多", "trigger": "paid", "fulfils": "shipped", "limit_count": 48, "limit_unit": "hours",
        "compensation": "percent", "percent": 5, "least_fen": 500, "most_fen": 3000, "pay_days": 3,
        "owner": manager, "people": "仓库两班，每班 3 人", "resources": "现货入仓，日发货能力 800 单",
        "process": "付款后 1 小时内打单，当日 17 点前交快递",
    })
}
