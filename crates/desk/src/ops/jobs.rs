//! Long work that a screen began under a name of its choosing: how far it is, and that it should stop. It is nobody's but who began
//! it: to everybody else it is as if nothing of that name ran.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Call, Nothing};
use crate::kernel::Refusal;
use crate::workbench::Run;

/// Work by its name.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct JobName {
    /// The name that the screen gave it.
    pub job: String,
}

/// How far work is.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct JobProgress {
    /// As the work counts: percent, rows of a file, records gone through. 0 when nothing of that name runs.
    pub done: u32,
}

impl Call<'_> {
    /// Begins long work, under a name if the caller may ask after it.
    pub(super) fn begin(&self, job: Option<&str>) -> Run<'_> {
        self.bench.runs.begin(job, self.caller())
    }

    fn caller(&self) -> Option<&str> {
        self.actor().ok().map(|actor| actor.id.as_str())
    }
}

pub(super) fn progress(call: &Call<'_>, which: JobName) -> Result<JobProgress, Refusal> {
    Ok(JobProgress { done: call.bench.runs.get(&which.job, call.caller()).map_or(0, |run| run.done()) })
}

pub(super) fn cancel(call: &Call<'_>, which: JobName) -> Result<Nothing, Refusal> {
    if let Some(run) = call.bench.runs.get(&which.job, call.caller()) {
        run.cancel();
    }
    Ok(Nothing {})
}
