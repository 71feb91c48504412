//! What a promise is refused for before it is shown to anybody (capabilities 3.16).

use shounuo_rules::{Province, Rulebook, Standing};
use shounuo_store::Row;

use super::terms::{Term, Terms};
use super::words::refused_word;
use crate::capabilities::{ruling, shop};
use crate::kernel::Refusal;
use crate::kernel::flow::Guard;
use crate::kernel::work::Work;

/// Days of the right to return without a reason (消费者权益保护法第二十五条).
const NO_REASON_DAYS: u32 = 7;

pub(super) const CLEAR_WORDS: Guard =
    Guard { name: "clear_words", says: "名称和全文没有含糊、绝对化或排除权利的词", test: clear_words };
pub(super) const CAPABLE: Guard = Guard { name: "capable", says: "负责人、人员、资源、流程保障齐全", test: capable };
pub(super) const COMPENSATED: Guard =
    Guard { name: "compensated", says: "赔付规则齐全；没有赔付的只限法定承诺", test: compensated };
pub(super) const NOT_BELOW_LAW: Guard =
    Guard { name: "not_below_law", says: "不低于法律和三包目录的期限", test: not_below_law };

fn clear_words(work: &Work<'_>) -> Result<(), Refusal> {
    for (field, label) in [("title", "承诺名称"), ("text", "承诺全文")] {
        if let Some((word, reason)) = refused_word(work.text(field)) {
            return Err(Refusal::guard(format!("{label}里有“{word}”：{reason}")));
        }
    }
    Ok(())
}

fn capable(work: &Work<'_>) -> Result<(), Refusal> {
    let needed = [("owner", "负责人"), ("people", "人员保障"), ("resources", "资源保障"), ("process", "流程保障")];
    let missing: Vec<&str> = needed.into_iter().filter(|(field, _)| work.text(field).is_empty()).map(|(_, label)| label).collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Refusal::guard(format!("履约能力记录还缺：{}。做得到才承诺，请先补齐", missing.join("、"))))
}

fn compensated(work: &Work<'_>) -> Result<(), Refusal> {
    let terms = Terms::of(&work.record)?;
    if terms.compensation.is_none() && terms.kind != "statutory" {
        return Err(Refusal::guard("增值承诺要有违诺赔付：请填写固定金额或实付金额的百分比"));
    }
    match terms.compensation.missing() {
        Some((_, words)) => Err(Refusal::guard(words)),
        None => Ok(()),
    }
}

fn not_below_law(work: &Work<'_>) -> Result<(), Refusal> {
    let terms = Terms::of(&work.record)?;
    let Some(term) = terms.term() else {
        return if needs_term(&terms) {
            Err(Refusal::guard("请填写“权利期限”：自签收次日起多久内可以提出"))
        } else {
            Ok(())
        };
    };
    match terms.sort.as_str() {
        "longer_return" if !longer_than_days(term, NO_REASON_DAYS) => Err(Refusal::guard(format!(
            "“延长退换期”的权利期限是 {}，没有超过消费者权益保护法第二十五条的 {NO_REASON_DAYS} 日",
            term.words()
        ))),
        "maker_warranty" => match compare(work, &terms, term)?.below {
            Some((product, months)) => {
                Err(Refusal::guard(format!("{product}的三包整机期是 {months} 个月，承诺的 {} 比它短", term.words())))
            }
            None => Ok(()),
        },
        _ => Ok(()),
    }
}

/// Types that promise a period, not only a time to act in.
fn needs_term(terms: &Terms) -> bool {
    matches!(terms.sort.as_str(), "maker_warranty" | "longer_return")
}

fn longer_than_days(term: Term, days: u32) -> bool {
    match term {
        Term::Days(count) => count > days,
        Term::Months(count) => count > 0,
    }
}

/// How a warranty stands against the catalogue.
#[derive(Debug, Default)]
pub(super) struct Compared {
    /// A product whose period is longer, in months.
    pub below: Option<(String, u32)>,
    /// Products that were compared.
    pub with: Vec<String>,
    /// Goods or codes of which the catalogue says nothing.
    pub unknown: Vec<String>,
}

/// Compares a warranty with the catalogue for all goods it covers, as far as the shop has said what they are.
pub(super) fn compare(work: &Work<'_>, terms: &Terms, term: Term) -> Result<Compared, Refusal> {
    let book = ruling::rulebook_for(work.tx, work.today())?;
    let province = shop::the_shop(work.tx)?.remove("province");
    let province = Province::read(province.as_ref().and_then(serde_json::Value::as_str));
    let codes = terms.codes();
    let goods = work.tx.rows("SELECT sku_code, product FROM goods WHERE state = 'active' ORDER BY product", &[])?;
    let text = |row: &Row, name: &str| row.get(name).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
    let unknown = codes.iter().filter(|code| !goods.iter().any(|row| text(row, "sku_code") == **code)).cloned().collect();
    let mut compared = Compared { unknown, ..Compared::default() };
    let covered = goods.iter().filter(|row| terms.goods == "all" || codes.contains(&text(row, "sku_code")));
    let mut products: Vec<String> = covered.map(|row| text(row, "product")).collect();
    products.dedup();
    for product in products {
        match months_of(&book, &province, &product) {
            None => compared.unknown.push(product),
            Some(months) if term.last_day(work.today()) < Term::Months(months).last_day(work.today()) => {
                compared.below.get_or_insert((product, months));
            }
            Some(months) => compared.with.push(format!("{product} {months} 个月")),
        }
    }
    Ok(compared)
}

fn months_of(book: &Rulebook, province: &Province, product: &str) -> Option<u32> {
    match book.catalogue.find(product, province).standing {
        Standing::Listed(entry) | Standing::FiguresLacking(entry) => entry.whole_months,
        Standing::Outside(entry) => entry.and_then(|entry| entry.whole_months),
    }
}
