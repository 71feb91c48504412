use std::io;

use shounuo_desk::kernel::Refusal;

/// Why a command ended early.
#[derive(Debug)]
pub enum Failure {
    /// The core, or a file, said no: exit status 1.
    Refused(Refusal),
    /// The answer is on stdout already and is not good: exit status 1.
    Told,
    /// The command line does not make sense: exit status 2.
    Usage(String),
    /// Whoever read our output has gone; nothing is wrong.
    NobodyListens,
}

impl From<Refusal> for Failure {
    fn from(no: Refusal) -> Self {
        Failure::Refused(no)
    }
}

impl Failure {
    /// Writing to stdout failed.
    pub fn output(error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Failure::NobodyListens;
        }
        Failure::Refused(Refusal::new("output", "结果写不出去，请检查输出位置和磁盘空间"))
    }
}
