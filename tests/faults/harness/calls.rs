//! Functions of the C library that change files, in the program's own copy: the linker gives these to the database engine and to
//! the standard library alike, before it looks at the system's. Each asks [`watch`] and passes on with a bare system call.
#![allow(unsafe_code, reason = "the harness stands between the program and its system")]

use std::ffi::{CStr, c_char, c_int, c_void};
use std::path::PathBuf;

use libc::{mode_t, off_t, size_t, ssize_t};

use crate::watch::{self, Call, Verdict};

fn fail(errno: c_int) -> c_int {
    // SAFETY: the address of this thread's own errno.
    unsafe { *libc::__errno_location() = errno };
    -1
}

/// Ends this process as `kill -9` does.
pub fn die() -> ! {
    // SAFETY: no memory is touched, and nothing comes after.
    unsafe {
        libc::kill(libc::getpid(), libc::SIGKILL);
        libc::pause();
    }
    unreachable!("killed")
}

/// Writes past everything that is watched.
pub fn write_unwatched(fd: c_int, bytes: &[u8]) {
    let mut rest = bytes;
    while !rest.is_empty() {
        // SAFETY: the pointer and the length are those of a slice.
        let written = unsafe { libc::syscall(libc::SYS_write, fd, rest.as_ptr(), rest.len()) };
        assert!(written > 0, "the list of calls cannot be written");
        rest = &rest[written as usize..];
    }
}

/// Number of the file behind an open descriptor.
pub fn file_of(fd: c_int) -> u64 {
    // SAFETY: `stat` is plain data and is filled by the call.
    unsafe {
        let mut found: libc::stat = std::mem::zeroed();
        if libc::fstat(fd, &raw mut found) == 0 { found.st_ino } else { 0 }
    }
}

unsafe fn path_of(at: c_int, path: *const c_char) -> PathBuf {
    // SAFETY: the caller was given a C string.
    let text = unsafe { CStr::from_ptr(path) };
    let path = PathBuf::from(String::from_utf8_lossy(text.to_bytes()).into_owned());
    if path.is_absolute() || at == libc::AT_FDCWD { path } else { watch::folder_of(at).join(path) }
}

/// Runs a call as the watch says; `half` does half of it.
fn decide<T: From<i8>>(call: Call, whole: impl FnOnce() -> T, half: impl FnOnce()) -> T {
    match watch::ask(call) {
        Verdict::Pass => whole(),
        Verdict::Fail(errno) => {
            fail(errno);
            T::from(-1)
        }
        Verdict::DieBefore => die(),
        Verdict::DieHalfWay => {
            half();
            die()
        }
        Verdict::DieAfter => {
            whole();
            die()
        }
    }
}

unsafe fn open_at(at: c_int, path: *const c_char, flags: c_int, mode: mode_t) -> c_int {
    // SAFETY: passed on as it came.
    let pass = || unsafe { libc::syscall(libc::SYS_openat, at, path, flags, mode) as c_int };
    if !watch::on() {
        return pass();
    }
    // SAFETY: a C string, as the system demands.
    let name = unsafe { path_of(at, path) };
    if !watch::is_watched(&name) {
        let fd = pass();
        // The number may have been that of a watched file which was closed unseen.
        watch::closed(fd);
        return fd;
    }
    let makes = flags & libc::O_CREAT != 0 && !name.exists();
    let fd = if makes { decide(Call::Make, pass, || {}) } else { pass() };
    if fd >= 0 {
        watch::opened(fd, name, makes, flags);
    }
    fd
}

