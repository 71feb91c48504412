//! Entries, chains, signed heads, printed checkpoints.

use shounuo_ledger::{Entry, KeyDeclared, SignedHead, canonical, check_chain, seal};

/// Entries as another seat or a file gives them.
pub fn entry(data: &[u8]) {
    if let Ok(entries) = serde_json::from_slice::<Vec<Entry>>(data) {
        let _ = check_chain(entries.iter(), None);
    }
    let Ok(entry) = serde_json::from_slice::<Entry>(data) else { return };
    let text = serde_json::to_vec(&entry).unwrap();
    assert_eq!(serde_json::from_slice::<Entry>(&text).unwrap(), entry);
    let _ = check_chain(std::iter::once(&entry), None);
    let Ok(bytes) = canonical(&entry.body) else { return };
    assert_eq!(canonical(&entry.body).unwrap(), bytes);
    let sealed = seal(entry.body.clone(), entry.prev.clone()).unwrap();
    assert_eq!(sealed.hash.len(), 64);
    // What is sealed as a first entry is a whole chain by itself.
    if entry.body.at.seq == 1 {
        let first = seal(entry.body, String::new()).unwrap();
        assert!(check_chain(std::iter::once(&first), None).is_ok());
    }
}

/// Heads and keys that claim to be signed.
pub fn signed_head(data: &[u8]) {
    if let Ok(head) = serde_json::from_slice::<SignedHead>(data) {
        let _ = (head.is_signed(), head.to_checkpoint());
    }
    if let Ok(key) = serde_json::from_slice::<KeyDeclared>(data) {
        let _ = key.follows(&["ab".repeat(32)], "s", "d");
    }
}

/// A printed checkpoint, typed back or scanned.
pub fn checkpoint(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let _ = shounuo_ledger::typed_hash(&text);
    if let Ok(head) = SignedHead::from_checkpoint(&text) {
        let _ = head.is_signed();
        let printed = head.to_checkpoint().expect("what was read can be printed");
        assert_eq!(SignedHead::from_checkpoint(&printed).ok(), Some(head));
    }
}
