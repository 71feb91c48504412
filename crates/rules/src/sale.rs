//! Where counting starts: the period, the 7/15-day windows and the fee each have their own first day (P7).

use jiff::ToSpan;
use jiff::civil::Date;

use crate::conventions::{Conventions, ExchangeWindows, FlatTvStart, OnlineStart};
use crate::facts::{BadFacts, Channel, Facts, Proof};
use crate::family::RuleFamily;
use crate::province::{Province, ZHEJIANG_26};
use crate::ruling::Working;

/// Days after production from which a handset without papers is covered.
const DAYS_AFTER_PRODUCTION: i64 = 90;

/// The first days, each absent where it does not apply or is not known.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sale {
    /// The period counts from here.
    pub(crate) period_from: Option<Date>,
    /// The 7/15-day windows count from here.
    pub(crate) windows_from: Option<Date>,
    /// Depreciation counts from here.
    pub(crate) fee_from: Option<Date>,
    /// Day the consumer got the unit, for the burden of proof.
    pub(crate) held_since: Option<Date>,
}

/// The day of the sale itself: sign-off online, otherwise the earlier of invoice and delivery.
pub(crate) fn sale_date(facts: &Facts) -> Option<Date> {
    match (facts.channel, facts.invoice_date, facts.received_date) {
        (Channel::Online, _, Some(received)) => Some(received),
        (Channel::Store, Some(invoice), Some(received)) => Some(invoice.min(received)),
        (_, invoice, received) => invoice.or(received),
    }
}

/// What proves the purchase. Untold, it is taken as provable where the day of the sale is known. A handset whose
/// production date is known needs no further proof to be repaired free of charge, so "none" is read as that then.
pub(crate) fn proof(facts: &Facts, family: RuleFamily) -> Proof {
    let sold = facts.invoice_date.or(facts.received_date).is_some();
    let by_production = facts.produced_date.is_some() && family == RuleFamily::MobilePhone2001;
    match facts.proof {
        None if by_production && !sold => Proof::ProductionDate,
        None => Proof::OrderRecord,
        Some(Proof::None) if by_production => Proof::ProductionDate,
        Some(given) => given,
    }
}

/// Finds the first days. Missing dates are refused only where a purchase is said to be proven.
pub(crate) fn read(
    facts: &Facts,
    family: RuleFamily,
    province: &Province,
    conventions: Conventions,
    working: &mut Working,
) -> Result<Sale, BadFacts> {
    if proof(facts, family) == Proof::ProductionDate && family == RuleFamily::MobilePhone2001 {
        return from_production(facts, working);
    }
    let Some(base) = facts.invoice_date.or(facts.received_date) else {
        return match proof(facts, family) {
            Proof::Invoice | Proof::OrderRecord => {
                Err(BadFacts::new("invoice_date", "请填写发票日期；没有发票的，填写签收日期 received_date"))
            }
            _ => Ok(Sale { period_from: facts.exchanged_date, ..Sale::default() }),
        };
    };
    if facts.invoice_date.is_none() {
        working.warn("没有发票日期，三包有效期暂按签收日期起算，请核对购买凭证");
    }
    let windows_from = if family.has_windows() { Some(windows_start(facts, base, family, province, conventions, working)) } else { None };
    Ok(Sale {
        period_from: Some(period_start(facts, base, family, working)),
        windows_from,
        fee_from: Some(facts.exchanged_date.unwrap_or(base)),
        held_since: facts.exchanged_date.or(sale_date(facts)),
    })
}

fn from_production(facts: &Facts, working: &mut Working) -> Result<Sale, BadFacts> {
    let produced = facts.produced_date.ok_or_else(|| BadFacts::new("produced_date", "仅凭出厂日期主张时，请填写出厂日期 produced_date"))?;
    let start = produced.saturating_add(DAYS_AFTER_PRODUCTION.days());
    working.figure(
        format!("没有发票和其他凭证，出厂日 {produced} 后第 {DAYS_AFTER_PRODUCTION} 天起算三包有效期"),
        RuleFamily::MobilePhone2001.title(),
        start.to_string(),
    );
    working.warn("仅凭出厂日期只享受免费修理，不能换货或退货；补齐购买凭证后可重新判定");
    Ok(Sale { period_from: Some(facts.exchanged_date.unwrap_or(start)), ..Sale::default() })
}

/// Invoice date; a flat TV that was installed: when everything was finished; an exchanged unit: the exchange.
fn period_start(facts: &Facts, base: Date, family: RuleFamily, working: &mut Working) -> Date {
    if let Some(exchanged) = facts.exchanged_date {
        working.figure(
            format!("{exchanged} 已换货，三包有效期自换货之日重新计算"),
            &format!("{}（P10）", family.clause(crate::family::Topic::NewPeriod)),
            exchanged.to_string(),
        );
        return exchanged;
    }
    match facts.installed_date {
        Some(installed) if family == RuleFamily::FlatTv2011 => {
            let start = installed.max(base);
            working.figure(
                format!("平板电视自送货、安装、调试全部完毕之日（{installed}）起算"),
                "质检总局公告2011年第20号（P7）",
                start.to_string(),
            );
            start
        }
        _ => base,
    }
}

fn windows_start(
    facts: &Facts,
    base: Date,
    family: RuleFamily,
    province: &Province,
    conventions: Conventions,
    working: &mut Working,
) -> Date {
    if let (Some(exchanged), ExchangeWindows::Restart) = (facts.exchanged_date, conventions.exchange_windows) {
        return exchanged;
    }
    let sold = handed_over(facts, base, family, province, conventions, working);
    match (facts.installed_date, family, conventions.flat_tv_start) {
        (Some(installed), RuleFamily::FlatTv2011, FlatTvStart::LaterOfInstallation) if installed > sold => {
            working.figure(
                format!("安装调试完毕 {installed} 晚于 {sold}，7/15 日自安装调试完毕起算"),
                "质检总局公告2011年第20号（P7）",
                installed.to_string(),
            );
            working.note(
                "P7",
                format!("平板电视的 7/15 日自安装调试完毕 {installed} 起算"),
                format!("公告只写明三包有效期从安装起算，也可理解为自 {sold} 起算"),
            );
            installed
        }
        _ => sold,
    }
}

/// Store: invoice. Online: sign-off. Zhejiang: delivery.
fn handed_over(
    facts: &Facts,
    base: Date,
    family: RuleFamily,
    province: &Province,
    conventions: Conventions,
    working: &mut Working,
) -> Date {
    let days = if family == RuleFamily::NotNational { "7" } else { "7/15" };
    let zhejiang = *province == Province::Zhejiang;
    let online = facts.channel == Channel::Online && conventions.online_start == OnlineStart::SignOff;
    if !zhejiang && !online {
        return base;
    }
    match facts.received_date {
        Some(received) => {
            let clause = if zhejiang { ZHEJIANG_26 } else { "电子商务法第五十一条（P7）" };
            working.figure(format!("{days} 日自交付（签收）之日 {received} 起算"), clause, received.to_string());
            if !zhejiang && received != base {
                working.note("P7", "网购的“售出之日”按签收之日", format!("也可理解为发票日期 {base}"));
            }
            received
        }
        None => {
            working.warn(format!("没有签收（交付）日期，{days} 日暂按发票日期起算；补填签收日期可能对消费者更有利"));
            base
        }
    }
}
