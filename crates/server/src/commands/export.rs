//! `baguni export products`.

use super::open;
use crate::cli::{DatabaseUrl, ExportProducts};
use crate::exchange::shopify::{ExportError, ExportOptions, export_products};
use crate::failure::Failure;
use baguni_commerce::CatalogueParts;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

pub async fn products(database: &DatabaseUrl, flags: ExportProducts) -> Result<(), Failure> {
    let parts = open(database)?.load_catalogue().await?;
    let options = ExportOptions {
        locale: flags.locale,
        currency: flags.currency,
        location: flags.location,
        base: flags.public_url.0,
    };
    if flags.file == Path::new("-") {
        return write(
            &parts,
            io::stdout().lock(),
            &options,
            Path::new("standard output"),
        );
    }
    replace(&parts, &flags.file, &options)
}

/// Written beside the file and then put in its place: a half-written file never bears its name.
fn replace(parts: &CatalogueParts, path: &Path, options: &ExportOptions) -> Result<(), Failure> {
    let cannot = |error| Failure::CannotWrite(path.to_owned(), error);
    let beside = beside(path);
    let written = File::create(&beside)
        .map_err(cannot)
        .and_then(|file| write(parts, BufWriter::new(file), options, path))
        .and_then(|()| fs::rename(&beside, path).map_err(cannot));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

fn beside(path: &Path) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(".part");
    name.into()
}

fn write(
    parts: &CatalogueParts,
    mut to: impl Write,
    options: &ExportOptions,
    named: &Path,
) -> Result<(), Failure> {
    let written = export_products(parts, &mut to, options)
        .and_then(|()| to.flush().map_err(ExportError::Write));
    match written {
        Ok(()) => Ok(()),
        Err(ExportError::Write(error)) => Err(Failure::CannotWrite(named.to_owned(), error)),
        Err(error) => Err(Failure::Refused(error.to_string())),
    }
}
