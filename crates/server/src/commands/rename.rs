//! `baguni move`.

use super::{open, say};
use crate::cli::{DatabaseUrl, Handles, Move};
use crate::failure::Failure;

pub async fn rename(database: &DatabaseUrl, what: Move) -> Result<(), Failure> {
    let storage = open(database)?;
    let (folder, Handles { old, new }) = match what {
        Move::Product(handles) => {
            storage.move_product(&handles.old, &handles.new).await?;
            ("products", handles)
        }
        Move::Collection(handles) => {
            storage.move_collection(&handles.old, &handles.new).await?;
            ("collections", handles)
        }
    };
    say(&format!(
        "/{folder}/{old} leads to /{folder}/{new} from now on."
    ))
}
