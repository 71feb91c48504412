//! Format 3: one sealed stream with a signature behind it.
//!
//! ```text
//! first line | head (JSON) | stream | Ed25519 signature of the seat, 64 bytes
//! stream = length of the manifest (8 bytes, big-endian) | manifest (JSON) | encrypted database | sealed files, in its order
//! ```
//!
//! The stream is sealed under a key of its own, derived from the shop's data key and a random salt, and bound to first line and
//! head. The head holds the key file, so the printed code opens a backup anywhere. Order, end and every byte are found to be
//! right in a first reading, before anything is written.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom, Write};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use shounuo_ledger::is_signed_backup;
use shounuo_store::stream::{NONCE, OpeningReader, SealingWriter};
use shounuo_store::vault::{DataKey, VaultFault};
use shounuo_store::{hex, migrate};

use super::content::{Content, Manifest, unread};
use super::damaged;
use super::first::{First, first_of, newer};
use super::steps::Steps;
use crate::kernel::Refusal;

const LABEL: &str = "backup";
const SIGNATURE: usize = 64;
const MANIFEST: u64 = 64 * 1024 * 1024;

/// What stands in the clear: nothing of the shop's content, and no secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Head {
    /// Id of the shop.
    pub shop: String,
    /// Device that made it.
    pub device: String,
    /// Epoch of its chain.
    pub epoch: u32,
    /// Number of the last migration that the database has.
    pub schema: u32,
    /// Salt of the stream's key, 32 bytes in hexadecimal.
    pub salt: String,
    /// Random part of the stream, 19 bytes in hexadecimal.
    pub nonce: String,
    /// Public key by which the whole file is signed.
    pub signer: String,
    /// The key file as the vault writes it, with its slots and the cost of stretching the code.
    pub keys: String,
}

impl Head {
    /// Fresh salt and nonce.
    pub fn fresh(mut self) -> Result<Head, Refusal> {
        let (mut salt, mut nonce) = ([0; 32], [0; NONCE]);
        getrandom::fill(&mut salt).and_then(|()| getrandom::fill(&mut nonce)).map_err(|_| VaultFault::NoRandom)?;
        (self.salt, self.nonce) = (hex(&salt), hex(&nonce));
        Ok(self)
    }

    pub fn salt_and_nonce(&self) -> Option<([u8; 32], [u8; NONCE])> {
        Some((unhex(&self.salt)?, unhex(&self.nonce)?))
    }
}

/// Begins a backup: first line, head and the manifest; what is written into the answer is database and files.
pub(super) fn begin<W: Write>(head: &Head, manifest: &Manifest, key: &DataKey, mut out: W) -> Result<SealingWriter<W>, Refusal> {
    let bad = |error: serde_json::Error| Refusal::new("bad_output", error.to_string());
    let io = |error| Refusal::from(VaultFault::from(error));
    let first = first_of(&serde_json::to_vec(head).map_err(bad)?);
    let body = serde_json::to_vec(manifest).map_err(bad)?;
    let (salt, nonce) = head.salt_and_nonce().ok_or_else(damaged)?;
    out.write_all(&first).map_err(io)?;
    let mut stream = SealingWriter::new(&key.derive_salted(LABEL, &salt), &nonce, &Sha256::digest(&first), out);
    stream.write_all(&(body.len() as u64).to_be_bytes()).and_then(|()| stream.write_all(&body)).map_err(io)?;
    Ok(stream)
}

/// A backup of format 3, its head read and nothing of it believed yet.
pub(super) struct Sealed {
    pub head: Head,
    bound_to: [u8; 32],
    file: File,
    /// Where the stream begins and ends.
    stream: (u64, u64),
}

impl Sealed {
    pub fn read(first: &First, file: File) -> Result<Sealed, Refusal> {
        let head = head_of(&first.head)?;
        let len = file.metadata().map_err(unread)?.len();
        let ends = len.checked_sub(SIGNATURE as u64).filter(|ends| *ends > first.len).ok_or_else(damaged)?;
        Ok(Sealed { head, bound_to: first.sha256, file, stream: (first.len, ends) })
    }

