//! Photos, videos, documents: headers are believed within bounds, descriptions are gone from what is kept.

use shounuo_media::{keep, keep_thumbnail};

/// What is kept of a file.
pub fn image(data: &[u8]) {
    if let Ok(kept) = keep(data.to_vec()) {
        let again = keep(kept.bytes.clone()).expect("what was kept is kept again");
        assert!(again.bytes == kept.bytes, "keeping once takes out all there is to take");
        assert!(kept.bytes.len() <= data.len() + 64);
    }
    let _ = keep_thumbnail(data.to_vec());
}
