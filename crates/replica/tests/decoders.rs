//! Bytes from strangers: whatever they are, reading them neither panics nor takes more memory than
//! a bound.
#![allow(
    unsafe_code,
    reason = "an allocator that counts can be written in no other way"
)]

mod arbitrary;

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use arbitrary::{Shop, operations, recipes};
use baguni_replica::codec::{MAX_MESSAGE, decode, encode};
use baguni_replica::frame::{Down, Up, batch, batched, read_down, read_up};
use baguni_replica::{Dots, List, ReplicaId, Submission, Truth};
use proptest::prelude::*;

struct Counting;

thread_local! {
    static NOW: Cell<usize> = const { Cell::new(0) };
    static MOST: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: all of it is the system's allocator; counting touches no memory of the allocation.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let now = NOW.get() + layout.size();
        NOW.set(now);
        MOST.set(MOST.get().max(now));
        // SAFETY: the caller's promise is handed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        NOW.set(NOW.get().saturating_sub(layout.size()));
        // SAFETY: the caller's promise is handed on.
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// How many bytes are held at once, at the most, while something is done.
fn most_while(done: impl FnOnce()) -> usize {
    let before = NOW.get();
    MOST.set(before);
    done();
    MOST.get().saturating_sub(before)
}

/// A vector that claims to be long is begun with up to 1 MiB, three deep; what was really sent
/// takes less than 64 times its length.
fn bound(bytes: &[u8]) -> usize {
    4 * 1024 * 1024 + 64 * bytes.len()
}

fn read_all(bytes: &[u8]) -> usize {
    most_while(|| {
        let _ = read_up(bytes);
        let _ = read_down(bytes);
        let _ = decode::<Truth>(bytes);
        let _ = batched(bytes).map(|all| all.len());
        if let Ok(text) = std::str::from_utf8(bytes) {
            let _ = (text.parse::<List>(), text.parse::<Dots>());
        }
    })
}

fn cases() -> ProptestConfig {
    ProptestConfig {
        cases: 50_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn any_bytes(mut bytes in prop::collection::vec(any::<u8>(), 0..200), versioned in any::<bool>()) {
        if let (true, Some(first)) = (versioned, bytes.first_mut()) {
            *first = 1;
        }
        let most = read_all(&bytes);
        prop_assert!(most <= bound(&bytes), "{} bytes for {}", most, bytes.len());
    }

    #[test]
    fn messages_with_a_few_bytes_changed(
        recipes in recipes(8),
        kind in 0..3_u8,
        changes in prop::collection::vec(any::<(u16, u8)>(), 1..5),
        cut in any::<Option<u8>>(),
    ) {
        let said = operations(&recipes);
        let mut shop = Shop::default();
        said.iter().for_each(|said| drop(shop.take(said)));
        let mut bytes = match kind {
            0 => encode(&Up::Ops(Submission {
                replica: ReplicaId(7),
                first: 1,
                operations: said.into_iter().map(|(_, said)| said).collect(),
            })),
            1 => encode(&shop.truth),
            _ => encode(&Down::Nack { replica: ReplicaId(7), expected: 3 }),
        };
        for (at, byte) in changes {
            let at = at as usize % bytes.len();
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut as usize);
        }
        let most = read_all(&bytes);
        prop_assert!(most <= bound(&bytes), "{} bytes for {}", most, bytes.len());
    }

    #[test]
    fn several_messages_in_one_body(messages in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..9), 0..9)) {
        let body = batch(messages.iter().map(Vec::as_slice));
        let read = batched(&body).expect("what was written");
        prop_assert!(read.iter().eq(messages.iter()));
        if !body.is_empty() {
            prop_assert!(batched(&body[..body.len() - 1]).is_none());
        }
    }

    #[test]
    fn dots_as_text(recipes in recipes(12)) {
        for (_, said) in operations(&recipes) {
            let text = said.covers().to_string();
            prop_assert_eq!(&text.parse::<Dots>().expect("what was written"), said.covers());
        }
    }
}

#[test]
fn the_longest_messages_are_bounded() {
    // As many short operations, or as many dots, as fit.
    let many = |bytes: &[u8]| {
        bytes
            .iter()
            .copied()
            .cycle()
            .take(MAX_MESSAGE - 20)
            .collect()
    };
    let body = |tail: Vec<u8>| [&[1, 1][..], &[7; 8], &[1, 0xFF, 0xFF, 3], &tail].concat();
    for tail in [
        vec![0],
        vec![4, 0, 0],
        vec![4, 0, 1, 9, 9, 9, 9, 9, 9, 9, 9, 1, 1],
    ] {
        let bytes = body(many(&tail));
        assert!(bytes.len() <= MAX_MESSAGE);
        let most = read_all(&bytes);
        assert!(most <= bound(&bytes), "{most} bytes for {}", bytes.len());
    }
    assert!(read_up(&vec![1; MAX_MESSAGE + 1]).is_err());
}
