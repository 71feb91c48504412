//! Writes a sample of every kind of paper on every paper size to the folder given as argument.

#[path = "../tests/common/letters/mod.rs"]
mod letters;

use std::{env, error::Error, fs, path::PathBuf};

use jiff::civil::{Date, date};
use shounuo_notices::{
    CitedClause, Document, FollowUp, Label, LabelSize, LetterClaim, LetterOption, NoticeFault, Paper, PaperSpec, RecoverySheet,
    RulingLetter, Seal, SumLine, VoidMark, WorkingLine, labels, render,
};
use shounuo_rules::Fen;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::args().nth(1).ok_or("用法：samples <文件夹>")?);
    fs::create_dir_all(&folder)?;
    for (name, document) in documents()? {
        for (paper, spec) in specs() {
            let rendered = render(&document, &spec)?;
            fs::write(folder.join(format!("{name}-{paper}.pdf")), rendered.bytes)?;
        }
    }
    for (name, size) in [("40x30", LabelSize::L40x30), ("60x40", LabelSize::L60x40)] {
        fs::write(folder.join(format!("labels-{name}.pdf")), labels(&bag_labels(), size)?.bytes)?;
    }
    Ok(())
}

/// Labels of a repair with one bag for the goods and one for the accessories, and two that are hard to fit.
fn bag_labels() -> Vec<Label> {
    let label = |number: &str, title: &str, lines: &[&str]| Label {
        code: format!("{number} 7Q2K"),
        number: number.into(),
        title: title.into(),
        lines: lines.iter().map(|line| (*line).to_owned()).collect(),
    };
    vec![
        label("WX-3F-00042", "海川牌滚筒洗衣机 HC-XQG100-14BD", &["张*女士 138****6612", "2026-03-05 接修", "第 1 件 / 共 2 件"]),
        label("WX-3F-00042", "附件：进水管、排水管、电源线", &["张*女士 138****6612", "第 2 件 / 共 2 件"]),
        label("SH-3F-00123", "蓝牙耳机", &[]),
        label(
            "WX-3F-00042-0001-2026-03-05",
            &"超长名称便携式移动工作站笔记本电脑（含扩展坞）".repeat(2),
            &["序列号 SN2026A0098812345678901234567890", "二", "三", "四"],
        ),
    ]
}

