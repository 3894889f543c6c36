//! `baguni api-key`, as it is typed.

use super::staff::TypedRole;
use baguni_commerce::Handle;
use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub enum ApiKey {
    /// Make a key for another system. It is shown once and never again.
    Add(NewKey),
    /// Say which keys there are.
    List,
    /// End a key at once.
    Revoke {
        /// The name it was given.
        name: String,
    },
}

#[derive(Debug, Args)]
pub struct NewKey {
    /// What the system is called, in lists and in the history of what it does.
    #[arg(value_parser = name)]
    pub name: String,
    /// What it may do, as `baguni staff add` explains.
    #[arg(long, env = "BAGUNI_API_KEY_ROLE")]
    pub role: TypedRole,
    /// The handle of the store or warehouse it works for; a merchant may have none.
    #[arg(
        long,
        env = "BAGUNI_API_KEY_LOCATION",
        value_name = "HANDLE",
        required_if_eq_any([("role", "associate"), ("role", "manager")])
    )]
    pub location: Option<Handle>,
}

/// The longest name, in characters.
const MAX_NAME: usize = 60;

fn name(raw: &str) -> Result<String, String> {
    let name = raw.trim();
    let fits = (1..=MAX_NAME).contains(&name.chars().count());
    match fits && !name.chars().any(char::is_control) {
        true => Ok(name.to_owned()),
        false => Err(format!("write a name of at most {MAX_NAME} characters")),
    }
}
