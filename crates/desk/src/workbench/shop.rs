//! Making and opening a shop's folder.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use jiff::Timestamp;
use serde_json::{Value, json};
use shounuo_store::files::{FileFault, Files};
use shounuo_store::vault::{self, KeyFiles, Keychain, Place, RecoveryCode, ShopIdentity, Vault, VaultFault};
use shounuo_store::{Row, Store};
use uuid::Uuid;

use super::Workbench;
use super::freshness::{DEMO_SHOP, Freshness, Looking, own_epoch};
use crate::backup::settle;
use crate::capabilities::attachment::named_files;
use crate::capabilities::shop::SHOP;
use crate::capabilities::staff::ACCOUNT;
use crate::kernel::{Actor, Deed, Refusal, Seat, perform};
use crate::salvage::{Damaged, Salvaged};

/// An open shop: its file, its seat, its keys.
pub struct OpenShop {
    /// The file.
    pub store: Store,
    /// This seat.
    pub seat: Seat,
    /// Its files beside the database.
    pub files: Files,
    vault: Mutex<Vault>,
    pub(super) looking: Looking,
    /// Something was met that cannot be read, since the shop was opened.
    damage_met: AtomicBool,
}

/// Who founds a shop.
pub struct Founding<'f> {
    /// Name of the shop.
    pub shop: &'f str,
    /// Name of the owner.
    pub owner: &'f str,
    /// The owner's login.
    pub login: &'f str,
    /// PHC string of the owner's password; without it the first sign-in asks for the recovery code.
    pub password: Option<String>,
    /// A shop to try things in.
    pub demo: bool,
    /// Put a key into the system's keychain, if there is one.
    pub use_keychain: bool,
}

impl From<VaultFault> for Refusal {
    fn from(fault: VaultFault) -> Self {
        Refusal { retryable: fault == VaultFault::InUse, ..Refusal::new(fault.code(), fault.to_string()) }
    }
}

impl From<FileFault> for Refusal {
    fn from(fault: FileFault) -> Self {
        match fault {
            FileFault::Missing => Refusal::new("file_missing", fault.to_string()),
            FileFault::Altered => Refusal::new("file_altered", fault.to_string()),
            FileFault::Disk(fault) => fault.into(),
        }
    }
}

impl OpenShop {
    pub(crate) fn open(vault: Vault, counted_ids: bool) -> Result<OpenShop, Refusal> {
        let (store, identity) = (Store::open(&vault)?, vault.identity());
        let device = identity.device_id.to_string();
        let epoch = store.read(|tx| own_epoch(tx, &device)).unwrap_or(1);
        let seat = if counted_ids { Seat::counted(&device, epoch) } else { Seat::new(&device, epoch) };
        Ok(OpenShop {
            store,
            seat,
            files: Files::of(vault.dir()),
            vault: Mutex::new(vault),
            looking: Looking::default(),
            damage_met: AtomicBool::new(false),
        })
    }

    /// Takes away what a crash left among the files, if the database says soundly which ones it names, and is the latest: an
    /// older one does not know the newest files. What fails here is tried again at the next opening.
    fn sweep_files(&self) {
        if self.freshness() != Freshness::Current {
            return;
        }
        if let Ok(named) = self.store.read(named_files) {
            let _ = self.files.sweep(&named, SystemTime::now());
        }
    }

    /// Both copies of the key file were good when the shop was opened.
    #[must_use]
    pub fn key_files_whole(&self) -> bool {
        self.with_vault(|vault| vault.key_files() == KeyFiles::Whole)
    }

    /// Something was met that cannot be read: it is told until the shop is opened again.
    pub(crate) fn note_damage(&self) {
        self.damage_met.store(true, Ordering::Relaxed);
    }

    /// Whether something was met that cannot be read.
    pub(crate) fn damage_met(&self) -> bool {
        self.damage_met.load(Ordering::Relaxed)
    }

