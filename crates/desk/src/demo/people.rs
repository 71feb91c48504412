//! Who works in the demo shop, and what it promises beyond the law.

use serde_json::json;
use shounuo_rules::{Catalogue, Responsible};

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
    demo.bench.set_password(owner.get("id").and_then(serde_json::Value::as_str).unwrap_or_default(), DEMO_PASSWORD, at)?;
    let shop = demo.bench.shop()?.store.read(crate::capabilities::shop::the_shop)?;
    let id = shop.get("id").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
    let about =
        json!({ "name": shop.get("name"), "contact": "客服电话 400-000-0199（每天 9:00—21:00）", "seal_text": "晨光家电售后服务部" });
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
