//! The shop's folder gives way to a restored one, while nobody works in it.

use std::path::Path;
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use shounuo_store::vault::RecoveryCode;

use super::{OpenShop, Workbench};
use crate::kernel::Refusal;

/// How long calls that are under way are waited for.
const PATIENCE: Duration = Duration::from_secs(10);
const LOOK: Duration = Duration::from_millis(20);

impl Workbench {
    /// Closes the shop, lets `work` put another folder in its place, and opens what is there then with `code`. Everybody is signed
    /// out. When `work` says no, the shop of before is opened again.
    ///
    /// # Errors
    /// `busy` when a call does not end in time, and what `work` or the opening says.
    pub(crate) fn exchange<T>(&self, code: RecoveryCode, work: impl FnOnce(&Path) -> Result<T, Refusal>) -> Result<T, Refusal> {
        self.close_when_idle()?;
        self.sign_out();
        let done = work(&self.host.dir);
        let opened = self.open(Some(&code)).or_else(|no| if done.is_err() { self.open(None) } else { Err(no) });
        match (done, opened) {
            (Err(no), _) | (Ok(_), Err(no)) => Err(no),
            (Ok(done), Ok(())) => Ok(done),
        }
    }

    fn close_when_idle(&self) -> Result<(), Refusal> {
        let until = Instant::now() + PATIENCE;
        while !self.close_if_idle() {
            if Instant::now() > until {
                return Err(Refusal {
                    retryable: true,
                    ..Refusal::new("busy", "还有操作没有做完（如正在备份或导入），没有恢复；请等它做完再试")
                });
            }
            // Not under the lock: who works may ask for the shop once more.
            std::thread::sleep(LOOK);
        }
        Ok(())
    }

    fn close_if_idle(&self) -> bool {
        let mut place = self.shop.write().unwrap_or_else(PoisonError::into_inner);
        match place.take().map(Arc::try_unwrap) {
            Some(Err(busy)) => {
                *place = Some(busy);
                false
            }
            Some(Ok(shop)) => {
                drop::<OpenShop>(shop);
                true
            }
            None => true,
        }
    }
}
