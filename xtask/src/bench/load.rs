//! A small load generator: threads with a kept connection each, which check every answer.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// What to ask, as often as one likes.
#[derive(Clone, Debug)]
pub struct Question {
    pub address: SocketAddr,
    pub path: String,
    /// As in `Accept-Encoding`; empty asks for the plain answer.
    pub encoding: &'static str,
}

/// How long each answer took, shortest first.
pub struct Outcome {
    latencies: Vec<Duration>,
    took: Duration,
    /// Bytes of the last answer's body.
    pub size: usize,
}

impl Outcome {
    fn of(parts: Vec<(Vec<Duration>, usize)>, took: Duration) -> Self {
        let size = parts.last().map_or(0, |(_, size)| *size);
        let mut latencies: Vec<Duration> = parts.into_iter().flat_map(|(part, _)| part).collect();
        latencies.sort_unstable();
        Self {
            latencies,
            took,
            size,
        }
    }

    pub fn per_second(&self) -> f64 {
        self.latencies.len() as f64 / self.took.as_secs_f64()
    }

    /// The latency, in milliseconds, that this share of the answers kept below.
    pub fn percentile(&self, percent: usize) -> f64 {
        let last = self.latencies.len().saturating_sub(1);
        let at = (self.latencies.len() * percent / 100).min(last);
        self.latencies
            .get(at)
            .map_or(f64::NAN, |latency| latency.as_secs_f64() * 1e3)
    }
}

/// Asks on so many connections, on each as soon as the answer before is there.
pub fn flat_out(question: &Question, connections: usize, lasting: Duration) -> Result<Outcome> {
    let start = Instant::now();
    let parts = on_threads(connections, |_| {
        let mut connection = Connection::open(question)?;
        let mut latencies = Vec::new();
        while start.elapsed() < lasting {
            let asked = Instant::now();
            connection.ask()?;
            latencies.push(asked.elapsed());
        }
        Ok((latencies, connection.size))
    })?;
    Ok(Outcome::of(parts, start.elapsed()))
}

/// Asks at a steady rate. An answer's time runs from the moment the question was due, so that a
/// server which stalls is not spared the questions that queued meanwhile.
pub fn steady(question: &Question, per_second: u32, lasting: Duration) -> Result<Outcome> {
    const CONNECTIONS: u32 = 16;
    let start = Instant::now();
    let step = Duration::from_secs(1) * CONNECTIONS / per_second;
    let parts = on_threads(CONNECTIONS as usize, |number| {
        let mut connection = Connection::open(question)?;
        let mut latencies = Vec::new();
        let mut due = step * u32::try_from(number)? / CONNECTIONS;
        while due < lasting {
            thread::sleep(due.saturating_sub(start.elapsed()));
            connection.ask()?;
            latencies.push(start.elapsed().saturating_sub(due));
            due += step;
        }
        Ok((latencies, connection.size))
    })?;
    Ok(Outcome::of(parts, start.elapsed()))
}

fn on_threads<T: Send>(count: usize, work: impl Fn(usize) -> Result<T> + Sync) -> Result<Vec<T>> {
    thread::scope(|scope| {
        let work = &work;
        let threads: Vec<_> = (0..count)
            .map(|number| scope.spawn(move || work(number)))
            .collect();
        let ended = threads.into_iter().map(|thread| match thread.join() {
            Ok(done) => done,
            Err(_) => bail!("a thread of the load generator broke off"),
        });
        ended.collect()
    })
}

struct Connection {
    stream: BufReader<TcpStream>,
    request: String,
    body: Vec<u8>,
    size: usize,
}

impl Connection {
    fn open(question: &Question) -> Result<Self> {
        let stream = TcpStream::connect(question.address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        let Question {
            address,
            path,
            encoding,
        } = question;
        Ok(Self {
            stream: BufReader::new(stream),
            request: format!(
                "GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept-Encoding: {encoding}\r\n\r\n"
            ),
            body: Vec::new(),
            size: 0,
        })
    }

    fn ask(&mut self) -> Result<()> {
        self.stream.get_mut().write_all(self.request.as_bytes())?;
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        if !line.starts_with("HTTP/1.1 200") {
            bail!(
                "the server answered {:?} to {:?}",
                line.trim(),
                self.request.lines().next()
            );
        }
        let mut length = None;
        while line.trim() != "" {
            line.clear();
            self.stream.read_line(&mut line)?;
            if let Some(value) = line.strip_prefix("content-length: ") {
                length = Some(value.trim().parse()?);
            }
        }
        self.size = length.context("an answer without a length")?;
        self.body.resize(self.size, 0);
        self.stream.read_exact(&mut self.body)?;
        Ok(())
    }
}