#[unsafe(no_mangle)]
unsafe extern "C" fn open(path: *const c_char, flags: c_int, mode: mode_t) -> c_int {
    // SAFETY: passed on.
    unsafe { open_at(libc::AT_FDCWD, path, flags, mode) }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn open64(path: *const c_char, flags: c_int, mode: mode_t) -> c_int {
    // SAFETY: passed on.
    unsafe { open_at(libc::AT_FDCWD, path, flags, mode) }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn openat(at: c_int, path: *const c_char, flags: c_int, mode: mode_t) -> c_int {
    // SAFETY: passed on.
    unsafe { open_at(at, path, flags, mode) }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn openat64(at: c_int, path: *const c_char, flags: c_int, mode: mode_t) -> c_int {
    // SAFETY: passed on.
    unsafe { open_at(at, path, flags, mode) }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn close(fd: c_int) -> c_int {
    watch::closed(fd);
    // SAFETY: passed on.
    unsafe { libc::syscall(libc::SYS_close, fd) as c_int }
}

/// `at` is where the bytes go when the call does not say: the place of the descriptor.
unsafe fn write_at(fd: c_int, bytes: *const c_void, len: size_t, at: Option<off_t>, pass: impl Fn(size_t) -> ssize_t) -> ssize_t {
    if !watch::is_open(fd) {
        return pass(len);
    }
    // SAFETY: the caller hands over this many bytes.
    let slice = unsafe { std::slice::from_raw_parts(bytes.cast::<u8>(), len) };
    // SAFETY: asks for a number only.
    let at = at.unwrap_or_else(|| unsafe { libc::syscall(libc::SYS_lseek, fd, 0, libc::SEEK_CUR) });
    let written = decide(
        Call::Write,
        || pass(len),
        || {
            pass(len / 2);
        },
    );
    if written > 0 {
        watch::wrote(fd, at as u64, &slice[..written as usize]);
    }
    written
}

#[unsafe(no_mangle)]
unsafe extern "C" fn write(fd: c_int, bytes: *const c_void, len: size_t) -> ssize_t {
    // SAFETY: passed on.
    let pass = |len: size_t| unsafe { libc::syscall(libc::SYS_write, fd, bytes, len) as ssize_t };
    // SAFETY: passed on.
    unsafe { write_at(fd, bytes, len, None, pass) }
}

unsafe fn write_to(fd: c_int, bytes: *const c_void, len: size_t, at: off_t) -> ssize_t {
    // SAFETY: passed on.
    let pass = |len: size_t| unsafe { libc::syscall(libc::SYS_pwrite64, fd, bytes, len, at) as ssize_t };
    // SAFETY: passed on.
    unsafe { write_at(fd, bytes, len, Some(at), pass) }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn pwrite(fd: c_int, bytes: *const c_void, len: size_t, at: off_t) -> ssize_t {
    // SAFETY: passed on.
    unsafe { write_to(fd, bytes, len, at) }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn pwrite64(fd: c_int, bytes: *const c_void, len: size_t, at: off_t) -> ssize_t {
    // SAFETY: passed on.
    unsafe { write_to(fd, bytes, len, at) }
}

/// Only the first part: the caller goes on with the rest, as it must.
#[unsafe(no_mangle)]
unsafe extern "C" fn writev(fd: c_int, parts: *const libc::iovec, count: c_int) -> ssize_t {
    if !watch::is_open(fd) || count <= 0 {
        // SAFETY: passed on.
        return unsafe { libc::syscall(libc::SYS_writev, fd, parts, count) as ssize_t };
    }
    // SAFETY: there is at least one part.
    unsafe { write(fd, (*parts).iov_base, (*parts).iov_len) }
}

/// Copies inside the system: refused, so that the caller reads and writes, which is seen.
#[unsafe(no_mangle)]
unsafe extern "C" fn copy_file_range(_: c_int, _: *mut off_t, _: c_int, _: *mut off_t, _: size_t, _: u32) -> ssize_t {
    fail(libc::ENOSYS) as ssize_t
}

#[unsafe(no_mangle)]
unsafe extern "C" fn sendfile64(_: c_int, _: c_int, _: *mut off_t, _: size_t) -> ssize_t {
    fail(libc::ENOSYS) as ssize_t
}

#[unsafe(no_mangle)]
unsafe extern "C" fn splice(_: c_int, _: *mut off_t, _: c_int, _: *mut off_t, _: size_t, _: u32) -> ssize_t {
    fail(libc::EINVAL) as ssize_t
}

/// A sync does nothing: a killed program loses no page of the system's cache, and for power cuts what counts is that it was
/// asked for.
fn sync(fd: c_int) -> c_int {
    if !watch::is_open(fd) {
        return 0;
    }
    let done = decide(Call::Sync, || 0, || {});
    if done == 0 {
        watch::synced(fd);
    }
    done
}

#[unsafe(no_mangle)]
extern "C" fn fsync(fd: c_int) -> c_int {
    sync(fd)
}

#[unsafe(no_mangle)]
extern "C" fn fdatasync(fd: c_int) -> c_int {
    sync(fd)
}

fn truncate_to(fd: c_int, len: off_t) -> c_int {
    // SAFETY: passed on.
    let pass = || unsafe { libc::syscall(libc::SYS_ftruncate, fd, len) as c_int };
    if !watch::is_open(fd) {
        return pass();
    }
    let done = decide(Call::Truncate, pass, || {});
    if done == 0 {
        watch::truncated(fd, len as u64);
    }
    done
}

#[unsafe(no_mangle)]
extern "C" fn ftruncate(fd: c_int, len: off_t) -> c_int {
    truncate_to(fd, len)
}

#[unsafe(no_mangle)]
extern "C" fn ftruncate64(fd: c_int, len: off_t) -> c_int {
    truncate_to(fd, len)
}

unsafe fn rename_to(from_at: c_int, from: *const c_char, to_at: c_int, to: *const c_char, flags: u32) -> c_int {
    // SAFETY: passed on.
    let pass = || unsafe { libc::syscall(libc::SYS_renameat2, from_at, from, to_at, to, flags) as c_int };
    if !watch::on() {
        return pass();
    }
    // SAFETY: C strings, as the system demands.
    let (old, new) = unsafe { (path_of(from_at, from), path_of(to_at, to)) };
    if !watch::is_watched(&new) && !watch::is_watched(&old) {
        return pass();
    }
    let done = decide(Call::Rename, pass, || {});
    if done == 0 {
        watch::renamed(&old, &new);
    }
    done
}

#[unsafe(no_mangle)]
unsafe extern "C" fn rename(from: *const c_char, to: *const c_char) -> c_int {
    // SAFETY: passed on.
    unsafe { rename_to(libc::AT_FDCWD, from, libc::AT_FDCWD, to, 0) }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn renameat(from_at: c_int, from: *const c_char, to_at: c_int, to: *const c_char) -> c_int {
    // SAFETY: passed on.
    unsafe { rename_to(from_at, from, to_at, to, 0) }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn renameat2(from_at: c_int, from: *const c_char, to_at: c_int, to: *const c_char, flags: u32) -> c_int {
    // SAFETY: passed on.
    unsafe { rename_to(from_at, from, to_at, to, flags) }
}

unsafe fn remove_at(at: c_int, path: *const c_char, flags: c_int) -> c_int {
    // SAFETY: passed on.
    let pass = || unsafe { libc::syscall(libc::SYS_unlinkat, at, path, flags) as c_int };
    if !watch::on() {
        return pass();
    }
    // SAFETY: a C string, as the system demands.
    let name = unsafe { path_of(at, path) };
    if !watch::is_watched(&name) || name.symlink_metadata().is_err() {
        return pass();
    }
    let done = decide(Call::Remove, pass, || {});
    if done == 0 {
        watch::removed(&name);
    }
    done
}

#[unsafe(no_mangle)]
unsafe extern "C" fn unlink(path: *const c_char) -> c_int {
    // SAFETY: passed on.
    unsafe { remove_at(libc::AT_FDCWD, path, 0) }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn unlinkat(at: c_int, path: *const c_char, flags: c_int) -> c_int {
    // SAFETY: passed on.
    unsafe { remove_at(at, path, flags) }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn rmdir(path: *const c_char) -> c_int {
    // SAFETY: passed on.
    unsafe { remove_at(libc::AT_FDCWD, path, libc::AT_REMOVEDIR) }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn mkdir(path: *const c_char, mode: mode_t) -> c_int {
    // SAFETY: passed on.
    let pass = || unsafe { libc::syscall(libc::SYS_mkdirat, libc::AT_FDCWD, path, mode) as c_int };
    if !watch::on() {
        return pass();
    }
    // SAFETY: a C string, as the system demands.
    let name = unsafe { path_of(libc::AT_FDCWD, path) };
    if !watch::is_watched(&name) || name.exists() {
        return pass();
    }
    let done = decide(Call::Make, pass, || {});
    if done == 0 {
        watch::made_folder(&name);
    }
    done
}
