//! The real Secret Service of Linux: each test runs itself again inside a D-Bus session of its own, with a keyring daemon
//! and an empty home, so that the keyring of whoever runs the tests is never touched. Needs `dbus-run-session` and
//! `gnome-keyring-daemon`.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use shounuo_keychain::SystemKeychain;
use shounuo_store::vault::{
    Argon2Cost, Keychain, KeychainFault, RecoveryCode, ShopIdentity, VaultFault, create, unlock_with_code, unlock_with_keychain,
};
use uuid::Uuid;

/// Tells the inner run which part of its test to play.
const PART: &str = "SHOUNUO_TEST_PART";
/// Where files may stay between the parts of a test.
const HOME: &str = "SHOUNUO_TEST_HOME";

/// What kind of session a part gets.
enum Session {
    /// A keyring daemon whose keyring is open (made, if the home is new).
    Unlocked,
    /// A keyring daemon that was never given the password, and no screen to ask on.
    Locked,
    /// A keyring daemon, open, whose process number is in the environment.
    Known,
    /// A bus without any keyring daemon.
    NoService,
    /// No bus at all.
    NoBus,
}

impl Session {
    /// The shell words around the inner run, which is `"$0" "$@"`.
    fn script(&self) -> &'static str {
        match self {
            Self::Unlocked => "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec \"$0\" \"$@\"",
            Self::Locked => "gnome-keyring-daemon --start --components=secrets >/dev/null && exec \"$0\" \"$@\"",
            Self::Known => {
                "gnome-keyring-daemon --foreground --unlock --components=secrets < <(printf pw) >/dev/null & export KEYRING_PID=$!; exec \"$0\" \"$@\""
            }
            Self::NoService | Self::NoBus => "exec \"$0\" \"$@\"",
        }
    }

    fn command(&self) -> Command {
        let mut command = match self {
            Self::NoBus => Command::new("bash"),
            _ => Command::new("dbus-run-session"),
        };
        match self {
            Self::NoBus => {}
            // A bus that starts nothing on demand.
            Self::NoService => drop(command.args(["--config-file", "tests/bus_without_services.conf", "--", "bash"])),
            _ => drop(command.args(["--", "bash"])),
        }
        command
    }
}

/// Plays one part of the test `name` in a session of its own; `home` holds the keyring between parts.
fn play(name: &str, part: &str, session: &Session, home: &Path) {
    let runtime = tempfile::tempdir().unwrap();
    let mut command = session.command();
    command.args(["-c", session.script()]).arg(std::env::current_exe().unwrap());
    command.args(["--exact", name, "--nocapture", "--test-threads=1"]);
    command.env(PART, part).env(HOME, home).env("HOME", home).env("XDG_RUNTIME_DIR", runtime.path());
    for unset in ["DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "XDG_DATA_HOME", "GNOME_KEYRING_CONTROL"] {
        command.env_remove(unset);
    }
    let output = command.output().expect("dbus-run-session and gnome-keyring-daemon must be installed");
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && out.contains("1 passed"), "{name}, {part}: {}\n{out}\n{err}", output.status);
}

/// Tells the session's daemon to stop answering, to go on, or to end.
fn daemon(signal: &str) {
    let pid = std::env::var("KEYRING_PID").unwrap();
    assert!(Command::new("kill").args([signal, &pid]).status().unwrap().success());
}

fn part() -> Option<String> {
    std::env::var(PART).ok()
}

fn chain() -> SystemKeychain {
    SystemKeychain::new()
}

fn read(account: &str) -> Result<Option<Vec<u8>>, KeychainFault> {
    chain().get(account).map(|found| found.map(|secret| secret.to_vec()))
}

#[test]
fn what_is_set_is_got_until_it_is_deleted() {
    if part().is_none() {
        return play("what_is_set_is_got_until_it_is_deleted", "all", &Session::Unlocked, tempfile::tempdir().unwrap().path());
    }
    assert!(SystemKeychain::available());
    assert_eq!(read("a"), Ok(None));
    assert_eq!(chain().delete("a"), Ok(()));
    let secret: Vec<u8> = (0..=255).collect();
    chain().set("a", &secret).unwrap();
    chain().set("b", &[0; 32]).unwrap();
    assert_eq!(read("a"), Ok(Some(secret)));
    chain().set("a", b"replaced").unwrap();
    assert_eq!(read("a"), Ok(Some(b"replaced".to_vec())));
    chain().delete("a").unwrap();
    assert_eq!((read("a"), read("b")), (Ok(None), Ok(Some(vec![0; 32]))));
}

#[test]
fn an_entry_outlives_the_session_and_a_locked_keyring_says_so() {
    let name = "an_entry_outlives_the_session_and_a_locked_keyring_says_so";
    match part().as_deref() {
        None => {
            let home = tempfile::tempdir().unwrap();
            play(name, "write", &Session::Unlocked, home.path());
            play(name, "read", &Session::Unlocked, home.path());
            play(name, "locked", &Session::Locked, home.path());
        }
        Some("write") => chain().set("kept", b"secret").unwrap(),
        Some("read") => assert_eq!(read("kept"), Ok(Some(b"secret".to_vec()))),
        Some(_) => {
            assert!(SystemKeychain::available());
            assert_eq!(read("kept"), Err(KeychainFault::Locked));
            assert_eq!(chain().set("kept", b"other"), Err(KeychainFault::Locked));
            assert_eq!(chain().set("new", b"other"), Err(KeychainFault::Locked));
            assert_eq!(chain().delete("kept"), Err(KeychainFault::Locked));
        }
    }
}

