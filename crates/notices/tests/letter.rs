//! The letter builder: what it leaves out, what it refuses, and what it says.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use jiff::civil::date;
use shounuo_notices::{
    Basis, Block, CitedClause, Column, FollowUp, Letter, Letterhead, Marks, NoticeFault, Seal, SumLine, Table, VoidMark, WorkingLine,
};
use shounuo_rules::Fen;

fn head() -> Letterhead {
    Letterhead {
        shop_name: "安心家电经营部".into(),
        shop_contact: "电话 0571-8888 6666".into(),
        number: "TZ-3F-00001".into(),
        qr: None,
        issued_on: date(2026, 3, 5),
        seal: Seal::Space,
    }
}

fn letter() -> Letter {
    Letter::new(head(), "换货通知")
}

fn clause() -> CitedClause {
    CitedClause { text: "三包规定第十条".into(), verified: true }
}

fn follow_up() -> FollowUp {
    FollowUp {
        how: "在订单聊天中回复。".into(),
        until: date(2026, 3, 10),
        without_answer: "逾期本店会再联系您。".into(),
        complaint_channel: "全国 12315 平台".into(),
    }
}

fn fault(letter: Letter) -> NoticeFault {
    letter.document().unwrap_err()
}

fn blocks(letter: Letter) -> Vec<Block> {
    let mut blocks = letter.no_basis().document().unwrap().blocks;
    assert!(matches!(blocks.pop(), Some(Block::Closing(_))));
    blocks
}

#[test]
fn what_is_required_and_empty_refuses_the_letter_by_its_name() {
    let with = |spoil: fn(&mut Letterhead)| {
        let mut head = head();
        spoil(&mut head);
        Letter::new(head, "换货通知").text("正文").no_basis()
    };
    let cases = [
        (with(|head| head.shop_name.clear()), "店铺名称"),
        (with(|head| head.number = " ".into()), "编号"),
        (Letter::new(head(), "").text("正文"), "标题"),
        (letter().to(" "), "收件人"),
        (letter().must("商品", ""), "商品"),
        (letter().must_text("调查结论", "  "), "调查结论"),
        (letter().strong(""), "结论"),
        (letter().needs("联系电话", ""), "联系电话"),
        (letter().follow_up(FollowUp { how: String::new(), ..follow_up() }), "答复方式"),
        (letter().follow_up(FollowUp { complaint_channel: " ".into(), ..follow_up() }), "投诉渠道"),
        (letter().working([WorkingLine { text: " ".into(), result: "3".into(), clause: String::new(), passed: None }]), "判定过程的每一行"),
        (letter(), "正文"),
        (letter().heading("只有标题").facts([("型号", String::new())]), "正文"),
    ];
    for (letter, name) in cases {
        assert_eq!(fault(letter.no_basis()), NoticeFault::Unfilled(name));
    }
}

#[test]
fn the_first_thing_missing_is_the_one_named() {
    let letter = letter().must("商品", "").must("型号", "").text("正文");
    assert_eq!(fault(letter), NoticeFault::Unfilled("商品"));
}

#[test]
fn a_letter_cites_a_clause_or_says_that_it_needs_none() {
    assert_eq!(fault(letter().text("正文")), NoticeFault::BasisMissing);
    assert_eq!(fault(letter().text("正文").basis([])), NoticeFault::BasisMissing);
    let empty = CitedClause { text: " ".into(), verified: true };
    assert_eq!(fault(letter().text("正文").basis([clause(), empty])), NoticeFault::BasisMissing);
    let unverified = CitedClause { verified: false, ..clause() };
    let document = letter().text("正文").basis([clause(), unverified]).document().unwrap();
    assert_eq!(document.basis, Basis::Cited(vec!["三包规定第十条".into(), "三包规定第十条（文本尚未核实）".into()]));
    assert_eq!(letter().text("正文").no_basis().document().unwrap().basis, Basis::NotNeeded);
}

