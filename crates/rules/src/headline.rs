//! The one sentence above the working.

use crate::depreciation::Sums;
use crate::options::{Choice, Choices};

/// An option as something one can do, where its name does not read so after 可.
fn phrase(choice: Choice) -> &'static str {
    match choice {
        Choice::PartRepairFree => "免费修理该主要部件",
        Choice::ReturnAccessory => "退附件",
        other => other.label(),
    }
}

/// The options in words, the last joined with 或.
fn listed(options: &Choices) -> String {
    let names: Vec<&str> = options.iter().copied().map(phrase).collect();
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{}或{last}", rest.join("、")),
        None => String::new(),
    }
}

/// `lead` is the situation, e.g. 第 10 天; `same_model` is absent where stock plays no part.
pub(crate) fn sentence(lead: &str, options: &Choices, sums: Sums, same_model: Option<bool>) -> String {
    let can = match options.first() {
        Some(Choice::PaidRepair) => "不属三包，可付费修理".to_owned(),
        Some(Choice::Refuse) => "不符合无理由退货条件".to_owned(),
        Some(Choice::ManualReview) => "须人工复核".to_owned(),
        Some(Choice::Wait) => "尚在修理中，等待修理完成".to_owned(),
        Some(Choice::Loaner) if options.len() == 1 => "尚在修理中，须免费提供备用机".to_owned(),
        _ => format!("可{}", listed(options)),
    };
    let stock = match same_model {
        Some(true) => "；同型号有货",
        Some(false) => "；同型号无货",
        None => "",
    };
    format!("{lead}，{can}{stock}{}。", money(options, sums))
}

fn money(options: &Choices, sums: Sums) -> String {
    match (sums.fee, sums.refund) {
        (Some(fee), Some(refund)) if options.contains(&Choice::ReturnLessDepreciation) => {
            format!("，要求退货须折旧 {fee}，退 {refund}")
        }
        (_, Some(refund)) => format!("，退货应退 {refund}"),
        _ => String::new(),
    }
}
