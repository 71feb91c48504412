//! What stands at the head of every paper: the shop, the number, the consumer (masked: a paper is handed around), the order.

use serde_json::Value;
use shounuo_notices::{Letter, Letterhead, Seal};
use shounuo_store::Row;

use crate::capabilities::consumer::CONSUMER;
use crate::capabilities::orders::SALES_ORDER;
use crate::capabilities::shop;
use crate::kernel::kind::Kind;
use crate::kernel::mask::masked;
use crate::kernel::paper::PaperJob;
use crate::kernel::{Refusal, registry};

impl PaperJob<'_> {
    /// A letter with its head filled, addressed to the record's consumer, and the order among its facts.
    ///
    /// # Errors
    /// When the file fails.
    pub fn letter(&self, title: &str) -> Result<Letter, Refusal> {
        let letter = self.own_letter(title)?.to(self.consumer_name()?);
        let Some(order) = self.linked(&SALES_ORDER, "order_id")? else { return Ok(letter) };
        let platform = shounuo_exchange::Platform::from_code(&of(&order, "platform")).map(|platform| platform.label());
        Ok(letter.facts([
            ("订单编号", of(&order, "order_no")),
            ("平台", platform.unwrap_or_default().to_owned()),
            ("店铺", of(&order, "shop")),
        ]))
    }

    /// A letter with its head filled, addressed to nobody: a paper for the shop's own folder.
    ///
    /// # Errors
    /// When the file fails.
    pub fn own_letter(&self, title: &str) -> Result<Letter, Refusal> {
        let shop = shop::the_shop(self.tx)?;
        Ok(Letter::new(self.head(&shop), title))
    }

    fn head(&self, shop: &Row) -> Letterhead {
        let seal = of(shop, "seal_text");
        let own = self.text("number");
        Letterhead {
            shop_name: of(shop, "name"),
            shop_contact: of(shop, "contact"),
            number: self.number.into(),
            qr: Some(if own.is_empty() { self.number.to_owned() } else { format!("{} {own}", self.number) }),
            issued_on: self.day,
            // Only a seal that the owner has set is printed; otherwise the place is left for the stamp.
            seal: if seal.is_empty() { Seal::Space } else { Seal::Printed { ring: seal, label: "售后专用章".into() } },
        }
    }

    /// The consumer as a paper names them: masked.
    ///
    /// # Errors
    /// When the file fails.
    pub fn consumer_name(&self) -> Result<String, Refusal> {
        let consumer = self.linked(&CONSUMER, "consumer_id")?.map(|row| masked(&CONSUMER, row)).unwrap_or_default();
        let names = [of(&consumer, "name"), of(&consumer, "account")];
        Ok(names.into_iter().find(|name| !name.is_empty()).unwrap_or_else(|| "消费者".into()))
    }

    /// The record that a field of this one points to.
    ///
    /// # Errors
    /// When the file fails.
    pub fn linked(&self, kind: &'static Kind, field: &str) -> Result<Option<Row>, Refusal> {
        match self.get(field).as_str() {
            Some(id) => Ok(self.tx.record(registry::shape(kind), id)?),
            None => Ok(None),
        }
    }
}

fn of(row: &Row, field: &str) -> String {
    row.get(field).and_then(Value::as_str).unwrap_or_default().to_owned()
}