#[test]
fn without_a_bus_or_a_service_the_keychain_is_missing() {
    if part().is_none() {
        let home = tempfile::tempdir().unwrap();
        let name = "without_a_bus_or_a_service_the_keychain_is_missing";
        play(name, "all", &Session::NoBus, home.path());
        return play(name, "all", &Session::NoService, home.path());
    }
    assert!(!SystemKeychain::available());
    assert_eq!(read("a"), Err(KeychainFault::Missing));
    assert_eq!(chain().set("a", b"x"), Err(KeychainFault::Missing));
    assert_eq!(chain().delete("a"), Err(KeychainFault::Missing));
}

#[test]
fn a_shop_opens_after_a_restart_and_asks_for_the_code_when_the_keyring_is_locked_or_gone() {
    let name = "a_shop_opens_after_a_restart_and_asks_for_the_code_when_the_keyring_is_locked_or_gone";
    let home = std::env::var_os(HOME).unwrap_or_default();
    let shop = Path::new(&home).join("shop");
    let code = Path::new(&home).join("code");
    match part().as_deref() {
        None => {
            let home = tempfile::tempdir().unwrap();
            play(name, "create", &Session::Unlocked, home.path());
            play(name, "open", &Session::Unlocked, home.path());
            play(name, "locked", &Session::Locked, home.path());
            std::fs::remove_dir_all(home.path().join(".local")).unwrap();
            play(name, "reinstalled", &Session::Unlocked, home.path());
            play(name, "open", &Session::Unlocked, home.path());
        }
        Some("create") => {
            let identity = ShopIdentity { shop_id: Uuid::from_u128(1), device_id: Uuid::from_u128(2) };
            let (_, printed) = create(&shop, identity, Some(&chain()), Argon2Cost::FLOOR).unwrap();
            std::fs::write(code, &*printed.line()).unwrap();
        }
        Some("open") => drop(unlock_with_keychain(&shop, &chain()).unwrap().open_writer().unwrap()),
        Some("locked") => assert_eq!(unlock_with_keychain(&shop, &chain()).unwrap_err(), VaultFault::KeychainLocked),
        Some(_) => {
            assert_eq!(unlock_with_keychain(&shop, &chain()).unwrap_err(), VaultFault::KeychainNoEntry);
            let typed = RecoveryCode::parse(&std::fs::read_to_string(code).unwrap()).unwrap();
            unlock_with_code(&shop, &typed).unwrap().repair_keychain_slot(&chain()).unwrap();
        }
    }
}

#[test]
fn a_keychain_that_hangs_is_waited_for_and_then_given_up() {
    let name = "a_keychain_that_hangs_is_waited_for_and_then_given_up";
    if part().is_none() {
        return play(name, "all", &Session::Known, tempfile::tempdir().unwrap().path());
    }
    let ready = (0..100).any(|_| {
        std::thread::sleep(Duration::from_millis(50));
        chain().set("kept", b"secret").is_ok()
    });
    assert!(ready, "the daemon did not come up");
    let hasty = chain().waiting(Duration::from_secs(1));
    daemon("-STOP");
    let begun = Instant::now();
    assert_eq!(hasty.get("kept").map(drop), Err(KeychainFault::Slow));
    assert_eq!(hasty.set("kept", b"other"), Err(KeychainFault::Slow));
    assert!(begun.elapsed() < Duration::from_secs(10), "two calls of a second each: {:?}", begun.elapsed());
    daemon("-CONT");
    // It answers again, and whoever asks again is served. What was set late may have arrived: never half of it.
    let answer = read("kept").unwrap().unwrap();
    assert!(answer == b"secret" || answer == b"other");
    daemon("-TERM");
}

/// The kernel's keyring forgets at restart, and wrappers have been known to fall back to it without a word. It is not built in.
#[test]
fn the_keychain_is_the_secret_service_and_nothing_that_forgets() {
    let name = "the_keychain_is_the_secret_service_and_nothing_that_forgets";
    if part().is_none() {
        let lock = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../Cargo.lock")).unwrap();
        assert!(lock.contains("secret-service-keyring-store") && !lock.contains("keyutils"));
        let home = tempfile::tempdir().unwrap();
        play(name, "all", &Session::Unlocked, home.path());
        return play(name, "restarted", &Session::Unlocked, home.path());
    }
    if part().as_deref() == Some("all") {
        chain().set("kept", b"secret").unwrap();
        let home = std::env::var_os(HOME).unwrap();
        let keyrings = std::fs::read_dir(Path::new(&home).join(".local/share/keyrings")).unwrap();
        assert!(keyrings.count() > 0, "the daemon keeps its entries on the disk");
    }
    assert_eq!(read("kept"), Ok(Some(b"secret".to_vec())));
}
