//! The built program, killed without warning: what was answered is still so afterwards.

use super::contract::{ask, won};
use baguni_server::payments::{Notifications, PaymentAsk, PaymentProvider as _, TestProvider};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

struct Running {
    child: Child,
    address: String,
}

impl Running {
    fn start(database: &Path, more: &[&str]) -> Self {
        Self::try_start(database, more).expect("it opens")
    }

    /// The running program, or the last line and the code with which it ended before it opened.
    fn try_start(database: &Path, more: &[&str]) -> Result<Self, (String, Option<i32>)> {
        let (listen, nowhere) = ("--listen=127.0.0.1:0", "--metrics-listen=off");
        let mut child = Command::new(env!("CARGO_BIN_EXE_baguni"))
            .args(["serve", listen, nowhere])
            .args(more)
            .arg(format!("--database=sqlite:{}", database.display()))
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap()).lines();
        let mut last = String::new();
        while let Some(Ok(line)) = log.next() {
            if let Some((_, address)) = line.split_once("the shop is open at http://") {
                let address = address.trim().to_owned();
                // Somebody has to read on, or the program waits when the pipe is full.
                std::thread::spawn(move || log.for_each(drop));
                return Ok(Self { child, address });
            }
            last = line;
        }
        Err((last, child.wait().unwrap().code()))
    }

    /// Everything that comes back, or nothing where the program has died of it.
    fn ask(&self, method: &str, path: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let length = body.len();
        let sent = write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n\
             {body}"
        );
        sent.unwrap();
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer);
        answer
    }

    /// As `kill -9`.
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A database's name, and payments that were begun beside it.
async fn begun(folder: &Path, asks: &[PaymentAsk]) {
    let journal = folder.join("shop.test-payments.jsonl");
    let nothing = "".parse().unwrap();
    let provider = TestProvider::open(&journal, nothing, Notifications::default()).unwrap();
    for ask in asks {
        provider.begin(ask).await.unwrap();
    }
}

#[tokio::test]
async fn what_was_pressed_survives_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let asks = [ask(won(24_000)), ask(won(25_000)), ask(won(26_000))];
    begun(folder.path(), &asks).await;
    let database = folder.path().join("shop.sqlite");
    for ask in &asks {
        let shop = Running::start(&database, &[]);
        let answer = shop.ask("POST", &TestProvider::page(ask), "choice=approve");
        assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
        shop.kill();
    }
    let shop = Running::start(&database, &[]);
    for ask in &asks {
        let page = shop.ask("GET", &TestProvider::page(ask), "");
        assert!(page.contains("승인했어요"), "{page}");
    }
}

#[tokio::test]
async fn without_the_test_provider_its_page_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let asks = [ask(won(24_000))];
    begun(folder.path(), &asks).await;
    let database = folder.path().join("shop.sqlite");
    let shop = Running::start(&database, &["--payments=none"]);
    let page = shop.ask("GET", &TestProvider::page(&asks[0]), "");
    assert!(page.starts_with("HTTP/1.1 404"), "{page}");
}

#[test]
fn two_shops_do_not_write_one_journal() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("shop.sqlite");
    let _first = Running::start(&database, &[]);
    let (last, code) = Running::try_start(&database, &[])
        .err()
        .expect("it does not open");
    assert!(
        last.ends_with("is used by another shop that is running"),
        "{last}"
    );
    assert_eq!(code, Some(1));
}
