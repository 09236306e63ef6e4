//! One writer at a time, told apart from readers by an advisory lock that dies with its process.

use std::fs::{File, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::StoreError;

/// How long a holder that has not yet said who it is, or no longer does, is waited for.
const UNNAMED: Duration = Duration::from_secs(1);

/// Held while writing; released when dropped, also by a process that is killed.
#[derive(Debug)]
pub(crate) struct WriteLock {
    file: File,
}

impl WriteLock {
    /// Takes the lock without waiting for a holder that is known.
    ///
    /// # Errors
    /// [`StoreError::Locked`] with what the holder wrote about itself.
    pub(crate) fn take(store: &Path) -> Result<Self, StoreError> {
        let path = store.join("writer.lock");
        let mut file = File::options()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .map_err(StoreError::io("open", &path))?;
        let begun = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(source)) => {
                    return Err(StoreError::io("lock", &path)(source));
                }
            }
            match holder(&mut file) {
                Some(holder) => return Err(StoreError::Locked { holder }),
                None if begun.elapsed() > UNNAMED => {
                    return Err(StoreError::Locked { holder: "unknown process".to_owned() });
                }
                // It has just taken the lock, or is about to leave it.
                None => sleep(Duration::from_millis(5)),
            }
        }
        let named = format!("process {}\n", std::process::id());
        file.set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| file.write_all(named.as_bytes()))
            .map_err(StoreError::io("write", &path))?;
        Ok(Self { file })
    }
}

impl Drop for WriteLock {
    fn drop(&mut self) {
        // The name is a courtesy: one that stays behind is written over by the next holder.
        let _ = self.file.set_len(0);
    }
}

/// What the holder wrote about itself, once it has ended the line.
fn holder(file: &mut File) -> Option<String> {
    let mut line = String::new();
    file.rewind().and_then(|()| file.read_to_string(&mut line)).ok()?;
    line.strip_suffix('\n').map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_writer_is_told_who_holds_the_store() {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let held = WriteLock::take(dir.path()).expect("free");
        let error = WriteLock::take(dir.path()).expect_err("held");
        assert!(error.to_string().contains(&format!("process {}", std::process::id())), "{error}");
        drop(held);
        assert!(WriteLock::take(dir.path()).is_ok());
    }

    #[test]
    fn a_holder_that_has_not_yet_said_who_it_is_is_waited_for() {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let path = dir.path().join("writer.lock");
        let mut file = File::create(&path).expect("created");
        file.lock().expect("free");
        std::thread::scope(|scope| {
            let second = scope.spawn(|| WriteLock::take(dir.path()));
            sleep(Duration::from_millis(20));
            file.write_all(b"proc").expect("written");
            sleep(Duration::from_millis(20));
            file.write_all(b"ess 17\n").expect("written");
            let error = second.join().expect("ended").expect_err("held");
            assert!(error.to_string().contains("process 17"), "{error}");
        });
    }

    #[test]
    fn a_holder_that_leaves_without_a_word_is_followed() {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let file = File::create(dir.path().join("writer.lock")).expect("created");
        file.lock().expect("free");
        std::thread::scope(|scope| {
            let second = scope.spawn(|| WriteLock::take(dir.path()));
            sleep(Duration::from_millis(20));
            drop(file);
            assert!(second.join().expect("ended").is_ok());
        });
    }
}
