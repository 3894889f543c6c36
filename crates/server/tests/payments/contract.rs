//! What every payment provider keeps to. A check that fails panics and says what was promised.

use async_trait::async_trait;
use baguni_commerce::{Currency, Locale, Money, PaymentId, PaymentState, RefundId};
use baguni_server::payments::{
    Begun, PaymentAsk, PaymentProvider, ProviderError, ProviderStatus, Refusal,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A provider on trial, with nothing in its book.
#[async_trait]
pub trait Trial: Send + Sync {
    fn provider(&self) -> Arc<dyn PaymentProvider>;

    /// Does what shoppers do before their money can be captured.
    async fn approve(&self, payment: PaymentId);

    /// Loses the next answer of this call on its way; whether that can be had here.
    fn lose_answer(&self, call: &str) -> bool;
}

/// Runs every check, each on a provider that `make` gives.
pub async fn check_all<T: Trial>(make: impl AsyncFn() -> T) {
    begins_once(&make().await).await;
    does_not_begin_what_is_no_amount(&make().await).await;
    knows_nothing_that_was_not_begun(&make().await).await;
    captures_once(&make().await).await;
    captures_in_part(&make().await).await;
    captures_no_more_than_was_authorized(&make().await).await;
    captures_nothing_before_its_time(&make().await).await;
    refunds_each_name_once(&make().await).await;
    refunds_no_more_than_was_captured(&make().await).await;
    lets_go_once(&make().await).await;
    does_not_let_go_what_was_captured(&make().await).await;
    keeps_payments_apart(&make().await).await;
    keeps_to_one_currency(&make().await).await;
    counts_two_at_once_as_one(&make().await).await;
    has_one_effect_however_many_answers_are_lost(&make().await).await;
}

pub fn won(minor: i64) -> Money {
    Money::new(minor, Currency::Krw)
}

/// A payment that nobody has heard of.
pub fn ask(amount: Money) -> PaymentAsk {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    PaymentAsk {
        payment: PaymentId((u128::from(number) << 64 | 0xfeed).to_be_bytes()),
        order_number: format!("K7M2-{number:04}"),
        amount,
        return_to: format!("/orders/returned?number={number}"),
        locale: Locale::Ko,
    }
}

fn refund(number: u8) -> RefundId {
    RefundId([number; 16])
}

fn refused(refusal: Refusal) -> Result<ProviderStatus, ProviderError> {
    Err(ProviderError::Refused(refusal))
}

async fn begun(trial: &impl Trial, amount: i64) -> PaymentId {
    let ask = ask(won(amount));
    trial.provider().begin(&ask).await.unwrap();
    ask.payment
}

async fn approved(trial: &impl Trial, amount: i64) -> PaymentId {
    let payment = begun(trial, amount).await;
    trial.approve(payment).await;
    payment
}

async fn captured(trial: &impl Trial, amount: i64) -> PaymentId {
    let payment = approved(trial, amount).await;
    let done = trial.provider().capture(&payment, won(amount)).await;
    assert_eq!(done.unwrap().state, PaymentState::Captured);
    payment
}

/// How a payment stands: captured and refunded, in won.
async fn expect(trial: &impl Trial, payment: PaymentId, state: PaymentState, money: (i64, i64)) {
    let status = trial.provider().status(&payment).await.unwrap().unwrap();
    let told = (status.captured, status.refunded);
    assert_eq!(
        (status.state, told),
        (state, (won(money.0), won(money.1))),
        "{payment}"
    );
}

async fn begins_once(trial: &impl Trial) {
    let (provider, ask) = (trial.provider(), ask(won(24_000)));
    assert_eq!(provider.status(&ask.payment).await, Ok(None));
    let first = provider.begin(&ask).await.unwrap();
    assert_eq!(
        provider.begin(&ask).await,
        Ok(first.clone()),
        "the same again"
    );
    match &first {
        Begun::GoTo(path) => assert!(path.starts_with('/') || path.starts_with("https://")),
        Begun::Settled(_) | Begun::Awaiting => {}
    }
    let other = PaymentAsk {
        amount: won(24_001),
        ..ask.clone()
    };
    let again = provider.begin(&other).await;
    assert_eq!(again, Err(Refusal::OtherAmount.into()));
    assert!(
        !provider
            .status(&ask.payment)
            .await
            .unwrap()
            .unwrap()
            .state
            .has_paid()
    );
    expect(trial, ask.payment, state(trial, &ask.payment).await, (0, 0)).await;
}

async fn state(trial: &impl Trial, payment: &PaymentId) -> PaymentState {
    let status = trial.provider().status(payment).await.unwrap();
    status.unwrap().state
}

async fn does_not_begin_what_is_no_amount(trial: &impl Trial) {
    for minor in [0, -1, i64::MIN, i64::MAX, Money::MAX_MINOR + 1] {
        let ask = ask(won(minor));
        let begun = trial.provider().begin(&ask).await;
        assert_eq!(begun, Err(Refusal::NoAmount.into()), "{minor}");
        assert_eq!(trial.provider().status(&ask.payment).await, Ok(None));
    }
}

async fn knows_nothing_that_was_not_begun(trial: &impl Trial) {
    let (provider, nobody) = (trial.provider(), PaymentId([9; 16]));
    let unknown = refused(Refusal::Unknown);
    assert_eq!(provider.status(&nobody).await, Ok(None));
    assert_eq!(provider.capture(&nobody, won(1)).await, unknown);
    assert_eq!(provider.refund(&nobody, &refund(1), won(1)).await, unknown);
    assert_eq!(provider.void(&nobody).await, unknown);
    assert_eq!(
        provider.status(&nobody).await,
        Ok(None),
        "asking makes nothing"
    );
}

async fn captures_once(trial: &impl Trial) {
    let payment = approved(trial, 24_000).await;
    let first = trial
        .provider()
        .capture(&payment, won(24_000))
        .await
        .unwrap();
    assert_eq!(first.captured, won(24_000));
    assert_eq!(first.refunded, won(0));
    assert!(first.authorized.minor >= first.captured.minor);
    let again = trial.provider().capture(&payment, won(24_000)).await;
    assert_eq!(again, Ok(first), "the same again");
    let less = trial.provider().capture(&payment, won(1)).await;
    assert_eq!(less, refused(Refusal::AlreadyCaptured));
    expect(trial, payment, PaymentState::Captured, (24_000, 0)).await;
}

async fn captures_in_part(trial: &impl Trial) {
    let payment = approved(trial, 24_000).await;
    let part = trial
        .provider()
        .capture(&payment, won(9_000))
        .await
        .unwrap();
    assert_eq!(
        (part.state, part.captured),
        (PaymentState::Captured, won(9_000))
    );
    let rest = trial.provider().capture(&payment, won(15_000)).await;
    assert_eq!(
        rest,
        refused(Refusal::AlreadyCaptured),
        "the rest was let go"
    );
    expect(trial, payment, PaymentState::Captured, (9_000, 0)).await;
}

async fn captures_no_more_than_was_authorized(trial: &impl Trial) {
    let payment = approved(trial, 24_000).await;
    for (minor, refusal) in [
        (24_001, Refusal::MoreThanAuthorized),
        (0, Refusal::NoAmount),
        (-24_000, Refusal::NoAmount),
        (i64::MAX, Refusal::NoAmount),
    ] {
        let captured = trial.provider().capture(&payment, won(minor)).await;
        assert_eq!(captured, refused(refusal), "{minor}");
    }
    let stays = state(trial, &payment).await;
    expect(trial, payment, stays, (0, 0)).await;
    let right = trial.provider().capture(&payment, won(24_000)).await;
    assert_eq!(
        right.unwrap().captured,
        won(24_000),
        "and nothing is spoilt"
    );
}

async fn captures_nothing_before_its_time(trial: &impl Trial) {
    let ask = ask(won(24_000));
    if trial.provider().begin(&ask).await.unwrap() == Begun::Awaiting {
        return;
    }
    let early = trial.provider().capture(&ask.payment, won(24_000)).await;
    let known = state(trial, &ask.payment).await;
    assert_eq!(early, refused(Refusal::NotNow(known)));
    expect(trial, ask.payment, known, (0, 0)).await;
}

async fn refunds_each_name_once(trial: &impl Trial) {
    let payment = captured(trial, 24_000).await;
    let give = async |number, amount| {
        let provider = trial.provider();
        provider
            .refund(&payment, &refund(number), won(amount))
            .await
    };
    let first = give(1, 10_000).await.unwrap();
    assert_eq!(
        (first.state, first.refunded),
        (PaymentState::Refunded, won(10_000))
    );
    assert_eq!(give(1, 10_000).await, Ok(first), "the same again");
    assert_eq!(give(1, 9_000).await, refused(Refusal::OtherAmount));
    assert_eq!(give(2, 10_000).await.unwrap().refunded, won(20_000));
    assert_eq!(give(1, 10_000).await.unwrap().refunded, won(20_000));
    let capture = trial.provider().capture(&payment, won(24_000)).await;
    assert_eq!(
        capture.unwrap().captured,
        won(24_000),
        "captured once all the same"
    );
    expect(trial, payment, PaymentState::Refunded, (24_000, 20_000)).await;
}

async fn refunds_no_more_than_was_captured(trial: &impl Trial) {
    let payment = approved(trial, 24_000).await;
    let give = async |number, amount| {
        let provider = trial.provider();
        provider
            .refund(&payment, &refund(number), won(amount))
            .await
    };
    let early = give(1, 1_000).await;
    assert_eq!(
        early,
        refused(Refusal::NotNow(state(trial, &payment).await))
    );
    trial
        .provider()
        .capture(&payment, won(20_000))
        .await
        .unwrap();
    assert_eq!(give(1, 20_001).await, refused(Refusal::MoreThanCaptured));
    assert_eq!(give(1, 0).await, refused(Refusal::NoAmount));
    assert_eq!(give(1, -5).await, refused(Refusal::NoAmount));
    assert_eq!(give(2, 15_000).await.unwrap().refunded, won(15_000));
    assert_eq!(give(3, 5_001).await, refused(Refusal::MoreThanCaptured));
    assert_eq!(
        give(4, 5_000).await.unwrap().refunded,
        won(20_000),
        "all of it"
    );
    assert_eq!(give(5, 1).await, refused(Refusal::MoreThanCaptured));
    expect(trial, payment, PaymentState::Refunded, (20_000, 20_000)).await;
}

async fn lets_go_once(trial: &impl Trial) {
    for payment in [begun(trial, 24_000).await, approved(trial, 24_000).await] {
        let first = trial.provider().void(&payment).await.unwrap();
        assert_eq!(first.state, PaymentState::Voided);
        assert_eq!(first.authorized, won(0), "nothing can be captured any more");
        assert_eq!(
            trial.provider().void(&payment).await,
            Ok(first),
            "the same again"
        );
        let capture = trial.provider().capture(&payment, won(24_000)).await;
        assert_eq!(capture, refused(Refusal::NotNow(PaymentState::Voided)));
        expect(trial, payment, PaymentState::Voided, (0, 0)).await;
    }
}

async fn does_not_let_go_what_was_captured(trial: &impl Trial) {
    let payment = captured(trial, 24_000).await;
    let captured = refused(Refusal::AlreadyCaptured);
    assert_eq!(trial.provider().void(&payment).await, captured);
    expect(trial, payment, PaymentState::Captured, (24_000, 0)).await;
    let provider = trial.provider();
    let given = provider.refund(&payment, &refund(1), won(24_000)).await;
    given.unwrap();
    assert_eq!(trial.provider().void(&payment).await, captured);
}

async fn keeps_payments_apart(trial: &impl Trial) {
    let (left, right) = (captured(trial, 24_000).await, approved(trial, 24_000).await);
    trial.provider().void(&right).await.unwrap();
    let given = trial.provider().refund(&left, &refund(1), won(4_000)).await;
    given.unwrap();
    expect(trial, left, PaymentState::Refunded, (24_000, 4_000)).await;
    expect(trial, right, PaymentState::Voided, (0, 0)).await;
    let other = captured(trial, 7_000).await;
    let same_name = trial
        .provider()
        .refund(&other, &refund(1), won(7_000))
        .await;
    assert_eq!(
        same_name.unwrap().refunded,
        won(7_000),
        "a refund's name is of its payment"
    );
}

async fn keeps_to_one_currency(trial: &impl Trial) {
    let dollars = |minor| Money::new(minor, Currency::Usd);
    let other = refused(Refusal::OtherCurrency);
    let ask = ask(won(24_000));
    trial.provider().begin(&ask).await.unwrap();
    let again = PaymentAsk {
        amount: dollars(24_000),
        ..ask.clone()
    };
    let begun = trial.provider().begin(&again).await;
    assert_eq!(begun, Err(Refusal::OtherCurrency.into()));
    trial.approve(ask.payment).await;
    let capture = trial
        .provider()
        .capture(&ask.payment, dollars(24_000))
        .await;
    assert_eq!(capture, other);
    trial
        .provider()
        .capture(&ask.payment, won(24_000))
        .await
        .unwrap();
    let provider = trial.provider();
    let given = provider
        .refund(&ask.payment, &refund(1), dollars(100))
        .await;
    assert_eq!(given, other);
    expect(trial, ask.payment, PaymentState::Captured, (24_000, 0)).await;
    let abroad = self::ask(dollars(1_900));
    trial.provider().begin(&abroad).await.unwrap();
    let status = trial.provider().status(&abroad.payment).await.unwrap();
    assert_eq!(status.unwrap().captured, dollars(0));
}

async fn counts_two_at_once_as_one(trial: &impl Trial) {
    let payment = approved(trial, 24_000).await;
    let spawn = |work: fn(Arc<dyn PaymentProvider>, PaymentId) -> _| {
        let tasks = (0..16).map(|_| tokio::spawn(work(trial.provider(), payment)));
        tasks.collect::<Vec<_>>()
    };
    let captures = spawn(|provider, payment| {
        Box::pin(async move { provider.capture(&payment, won(24_000)).await }) as Answer
    });
    for capture in captures {
        assert_eq!(capture.await.unwrap().unwrap().captured, won(24_000));
    }
    let refunds = spawn(|provider, payment| {
        Box::pin(async move { provider.refund(&payment, &refund(1), won(10_000)).await }) as Answer
    });
    for refund in refunds {
        assert_eq!(refund.await.unwrap().unwrap().refunded, won(10_000));
    }
    expect(trial, payment, PaymentState::Refunded, (24_000, 10_000)).await;

    // Only one of what cannot both be: let go, or captured.
    let payment = approved(trial, 5_000).await;
    let (left, right) = (trial.provider(), trial.provider());
    let capture = tokio::spawn(async move { left.capture(&payment, won(5_000)).await });
    let void = tokio::spawn(async move { right.void(&payment).await });
    let (capture, void) = (capture.await.unwrap(), void.await.unwrap());
    assert!(capture.is_ok() != void.is_ok(), "{capture:?} {void:?}");
}

type Answer = std::pin::Pin<Box<dyn Future<Output = Result<ProviderStatus, ProviderError>> + Send>>;

async fn has_one_effect_however_many_answers_are_lost(trial: &impl Trial) {
    let provider = trial.provider();
    let ask = ask(won(24_000));
    if trial.lose_answer("begin") {
        let lost = provider.begin(&ask).await;
        assert_eq!(lost, Err(ProviderError::TimedOut));
    }
    provider.begin(&ask).await.unwrap();
    trial.approve(ask.payment).await;
    if trial.lose_answer("capture") {
        let lost = provider.capture(&ask.payment, won(24_000)).await;
        assert_eq!(lost, Err(ProviderError::TimedOut));
    }
    let captured = provider.capture(&ask.payment, won(24_000)).await.unwrap();
    assert_eq!(captured.captured, won(24_000));
    if trial.lose_answer("refund") {
        let lost = provider.refund(&ask.payment, &refund(1), won(4_000)).await;
        assert_eq!(lost, Err(ProviderError::TimedOut));
    }
    if trial.lose_answer("status") {
        let lost = provider.status(&ask.payment).await;
        assert_eq!(lost, Err(ProviderError::TimedOut));
    }
    let given = provider.refund(&ask.payment, &refund(1), won(4_000)).await;
    assert_eq!(given.unwrap().refunded, won(4_000));
    expect(trial, ask.payment, PaymentState::Refunded, (24_000, 4_000)).await;

    let payment = approved(trial, 8_000).await;
    if trial.lose_answer("void") {
        let lost = provider.void(&payment).await;
        assert_eq!(lost, Err(ProviderError::TimedOut));
    }
    provider.void(&payment).await.unwrap();
    expect(trial, payment, PaymentState::Voided, (0, 0)).await;
}
