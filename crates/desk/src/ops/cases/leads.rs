//! From anything that was found to the cases it belongs to, worked out from the declarations: a case leads to itself, a record
//! with a `case_id` to that case, an order or a consumer to the cases that name it, and what refers to one of these by way of
//! it.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde_json::json;
use shounuo_store::{Row, Tx};

use super::text;
use crate::capabilities::KINDS;
use crate::kernel::field::FieldType;
use crate::kernel::kind::Kind;
use crate::kernel::{Refusal, registry};

/// A number, a name or an order leads to no more cases than this.
const MOST: usize = 50;
/// How many references are followed: serial → line → order.
const FAR: usize = 3;

/// Ids of the cases that a record leads to, open ones first.
pub(in crate::ops) fn cases_of(tx: &Tx<'_>, kind: &str, id: &str) -> Result<Vec<String>, Refusal> {
    static LEADS: OnceLock<HashMap<&'static str, String>> = OnceLock::new();
    let leads = LEADS.get_or_init(|| KINDS.iter().filter_map(|kind| Some((kind.name, lead(kind, "?1", FAR)?))).collect());
    let Some(sql) = leads.get(kind) else { return Ok(Vec::new()) };
    Ok(tx.rows(sql, &[json!(id)])?.iter().filter_map(|row: &Row| text(row, "id")).collect())
}

/// SQL that gives the cases of the record whose id the expression `from` is.
fn lead(kind: &'static Kind, from: &str, far: usize) -> Option<String> {
    if kind.case.is_some() {
        return Some(format!("SELECT id FROM case_index WHERE id = {from}"));
    }
    if kind.field("case_id").is_some() {
        return Some(format!("SELECT case_id AS id FROM {} WHERE id = {from} AND case_id IS NOT NULL", kind.name));
    }
    if let Some(column) = column_for(kind.name) {
        return Some(format!("SELECT id FROM case_index WHERE \"{column}\" = {from} ORDER BY ended, opened_at DESC, id LIMIT {MOST}"));
    }
    let referred = kind.fields.iter().filter_map(|field| match field.ty {
        FieldType::Ref(to) if far > 0 && to != kind.name => Some((field.name, registry::kind(to).ok()?)),
        _ => None,
    });
    referred.filter_map(|(field, to)| lead(to, &format!("(SELECT {field} FROM {} WHERE id = {from})", kind.name), far - 1)).next()
}

/// The column of the case index in which cases name a record of this kind.
fn column_for(kind: &str) -> Option<&'static str> {
    let looks = KINDS.iter().filter_map(|kind| kind.case.as_ref().map(|look| (*kind, look)));
    let mut columns = looks.flat_map(|(case, look)| [(case, look.order, "order"), (case, look.consumer, "consumer")]);
    columns
        .find(|(case, field, _)| case.field(field).is_some_and(|field| matches!(field.ty, FieldType::Ref(to) if to == kind)))
        .map(|(_, _, column)| column)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sql(kind: &str) -> Option<String> {
        lead(registry::kind(kind).unwrap(), "?1", FAR)
    }

    #[test]
    fn what_is_found_leads_to_its_case_by_its_declaration() {
        assert_eq!(sql("quality_case").as_deref(), Some("SELECT id FROM case_index WHERE id = ?1"));
        assert!(sql("loaner").unwrap().starts_with("SELECT case_id AS id FROM loaner"));
        assert!(sql("sales_order").unwrap().contains("\"order\" = ?1"));
        assert!(sql("consumer").unwrap().contains("\"consumer\" = ?1"));
        // A line leads by its order, not by the goods; a serial number by its line.
        assert!(sql("order_line").unwrap().contains("\"order\" = (SELECT order_id FROM order_line WHERE id = ?1)"));
        assert!(sql("serial_unit").unwrap().contains("(SELECT order_id FROM order_line WHERE id = (SELECT order_line_id"));
        assert_eq!(sql("account"), None);
    }
}
