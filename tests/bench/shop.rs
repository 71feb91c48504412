//! A shop on a real encrypted file: cheap key stretching, everything else as shipped.

use std::cell::Cell;
use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use shounuo_desk::vault::{Argon2Cost, RecoveryCode};
use shounuo_desk::workbench::{Founding, Host, Workbench};

use crate::{Failure, Outcome};

pub struct Shop {
    pub bench: Workbench,
    pub code: RecoveryCode,
    now: Cell<Timestamp>,
}

fn workbench(dir: &Path) -> Workbench {
    Workbench::new(Host {
        dir: dir.to_path_buf(),
        program: std::env::current_exe().ok(),
        keychain: None,
        code_cost: Argon2Cost::FLOOR,
        password_cost: Argon2Cost::FLOOR,
        reserve: 0,
        via: "bench",
        on_changed: Box::new(|_| {}),
    })
}

/// Refusals are told in Chinese; a benchmark that is refused just stops with those words.
pub fn refused(no: shounuo_desk::kernel::Refusal) -> Failure {
    format!("{}: {}", no.code, no.message).into()
}

impl Shop {
    /// A new shop in `dir`, its owner acting.
    pub fn found(dir: &Path) -> Outcome<Shop> {
        let now: Timestamp = "2026-11-21T02:00:00Z".parse()?;
        let bench = workbench(dir);
        let founding =
            Founding { shop: "晨光电器", owner: "林店主", login: "owner", password: None, demo: false, use_keychain: false };
        let code = bench.found(&founding, now).map_err(refused)?;
        bench.act_as_owner(now).map_err(refused)?;
        Ok(Shop { bench, code, now: Cell::new(now) })
    }

    /// The shop in `dir`, opened again by its code.
    pub fn open(dir: &Path, code: &str) -> Outcome<Shop> {
        let now: Timestamp = "2026-11-22T02:00:00Z".parse()?;
        let code = RecoveryCode::parse(code).map_err(|fault| fault.code())?;
        let bench = workbench(dir);
        bench.open(Some(&code)).map_err(refused)?;
        bench.act_as_owner(now).map_err(refused)?;
        Ok(Shop { bench, code, now: Cell::new(now) })
    }

    /// A moment later than the last: no two entries share an instant by accident.
    pub fn now(&self) -> Timestamp {
        self.now.set(self.now.get() + SignedDuration::from_millis(1));
        self.now.get()
    }

    /// An operation, as window and command line call it.
    pub fn call(&self, name: &str, input: Value) -> Outcome<Value> {
        self.bench.call(name, input, None, self.now()).map_err(refused)
    }

    /// An event on a record; gives its id.
    pub fn act(&self, kind: &str, id: Option<&str>, event: &str, input: Value) -> Outcome<String> {
        let done = self.call("records.do", json!({ "kind": kind, "id": id, "event": event, "input": input }))?;
        Ok(done["id"].as_str().unwrap_or_default().to_owned())
    }

    /// A quality case with all its facts.
    pub fn case(&self, index: usize) -> Outcome<String> {
        self.act(
            "quality_case",
            None,
            "register",
            json!({
                "goods_title": "小白象滚筒洗衣机全自动家用10公斤变频", "fault_text": format!("脱水时剧烈晃动并有异响，第 {index} 件"),
                "claim": "quality", "goods": "洗衣机", "channel": "online", "price_fen": 299_900 + index, "invoice_date": "2026-11-09",
                "received_date": "2026-11-11", "fault_date": "2026-11-20", "fault": "performance", "proof": "invoice",
                "same_model_available": true, "wants": "return"
            }),
        )
    }

    /// A count from the shop's file.
    pub fn count(&self, sql: &str, params: &[Value]) -> Outcome<i64> {
        self.bench.shop().and_then(|shop| Ok(shop.store.read(|tx| tx.count(sql, params))?)).map_err(refused)
    }
}
