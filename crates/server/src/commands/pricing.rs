//! `baguni import pricing`.

use super::{open, say};
use crate::cli::DatabaseUrl;
use crate::exchange::pricing;
use crate::failure::Failure;
use std::path::PathBuf;

pub async fn import(database: &DatabaseUrl, file: PathBuf) -> Result<(), Failure> {
    let text = match std::fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) => return Err(Failure::CannotRead(file, error)),
    };
    let read = pricing::read(&text)
        .map_err(|error| Failure::Refused(format!("{}: {error}", file.display())))?;
    let storage = open(database)?;
    let before = storage.revision().await?;
    storage.save_promotions(&read.promotions).await?;
    if !read.methods.is_empty() {
        storage.set_shipping_methods(&read.methods).await?;
    }
    storage.save_scheduled_prices(&read.scheduled).await?;
    if storage.revision().await? == before {
        return say("All of this was so already; nothing has changed.");
    }
    say(&format!(
        "{} promotions, {} ways of shipping and {} scheduled prices are in force as the file says.",
        read.promotions.len(),
        read.methods.len(),
        read.scheduled.len()
    ))
}
