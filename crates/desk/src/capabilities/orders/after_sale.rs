//! A row of a platform's after-sale sheet: opens a case, or brings the platform's state to the one that is there.

use serde_json::{Value, json};
use shounuo_exchange::{AfterSaleKind, AfterSaleRow};
use shounuo_store::Row;

use super::import::Job;
use super::take::Taken;
use super::{ORDER_LINE, SALES_ORDER};
use crate::capabilities::quality_case::QUALITY_CASE;
use crate::kernel::perform::perform_because;
use crate::kernel::seat::derived_id;
use crate::kernel::{Deed, Refusal, registry};

pub(super) fn take_after_sale(job: &Job<'_>, taken: &mut Taken, request: &AfterSaleRow) -> Result<(), Refusal> {
    let shape = registry::shape(&QUALITY_CASE);
    let key = [job.shop.into(), request.aftersale_no.as_str().into()];
    let known = job.tx.records(shape, "shop = ?1 AND aftersale_no = ?2", &key)?.into_iter().next();
    let mut fields = platform_fields(request);
    let deed = match known {
        Some(case) => {
            fields.retain(|name, value| case.get(name) != Some(value));
            let ended = matches!(case.get("state").and_then(Value::as_str), Some("done" | "cancelled"));
            if fields.is_empty() || ended {
                taken.counts.unchanged += 1;
                return Ok(());
            }
            taken.counts.cases_updated += 1;
            Deed::on(&QUALITY_CASE, case.get("id").and_then(Value::as_str).unwrap_or_default(), "platform_update", fields)
        }
        None => {
            taken.counts.cases_new += 1;
            fields.extend(case_fields(job, taken, request)?);
            let over = request.status.is_some_and(shounuo_exchange::AfterSaleState::is_terminal);
            let id = derived_id(&["quality_case", request.platform.code(), job.shop, &request.aftersale_no]);
            Deed { new_id: Some(id), ..Deed::create(&QUALITY_CASE, if over { "arrive_ended" } else { "arrive" }, fields) }
        }
    };
    perform_because(job.seat, job.tx, job.actor, job.now, deed.by_rule(), taken.cause).map(drop)
}

fn platform_fields(request: &AfterSaleRow) -> Row {
    let status = request.status.map(|status| status.label().to_owned()).or_else(|| request.raw_status.clone());
    let values = [
        ("aftersale_kind", request.kind.map(|kind| json!(kind.code()))),
        ("platform_status", status.map(Value::from)),
        ("refund_asked_fen", request.refund_fen.filter(|fen| *fen >= 0).map(Value::from)),
        ("platform_due", request.deadline_at.map(|at| json!(at.strftime("%Y-%m-%dT%H:%M:%S").to_string()))),
    ];
    values.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

fn case_fields(job: &Job<'_>, taken: &Taken, request: &AfterSaleRow) -> Result<Row, Refusal> {
    let key = [request.platform.code().into(), job.shop.into(), request.order_no.as_str().into()];
    let order = job.tx.records(registry::shape(&SALES_ORDER), "platform = ?1 AND shop = ?2 AND order_no = ?3", &key)?.into_iter().next();
    let words: Vec<&str> = [&request.reason, &request.explanation].into_iter().filter_map(|text| text.as_deref()).collect();
    let no_reason = matches!(request.kind, Some(AfterSaleKind::ReturnRefund)) && words.iter().any(|text| text.contains("无理由"));
    let line = line_of(job, order.as_ref(), request)?;
    let title = request.title.clone().or_else(|| line.is_none().then(|| format!("订单 {} 的商品", request.order_no)));
    let values = [
        ("shop", Some(json!(job.shop))),
        ("batch_id", Some(json!(taken.batch))),
        ("aftersale_no", Some(json!(request.aftersale_no))),
        ("order_id", order.and_then(|order| order.get("id").cloned())),
        ("order_line_id", line),
        ("goods_title", title.map(Value::from)),
        ("fault_text", (!words.is_empty()).then(|| json!(words.join("；")))),
        ("claim", Some(json!(if no_reason { "no_reason" } else { "quality" }))),
        ("channel", Some(json!("online"))),
        ("fault_date", request.applied_at.map(|at| json!(at.date().to_string()))),
    ];
    Ok(values.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect())
}

/// The line that the request is about: the one it names, or the only one there is.
fn line_of(job: &Job<'_>, order: Option<&Row>, request: &AfterSaleRow) -> Result<Option<Value>, Refusal> {
    let Some(order) = order.and_then(|order| order.get("id")) else { return Ok(None) };
    let tail = "order_id = ?1 AND state = 'active' ORDER BY line_no";
    let lines = job.tx.records(registry::shape(&ORDER_LINE), tail, std::slice::from_ref(order))?;
    let named =
        lines.iter().find(|line| line.get("line_no").and_then(Value::as_str) == request.line_no.as_deref() && request.line_no.is_some());
    let meant = named.or(if let [only] = lines.as_slice() { Some(only) } else { None });
    Ok(meant.and_then(|line| line.get("id").cloned()))
}
