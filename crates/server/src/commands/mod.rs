//! The commands, each from its flags to its end.

mod api_key;
mod export;
mod import;
mod kiosk_policy;
mod pricing;
mod rename;
mod seed;
mod serve;
mod staff;
mod stock;

use crate::cli::{Command, CommandLine, DatabaseUrl, Export, Import, Seed};
use crate::failure::Failure;
use baguni_storage::{SqliteStorage, Storage};
use std::io::{self, Write as _};
use std::sync::Arc;

pub fn run(typed: CommandLine) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(Failure::Runtime)?;
    runtime.block_on(async {
        match typed.command {
            Command::Serve(flags) => serve::serve(&typed.database, *flags).await,
            Command::Import(Import::Products(flags)) => {
                import::products(&typed.database, flags).await
            }
            Command::Import(Import::Pricing { file }) => {
                pricing::import(&typed.database, file).await
            }
            Command::Export(Export::Products(flags)) => {
                export::products(&typed.database, flags).await
            }
            Command::Move(what) => rename::rename(&typed.database, what).await,
            Command::ApiKey(what) => api_key::api_key(&typed.database, what).await,
            Command::Staff(what) => staff::staff(&typed.database, what).await,
            Command::Stock(what) => stock::stock(&typed.database, what).await,
            Command::KioskPolicy(typed) => kiosk_policy::kiosk_policy(&typed),
            Command::Seed(Seed::Demo) => seed::demo(&typed.database).await,
        }
    })
}

/// Opens the database, which is made and brought up to date on the way.
fn open(database: &DatabaseUrl) -> Result<Arc<dyn Storage>, Failure> {
    Ok(Arc::new(SqliteStorage::open(&database.0)?))
}

/// Tells the person at the terminal. A reader that has gone away is no failure.
fn say(line: &str) -> Result<(), Failure> {
    match writeln!(io::stdout(), "{line}") {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::CannotWrite("standard output".into(), error))
        }
        _ => Ok(()),
    }
}
