//! The workbench as the harness uses it: on a prepared folder, with a keychain that outlives the program, and every call that
//! was answered told to the parent.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shounuo_desk::kernel::Refusal;
use shounuo_desk::workbench::{Founding, Host, OpenShop, Workbench};
use shounuo_store::vault::{Argon2Cost, Keychain, KeychainFault, RecoveryCode};
use zeroize::Zeroizing;

use crate::watch;

pub const PASSWORD: &str = "柜台-2026";

/// One file per entry, so that a killed program's keychain lives on as a real one's does.
pub struct FolderKeychain(PathBuf);

impl FolderKeychain {
    fn path(&self, account: &str) -> PathBuf {
        self.0.join(account.replace('/', "_"))
    }
}

impl Keychain for FolderKeychain {
    fn get(&self, account: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeychainFault> {
        match fs::read(self.path(account)) {
            Ok(secret) => Ok(Some(Zeroizing::new(secret))),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(_) => Err(KeychainFault::Other("test")),
        }
    }

    fn set(&self, account: &str, secret: &[u8]) -> Result<(), KeychainFault> {
        watch::note(&format!("KEYCHAIN {} {}", account.replace('/', "_"), shounuo_store::hex(secret)));
        fs::write(self.path(account), secret).map_err(|_| KeychainFault::Other("test"))
    }

    fn delete(&self, account: &str) -> Result<(), KeychainFault> {
        watch::note(&format!("KEYCHAIN {} ", account.replace('/', "_")));
        fs::remove_file(self.path(account)).map_err(|_| KeychainFault::Other("test"))
    }
}

/// What was true when a call had been answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ack {
    /// Entries of the ledger.
    pub entries: u64,
    /// The end of this seat's chain.
    pub seq: u64,
    /// Its hash; empty when there is no entry.
    pub hash: String,
}

/// A workbench on the folder of one trial: `disk` is watched and holds `shop` and `out`; `keychain` is the system's.
pub struct Desk {
    pub bench: Workbench,
    pub room: PathBuf,
    now: Cell<Timestamp>,
    kept: RefCell<BTreeMap<String, String>>,
    /// Answers of the operation, so that it can be taken up again at the call that failed.
    answers: RefCell<Vec<Value>>,
    again: Cell<usize>,
    /// How often the operation was begun again.
    begun: Cell<usize>,
    /// Calls carry ids.
    pub named: Cell<bool>,
    tried: RefCell<Value>,
    /// Called with every answered call.
    pub tell: Box<dyn Fn(&Ack)>,
}

impl Desk {
    /// A workbench on `room`, nothing opened yet. A day lies between what was prepared and what is tried.
    pub fn new(room: &Path) -> Desk {
        let host = Host {
            dir: room.join("disk/shop"),
            program: None,
            reserve: 0,
            keychain: Some(Box::new(FolderKeychain(room.join("keychain")))),
            code_cost: Argon2Cost::FLOOR,
            password_cost: Argon2Cost::FLOOR,
            via: "window",
            on_changed: Box::new(|_| ()),
        };
        let kept: BTreeMap<String, String> =
            fs::read(room.join("kept.json")).map(|bytes| serde_json::from_slice(&bytes).unwrap()).unwrap_or_default();
        let now = kept.get("now").map_or("2026-11-21T02:00:00Z", String::as_str).parse().unwrap();
        Desk {
            bench: Workbench::new(host),
            room: room.to_path_buf(),
            now: Cell::new(now),
            kept: RefCell::new(kept),
            answers: RefCell::default(),
            again: Cell::new(usize::MAX),
            begun: Cell::default(),
            named: Cell::new(false),
            tried: RefCell::default(),
            tell: Box::new(|_| ()),
        }
    }

    /// A new shop in an empty room, its owner signed in.
    pub fn founded(room: &Path) -> Desk {
        for folder in ["disk/out", "keychain"] {
            fs::create_dir_all(room.join(folder)).unwrap();
        }
        let desk = Desk::new(room);
        desk.found(true).unwrap();
        desk
    }

