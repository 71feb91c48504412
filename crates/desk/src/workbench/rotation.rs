//! A new data key while the workbench runs: everybody else waits, the shop is closed, changed and opened again.

use std::sync::{Arc, PoisonError};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};
use shounuo_store::vault::{self, Rotated, VaultFault};

use super::{OpenShop, Workbench};
use crate::capabilities::shop::{SHOP, the_shop};
use crate::kernel::{Access, Actor, Refusal, note_access};

/// The entry that tells of it.
pub const ROTATED: &str = "rotate_key";
/// How long those who still work with the shop are waited for.
const PATIENCE: Duration = Duration::from_secs(10);
const A_MOMENT: Duration = Duration::from_millis(20);

impl Workbench {
    /// Gives the open shop a new data key; the recovery code stays. Whoever calls meanwhile waits.
    ///
    /// # Errors
    /// `in_use` when somebody does not let go, and those of the vault; then the old key is still the key.
    pub(crate) fn rotate_key(&self, actor: &Actor, now: Timestamp) -> Result<Rotated, Refusal> {
        let mut place = self.shop.write().unwrap_or_else(PoisonError::into_inner);
        let shop = place.take().ok_or_else(|| Refusal::new("locked", "店铺还没有打开"))?;
        let shop = match alone(shop) {
            Ok(shop) => shop,
            Err(shop) => {
                *place = Some(shop);
                return Err(VaultFault::InUse.into());
            }
        };
        let (dir, key) = shop.with_vault(|vault| (vault.dir().to_path_buf(), vault.data_key().clone()));
        let keychain = self.host.keychain.as_deref();
        shop.keep_seen(keychain);
        // Closes the database and lets go of the folder.
        drop(shop);
        let mut vault = vault::unlock_with_key(&dir, &key)?;
        let rotated = vault.rotate_key(keychain, &|_| {});
        let mut shop = OpenShop::open(vault, false)?;
        shop.look_back(keychain);
        let shop = Arc::new(shop);
        *place = Some(Arc::clone(&shop));
        let rotated = rotated?;
        note(&shop, actor, rotated, now)?;
        Ok(rotated)
    }
}

/// The shop once nobody else holds it, or the shop back.
fn alone(mut shop: Arc<OpenShop>) -> Result<OpenShop, Arc<OpenShop>> {
    let mut waited = Duration::ZERO;
    loop {
        shop = match Arc::try_unwrap(shop) {
            Ok(shop) => return Ok(shop),
            Err(shop) if waited >= PATIENCE => return Err(shop),
            Err(shop) => shop,
        };
        thread::sleep(A_MOMENT);
        waited += A_MOMENT;
    }
}

fn note(shop: &OpenShop, actor: &Actor, rotated: Rotated, now: Timestamp) -> Result<(), Refusal> {
    let what = match rotated {
        Rotated { copies_removed: 0, copies_left: 0 } => json!({}),
        Rotated { copies_removed, copies_left } => json!({ "copies_removed": copies_removed, "copies_left": copies_left }),
    };
    shop.store.write(|tx| {
        let id = the_shop(tx)?.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        note_access(&shop.seat, tx, actor, now, Access { kind: &SHOP, id: &id, event: ROTATED, what })
    })
}
