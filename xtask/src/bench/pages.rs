//! `cargo xtask bench pages`: pages next to a plain static file from the same server.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result};

use super::load::{Outcome, Question, flat_out, steady};
use super::{fresh_database, released_server, serve};
use crate::running::announce;
use crate::running_server::seed;

const LASTING: Duration = Duration::from_secs(5);
/// Questions a second at which the goal for the slowest hundredth holds.
const RATE: u32 = 200;

const PAGES: [(&str, &str); 2] = [
    ("product", "/products/onggi-mug"),
    ("collection", "/collections/table"),
];

/// The benchmark.
pub fn run() -> Result<()> {
    let server = released_server()?;
    let database = fresh_database("pages")?;
    seed(&server, &database)?;
    let running = serve(&server, &database)?;
    let address: SocketAddr = running.url().trim_start_matches("http://").parse()?;
    let stylesheet = stylesheet(address)?;
    announce("Pages, each for 5 s (half a minute and more)");
    println!("{}", heading());
    for (name, path) in PAGES.into_iter().chain([("stylesheet", &*stylesheet)]) {
        // Plain, and as browsers ask: pages come in gzip then, files in brotli.
        for encoding in ["", "gzip, br"] {
            measure(
                name,
                &Question {
                    address,
                    path: path.to_owned(),
                    encoding,
                },
            )?;
        }
    }
    Ok(())
}

fn measure(name: &str, question: &Question) -> Result<()> {
    flat_out(question, 4, Duration::from_millis(500))?;
    let encoding = match question.encoding {
        "" => "plain",
        _ => "packed",
    };
    for connections in [16, 64] {
        let outcome = flat_out(question, connections, LASTING)?;
        tell(
            name,
            encoding,
            &format!("{connections} connections"),
            &outcome,
        );
    }
    let outcome = steady(question, RATE, LASTING)?;
    tell(name, encoding, &format!("{RATE} a second"), &outcome);
    Ok(())
}

fn heading() -> String {
    format!(
        "{:<12}{:<8}{:<18}{:>10}{:>10}{:>10}{:>9}",
        "", "", "", "per s", "p50 ms", "p99 ms", "bytes"
    )
}

fn tell(name: &str, encoding: &str, how: &str, outcome: &Outcome) {
    println!(
        "{name:<12}{encoding:<8}{how:<18}{:>10.0}{:>10.2}{:>10.2}{:>9}",
        outcome.per_second(),
        outcome.percentile(50),
        outcome.percentile(99),
        outcome.size
    );
}

/// The path of the stylesheet that pages name.
fn stylesheet(address: SocketAddr) -> Result<String> {
    let mut stream = TcpStream::connect(address)?;
    write!(
        stream,
        "GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )?;
    let mut page = String::new();
    stream.read_to_string(&mut page)?;
    let names = page.split(['"', '\'', ' ', '>', '=']);
    let mut sheets = names.filter(|name| name.starts_with('/') && name.ends_with(".css"));
    Ok(sheets
        .next()
        .context("the page names no stylesheet")?
        .to_owned())
}
