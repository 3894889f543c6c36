//! What is remembered for a screen, for how long, and which of its streams stay.

use super::*;
use baguni_api::kiosk::Direction;
use baguni_commerce::order::OrderNumber;

const ONE: DeviceId = DeviceId([1; 16]);
const OTHER: DeviceId = DeviceId([2; 16]);

fn paid(n: usize) -> News {
    News::Paid {
        ticket: n.to_string(),
        order: OrderNumber::from_bits(1),
    }
}

/// Everything that waits for a stream.
fn all(mailbox: &Mailbox) -> Vec<News> {
    let taken = std::iter::from_fn(|| mailbox.take());
    taken.map(|(_, news)| news).collect()
}

fn heard(room: &Newsroom, device: DeviceId, since: Option<Mark>) -> Vec<News> {
    let (mailbox, _) = room.admit(device, since).unwrap();
    room.leave(device, &mailbox);
    all(&mailbox)
}

#[test]
fn mail_is_bounded_and_said_once() {
    let mailbox = Mailbox::default();
    mailbox.put(1, News::Told);
    mailbox.put(2, News::Told);
    assert_eq!(mailbox.take(), Some((1, News::Told)));
    assert_eq!(mailbox.take(), None);
    for n in 0..3 * MAX_WAITING {
        mailbox.put(3, paid(n));
    }
    mailbox.put(4, News::Revoked);
    assert_eq!(mailbox.lock().len(), MAX_WAITING);
    assert_eq!(mailbox.lock().back(), Some(&(4, News::Revoked)));
}

#[test]
fn the_newest_streams_of_a_screen_are_the_ones_that_go_on() {
    let room = Newsroom::default();
    let mut boxes: Vec<_> = (0..=MAX_OF_ONE)
        .map(|_| room.admit(ONE, None).unwrap().0)
        .collect();
    let over: Vec<bool> = boxes.iter().map(|mailbox| mailbox.is_over()).collect();
    assert_eq!(over, [true, false, false, false, false]);
    let (other, _) = room.admit(OTHER, None).unwrap();
    room.tell(ONE, News::Told);
    let told: Vec<_> = boxes.iter().map(|mailbox| all(mailbox).len()).collect();
    assert_eq!(told, [0, 1, 1, 1, 1]);
    assert_eq!((other.is_over(), all(&other)), (false, vec![]));
    room.leave(ONE, &boxes.remove(0));
    room.leave(ONE, &boxes.remove(0));
    assert_eq!(room.lock().count, MAX_OF_ONE);
    room.admit(ONE, None).unwrap();
    assert!(
        boxes.iter().all(|mailbox| !mailbox.is_over()),
        "there is room"
    );
}

#[test]
fn streams_of_all_screens_are_bounded() {
    let room = Newsroom::default();
    room.lock().count = MAX_OPEN;
    assert!(room.admit(ONE, None).is_none());
}

#[test]
fn what_a_cut_line_has_swallowed_is_heard_once() {
    let room = Newsroom::default();
    let (first, begun) = room.admit(ONE, None).unwrap();
    let moved = News::HandedOff(Direction::ToPhone);
    room.tell(ONE, moved.clone());
    let (number, news) = first.take().unwrap();
    assert_eq!(news, moved);
    room.leave(ONE, &first);
    for news in [paid(1), News::Told, News::Catalogue, paid(1)] {
        room.tell(ONE, news);
    }
    room.tell(OTHER, paid(2));
    assert_eq!(heard(&room, ONE, Some(room.mark(number))), [paid(1)]);
    assert_eq!(heard(&room, ONE, Some(begun)), [moved.clone(), paid(1)]);
    assert_eq!(heard(&room, ONE, None), [], "a page that has just begun");
    let of_another = Mark {
        run: room.run ^ 1,
        number: 99,
    };
    assert_eq!(heard(&room, ONE, Some(of_another)), [moved, paid(1)]);

    // Before what has been missed is heard, a second cut must not swallow it.
    let (again, mark) = room.admit(ONE, Some(room.mark(number))).unwrap();
    assert_eq!(heard(&room, ONE, Some(mark)), [paid(1)]);
    let (last, _) = again.take().unwrap();
    assert_eq!(heard(&room, ONE, Some(room.mark(last))), []);
}

#[test]
fn nobody_hears_of_who_was_there_before() {
    let room = Newsroom::default();
    let (mailbox, begun) = room.admit(ONE, None).unwrap();
    room.tell(ONE, paid(1));
    room.tell(ONE, News::Told);
    room.forget(ONE);
    assert_eq!(all(&mailbox), [News::Told], "nor if it waited to be said");
    assert_eq!(heard(&room, ONE, Some(begun)), []);
    room.tell(ONE, paid(2));
    assert_eq!(heard(&room, ONE, Some(begun)), [paid(2)]);
    room.leave(ONE, &mailbox);
    room.forget(ONE);
    assert!(room.lock().of.is_empty());
}

#[test]
fn memory_is_bounded_in_number_and_age() {
    let room = Newsroom::default();
    let begun = room.mark(0);
    let start = Instant::now();
    for n in 0..3 * MAX_REMEMBERED {
        room.tell_at(ONE, paid(n), start);
    }
    let told = heard(&room, ONE, Some(begun));
    assert_eq!(told.len(), MAX_REMEMBERED);
    assert_eq!(told.last(), Some(&paid(3 * MAX_REMEMBERED - 1)));
    let (late, _) = room
        .admit_at(ONE, Some(begun), start + REMEMBERED_FOR)
        .unwrap();
    assert_eq!(all(&late), []);
}

#[test]
fn marks_are_read_as_they_are_written() {
    let mark = Mark {
        run: 0xa0,
        number: 7,
    };
    assert_eq!(mark.to_string(), "000000a0-7");
    assert_eq!("000000a0-7".parse(), Ok(mark));
    let check = |raw: &str| assert_eq!(raw.parse::<Mark>(), Err(NotAMark), "{raw:?}");
    check("");
    check("7");
    check("x-7");
    check("a0-");
    check("a0--7");
    check("123456789-1");
}
