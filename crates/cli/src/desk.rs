//! The open shop behind a command: unlocked by keychain or recovery file, with its owner acting.

use std::path::Path;
use std::sync::mpsc::RecvTimeoutError;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};
use shounuo_desk::kernel::Refusal;
use shounuo_desk::salvage::Salvaged;
use shounuo_desk::vault::{Argon2Cost, Keychain, RecoveryCode};
use shounuo_desk::workbench::{Host, OpenShop, Workbench};
use shounuo_keychain::SystemKeychain;

use crate::args::ShopArgs;
use crate::failure::Failure;
use crate::files::read_recovery_file;
use crate::output::say;

/// An open shop. Whoever holds its key acts as its owner.
pub struct Desk {
    bench: Workbench,
}

/// However a command ends, what it wrote is signed.
impl Drop for Desk {
    fn drop(&mut self) {
        self.bench.close();
    }
}

impl ShopArgs {
    /// The shop's folder, which this command needs.
    pub fn folder(&self) -> Result<&Path, Failure> {
        self.data.as_deref().ok_or_else(|| Failure::Usage("缺少 --data DIR（店铺文件夹）".to_owned()))
    }

    /// The code in the recovery file, if one was named.
    pub fn recovery_code(&self) -> Result<Option<RecoveryCode>, Refusal> {
        self.recovery_file.as_deref().map(read_recovery_file).transpose()
    }
}

impl Desk {
    /// Opens the shop that the command line names.
    pub fn open(shop: &ShopArgs) -> Result<Desk, Failure> {
        let dir = shop.folder()?;
        let code = shop.recovery_code()?;
        // With a recovery file the keychain is neither asked nor mended: a batch job leaves the keys as they are.
        let keychain = if code.is_some() { None } else { system_keychain() };
        let bench = workbench(dir, keychain);
        bench.open(code.as_ref()).map_err(locked)?;
        Ok(Desk { bench })
    }

    /// Carries what can be read of a damaged shop into a new folder, without opening it.
    pub fn salvage(shop: &ShopArgs, to: Option<&Path>) -> Result<Salvaged, Failure> {
        let code = shop.recovery_code()?;
        let keychain = if code.is_some() { None } else { system_keychain() };
        let bench = workbench(shop.folder()?, keychain);
        Ok(bench.salvage(code.as_ref(), to, Timestamp::now()).map_err(locked)?)
    }

    /// Runs an operation of the desk as the owner.
    pub fn call(&self, name: &str, input: Value) -> Result<Value, Refusal> {
        self.send(name, input, None)
    }

    /// Runs an operation that takes a file.
    pub fn send(&self, name: &str, input: Value, bytes: Option<Vec<u8>>) -> Result<Value, Refusal> {
        let now = Timestamp::now();
        // Anew each time: a long command must not find its own seat locked for idleness.
        self.bench.act_as_owner(now)?;
        self.bench.call(name, input, bytes, now)
    }

    /// Does long work, and says every so often on standard error how far what runs under the name `job` is.
    pub fn watched<T>(&self, job: &str, every: Duration, telling: impl Fn(u64) -> String + Send, work: impl FnOnce() -> T) -> T {
        thread::scope(|scope| {
            let (ended, is_over) = mpsc::channel::<()>();
            scope.spawn(move || {
                while is_over.recv_timeout(every) == Err(RecvTimeoutError::Timeout) {
                    say(&telling(self.progress(job)));
                }
            });
            let done = work();
            drop(ended);
            done
        })
    }

    fn progress(&self, job: &str) -> u64 {
        let told = self.call("jobs.progress", json!({ "job": job }));
        told.ok().and_then(|told| told["done"].as_u64()).unwrap_or(0)
    }

    /// The open shop itself, for what is no operation.
    pub fn shop(&self) -> Result<Arc<OpenShop>, Refusal> {
        self.bench.shop()
    }
}

/// The system's keychain, where there is one.
pub fn system_keychain() -> Option<Box<dyn Keychain>> {
    SystemKeychain::available().then(|| Box::new(SystemKeychain::new()) as Box<dyn Keychain>)
}

/// A workbench over a folder, nothing opened yet.
pub fn workbench(dir: &Path, keychain: Option<Box<dyn Keychain>>) -> Workbench {
    Workbench::new(Host {
        dir: dir.to_path_buf(),
        program: std::env::current_exe().ok(),
        keychain,
        code_cost: Argon2Cost::RECOVERY,
        password_cost: Argon2Cost::PASSWORD,
        reserve: 0,
        via: "cli",
        on_changed: Box::new(|_| {}),
    })
}

/// Whatever the keychain's reason: on a command line the way on is the recovery file.
fn locked(no: Refusal) -> Refusal {
    if no.code.starts_with("keychain_") {
        Refusal::new("locked", format!("{}命令行请加 --recovery-file 文件，文件里是恢复码。", no.message))
    } else {
        no
    }
}
