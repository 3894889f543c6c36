//! The built-in providers: the contract, and what survives the process.

use super::contract::{Trial, ask, check_all, won};
use async_trait::async_trait;
use baguni_commerce::{PaymentId, PaymentState, RefundId};
use baguni_server::payments::test_provider::{Choice, Script};
use baguni_server::payments::{
    AtStore, Begun, Clock, JournalError, Notifications, PaymentProvider, Payments, ProviderError,
    Refusal, TestProvider,
};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::TryRecvError;

/// A provider on trial, and the folder that it must not outlive.
struct OnTrial<P>(
    Arc<P>,
    #[expect(dead_code, reason = "held")] Option<tempfile::TempDir>,
);

#[async_trait]
impl Trial for OnTrial<TestProvider> {
    fn provider(&self) -> Arc<dyn PaymentProvider> {
        Arc::clone(&self.0) as _
    }

    async fn approve(&self, payment: PaymentId) {
        let status = self.0.choose(payment, Choice::Approve).await.unwrap();
        assert_eq!(status.state, PaymentState::Authorized);
    }

    fn lose_answer(&self, call: &str) -> bool {
        self.0.meet(format!("{call}:answer-lost").parse().unwrap());
        true
    }
}

#[async_trait]
impl Trial for OnTrial<AtStore> {
    fn provider(&self) -> Arc<dyn PaymentProvider> {
        Arc::clone(&self.0) as _
    }

    async fn approve(&self, _: PaymentId) {}

    fn lose_answer(&self, _: &str) -> bool {
        false
    }
}

fn scripted(script: &str) -> TestProvider {
    TestProvider::scripted(script.parse().unwrap(), Notifications::default())
}

fn opened(journal: &Path) -> TestProvider {
    TestProvider::open(journal, Script::default(), Notifications::default()).unwrap()
}

#[tokio::test]
async fn the_test_provider_keeps_to_the_contract() {
    check_all(async || OnTrial(Arc::new(scripted("")), None)).await;
    check_all(async || {
        let folder = tempfile::tempdir().unwrap();
        let provider = opened(&folder.path().join("test-payments.jsonl"));
        OnTrial(Arc::new(provider), Some(folder))
    })
    .await;
}

#[tokio::test]
async fn paying_at_the_store_keeps_to_the_contract() {
    check_all(async || OnTrial(Arc::new(AtStore::in_memory()), None)).await;
    check_all(async || {
        let folder = tempfile::tempdir().unwrap();
        let provider = AtStore::open(&folder.path().join("store-payments.jsonl")).unwrap();
        OnTrial(Arc::new(provider), Some(folder))
    })
    .await;
}

#[tokio::test]
async fn paying_at_the_store_waits_for_the_till() {
    let provider = AtStore::in_memory();
    let ask = ask(won(24_000));
    assert_eq!(provider.begin(&ask).await, Ok(Begun::Awaiting));
    let status = provider.status(&ask.payment).await.unwrap().unwrap();
    assert_eq!(status.state, PaymentState::AwaitingDeposit);
    assert_eq!(status.authorized, won(0), "nobody has set anything aside");
    let taken = provider.capture(&ask.payment, won(24_000)).await.unwrap();
    assert_eq!(taken.state, PaymentState::Captured);
    assert_eq!(provider.begin(&ask).await, Ok(Begun::Settled(taken)));
}

