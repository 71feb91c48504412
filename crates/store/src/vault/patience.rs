//! A keychain may ask a person, hang, or never answer. Waiting has an end, and the recovery code is the way on.

use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use super::keychain::KeychainFault;

/// How long a call to the system's keychain is waited for: a person may be typing a password.
pub const KEYCHAIN_PATIENCE: Duration = Duration::from_secs(30);

/// Runs `work` on a thread of its own and waits no longer than `wait` for it. Work that is late goes on unheard; what it
/// brings is dropped, and wiped if it is a secret.
///
/// # Errors
/// [`KeychainFault::Slow`], and what `work` says.
pub fn within<T: Send + 'static>(
    wait: Duration,
    work: impl FnOnce() -> Result<T, KeychainFault> + Send + 'static,
) -> Result<T, KeychainFault> {
    let (send, receive) = sync_channel(1);
    let spawned = thread::Builder::new().name("keychain".into()).spawn(move || drop(send.send(work())));
    if spawned.is_err() {
        return Err(KeychainFault::Other("thread"));
    }
    match receive.recv_timeout(wait) {
        Ok(answer) => answer,
        Err(RecvTimeoutError::Timeout) => Err(KeychainFault::Slow),
        Err(RecvTimeoutError::Disconnected) => Err(KeychainFault::Other("broke off")),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    #[test]
    fn an_answer_in_time_is_given_and_a_late_one_is_not_waited_for() {
        let wait = Duration::from_millis(200);
        assert_eq!(within(wait, || Ok(1)), Ok(1));
        assert_eq!(within::<()>(wait, || Err(KeychainFault::Locked)), Err(KeychainFault::Locked));
        let begun = Instant::now();
        let late = within(wait, || {
            thread::sleep(Duration::from_secs(5));
            Ok(())
        });
        assert_eq!(late, Err(KeychainFault::Slow));
        assert!(begun.elapsed() < Duration::from_secs(3));
    }

    #[test]
    fn work_that_breaks_off_is_no_success() {
        let broken = within::<()>(Duration::from_secs(5), || std::panic::resume_unwind(Box::new("test")));
        assert_eq!(broken, Err(KeychainFault::Other("broke off")));
    }
}
