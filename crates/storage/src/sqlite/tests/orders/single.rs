//! Single orders, where the model does not come by often enough.

use super::*;
use baguni_commerce::order::Refused;
use baguni_commerce::stock::Shortage;

const ONE_A_AT_SEONGSU: Wish = Wish {
    quantities: [1, 0, 0],
    pickup: Some(0),
    at_store: true,
    held: true,
};

impl Run {
    /// Somebody counts the pieces of A at a place.
    async fn count_at(&mut self, place: &str, on_hand: u32) {
        let spot = Place {
            sku: sku("A"),
            location: handle(place),
        };
        let command = StockCommand {
            id: CommandId(self.mint()),
            actor: "counting".to_owned(),
            reference: String::new(),
            at: self.now,
        };
        let (to, why) = (Adjustment::To(on_hand), AdjustReason::Counted);
        let counted = self.storage.adjust(command, spot, to, why).await;
        counted.unwrap().unwrap();
    }

    async fn count_a(&mut self, on_hand: u32) {
        self.count_at("seongsu", on_hand).await;
    }

    async fn level_a(&self) -> [u32; 3] {
        let levels = self.storage.stock(&sku("A")).await.unwrap();
        let level = levels.get(&handle("seongsu")).copied();
        let level = level.unwrap_or_default();
        [level.on_hand, level.allocated, level.reserved]
    }

    async fn placed(&mut self, wish: Wish) -> OrderNumber {
        self.order(wish).await;
        *self.orders.last().unwrap()
    }

    async fn steps(&mut self, number: OrderNumber, steps: &[Step]) {
        for step in steps {
            let part = &self.read(number).await.fulfillments[0];
            let (id, place) = (part.id, part.place().clone());
            let command = Command::Step(id, step.clone());
            self.act(number, associate(place), command).await;
        }
    }
}

fn associate(place: Handle) -> Actor {
    Actor::Staff(Staff {
        account: ShopperId(9),
        name: "한결".to_owned(),
        role: Role::Associate,
        location: Some(place),
    })
}

/// A store keeps one back: a hold of what was there is worth nothing once counting finds one less.
#[tokio::test]
async fn what_a_count_has_taken_away_is_not_sold() {
    let mut run = Run::new().await;
    run.count_a(2).await;
    let ask = run.ask(ONE_A_AT_SEONGSU).await.unwrap();
    run.count_a(1).await;
    let before = run.level_a().await;
    assert_eq!(before, [1, 0, 1]);
    let number = ask.outcome.order.number;
    let placed = run.storage.place(ask.clone(), run.now).await.unwrap();
    let short = Shortage {
        sku: sku("A"),
        location: handle("seongsu"),
        available: 0,
    };
    assert_eq!(placed, Placed::SoldOut(vec![short]));
    assert_eq!(run.level_a().await, before, "nothing has changed");
    assert_eq!(run.storage.order(number).await.unwrap(), None);
    assert_eq!(run.storage.check_ledger().await.unwrap(), []);
    run.count_a(2).await;
    let placed = run.storage.place(ask, run.now).await.unwrap();
    assert!(matches!(placed, Placed::Placed(_)), "{placed:?}");
    assert_eq!(run.level_a().await, [2, 1, 0]);
}

#[tokio::test]
async fn a_back_order_takes_nothing_that_others_were_promised() {
    let check = async |on_hand: u32, first: u32, made: u32, want: [u32; 3]| {
        let mut run = Run::new().await;
        run.count_a(6).await;
        let mut others = ONE_A_AT_SEONGSU;
        others.quantities = [first, 0, 0];
        if first > 0 {
            run.order(others).await;
        }
        let mut ask = run.ask(ONE_A_AT_SEONGSU).await.unwrap();
        ask.outcome.order.lines[0].backorder = true;
        ask.outcome.order.lines[0].quantity = made;
        ask.outcome.order.fulfillments[0].lines[0].1 = made;
        ask.outcome.stock[0].backorder = true;
        ask.outcome.stock[0].quantity = made;
        run.count_a(on_hand).await;
        let number = ask.outcome.order.number;
        let placed = run.storage.place(ask, run.now).await.unwrap();
        assert!(matches!(placed, Placed::Placed(_)), "{placed:?}");
        let order = run.read(number).await;
        let all = [Step::Accept, Step::Pick, Step::Pack, Step::Ready];
        run.steps(number, &all).await;
        let Actor::Staff(staff) = associate(handle("seongsu")) else {
            unreachable!("an associate is one of the staff");
        };
        run.collect(&order, &staff).await;
        run.steps(number, &[Step::PickUp(Proof::Scanned)]).await;
        assert_eq!(run.level_a().await, want, "{on_hand} {first} {made}");
        assert_eq!(run.storage.check_ledger().await.unwrap(), []);
    };
    // Both pieces are the other order's, so one is made.
    check(2, 2, 1, [2, 2, 0]).await;
    // One of two is there.
    check(3, 2, 2, [2, 2, 0]).await;
    // It is there.
    check(4, 2, 1, [3, 2, 0]).await;
    check(0, 0, 2, [0, 0, 0]).await;
}

#[tokio::test]
async fn a_command_is_known_for_its_own_order_only() {
    let mut run = Run::new().await;
    let first = run.placed(ONE_A_AT_SEONGSU).await;
    let second = run.placed(ONE_A_AT_SEONGSU).await;
    run.steps(first, &[Step::Accept]).await;
    let known = run.last.clone().unwrap();
    let again = run.storage.act(known.clone(), run.now).await.unwrap();
    assert!(!again.unwrap().is_news);
    let before = run.read(second).await;
    let number = second;
    let foreign = Act { number, ..known };
    let refused = run.storage.act(foreign, run.now).await.unwrap();
    assert_eq!(refused, Err(Refused::Foreign));
    assert_eq!(run.read(second).await, before);
}

/// Seongsu has one and Icheon has one, for somebody who comes to seongsu and pays there.
#[tokio::test]
async fn a_choice_is_kept_whether_or_not_money_moves() {
    let mut run = Run::new().await;
    // Stores keep one back.
    for (place, on_hand) in [("seongsu", 2), ("hongdae", 1), ("icheon", 1)] {
        run.count_at(place, on_hand).await;
    }
    let mut wish = ONE_A_AT_SEONGSU;
    wish.quantities = [2, 0, 0];
    let number = run.placed(wish).await;
    let order = run.read(number).await;
    assert_eq!(order.fulfillments.len(), 2, "{order:?}");
    let parts = &mut order.fulfillments.iter();
    let lost = parts.find(|part| part.location != handle("seongsu"));
    let lost = lost.unwrap();
    let reject = Step::Reject(RejectReason::NotInStock, Vec::new());
    let reject = Command::Step(lost.id, reject);
    let actor = associate(lost.location.clone());
    run.act(number, actor, reject).await;
    assert_eq!(run.read(number).await.unfulfillable.len(), 1);
    run.act(number, Actor::Shopper, Command::Choose(Choice::Refund))
        .await;
    let kept = run.read(number).await;
    assert_eq!(kept.unfulfillable, []);
    assert_eq!(
        kept.payment().unwrap().amount.minor,
        order.totals.total.minor - 1_000
    );
    let history = run.storage.history(number).await.unwrap();
    assert_eq!(history.last().unwrap().kind, EventKind::LinesDropped);
    assert_eq!(run.storage.check_ledger().await.unwrap(), []);
}
