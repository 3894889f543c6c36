//! A server of ours that runs beside a command and is gone when the command is.

use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::running::{announce, program, stream};

/// How long a server may take until it answers; a loaded machine is slow, a broken server silent.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct RunningServer {
    child: Child,
    address: SocketAddr,
}

impl RunningServer {
    /// Serves the database at `address` and waits until the server says it is ready. More may be
    /// said to it through the environment of `command`, its program.
    pub fn start(mut command: Command, database: &Path, address: SocketAddr) -> Result<Self> {
        command.args([
            "serve",
            "--listen",
            &address.to_string(),
            "--database",
            &url(database),
        ]);
        let child = command.spawn().context("could not start the server")?;
        let mut server = Self { child, address };
        server.wait_until_ready()?;
        Ok(server)
    }

    /// Where it is reached, as one would type it.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Stays until the server ends by itself.
    pub fn wait(mut self) -> Result<()> {
        let status = self.child.wait()?;
        if !status.success() {
            bail!("the server ended with {status}");
        }
        Ok(())
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Some(status) = self.child.try_wait()? {
                bail!("the server ended with {status} before it was ready");
            }
            if ready(self.address) {
                return Ok(());
            }
            sleep(Duration::from_millis(50));
        }
        bail!(
            "the server did not answer /readyz within {} s",
            PATIENCE.as_secs()
        )
    }
}

impl Drop for RunningServer {
    fn drop(&mut self) {
        // Both fail only when it has ended already, which is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Fills a new database with the demonstration shop.
pub fn seed(binary: &Path, database: &Path) -> Result<()> {
    announce("Filling the demonstration shop (under a minute)");
    if let Some(folder) = database.parent() {
        fs::create_dir_all(folder)?;
    }
    let seeded = stream(program(binary).args(["seed", "demo", "--database", &url(database)]));
    if seeded.is_err() {
        // Half a shop would pass for a whole one the next time.
        remove(database)?;
    }
    seeded
}

/// Removes a database and what SQLite keeps beside it.
pub fn remove(database: &Path) -> Result<()> {
    for ending in ["", "-wal", "-shm"] {
        let mut file = database.as_os_str().to_owned();
        file.push(ending);
        match fs::remove_file(&file) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

/// An address nobody listens on.
pub fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

pub fn url(database: &Path) -> String {
    format!("sqlite:{}", database.display())
}

fn ready(address: SocketAddr) -> bool {
    let ask = || -> std::io::Result<[u8; 12]> {
        let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1))?;
        stream.set_read_timeout(Some(Duration::from_secs(2)))?;
        write!(
            stream,
            "GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
        )?;
        let mut start = [0; 12];
        stream.read_exact(&mut start)?;
        Ok(start)
    };
    ask().is_ok_and(|start| start.ends_with(b" 200"))
}
