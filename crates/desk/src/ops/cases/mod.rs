//! Cases: the list (one indexed query, paged by key), how many stand where, and one case with all that belongs to it.

mod counts;
mod list;
mod row;
mod show;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shounuo_store::{Row, Tx};
use ts_rs::TS;

use crate::kernel::Refusal;

pub use counts::StateCount;
pub(super) use counts::counts;
pub(super) use list::list;
pub use list::{CaseFilter, CasePage};
pub use show::CaseView;
pub(super) use show::show;

/// A case by id.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CaseId {
    /// Id.
    pub id: String,
}

pub(super) fn name_of(tx: &Tx<'_>, account: Option<&str>) -> Result<Option<String>, Refusal> {
    let Some(account) = account else { return Ok(None) };
    if account == "system" {
        return Ok(Some("系统".into()));
    }
    Ok(tx.value("SELECT name FROM account WHERE id = ?1", &[json!(account)])?.as_str().map(str::to_owned))
}

fn text(row: &Row, name: &str) -> Option<String> {
    row.get(name).and_then(Value::as_str).map(str::to_owned)
}
