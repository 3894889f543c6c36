//! A journal of lines on disk: what was appended is there after the machine has lost its power, and
//! nobody is answered before.

use fs::{File, OpenOptions, TryLockError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;
use std::{fs, thread};
use tokio::sync::watch;

/// Lines, each with a number from 1. One thread writes what has queued and synchronises it at once,
/// so that many who wait at the same time share the wait.
pub struct Journal {
    last: AtomicU64,
    /// None of a journal that is in memory only.
    queue: Option<Sender<Vec<u8>>>,
    durable: watch::Receiver<Durable>,
}

/// How far the disk has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Durable {
    UpTo(u64),
    /// The disk failed. What was appended since may be there or not, so nothing more is told until
    /// the journal has been read again.
    Broken,
}

/// Why a journal cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    #[error("{path} cannot be used: {1}", path = .0.display())]
    Io(PathBuf, io::Error),
    #[error("{} is used by another shop that is running", .0.display())]
    InUse(PathBuf),
    #[error("line {1} of {path} cannot be read: {2}", path = .0.display())]
    Damaged(PathBuf, usize, serde_json::Error),
}

/// How often, and after how long each time, a journal is tried that another shop still holds: one
/// that is just closing lets go soon.
const TRIES: u32 = 40;
const BETWEEN: Duration = Duration::from_millis(50);

/// Nothing was written for a reason that the log tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotDurable;

impl Journal {
    /// A journal that ends with the process.
    pub fn in_memory() -> Self {
        Self {
            last: AtomicU64::new(0),
            queue: None,
            durable: watch::channel(Durable::UpTo(u64::MAX)).1,
        }
    }

    /// Opens a journal, or begins it, and gives its lines to `keep`, which says of each whether it
    /// may be forgotten from the file after all are read. A line that was torn off when the machine
    /// went down was never answered for, and goes.
    pub fn open<E: DeserializeOwned>(
        path: &Path,
        read: impl FnOnce(Vec<E>) -> Vec<bool>,
    ) -> Result<Self, JournalError> {
        let failed = |error| JournalError::Io(path.to_owned(), error);
        let mut file = lock(path)?;
        let mut text = Vec::new();
        file.read_to_end(&mut text).map_err(failed)?;
        let whole = text
            .iter()
            .rposition(|b| *b == b'\n')
            .map_or(0, |at| at + 1);
        if whole < text.len() {
            tracing::warn!("the torn last line of {} is left out", path.display());
            text.truncate(whole);
            file.set_len(whole as u64).map_err(failed)?;
        }
        let lines: Vec<&[u8]> = text.split_inclusive(|b| *b == b'\n').collect();
        let kept = read(parse(path, &lines)?);
        let mut former = Vec::new();
        if kept.iter().filter(|kept| !**kept).count() > lines.len() / 2 {
            let lines = lines.iter().zip(kept).filter(|(_, kept)| *kept);
            let lines: Vec<u8> = lines.flat_map(|(line, _)| *line).copied().collect();
            let shorter = replace(path, &lines).map_err(failed)?;
            // Its lock is what keeps others away who had it open before.
            former.push(std::mem::replace(&mut file, shorter));
        }
        file.seek(SeekFrom::End(0)).map_err(failed)?;
        file.sync_all().map_err(failed)?;
        Ok(Self::written_to(file, former))
    }

    fn written_to(file: File, former: Vec<File>) -> Self {
        let (queue, lines) = channel();
        let (told, durable) = watch::channel(Durable::UpTo(0));
        thread::spawn(move || {
            write_all(file, &lines, &told);
            drop(former);
        });
        Self {
            last: AtomicU64::new(0),
            queue: Some(queue),
            durable,
        }
    }

    /// Queues a line and gives its number. Whoever appends sees to it that the order is right.
    pub fn append(&self, entry: &impl Serialize) -> u64 {
        let mut line =
            serde_json::to_vec(entry).expect("entries have no maps and no failing parts");
        line.push(b'\n');
        if let Some(queue) = &self.queue {
            // Where nobody receives any more, waiting tells.
            let _ = queue.send(line);
        }
        self.last.fetch_add(1, Ordering::SeqCst) + 1
    }

    /// The number of the last line that was appended.
    pub fn last(&self) -> u64 {
        self.last.load(Ordering::SeqCst)
    }

    /// Waits until a line and all before it are safe.
    pub async fn durable(&self, line: u64) -> Result<(), NotDurable> {
        let enough = |durable: &Durable| match durable {
            Durable::UpTo(upto) => *upto >= line,
            Durable::Broken => true,
        };
        let mut durable = self.durable.clone();
        let reached = durable.wait_for(enough).await.map(|reached| *reached);
        match reached {
            Ok(Durable::UpTo(_)) => Ok(()),
            _ if self.queue.is_none() => Ok(()),
            _ => Err(NotDurable),
        }
    }
}

