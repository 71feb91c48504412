//! 归档: the file of a complaint in its four parts (000 6.6.2) and the fingerprint that says it is still the same.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use shounuo_store::{Row, Tx};

use super::COMPLAINT_PLAN;
use crate::capabilities::notice::NOTICE;
use crate::kernel::work::Work;
use crate::kernel::{Refusal, registry};

/// Puts the four parts and the fingerprint on the record. Refused when a part is empty.
pub(super) fn archive(work: &mut Work<'_>) -> Result<(), Refusal> {
    let parts = parts(work)?;
    if let Some((name, _)) = parts.iter().find(|(_, part)| part.is_null()) {
        return Err(Refusal::guard(format!("投诉档案缺“{name}”，不能归档")));
    }
    let file: Row = parts.into_iter().map(|(name, part)| (name.to_owned(), part)).collect();
    let hash = fingerprint(&Value::Object(file.clone()));
    work.set("archive", Value::Object(file));
    work.set("archive_hash", hash);
    work.set("archived_at", work.now.to_string());
    Ok(())
}

/// The four parts: who complained, of what, what was done, what came of it. Persons stand in them by id and words by the ledger
/// entries that hold them sealed: the file can be compared as long as the ledger lasts, also when a person was erased meanwhile.
fn parts(work: &Work<'_>) -> Result<[(&'static str, Value); 4], Refusal> {
    let entries = work.tx.entries("case_id = ?1 ORDER BY hlc, device, epoch, seq", &[work.id.as_str().into()])?;
    let hashes: Vec<&str> = entries.iter().map(|entry| entry.hash.as_str()).collect();
    let said = |fields: &[&str]| -> Value {
        let pairs = fields.iter().map(|name| ((*name).to_owned(), work.get(name).clone()));
        Value::Object(pairs.filter(|(_, value)| !value.is_null()).collect())
    };
    let named = !work.get("contact").is_null() || !work.get("consumer_id").is_null();
    let who = if named { json!({ "record": work.id, "person": work.get("consumer_id") }) } else { Value::Null };
    let matter = said(&["number", "order_no", "goods_title", "class", "demand", "source", "source_no", "received_at"]);
    let process = json!({ "entries": hashes.len(), "last": hashes.last(), "hash": fingerprint(&json!(hashes)), "files": files(work)? });
    Ok([("投诉人", who), ("事项", matter), ("过程", if hashes.is_empty() { Value::Null } else { process }), ("结果", result(work)?)])
}

/// Fingerprints of the files kept with the complaint and with its evidence, as they came.
fn files(work: &Work<'_>) -> Result<Vec<Value>, Refusal> {
    let sql = "SELECT sha256 FROM attachment WHERE state = 'added'
        AND (case_id = ?1 OR case_id IN (SELECT id FROM complaint_evidence WHERE case_id = ?1)) ORDER BY sha256";
    Ok(work.tx.rows(sql, &[work.id.as_str().into()])?.into_iter().filter_map(|mut row| row.remove("sha256")).collect())
}

/// How it ended, with every plan and every paper that was handed out.
fn result(work: &Work<'_>) -> Result<Value, Refusal> {
    if work.get("outcome").is_null() {
        return Ok(Value::Null);
    }
    let id = [work.id.as_str().into()];
    let plans = work.tx.records(registry::shape(&COMPLAINT_PLAN), "case_id = ?1 ORDER BY edition, id", &id)?;
    let papers = work.tx.records(registry::shape(&NOTICE), "case_id = ?1 ORDER BY number, id", &id)?;
    let of = |row: &Row, fields: &[&str]| {
        Value::Object(fields.iter().map(|name| ((*name).to_owned(), row.get(*name).cloned().unwrap_or_default())).collect())
    };
    Ok(json!({
        "outcome": work.get("outcome"),
        "satisfied": work.get("satisfied"),
        "plans": plans.iter().map(|plan| of(plan, &["edition", "round", "state", "remedy", "amount_fen", "basis"])).collect::<Vec<_>>(),
        "papers": papers.iter().map(|paper| of(paper, &["number", "what", "file"])).collect::<Vec<_>>(),
    }))
}

/// SHA-256 over a value as it is written. Objects are written with their names in order, so that equal files have equal fingerprints.
#[must_use]
pub fn fingerprint(value: &Value) -> String {
    Sha256::digest(value.to_string().as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A file is closed no sooner after the last step: until then a slip of the hand can be taken back.
const REST: SignedDuration = SignedDuration::from_hours(1);

/// Complaints that have ended and wait for nothing more: a remedy that was promised is delivered first.
pub(super) fn ready(tx: &Tx<'_>, now: Timestamp, most: usize) -> Result<Vec<String>, Refusal> {
    let sql = format!(
        "SELECT c.id FROM complaint c WHERE c.state IN ('handled', 'rejected', 'mediation', 'legal', 'no_answer', 'withdrawn') AND c.updated_ms <= ?1
         AND NOT EXISTS (SELECT 1 FROM complaint_plan p WHERE p.case_id = c.id
            AND (p.updated_ms > ?1 OR (p.state = 'accepted' AND p.remedy NOT IN ('apology', 'explanation'))))
         ORDER BY c.id LIMIT {most}"
    );
    Ok(ids(tx.rows(&sql, &[json!((now - REST).as_millisecond())])?))
}

/// Open complaints with a limit that ran out and no word of it on the record yet, with that limit.
pub(super) fn late(tx: &Tx<'_>, now: Timestamp, most: usize) -> Result<Vec<Row>, Refusal> {
    let sql = format!(
        "SELECT c.id, min(k.due_at) AS due_at, k.label FROM complaint c JOIN clock k ON k.case_id = c.id
         WHERE c.first_late_at IS NULL AND k.state <> 'void' AND k.due_at < ifnull(k.stopped_at, ?1)
         AND c.state IN ('registered', 'accepted', 'investigating', 'investigated', 'replanning', 'plan_pending', 'to_tell', 'told', 'handled')
         GROUP BY c.id ORDER BY c.id LIMIT {most}"
    );
    Ok(tx.rows(&sql, &[json!(now.to_string())])?)
}

fn ids(rows: Vec<Row>) -> Vec<String> {
    rows.iter().filter_map(|row| row.get("id").and_then(Value::as_str).map(str::to_owned)).collect()
}
