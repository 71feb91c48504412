//! The kinds of paper: what they refuse and what they say.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod common;

use common::{bare, letter, poppler, recovery, rendered, sum};
use jiff::civil::date;
use shounuo_notices::{Basis, Document, NoticeFault, Paper, PaperSpec, RecoverySheet, RulingLetter, Seal, VoidMark, render};

const A4: PaperSpec = PaperSpec { paper: Paper::A4, large_type: false };

fn papers() -> Vec<PaperSpec> {
    [Paper::A4, Paper::Slip80, Paper::Slip58]
        .into_iter()
        .flat_map(|paper| [false, true].map(|large_type| PaperSpec { paper, large_type }))
        .collect()
}

type Spoil = fn(&mut RulingLetter);

#[test]
fn a_letter_with_an_empty_required_field_is_refused_by_name() {
    let cases: [(Spoil, &str); 14] = [
        (|l| l.shop_name.clear(), "店铺名称"),
        (|l| l.number = "  ".into(), "告知书编号"),
        (|l| l.consumer_name.clear(), "消费者姓名"),
        (|l| l.order_no.clear(), "订单号"),
        (|l| l.goods.clear(), "商品名称"),
        (|l| l.fault_text.clear(), "故障描述"),
        (|l| l.conclusion.clear(), "处理结论"),
        (|l| l.follow_up.how.clear(), "答复方式"),
        (|l| l.follow_up.complaint_channel.clear(), "投诉渠道"),
        (|l| l.options.clear(), "可选择的处理方式"),
        (|l| l.options[0].label.clear(), "处理方式名称"),
        (|l| l.options[0].clause.clear(), "处理方式的依据条款"),
        (|l| l.working.clear(), "判定过程"),
        (|l| l.basis[0].verified = false, "依据置信度说明"),
    ];
    for (spoil, field) in cases {
        let mut letter = letter();
        spoil(&mut letter);
        let fault = letter.document().unwrap_err();
        assert_eq!(fault, NoticeFault::Unfilled(field));
        assert!(fault.to_string().contains(field) && fault.to_string().contains("请补全"));
    }
}

#[test]
fn a_letter_without_basis_is_refused() {
    let cases: [Spoil; 2] = [|l| l.basis.clear(), |l| l.basis[0].text = " ".into()];
    for spoil in cases {
        let mut letter = letter();
        spoil(&mut letter);
        assert_eq!(letter.document().unwrap_err(), NoticeFault::BasisMissing);
    }
    let mut document = letter().document().unwrap();
    document.basis = Basis::Cited(Vec::new());
    assert_eq!(render(&document, &A4).unwrap_err(), NoticeFault::BasisMissing);
}

#[test]
fn sums_must_add_up_to_the_total() {
    let mut wrong = letter();
    wrong.total = Some(sum("应退金额", 595_900));
    assert_eq!(wrong.document().unwrap_err(), NoticeFault::SumsDisagree);
    let mut overflowing = letter();
    overflowing.sums = vec![sum("甲", i64::MAX), sum("乙", 1)];
    assert_eq!(overflowing.document().unwrap_err(), NoticeFault::SumsDisagree);
}

#[test]
fn a_void_mark_needs_its_reason_and_is_seen_on_every_paper() {
    let mut letter = letter();
    letter.void = Some(VoidMark { on: date(2026, 3, 8), reason: " ".into() });
    let document = letter.document().unwrap();
    assert_eq!(render(&document, &A4).unwrap_err(), NoticeFault::Unfilled("作废原因"));
    letter.void = Some(VoidMark { on: date(2026, 3, 8), reason: "日期录入有误".into() });
    for spec in papers() {
        let text = bare(&poppler("pdftotext", &[], &rendered(&letter, spec).bytes));
        assert!(text.contains("本件已于2026年3月8日作废"), "{spec:?}: {text}");
        assert!(text.contains("日期录入有误"));
    }
}

#[test]
fn a_sample_says_on_every_paper_that_it_was_not_issued() {
    for spec in papers() {
        let mut document = letter().document().unwrap();
        let said = |document: &Document| bare(&poppler("pdftotext", &[], &render(document, &spec).unwrap().bytes));
        assert!(!said(&document).contains("样张"));
        document.marks.sample = true;
        let text = said(&document);
        assert!(text.contains("样张：尚未出具，不作为任何依据。"), "{spec:?}: {text}");
        // Besides the frame at the head, the word stands across every sheet.
        let sheets = if spec.paper == Paper::A4 { render(&document, &spec).unwrap().pages } else { 0 };
        assert_eq!(text.matches("样张").count(), 1 + sheets, "{spec:?}: {text}");
    }
}

#[test]
fn a_reprint_is_marked() {
    let mut letter = letter();
    letter.reprint = Some(2);
    let text = bare(&poppler("pdftotext", &[], &rendered(&letter, A4).bytes));
    assert!(text.contains("第2次重印"), "{text}");
}