    /// Works with the vault: its keys, its checks.
    pub fn with_vault<T>(&self, work: impl FnOnce(&mut Vault) -> T) -> T {
        work(&mut self.vault.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for OpenShop {
    fn drop(&mut self) {
        self.keep_seen(None);
        self.store.rest();
    }
}

impl Workbench {
    /// [`Workbench::begin_founding`] and [`Workbench::finish_founding`] at once, for a shop whose keychain opens it.
    ///
    /// # Errors
    /// As these.
    pub fn found(&self, founding: &Founding<'_>, now: Timestamp) -> Result<RecoveryCode, Refusal> {
        let code = self.begin_founding(founding, now)?;
        self.finish_founding()?;
        Ok(code)
    }

    /// Makes the shop, with its first owner, and opens it. The recovery code is given once. Cut off at any moment before
    /// [`Workbench::finish_founding`], there is an unfinished set-up, which the next founding clears away: no shop ever exists that
    /// nobody has the code of.
    ///
    /// # Errors
    /// `shop_exists` and the other faults of the vault; then nothing was made.
    pub fn begin_founding(&self, founding: &Founding<'_>, now: Timestamp) -> Result<RecoveryCode, Refusal> {
        check_names(founding)?;
        match vault::place_of(&self.host.dir) {
            Place::Network => return Err(VaultFault::NetworkFolder.into()),
            Place::Synced(service) => return Err(VaultFault::SyncedFolder(service).into()),
            Place::Local | Place::Removable => {}
        }
        let keychain = self.host.keychain.as_deref().filter(|_| founding.use_keychain);
        let identity = if founding.demo {
            ShopIdentity { shop_id: DEMO_SHOP, device_id: Uuid::from_u128(2) }
        } else {
            ShopIdentity { shop_id: Uuid::now_v7(), device_id: Uuid::now_v7() }
        };
        let begin = || vault::begin(&self.host.dir, identity, keychain, self.host.code_cost);
        let (vault, code) = match begin() {
            // Cut off before anybody could work with it; the person who founds anew knows.
            Err(VaultFault::SetupUnfinished) => {
                vault::discard_unfinished_setup(&self.host.dir)?;
                begin()?
            }
            begun => begun?,
        };
        let founded = OpenShop::open(vault, founding.demo).and_then(|shop| {
            first_entries(&shop, founding, now)?;
            shop.keep_seen(keychain);
            Ok(shop)
        });
        // What fails here too stays unfinished and says so at the next start.
        let shop = founded.inspect_err(|_| drop(vault::discard_unfinished_setup(&self.host.dir)))?;
        self.set_open(Some(shop));
        Ok(code)
    }

    /// From now on the shop exists: somebody holds its code, or its keychain does. Nothing to do where it exists.
    ///
    /// # Errors
    /// What the disk says; then it is closed, and there is none. `unknown` where the disk does not let it be taken back either.
    pub fn finish_founding(&self) -> Result<(), Refusal> {
        let finished = self.shop()?.with_vault(|vault| if vault.is_unfinished() { vault.finish_setup() } else { Ok(()) });
        let Err(fault) = finished else { return Ok(()) };
        self.set_open(None);
        match vault::discard_unfinished_setup(&self.host.dir) {
            Ok(()) => Err(fault.into()),
            Err(_) => {
                Err(Refusal::new("unknown", "磁盘出错，还不知道店铺有没有建成。请检查磁盘后重新打开守诺：能打开就接着用，打不开就再建一次"))
            }
        }
    }

    /// Opens the shop with the keychain, or with the recovery code (which also mends the keychain's half).
    ///
    /// # Errors
    /// The faults of the vault: which half is missing, what to do.
    pub fn open(&self, code: Option<&RecoveryCode>) -> Result<(), Refusal> {
        if self.shop().is_ok() {
            return Ok(());
        }
        settle(&self.host.dir)?;
        let keychain = self.host.keychain.as_deref();
        let vault = match (code, keychain) {
            (Some(code), keychain) => with_code(&self.host.dir, code, keychain)?,
            (None, Some(keychain)) => vault::unlock_with_keychain(&self.host.dir, keychain)?,
            (None, None) => return Err(no_keychain(&self.host.dir)),
        };
        let mut shop = OpenShop::open(vault, false)?;
        // What a cut-off change of the key left; if that cannot be cleared now, then at the next opening.
        let _ = shop.with_vault(Vault::finish_rotation);
        shop.look_back(keychain);
        shop.sweep_files();
        self.set_open(Some(shop));
        Ok(())
    }

    /// Salvages what can be read of this folder's shop into the new folder `to`, or one beside it. The shop may be open or not;
    /// who may is decided by the caller, and by the key where it is not open.
    ///
    /// # Errors
    /// Those of opening the vault, and of [`Damaged::salvage`].
    pub fn salvage(&self, code: Option<&RecoveryCode>, to: Option<&Path>, now: Timestamp) -> Result<Salvaged, Refusal> {
        let into = |damaged: Damaged| damaged.salvage(to.unwrap_or(&damaged.beside(now)), now);
        if let Ok(shop) = self.shop() {
            let damaged = shop.with_vault(|vault| Damaged::of(vault))?;
            // Nobody writes meanwhile.
            return shop.store.write(|_| into(damaged));
        }
        let vault = match (code, self.host.keychain.as_deref()) {
            (Some(code), _) => vault::unlock_with_code(&self.host.dir, code)?,
            (None, Some(keychain)) => vault::unlock_with_keychain(&self.host.dir, keychain)?,
            (None, None) => return Err(no_keychain(&self.host.dir)),
        };
        into(Damaged::of(&vault)?)
    }

    /// Remembers, on the disk and in the keychain, how far the ledger is.
    pub(crate) fn keep_seen(&self) {
        if let Ok(shop) = self.shop() {
            shop.keep_seen(self.host.keychain.as_deref());
        }
    }

    pub(super) fn set_open(&self, shop: Option<OpenShop>) {
        *self.shop.write().unwrap_or_else(PoisonError::into_inner) = shop.map(Arc::new);
    }
}

/// What a shop begins with: itself and its owner.
fn first_entries(shop: &OpenShop, founding: &Founding<'_>, now: Timestamp) -> Result<(), Refusal> {
    shop.store.write(|tx| {
        let system = Actor::system();
        let input = json!({ "name": founding.shop, "demo": founding.demo });
        perform(&shop.seat, tx, &system, now, Deed::create(&SHOP, "found", object(input)))?;
        let owner = json!({ "login": founding.login, "name": founding.owner, "role": "owner" });
        let done = perform(&shop.seat, tx, &system, now, Deed::create(&ACCOUNT, "found", object(owner)))?;
        if let Some(password) = &founding.password {
            let input = object(json!({ "password": password }));
            perform(&shop.seat, tx, &system, now, Deed::on(&ACCOUNT, &done.id, "set_password", input))?;
        }
        Ok(tx.set_local("recovery_confirmed", &json!(false))?)
    })
}

fn with_code(dir: &Path, code: &RecoveryCode, keychain: Option<&dyn Keychain>) -> Result<Vault, Refusal> {
    let mut vault = vault::unlock_with_code(dir, code)?;
    if let Some(keychain) = keychain {
        // The code opened the shop; a keychain that cannot be mended must not close it again.
        let _ = vault.repair_keychain_slot(keychain);
    }
    Ok(vault)
}

/// Half a shop is no empty folder: nobody is to be offered a new one over it.
fn no_keychain(dir: &Path) -> Refusal {
    vault::require_shop(dir).err().unwrap_or(VaultFault::KeychainMissing).into()
}

fn check_names(founding: &Founding<'_>) -> Result<(), Refusal> {
    for (field, label, value) in
        [("shop", "店铺名称", founding.shop), ("owner", "店主姓名", founding.owner), ("login", "登录名", founding.login)]
    {
        if value.trim().is_empty() || value.chars().count() > 60 || value.chars().any(char::is_control) {
            return Err(Refusal::bad(field, format!("请填写“{label}”，最多 60 字")));
        }
    }
    Ok(())
}

/// A JSON object literal as a row.
pub(crate) fn object(value: Value) -> Row {
    match value {
        Value::Object(map) => map,
        _ => Row::new(),
    }
}
