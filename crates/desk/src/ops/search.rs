use serde::{Deserialize, Serialize};
use serde_json::Value;
use shounuo_store::{Row, Tx};
use ts_rs::TS;

use super::Call;
use super::cases::cases_of;
use crate::kernel::mask::masked;
use crate::kernel::{Refusal, registry};

const MOST: usize = 50;

/// What is searched for.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Words, a number or its tail, or pinyin initials.
    pub text: String,
}

/// Something found.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Found {
    /// Kind.
    pub kind: String,
    /// 中文 label of the kind.
    pub kind_label: String,
    /// Id.
    pub id: String,
    /// Number, or what comes nearest to it.
    pub number: String,
    /// One line, without personal data in the clear.
    pub title: String,
    /// 中文 label of the state.
    pub state_label: String,
    /// The case to open, when it belongs to one.
    pub case: Option<String>,
}

pub(super) fn search(call: &Call<'_>, words: Words) -> Result<Vec<Found>, Refusal> {
    let role = call.actor()?.role;
    call.read(|tx, _| {
        let mut found = Vec::new();
        for hit in tx.find(&words.text, 100)? {
            if found.len() == MOST {
                break;
            }
            let kind = registry::kind(&hit.kind)?;
            // What the person may not see is not found either: neither row nor count tells of it.
            if kind.seen_by.contains(&role)
                && let Some(row) = tx.record(registry::shape(kind), &hit.id)?
            {
                found.push(found_row(tx, kind, hit.id, masked(kind, row))?);
            }
        }
        Ok(found)
    })
}

fn found_row(tx: &Tx<'_>, kind: &'static crate::kernel::kind::Kind, id: String, row: Row) -> Result<Found, Refusal> {
    let text = |name: &str| row.get(name).and_then(Value::as_str).map(str::to_owned);
    let number = text("number").or_else(|| text("order_no")).or_else(|| text("serial")).or_else(|| text("sku_code")).unwrap_or_default();
    let title = ["goods_title", "title", "name", "file_name", "raw_status", "account", "words"]
        .iter()
        .find_map(|name| text(name))
        .unwrap_or_default();
    let case = cases_of(tx, kind.name, &id)?.into_iter().next();
    let state = text("state").unwrap_or_default();
    Ok(Found {
        kind: kind.name.into(),
        kind_label: kind.label.into(),
        number,
        title: title.chars().take(60).collect(),
        state_label: kind.state_label(&state).into(),
        case,
        id,
    })
}