/// Every choice of the page: what the payment is then, at once and a little later, and how often the
/// shop is told.
#[tokio::test]
async fn each_choice_does_what_it_says() {
    use PaymentState as P;
    let check = async |choices: &[Choice], at_once: P, later: P, told: usize| {
        let notifications = Notifications::default();
        let (now, clock) = clock();
        let provider = TestProvider::scripted(Script::default(), notifications.clone())
            .with_clock(clock)
            .with_late(Duration::from_millis(30));
        let mut notified = Payments::new(notifications).notified();
        let ask = ask(won(24_000));
        let page = format!("/payments/test/{}", ask.payment);
        assert_eq!(provider.begin(&ask).await, Ok(Begun::GoTo(page)));
        let mut status = None;
        for choice in choices {
            status = Some(provider.choose(ask.payment, *choice).await.unwrap().state);
        }
        assert_eq!(status, Some(at_once), "{choices:?}");
        now.fetch_add(30, Ordering::SeqCst);
        let status = provider.shown(&ask.payment).await.unwrap().unwrap().1;
        assert_eq!(status.state, later, "{choices:?}");
        assert_eq!(status.captured, won(0), "approval takes no money");
        for _ in 0..told {
            assert_eq!(heard(&mut notified).await, ask.payment, "{choices:?}");
        }
        assert_eq!(notified.try_recv(), Err(TryRecvError::Empty), "{choices:?}");
    };
    check(&[Choice::Approve], P::Authorized, P::Authorized, 1).await;
    check(&[Choice::Decline], P::Failed, P::Failed, 1).await;
    check(&[Choice::Confirm], P::RequiresAction, P::RequiresAction, 1).await;
    check(
        &[Choice::Confirm, Choice::Approve],
        P::Authorized,
        P::Authorized,
        2,
    )
    .await;
    check(&[Choice::Confirm, Choice::Decline], P::Failed, P::Failed, 2).await;
    check(&[Choice::Late], P::Created, P::Authorized, 1).await;
    check(&[Choice::Twice], P::Authorized, P::Authorized, 2).await;
    check(&[Choice::Never], P::Created, P::Created, 0).await;
}

#[tokio::test]
async fn a_choice_is_made_once() {
    for first in [
        Choice::Approve,
        Choice::Decline,
        Choice::Late,
        Choice::Never,
    ] {
        let provider = scripted("");
        let ask = ask(won(24_000));
        provider.begin(&ask).await.unwrap();
        let state = provider.choose(ask.payment, first).await.unwrap().state;
        for second in [Choice::Approve, Choice::Decline, Choice::Confirm] {
            let again = provider.choose(ask.payment, second).await;
            assert_eq!(again, Err(Refusal::NotNow(state).into()), "{first:?}");
        }
        assert_eq!(provider.is_open(&ask.payment).await, Ok(false));
    }
    let nobody = scripted("")
        .choose(PaymentId([1; 16]), Choice::Approve)
        .await;
    assert_eq!(nobody, Err(Refusal::Unknown.into()));
}

/// The next payment to look at. That it comes at all is what is tested, and not when.
async fn heard(notified: &mut Receiver<PaymentId>) -> PaymentId {
    let patience = Duration::from_secs(30);
    let heard = tokio::time::timeout(patience, notified.recv()).await;
    heard.expect("a notification comes").unwrap()
}

/// A clock that stands still until it is moved.
fn clock() -> (Arc<AtomicU64>, Clock) {
    let now = Arc::new(AtomicU64::new(1_800_000_000_000));
    let told = Arc::clone(&now);
    (now, Arc::new(move || told.load(Ordering::SeqCst)))
}

const HALF_AN_HOUR: u64 = 30 * 60 * 1_000;

#[tokio::test]
async fn what_nobody_decides_expires() {
    let (now, clock) = clock();
    let provider = scripted("").with_clock(clock);
    let asks = [
        ask(won(1_000)),
        ask(won(2_000)),
        ask(won(3_000)),
        ask(won(4_000)),
    ];
    for one in &asks {
        provider.begin(one).await.unwrap();
    }
    provider
        .choose(asks[1].payment, Choice::Confirm)
        .await
        .unwrap();
    provider
        .choose(asks[2].payment, Choice::Never)
        .await
        .unwrap();
    provider
        .choose(asks[3].payment, Choice::Approve)
        .await
        .unwrap();
    now.fetch_add(HALF_AN_HOUR - 1, Ordering::SeqCst);
    let silent = provider.status(&asks[2].payment).await;
    assert_eq!(silent, Err(ProviderError::TimedOut), "it never answers");
    now.fetch_add(1, Ordering::SeqCst);
    for (ask, want) in asks.iter().zip([
        PaymentState::Expired,
        PaymentState::Expired,
        PaymentState::Expired,
        PaymentState::Authorized,
    ]) {
        let status = provider.status(&ask.payment).await.unwrap().unwrap();
        assert_eq!(status.state, want, "{}", ask.amount.minor);
    }
    let late = provider.choose(asks[0].payment, Choice::Approve).await;
    assert_eq!(late, Err(Refusal::NotNow(PaymentState::Expired).into()));
    let again = provider.begin(&asks[0]).await.unwrap();
    assert!(matches!(again, Begun::Settled(status) if status.state == PaymentState::Expired));
}

