//! What can still be read of a damaged shop, carried into a new folder. Asked for, never done by itself; the damaged folder
//! stays as it is, byte for byte.
//!
//! Rows are carried over one by one, whatever way still leads to them; records that no table gives any more are told again
//! from the ledger; sealed files are taken over as they lie. The new folder opens with the same recovery code.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shounuo_store::Tx;
use shounuo_store::files::Files;
use shounuo_store::salvage::{Carried, Copy, Unreadable, carry, unreadable};
use shounuo_store::vault::{self, DataKey, Vault, VaultFault};
use tempfile::{Builder, TempDir};
use ts_rs::TS;

use crate::capabilities::attachment::named_files;
use crate::capabilities::shop::{SHOP, the_shop};
use crate::kernel::retell::{index_anew, retell_lost};
use crate::kernel::{Access, Actor, Refusal, note_access, registry};
use crate::workbench::{OpenShop, SALVAGED};

/// Most names that are told of one table.
const NAMED: usize = 50;

/// A damaged shop: its folder, and what opens it.
pub struct Damaged {
    dir: PathBuf,
    key: DataKey,
    key_file: Vec<u8>,
}

/// What of one sort of record came over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SalvagedTable {
    /// Table.
    pub table: String,
    /// 中文 name of what it holds.
    pub label: String,
    /// Rows that were read.
    #[ts(type = "number")]
    pub read: u64,
    /// Rows that could not be read: numbers or keys, the first fifty.
    pub lost: Vec<String>,
    /// How many there are of those.
    pub lost_count: usize,
    /// Of them, or of rows unknown, these were told again from the ledger.
    pub retold: Vec<String>,
    /// There may be more of which nothing is known.
    pub unsure: bool,
}

/// What a salvage brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Salvaged {
    /// The new folder.
    pub folder: String,
    /// Everything was read.
    pub whole: bool,
    /// Rows that were read.
    #[ts(type = "number")]
    pub read: u64,
    /// Tables of which something is missing or was told again.
    pub tables: Vec<SalvagedTable>,
    /// Files of attachments that came over.
    pub files: usize,
    /// Files that are named and could not be read.
    pub files_lost: usize,
    /// All this in sentences.
    pub findings: Vec<String>,
}

impl Damaged {
    /// The shop of an unlocked vault.
    ///
    /// # Errors
    /// When its key file cannot be written down.
    pub fn of(vault: &Vault) -> Result<Damaged, Refusal> {
        Ok(Damaged { dir: vault.dir().to_path_buf(), key: vault.data_key().clone(), key_file: vault.key_file_bytes()? })
    }

    /// The new folder beside the damaged one, named by the time.
    #[must_use]
    pub fn beside(&self, now: Timestamp) -> PathBuf {
        let name = self.dir.file_name().map_or_else(|| "shop".into(), |name| name.to_string_lossy().into_owned());
        self.dir.with_file_name(format!("{name}-抢救-{}", now.strftime("%Y%m%d-%H%M%S")))
    }

    /// Carries what can be read into the new folder `to`. Nobody may write to the damaged shop meanwhile.
    ///
    /// # Errors
    /// `shop_exists` when `to` is there and not empty, `database_damaged` when not even the first page can be read, and what
    /// the disk says. Then there is nothing at `to`.
    pub fn salvage(&self, to: &Path, now: Timestamp) -> Result<Salvaged, Refusal> {
        self.require_new(to)?;
        let parent = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(parent).map_err(io)?;
        let room = Builder::new().prefix(".shounuo-").tempdir_in(parent).map_err(io)?;
        let cold = room.path().join("shop");
        let carried = self.carry_database(&room, &cold)?;
        let (retold, files) = self.complete(&cold, &carried, now)?;
        // Empty, as was made sure of; some systems rename only onto nothing.
        let _ = fs::remove_dir(to);
        fs::rename(&cold, to).map_err(io)?;
        Ok(told(to, &carried, &retold, files))
    }

