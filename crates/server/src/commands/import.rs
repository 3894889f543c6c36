//! `baguni import products`.

use super::{open, say};
use crate::cli::{DatabaseUrl, ImportProducts};
use crate::exchange::shopify::{
    ImportError, ImportOptions, ImportReport, Progress, import_products,
};
use crate::failure::Failure;
use std::fs::File;
use std::io::{self, BufReader, IsTerminal as _, Write as _};
use std::path::Path;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

pub async fn products(database: &DatabaseUrl, flags: ImportProducts) -> Result<(), Failure> {
    let (file, length) = read(&flags.file)?;
    let storage = open(database)?;
    let mut shown = Shown::new(length);
    let options = ImportOptions {
        currency: flags.currency,
        locale: flags.locale,
        won_per_dollar: flags.won_per_dollar,
        location: flags.location.clone(),
        images: flags.images.clone(),
        dry_run: flags.dry_run,
        ..ImportOptions::new(now())
    };
    let imported = import_products(storage.as_ref(), file, options, |progress| {
        shown.show(progress);
    })
    .await;
    shown.clear();
    let report = imported.map_err(|error| failure(error, &flags))?;
    finish(&report)
}

fn finish(report: &ImportReport) -> Result<(), Failure> {
    say(report.to_string().trim_end())?;
    match report.is_complete() {
        true => Ok(()),
        false => Err(Failure::LeftOut(report.conflicts.count + report.refused)),
    }
}

/// The file and its length in bytes. A folder can be opened, but not read.
fn read(path: &Path) -> Result<(BufReader<File>, u64), Failure> {
    let cannot = |error| Failure::CannotRead(path.to_owned(), error);
    let file = File::open(path).map_err(cannot)?;
    let about = file.metadata().map_err(cannot)?;
    match about.is_dir() {
        true => Err(cannot(io::ErrorKind::IsADirectory.into())),
        false => Ok((BufReader::new(file), about.len())),
    }
}

fn failure(error: ImportError, flags: &ImportProducts) -> Failure {
    match (error, &flags.images) {
        (ImportError::Storage(error), _) => Failure::Storage(error),
        (ImportError::Images(error), Some(folder)) => Failure::CannotRead(folder.clone(), error),
        (error, _) => Failure::Refused(format!("{}: {error}", flags.file.display())),
    }
}

/// Seconds since 1970.
fn now() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// The line at the bottom of a terminal that tells how far it has come; nothing in a log file.
struct Shown {
    length: u64,
    is_terminal: bool,
    last: Option<Instant>,
}

impl Shown {
    const EVERY: Duration = Duration::from_millis(200);

    fn new(length: u64) -> Self {
        Self {
            length,
            is_terminal: io::stderr().is_terminal(),
            last: None,
        }
    }

    fn show(&mut self, progress: Progress) {
        if !self.is_terminal || self.last.is_some_and(|last| last.elapsed() < Self::EVERY) {
            return;
        }
        self.last = Some(Instant::now());
        let percent = progress.bytes.min(self.length) * 100 / self.length.max(1);
        let Progress { rows, products, .. } = progress;
        let _ = write!(
            io::stderr(),
            "\r\x1b[K{percent} %: {rows} rows, {products} products"
        );
    }

    fn clear(&self) {
        if self.last.is_some() {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
