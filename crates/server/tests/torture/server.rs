//! The server's process, which is killed as by a power cut of the program.

use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

pub struct Server {
    program: PathBuf,
    database: String,
    address: SocketAddr,
    child: Option<Child>,
}

impl Server {
    /// Over the demo shop in a new database, at an address that is free now.
    pub fn seeded(program: &Path, database: &Path) -> Self {
        let database = format!("sqlite:{}", database.display());
        let seeded = Command::new(program)
            .args(["seed", "demo", "--database", &database])
            .env("BAGUNI_LOG", "error")
            .stdout(Stdio::null())
            .status();
        assert!(seeded.unwrap().success());
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        Self {
            program: program.to_owned(),
            database,
            address: free.local_addr().unwrap(),
            child: None,
        }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns as soon as it listens.
    pub fn start(&mut self) {
        self.start_with(&[]);
    }

    /// The same, with these variables in its environment.
    pub fn start_with(&mut self, variables: &[(&str, &str)]) {
        let mut child = Command::new(&self.program)
            .args(["serve", "--metrics-listen", "off", "--database"])
            .args([&self.database, "--listen", &self.address.to_string()])
            .env("BAGUNI_LOG", "baguni_server=info")
            .envs(variables.iter().copied())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        while !line.contains("the shop is open") {
            line.clear();
            assert!(log.read_line(&mut line).unwrap() > 0, "it does not start");
        }
        // What it says later must be read, or it would wait for that.
        std::thread::spawn(move || {
            for line in log.lines().map_while(Result::ok) {
                if line.contains("ERROR") || line.contains("panicked") {
                    eprintln!("{line}");
                }
            }
        });
        self.child = Some(child);
    }

    /// Asks it to end and waits until it has; whether all was well.
    pub fn stop(&mut self) -> bool {
        let mut child = self.child.take().expect("it runs");
        let told = Command::new("kill").arg(child.id().to_string()).status();
        assert!(told.unwrap().success());
        child.wait().unwrap().success()
    }

    pub fn is_running(&mut self) -> bool {
        let child = self.child.as_mut();
        child.is_some_and(|child| child.try_wait().is_ok_and(|ended| ended.is_none()))
    }

    /// SIGKILL: it writes nothing any more.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            // It may have ended by itself.
            let _ = child.kill();
            child.wait().unwrap();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}
