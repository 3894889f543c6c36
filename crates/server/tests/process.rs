//! The built program: how it starts, what it says when it cannot, and how it ends.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

fn baguni(database: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_baguni"));
    command
        .args(arguments)
        .arg("--database")
        .arg(format!("sqlite:{}", database.display()));
    command
}

fn run(database: &Path, arguments: &[&str]) -> Output {
    baguni(database, arguments).output().unwrap()
}

/// The exit code and the one line that says why.
fn failed(output: &Output) -> (i32, String) {
    let said = String::from_utf8(output.stderr.clone()).unwrap();
    let last = said.lines().last().unwrap_or_default().to_owned();
    assert!(!said.contains("panicked"), "{said}");
    (output.status.code().unwrap(), last)
}

/// A server that is killed when a test ends early.
struct Running {
    child: Child,
    address: SocketAddr,
    log: BufReader<std::process::ChildStderr>,
}

impl Running {
    fn start(database: &Path) -> Self {
        let arguments = [
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--metrics-listen",
            "127.0.0.1:0",
        ];
        let mut child = baguni(database, &arguments)
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let address = told(&mut log, "the shop is open at http://")
            .parse()
            .unwrap();
        Self {
            child,
            address,
            log,
        }
    }

    fn get(&self, path: &str) -> String {
        get(self.address, path)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What follows these words in the log.
fn told(log: &mut impl BufRead, words: &str) -> String {
    let mut line = String::new();
    while log.read_line(&mut line).unwrap() > 0 {
        if let Some((_, rest)) = line.split_once(words) {
            return rest.trim().to_owned();
        }
        line.clear();
    }
    panic!("the log ended without {words:?}");
}

fn get(address: SocketAddr, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    let head = "Host: shop.test\r\nConnection: close";
    write!(stream, "GET {path} HTTP/1.1\r\n{head}\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill")
        .args(["-s", name, &child.id().to_string()])
        .status();
    assert!(sent.unwrap().success());
}

#[test]
fn it_serves_and_ends_when_told_to() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("shop.sqlite");
    assert!(run(&database, &["seed", "demo"]).status.success());
    for name in ["TERM", "INT"] {
        let mut server = Running::start(&database);
        let measured = told(&mut server.log, "measurements are told at http://");
        let measured = measured.strip_suffix("/metrics").unwrap().parse().unwrap();
        assert!(
            server
                .get("/products/onggi-mug")
                .starts_with("HTTP/1.1 200 OK")
        );
        let metrics = get(measured, "/metrics");
        let counted = r#"baguni_http_requests_total{route="product",status="200"} 1"#;
        assert!(metrics.contains(counted), "{metrics}");
        // An idle connection that is kept open does not keep the process.
        let _idle = TcpStream::connect(server.address).unwrap();
        signal(&server.child, name);
        assert!(server.child.wait().unwrap().success(), "{name}");
        told(&mut server.log, "closed");
    }
}

#[test]
fn another_process_changes_the_catalogue() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("shop.sqlite");
    let server = Running::start(&database);
    assert!(
        server
            .get("/products/onggi-mug")
            .starts_with("HTTP/1.1 404")
    );
    assert!(run(&database, &["seed", "demo"]).status.success());
    assert!(
        run(&database, &["move", "product", "onggi-mug", "clay-mug"])
            .status
            .success()
    );
    let mut answer = String::new();
    for _ in 0..100 {
        answer = server.get("/products/onggi-mug");
        if answer.starts_with("HTTP/1.1 301") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    assert!(answer.contains("location: /products/clay-mug"), "{answer}");
}

#[test]
fn failures_are_one_line_and_a_code() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("shop.sqlite");
    let check = |database: &Path, arguments: &[&str], code: i32, words: &str| {
        let (got, line) = failed(&run(database, arguments));
        assert!(
            got == code && line.contains(words),
            "{arguments:?}: {got} {line}"
        );
    };
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    check(
        &database,
        &["serve", "--listen", &address],
        4,
        "is in use already",
    );
    let off = [
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--metrics-listen",
        &address,
    ];
    check(&database, &off, 4, "--metrics-listen");
    check(
        &database,
        &["import", "products", "nothing.csv"],
        5,
        "there is no such file",
    );
    check(&database, &["import", "products", "."], 5, "it is a folder");
    check(
        &database,
        &["move", "product", "a", "b"],
        3,
        "there is no product a",
    );
    check(
        &folder.path().join("no/folder/a"),
        &["seed", "demo"],
        3,
        "there is no folder",
    );
    let text = folder.path().join("text.sqlite");
    std::fs::write(&text, "this is a text and no database at all".repeat(100)).unwrap();
    check(&text, &["seed", "demo"], 3, "is not a database of Baguni");
    let empty = folder.path().join("empty.csv");
    std::fs::write(&empty, "").unwrap();
    check(
        &database,
        &["import", "products", empty.to_str().unwrap()],
        1,
        "empty.csv",
    );
    check(&database, &["serve", "--listen", "nowhere"], 2, "--help");
    check(&database, &["move", "product", "A B", "b"], 2, "--help");
}

#[test]
fn files_go_in_and_come_out() {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (
        folder.path().join("a.sqlite"),
        folder.path().join("b.sqlite"),
    );
    let file = folder.path().join("products.csv");
    let file = file.to_str().unwrap();
    assert!(run(&from, &["seed", "demo"]).status.success());
    assert!(run(&from, &["export", "products", file]).status.success());
    let dry = run(&to, &["import", "products", file, "--dry-run"]);
    assert!(
        String::from_utf8(dry.stdout)
            .unwrap()
            .contains("nothing written: 99 created")
    );
    let first = run(&to, &["import", "products", file]);
    assert!(
        first.status.success(),
        "{}",
        String::from_utf8_lossy(&first.stdout)
    );
    let again = String::from_utf8(run(&to, &["import", "products", file]).stdout).unwrap();
    assert!(
        again.contains("0 created, 0 updated, 99 unchanged"),
        "{again}"
    );
    let out = run(&to, &["export", "products", "-"]).stdout;
    assert!(out.starts_with(b"Title,URL handle,"));
}
