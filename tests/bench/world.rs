//! What measurements share: a folder that goes away, how much data there is, and the big shop, made once when first asked for.

use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use shounuo_desk::capabilities::complaint::COMPLAINT;
use shounuo_desk::capabilities::quality_case::QUALITY_CASE;
use shounuo_desk::capabilities::returns::RETURNS_EXCHANGE;
use shounuo_desk::kernel::kind::Kind;
use shounuo_desk::kernel::{Actor, Deed, Refusal, Role, Seat, perform};
use shounuo_store::Tx;
use tempfile::TempDir;

use crate::measure::{rounded, timed};
use crate::orders::FAULTS;
use crate::shop::{Shop, refused};
use crate::{Outcome, import};

/// Lines of the order list, and cases of the big shop.
const MANY: usize = 100_000;
/// Cases are opened over these days, so that their limits differ.
const DAYS: i64 = 60;

pub struct World {
    root: TempDir,
    quick: bool,
    imported: bool,
    big: Option<Shop>,
}

impl World {
    pub fn new(quick: bool) -> Outcome<World> {
        Ok(World { root: tempfile::tempdir()?, quick, imported: false, big: None })
    }

    pub fn dir(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// `full`, or `small` in a quick run.
    pub fn size(&self, full: usize, small: usize) -> usize {
        if self.quick { small } else { full }
    }

    pub fn many(&self) -> usize {
        self.size(MANY, MANY / 20)
    }

    /// The folder in which the last import left its shop.
    pub fn imported(&mut self) -> PathBuf {
        self.imported = true;
        self.dir("import")
    }

    /// A shop with as many orders and as many cases, each made by its events.
    pub fn big(&mut self) -> Outcome<&Shop> {
        if self.big.is_none() {
            if !self.imported {
                import::run_child(self)?;
            }
            let code = import::result(&self.dir("import"))?.code;
            let shop = Shop::open(&self.dir("import").join("shop"), &code)?;
            fill(&shop, self.many())?;
            self.big = Some(shop);
        }
        self.big.as_ref().ok_or_else(|| "no shop".into())
    }
}

fn fill(shop: &Shop, many: usize) -> Outcome<()> {
    let staff = ["kefu1", "kefu2", "kefu3", "kefu4"].map(|login| hire(shop, login)).into_iter().collect::<Outcome<Vec<_>>>()?;
    let owner = shop.call("session.who", Value::Null)?;
    let owner = Actor { id: owner["person"]["id"].as_str().unwrap_or_default().into(), ..staff[0].clone() };
    let people: Vec<Actor> = staff.into_iter().chain([owner]).collect();
    let open = shop.bench.shop().map_err(refused)?;
    let begun = shop.now() - SignedDuration::from_hours(24 * DAYS);
    let step = SignedDuration::from_secs(DAYS * 86_400 / i64::try_from(many)?);
    let (took, events) = timed(|| {
        let opened = open.store.write(|tx| {
            let orders = tx.rows("SELECT id FROM sales_order ORDER BY rowid", &[])?;
            let mut events = 0;
            for (index, order) in orders.iter().take(many).enumerate() {
                let at = begun + step * i32::try_from(index).unwrap_or(0);
                let opening = Opening { seat: &open.seat, tx, who: &people[index % people.len()], at, index, order: &order["id"] };
                events += opening.live()?;
            }
            Ok::<_, Refusal>(events)
        });
        opened.map_err(refused)
    })?;
    let rate = f64::from(events) / took.as_secs_f64();
    eprintln!("   {many} cases by {events} events in one transaction: {:.1} s, {:.0} events/s", took.as_secs_f64(), rounded(rate));
    Ok(())
}

fn hire(shop: &Shop, login: &str) -> Outcome<Actor> {
    let input = json!({ "login": login, "name": login, "role": "after_sales", "password": "柜台-2026-柜台" });
    let done = shop.call("staff.create", input)?;
    Ok(Actor {
        id: done["id"].as_str().unwrap_or_default().into(),
        name: login.into(),
        role: Role::AfterSales,
        via: "bench",
        behind: String::new(),
        proven: true,
    })
}

/// One case in the making: who opens it, when, the how-many-th, and on which order.
struct Opening<'a> {
    seat: &'a Seat,
    tx: &'a Tx<'a>,
    who: &'a Actor,
    at: Timestamp,
    index: usize,
    order: &'a Value,
}

impl Opening<'_> {
    /// Of ten cases eight are about faults, one is a return, one a complaint. Gives the number of events.
    fn live(&self) -> Result<u32, Refusal> {
        // The person who has a case changes with the index; the kind must not go with them.
        match self.index / 50 % 10 {
            8 => self.once(
                &RETURNS_EXCHANGE,
                "apply",
                json!({ "order_id": self.order, "application": "return_refund", "ground": "negotiated" }),
            ),
            9 => self.once(&COMPLAINT, "register", self.complaint()),
            _ => live(self.seat, self.tx, self.who, self.at, self.index, self.order),
        }
    }

    fn once(&self, kind: &'static Kind, event: &str, input: Value) -> Result<u32, Refusal> {
        perform(self.seat, self.tx, self.who, self.at, Deed::create(kind, event, row(input))).map(|_| 1)
    }

    fn complaint(&self) -> Value {
        json!({ "order_id": self.order, "description": FAULTS[self.index % FAULTS.len()], "class": "quality", "nature": "complex", "urgency": "urgent",
            "demand": "refund", "channel": "phone", "contact": "19900005678" })
    }
}

/// The life of one case so far: half are just registered, of the others some are in work and some are over.
fn live(seat: &Seat, tx: &Tx<'_>, who: &Actor, at: Timestamp, index: usize, order: &Value) -> Result<u32, Refusal> {
    let facts = json!({
        "order_id": order, "fault_text": FAULTS[index % FAULTS.len()], "claim": "quality", "fault": "performance", "fault_date": "2026-09-01",
        "proof": "order_record", "same_model_available": !index.is_multiple_of(6), "wants": (["return", "exchange", "repair"][index % 3]),
    });
    let done = perform(seat, tx, who, at, Deed::create(&QUALITY_CASE, "register", row(facts)))?;
    let next = |event, input| perform(seat, tx, who, at, Deed::on(&QUALITY_CASE, &done.id, event, row(input))).map(drop);
    // The person who has a case changes with the index; the tenth digit must not go with it.
    match index / 5 % 10 {
        0..=4 => return Ok(1),
        5..=7 => next("accept", json!({}))?,
        _ => next("cancel", json!({ "reason": "消费者来电说已自行解决，不再需要处理" }))?,
    }
    Ok(2)
}

fn row(value: Value) -> shounuo_store::Row {
    match value {
        Value::Object(row) => row,
        _ => shounuo_store::Row::new(),
    }
}

/// Bytes of the files that begin with a database's name.
pub fn size_on_disk(dir: &Path) -> Outcome<u64> {
    let mut bytes = 0;
    for file in std::fs::read_dir(dir)? {
        bytes += file?.metadata()?.len();
    }
    Ok(bytes)
}
