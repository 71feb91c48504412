//! Every operation of the window with inputs of every kind, on a real shop: answers and refusals, never a fault of ours. When a
//! shop has served its time, its ledger must still be whole and tell the same tables again.

mod make;
mod types;

use std::collections::BTreeSet;
use std::sync::{LazyLock, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use shounuo_desk::vault::Argon2Cost;
use shounuo_desk::workbench::{Founding, Host, Workbench};
use tempfile::TempDir;

use crate::take::Take;
use make::Known;
use types::DECLARED;

pub(crate) const PASSWORD: &str = "柜台-2026";
/// Inputs that one shop serves.
const SERVES: u32 = 200;
/// Calls of one input.
const CALLS: usize = 8;
/// Records and texts that are remembered.
const KEPT: usize = 300;
/// Names of fields whose texts are.
const LEARNED: &[&str] = &["token", "number", "batch", "after", "login", "hash"];

struct Shop {
    bench: Workbench,
    now: Timestamp,
    served: u32,
    records: Vec<(String, String)>,
    texts: Vec<String>,
    _dir: TempDir,
}

static SHOP: LazyLock<Mutex<Shop>> = LazyLock::new(|| Mutex::new(Shop::found()));

/// Some calls, one after the other.
pub fn calls(data: &[u8]) {
    let mut shop = SHOP.lock().unwrap_or_else(PoisonError::into_inner);
    if shop.served >= SERVES {
        shop.close();
        *shop = Shop::found();
    }
    shop.served += 1;
    let mut take = Take::new(data);
    for _ in 0..CALLS {
        if take.is_empty() {
            break;
        }
        shop.one_call(&mut take);
    }
}

impl Shop {
    fn found() -> Shop {
        let dir = tempfile::tempdir().expect("a folder");
        let host = Host {
            dir: dir.path().join("shop"),
            program: None,
            reserve: 0,
            keychain: None,
            code_cost: Argon2Cost::FLOOR,
            password_cost: Argon2Cost::FLOOR,
            via: "window",
            on_changed: Box::new(|_| {}),
        };
        let bench = Workbench::new(host);
        let now: Timestamp = "2026-11-21T02:00:00Z".parse().expect("a time");
        let founding =
            Founding { shop: "晨光电器", owner: "林店主", login: "owner", password: None, demo: true, use_keychain: false };
        bench.found(&founding, now).expect("a shop");
        let mut shop = Shop { bench, now, served: 0, records: Vec::new(), texts: Vec::new(), _dir: dir };
        shop.furnish();
        shop
    }

    /// Something of everything that most calls need.
    fn furnish(&mut self) {
        let case = json!({ "kind": "quality_case", "event": "register", "input": {
            "goods_title": "小天鹅滚筒洗衣机 10kg", "fault_text": "脱水时异响", "claim": "quality", "goods": "洗衣机", "channel": "online",
            "price_fen": 299900, "invoice_date": "2026-11-09", "received_date": "2026-11-11", "fault_date": "2026-11-20",
            "fault": "performance", "proof": "invoice", "same_model_available": true, "wants": "return" } });
        for _ in 0..2 {
            self.call("records.do", case.clone(), None);
        }
        let file = include_bytes!("../../../../crates/exchange/samples/douyin_orders_utf8.csv");
        let opened = self.call("imports.open", json!({ "name": "订单.csv" }), Some(file.to_vec()));
        self.call("imports.run", json!({ "look": { "token": opened["token"] }, "dry_run": false }), None);
        for kind in ["sales_order", "order_line", "consumer", "quality_case", "account", "shop"] {
            self.call("records.list", json!({ "kind": kind, "words": "", "state": null, "after": null }), None);
        }
        assert!(self.records.len() > 6 && !self.texts.is_empty(), "a furnished shop: {:?}", self.records);
    }

    fn one_call(&mut self, take: &mut Take<'_>) {
        let Some((name, input)) = take.one(&DECLARED.inputs) else { return };
        let known = Known { records: &self.records, texts: &self.texts };
        let input = make::value(input, "", take, &known, 0);
        let bytes = matches!(name.as_str(), "imports.open" | "attachments.add").then(|| take.bytes(255).to_vec());
        self.call(name, input, bytes);
    }

    fn call(&mut self, name: &str, input: Value, bytes: Option<Vec<u8>>) -> Value {
        self.now += SignedDuration::from_secs(1);
        self.bench.act_as_owner(self.now).expect("the owner");
        let kind = input.get("kind").and_then(Value::as_str).unwrap_or_default().to_owned();
        match self.bench.call(name, input, bytes, self.now) {
            Ok(answer) => {
                self.learn(&kind, &answer);
                answer
            }
            Err(no) => {
                assert!(!no.code.is_empty() && !no.message.is_empty(), "{name}: {no:?}");
                assert!(!matches!(no.code.as_str(), "bad_output" | "unknown_operation" | "internal"), "{name}: {no:?}");
                Value::Null
            }
        }
    }

    /// Keeps what an answer names, for calls to come. `kind` is that of records that do not say theirs.
    fn learn(&mut self, kind: &str, answer: &Value) {
        match answer {
            Value::Object(fields) => {
                let kind = fields.get("kind").and_then(Value::as_str).unwrap_or(kind);
                let id = fields.get("id").and_then(Value::as_str).unwrap_or_default();
                let record = (kind.to_owned(), id.to_owned());
                if !kind.is_empty() && !id.is_empty() && self.records.len() < KEPT && !self.records.contains(&record) {
                    self.records.push(record);
                }
                for (name, value) in fields {
                    match value {
                        Value::String(text) if LEARNED.contains(&name.as_str()) => self.learn_text(text),
                        other => self.learn(kind, other),
                    }
                }
            }
            Value::Array(all) => all.iter().for_each(|one| self.learn(kind, one)),
            _ => {}
        }
    }

    fn learn_text(&mut self, text: &String) {
        if self.texts.len() < KEPT && !self.texts.contains(text) {
            self.texts.push(text.clone());
        }
    }

    fn close(&mut self) {
        let verdict = self.call("ledger.verify", json!({}), None);
        assert!(verdict.is_object(), "a ledger can be verified");
        assert_eq!(verdict["sound"], true, "{verdict}");
    }
}

/// Operations that exist and operations whose input was understood are the same.
#[must_use]
pub fn operations_without_a_type() -> Vec<&'static str> {
    let typed: BTreeSet<&str> = DECLARED.inputs.iter().map(|(name, _)| name.as_str()).collect();
    shounuo_desk::ops::OPERATIONS.iter().map(|operation| operation.name).filter(|name| !typed.contains(name)).collect()
}
