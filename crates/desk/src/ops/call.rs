use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use shounuo_store::Tx;

use crate::kernel::work::china_date;
use crate::kernel::{Actor, Deed, Done, Refusal, perform};
use crate::workbench::{OpenShop, Workbench};

/// One running operation: who calls, when, on which workbench.
pub struct Call<'c> {
    /// The workbench.
    pub bench: &'c Workbench,
    /// When.
    pub now: Timestamp,
    actor: Option<Actor>,
    bytes: RefCell<Option<Vec<u8>>>,
    changed: RefCell<BTreeSet<String>>,
    wrote: Cell<bool>,
}

impl<'c> Call<'c> {
    pub(crate) fn new(bench: &'c Workbench, actor: Option<Actor>, now: Timestamp, bytes: Option<Vec<u8>>) -> Self {
        Call { bench, now, actor, bytes: RefCell::new(bytes), changed: RefCell::default(), wrote: Cell::default() }
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

    /// Writes in one transaction.
    ///
    /// # Errors
    /// What `work` says; then nothing is written.
    pub fn write<T>(&self, work: impl FnOnce(&Tx<'_>, &OpenShop) -> Result<T, Refusal>) -> Result<T, Refusal> {
        let shop = self.shop()?;
        self.wrote.set(true);
        shop.store.write(|tx| work(tx, &shop))
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
        self.wrote.get()
    }

    pub(crate) fn into_changed(self) -> Vec<String> {
        self.changed.into_inner().into_iter().collect()
    }
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
