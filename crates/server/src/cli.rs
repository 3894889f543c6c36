//! The command line: what can be typed, and what becomes of it.

mod api_key;
mod kiosk_policy;
mod rename;
mod staff;
mod stock;
mod values;

pub use api_key::{ApiKey, NewKey};
pub use kiosk_policy::{KioskPolicy, Part, TypedProfile};
pub use rename::{Handles, Move};
pub use staff::{Appointment, Staff};
pub use stock::{Count, Stock};
pub use values::{DatabaseUrl, Optional, PublicUrl, Speaker};
use values::{currency, locale};

use crate::commands;
use crate::mail::SmtpUrl;
use crate::payments::test_provider::Script;
use baguni_commerce::cart::GuestMerge;
use baguni_commerce::{Currency, Handle, Locale};
use clap::{Args, Parser, Subcommand, ValueEnum};
use lettre::Address;
use std::io::{self, IsTerminal as _, Write as _};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

/// Runs the command that was typed.
pub fn run() -> ExitCode {
    let typed = CommandLine::parse();
    start_log(&typed);
    match commands::run(typed) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let _ = writeln!(io::stderr(), "baguni: {failure}");
            ExitCode::from(failure.code())
        }
    }
}

const AFTER_HELP: &str = "\
Examples:
  baguni seed demo                                  a shop to look at
  baguni serve                                      open it on http://127.0.0.1:8080
  baguni import products products.csv --dry-run     what an import would change
  baguni export products - > products.csv           everything, as a product file

Every flag can be given as an environment variable, as named in the command's own help.

Exit codes: 0 done; 1 failed; 2 wrong usage; 3 the database cannot be used; 4 the address cannot
be listened on; 5 a file cannot be read or written; 6 done, but some products were left out.";

/// Baguni: a shop in one program.
#[derive(Debug, Parser)]
#[command(name = "baguni", version, about, after_help = AFTER_HELP, arg_required_else_help = true)]
pub struct CommandLine {
    /// The shop's database; it is made when it is not there.
    #[arg(
        long,
        global = true,
        env = "BAGUNI_DATABASE",
        default_value = "sqlite:baguni.sqlite",
        value_name = "sqlite:PATH"
    )]
    pub database: DatabaseUrl,
    /// What the log says and leaves out, as `info` or `baguni_server=debug`.
    #[arg(
        long,
        global = true,
        env = "BAGUNI_LOG",
        default_value = "info",
        value_name = "FILTER"
    )]
    pub log: String,
    /// How the log is written, to standard error.
    #[arg(long, global = true, env = "BAGUNI_LOG_FORMAT", default_value = "text")]
    pub log_format: LogFormat,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Open the shop to browsers.
    Serve(Box<Serve>),
    /// Bring files of other shops in.
    #[command(subcommand)]
    Import(Import),
    /// Take the shop out into a file.
    #[command(subcommand)]
    Export(Export),
    /// Fill an empty database.
    #[command(subcommand)]
    Seed(Seed),
    /// Change an address; the former one leads to the new one from then on.
    #[command(subcommand)]
    Move(Move),
    /// Say who works for the shop.
    #[command(subcommand)]
    Staff(Staff),
    /// Let other systems work for the shop, over /api/v1.
    #[command(subcommand)]
    ApiKey(ApiKey),
    /// Look at stock, and correct it.
    #[command(subcommand)]
    Stock(Stock),
    /// Say how a Linux machine becomes a screen in a store and nothing else: Chromium's flags, its
    /// managed policy and a systemd unit.
    KioskPolicy(KioskPolicy),
}

#[derive(Debug, Args)]
pub struct Serve {
    /// Where to listen. Port 0 takes a free one and prints it.
    #[arg(
        long,
        env = "BAGUNI_LISTEN",
        default_value = "127.0.0.1:8080",
        value_name = "ADDRESS"
    )]
    pub listen: SocketAddr,
    /// Where measurements are told, in Prometheus' text format under /metrics; `off` for nowhere.
    /// Without this 127.0.0.1:9090, if it is free.
    #[arg(long, env = "BAGUNI_METRICS_LISTEN", value_name = "ADDRESS|off")]
    pub metrics_listen: Option<Optional<SocketAddr>>,
    /// The address that shoppers know, as https://shop.example: it stands in the sitemap, in link
    /// previews and in the product feed, and with https cookies are sent encrypted only. Without
    /// it each request's own host is used.
    #[arg(long, env = "BAGUNI_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<PublicUrl>,
    /// Serve the browser bundle of this folder instead of the one that is built in.
    #[arg(long, env = "BAGUNI_BUNDLE_FOLDER", value_name = "FOLDER")]
    pub bundle_folder: Option<PathBuf>,
    #[command(flatten)]
    pub letters: Letters,
    /// Who takes payments besides the stores' tills: `test` for trying the shop, where a page asks
    /// what shall become of a payment and no money moves, or `none`.
    #[arg(long, env = "BAGUNI_PAYMENTS", default_value = "test")]
    pub payments: PaidBy,
    /// What goes wrong with test payments, as `capture:answer-lost,status:lost,choose:approve`.
    #[arg(long, env = "BAGUNI_PAYMENTS_SCRIPT", default_value = "", hide = true)]
    pub payments_script: Script,
    /// How many there are of what both a guest's cart and the account's hold when the guest signs
    /// in: the larger number, both together, or the guest's.
    #[arg(long, env = "BAGUNI_GUEST_MERGE", default_value = "max")]
    pub guest_merge: Merge,
    /// How many accounts may be made from one network address at once; one more may follow every
    /// two minutes. A store's visitors share one address. Above 300, as many guests too.
    #[arg(
        long,
        env = "BAGUNI_SIGN_UPS",
        value_name = "NUMBER",
        default_value_t = 10
    )]
    pub sign_ups: u32,
    /// What makes sound of sentences for screens in stores whose browser has no voice: a program
    /// that is called as espeak-ng is, `off`, or `auto` for espeak-ng where it is installed.
    #[arg(
        long,
        env = "BAGUNI_VOICE_PROGRAM",
        default_value = "auto",
        value_name = "PROGRAM|auto|off"
    )]
    pub voice_program: Speaker,
}

