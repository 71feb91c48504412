//! What a person can do: one folder per capability. A new one is declared in its folder and named here.

pub mod attachment;
pub mod calendar;
pub mod catalogue;
pub mod checkpoint;
pub mod complaint;
pub mod consumer;
pub mod goods;
pub mod loaner;
pub mod note;
pub mod notice;
pub mod orders;
pub mod promise;
pub mod quality_case;
pub mod repair;
pub mod returns;
pub mod ruling;
pub mod shift;
pub mod shop;
pub mod staff;

use crate::kernel::clock::CLOCK;
use crate::kernel::kind::Kind;

/// All kinds. Parents stand before the records that point to them.
pub static KINDS: &[&Kind] = &[
    &shop::SHOP,
    &staff::ACCOUNT,
    &consumer::CONSUMER,
    &orders::IMPORT_BATCH,
    &orders::SALES_ORDER,
    &orders::ORDER_LINE,
    &goods::GOODS,
    &goods::SERIAL_UNIT,
    &catalogue::CATALOGUE_VERSION,
    &calendar::CALENDAR_YEAR,
    &quality_case::QUALITY_CASE,
    &ruling::RULING,
    &repair::REPAIR_PROVIDER,
    &repair::REPAIR,
    &repair::REPAIR_PART,
    &repair::REPAIR_DELAY,
    &repair::REPAIR_CORRECTION,
    &notice::NOTICE,
    &note::NOTE,
    &loaner::LOANER,
    &returns::RETURNS_EXCHANGE,
    &returns::RETURN_ITEM,
    &returns::INSPECTION,
    &shift::SHIFT_NOTE,
    &attachment::ATTACHMENT,
    &promise::PROMISE,
    &promise::FULFILMENT,
    &promise::BREACH,
    &promise::PROMISE_MEASURE,
    &promise::PROMISE_INSPECTION,
    &promise::PROMISE_FEEDBACK,
    &complaint::COMPLAINT,
    &complaint::COMPLAINT_TASK,
    &complaint::COMPLAINT_EVIDENCE,
    &complaint::COMPLAINT_REPORT,
    &complaint::COMPLAINT_PLAN,
    &checkpoint::CHECKPOINT,
    &CLOCK,
];
