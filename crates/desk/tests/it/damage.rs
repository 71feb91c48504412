//! One thing changed anywhere in the ledger is found, and it is said where: by somebody who has the key and the SQL, and by
//! somebody who has only the file.

use serde_json::json;
use shounuo_desk::kernel::verify::{Verification, verify};

use crate::common::Shop;

fn with_history() -> Shop {
    let shop = Shop::new();
    for _ in 0..3 {
        let case = shop.case();
        shop.act(&case, "accept", json!({})).unwrap();
        shop.act(&case, "rule", json!({})).unwrap();
    }
    shop
}

/// Changes the file as somebody with the key would, around the triggers, and verifies.
fn after(shop: &Shop, sql: &str) -> Verification {
    let open = shop.bench.shop().unwrap();
    let tampered = open.with_vault(|vault| {
        let writer = vault.open_writer().unwrap();
        writer.execute_batch("DROP TRIGGER ledger_entry_is_never_changed; DROP TRIGGER ledger_entry_is_never_deleted;").unwrap();
        writer.execute_batch(sql)
    });
    tampered.unwrap();
    verify(&open).unwrap()
}

#[test]
fn a_sound_shop_verifies() {
    let shop = with_history();
    let found = verify(&shop.bench.shop().unwrap()).unwrap();
    assert!(found.sound() && found.entries > 9, "{found:?}");
}

#[test]
fn any_column_of_any_entry_changed_is_found_at_its_place() {
    let changes = [
        "wall_ms = wall_ms + 1",
        "actor = 'nobody'",
        "via = 'cli'",
        "event = 'accept2'",
        "record = record || '0'",
        "case_id = 'other'",
        "asked = '{\"reason\":\"x\"}'",
        "changes = replace(changes, '299900', '299901')",
        "hlc = hlc + 1",
        "cause = 1",
        "version = 2",
        "kind = 'note'",
        "hash = replace(hash, substr(hash, 1, 1), 'f') || ''",
    ];
    for change in changes {
        let shop = with_history();
        let place = if change.starts_with("changes") { 4 } else { 6 };
        let found = after(&shop, &format!("UPDATE ledger_entry SET {change} WHERE seq = {place};"));
        let broken: Vec<u64> = found.broken.iter().map(|broken| broken.seq).collect();
        // A hash that happened to begin with f stands unchanged.
        if change.starts_with("hash") && found.sound() {
            continue;
        }
        assert!(broken == [place] || broken == [place + 1], "{change}: {found:?}");
        assert!(found.findings()[0].contains(&format!("第 {} 条", broken[0])));
    }
}

#[test]
fn a_removed_entry_a_cut_tail_and_an_altered_table_are_told_apart() {
    let shop = with_history();
    let gap = after(&shop, "DELETE FROM ledger_entry WHERE seq = 5;");
    assert_eq!((gap.broken[0].what.as_str(), gap.broken[0].seq), ("gap", 6));

    let shop = with_history();
    let cut = after(&shop, "DELETE FROM ledger_entry WHERE seq = (SELECT max(seq) FROM ledger_entry);");
    assert!(cut.broken.is_empty() && cut.cut_off.len() == 1, "{cut:?}");

    let shop = with_history();
    let altered = after(&shop, "UPDATE quality_case SET price_fen = 1 WHERE id = (SELECT min(id) FROM quality_case);");
    assert!(altered.broken.is_empty());
    assert_eq!(altered.different[0].0, "quality_case");
}

#[test]
fn an_issued_paper_whose_bytes_changed_is_found() {
    let shop = Shop::new();
    let case = shop.case();
    shop.act(&case, "rule", json!({})).unwrap();
    shop.act(&case, "tell", json!({})).unwrap();
    let found = after(&shop, "UPDATE blob SET bytes = zeroblob(10);");
    assert_eq!(found.altered_papers.len(), 1, "{found:?}");
}

#[test]
fn a_bit_flipped_anywhere_in_the_file_is_never_called_sound() {
    let shop = with_history();
    let (code, dir, told) = (shop.code, shop.dir, shop.told);
    shop.bench.close();
    drop(shop.bench);
    let file = dir.path().join("shop/shounuo.db");
    let good = std::fs::read(&file).unwrap();
    for tenth in 0..10 {
        let mut bytes = good.clone();
        let at = bytes.len() * tenth / 10 + 1_234;
        bytes[at] ^= 1;
        std::fs::write(&file, &bytes).unwrap();
        let bench = shounuo_desk::workbench::Workbench::new(crate::common::host(&dir.path().join("shop"), &told));
        match bench.open(Some(&code)) {
            Err(no) => assert_eq!(no.code, "database_damaged", "byte {at}"),
            Ok(()) => {
                let found = verify(&bench.shop().unwrap());
                let page = i64::try_from(at / 4096).unwrap() + 1;
                match found {
                    Ok(found) => assert!(found.altered_pages.contains(&page), "byte {at}: {found:?}"),
                    Err(no) => panic!("byte {at}: {no:?}"),
                }
            }
        }
    }
}
