//! What the machine gives: how long its disk takes to sync, and what a process holds in memory.

use crate::figures::Figures;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

const TIMES: usize = 500;

/// How long it takes to append 4 KiB to a file and sync it, in milliseconds.
pub fn probe(folder: &Path) -> anyhow::Result<Figures> {
    let path = folder.join("fdatasync-probe");
    let mut file = File::create(&path)?;
    let mut took = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        let start = Instant::now();
        file.write_all(&[7; 4096])?;
        file.sync_data()?;
        took.push(start.elapsed().as_secs_f64() * 1e3);
    }
    fs::remove_file(path)?;
    Ok(took.into_iter().collect())
}

/// The resident memory of a process, in bytes.
pub fn resident(process: u32) -> anyhow::Result<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.trim().strip_suffix(" kB"));
    let kib: u64 = kib.ok_or_else(|| anyhow::anyhow!("no VmRSS"))?.parse()?;
    Ok(kib * 1024)
}
