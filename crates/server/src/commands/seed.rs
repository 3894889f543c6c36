//! `baguni seed demo`.

use super::{open, say};
use crate::cli::DatabaseUrl;
use crate::demo::{self, SeedError, SeedReport, StaffError};
use crate::failure::Failure;

pub async fn demo(database: &DatabaseUrl) -> Result<(), Failure> {
    let storage = open(database)?;
    let report = demo::seed(storage.as_ref())
        .await
        .map_err(|error| match error {
            SeedError::Storage(error) => Failure::Storage(error),
            error => Failure::Refused(error.to_string()),
        })?;
    let staff = demo::seed_staff(storage.as_ref())
        .await
        .map_err(|error| match error {
            StaffError::Storage(error) => Failure::Storage(error),
            error => Failure::Refused(error.to_string()),
        })?;
    say(&told(report))?;
    match staff {
        0 => Ok(()),
        _ => say(&format!(
            "Its staff of {staff} signs in at /staff, with the passwords that the README names."
        )),
    }
}

fn told(report: SeedReport) -> String {
    if report == SeedReport::default() {
        return "The demo shop was there already; nothing has changed.".to_owned();
    }
    format!(
        "The demo shop is there: {} products, {} collections, {} locations, {} stock levels, \
         {} pictures and {} promotions were added or brought back.",
        report.products,
        report.collections,
        report.locations,
        report.stock_levels,
        report.pictures,
        report.promotions
    )
}
