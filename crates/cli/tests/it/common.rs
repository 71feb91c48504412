//! Runs the binary and holds every run to what holds for all: one JSON value per line, nothing personal on stderr.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use serde_json::Value;
use tempfile::TempDir;

/// What a run gave.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// The lines of stdout as JSON.
    pub fn lines(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The one JSON object of a run that was done.
    pub fn done(&self) -> Value {
        assert_eq!(self.code, 0, "{} {}", self.out, self.err);
        self.only()
    }

    /// The code of a run that was refused.
    pub fn refused(&self) -> String {
        assert_eq!(self.code, 1, "{} {}", self.out, self.err);
        let error = self.only()["error"].clone();
        assert!(error["message"].as_str().unwrap().chars().any(|c| c > '\u{2E80}'), "said in Chinese: {error}");
        error["code"].as_str().unwrap().to_owned()
    }

    pub fn only(&self) -> Value {
        let lines = self.lines();
        assert_eq!(lines.len(), 1, "{}", self.out);
        lines[0].clone()
    }
}

/// The binary as a cron job sees it: no session bus, no keychain, no terminal.
pub fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shounuo"));
    command.env_clear().env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent").env("XDG_RUNTIME_DIR", "/nonexistent");
    command
}

pub fn run(arguments: &[&str]) -> Ran {
    run_with(arguments, b"")
}

pub fn run_with(arguments: &[&str], input: &[u8]) -> Ran {
    let mut child = command().args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A command that does not read its input closes it.
    drop(child.stdin.take().unwrap().write_all(input));
    let output = child.wait_with_output().unwrap();
    let ran = Ran {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    };
    assert!(!tells_of_a_person(&ran.err), "stderr tells too much: {}", ran.err);
    ran
}

/// A recovery code, a mobile number in the clear, or the person whom the tests write about.
fn tells_of_a_person(text: &str) -> bool {
    let group = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let code =
        text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').any(|word| word.split('-').filter(|part| group(part)).count() >= 8);
    let phone = text.as_bytes().windows(11).any(|digits| digits[0] == b'1' && digits.iter().all(u8::is_ascii_digit));
    code || phone || text.contains("张三")
}

/// A shop's folder and its recovery code, closed.
pub struct Shop {
    pub room: TempDir,
}

/// Founding costs a key stretching of 256 MiB, so every test gets a copy of the same shop.
static FOUNDED: LazyLock<Shop> = LazyLock::new(|| {
    let shop = Shop { room: tempfile::tempdir().unwrap() };
    let (dir, code) = (shop.path("shop"), shop.path("code.txt"));
    run(&["new", "--data", &dir, "--shop", "晨光电器", "--owner", "林店主", "--no-keychain", "--recovery-out", &code, "--json"]).done();
    shop
});

impl Shop {
    pub fn new() -> Shop {
        FOUNDED.copy()
    }

    pub fn copy(&self) -> Shop {
        let shop = Shop { room: tempfile::tempdir().unwrap() };
        fs::copy(self.path("code.txt"), shop.path("code.txt")).unwrap();
        copy_folder(&self.path("shop"), &shop.path("shop"));
        shop
    }

    pub fn path(&self, name: &str) -> String {
        self.room.path().join(name).to_str().unwrap().to_owned()
    }

    /// Runs a command on this shop with `--json`.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, b"")
    }

    pub fn run_with(&self, arguments: &[&str], input: &[u8]) -> Ran {
        let (dir, code) = (self.path("shop"), self.path("code.txt"));
        run_with(&[arguments, &["--data", &dir, "--recovery-file", &code, "--json"]].concat(), input)
    }

    /// The same for people: no `--json`.
    pub fn say(&self, arguments: &[&str]) -> Ran {
        let (dir, code) = (self.path("shop"), self.path("code.txt"));
        run(&[arguments, &["--data", &dir, "--recovery-file", &code]].concat())
    }

    /// A quality case on a washing machine; its number.
    pub fn case(&self) -> String {
        let facts = r#"{"goods_title": "小天鹅滚筒洗衣机 10kg", "fault_text": "脱水时异响，张三来电 19900001234", "claim": "quality",
            "goods": "洗衣机", "channel": "online", "price_fen": 299900, "invoice_date": "2026-11-09", "received_date": "2026-11-11",
            "fault_date": "2026-11-20", "as_of": "2026-11-20", "fault": "performance", "proof": "invoice", "same_model_available": true, "wants": "return"}"#;
        let done = self.run_with(&["case", "do", "new", "register", "--input", "-"], facts.as_bytes()).done();
        done["number"].as_str().unwrap().to_owned()
    }
}

pub fn copy_folder(from: &str, to: &str) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), Path::new(to).join(entry.file_name())).unwrap();
    }
}

/// Every file of a folder with its bytes.
pub fn contents(dir: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let mut all: Vec<_> =
        fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).map(|path| (path.clone(), fs::read(path).unwrap())).collect();
    all.sort();
    all
}

/// A sample file of a platform.
pub fn sample(name: &str) -> String {
    format!("{}/../exchange/samples/{name}", env!("CARGO_MANIFEST_DIR"))
}