#[test]
fn the_letter_says_what_the_consumer_must_know() {
    for spec in papers() {
        let text = bare(&poppler("pdftotext", &["-layout"], &rendered(&letter(), spec).bytes));
        for said in
            ["SH-3F-00123-T01", "张*女士：", "2026年3月10日", "伍仟玖佰伍拾玖元零壹分", "¥5,959.01", "-¥39.99", "12315", "依据：1.", "换货"]
        {
            assert!(text.contains(said), "{said} on {spec:?} in {text}");
        }
    }
}

#[test]
fn an_unverified_clause_is_marked_in_words() {
    let mut letter = letter();
    letter.basis[1].verified = false;
    letter.confidence_remark = "第十二条的文本来自二手资料，置信度低于“已核实”。".into();
    let text = bare(&poppler("pdftotext", &[], &rendered(&letter, A4).bytes));
    assert!(text.contains("第十二条。（文本尚未核实）"), "{text}");
    assert!(text.contains("置信度低于“已核实”"));
}

#[test]
fn a_letter_with_only_what_is_required_leaves_nothing_empty_behind() {
    let letter = RulingLetter {
        shop_contact: String::new(),
        qr: None,
        platform: String::new(),
        model: String::new(),
        serial: String::new(),
        invoice_date: None,
        wanted: String::new(),
        sums: Vec::new(),
        total: None,
        expires: None,
        remarks: Vec::new(),
        seal: Seal::Space,
        ..letter()
    };
    let pdf = rendered(&letter, A4);
    let text = bare(&poppler("pdftotext", &["-layout"], &pdf.bytes));
    assert_eq!(pdf.pages, 1);
    for absent in ["型号：", "序列号", "销售平台", "发票日期", "您的要求", "金额", "五、"] {
        assert!(!text.contains(absent), "{absent} in {text}");
    }
    assert!(text.contains("四、请您答复") && text.contains("（盖章处）"), "{text}");
}

#[test]
fn a_document_without_text_or_with_a_nameless_seal_is_refused() {
    let mut document = letter().document().unwrap();
    document.blocks.clear();
    assert_eq!(render(&document, &A4).unwrap_err(), NoticeFault::Unfilled("正文"));
    let mut letter = letter();
    letter.seal = Seal::Printed { ring: " ".into(), label: "售后专用章".into() };
    let document = letter.document().unwrap();
    assert_eq!(render(&document, &A4).unwrap_err(), NoticeFault::Unfilled("印章上的店铺名称"));
}

#[test]
fn a_qr_text_too_long_is_refused() {
    let mut letter = letter();
    letter.qr = Some("长".repeat(3_000));
    let fault = render(&letter.document().unwrap(), &A4).unwrap_err();
    assert_eq!(fault, NoticeFault::QrTooLong);
}

#[test]
fn the_recovery_sheet_shows_all_groups_on_one_page() {
    for spec in papers() {
        let pdf = render(&recovery().document().unwrap(), &spec).unwrap();
        if spec == A4 {
            assert_eq!(pdf.pages, 1);
        }
        let text = poppler("pdftotext", &[], &pdf.bytes);
        for group in recovery().code.split('-') {
            assert!(text.contains(group), "{group} on {spec:?} in {text}");
        }
        let text = bare(&text);
        for said in ["安心家电经营部", "2026年3月5日", "校验组", "任意两组", "每年", "数据无法恢复", "保管人"] {
            assert!(text.contains(said), "{said} in {text}");
        }
    }
}

#[test]
fn a_recovery_sheet_refuses_bad_codes_and_missing_fields() {
    let with = |code: &str| RecoverySheet { code: code.into(), ..recovery() }.document().unwrap_err();
    assert_eq!(with(" "), NoticeFault::Unfilled("恢复码"));
    for code in [
        "7QK2-M0XD-W9RT-4HVB-ZC8N-1E5G-PJ36-FAYS",
        "7QK2-M0XD-W9RT-4HVB-ZC8N-1E5G-PJ36-FAYS-K7T0-AAAA",
        "7QK2-M0XD-W9RT-4HVB-ZC8N-1E5G-PJ36-FAYS-K7TU",
        "7qk2-m0xd-w9rt-4hvb-zc8n-1e5g-pj36-fays-k7t0",
    ] {
        assert_eq!(with(code), NoticeFault::MalformedRecoveryCode, "{code}");
    }
    let no_shop = RecoverySheet { shop_name: String::new(), ..recovery() };
    assert_eq!(no_shop.document().unwrap_err(), NoticeFault::Unfilled("店铺名称"));
}

#[test]
fn the_code_is_not_in_debug_text() {
    let text = format!("{:?}", recovery());
    assert!(!text.contains("7QK2") && text.contains("generation"), "{text}");
}