    /// Founds the shop, and keeps its code as a careful person does.
    pub fn found(&self, use_keychain: bool) -> Result<RecoveryCode, Refusal> {
        let hash = shounuo_store::password::hash_password(PASSWORD, Argon2Cost::FLOOR).unwrap();
        let founding =
            Founding { shop: "晨光电器", owner: "林店主", login: "owner", password: Some(hash), demo: false, use_keychain };
        let code = self.bench.begin_founding(&founding, self.now())?;
        self.keep("code", &code.line());
        mark(&format!("CODE {}", code.line().as_str()));
        self.bench.finish_founding()?;
        self.bench.act_as_owner(self.now())?;
        Ok(code)
    }

    /// Opens the shop and signs its owner in.
    pub fn open(&self) -> Result<(), Refusal> {
        match self.open_with(None) {
            // A folder out of a backup: the person has the sheet.
            Err(no) if no.code == "keychain_not_used" && !self.codes().is_empty() => self.open_with(self.codes().first()),
            opened => opened,
        }
    }

    /// As [`Desk::open`]; with the code where there is one.
    pub fn open_with(&self, code: Option<&RecoveryCode>) -> Result<(), Refusal> {
        patiently(|| self.bench.open(code))?;
        self.bench.act_as_owner(self.now())
    }

    pub fn shop(&self) -> std::sync::Arc<OpenShop> {
        self.bench.shop().unwrap()
    }

    /// Every code that the person may hold.
    pub fn codes(&self) -> Vec<RecoveryCode> {
        let kept = self.kept.borrow();
        let codes = kept.iter().filter(|(name, _)| name.starts_with("code"));
        codes.map(|(_, code)| RecoveryCode::parse(code).unwrap()).collect()
    }

    pub fn keychain(&self) -> FolderKeychain {
        FolderKeychain(self.room.join("keychain"))
    }

    pub fn out(&self, name: &str) -> PathBuf {
        self.room.join("disk/out").join(name)
    }

    pub fn now(&self) -> Timestamp {
        self.now.get()
    }

    pub fn later(&self, hours: i64) {
        self.now.set(self.now() + SignedDuration::from_hours(hours));
        self.bench.act_as_owner(self.now()).unwrap();
    }

    /// Keeps an id for the trial.
    pub fn keep(&self, name: &str, value: &str) {
        self.kept.borrow_mut().insert(name.to_owned(), value.to_owned());
    }

    pub fn kept(&self, name: &str) -> String {
        self.kept.borrow().get(name).unwrap_or_else(|| panic!("{name} was not prepared")).clone()
    }

    /// Writes what was kept beside the disk.
    pub fn save(&self) {
        self.keep("now", &self.now().to_string());
        fs::write(self.room.join("kept.json"), serde_json::to_vec(&*self.kept.borrow()).unwrap()).unwrap();
    }

    pub fn send(&self, name: &str, input: Value, bytes: Option<Vec<u8>>) -> Result<Value, Refusal> {
        self.now.set(self.now() + SignedDuration::from_secs(1));
        self.once(|| {
            if !self.named.get() {
                return self.bench.call(name, input, bytes, self.now());
            }
            // A person who tries again makes a new call.
            let id = format!("00000000-0000-7000-800{}-{:012}", self.begun.get(), self.answers.borrow().len());
            mark(&format!("TRY {id} {name}"));
            *self.tried.borrow_mut() = json!({ "id": id, "name": name });
            self.bench.call_as(Some(&id), name, input, bytes, self.now())
        })
    }

    /// A call was made under an id.
    pub fn has_tried(&self) -> bool {
        !self.tried.borrow().is_null()
    }

    /// What became of the last call: asked after an answer that does not tell.
    pub fn outcome(&self) -> Result<Value, Refusal> {
        let asked = json!({ "steps": [self.tried.borrow().clone()] });
        Ok(self.bench.call("operations.outcome", asked, None, self.now())?[0]["ended"].clone())
    }

    /// The call that was not answered turned out to be done.
    pub fn found_done(&self) {
        self.answers.borrow_mut().push(Value::Null);
        self.acknowledge();
    }

    /// Does one part of an operation, unless it was answered before the operation was begun again.
    pub fn once(&self, work: impl FnOnce() -> Result<Value, Refusal>) -> Result<Value, Refusal> {
        let at = self.again.get();
        if let Some(answer) = self.answers.borrow().get(at) {
            self.again.set(at + 1);
            return Ok(answer.clone());
        }
        self.again.set(usize::MAX);
        let answer = work()?;
        self.answers.borrow_mut().push(answer.clone());
        self.acknowledge();
        Ok(answer)
    }

