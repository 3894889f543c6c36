//! `cargo xtask bench catalogue`: how import, filtering, suggestions and the way of a sale to open
//! pages grow with the catalogue.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use super::load::{Question, flat_out};
use super::{fresh_database, released_server, serve};
use crate::place;
use crate::running::{announce, program};
use crate::running_server::seed;

const SIZES: [usize; 3] = [1_000, 5_000, 20_000];
const LASTING: Duration = Duration::from_secs(5);
/// Shoppers at the same time.
const CONNECTIONS: usize = 4;

/// All made products bear the tag of the demonstration shop's collection "table".
const FILTERED: &str =
    "/collections/table?color=red&color=blue&price-min=10000&stock=1&sort=price-asc";
const SUGGESTION: &str = "/api/storefront/suggest?locale=ko&currency=KRW&q=%EB%A8%B8%EA%B7%B8";

/// The benchmark.
pub fn run() -> Result<()> {
    let server = released_server()?;
    println!(
        "{:<10}{:>12}{:>14}{:>16}{:>16}{:>16}{:>16}",
        "products",
        "import s",
        "unchanged s",
        "start s",
        "filter p99 ms",
        "suggest p99 ms",
        "told after ms"
    );
    SIZES
        .into_iter()
        .try_for_each(|size| measure(&server, size))
}

fn measure(server: &Path, size: usize) -> Result<()> {
    let database = fresh_database(&format!("catalogue-{size}"))?;
    seed(server, &database)?;
    let file = place::target().join(format!("bench/products-{size}.csv"));
    write_products(&file, size)?;
    announce(&format!("{size} products"));
    let first = import(server, &database, &file)?;
    let again = import(server, &database, &file)?;
    let start = Instant::now();
    let running = serve(server, &database)?;
    let started = start.elapsed();
    let address: SocketAddr = running.url().trim_start_matches("http://").parse()?;
    let ask = |path: &str| -> Result<f64> {
        let path = path.to_owned();
        let question = Question {
            address,
            path,
            encoding: "",
        };
        Ok(flat_out(&question, CONNECTIONS, LASTING)?.percentile(99))
    };
    println!(
        "{size:<10}{:>12.1}{:>14.1}{:>16.2}{:>16.1}{:>16.1}{:>16.1}",
        first.as_secs_f64(),
        again.as_secs_f64(),
        started.as_secs_f64(),
        ask(FILTERED)?,
        ask(SUGGESTION)?,
        sale(server, &database, address)?
    );
    Ok(())
}

/// Milliseconds, in the middle of several, from the end of another process that has sold something
/// until a page that shows it is told.
fn sale(server: &Path, database: &Path, address: SocketAddr) -> Result<f64> {
    const SALES: u32 = 9;
    let mut events = BufReader::new(TcpStream::connect(address)?);
    events.get_ref().set_read_timeout(Some(LASTING))?;
    write!(
        events.get_mut(),
        "GET /api/storefront/stock/events?handle=made-7&seen=0 HTTP/1.1\r\nHost: {address}\r\n\r\n"
    )?;
    // The page of this mark was never drawn: that is told at once.
    wait_for_event(&mut events)?;
    let mut times = Vec::new();
    for sold in 0..SALES {
        let left = (sold % 5).to_string();
        let status = program(server)
            .args(["stock", "count", "M7-Green-S", "icheon", &left])
            .arg("--database")
            .arg(format!("sqlite:{}", database.display()))
            .stdout(Stdio::null())
            .status()?;
        if !status.success() {
            bail!("the count ended with {status}");
        }
        let start = Instant::now();
        wait_for_event(&mut events)?;
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    Ok(times[times.len() / 2])
}

fn wait_for_event(events: &mut impl BufRead) -> Result<()> {
    let mut line = String::new();
    while !line.starts_with("data: changed") {
        line.clear();
        if events.read_line(&mut line)? == 0 {
            bail!("the events ended");
        }
    }
    Ok(())
}

fn import(server: &Path, database: &Path, file: &Path) -> Result<Duration> {
    let start = Instant::now();
    let status = program(server)
        .args(["import", "products"])
        .arg(file)
        .arg("--database")
        .arg(format!("sqlite:{}", database.display()))
        .stdout(Stdio::null())
        .status()?;
    if !status.success() {
        bail!("the import ended with {status}");
    }
    Ok(start.elapsed())
}

/// Products with six variants each: two colours of five, in three sizes.
fn write_products(file: &Path, count: usize) -> Result<()> {
    const KINDS: [&str; 8] = [
        "머그",
        "접시",
        "담요",
        "의자",
        "조명",
        "화병",
        "바구니",
        "주전자",
    ];
    const COLORS: [&str; 5] = ["Red", "Blue", "Green", "White", "Black"];
    let mut to = BufWriter::new(File::create(file)?);
    writeln!(
        to,
        "Title,URL handle,Description,Vendor,Type,Tags,Status,SKU,Option1 name,Option1 value,\
         Option2 name,Option2 value,Price,Inventory quantity"
    )?;
    for n in 0..count {
        let kind = KINDS[n % KINDS.len()];
        let mut lead = format!(
            "{kind} {n},made-{n},<p>{kind} {n}</p>,공방 {},{kind},table,active",
            n % 40
        );
        for color in [COLORS[n % 5], COLORS[(n + 2) % 5]] {
            for size in ["S", "M", "L"] {
                let price = 5_000 + (n * 37 % 400) * 100;
                writeln!(
                    to,
                    "{lead},M{n}-{color}-{size},Color,{color},Size,{size},{price},{}",
                    (n + price) % 9
                )?;
                lead = format!(",made-{n},,,,,");
            }
        }
    }
    Ok(to.flush()?)
}