    /// Bytes of the stream.
    pub fn len(&self) -> u64 {
        self.stream.1 - self.stream.0
    }

    /// Reads the whole file: the signature holds, every chunk opens in its place, every part has its sum.
    pub fn verify(&self, key: &DataKey, steps: &Steps<'_>) -> Result<(), Refusal> {
        self.check_signature()?;
        let content = self.content(key)?;
        let by_the_seat = content.manifest.signed_head.as_ref().is_some_and(|head| head.public_key == self.head.signer);
        if by_the_seat { content.check(steps) } else { Err(damaged()) }
    }

    /// The content, from its beginning.
    pub fn content(&self, key: &DataKey) -> Result<Content<impl Read>, Refusal> {
        let (salt, nonce) = self.head.salt_and_nonce().ok_or_else(damaged)?;
        let key = key.derive_salted(LABEL, &salt);
        let mut stream = OpeningReader::new(&key, &nonce, &self.bound_to, self.from(self.stream.0)?, self.len());
        let mut len = [0; 8];
        stream.read_exact(&mut len).map_err(unread)?;
        let len = u64::from_be_bytes(len);
        let mut body = Vec::new();
        if len > MANIFEST || stream.by_ref().take(len).read_to_end(&mut body).map_err(unread)? as u64 != len {
            return Err(damaged());
        }
        let manifest = serde_json::from_slice(&body).map_err(|_| damaged())?;
        Ok(Content::new(manifest, stream))
    }

    /// Needs no key: that the file is as it was signed can be told by anybody.
    pub fn check_signature(&self) -> Result<(), Refusal> {
        let mut sum = Sha256::new();
        let mut file = self.from(0)?;
        std::io::copy(&mut file.by_ref().take(self.stream.1), &mut sum).map_err(unread)?;
        let mut signature = [0; SIGNATURE];
        file.read_exact(&mut signature).map_err(unread)?;
        if is_signed_backup(&self.head.signer, &sum.finalize().into(), &hex(&signature)) { Ok(()) } else { Err(damaged()) }
    }

    fn from(&self, at: u64) -> Result<BufReader<File>, Refusal> {
        let mut file = self.file.try_clone().map_err(unread)?;
        file.seek(SeekFrom::Start(at)).map_err(unread)?;
        Ok(BufReader::new(file))
    }
}

/// Reads a head. A schema of a later version is told before anything else is believed.
pub(super) fn head_of(head: &[u8]) -> Result<Head, Refusal> {
    let schema = serde_json::from_slice::<serde_json::Value>(head).ok().and_then(|head| head.get("schema")?.as_u64());
    if schema.is_some_and(|schema| schema > u64::from(migrate::schema())) {
        return Err(newer());
    }
    serde_json::from_slice(head).map_err(|_| damaged())
}

fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let byte = |at: usize| text.get(2 * at..2 * at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
    let bytes: Vec<u8> = (0..N).map(byte).collect::<Option<_>>()?;
    if text.len() == 2 * N { bytes.try_into().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use shounuo_ledger::{Position, SigningKey};
    use zeroize::Zeroizing;

    use super::super::content::{FileEntry, digest_of};
    use super::super::first::read_first;
    use super::*;
    use crate::workbench::Progress;

    /// Two chunks and a bit.
    const LEN: usize = 2 * 1024 * 1024 + 300;

    struct Made {
        key: DataKey,
        signer: SigningKey,
        first: Vec<u8>,
        stream: Vec<u8>,
    }

    fn made() -> Made {
        let (key, signer) = (DataKey::generate().unwrap(), SigningKey::from_seed(&Zeroizing::new([3; 32])));
        let database: Vec<u8> = (0..LEN).map(|at| (at % 249) as u8).collect();
        let file = b"a sealed file".to_vec();
        let head = Head {
            shop: "s".into(),
            device: "d".into(),
            epoch: 1,
            schema: 1,
            salt: String::new(),
            nonce: String::new(),
            signer: signer.public(),
            keys: "keys".into(),
        };
        let end = shounuo_ledger::Head { at: Position { device: "d".into(), epoch: 1, seq: 1 }, hash: "ab".repeat(32) };
        let sum = |bytes: &[u8]| digest_of(bytes).unwrap().1;
        let manifest = Manifest {
            made_at: String::new(),
            entries: 1,
            heads: Vec::new(),
            keys_len: 0,
            database_len: LEN as u64,
            database_sha256: sum(&database),
            files: vec![FileEntry { name: "0".repeat(32), len: file.len() as u64, sha256: sum(&file) }],
            state: None,
            signed_head: Some(signer.sign_head("s", &end, 0).unwrap()),
        };
        let mut stream = begin(&head.fresh().unwrap(), &manifest, &key, Vec::new()).unwrap();
        stream.write_all(&database).unwrap();
        stream.write_all(&file).unwrap();
        let whole = stream.finish().unwrap();
        let len = read_first(&mut &whole[..]).unwrap().len as usize;
        Made { key, signer, first: whole[..len].to_vec(), stream: whole[len..].to_vec() }
    }

    impl Made {
        /// What a first reading says of these parts, signed anew by the seat's own key: the stream alone has to find what is wrong.
        fn verdict(&self, first: &[u8], stream: &[u8], signer: &SigningKey) -> Result<(), Refusal> {
            let signed = [first, stream].concat();
            let signature = signer.sign_backup(&Sha256::digest(&signed).into());
            let mut file = tempfile::tempfile().unwrap();
            file.write_all(&[&signed[..], &signature].concat()).unwrap();
            file.rewind().unwrap();
            let read = read_first(&mut BufReader::new(file.try_clone().unwrap()))?;
            Sealed::read(&read, file)?.verify(&self.key, &Steps::new(&Progress::default()))
        }
    }

    #[test]
    fn a_stream_that_was_changed_cut_or_reordered_is_found_even_when_it_was_signed_again() {
        let made = made();
        assert_eq!(made.verdict(&made.first, &made.stream, &made.signer), Ok(()));
        let part = 1024 * 1024 + 16;
        let [one, two, three] = [&made.stream[..part], &made.stream[part..2 * part], &made.stream[2 * part..]];
        for wrong in [
            [two, one, three].concat(),
            [one, three].concat(),
            [one, two].concat(),
            [one, two, two, three].concat(),
            [one, two, three, three].concat(),
            made.stream[..made.stream.len() - 1].to_vec(),
            [&made.stream[..], b"x"].concat(),
            Vec::new(),
        ] {
            assert_eq!(made.verdict(&made.first, &wrong, &made.signer).unwrap_err().code, "backup_damaged");
        }
        for at in (0..made.stream.len()).step_by(made.stream.len() / 20) {
            let mut wrong = made.stream.clone();
            wrong[at] ^= 0x10;
            assert_eq!(made.verdict(&made.first, &wrong, &made.signer).unwrap_err().code, "backup_damaged", "{at}");
        }
    }

    #[test]
    fn a_head_or_a_signer_of_another_backup_does_not_fit() {
        let (made, other) = (made(), made());
        assert_eq!(made.verdict(&other.first, &made.stream, &made.signer).unwrap_err().code, "backup_damaged");
        let stranger = SigningKey::from_seed(&Zeroizing::new([4; 32]));
        assert_eq!(made.verdict(&made.first, &made.stream, &stranger).unwrap_err().code, "backup_damaged");
        let mut head: Head = serde_json::from_slice(&read_first(&mut &made.first[..]).unwrap().head).unwrap();
        head.signer = stranger.public();
        let first = first_of(&serde_json::to_vec(&head).unwrap());
        assert_eq!(made.verdict(&first, &made.stream, &stranger).unwrap_err().code, "backup_damaged", "the head is bound to the stream");
    }
}