#[test]
fn what_is_empty_and_not_required_leaves_nothing_behind() {
    let columns = || vec![Column::left("配件", 1.0)];
    let empty = letter()
        .text("正文")
        .facts([("型号", " ".into())])
        .text("")
        .remark(" ")
        .list([String::new()])
        .table(Table { columns: columns(), rows: Vec::new() })
        .working([])
        .blanks(Vec::<String>::new())
        .sums(&[], None);
    assert_eq!(blocks(empty), [Block::Paragraph("正文".into())]);
}

#[test]
fn facts_that_follow_each_other_stand_in_one_grid() {
    let letter = letter().must("商品", "洗衣机").facts(vec![("型号", "HC-1".into()), ("序列号", String::new())]).must("订单号", "12");
    let pair = |label: &str, value: &str| (label.to_owned(), value.to_owned());
    assert_eq!(blocks(letter), [Block::Grid(vec![pair("商品", "洗衣机"), pair("型号", "HC-1"), pair("订单号", "12")])]);
}

#[test]
fn headings_are_numbered_when_there_are_several_and_dropped_when_nothing_follows() {
    let heading = |text: &str| Block::Heading(text.into());
    let text = || Block::Paragraph("正文".into());
    let of = |letter: Letter| blocks(letter);
    assert_eq!(of(letter().heading("甲").text("正文")), [heading("甲"), text()]);
    assert_eq!(
        of(letter().heading("甲").text("正文").heading("乙").heading("丙").text("正文").heading("丁")),
        [heading("一、甲"), text(), heading("二、丙"), text()]
    );
}

#[test]
fn an_amount_is_said_in_figures_and_capitals() {
    let amount =
        Block::Amount { label: "应退金额".into(), figures: "¥1,234.50".into(), capitals: "壹仟贰佰叁拾肆元伍角整".into() };
    assert_eq!(blocks(letter().amount("应退金额", Fen(123_450))), [amount]);
}

#[test]
fn sums_agree_with_their_total() {
    let sum = |label: &str, fen| SumLine { label: label.into(), amount: Fen(fen) };
    let parts = [sum("实付", 10_000), sum("减：赠品价", -1_000)];
    let right = blocks(letter().sums(&parts, Some(&sum("应退", 9_000))));
    assert!(matches!(right.as_slice(), [Block::Table(table), Block::Amount { .. }] if table.rows[1] == ["减：赠品价", "-¥10.00"]));
    assert_eq!(fault(letter().sums(&parts, Some(&sum("应退", 9_001)))), NoticeFault::SumsDisagree);
    let overflowing = [sum("甲", i64::MAX), sum("乙", 1)];
    assert_eq!(fault(letter().sums(&overflowing, Some(&sum("合计", 0)))), NoticeFault::SumsDisagree);
}

#[test]
fn the_follow_up_calls_the_paper_by_its_own_word() {
    for (title, said) in
        [("退换货结果通知书", "本通知书而"), ("投诉调查报告", "本报告而"), ("退换货受理单", "本受理单而"), ("服务回执", "本件而")]
    {
        let said_all = blocks(Letter::new(head(), title).follow_up(follow_up()));
        let [Block::Paragraph(answer), Block::Paragraph(complaint)] = said_all.as_slice() else { panic!("{said_all:?}") };
        assert_eq!(answer, "请您在2026年3月10日（含当日）前答复本店：在订单聊天中回复。逾期本店会再联系您。");
        assert!(complaint.contains("向全国 12315 平台投诉") && complaint.contains(said), "{complaint}");
    }
}

#[test]
fn the_letter_ends_with_shop_day_seal_and_the_lines_to_sign() {
    let marks = Marks { void: Some(VoidMark { on: date(2026, 3, 8), reason: "录入有误".into() }), reprint: Some(2), sample: false };
    let document = letter().text("正文").acknowledged(&["消费者签字", "日期"]).marks(marks.clone()).no_basis().document().unwrap();
    let Some(Block::Closing(closing)) = document.blocks.last() else { panic!("no closing") };
    assert_eq!(closing.signed, ["安心家电经营部", "2026年3月5日"]);
    assert_eq!(closing.acknowledged, ["消费者签字", "日期"]);
    assert_eq!(closing.seal, Seal::Space);
    assert_eq!(document.marks, marks);
    assert_eq!((document.meta.title.as_str(), document.meta.number.as_str()), ("换货通知", "TZ-3F-00001"));
}
