//! Typed access to the cells of one row: every value parsed, every fault named by its column.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::DateTime;

use crate::carrier::split_parcel;
use crate::fault::RowFault;
use crate::grid::{CellKind, RawCell, RawRow};
use crate::heading::normalise;
use crate::parse::date::{from_serial, parse_datetime};
use crate::parse::id::{ROUNDED, clean, is_scientific, looks_rounded, parse_id};
use crate::parse::mask::is_masked;
use crate::parse::money::parse_fen;
use crate::parse::quantity::parse_quantity;
use crate::preset::Field;
use crate::recognise::Recognised;
use crate::row::Buyer;
use crate::state::{AfterSaleState, OrderState};

/// Typed access to one row. Faults gather on the side, so that one pass finds them all.
pub(crate) struct Cells<'r> {
    pub raw: &'r RawRow<'r>,
    pub file: &'r Recognised,
    is_1904: bool,
    pub faults: RefCell<Vec<RowFault>>,
    /// Columns whose value has a place in the row; the others go to `extra`.
    used: RefCell<BTreeSet<usize>>,
}

impl<'r> Cells<'r> {
    pub fn new(raw: &'r RawRow<'r>, file: &'r Recognised, is_1904: bool) -> Self {
        Self { raw, file, is_1904, faults: RefCell::default(), used: RefCell::default() }
    }

    fn fault(&self, field: Field, reason: &str) {
        let column = self.file.columns.iter().find(|column| column.field == Some(field));
        self.faults.borrow_mut().push(RowFault {
            row: self.raw.number,
            column: column.map_or_else(|| field.label().to_owned(), |column| column.heading.trim().to_owned()),
            reason: reason.to_owned(),
        });
    }

    /// The cell of a field, marked as used; `None` when there is no column or it is empty.
    fn cell(&self, field: Field) -> Option<&'r RawCell<'r>> {
        let column = self.file.columns.iter().find(|column| column.field == Some(field))?;
        self.used.borrow_mut().insert(column.index);
        let cell = self.raw.cells.get(column.index)?;
        if self.is_empty(&cell.text) {
            return None;
        }
        if cell.kind == CellKind::Error {
            self.fault(field, "单元格是错误值，请在表格软件里改正后重新导入");
            return None;
        }
        Some(cell)
    }

    fn is_empty(&self, text: &str) -> bool {
        let text = clean(text);
        text.is_empty() || matches!(text, "null" | "NULL") || (self.file.rules.hyphen_is_empty && matches!(text, "-" | "--" | "－" | "—"))
    }

    fn parsed<T>(&self, field: Field, parse: impl FnOnce(&RawCell<'_>) -> Result<Option<T>, &'static str>) -> Option<T> {
        match parse(self.cell(field)?) {
            Ok(value) => value,
            Err(reason) => {
                self.fault(field, reason);
                None
            }
        }
    }

    pub fn text(&self, field: Field) -> Option<String> {
        self.cell(field).map(|cell| clean(&cell.text).to_owned())
    }

    /// A code that must not have lost digits, but need not be a single id.
    pub fn code(&self, field: Field) -> Option<String> {
        self.parsed(field, |cell| {
            let text = clean(&cell.text);
            if cell.kind == CellKind::LostDigits || is_scientific(text) {
                return Err(ROUNDED);
            }
            Ok(Some(text.to_owned()))
        })
    }

    pub fn id(&self, field: Field) -> Option<String> {
        self.parsed(field, |cell| {
            let id = parse_id(&cell.text)?;
            let rounded = self.file.rounded_ids && id.as_deref().is_some_and(looks_rounded);
            match cell.kind {
                CellKind::LostDigits => Err(ROUNDED),
                CellKind::Date => Err("编号被表格软件当成了日期，请重新从平台下载"),
                CellKind::Number if clean(&cell.text).contains(['.', '-']) => Err("不是有效的编号"),
                _ if rounded => Err(ROUNDED),
                _ => Ok(id),
            }
        })
    }

    /// An id without which the row is nothing.
    pub fn key(&self, field: Field) -> String {
        let before = self.faults.borrow().len();
        let id = self.id(field);
        if id.is_none() && self.faults.borrow().len() == before {
            self.fault(field, "不能为空");
        }
        id.unwrap_or_default()
    }

    pub fn signed_fen(&self, field: Field) -> Option<i64> {
        self.parsed(field, |cell| match cell.kind {
            CellKind::LostDigits => Err("金额过大"),
            CellKind::Date => Err("不是金额"),
            _ => parse_fen(&cell.text),
        })
    }

    pub fn fen(&self, field: Field) -> Option<i64> {
        let fen = self.signed_fen(field)?;
        if fen < 0 {
            self.fault(field, "金额不能为负");
            return None;
        }
        Some(fen)
    }

    pub fn quantity(&self, field: Field) -> Option<i64> {
        self.parsed(field, |cell| parse_quantity(&cell.text))
    }

    pub fn date(&self, field: Field) -> Option<DateTime> {
        self.parsed(field, |cell| self.read_date(cell))
    }

    fn read_date(&self, cell: &RawCell<'_>) -> Result<Option<DateTime>, &'static str> {
        if cell.kind == CellKind::Number
            && let Ok(serial) = cell.text.parse::<f64>()
            && let Some(at) = from_serial(serial, self.is_1904)
        {
            return Ok(Some(at));
        }
        parse_datetime(&cell.text)
    }

    /// A limit as a point in time. Some lists write a remaining span or a flag there; such words are no fault and
    /// stay in `extra`.
    pub fn limit(&self, field: Field) -> Option<DateTime> {
        let cell = self.cell(field)?;
        let has_year = clean(&cell.text).as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit));
        if has_year || cell.kind != CellKind::Text {
            return self.date(field);
        }
        self.leave(field);
        None
    }

