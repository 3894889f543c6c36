//! Threads that own database connections. SQLite blocks, and the async runtime must not.

use rusqlite::Connection;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};
use tokio::sync::oneshot;

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

/// A thread for each connection, and one queue of jobs for all of them. With one connection the
/// jobs are done in the order in which they came.
pub(super) struct Workers {
    /// `None` while the threads are being stopped.
    queue: Option<Sender<Job>>,
    threads: Vec<JoinHandle<()>>,
}

/// The job ended without an answer: it panicked.
#[derive(Debug)]
pub(super) struct BrokenOff;

impl Workers {
    pub fn start(name: &str, connections: Vec<Connection>) -> io::Result<Self> {
        let (queue, jobs) = channel();
        let jobs = Arc::new(Mutex::new(jobs));
        let mut workers = Self {
            queue: Some(queue),
            threads: Vec::with_capacity(connections.len()),
        };
        for connection in connections {
            let jobs = Arc::clone(&jobs);
            let thread = Builder::new()
                .name(name.to_owned())
                .spawn(move || work(connection, &jobs))?;
            workers.threads.push(thread);
        }
        Ok(workers)
    }

    /// Does a job on one of the threads. Once queued it is done even if nobody waits for it.
    pub async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Connection) -> T + Send + 'static,
    ) -> Result<T, BrokenOff> {
        let (answer, answered) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            // Whoever asked may have gone; what was done stays done.
            let _ = answer.send(job(connection));
        });
        let queue = self.queue.as_ref().ok_or(BrokenOff)?;
        queue.send(job).map_err(|_| BrokenOff)?;
        answered.await.map_err(|_| BrokenOff)
    }
}

impl Drop for Workers {
    /// Lets the threads finish what is queued, and closes their connections.
    fn drop(&mut self) {
        self.queue = None;
        for thread in self.threads.drain(..) {
            // It ends by itself now; a panic in a job has been caught before.
            let _ = thread.join();
        }
    }
}

fn work(mut connection: Connection, jobs: &Mutex<Receiver<Job>>) {
    while let Some(job) = next(jobs) {
        // A transaction that is unwound is rolled back, so the connection stays good.
        if catch_unwind(AssertUnwindSafe(|| job(&mut connection))).is_err() {
            tracing::error!("a database job panicked; its changes are rolled back");
        }
    }
}

fn next(jobs: &Mutex<Receiver<Job>>) -> Option<Job> {
    let jobs = jobs.lock().unwrap_or_else(PoisonError::into_inner);
    jobs.recv().ok()
}
