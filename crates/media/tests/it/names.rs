//! Names are shown and offered, never trusted.

use proptest::prelude::*;
use shounuo_media::{Media, file_name};

#[test]
fn names_lose_what_is_dangerous_and_get_the_ending_of_what_they_are() {
    for (given, media, name) in [
        ("开箱.JPG", Media::Jpeg, "开箱.jpg"),
        ("C:\\Users\\x\\开箱.jpeg", Media::Jpeg, "开箱.jpg"),
        ("../../etc/passwd", Media::Pdf, "passwd.pdf"),
        ("..", Media::Png, "附件.png"),
        ("", Media::Png, "附件.png"),
        (".jpg", Media::Jpeg, "jpg.jpg"),
        ("病毒.exe", Media::Jpeg, "病毒.exe.jpg"),
        ("annexe\u{202E}gpj.exe", Media::Jpeg, "annexegpj.exe.jpg"),
        ("a\0b\r\nc.png", Media::Png, "abc.png"),
        ("CON.jpg", Media::Jpeg, "_CON.jpg"),
        ("com1.jpg", Media::Jpeg, "_com1.jpg"),
        ("com12.jpg", Media::Jpeg, "com12.jpg"),
        ("nul.tar.jpg", Media::Jpeg, "_nul.tar.jpg"),
        ("说明:<第1页>?.pdf", Media::Pdf, "说明__第1页__.pdf"),
        ("报告. . .pdf", Media::Pdf, "报告.pdf"),
    ] {
        assert_eq!(file_name(given, media), name, "{given}");
    }
    assert_eq!(file_name(&"长".repeat(300), Media::Mp4).chars().count(), 104);
    let marked = file_name(&format!("CON.{}", "长".repeat(300)), Media::Jpeg);
    assert_eq!((marked.chars().count(), file_name(&marked, Media::Jpeg)), (104, marked.clone()));
    assert_eq!(file_name(&format!("con{}x", " ".repeat(97)), Media::Jpeg), "_con.jpg");
}

proptest! {
    #[test]
    fn no_name_leads_anywhere(given in "\\PC{0,300}|[./\\\\:a-z\u{202A}-\u{202E}\u{0}-\u{1F}]{0,40}") {
        for media in Media::ALL {
            let name = file_name(&given, *media);
            prop_assert!(!name.contains(['/', '\\', ':', '\0']) && !name.starts_with('.') && name.chars().count() <= 110, "{name:?}");
            let hidden = name.chars().any(|character| character.is_control() || ('\u{202A}'..='\u{202E}').contains(&character));
            prop_assert!(!hidden, "{name:?}");
            prop_assert!(name.ends_with(media.ending()));
            prop_assert_eq!(file_name(&name, *media), name.clone());
        }
    }
}
