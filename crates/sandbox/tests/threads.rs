//! A program may have libraries that start threads before its first line.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::process::Command;
use std::thread;
use std::time::Duration;

use shounuo_sandbox::{Allowance, confine};

const CHILD: &str = "SHOUNUO_TEST_CONFINED";
const NAME: &str = "a_thread_that_is_just_starting_does_not_end_the_child";

#[test]
fn a_thread_that_is_just_starting_does_not_end_the_child() {
    if std::env::var_os(CHILD).is_some() {
        for _ in 0..8 {
            thread::spawn(thread::park);
        }
        confine(&Allowance { memory: 256 << 20, time: Duration::from_secs(30) }).unwrap();
        // They come to their first lines.
        thread::sleep(Duration::from_millis(5));
        std::process::exit(0);
    }
    for turn in 0..50 {
        let child = Command::new(std::env::current_exe().unwrap()).args(["--exact", NAME, "--nocapture"]).env(CHILD, "1").output().unwrap();
        assert!(child.status.success(), "turn {turn}: {:?} {}", child.status, String::from_utf8_lossy(&child.stderr));
    }
}
