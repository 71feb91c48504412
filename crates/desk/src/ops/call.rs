use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use shounuo_store::{DoneOperation, Tx};

use crate::kernel::work::china_date;
use crate::kernel::{Actor, Deed, Done, Refusal, perform};
use crate::workbench::{OpenShop, Workbench};

/// One running operation: who calls, when, on which workbench.
pub struct Call<'c> {
    /// The workbench.
    pub bench: &'c Workbench,
    /// When.
    pub now: Timestamp,
    id: Option<CallId>,
    /// A part of the work is on the disk.
    begun: Cell<bool>,
    actor: Option<Actor>,
    bytes: RefCell<Option<Vec<u8>>>,
    changed: RefCell<BTreeSet<String>>,
}

/// The id that a caller gave a call, by which it is looked up when its answer was lost.
pub(crate) struct CallId {
    /// As given.
    pub id: String,
    /// Name of the operation.
    pub name: &'static str,
    /// The operation works in several transactions.
    pub in_parts: bool,
}

impl<'c> Call<'c> {
    pub(crate) fn new(bench: &'c Workbench, id: Option<CallId>, actor: Option<Actor>, now: Timestamp, bytes: Option<Vec<u8>>) -> Self {
        Call { bench, now, id, begun: Cell::new(false), actor, bytes: RefCell::new(bytes), changed: RefCell::default() }
    }

    /// Today in China.
    #[must_use]
    pub fn today(&self) -> Date {
        china_date(self.now)
    }

    /// Who calls.
    ///
    /// # Errors
    /// `signed_out` when nobody does.
    pub fn actor(&self) -> Result<&Actor, Refusal> {
        self.actor.as_ref().ok_or_else(|| Refusal::new("signed_out", "请先登录"))
    }

    /// The open shop.
    ///
    /// # Errors
    /// `locked` when none is open.
    pub fn shop(&self) -> Result<Arc<OpenShop>, Refusal> {
        self.bench.shop()
    }

    /// The bytes that came with the call.
    ///
    /// # Errors
    /// `bad_input` when none came.
    pub fn bytes(&self) -> Result<Vec<u8>, Refusal> {
        self.bytes.borrow_mut().take().ok_or_else(|| Refusal::new("bad_input", "没有收到文件内容"))
    }

    /// Reads one consistent picture of the file.
    ///
    /// # Errors
    /// What `work` says.
    pub fn read<T>(&self, work: impl FnOnce(&Tx<'_>, &OpenShop) -> Result<T, Refusal>) -> Result<T, Refusal> {
        let shop = self.shop()?;
        shop.store.read(|tx| work(tx, &shop))
    }

    /// Writes in one transaction, together with the line by which the call is known again.
    ///
    /// # Errors
    /// What `work` says, or `already_done` when a call with this id was carried out before; then nothing is written. `unknown`
    /// when the disk does not tell.
    pub fn write<T>(&self, work: impl FnOnce(&Tx<'_>, &OpenShop) -> Result<T, Refusal>) -> Result<T, Refusal> {
        let shop = self.shop()?;
        let value = shop.store.write(|tx| {
            let before = self.before(tx, &shop)?;
            let value = work(tx, &shop)?;
            if let (Some(id), Some(before)) = (&self.id, before) {
                self.note(tx, &shop, id, before, !id.in_parts)?;
            }
            Ok::<_, Refusal>(value)
        })?;
        self.begun.set(true);
        Ok(value)
    }

    /// Where the chain of this seat ends before the work, for a call that carries an id.
    fn before(&self, tx: &Tx<'_>, shop: &OpenShop) -> Result<Option<u64>, Refusal> {
        let Some(id) = &self.id else { return Ok(None) };
        if !self.begun.get() && tx.operation(&id.id)?.is_some() {
            return Err(Refusal::new("already_done", "这一步已经保存过，没有重复做。请刷新查看结果"));
        }
        Ok(Some(last_seq(tx, shop)?))
    }

    fn note(&self, tx: &Tx<'_>, shop: &OpenShop, id: &CallId, before: u64, whole: bool) -> Result<(), Refusal> {
        let after = last_seq(tx, shop)?;
        let done = DoneOperation {
            id: id.id.clone(),
            name: id.name.into(),
            actor: self.actor.as_ref().map(|actor| actor.id.clone()).unwrap_or_default(),
            at_ms: self.now.as_millisecond(),
            epoch: shop.seat.epoch,
            seq: if after > before { after } else { 0 },
            whole,
        };
        Ok(tx.note_operation(&done)?)
    }

    /// Notes that work in several transactions came to its end. Where that cannot be written, it stays known as a part.
    pub(crate) fn end(&self, ok: bool) {
        let id = self.id.as_ref().filter(|id| ok && id.in_parts && self.begun.get());
        if let (Some(id), Ok(shop)) = (id, self.shop()) {
            let _ = shop.store.write(|tx| self.note(tx, &shop, id, 0, true));
        }
    }

    /// Does one deed as the caller, in a transaction of its own.
    ///
    /// # Errors
    /// The refusal; then nothing is written.
    pub fn perform(&self, deed: Deed) -> Result<Done, Refusal> {
        let actor = self.actor()?;
        let done = self.write(|tx, shop| perform(&shop.seat, tx, actor, self.now, deed))?;
        self.note_changed(done.kinds.iter().cloned());
        Ok(done)
    }

    /// Notes kinds that changed: told to the screens after the commit.
    pub fn note_changed(&self, kinds: impl IntoIterator<Item = String>) {
        self.changed.borrow_mut().extend(kinds);
    }

    /// Whether something may have been written.
    pub(crate) fn wrote(&self) -> bool {
        self.begun.get()
    }

    pub(crate) fn into_changed(self) -> Vec<String> {
        self.changed.into_inner().into_iter().collect()
    }
}

fn last_seq(tx: &Tx<'_>, shop: &OpenShop) -> Result<u64, Refusal> {
    Ok(tx.ledger_head(&shop.seat.device, shop.seat.epoch)?.map_or(0, |(head, _)| head.at.seq))
}

/// The input of an operation.
pub(super) fn read_input<T: DeserializeOwned>(input: Value) -> Result<T, Refusal> {
    let input = if input.is_null() { Value::Object(serde_json::Map::new()) } else { input };
    serde_json::from_value(input).map_err(|error| Refusal::new("bad_input", format!("请求的内容无法识别：{error}")))
}

/// The output of an operation.
pub(super) fn write_output<T: Serialize>(output: &T) -> Result<Value, Refusal> {
    serde_json::to_value(output).map_err(|error| Refusal::new("bad_output", error.to_string()))
}
