//! Key file, recovery code, sealed streams.

use std::io::{Read, Write};

use shounuo_store::stream::{NONCE, OpeningReader, SealingWriter};
use shounuo_store::vault::{RecoveryCode, key_file_around, reads_key_file};

/// The key file as it is, and as a body whose sum fits.
pub fn key_file(data: &[u8]) {
    let _ = reads_key_file(data);
    let _ = reads_key_file(&key_file_around(data));
}

/// What a person types from the printed sheet.
pub fn recovery_code(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    match RecoveryCode::parse(&text) {
        Ok(code) => {
            let again = RecoveryCode::parse(&code.line()).expect("what is printed is read");
            assert!(again == code);
        }
        Err(fault) => assert!(!fault.code().is_empty() && !fault.to_string().is_empty()),
    }
}

/// A sealed stream opens to what was sealed, or not at all.
pub fn sealed_stream(data: &[u8]) {
    const KEY: [u8; 32] = [7; 32];
    const ANY: [u8; NONCE] = [1; NONCE];
    let (bound, content) = data.split_at(data.len().min(4));
    let mut writer = SealingWriter::new(&KEY, &ANY, bound, Vec::new());
    writer.write_all(content).unwrap();
    let mut sealed = writer.finish().unwrap();
    assert_eq!(opened(&KEY, &ANY, bound, &sealed).as_deref(), Some(content));
    let at = content.first().map_or(0, |byte| usize::from(*byte)) % sealed.len();
    sealed[at] ^= 1;
    assert_eq!(opened(&KEY, &ANY, bound, &sealed), None, "a changed stream opened");
    assert_eq!(opened(&KEY, &ANY, bound, content), None, "anything opened");
}

fn opened(key: &[u8; 32], nonce: &[u8; NONCE], bound: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    OpeningReader::new(key, nonce, bound, sealed, sealed.len() as u64).read_to_end(&mut content).ok().map(|_| content)
}
