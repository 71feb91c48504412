//! When people go away: where the ledger ends is signed and remembered. What fails here is done at the next occasion; nobody is
//! kept from going.

use std::sync::{Arc, mpsc};
use std::time::Duration;

use jiff::Timestamp;

use super::Workbench;

impl Workbench {
    /// Locks the seat: the person stays known, the password is asked for.
    pub fn lock(&self, now: Timestamp) {
        self.lock_session();
        self.keep_end(now);
    }

    /// The person leaves.
    pub(crate) fn leave(&self, now: Timestamp) {
        self.sign_out();
        self.keep_end(now);
    }

    /// Closes the shop and signs everybody out. The last signature bears the time of the last entry.
    pub fn close(&self) {
        if let Ok(shop) = self.shop()
            && let Some(written) = shop.last_written()
        {
            self.keep_end(written);
        }
        self.sign_out();
        self.set_open(None);
    }

    /// As [`Workbench::close`], and lets go after `patience`: an import holds the file, a keychain asks a person. Whether it was
    /// done in time.
    pub fn close_within(self: &Arc<Self>, patience: Duration) -> bool {
        let (done, told) = mpsc::channel();
        let bench = Arc::clone(self);
        std::thread::spawn(move || {
            bench.close();
            // Whoever waited has gone.
            let _ = done.send(());
        });
        told.recv_timeout(patience).is_ok()
    }

    /// Signs where the ledger ends and remembers it, on the disk and in the keychain.
    pub(super) fn keep_end(&self, now: Timestamp) {
        if let Ok(shop) = self.shop() {
            let _ = shop.sign_end(now);
        }
        self.keep_seen();
    }
}