    /// The operation begins again: what was answered is not done twice.
    pub fn again(&self) {
        self.begun.set(self.begun.get() + 1);
        self.now.set(self.now() + SignedDuration::from_secs(1));
        self.again.set(0);
    }

    /// Tells that what was done until now was answered.
    pub fn acknowledge(&self) {
        (self.tell)(&self.state());
    }

    pub fn call(&self, name: &str, input: Value) -> Result<Value, Refusal> {
        self.send(name, input, None)
    }

    /// As [`Desk::call`], for preparing.
    pub fn ok(&self, name: &str, input: Value) -> Value {
        self.call(name, input).unwrap_or_else(|no| panic!("{name}: {no:?}"))
    }

    /// An event; the record's id.
    pub fn act(&self, kind: &str, id: Option<&str>, event: &str, input: Value) -> Result<String, Refusal> {
        let done = self.call("records.do", json!({ "kind": kind, "id": id, "event": event, "input": input }))?;
        // Of a call found to be done afterwards there is no answer.
        Ok(done["id"].as_str().unwrap_or_default().to_owned())
    }

    pub fn did(&self, kind: &str, id: Option<&str>, event: &str, input: Value) -> String {
        self.act(kind, id, event, input).unwrap_or_else(|no| panic!("{kind}.{event}: {no:?}"))
    }

    pub fn import(&self, name: &str, bytes: &[u8]) -> Result<Value, Refusal> {
        // Opening a file writes nothing.
        let preview = self.bench.call("imports.open", json!({ "name": name }), Some(bytes.to_vec()), self.now())?;
        self.call("imports.run", json!({ "look": { "token": preview["token"] }, "dry_run": false }))
    }

    pub fn one(&self, sql: &str) -> Result<Value, Refusal> {
        self.shop().store.read(|tx| Ok(tx.value(sql, &[])?))
    }

    /// One value of one record.
    pub fn value(&self, sql: &str, id: &str) -> Result<Value, Refusal> {
        self.shop().store.read(|tx| Ok(tx.value(sql, &[json!(id)])?))
    }

    pub fn text(&self, sql: &str) -> String {
        self.one(sql).unwrap().as_str().unwrap_or_else(|| panic!("{sql} found nothing")).to_owned()
    }

    /// Where the ledger stands. That a seat declares its signing key is not counted: it is done at the first signature, which is made
    /// where it can be (at the latest when the shop is closed), and no answer rests on it.
    pub fn state(&self) -> Ack {
        let shop = self.shop();
        let row = shop.store.read(|tx| {
            let sql = "SELECT (SELECT count(*) FROM ledger_entry WHERE event <> 'signing_key') AS entries, seq, hash FROM ledger_entry WHERE device = ?1 ORDER BY epoch DESC, seq DESC LIMIT 1";
            tx.row(sql, &[json!(shop.seat.device)])
        });
        let row = row.unwrap().unwrap_or_default();
        let number = |name: &str| row.get(name).and_then(Value::as_u64).unwrap_or(0);
        Ack { entries: number("entries"), seq: number("seq"), hash: row.get("hash").and_then(Value::as_str).unwrap_or_default().to_owned() }
    }

    /// Closes the shop; the log goes into the database.
    pub fn close(self) {
        self.bench.close();
    }
}

/// Tries again while a program that is just being started still holds a copy of the lock.
pub fn patiently(work: impl Fn() -> Result<(), Refusal>) -> Result<(), Refusal> {
    for _ in 0..100 {
        match work() {
            Err(no) if no.code == "in_use" => std::thread::sleep(std::time::Duration::from_millis(20)),
            other => return other,
        }
    }
    work()
}

/// Marks a place in the list of calls, and tells the parent.
pub fn mark(words: &str) {
    // The parent, which does the same on a folder of its own, is not watched and tells nobody.
    if watch::on() {
        watch::note(words);
        println!("{words}");
    }
}

/// As [`mark`], with the number of calls until now.
pub fn mark_place(word: &str) {
    mark(&format!("{word} {}", watch::so_far().0.len()));
}