fn specs() -> [(&'static str, PaperSpec); 6] {
    let large = |paper| PaperSpec { paper, large_type: true };
    [
        ("a4", PaperSpec::new(Paper::A4)),
        ("a4-large", large(Paper::A4)),
        ("80", PaperSpec::new(Paper::Slip80)),
        ("80-large", large(Paper::Slip80)),
        ("58", PaperSpec::new(Paper::Slip58)),
        ("58-large", large(Paper::Slip58)),
    ]
}

fn documents() -> Result<Vec<(&'static str, Document)>, Box<dyn Error>> {
    let mut documents = letters::all()?;
    documents.extend([
        ("ruling", letter().document()?),
        ("ruling-short", short_letter().document()?),
        ("ruling-long", long_letter().document()?),
        ("ruling-void", void_letter().document()?),
        ("ruling-sample", sample_letter()?),
        ("recovery", recovery().document()?),
    ]);
    Ok(documents)
}

fn step(text: &str, result: &str, clause: &str, passed: bool) -> WorkingLine {
    let passed = Some(passed);
    WorkingLine { text: text.into(), result: result.into(), clause: clause.into(), passed }
}

fn option(label: &str, last_day: Option<Date>, explanation: &str, clause: &str) -> LetterOption {
    LetterOption { label: label.into(), last_day, explanation: explanation.into(), clause: clause.into() }
}

fn clause(text: &str, verified: bool) -> CitedClause {
    CitedClause { text: text.into(), verified }
}

fn sum(label: &str, fen: i64) -> SumLine {
    SumLine { label: label.into(), amount: Fen(fen) }
}

/// A washing machine that failed on day 10.
fn letter() -> RulingLetter {
    RulingLetter {
        claim: LetterClaim::Quality,
        shop_name: "杭州市西湖区安心家电经营部".into(),
        shop_contact: "电话 0571-8888 6666　杭州市西湖区文三路 100 号　每日 9:00—21:00".into(),
        number: "SH-3F-00123-T01".into(),
        qr: Some("SH-3F-00123-T01 7Q2K".into()),
        issued_on: date(2026, 3, 5),
        consumer_name: "张*女士".into(),
        order_no: "3298 1120 5567 8890 12".into(),
        platform: "淘宝".into(),
        goods: "海川牌滚筒洗衣机".into(),
        model: "HC-XQG100-14BD".into(),
        serial: "SN2026A0098812345".into(),
        invoice_date: Some(date(2026, 2, 20)),
        received_date: Some(date(2026, 2, 23)),
        fault_date: date(2026, 3, 5),
        fault_text: "脱水时剧烈抖动，显示故障代码 E4，重启后仍不能使用。".into(),
        options: vec![
            option(
                "换货",
                Some(date(2026, 3, 10)),
                "换同型号同规格的新机，来回运费由本店承担，三包有效期自换货之日起重新计算。",
                "三包规定第十条",
            ),
            option("修理", None, "在三包有效期内免费修理，上门取送；修理期间不计入三包有效期。", "三包规定第十二条"),
        ],
        conclusion: "您签收商品的第 10 天出现性能故障，属于 15 日内可以换货或者修理的情形，由您选择，两种方式都不收费。".into(),
        wanted: "退货退款".into(),
        chosen: String::new(),
        working: vec![
            step("签收日期 2026-02-23，故障日期 2026-03-05，自签收次日起算", "第 10 天", "三包规定第九条", true),
            step("故障在第 7 天（2026-03-02）之前发生，可退货、换货或修理", "不符合，已超过 3 天", "三包规定第九条", false),
            step("故障在第 15 天（2026-03-10）之前发生，可换货或修理", "符合", "三包规定第十条", true),
            step("故障为产品性能故障，不是人为损坏", "符合，技师现场检测为减震器断裂，外观无碰撞", "三包规定第十七条", true),
            step("同型号同规格有现货", "有货 3 台", "三包规定第十条", true),
            step("三包有效期内已修理 2 次仍不能使用", "不符合，已修理 0 次", "三包规定第十一条", false),
        ],
        sums: vec![sum("商品实付金额", 599_900), sum("协商退货时的折旧（¥5,999.00 × 0.05% × 10 天，四舍五入至分）", -3_000)],
        total: Some(sum("如双方协商退货，应退金额", 596_900)),
        expires: Some(date(2026, 3, 20)),
        remarks: vec!["退货不在本次法定可选范围内；如您仍希望退货，本店愿意协商，金额见第四部分。".into()],
        confidence_remark: "本文所引“三包规定第十七条”的文本来自二手资料，置信度低于“已核实”，如与官方文本不一致，以官方文本为准。".into(),
        follow_up: FollowUp {
            how: "在淘宝订单聊天中回复“换货”或“修理”，或致电 0571-8888 6666".into(),
            until: date(2026, 3, 10),
            without_answer: "到期没有收到答复的，本店会再联系您一次，您的修理权利不受影响。".into(),
            complaint_channel: "平台客服或全国 12315 平台（电话 12315）".into(),
        },
        basis: vec![
            clause("《部分商品修理更换退货责任规定》第十条：产品自售出之日起 15 日内，发生性能故障，消费者可选择换货或者修理。", true),
            clause("《部分商品修理更换退货责任规定》第十二条：在三包有效期内，由修理者免费修理（包括材料费和工时费）。", true),
            clause("《部分商品修理更换退货责任规定》第十七条：不实行三包的情形。", false),
            clause("T/SXJX 000—2024 第 6.5.2 条：售后服务中的三包责任。", true),
        ],
        seal: Seal::Printed { ring: "杭州市西湖区安心家电经营部".into(), label: "售后专用章".into() },
        void: None,
        reprint: None,
    }
}

/// Only what is required.
fn short_letter() -> RulingLetter {
    RulingLetter {
        claim: LetterClaim::Quality,
        shop_contact: String::new(),
        qr: None,
        platform: String::new(),
        model: String::new(),
        serial: String::new(),
        invoice_date: None,
        wanted: String::new(),
        options: vec![option("修理", None, "", "三包规定第十二条")],
        working: vec![step("故障在三包有效期内", "符合", "", true)],
        sums: Vec::new(),
        total: None,
        expires: None,
        remarks: Vec::new(),
        confidence_remark: String::new(),
        basis: vec![clause("《部分商品修理更换退货责任规定》第十二条。", true)],
        seal: Seal::Space,
        ..letter()
    }
}

/// Long names, rare characters and enough lines for three pages.
fn long_letter() -> RulingLetter {
    let base = letter();
    let name = "内蒙古自治区呼和浩特市赛罕区大学东街万达广场安心数码家电维修服务连锁有限责任公司（第三分公司）";
    let mut working = Vec::new();
    for n in 1..=26 {
        working.push(step(
            &format!(
                "第 {n} 次送修：送修日期 2026-01-{n:02}，交验日期 2026-02-{n:02}，故障为显示屏闪烁并伴有 USB Type-C（PD 3.1）接口不识别"
            ),
            "修理用时 31 天，超过 30 天",
            "三包规定第十三条第二款",
            n % 3 != 0,
        ));
    }
    RulingLetter {
        claim: LetterClaim::Quality,
        shop_name: name.into(),
        consumer_name: "𠮷田龘先生😀".into(),
        goods:
            "超长名称便携式移动工作站笔记本电脑（含扩展坞、原装电源适配器、三年上门服务）ThinkStation-P16-Gen3-Workstation-Extreme-Edition"
                .into(),
        serial: "IMEI867530912345678/S-N:PF3ABCDE1234567890ABCDEFGH".into(),
        working,
        seal: Seal::Printed { ring: name.into(), label: "业务专用章".into() },
        ..base
    }
}

fn void_letter() -> RulingLetter {
    RulingLetter {
        claim: LetterClaim::Quality,
        void: Some(VoidMark { on: date(2026, 3, 8), reason: "签收日期录入有误，已另行出具 SH-3F-00123-T02。".into() }),
        reprint: Some(2),
        ..letter()
    }
}

fn sample_letter() -> Result<Document, NoticeFault> {
    let mut document = letter().document()?;
    document.marks.sample = true;
    Ok(document)
}

fn recovery() -> RecoverySheet {
    RecoverySheet {
        shop_name: "杭州市西湖区安心家电经营部".into(),
        created_on: date(2026, 3, 5),
        code: "7QK2-M0XD-W9RT-4HVB-ZC8N-1E5G-PJ36-FAYS-K7T0".into(),
        generation: 1,
    }
}
