//! Returns without reason within seven days (Consumer Law art. 25, reading 22).

use jiff::civil::Date;

use crate::catalogue::Standing;
use crate::depreciation::Sums;
use crate::facts::{BadFacts, Channel, Exclusion, Facts, Fault, NoReason, Proof};
use crate::headline;
use crate::money::Fen;
use crate::options::{Choice, Choices};
use crate::province::Province;
use crate::rulebook::Rulebook;
use crate::ruling::{Bar, Ruling, Working};
use crate::windows::{Stage, Windows};

const LAW: &str = "《消费者权益保护法》第二十五条";
const MEASURE: &str = "《网络购买商品七日无理由退货暂行办法》";

pub(crate) fn rule(book: &Rulebook, facts: &Facts) -> Result<Ruling, BadFacts> {
    let mut working = Working::default();
    let windows = window(book, facts, &mut working)?;
    let choice = decide(facts, windows, &mut working)?;
    let sums = refund(facts, choice, &mut working);
    hints(book, facts, &mut working);
    Ok(assemble(book, facts, windows, choice, sums, working))
}

impl Exclusion {
    /// Written into the law itself: needs no confirmation by the buyer.
    fn is_statutory(self) -> bool {
        matches!(self, Self::MadeToOrder | Self::Perishable | Self::OpenedMedia | Self::Papers)
    }
}

/// Seven days after sign-off, online only.
fn window(book: &Rulebook, facts: &Facts, working: &mut Working) -> Result<Option<Windows>, BadFacts> {
    if facts.channel == Channel::Store {
        return Ok(None);
    }
    if facts.received_date.is_none() {
        working.warn("没有签收日期，七日暂按发票日期起算；补填签收日期可能对消费者更有利");
    }
    let from = facts.received_date.or(facts.invoice_date);
    let from = from.ok_or_else(|| BadFacts::new("received_date", "请填写签收日期，七日从签收次日起算"))?;
    let windows = Windows::from(book, from);
    let last = windows.day7;
    working.figure(format!("签收 {from}，次日起算，第 7 天为 {}", last.raw), &format!("{MEASURE}第十条（P1、P3）"), last.date.to_string());
    if !last.known {
        working.warn(format!("{} 年的放假安排未导入，未作顺延", last.raw.year()));
    } else if last.date != last.raw {
        working.note("P3", format!("第 7 天遇休息日，顺延至 {}", last.date), format!("不少平台不顺延，末日为 {}", last.raw));
    }
    Ok(Some(windows))
}

fn decide(facts: &Facts, windows: Option<Windows>, working: &mut Working) -> Result<Choice, BadFacts> {
    let Some(windows) = windows else {
        working.test("门店销售没有法定的无理由退货权", LAW, false, "不予支持");
        working.warn("商家自愿承诺过门店无理由退货的，按承诺办理");
        return Ok(Choice::Refuse);
    };
    let in_time = windows.stage(facts.fault_date) == Stage::Day7;
    working.test(
        format!("{} 提出，末日 {}", facts.fault_date, windows.day7.date),
        &format!("{MEASURE}第十条"),
        in_time,
        if in_time { "在七日内" } else { "已过七日，不予支持" },
    );
    if !in_time {
        return Ok(Choice::Refuse);
    }
    let request = facts.no_reason.clone().unwrap_or_default();
    if let Some(choice) = excluded(&request, working)? {
        return Ok(choice);
    }
    if facts.proof == Some(Proof::Mismatch) {
        working.test("退回的商品与订单记录不符", LAW, false, "须先查明是否为所售商品，人工复核");
        return Ok(Choice::ManualReview);
    }
    intact(&request, working)
}

/// The exclusions: statutory ones stand by themselves, the others only when the buyer confirmed them.
fn excluded(request: &NoReason, working: &mut Working) -> Result<Option<Choice>, BadFacts> {
    let Some(ground) = request.exclusion else { return Ok(None) };
    let name = ground.label();
    if ground.is_statutory() {
        working.test(format!("法定不适用情形：{name}"), &format!("{LAW}；{MEASURE}第六条"), false, "不适用无理由退货，不予支持");
        return Ok(Some(Choice::Refuse));
    }
    if request.exclusion_confirmed == Some(true) {
        working.test(format!("消费者下单时已确认不适用：{name}"), &format!("{MEASURE}第七条"), false, "不适用无理由退货，不予支持");
        return Ok(Some(Choice::Refuse));
    }
    working.test(format!("以“{name}”为由，但消费者下单时未确认"), &format!("{MEASURE}第二十条、第二十一条"), true, "不得以此拒绝");
    if is_intact(request)? {
        return Ok(None);
    }
    working.test("商品已不完好", &format!("{MEASURE}第八条、第九条"), false, "与前一条方向相反，人工复核");
    working.warn("未经确认的除外不得作为拒绝理由，但商品已不完好，两条规定方向相反，须人工复核");
    Ok(Some(Choice::ManualReview))
}

