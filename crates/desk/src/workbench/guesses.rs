//! Wrong passwords, counted for each login in the file and waited out by a clock that nobody can set. Neither the date of the
//! computer nor a restart shortens a wait: after a restart it begins anew.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shounuo_store::password::still_to_wait;
use shounuo_store::{Store, Tx};

use crate::kernel::Refusal;

/// Longest login that is told apart: nobody fills the file with names that do not exist.
const LOGIN: usize = 40;

/// Time passed since some moment; it only goes forward.
pub type Steady = Box<dyn Fn() -> Duration + Send + Sync>;

/// The steady clock of this process.
pub fn since_now() -> Steady {
    let start = Instant::now();
    Box::new(move || start.elapsed())
}

/// The guard of the passwords. One is checked at a time, so that a hundred guesses at once cost what they cost in a row.
pub struct Guesses {
    steady: Steady,
    started: Duration,
    /// When this process last saw a wrong one.
    failed: Mutex<HashMap<String, Duration>>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Tries {
    failures: u32,
}

impl Guesses {
    pub fn new(steady: Steady) -> Guesses {
        Guesses { started: steady(), steady, failed: Mutex::default() }
    }

    /// Whether a password is right, as `is_right` finds; a wrong one is counted before the answer is given.
    ///
    /// # Errors
    /// `wait` after too many wrong ones; then nothing is checked.
    pub fn check(&self, store: &Store, login: &str, is_right: impl FnOnce() -> bool) -> Result<bool, Refusal> {
        let name = format!("tries:{}", login.trim().chars().take(LOGIN).collect::<String>());
        let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        let failures = store.read(|tx| tries(tx, &name))?.failures;
        let passed = (self.steady)().saturating_sub(failed.get(&name).copied().unwrap_or(self.started));
        let left = still_to_wait(failures, passed);
        if !left.is_zero() {
            let seconds = left.as_secs().max(1);
            return Err(Refusal { retryable: true, ..Refusal::new("wait", format!("输错次数过多，请 {seconds} 秒后再试")) });
        }
        let right = is_right();
        let counted = if right { Value::Null } else { json!(Tries { failures: failures.saturating_add(1) }) };
        if !right || failures > 0 {
            store.write(|tx| Ok::<_, Refusal>(tx.set_local(&name, &counted)?))?;
        }
        if right {
            failed.remove(&name)
        } else {
            failed.insert(name, (self.steady)())
        };
        Ok(right)
    }
}

fn tries(tx: &Tx<'_>, name: &str) -> Result<Tries, Refusal> {
    Ok(serde_json::from_value(tx.local(name)?).unwrap_or_default())
}
