//! Files are read by a child that can do nothing else. Whatever becomes of it, the shop is as it was.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use shounuo_desk::child::{Bounds, READING_TIME, read_file};
use shounuo_desk::kernel::Refusal;

use crate::common::{Shop, contents, sample};

fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_shounuo"))
}

/// Has the program read these bytes; true when they came back as a workbook.
fn read_within(bytes: &[u8], time: Duration) -> Result<(), Refusal> {
    read_file(program(), "x", bytes, &Bounds { time, cancelled: &|| false }).map(drop)
}

fn read(bytes: &[u8]) -> Result<(), Refusal> {
    read_within(bytes, READING_TIME)
}

#[test]
fn what_a_child_reads_is_what_the_core_would_read() {
    for name in ["taobao_orders_gbk.csv", "tmall_refunds.xlsx", "1688_orders.xls", "taobao_orders_html.xls"] {
        let bytes = std::fs::read(sample(name)).unwrap();
        let here = shounuo_exchange::open("x", bytes.clone(), &shounuo_exchange::Limits::default()).unwrap();
        let there = read_file(program(), "x", &bytes, &Bounds { time: READING_TIME, cancelled: &|| false }).unwrap();
        let seen = |book: &shounuo_exchange::Workbook| {
            let file = book.recognise(&shounuo_exchange::Wish::default()).unwrap();
            format!("{} {:?} {:?}", book.encoding(), file, book.rows(&file).collect::<Vec<_>>())
        };
        assert_eq!(seen(&there), seen(&here), "{name}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_child_may_neither_open_nor_connect_nor_start_anything() {
    for right in ["open", "create", "network", "socket", "spawn", "thread"] {
        let told = read(format!("trial:{right}").as_bytes()).unwrap_err();
        assert_eq!(told.code, "bad_file");
        assert!(told.message.contains("refused"), "{right}: {}", told.message);
    }
}

#[test]
fn a_child_that_misbehaves_is_ended_and_told_of_in_words() {
    for (deed, code) in [
        ("give up", "reading_failed"),
        ("silence", "reading_failed"),
        ("garbage", "reading_failed"),
        ("flood", "reading_failed"),
        #[cfg(target_os = "linux")]
        ("eat", "reading_too_much"),
    ] {
        let no = read(format!("trial:{deed}").as_bytes()).unwrap_err();
        assert_eq!(no.code, code, "{deed}: {}", no.message);
        assert!(no.message.contains("没有导入任何内容"), "{}", no.message);
    }
}

#[test]
fn a_child_that_takes_too_long_is_killed() {
    for deed in ["hang", "spin"] {
        let begun = Instant::now();
        let no = read_within(format!("trial:{deed}").as_bytes(), Duration::from_millis(300)).unwrap_err();
        assert_eq!(no.code, "reading_too_long");
        assert!(begun.elapsed() < Duration::from_secs(10), "{deed} took {:?}", begun.elapsed());
    }
}

#[test]
fn cancelling_kills_the_child() {
    let stop = AtomicBool::new(false);
    let no = std::thread::scope(|scope| {
        scope.spawn(|| {
            std::thread::sleep(Duration::from_millis(200));
            stop.store(true, Ordering::Relaxed);
        });
        read_file(program(), "x", b"trial:hang", &Bounds { time: READING_TIME, cancelled: &|| stop.load(Ordering::Relaxed) })
            .map(drop)
            .unwrap_err()
    });
    assert_eq!(no.code, "cancelled");
}

#[test]
fn a_program_that_is_not_there_is_told_of() {
    let no = read_file(Path::new("/nonexistent/shounuo"), "x", b"a,b\n", &Bounds { time: READING_TIME, cancelled: &|| false }).map(drop);
    assert_eq!(no.unwrap_err().code, "reading_not_started");
}

#[test]
fn an_import_that_fails_in_the_child_leaves_the_shop_as_it_was() {
    let shop = Shop::new();
    let before = contents(&shop.path("shop"));
    for deed in ["eat", "garbage", "give up"] {
        let file = shop.path("订单.csv");
        std::fs::write(&file, format!("trial:{deed}")).unwrap();
        let no = shop.run(&["import", &file]).refused();
        assert!(no.starts_with("reading_"), "{deed}: {no}");
    }
    assert_eq!(contents(&shop.path("shop")), before);
    assert_eq!(shop.run(&["import", &sample("jd_orders_gbk.csv")]).done()["orders_new"], 8, "and the next file is read");
    assert_eq!(shop.run(&["verify"]).done()["sound"], true);
}