    /// Sends a column to `extra` after all.
    fn leave(&self, field: Field) {
        if let Some(column) = self.file.columns.iter().find(|column| column.field == Some(field)) {
            self.used.borrow_mut().remove(&column.index);
        }
    }

    pub fn buyer(&self) -> Buyer {
        let phone = self.code(Field::BuyerPhone).or_else(|| self.code(Field::BuyerPhone2));
        let address = self.text(Field::BuyerAddressChanged).or_else(|| self.text(Field::BuyerAddress));
        let (account, name) = (self.text(Field::BuyerAccount), self.text(Field::BuyerName));
        let masked = |value: &Option<String>| value.as_deref().is_some_and(is_masked);
        let marks = [masked(&account), masked(&name), masked(&phone), masked(&address)];
        Buyer {
            account,
            name,
            phone,
            address,
            masked: marks.contains(&true),
            account_masked: marks[0],
            name_masked: marks[1],
            phone_masked: marks[2],
            address_masked: marks[3],
        }
    }

    /// Carrier and number, from their own columns or from one column that holds both.
    pub fn parcel(&self, carrier: Field, number: Field, both: Field) -> (Option<String>, Option<String>) {
        let number_text = self.code(number).map(|text| without_prefix(&text));
        let carrier_text = self.text(carrier);
        if carrier_text.is_some() && number_text.is_some() {
            return (carrier_text, number_text);
        }
        match self.code(both).as_deref().map(split_parcel) {
            Some(Some((found_carrier, found_number))) => (carrier_text.or(found_carrier), number_text.or(Some(found_number))),
            _ => {
                self.leave(both);
                (carrier_text, number_text)
            }
        }
    }

    pub fn order_status(&self) -> (Option<String>, Option<OrderState>) {
        let raw = self.text(Field::Status);
        let known = raw.as_deref().and_then(|raw| self.file.rules.status.get(&normalise(raw)).copied());
        (raw, known)
    }

    pub fn after_sale_mark(&self) -> (Option<String>, Option<AfterSaleState>) {
        let rules = &self.file.rules;
        let raw = self.text(Field::AfterSale).filter(|raw| !rules.no_after_sale.contains(&normalise(raw)));
        let known = raw.as_deref().and_then(|raw| rules.aftersale_status.get(&normalise(raw)).copied());
        (raw, known)
    }

    /// Cells that have no place of their own, by heading. A second column of the same heading gets a number.
    pub fn extra(&self) -> BTreeMap<String, String> {
        let used = self.used.borrow();
        let mut extra = BTreeMap::new();
        for column in self.file.columns.iter().filter(|column| !used.contains(&column.index)) {
            let value = clean(self.raw.text(column.index));
            if self.is_empty(value) {
                continue;
            }
            let heading = heading_of(column.heading.trim(), column.index);
            let key = (2..).map(|n| format!("{heading} ({n})")).find(|key| !extra.contains_key(key));
            let key = if extra.contains_key(&heading) { key.unwrap_or(heading) } else { heading };
            extra.insert(key, value.to_owned());
        }
        extra
    }
}

fn heading_of(heading: &str, index: usize) -> String {
    if heading.is_empty() { format!("第 {} 列", index + 1) } else { heading.to_owned() }
}

/// Taobao writes parcel numbers as `No:123`.
fn without_prefix(number: &str) -> String {
    let bare = ["No:", "NO:", "no:", "No：", "NO："].iter().find_map(|prefix| number.strip_prefix(prefix));
    bare.unwrap_or(number).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parcel_prefix() {
        assert_eq!(without_prefix("No:78123"), "78123");
        assert_eq!(without_prefix("SF123"), "SF123");
    }
}
