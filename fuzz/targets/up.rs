//! What a tab sends: read, and merged into a basket, never panics, and keeps what it promises.
#![no_main]

use baguni_replica::codec::{decode, encode, fingerprint};
use baguni_replica::frame::{Up, batched, read_up};
use baguni_replica::merge::{Past, merge};
use baguni_replica::{Submission, Truth};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = read_up(bytes);
    let (mut truth, mut past) = (Truth::default(), Past::default());
    for message in batched(bytes).into_iter().flatten() {
        if let Ok(Up::Ops(submission)) = read_up(message) {
            say(&mut truth, &mut past, &submission);
        }
    }
});

fn say(truth: &mut Truth, past: &mut Past, submission: &Submission) {
    let before = truth.clone();
    let Ok(merged) = merge(truth, past, submission, &|_| true, 1_700_000_000_000) else {
        assert_eq!(*truth, before, "what is refused changes nothing");
        return;
    };
    past.heard.insert(submission.replica, merged.heard);
    if let Some(changed) = merged.changed {
        assert_eq!(changed.hash, fingerprint(&truth.basket));
    }
    let read: Truth = decode(&encode(truth)).expect("what was written is read");
    assert_eq!(read, *truth);
    let again = merge(truth, past, submission, &|_| true, 1_700_000_000_000);
    assert!(
        again.is_ok_and(|again| again.changed.is_none()),
        "it counts once"
    );
}