/// Each fault at each call: what is answered, and whether there was an effect.
#[tokio::test]
async fn faults_are_met_as_scripted() {
    let check = async |fault: &str, error: ProviderError, has_effect: bool| {
        let provider = scripted("choose:approve");
        let first = ask(won(24_000));
        provider.meet(format!("begin:{fault}").parse().unwrap());
        assert_eq!(provider.begin(&first).await, Err(error), "{fault}");
        let known = provider.status(&first.payment).await.unwrap();
        assert_eq!(known.is_some(), has_effect, "begin:{fault}");
        provider.begin(&first).await.unwrap();

        provider.meet(format!("capture:{fault},status:{fault}").parse().unwrap());
        let captured = provider.capture(&first.payment, won(24_000)).await;
        assert_eq!(captured, Err(error), "{fault}");
        assert_eq!(provider.status(&first.payment).await, Err(error));
        let status = provider.status(&first.payment).await.unwrap().unwrap();
        assert_eq!(status.state.has_paid(), has_effect, "capture:{fault}");
        provider.capture(&first.payment, won(24_000)).await.unwrap();

        provider.meet(format!("refund:{fault}").parse().unwrap());
        let refund = RefundId([1; 16]);
        let given = provider.refund(&first.payment, &refund, won(500)).await;
        assert_eq!(given, Err(error), "{fault}");
        let status = provider.status(&first.payment).await.unwrap().unwrap();
        assert_eq!(status.refunded, won(if has_effect { 500 } else { 0 }));
    };
    check("lost", ProviderError::TimedOut, false).await;
    check("answer-lost", ProviderError::TimedOut, true).await;
    check("away", ProviderError::Unavailable, false).await;
}

#[tokio::test]
async fn a_script_may_choose_for_the_shopper() {
    let check = async |script: &str, want: PaymentState| {
        let provider = scripted(script);
        let begun = provider.begin(&ask(won(24_000))).await.unwrap();
        assert!(
            matches!(begun, Begun::Settled(status) if status.state == want),
            "{script}"
        );
    };
    check("choose:approve", PaymentState::Authorized).await;
    check("choose:decline", PaymentState::Failed).await;
    let late = scripted("choose:late").begin(&ask(won(24_000))).await;
    assert!(matches!(late, Ok(Begun::GoTo(_))), "{late:?}");
}

#[tokio::test]
async fn the_journal_brings_everything_back() {
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("test-payments.jsonl");
    let asks: Vec<_> = (1..=5).map(|n| ask(won(n * 1_000))).collect();
    let refund = RefundId([7; 16]);
    let mut before = Vec::new();
    {
        let provider = opened(&journal);
        for ask in &asks {
            provider.begin(ask).await.unwrap();
        }
        for (ask, choice) in asks.iter().zip([
            Choice::Approve,
            Choice::Decline,
            Choice::Confirm,
            Choice::Twice,
        ]) {
            provider.choose(ask.payment, choice).await.unwrap();
        }
        provider.capture(&asks[0].payment, won(900)).await.unwrap();
        provider
            .refund(&asks[0].payment, &refund, won(400))
            .await
            .unwrap();
        provider.void(&asks[3].payment).await.unwrap();
        for ask in &asks {
            before.push(provider.status(&ask.payment).await.unwrap());
        }
    }
    let provider = opened(&journal);
    for (ask, before) in asks.iter().zip(before) {
        assert_eq!(provider.status(&ask.payment).await.unwrap(), before);
        assert_eq!(provider.shown(&ask.payment).await.unwrap().unwrap().0, *ask);
    }
    let again = provider.refund(&asks[0].payment, &refund, won(400)).await;
    assert_eq!(
        again.unwrap().refunded,
        won(400),
        "names are remembered too"
    );
}

