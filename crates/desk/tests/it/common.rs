//! A shop on a real encrypted file, for tests: cheap key stretching, everything else as shipped.

use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use serde_json::{Value, json};
use shounuo_desk::kernel::Refusal;
use shounuo_desk::workbench::{Founding, Host, Workbench};
use shounuo_store::vault::{Argon2Cost, RecoveryCode};
use tempfile::TempDir;

pub const PASSWORD: &str = "柜台-2026";

pub struct Shop {
    pub bench: Workbench,
    pub code: RecoveryCode,
    pub dir: TempDir,
    pub told: Arc<Mutex<Vec<String>>>,
    pub now: Mutex<Timestamp>,
}

pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub fn host(dir: &std::path::Path, told: &Arc<Mutex<Vec<String>>>) -> Host {
    let told = Arc::clone(told);
    Host {
        dir: dir.to_path_buf(),
        program: None,
        keychain: None,
        code_cost: Argon2Cost::FLOOR,
        password_cost: Argon2Cost::FLOOR,
        reserve: 0,
        via: "window",
        on_changed: Box::new(move |kinds| told.lock().unwrap().extend(kinds.iter().cloned())),
    }
}

impl Shop {
    /// A new shop with its owner signed in, on 2026-11-21 at 10:00 Beijing time.
    pub fn new() -> Shop {
        Shop::on(|host| host)
    }

    /// As [`Shop::new`], on a host that is changed first; its keychain is used if it has one.
    pub fn on(change: impl FnOnce(Host) -> Host) -> Shop {
        let dir = tempfile::tempdir().unwrap();
        let told = Arc::new(Mutex::new(Vec::new()));
        let host = change(host(&dir.path().join("shop"), &told));
        let use_keychain = host.keychain.is_some();
        let bench = Workbench::new(host);
        let now = at("2026-11-21T02:00:00Z");
        let hash = shounuo_store::password::hash_password(PASSWORD, Argon2Cost::FLOOR).unwrap();
        let founding =
            Founding { shop: "晨光电器", owner: "林店主", login: "owner", password: Some(hash), demo: false, use_keychain };
        let code = bench.found(&founding, now).unwrap();
        let shop = Shop { bench, code, dir, told, now: Mutex::new(now) };
        shop.sign_in("owner");
        shop
    }

    pub fn now(&self) -> Timestamp {
        *self.now.lock().unwrap()
    }

    pub fn sign_in(&self, login: &str) {
        self.bench.sign_in(login, PASSWORD, self.now()).unwrap();
    }

    /// As the window does: a call that asks for the password again is made again once it was typed.
    pub fn call(&self, name: &str, input: Value) -> Result<Value, Refusal> {
        match self.once(name, input.clone()) {
            Err(no) if no.code == "step_up" => {
                self.once("session.step_up", json!({ "password": PASSWORD }))?;
                self.once(name, input)
            }
            answer => answer,
        }
    }

    /// One call and its answer.
    pub fn once(&self, name: &str, input: Value) -> Result<Value, Refusal> {
        // A second passes with every call, so that no two entries share an instant by accident.
        let now = {
            let mut now = self.now.lock().unwrap();
            *now += jiff::SignedDuration::from_secs(1);
            *now
        };
        self.bench.call(name, input, None, now)
    }

    pub fn ok(&self, name: &str, input: Value) -> Value {
        self.call(name, input).unwrap_or_else(|no| panic!("{name}: {no:?}"))
    }

    pub fn person(&self, login: &str, role: &str) {
        self.ok("staff.create", json!({ "login": login, "name": format!("{login}甲"), "role": role, "password": PASSWORD }));
    }

    /// As [`Shop::call`], with a file.
    pub fn send(&self, name: &str, input: Value, bytes: &[u8]) -> Result<Value, Refusal> {
        *self.now.lock().unwrap() += jiff::SignedDuration::from_secs(1);
        self.bench.call(name, input, Some(bytes.to_vec()), self.now())
    }

    /// Closes the shop and opens it again, its owner signed in.
    pub fn reopen(&self) {
        self.bench.close();
        self.bench.open(Some(&self.code)).unwrap();
        self.sign_in("owner");
    }

    /// Sends a file and gives its preview.
    pub fn open_file(&self, name: &str, bytes: &[u8]) -> Result<Value, Refusal> {
        self.bench.call("imports.open", json!({ "name": name }), Some(bytes.to_vec()), self.now())
    }

    pub fn import(&self, name: &str, bytes: &[u8]) -> Value {
        let preview = self.open_file(name, bytes).unwrap();
        let token = preview["token"].clone();
        self.ok("imports.run", json!({ "look": { "token": token }, "dry_run": false }))
    }

    /// A quality case on a washing machine, registered by whoever is signed in.
    pub fn case(&self) -> String {
        let done = self.ok(
            "records.do",
            json!({ "kind": "quality_case", "event": "register", "input": {
                "goods_title": "小天鹅滚筒洗衣机 10kg", "fault_text": "脱水时异响，张三来电 19900001234", "claim": "quality", "goods": "洗衣机",
                "channel": "online", "price_fen": 299900, "invoice_date": "2026-11-09", "received_date": "2026-11-11", "fault_date": "2026-11-20",
                "fault": "performance", "proof": "invoice", "same_model_available": true, "wants": "return"
            }}),
        );
        done["id"].as_str().unwrap().to_owned()
    }

    pub fn act(&self, case: &str, event: &str, input: Value) -> Result<Value, Refusal> {
        self.call("records.do", json!({ "kind": "quality_case", "id": case, "event": event, "input": input }))
    }
}