    fn require_new(&self, to: &Path) -> Result<(), Refusal> {
        let empty = match fs::read_dir(to) {
            Ok(mut inside) => inside.next().is_none(),
            Err(error) => error.kind() == std::io::ErrorKind::NotFound,
        };
        let inside = to.ancestors().any(|folder| folder == self.dir);
        if empty && !inside {
            return Ok(());
        }
        Err(Refusal::new("shop_exists", "只能抢救到店铺文件夹之外的一个新文件夹，这里已经有内容，没有改动它；请另选一个"))
    }

    /// From a copy, because even a reading connection makes files of its own beside the database.
    fn carry_database(&self, room: &TempDir, cold: &Path) -> Result<Carried, Refusal> {
        let copy = room.path().join("copy");
        fs::create_dir(&copy).map_err(io)?;
        let from = Copy::make(&self.dir, &copy, &self.key)?;
        let mut carried = Carried::default();
        let vault = vault::restore(cold, &self.key_file, self.key.clone(), |path, key| {
            carried = carry(&|| from.open(), path, key)?;
            Ok::<_, VaultFault>(())
        })?;
        drop(vault);
        fs::remove_dir_all(&copy).map_err(io)?;
        Ok(carried)
    }

    /// What the rows alone do not give: lost records out of the ledger, search, files, and an entry that says what was done.
    fn complete(&self, cold: &Path, carried: &Carried, now: Timestamp) -> Result<(Retold, Taken), Refusal> {
        let vault = vault::unlock_with_key(cold, &self.key)?;
        let mut shop = OpenShop::open(vault, false)?;
        // The numbers that are missing may yet turn up: they are never used again.
        shop.seat.epoch = shop.seat.epoch.saturating_add(1);
        let (retold, named) = shop.store.write(|tx| {
            let retold = retell_lost(tx)?;
            index_anew(tx)?;
            note(&shop, tx, carried, &retold, now)?;
            Ok::<_, Refusal>((retold, named_files(tx)?))
        })?;
        let damaged = Files::of(&self.dir);
        let mut taken = Taken::default();
        for name in named {
            let adopted = damaged.sealed(&name).and_then(|mut file| {
                let len = file.metadata()?.len();
                shop.files.adopt(&name, &mut file, len)
            });
            match adopted {
                Ok(()) => taken.came += 1,
                Err(_) => taken.lost += 1,
            }
        }
        Ok((retold, taken))
    }
}

type Retold = std::collections::BTreeMap<String, Vec<String>>;

#[derive(Default)]
struct Taken {
    came: usize,
    lost: usize,
}

fn note(shop: &OpenShop, tx: &Tx<'_>, carried: &Carried, retold: &Retold, now: Timestamp) -> Result<(), Refusal> {
    let Ok(record) = the_shop(tx) else { return Ok(()) };
    let id = record.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    let lost: usize = carried.tables.iter().map(|table| table.lost.len()).sum();
    let what = json!({ "lost": lost, "retold": retold.values().map(Vec::len).sum::<usize>() });
    note_access(&shop.seat, tx, &Actor::system(), now, Access { kind: &SHOP, id: &id, event: SALVAGED, what })
}

fn told(to: &Path, carried: &Carried, retold: &Retold, files: Taken) -> Salvaged {
    let table = |table: &Unreadable| {
        let retold = retold.get(&table.table).cloned().unwrap_or_default();
        SalvagedTable {
            label: label_of(&table.table).to_owned(),
            table: table.table.clone(),
            read: table.read,
            lost_count: table.lost.iter().filter(|name| !retold.contains(name)).count(),
            lost: table.lost.iter().filter(|name| !retold.contains(name)).take(NAMED).cloned().collect(),
            retold,
            unsure: table.unsure,
        }
    };
    let tables: Vec<SalvagedTable> = carried.tables.iter().map(table).collect();
    let tables: Vec<_> = tables.into_iter().filter(|table| table.lost_count > 0 || table.unsure || !table.retold.is_empty()).collect();
    let mut findings: Vec<String> = tables.iter().flat_map(SalvagedTable::words).collect();
    if files.lost > 0 {
        findings.push(format!("{} 个附件的文件读不出来，没有抢救到", files.lost));
    }
    let whole = files.lost == 0 && tables.iter().all(|table| table.lost_count == 0 && !table.unsure);
    let read = carried.tables.iter().map(|table| table.read).sum();
    let folder = to.to_string_lossy().into_owned();
    Salvaged { folder, whole, read, tables, files: files.came, files_lost: files.lost, findings }
}

