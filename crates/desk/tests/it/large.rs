//! A shop's file beyond 1, 2 and 4 GiB, where page numbers, offsets and the page of the system's locks have misled others: no
//! check raises a false alarm there, what is altered is told by its page, and a backup of it counts.

use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use serde_json::json;
use shounuo_desk::kernel::verify::verify;
use shounuo_store::vault::{Integrity, RecoveryCode, Soundness, Vault, unlock_with_code};

use crate::backups::checked;
use crate::common::Shop;

const PAGE: u64 = 4096;
const GIB: u64 = 1 << 30;
/// The page at 1 GiB stays unused: the system's locks of the file lie there.
const LOCK_PAGE: u64 = GIB / PAGE + 1;
/// What is written in one go.
const PORTION: u64 = 32 << 20;

impl Shop {
    fn file(&self) -> PathBuf {
        self.dir.path().join("shop/shounuo.db")
    }

    fn len(&self) -> u64 {
        let pages =
            |vault: &mut Vault| vault.open_reader().unwrap().query_row("PRAGMA page_count", [], |row| row.get::<_, i64>(0)).unwrap();
        u64::try_from(self.bench.shop().unwrap().with_vault(pages)).unwrap() * PAGE
    }

    /// Writes what nobody asks for until the file has just more than `bytes`.
    fn grow(&self, bytes: u64) {
        let shop = self.bench.shop().unwrap();
        loop {
            let len = self.len();
            let Some(short) = bytes.checked_sub(len).filter(|short| *short > 0) else { break };
            let text = "稿".repeat(usize::try_from(short.min(PORTION) / 3).unwrap());
            shop.store.write(|tx| tx.set_local(&format!("filler at {len}"), &json!(text))).unwrap();
        }
    }
}

/// The checks of the file alone.
fn looked_at(dir: &Path, code: &RecoveryCode) -> Integrity {
    unlock_with_code(dir, code).unwrap().integrity().unwrap()
}

/// Changes one bit of this page, or changes it back.
fn flip(file: &Path, page: u64) {
    let file = OpenOptions::new().read(true).write(true).open(file).unwrap();
    let (mut byte, at) = ([0], (page - 1) * PAGE + 1_000);
    file.read_exact_at(&mut byte, at).unwrap();
    file.write_all_at(&[byte[0] ^ 4], at).unwrap();
}

#[test]
#[ignore = "14 GB of disk and a quarter of an hour: make faults runs it"]
fn beyond_1_2_and_4_gib_nothing_is_told_wrongly_and_nothing_is_missed() {
    let shop = Shop::new();
    for gib in [1, 2, 4] {
        let begun = std::time::Instant::now();
        shop.grow(gib * GIB + PAGE);
        let case = shop.case();
        shop.reopen();
        let len = shop.len();
        assert!((gib * GIB + PAGE..gib * GIB + 2 * PORTION).contains(&len), "{len}");
        let found = verify(&shop.bench.shop().unwrap()).unwrap();
        assert!(found.sound(), "{found:?}");
        shop.ok("cases.show", json!({ "id": case }));
        shop.bench.close();
        let (dir, file) = (shop.dir.path().join("shop"), shop.file());
        assert_eq!(std::fs::metadata(&file).unwrap().len(), len);
        let sound = looked_at(&dir, &shop.code);
        assert_eq!(sound, Integrity::default(), "no false alarm");
        let altered = BTreeSet::from([LOCK_PAGE - 1, LOCK_PAGE + 1, gib * GIB / PAGE, len / PAGE]);
        altered.iter().for_each(|page| flip(&file, *page));
        let found = looked_at(&dir, &shop.code);
        let expected: Vec<u32> = altered.iter().map(|page| u32::try_from(*page).unwrap()).collect();
        assert_eq!((&found.altered_pages, found.soundness()), (&expected, Soundness::Damaged), "{found:?}");
        altered.iter().for_each(|page| flip(&file, *page));
        shop.reopen();
        println!("{gib} GiB: {len} bytes, {} s", begun.elapsed().as_secs());
    }
    let begun = std::time::Instant::now();
    let file = shop.back_up("large.shounuo");
    assert!(checked(&file, &shop.code).unwrap().sound());
    println!("backup: {} bytes, made and checked in {} s", std::fs::metadata(&file).unwrap().len(), begun.elapsed().as_secs());
}