fn parse<E: DeserializeOwned>(path: &Path, lines: &[&[u8]]) -> Result<Vec<E>, JournalError> {
    let parsed = lines.iter().enumerate().map(|(at, line)| {
        serde_json::from_slice(line)
            .map_err(|error| JournalError::Damaged(path.to_owned(), at + 1, error))
    });
    parsed.collect()
}

/// Whoever holds the lock is the only one who writes.
fn lock(path: &Path) -> Result<File, JournalError> {
    let failed = |error| JournalError::Io(path.to_owned(), error);
    for _ in 0..TRIES {
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(path)
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => return sync_folder(path).map(|()| file).map_err(failed),
            Err(TryLockError::WouldBlock) => thread::sleep(BETWEEN),
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
    }
    Err(JournalError::InUse(path.to_owned()))
}

/// Puts a whole file in the place of another, already locked.
fn replace(path: &Path, lines: &[u8]) -> io::Result<File> {
    let part = path.with_extension("part");
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&part)?;
    file.try_lock()?;
    file.write_all(lines)?;
    file.sync_all()?;
    fs::rename(&part, path)?;
    sync_folder(path)?;
    Ok(file)
}

/// A file's name is its folder's, which has to be synchronised too.
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

fn write_all(mut file: File, lines: &Receiver<Vec<u8>>, told: &watch::Sender<Durable>) {
    let mut written = 0;
    while let Ok(mut batch) = lines.recv() {
        written += 1;
        for line in lines.try_iter() {
            batch.extend(line);
            written += 1;
        }
        let done = file.write_all(&batch).and_then(|()| file.sync_data());
        if let Err(error) = done {
            tracing::error!(%error, "payments are not written down: no more are taken");
            told.send_replace(Durable::Broken);
            return;
        }
        told.send_replace(Durable::UpTo(written));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(path: &Path, keep: fn(u32) -> bool) -> (Result<Journal, JournalError>, Vec<u32>) {
        let mut found = Vec::new();
        let journal = Journal::open(path, |lines: Vec<u32>| {
            found.clone_from(&lines);
            lines.into_iter().map(keep).collect()
        });
        (journal, found)
    }

    async fn write(journal: &Journal, lines: impl IntoIterator<Item = u32>) {
        for line in lines {
            let number = journal.append(&line);
            assert_eq!(journal.durable(number).await, Ok(()));
        }
    }

    #[tokio::test]
    async fn a_journal_that_is_mostly_forgotten_is_written_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jsonl");
        write(&open(&path, |_| true).0.unwrap(), 0..10).await;

        let (journal, found) = open(&path, |line| line < 5);
        write(&journal.unwrap(), 20..21).await;
        assert_eq!(found.len(), 10, "half is not most of it");

        let (journal, found) = open(&path, |line| line > 8);
        let journal = journal.unwrap();
        assert_eq!(found.len(), 11);
        assert!(
            matches!(open(&path, |_| true).0, Err(JournalError::InUse(_))),
            "the new file is locked as the former one was"
        );
        write(&journal, 30..32).await;
        drop(journal);
        assert_eq!(open(&path, |_| true).1, [9, 20, 30, 31]);
    }

    #[tokio::test]
    async fn when_the_disk_fails_nothing_more_is_said() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let read_only = File::open(file.path()).unwrap();
        let journal = Journal::written_to(read_only, Vec::new());
        assert_eq!(journal.durable(0).await, Ok(()), "nothing is written yet");
        let line = journal.append(&1);
        assert_eq!(journal.durable(line).await, Err(NotDurable));
        let later = journal.append(&2);
        assert_eq!(journal.durable(later).await, Err(NotDurable));
    }

    #[tokio::test]
    async fn an_empty_or_torn_journal_is_begun() {
        let folder = tempfile::tempdir().unwrap();
        for (at, text) in ["", "1", "12\n3", "\n"].into_iter().enumerate() {
            let path = folder.path().join(at.to_string());
            fs::write(&path, text).unwrap();
            let (journal, found) = open(&path, |_| true);
            match text {
                "\n" => assert!(matches!(journal, Err(JournalError::Damaged(_, 1, _)))),
                "12\n3" => assert_eq!(found, [12]),
                _ => assert!(journal.is_ok() && found.is_empty(), "{text:?}"),
            }
        }
    }
}