fn is_intact(request: &NoReason) -> Result<bool, BadFacts> {
    request.intact.ok_or_else(|| BadFacts::new("no_reason", "请在 no_reason 中填写商品是否完好 intact（拆封查看、合理试用仍算完好）"))
}

fn intact(request: &NoReason, working: &mut Working) -> Result<Choice, BadFacts> {
    let intact = is_intact(request)?;
    let choice = match request.missing_gift_fen {
        _ if !intact => Choice::Refuse,
        Some(gift) if gift > Fen::ZERO => Choice::NoReasonReturnLessGiftPrice,
        _ => Choice::NoReasonReturn,
    };
    working.test(
        "商品、配件、商标标识齐全，保持原有品质功能",
        &format!("{MEASURE}第八条、第九条"),
        intact,
        format!("{}，{}", if intact { "完好" } else { "不完好" }, choice.label()),
    );
    Ok(choice)
}

fn refund(facts: &Facts, choice: Choice, working: &mut Working) -> Sums {
    let gift = match choice {
        Choice::NoReasonReturn => Fen::ZERO,
        Choice::NoReasonReturnLessGiftPrice => facts.no_reason.as_ref().and_then(|n| n.missing_gift_fen).unwrap_or_default(),
        _ => return Sums::default(),
    };
    let refund = facts.price_fen.map(|price| price.minus_floor_zero(gift));
    let Some(amount) = refund else {
        working.warn("未填价格，退款额无法计算，请补填实付金额");
        return Sums::default();
    };
    let text = if gift > Fen::ZERO {
        format!("实付货款 − 未退赠品标价 {gift}，不低于零")
    } else {
        "退回实付货款".to_owned()
    };
    working.figure(text, &format!("{LAW}；{MEASURE}"), amount.to_string());
    working.figure("退回商品的运费由消费者承担，另有约定的按约定；收到退货后七日内退款", LAW, "按原支付方式退回");
    Sums { refund, ..Sums::default() }
}

fn hints(book: &Rulebook, facts: &Facts, working: &mut Working) {
    if matches!(facts.fault, Some(Fault::Performance | Fault::OutsideFaultTable | Fault::Disputed)) {
        working.warn("商品有故障的，消费者也可按质量问题主张，运费由商家承担，请另作质量判定");
    }
    if facts.proof == Some(Proof::None) {
        working.warn("请先核对订单记录，确认为本店售出");
    }
    let province = Province::read(facts.province.as_deref());
    if let Standing::Listed(entry) = book.catalogue.find(&facts.goods, &province).standing {
        working.figure(format!("“{}”列入三包目录，无理由退货不影响三包权利", entry.product), LAW, "两种权利并存");
    }
}

fn assemble(book: &Rulebook, facts: &Facts, windows: Option<Windows>, choice: Choice, sums: Sums, working: Working) -> Ruling {
    let day7: Option<Date> = windows.map(|w| w.day7.date);
    let lead = match windows.map(|w| crate::repairs::days_between(w.from, facts.fault_date)) {
        Some(0) => "签收当日".to_owned(),
        Some(day) => format!("签收后第 {day} 天"),
        None => "门店购买".to_owned(),
    };
    let options = Choices::from([choice]);
    let headline = headline::sentence(&lead, &options, sums, None);
    Ruling {
        options: options.into_iter().collect(),
        expires_raw: None,
        expires: None,
        extension_days: None,
        day7_last: day7,
        day15_last: None,
        depreciation_days: None,
        depreciation_fen: None,
        refund_fen: sums.refund,
        due: None,
        rule_set: "no_reason_7_days".to_owned(),
        catalogue_version: book.catalogue.version.clone(),
        confidence: working.weakest(),
        working: working.lines,
        warnings: working.warnings,
        headline,
        bar: Bar {
            start: windows.map(|w| w.from),
            day7,
            day15: None,
            period_end_raw: None,
            period_end: None,
            repairs: Vec::new(),
            fault: facts.fault_date,
            as_of: facts.as_of,
        },
        notes: working.notes,
    }
}
