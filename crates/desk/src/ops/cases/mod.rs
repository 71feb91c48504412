//! Cases: the list (one indexed query, paged by key), how many stand where, and one case with all that belongs to it.

mod bulk;
mod counts;
mod filter;
mod leads;
mod list;
mod row;
mod show;
mod views;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shounuo_store::{Row, Tx};
use ts_rs::TS;

use crate::kernel::Refusal;

pub use bulk::{BulkDone, BulkInput, BulkItems, BulkStep};
pub(super) use bulk::{bulk, bulk_steps, bulk_undo};
pub use counts::StateCount;
pub(super) use counts::counts;
pub use filter::CaseFilter;
pub(super) use leads::cases_of;
pub use list::CasePage;
pub(super) use list::list;
pub use show::CaseView;
pub(super) use show::show;
pub use views::ViewCount;
pub(super) use views::views;

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
