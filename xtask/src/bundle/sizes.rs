//! Weighs the release bundle and holds it against the committed table, `bundle-size.txt`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::publish::{compressed_name, files};
use crate::place;

/// What is downloaded together: all that is called so, and what may come to before a page answers to
/// touch: wasm and scripts, compressed.
struct Budget {
    total: &'static str,
    is_of: fn(&Part) -> bool,
    limit: usize,
}

const BUDGETS: [Budget; 2] = [
    Budget {
        total: "total",
        is_of: |part| !is_of_kiosk(part),
        limit: 332_000,
    },
    // Once for each screen in a store, over the store's own line.
    Budget {
        total: "kiosk-total",
        is_of: is_of_kiosk,
        limit: 520_000,
    },
];

fn is_of_kiosk(part: &Part) -> bool {
    part.name.starts_with("kiosk")
}

/// How much the whole may grow unnoticed, in parts of a hundred.
const TOLERANCE: usize = 1;

const HEADING: &str = "# What the browser downloads, in bytes, as it is and by brotli 11.
# `cargo xtask bundle --accept` writes this table.
";

struct Part {
    name: String,
    raw: usize,
    brotli: usize,
}

/// Prints the table and fails when the bundle grew beyond the committed one or the limit.
pub fn check(folder: &Path) -> Result<()> {
    let parts = weigh(folder)?;
    let committed = fs::read_to_string(committed_table()).unwrap_or_default();
    print!("\n{}", table(&parts, Some(&committed)));
    let accept = "`cargo xtask bundle --accept` accepts it; commit bundle-size.txt with it";
    for budget in &BUDGETS {
        hold_to_limit(&parts, budget)?;
        let name = budget.total;
        let Some(before) = brotli_in(&committed, name) else {
            bail!("bundle-size.txt says nothing about the {name}; {accept}");
        };
        let now = total(&parts, budget).brotli;
        if now * 100 > before * (100 + TOLERANCE) {
            bail!("the {name} grew from {before} to {now} bytes, over {TOLERANCE} %; {accept}");
        }
    }
    Ok(())
}

/// Makes the bundle's present size the committed one.
pub fn accept(folder: &Path) -> Result<()> {
    let parts = weigh(folder)?;
    let table = table(&parts, None);
    print!("\n{table}");
    BUDGETS
        .iter()
        .try_for_each(|budget| hold_to_limit(&parts, budget))?;
    fs::write(committed_table(), format!("{HEADING}{table}")).context("bundle-size.txt")
}

fn committed_table() -> PathBuf {
    place::root().join("bundle-size.txt")
}

/// The code and the styles; the pictures and whatever else is in `public/` have no budget here.
fn weigh(folder: &Path) -> Result<Vec<Part>> {
    let code = |name: &PathBuf| {
        let extension = name.extension().unwrap_or_default();
        ["wasm", "js", "css"].iter().any(|kind| extension == *kind)
    };
    files(folder)?
        .into_iter()
        .filter(code)
        .map(|name| part(folder, &name))
        .collect()
}

fn part(folder: &Path, name: &Path) -> Result<Part> {
    let file = folder.join(name);
    let length = |file: &Path| fs::metadata(file).map(|found| found.len() as usize);
    let raw = length(&file).with_context(|| file.display().to_string())?;
    let brotli = length(&compressed_name(&file)).unwrap_or(raw);
    Ok(Part {
        name: without_hash(&name.to_string_lossy()),
        raw,
        brotli,
    })
}

/// `storefront-f600057d56e1ee46_bg.wasm` as `storefront.wasm`, the same from build to build.
fn without_hash(name: &str) -> String {
    let hash = |word: &str| {
        (13..=16).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    let Some((stem, extension)) = name.rsplit_once('.') else {
        return name.to_owned();
    };
    let stem = stem.trim_end_matches("_bg");
    match stem.rsplit_once('-') {
        Some((before, word)) if hash(word) => format!("{before}.{extension}"),
        _ => format!("{stem}.{extension}"),
    }
}

fn total(parts: &[Part], budget: &Budget) -> Part {
    let of_it = || parts.iter().filter(|part| (budget.is_of)(part));
    Part {
        name: budget.total.into(),
        raw: of_it().map(|part| part.raw).sum(),
        brotli: of_it().map(|part| part.brotli).sum(),
    }
}

/// One line for each part; against a committed table, with the difference.
fn table(parts: &[Part], committed: Option<&str>) -> String {
    let mut text = format!("{:<24} {:>9} {:>9}\n", "part", "raw", "brotli");
    let totals = BUDGETS.each_ref().map(|budget| total(parts, budget));
    for part in parts.iter().chain(&totals) {
        text.push_str(&format!(
            "{:<24} {:>9} {:>9}",
            part.name, part.raw, part.brotli
        ));
        if let Some(before) = committed.and_then(|table| brotli_in(table, &part.name)) {
            text.push_str(&format!(" {:>+8}", part.brotli as i64 - before as i64));
        }
        text.push('\n');
    }
    text
}

/// The last column of the row `name` in a committed table.
fn brotli_in(table: &str, name: &str) -> Option<usize> {
    let row = table
        .lines()
        .find(|line| line.split_whitespace().next() == Some(name))?;
    row.split_whitespace().nth(2)?.parse().ok()
}

fn hold_to_limit(parts: &[Part], budget: &Budget) -> Result<()> {
    let of_it = parts.iter().filter(|part| (budget.is_of)(part));
    let live = of_it.filter(|part| !part.name.ends_with(".css"));
    let weight: usize = live.map(|part| part.brotli).sum();
    let (name, limit) = (budget.total, budget.limit);
    if weight > limit {
        bail!("{name}: wasm and scripts weigh {weight} bytes compressed; the limit is {limit}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_hash() {
        let check = |name, expected: &str| assert_eq!(without_hash(name), expected);
        check("storefront-f600057d56e1ee46_bg.wasm", "storefront.wasm");
        check("storefront-f600057d56e1ee4.js", "storefront.js");
        check("sw.js", "sw.js");
        check("service-worker.js", "service-worker.js");
    }

    #[test]
    fn a_written_table_is_read_back() {
        let part = Part {
            name: "storefront.wasm".into(),
            raw: 700_000,
            brotli: 220_000,
        };
        let text = format!("{HEADING}{}", table(&[part], None));
        assert_eq!(brotli_in(&text, "storefront.wasm"), Some(220_000));
        assert_eq!(brotli_in(&text, "total"), Some(220_000));
        assert_eq!(brotli_in(&text, "absent"), None);
    }
}
