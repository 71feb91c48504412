use std::path::PathBuf;

use shounuo_desk::vault::RecoveryCode;

/// What the window was started with.
#[derive(Debug, Default, Clone)]
pub struct Arguments {
    /// The shop's folder; the user's data folder when absent.
    pub data: Option<PathBuf>,
    /// A file with the recovery code, where there is no keychain. The code itself is never an argument.
    pub recovery_file: Option<PathBuf>,
}

impl Arguments {
    /// Reads `--data DIR` and `--recovery-file FILE`; anything else is left to the system.
    pub fn read(mut given: impl Iterator<Item = String>) -> Arguments {
        let mut arguments = Arguments::default();
        while let Some(argument) = given.next() {
            match argument.as_str() {
                "--data" => arguments.data = given.next().map(PathBuf::from),
                "--recovery-file" => arguments.recovery_file = given.next().map(PathBuf::from),
                _ => {}
            }
        }
        arguments
    }

    /// The code in the recovery file; `None` when none was named or what it holds is no code.
    pub fn recovery_code(&self) -> std::io::Result<Option<RecoveryCode>> {
        let Some(file) = &self.recovery_file else { return Ok(None) };
        Ok(RecoveryCode::parse(std::fs::read_to_string(file)?.trim()).ok())
    }
}
