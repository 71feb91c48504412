//! Facts and tools for the tests of finished papers.

mod tools;

use jiff::civil::date;
use shounuo_notices::{
    CitedClause, FollowUp, LetterClaim, LetterOption, PaperSpec, RecoverySheet, Rendered, RulingLetter, Seal, SumLine, WorkingLine, render,
};
use shounuo_rules::Fen;
pub use tools::{bare, poppler};

/// An ordinary letter of two pages.
pub fn letter() -> RulingLetter {
    let step = |text: &str, result: &str, passed: bool| WorkingLine {
        text: text.into(),
        result: result.into(),
        clause: "三包规定第十条".into(),
        passed: Some(passed),
    };
    RulingLetter {
        claim: LetterClaim::Quality,
        shop_name: "安心家电经营部".into(),
        shop_contact: "电话 0571-8888 6666".into(),
        number: "SH-3F-00123-T01".into(),
        qr: Some("SH-3F-00123-T01".into()),
        issued_on: date(2026, 3, 5),
        consumer_name: "张*女士".into(),
        order_no: "3298112055678890".into(),
        platform: "淘宝".into(),
        goods: "海川牌滚筒洗衣机".into(),
        model: "HC-XQG100".into(),
        serial: "SN2026A0098812345".into(),
        invoice_date: Some(date(2026, 2, 20)),
        received_date: Some(date(2026, 2, 23)),
        fault_date: date(2026, 3, 5),
        fault_text: "脱水时剧烈抖动".into(),
        options: vec![LetterOption {
            label: "换货".into(),
            last_day: Some(date(2026, 3, 10)),
            explanation: "换同型号同规格的新机，运费由本店承担。".into(),
            clause: "三包规定第十条".into(),
        }],
        conclusion: "签收后第 10 天出现性能故障，可以换货或者修理，都不收费。".into(),
        wanted: "退货".into(),
        chosen: String::new(),
        working: vec![
            step("签收日期 2026-02-23，故障日期 2026-03-05", "第 10 天", true),
            step("故障在第 7 天之前发生", "不符合", false),
            step("故障在第 15 天之前发生", "符合", true),
        ],
        sums: vec![sum("商品实付金额", 599_900), sum("折旧", -3_999)],
        total: Some(sum("应退金额", 595_901)),
        expires: Some(date(2026, 3, 20)),
        remarks: vec!["退货需要双方协商。".into()],
        confidence_remark: String::new(),
        follow_up: FollowUp {
            how: "在订单聊天中回复“换货”或“修理”".into(),
            until: date(2026, 3, 10),
            without_answer: String::new(),
            complaint_channel: "全国 12315 平台（电话 12315）".into(),
        },
        basis: vec![
            CitedClause { text: "《部分商品修理更换退货责任规定》第十条。".into(), verified: true },
            CitedClause { text: "《部分商品修理更换退货责任规定》第十二条。".into(), verified: true },
        ],
        seal: Seal::Printed { ring: "安心家电经营部".into(), label: "售后专用章".into() },
        void: None,
        reprint: None,
    }
}

/// A labelled amount.
pub fn sum(label: &str, fen: i64) -> SumLine {
    SumLine { label: label.into(), amount: Fen(fen) }
}

/// A recovery sheet.
pub fn recovery() -> RecoverySheet {
    RecoverySheet {
        shop_name: "安心家电经营部".into(),
        created_on: date(2026, 3, 5),
        code: "7QK2-M0XD-W9RT-4HVB-ZC8N-1E5G-PJ36-FAYS-K7T0".into(),
        generation: 1,
    }
}

/// The letter on `spec`.
pub fn rendered(letter: &RulingLetter, spec: PaperSpec) -> Rendered {
    render(&letter.document().unwrap(), &spec).unwrap()
}
