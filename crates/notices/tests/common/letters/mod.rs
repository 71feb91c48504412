//! Ten kinds of letter as a shop would write them, for layout tests and samples.

mod complaints;
mod goods;
mod service;

use jiff::civil::date;
use shounuo_notices::{CitedClause, Document, FollowUp, Letter, Letterhead, NoticeFault, Seal};

/// Every sample letter under its file name.
///
/// # Errors
/// The fault of the first letter that cannot be finished.
pub fn all() -> Result<Vec<(&'static str, Document)>, NoticeFault> {
    [
        ("exchange-notice", goods::exchange_notice()),
        ("return-receipt", goods::return_receipt()),
        ("return-outcome", goods::return_outcome()),
        ("repair-receipt", service::repair_receipt()),
        ("repair-record", service::repair_record()),
        ("promises", service::promises()),
        ("compensation", service::compensation()),
        ("complaint-receipt", complaints::receipt()),
        ("complaint-report", complaints::report()),
        ("complaint-outcome", complaints::outcome()),
    ]
    .into_iter()
    .map(|(name, letter)| Ok((name, letter.document()?)))
    .collect()
}

fn head(number: &str) -> Letterhead {
    Letterhead {
        shop_name: "杭州市西湖区安心家电经营部".into(),
        shop_contact: "电话 0571-8888 6666　杭州市西湖区文三路 100 号　每日 9:00—21:00".into(),
        number: number.into(),
        qr: Some(format!("{number} 7Q2K")),
        issued_on: date(2026, 3, 5),
        seal: Seal::Printed { ring: "杭州市西湖区安心家电经营部".into(), label: "售后专用章".into() },
    }
}

/// A letter to a consumer about an order.
fn to_consumer(number: &str, title: &str) -> Letter {
    Letter::new(head(number), title).to("张*女士").facts([
        ("订单号", "3298 1120 5567 8890 12".into()),
        ("销售平台", "淘宝".into()),
        ("签收日期", "2026年2月23日".into()),
    ])
}

fn follow_up() -> FollowUp {
    FollowUp {
        how: "在淘宝订单聊天中回复，或致电 0571-8888 6666".into(),
        until: date(2026, 3, 12),
        without_answer: "逾期未答复不影响您依法享有的权利。".into(),
        complaint_channel: "平台客服或全国 12315 平台（电话 12315）".into(),
    }
}

fn clauses(texts: &[&str]) -> Vec<CitedClause> {
    texts.iter().map(|text| CitedClause { text: (*text).into(), verified: true }).collect()
}

fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}