/// Cut anywhere in its last line, the journal is read up to the line before; nobody was answered for
/// the last one.
#[tokio::test]
async fn a_torn_last_line_is_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("whole.jsonl");
    let ask = ask(won(24_000));
    {
        let provider = opened(&whole);
        provider.begin(&ask).await.unwrap();
        provider.choose(ask.payment, Choice::Approve).await.unwrap();
        provider.capture(&ask.payment, won(24_000)).await.unwrap();
    }
    let text = fs::read(&whole).unwrap();
    let last = text[..text.len() - 1]
        .iter()
        .rposition(|b| *b == b'\n')
        .unwrap()
        + 1;
    for cut in last..text.len() {
        let journal = folder.path().join(format!("{cut}.jsonl"));
        fs::write(&journal, &text[..cut]).unwrap();
        {
            let provider = opened(&journal);
            let status = provider.status(&ask.payment).await.unwrap().unwrap();
            assert_eq!(status.state, PaymentState::Authorized, "cut at {cut}");
            provider.capture(&ask.payment, won(24_000)).await.unwrap();
        }
        let status = opened(&journal)
            .status(&ask.payment)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            status.captured,
            won(24_000),
            "and it is written on from there"
        );
    }
}

#[tokio::test]
async fn a_journal_that_cannot_be_trusted_is_not_used() {
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("test-payments.jsonl");
    opened(&journal).begin(&ask(won(1_000))).await.unwrap();
    let good = fs::read_to_string(&journal).unwrap();
    let open = || TestProvider::open(&journal, Script::default(), Notifications::default());
    fs::write(&journal, format!("{good}what is this?\n{good}")).unwrap();
    assert!(matches!(open(), Err(JournalError::Damaged(_, 2, _))));
    fs::write(&journal, &good).unwrap();
    let first = open().unwrap();
    assert!(
        matches!(open(), Err(JournalError::InUse(_))),
        "one writer at a time"
    );
    drop(first);
    let gone = folder.path().join("nowhere/test-payments.jsonl");
    let open = TestProvider::open(&gone, Script::default(), Notifications::default());
    assert!(matches!(open, Err(JournalError::Io(..))));
}

#[tokio::test]
async fn many_at_once_are_all_written_down() {
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("test-payments.jsonl");
    let asks: Vec<_> = (0..200).map(|_| ask(won(24_000))).collect();
    {
        let provider = Arc::new(opened(&journal));
        let tasks = asks.iter().cloned().map(|ask| {
            let provider = Arc::clone(&provider);
            tokio::spawn(async move {
                provider.begin(&ask).await.unwrap();
                provider.choose(ask.payment, Choice::Approve).await.unwrap();
                provider.capture(&ask.payment, won(24_000)).await.unwrap();
            })
        });
        for task in tasks.collect::<Vec<_>>() {
            task.await.unwrap();
        }
    }
    assert_eq!(fs::read_to_string(&journal).unwrap().lines().count(), 600);
    let provider = opened(&journal);
    for ask in asks {
        let status = provider.status(&ask.payment).await.unwrap().unwrap();
        assert_eq!(status.captured, won(24_000));
    }
}

#[tokio::test]
async fn an_answer_that_was_late_when_the_shop_ended_still_comes() {
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("test-payments.jsonl");
    let (now, clock) = clock();
    let ask = ask(won(24_000));
    {
        let provider = opened(&journal)
            .with_clock(Arc::clone(&clock))
            .with_late(Duration::from_millis(40));
        provider.begin(&ask).await.unwrap();
        provider.choose(ask.payment, Choice::Late).await.unwrap();
    }
    let notifications = Notifications::default();
    let mut notified = Payments::new(notifications.clone()).notified();
    let provider = TestProvider::open(&journal, Script::default(), notifications).unwrap();
    let provider = provider.with_clock(clock);
    provider.resume().await.unwrap();
    assert_eq!(notified.try_recv(), Err(TryRecvError::Empty));
    now.fetch_add(40, Ordering::SeqCst);
    assert_eq!(heard(&mut notified).await, ask.payment);
    let status = provider.status(&ask.payment).await.unwrap().unwrap();
    assert_eq!(status.state, PaymentState::Authorized);
}
