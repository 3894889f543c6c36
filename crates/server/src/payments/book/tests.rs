//! What the book keeps over its own file.

use super::*;
use baguni_commerce::{Currency, Locale};

fn ask(number: u8) -> PaymentAsk {
    PaymentAsk {
        payment: PaymentId([number; 16]),
        order_number: number.to_string(),
        amount: Money::new(1_000, Currency::Krw),
        return_to: "/".to_owned(),
        locale: Locale::Ko,
    }
}

/// A book with room for five that has known ten, each in the state of its letter: `o` open,
/// `d` declined, `c` captured.
fn known(states: &str) -> String {
    let mut book = Book::new(PaidBy::Page, 5);
    for (number, state) in (0..).zip(states.chars()) {
        let payment = PaymentId([number; 16]);
        let at = u64::from(number);
        let choice = if state == 'd' {
            Choice::Decline
        } else {
            Choice::Approve
        };
        let amount = Money::new(1_000, Currency::Krw);
        book.write(book.begin(&ask(number), at).unwrap().unwrap());
        if state != 'o' {
            book.write(book.choose(payment, choice, at, 0).unwrap().unwrap());
        }
        if state == 'c' {
            book.write(book.capture(payment, amount, at).unwrap().unwrap());
        }
    }
    let states = (0..).zip(states.chars());
    let kept = |number: u8| book.knows(&PaymentId([number; 16]));
    let shown = states.map(|(number, state)| if kept(number) { state } else { '-' });
    shown.collect()
}

#[test]
fn what_ended_first_is_forgotten_first_and_what_is_open_stays() {
    let check = |states: &str, want: &str| assert_eq!(known(states), want, "{states}");
    check("ooooo", "ooooo");
    check("ddddddd", "--ddddd");
    check("cccccccc", "---ccccc");
    check("cdcdcd", "c-cdcd");
    check("cdcdcdoo", "c-c-c-oo");
    check("oooooooo", "oooooooo");
    check("odooooc", "o-ooooc");
    check("oocoooo", "oo-oooo");
}

#[test]
fn what_is_forgotten_is_unknown_and_its_lines_say_nothing() {
    let mut book = Book::new(PaidBy::Till, 5);
    let payment = PaymentId([1; 16]);
    book.write(Entry::Voided { payment });
    assert!(!book.knows(&payment));
    assert_eq!(book.void(payment, 0), Err(Refusal::Unknown));
}

#[test]
fn lines_are_written_as_they_were() {
    let payment = PaymentId([1; 16]);
    let check = |entry: Entry, want: &str| {
        let line = serde_json::to_string(&entry).unwrap();
        assert_eq!(line, want);
        assert_eq!(serde_json::from_str::<Entry>(&line).unwrap(), entry);
    };
    check(
        Entry::Begun { ask: ask(1), at: 7 },
        "{\"entry\":\"begun\",\"ask\":{\"payment\":\"01010101010101010101010101010101\",\
         \"order_number\":\"1\",\"amount\":{\"minor\":1000,\"currency\":\"KRW\"},\
         \"return_to\":\"/\",\"locale\":\"ko\"},\"at\":7}",
    );
    let choice = Choice::Late;
    check(
        Entry::Chosen {
            payment,
            choice,
            due: 9,
        },
        "{\"entry\":\"chosen\",\"payment\":\"01010101010101010101010101010101\",\
         \"choice\":\"late\",\"due\":9}",
    );
    check(
        Entry::Refunded {
            payment,
            refund: RefundId([2; 16]),
            amount: Money::new(5, Currency::Usd),
        },
        "{\"entry\":\"refunded\",\"payment\":\"01010101010101010101010101010101\",\
         \"refund\":\"02020202020202020202020202020202\",\
         \"amount\":{\"minor\":5,\"currency\":\"USD\"}}",
    );
}