impl SalvagedTable {
    fn words(&self) -> Vec<String> {
        let mut words = Vec::new();
        if self.lost_count > 0 {
            let named = self.lost.iter().take(20).map(String::as_str).collect::<Vec<_>>().join("、");
            words.push(format!("{}有 {} 条读不出来，没有抢救到：{named}", self.label, self.lost_count));
        }
        if !self.retold.is_empty() {
            let named = self.retold.iter().take(20).map(String::as_str).collect::<Vec<_>>().join("、");
            words.push(format!("{}有 {} 条读不出来，已按台账重建：{named}", self.label, self.retold.len()));
        }
        if self.unsure && self.retold.is_empty() {
            words.push(format!("{}可能还有读不出来、也无从知道编号的内容", self.label));
        }
        words
    }
}

/// Records of one sort that stand on damaged pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Unread {
    /// 中文 name of what they are.
    pub label: String,
    /// Numbers or keys, the first fifty.
    pub lost: Vec<String>,
    /// How many there are.
    pub lost_count: usize,
    /// There may be more of which nothing is known.
    pub unsure: bool,
}

impl Unread {
    /// In a sentence.
    #[must_use]
    pub fn words(&self) -> String {
        let named = self.lost.iter().take(20).map(String::as_str).collect::<Vec<_>>().join("、");
        match (self.lost_count, self.unsure) {
            (0, _) => format!("{}有一部分读不出来，无从知道是哪些；其他记录不受影响", self.label),
            (count, false) => format!("{}有 {count} 条读不出来：{named}；其他记录不受影响", self.label),
            (count, true) => format!("{}至少有 {count} 条读不出来：{named}；其他记录不受影响", self.label),
        }
    }
}

/// Which records of an open shop cannot be read, from a copy that is thrown away. Empty when that cannot be found out: the
/// damage itself is told elsewhere.
#[must_use]
pub fn unread(shop: &OpenShop) -> Vec<Unread> {
    let found = Builder::new().prefix("shounuo-").tempdir().map_err(io).and_then(|room| {
        let (dir, key) = shop.with_vault(|vault| (vault.dir().to_path_buf(), vault.data_key().clone()));
        let copy = shop.store.write(|_| Ok::<_, Refusal>(Copy::make(&dir, room.path(), &key)?))?;
        Ok(unreadable(&|| copy.open())?)
    });
    let one = |table: Unreadable| Unread {
        label: label_of(&table.table).to_owned(),
        lost_count: table.lost.len(),
        lost: table.lost.into_iter().take(NAMED).collect(),
        unsure: table.unsure,
    };
    found.unwrap_or_default().into_iter().map(one).collect()
}

/// What a table holds, as people call it.
#[must_use]
pub fn label_of(table: &str) -> &str {
    match table {
        "ledger_entry" => "台账",
        "ledger_head" => "台账末尾记录",
        "subject_key" => "个人信息密钥",
        "blob" => "已出具文件的原件",
        "local" => "本机设置和草稿",
        "conflict" => "席位冲突记录",
        "anchor" | "signed_head" => "台账签名",
        kind => registry::kind(kind).map_or(kind, |kind| kind.label),
    }
}

fn io(error: std::io::Error) -> Refusal {
    VaultFault::from(error).into()
}