/// How letters to shoppers go.
#[derive(Debug, Args)]
pub struct Letters {
    /// Where letters to shoppers are put, each a file; without this the folder `mail` beside the
    /// database.
    #[arg(long, env = "BAGUNI_MAIL_FOLDER", value_name = "FOLDER")]
    pub mail_folder: Option<PathBuf>,
    /// The mail server that letters are handed to instead, as smtp://NAME:PASSWORD@HOST:587, or
    /// smtps:// where it speaks TLS from the start. What is special in the password is written as
    /// %40; better than here it stands in the environment.
    #[arg(
        long,
        env = "BAGUNI_MAIL_SMTP",
        hide_env_values = true,
        value_name = "URL",
        conflicts_with = "mail_folder"
    )]
    pub mail_smtp: Option<SmtpUrl>,
    /// The address that letters come from; without this no-reply at the shop's host.
    #[arg(long, env = "BAGUNI_MAIL_FROM", value_name = "ADDRESS")]
    pub mail_from: Option<Address>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PaidBy {
    Test,
    None,
}

/// As `commerce::cart::GuestMerge`, to be typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Merge {
    Max,
    Sum,
    Guest,
}

impl From<Merge> for GuestMerge {
    fn from(typed: Merge) -> Self {
        match typed {
            Merge::Max => Self::Max,
            Merge::Sum => Self::Sum,
            Merge::Guest => Self::Guest,
        }
    }
}

#[derive(Clone, Copy, Debug, Subcommand)]
pub enum Seed {
    /// The demo shop: products with pictures, collections, stores and stock. Running it again
    /// brings it back to what it was.
    Demo,
}

#[derive(Debug, Subcommand)]
pub enum Import {
    /// Create and update products from a Shopify product CSV, in either of its dialects. Running
    /// it again changes nothing. A bad row is reported, and only its product left out.
    Products(ImportProducts),
    /// Take promotions, ways of shipping and scheduled prices from a TOML file; those of the same
    /// name are replaced, and others stay. docs/promotions.md tells what it may say.
    Pricing {
        /// The file, as UTF-8.
        file: PathBuf,
    },
}

#[derive(Debug, Args)]
pub struct ImportProducts {
    /// The file, as UTF-8.
    pub file: PathBuf,
    /// A folder with the pictures that the file names. Without it, and for those that are not
    /// there, the address is kept and a placeholder shown.
    #[arg(long, env = "BAGUNI_IMAGES", value_name = "FOLDER")]
    pub images: Option<PathBuf>,
    /// Say what would change, and change nothing.
    #[arg(long, env = "BAGUNI_DRY_RUN")]
    pub dry_run: bool,
    /// The currency of the file's prices: KRW or USD.
    #[arg(long, env = "BAGUNI_CURRENCY", default_value = "KRW", value_parser = currency)]
    pub currency: Currency,
    /// The language of the file's texts: ko or en.
    #[arg(long, env = "BAGUNI_LOCALE", default_value = "ko", value_parser = locale)]
    pub locale: Locale,
    /// The rate at which the other currency's prices are made. Given, it also makes those anew
    /// whose price in the file has not changed; without it, new ones are made at 1,400.
    #[arg(
        long,
        env = "BAGUNI_WON_PER_DOLLAR",
        value_name = "WON",
        value_parser = clap::value_parser!(u32).range(1..=100_000)
    )]
    pub won_per_dollar: Option<u32>,
    /// The handle of the location where the file's stock is; without it the first warehouse.
    #[arg(long, env = "BAGUNI_LOCATION", value_name = "HANDLE")]
    pub location: Option<Handle>,
}

#[derive(Debug, Subcommand)]
pub enum Export {
    /// Write every product as a Shopify product CSV of the current dialect.
    Products(ExportProducts),
}

#[derive(Debug, Args)]
pub struct ExportProducts {
    /// The file to write, or - for standard output.
    pub file: PathBuf,
    /// The currency of the prices: KRW or USD.
    #[arg(long, env = "BAGUNI_CURRENCY", default_value = "KRW", value_parser = currency)]
    pub currency: Currency,
    /// The language of the texts: ko or en.
    #[arg(long, env = "BAGUNI_LOCALE", default_value = "ko", value_parser = locale)]
    pub locale: Locale,
    /// The handle of the location whose stock is written; without it the first warehouse.
    #[arg(long, env = "BAGUNI_LOCATION", value_name = "HANDLE")]
    pub location: Option<Handle>,
    /// What stands before the paths of pictures.
    #[arg(
        long,
        env = "BAGUNI_PUBLIC_URL",
        default_value = "http://127.0.0.1:8080",
        value_name = "URL"
    )]
    pub public_url: PublicUrl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    Text,
    Json,
}

fn start_log(typed: &CommandLine) {
    let filter = tracing_subscriber::EnvFilter::new(&typed.log);
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(io::stderr().is_terminal())
        .with_writer(io::stderr);
    match typed.log_format {
        LogFormat::Json => log.json().init(),
        LogFormat::Text => log.with_target(false).init(),
    }
    // A panic is our fault, and one line for whoever reports it; it ends one answer and no more.
    std::panic::set_hook(Box::new(|panic| tracing::error!("{panic}")));
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        CommandLine::command().debug_assert();
    }
}
