//! Checks of what shoppers at screens ask of those who work there: calls and tickets.

use super::devices::{GUEST, NOW, ONE, OTHER, two_screens};
use super::samples::who;
use crate::{
    CallId, KeptCall, MAX_TICKETS, NewTicket, NoTicket, Storage, TICKET_LIFE, TicketNumber,
};
use baguni_commerce::device::{CallReason, KioskWay};
use baguni_commerce::order::{FulfillmentId, OrderNumber};
use baguni_commerce::{CommandId, Currency, DeviceId, Handle, Money};
use baguni_replica::Dots;

pub(super) async fn call_for_somebody(storage: &dyn Storage) {
    let [here, there] = two_screens(storage).await;
    let call = async |id, reason| {
        let called = storage.call_staff(id, reason, None, NOW).await;
        called.unwrap().unwrap()
    };
    let first = call(ONE, CallReason::Trouble).await;
    assert_eq!(
        (&first.location, first.reason, &first.taken),
        (&here, CallReason::Trouble, &None)
    );
    assert_eq!(
        call(ONE, CallReason::Advice).await,
        first,
        "while it is open"
    );
    let about = Some((OrderNumber::from_bits(77), FulfillmentId(2)));
    let called = storage.call_staff(ONE, CallReason::Counter, about, NOW + 1);
    let first = KeptCall {
        about,
        ..first.clone()
    };
    assert_eq!(
        called.await.unwrap(),
        Some(first.clone()),
        "it names a pickup now"
    );
    let other = call(OTHER, CallReason::Counter).await;
    let open = async |place| storage.open_calls(place).await.unwrap();
    assert_eq!(open(None).await, [first.clone(), other.clone()]);
    assert_eq!(open(Some(&there)).await, std::slice::from_ref(&other));

    let take = async |id, by| storage.take_call(id, &who(by), NOW + 5).await.unwrap();
    let taken = take(first.id, "mina").await.unwrap();
    assert_eq!(taken.taken, Some((who("mina"), NOW + 5)));
    assert_eq!(take(first.id, "juno").await, Some(taken), "the first comes");
    let close = async |id| storage.close_call(id, NOW + 6).await.unwrap();
    assert!(close(first.id).await.is_some());
    assert_eq!(close(first.id).await, None, "once");
    assert_eq!(take(first.id, "juno").await, None);
    assert_eq!(take(CallId(99), "juno").await, None);
    assert_ne!(call(ONE, CallReason::Advice).await.id, first.id);
}

pub(super) fn ticket(n: u8, device: DeviceId) -> NewTicket {
    NewTicket {
        id: CommandId([n; 16]),
        device,
        shopper: GUEST,
        day: 20_000,
        draw: TicketNumber::nth(9_998),
        lines: "M1:2".parse().unwrap(),
        dots: Dots::default(),
        way: KioskWay::Home,
        total: Money::new(18_000, Currency::Krw),
    }
}

pub(super) async fn make_tickets(storage: &dyn Storage) {
    let [here, there] = two_screens(storage).await;
    let add = async |new: NewTicket, at| storage.add_ticket(new, at).await.unwrap();
    let first = add(ticket(1, ONE), NOW).await.unwrap();
    assert_eq!(
        (first.number.to_string().as_str(), &first.location),
        ("9998", &here)
    );
    assert_eq!(first.lines.to_string(), "M1:2");
    assert_eq!(
        (first.shopper, first.expires_at),
        (Some(GUEST), NOW + TICKET_LIFE)
    );
    let again = NewTicket {
        lines: "M1:3".parse().unwrap(),
        ..ticket(1, ONE)
    };
    assert_eq!(
        add(again, NOW + 1).await,
        Ok(first.clone()),
        "one name, one ticket"
    );
    assert_eq!(add(ticket(1, OTHER), NOW).await, Err(NoTicket::Foreign));
    let numbers = [
        add(ticket(2, ONE), NOW).await,
        add(ticket(3, ONE), NOW).await,
    ];
    let numbers = numbers.map(|one| one.unwrap().number.to_string());
    assert_eq!(numbers, ["9999", "0000"], "the next that is free");
    let elsewhere = add(ticket(4, OTHER), NOW).await.unwrap();
    assert_eq!(elsewhere.number, first.number, "stores count apart");

    let find = async |place: &Handle, n, at| {
        let found = storage.ticket(place, TicketNumber::nth(n), at).await;
        found.unwrap().map(|ticket| ticket.id)
    };
    assert_eq!(find(&here, 9_998, NOW).await, Some(first.id));
    assert_eq!(find(&there, 9_998, NOW).await, Some(elsewhere.id));
    assert_eq!(find(&there, 9_999, NOW).await, None);
    assert_eq!(find(&here, 9_998, first.expires_at).await, None, "too late");

    let order = OrderNumber::from_bits(77);
    assert!(storage.ticket_sold(first.id, order).await.unwrap());
    assert!(!storage.ticket_sold(first.id, order).await.unwrap(), "once");
    assert_eq!(find(&here, 9_998, NOW).await, None);
    let of_order = storage.ticket_of_order(order).await.unwrap().unwrap();
    assert_eq!((of_order.id, of_order.sold), (first.id, Some(order)));
    let last = async |place: &Handle, n| {
        let last = storage.last_ticket(place, TicketNumber::nth(n)).await;
        last.unwrap().map(|ticket| (ticket.id, ticket.sold))
    };
    assert_eq!(last(&here, 9_998).await, Some((first.id, Some(order))));
    assert_eq!(last(&there, 9_999).await, None);
    let next_day = NewTicket {
        day: 20_001,
        ..ticket(5, ONE)
    };
    let next_day = add(next_day, NOW + 2).await.unwrap();
    assert_eq!(next_day.number, first.number);
    assert_eq!(last(&here, 9_998).await, Some((next_day.id, None)));
    let named = storage.ticket_named(first.id).await.unwrap();
    assert_eq!(named, Some(of_order));
}

pub(super) async fn have_few_tickets_open(storage: &dyn Storage) {
    two_screens(storage).await;
    let add = async |n: u8, at| storage.add_ticket(ticket(n, ONE), at).await.unwrap();
    for n in 1..=MAX_TICKETS as u8 {
        add(n, NOW).await.unwrap();
    }
    assert_eq!(add(50, NOW).await, Err(NoTicket::TooMany));
    assert!(add(1, NOW).await.is_ok(), "what there is can be asked for");
    let order = OrderNumber::from_bits(77);
    let sold = storage.ticket_sold(CommandId([1; 16]), order).await;
    assert!(sold.unwrap());
    let next = add(50, NOW).await.unwrap();
    assert_eq!(next.number.get(), (9_998 + MAX_TICKETS as u16) % 10_000);
    assert_eq!(add(51, NOW).await, Err(NoTicket::TooMany));
    // The next morning, and what was left from the evening is still open.
    let late = NOW + TICKET_LIFE - 1;
    let morning = |n| NewTicket {
        day: 20_001,
        ..ticket(n, OTHER)
    };
    let other = storage.add_ticket(morning(60), late).await.unwrap();
    assert_eq!(other.unwrap().number.get(), 9_998);
    assert!(
        add(51, NOW + TICKET_LIFE).await.is_ok(),
        "those have expired"
    );
}
