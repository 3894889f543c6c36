//! A forgotten password: a letter with a link that may choose another, once and soon.

use super::signing::Asker;
use super::{AccountError, Token, now};
use crate::http::Shop;
use crate::kiosk::hand_off::leave_screens;
use crate::mail::{Letter, MailError};
use baguni_commerce::{Email, Locale};
use baguni_storage::Account;
use std::sync::Arc;

/// How long a link may be used, in milliseconds.
pub const RESET_LIFE: u64 = 30 * 60 * 1_000;

/// Why no letter has been sent.
#[derive(Debug, thiserror::Error)]
pub enum RecoveryError {
    #[error(transparent)]
    Account(#[from] AccountError),
    #[error(transparent)]
    Mail(#[from] MailError),
}

/// Sends a link to the address, if it has an account. Whether it has, is not told: not by the
/// answer, and not by how long it takes, since the account is looked for after it.
pub async fn begin(
    shop: &Arc<Shop>,
    asker: &Asker<'_>,
    email: &Email,
    page: impl FnOnce(&str) -> String + Send + 'static,
    locale: Locale,
) -> Result<(), RecoveryError> {
    shop.accounts.limits.ask_reset(asker.from)?;
    // A mail that cannot be sent is found out for everybody alike.
    shop.accounts.mailer.check().await?;
    let (shop, email) = (Arc::clone(shop), email.clone());
    tokio::spawn(async move {
        if let Err(error) = write(&shop, &email, page, locale).await {
            tracing::error!(%error, "a letter was not sent");
        }
    });
    Ok(())
}

async fn write(
    shop: &Shop,
    email: &Email,
    page: impl FnOnce(&str) -> String,
    locale: Locale,
) -> Result<(), RecoveryError> {
    let storage = &shop.storage;
    let Some(known) = storage
        .credentials(email)
        .await
        .map_err(AccountError::from)?
    else {
        return Ok(());
    };
    if !shop.accounts.limits.may_write_to(email) {
        tracing::info!("no letter: this account has been written to often enough");
        return Ok(());
    }
    let (token, account) = (Token::random(), known.account);
    let (hash, until) = (token.hash(), now() + RESET_LIFE);
    let opened = storage.open_reset(account.shopper, &hash, until);
    opened.await.map_err(AccountError::from)?;
    let letter = Letter::reset(&account, &page(&token.reveal()), locale);
    Ok(shop.accounts.mailer.send(letter).await?)
}

/// The account that this link may choose a password for.
pub async fn account(shop: &Shop, token: &Token) -> Result<Option<Account>, AccountError> {
    Ok(shop.storage.reset(&token.hash(), now()).await?)
}

/// Sets the password; every session of the account ends. `false` where the link may not, or no
/// longer.
pub async fn finish(
    shop: &Shop,
    account: &Account,
    token: &Token,
    password: &str,
) -> Result<bool, AccountError> {
    let hash = shop.accounts.passwords.hash(password).await?;
    let ended = shop
        .storage
        .consume_reset(&token.hash(), &hash, now())
        .await?;
    let Some(ended) = ended else {
        return Ok(false);
    };
    shop.accounts.announce_ended(account.shopper, &ended);
    leave_screens(shop, account.shopper, None).await?;
    Ok(true)
}
