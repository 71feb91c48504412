//! The demo shop: a small appliance shop on three platforms, made through the same operations as a real one. The same
//! day gives the same shop. Every person in it is invented; the phone numbers belong to nobody (199 0000 xxxx).

mod cases;
mod complaints;
mod conflict;
mod orders;
mod people;
mod random;
mod repairs;
mod returns;
mod story;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::kernel::Refusal;
use crate::workbench::Workbench;

pub use people::DEMO_PASSWORD;

/// A drawing of a parcel with a crack, not larger than a thumbnail may be.
const PARCEL: &[u8] = include_bytes!("parcel.png");

/// Days ago the shop took up work.
const FOUNDED: i64 = 210;

/// The shop while it is being filled.
struct Demo<'d> {
    bench: &'d Workbench,
    now: Timestamp,
    random: random::Random,
}

/// Fills a shop just founded as a demo: people, goods, a catalogue version of its own, 2,000 orders, 300 cases of
/// every kind with their rulings and papers. `now` is the last moment of the shop's life so far.
///
/// # Errors
/// The first refusal; the demo is made by the same rules as everything else.
pub fn fill(bench: &Workbench, now: Timestamp) -> Result<(), Refusal> {
    let mut demo = Demo { bench, now, random: random::Random::seeded(20_261_121) };
    people::hire(&demo)?;
    orders::list_goods(&demo)?;
    people::promise_longer(&demo)?;
    let (mut story, mut ids) = (story::Story::default(), story::Ids::new());
    let orders = orders::sell_all(&mut demo, &mut story);
    people::promise(&demo, &mut story);
    cases::tell_all(&mut demo, &orders, &mut story);
    complaints::tell_all(&mut demo, &orders, &mut story);
    repairs::tell_all(&mut demo, &orders, &mut story);
    returns::tell_all(&demo, &orders, &mut story);
    story.live(&demo, &mut ids)?;
    conflict::meet(&demo)?;
    // Nobody is asked for the sheet of a shop that is there to try things in.
    bench.shop()?.store.write(|tx| Ok::<_, Refusal>(tx.set_local("recovery_confirmed", &json!(true))?))?;
    bench.sign_out();
    Ok(())
}

/// When a demo shop seen at `now` was founded: an hour before its staff is hired.
#[must_use]
pub fn founded(now: Timestamp) -> Timestamp {
    days_ago(now, FOUNDED, 8, 0)
}

fn days_ago(now: Timestamp, days: i64, hour: i64, minute: i64) -> Timestamp {
    let day = SignedDuration::from_hours(24).as_secs();
    let midnight = (now.as_second() + 8 * 3_600).div_euclid(day) * day - 8 * 3_600;
    let at = midnight - days * day + hour * 3_600 + minute * 60;
    Timestamp::from_second(at).unwrap_or(now).min(now)
}

impl Demo<'_> {
    /// Beijing wall-clock time `days` ago.
    fn ago(&self, days: i64, hour: i64, minute: i64) -> Timestamp {
        days_ago(self.now, days, hour, minute).min(self.last())
    }

    /// The last moment of the story; what the other seat did comes after it.
    fn last(&self) -> Timestamp {
        self.now.saturating_sub(SignedDuration::from_mins(5)).unwrap_or(self.now)
    }

    /// Runs an operation as somebody at some time.
    fn call(&self, who: &str, at: Timestamp, name: &str, input: Value, bytes: Option<Vec<u8>>) -> Result<Value, Refusal> {
        self.bench.act_as(who, at)?;
        self.bench.call(name, input, bytes, at)
    }

    /// Id of somebody's account.
    fn account(&self, login: &str) -> Result<Value, Refusal> {
        let find = "SELECT id FROM account WHERE login = ?1";
        self.bench.shop()?.store.read(|tx| Ok(tx.value(find, &[login.into()])?))
    }

    /// Ids of the goods and of the order line of what was sold.
    fn sold(&self, order: &orders::Sold) -> Result<(Value, Value), Refusal> {
        let line = "SELECT l.id FROM order_line l JOIN sales_order o ON o.id = l.order_id WHERE o.order_no = ?1 LIMIT 1";
        let code = orders::GOODS[order.goods].2;
        self.bench.shop()?.store.read(|tx| {
            let goods = tx.value("SELECT id FROM goods WHERE sku_code = ?1", &[code.into()])?;
            Ok((goods, tx.value(line, &[order.order_no.as_str().into()])?))
        })
    }

    /// Keeps a photo with a record: a parcel with a crack.
    fn photo(&self, who: &str, at: Timestamp, kind: &str, id: Option<&String>, role: &str) -> Result<(), Refusal> {
        let about = json!({ "case_id": id, "of_kind": kind, "role": role, "name": "开箱.png" });
        let kept = self.call(who, at, "attachments.add", about, Some(PARCEL.to_vec()))?;
        // The window makes the small picture; this one is small already.
        self.call(who, at, "attachments.thumbnail", json!({ "id": kept.get("id") }), Some(PARCEL.to_vec())).map(drop)
    }

    /// Has done what time brought about.
    fn look_at_the_time(&self, at: Timestamp) -> Result<(), Refusal> {
        loop {
            let ticked = self.call("owner", at, "shop.tick", json!({}), None)?;
            if ticked.get("more") != Some(&json!(true)) {
                return Ok(());
            }
        }
    }

    fn act(&self, who: &str, at: Timestamp, kind: &str, id: Option<&str>, event: &str, input: Value) -> Result<String, Refusal> {
        let done = self.call(who, at, "records.do", json!({ "kind": kind, "id": id, "event": event, "input": input }), None)?;
        Ok(done.get("id").and_then(Value::as_str).unwrap_or_default().to_owned())
    }
}
