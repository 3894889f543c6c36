//! What the staff do about the screens of their store: setting them up and looking after them, going
//! where somebody calls, and selling what was put together there.

use crate::jar::Jar;
use crate::kiosk::{Screen, news, paired, post};
use crate::ordering::{TO_READY, command_id, now, picked_up};
use crate::shop::Answer;
use crate::staff::{BUYER, Floor, SALE, hidden, open, said, sign_up};
use axum::http::StatusCode;
use baguni_api::kiosk::{
    self as paths, Call, CallReason, DeviceOrder, Heartbeat, KioskWay, News, PairingCode,
    PickupCheck, PickupFound, Setup, StaffPass, Ticket, TicketAsk, Told,
};
use baguni_commerce::order::{Order, OrderState, Role};
use baguni_commerce::{Currency, DeviceId, DeviceProfile, Money, ShopperId};
use baguni_replica::Dots;
use baguni_storage::{DevicePlan, NewTicket, TICKET_LIFE, TicketNumber, TokenHash, Who};

const DEVICES: &str = "/staff/devices";

/// What is written in the element of this name.
fn text_of(answer: &Answer, name: &str) -> String {
    let mark = format!("data-testid=\"{name}\"");
    let page = answer.text();
    let start = page
        .find(&mark)
        .unwrap_or_else(|| panic!("no {name} in {page}"));
    let inner = page[start..].split_once('>').unwrap().1;
    inner.split('<').next().unwrap().to_owned()
}

fn has(answer: &Answer, name: &str) -> bool {
    answer.text().contains(&format!("data-testid=\"{name}\""))
}

fn plan(name: &str) -> String {
    format!("name={name}&screen=portrait-32&idle_s=60")
}

/// Where a screen's page is.
fn page_of(screen: &Screen) -> String {
    format!("{DEVICES}/{}", screen.id)
}

impl Floor {
    /// What a form on a screen's page does, pressed twice.
    async fn press_at(&self, screen: &Screen, act: &str) -> String {
        let page = self.get(&self.sora, &page_of(screen)).await;
        let fields = format!("command={}&act={act}", hidden(&page, "command"));
        let mut what = String::new();
        for _ in 0..2 {
            let answer = self.post(&self.sora, &page_of(screen), &fields).await;
            said(&answer).clone_into(&mut what);
        }
        what
    }

    /// The number of the only call that waits in the store.
    async fn call(&self) -> String {
        let page = self.get(&self.sora, "/staff").await;
        let mark = "action=\"/staff/calls/";
        let start = page.text().find(mark).expect("somebody waits") + mark.len();
        page.text()[start..].split('"').next().unwrap().to_owned()
    }

    /// A ticket of these things, made at a screen.
    async fn ticket(&self, screen: &mut Screen, things: &[(&str, u32)], way: KioskWay) -> Ticket {
        screen.begin(&self.ordering, things).await;
        let lines = things.iter().map(|(sku, many)| format!("{sku}:{many}"));
        let ask = TicketAsk {
            id: command_id(),
            way,
            lines: lines.collect::<Vec<_>>().join(",").parse().unwrap(),
        };
        screen.said(&self.ordering, paths::TICKET, &ask).await
    }

    /// The form that sells, at the price that was asked for.
    async fn priced(&self, fields: &str) -> String {
        let asked = format!("{fields}&act=price");
        let asked = self.post(&self.sora, SALE, &asked).await;
        format!("{fields}&act=sell&total={}", hidden(&asked, "total"))
    }

    async fn sell(&self, fields: &str) -> Answer {
        self.post(&self.sora, SALE, &self.priced(fields).await)
            .await
    }

    async fn sold(&self, answer: &Answer) -> Order {
        let number = answer.location().rsplit('/').next().unwrap();
        self.order(number.parse().unwrap()).await
    }
}

#[tokio::test]
async fn a_screen_is_set_up_with_a_code_that_is_shown_once() {
    let floor = open().await;
    let place = &floor.ordering;
    let made = floor.post(&floor.sora, DEVICES, &plan("window")).await;
    assert_eq!(made.status, StatusCode::OK);
    assert!(
        !made.text().contains("data-live"),
        "no news takes the code away"
    );
    let code = text_of(&made, "pairing-code").replace(' ', "");
    let mut jar = Jar::default();
    let typed = PairingCode(code.clone());
    let paired = post(place, &mut jar, paths::PAIR, &typed).await;
    let (status, setup): (_, Result<Setup, _>) = paired;
    let setup = setup.unwrap();
    assert_eq!((status, setup.name.as_str()), (200, "window"));
    assert_eq!(setup.location.as_str(), "seongsu", "the desk's own store");
    let list = floor.get(&floor.sora, DEVICES).await;
    assert!(list.text().contains("window") && !list.text().contains(&code));
    let theirs = floor.get(&floor.elsewhere, DEVICES).await;
    assert!(!theirs.text().contains("window"));
    let all = floor.get(&floor.merchant, DEVICES).await;
    assert!(all.text().contains("window"));
    assert!(!has(&all, "register"), "a merchant says first where");
}

#[tokio::test]
async fn what_cannot_be_a_screen_is_told_at_its_field() {
    let floor = open().await;
    let own = "screen=own&ratio=1&width_px=1080&height_px=1920&height_mm=600&floor_mm=700";
    let check = async |fields: &str, wrong: &[&str]| {
        let answer = floor.post(&floor.sora, DEVICES, fields).await;
        assert_eq!(answer.status, StatusCode::OK, "{fields}");
        for field in ["name", "width_px", "idle_s"] {
            let told = answer.text().contains(&format!("id=\"{field}-problem\""));
            assert_eq!(told, wrong.contains(&field), "{field} of {fields}");
        }
        assert_eq!(has(&answer, "pairing-code"), wrong.is_empty(), "{fields}");
    };
    check(&format!("name=a&idle_s=30&{own}"), &[]).await;
    check(
        &format!("name=a&idle_s=30&{}", own.replace("600", "6")),
        &["width_px"],
    )
    .await;
    check(
        "name=+&idle_s=29&screen=own",
        &["name", "width_px", "idle_s"],
    )
    .await;
    check("", &["name", "width_px", "idle_s"]).await;
    let marked = "name=%3Cb%3Ex&idle_s=999&screen=portrait-32";
    let answer = floor.post(&floor.sora, DEVICES, marked).await;
    assert!(!answer.text().contains("<b>x"), "it is text");
    assert!(answer.text().contains("value=\"&lt;b&gt;x\""), "and kept");
}

#[tokio::test]
async fn a_screen_is_looked_after() {
    let floor = open().await;
    let place = &floor.ordering;
    let mut screen = paired(place, "seongsu").await;
    let beat = Heartbeat {
        version: "0.5.0".to_owned(),
        screen: "product".to_owned(),
        uptime_s: 7_200,
        round_trip_ms: Some(31),
        queue: 4,
        ..Heartbeat::default()
    };
    let told: Vec<Told> = screen.said(place, paths::HEARTBEAT, &beat).await;
    assert_eq!(told, []);
    let page = floor.get(&floor.sora, &page_of(&screen)).await;
    for words in ["data-state=\"good\"", "0.5.0", "2시간", "31 ms", "4개"] {
        assert!(page.text().contains(words), "{words}");
    }
    for act in ["reload", "update", "lock"] {
        assert_eq!(floor.press_at(&screen, act).await, "told");
    }
    let message = "message&message=%3Cb%3E%EC%98%A4%EB%8A%98+7%EC%8B%9C";
    assert_eq!(floor.press_at(&screen, message).await, "told");
    let long = format!("message&message={}", "a".repeat(DeviceOrder::MESSAGE + 1));
    assert_eq!(floor.press_at(&screen, &long).await, "too-long");
    assert_eq!(floor.press_at(&screen, "explode").await, "missing");
    let told: Vec<Told> = screen.said(place, paths::HEARTBEAT, &beat).await;
    let told: Vec<_> = told.iter().map(|told| told.order.code()).collect();
    assert_eq!(told, ["reload", "update", "lock", "message"], "each once");
    let page = floor.get(&floor.sora, &page_of(&screen)).await;
    assert!(page.text().contains("data-state=\"locked\""));
    assert!(page.text().contains("&lt;b&gt;오늘 7시"), "it is text");
    assert!(has(&page, "device-unlock") && !has(&page, "device-lock"));
    assert!(page.text().contains("잠갔어요"), "it is in its log");
}

#[tokio::test]
async fn a_screen_that_says_nothing_is_an_alarm() {
    let floor = open().await;
    let storage = &floor.ordering.shop.storage;
    let (code, key) = (TokenHash([1; 32]), TokenHash([2; 32]));
    let plan = DevicePlan {
        location: "seongsu".parse().unwrap(),
        name: "창가".to_owned(),
        profile: DeviceProfile::landscape_10(),
        idle_s: 60,
    };
    let then = now() - 5 * 60_000;
    let sora = Who {
        account: None,
        name: "sora".to_owned(),
    };
    let allowed = storage.allow_pairing(code, plan, &sora, then).await;
    allowed.unwrap();
    let paired = storage.pair(&code, DeviceId([3; 16]), key, then).await;
    assert!(paired.unwrap().is_some());
    let check = async |jar: &Jar, is_told: bool| {
        let today = floor.get(jar, "/staff").await;
        assert_eq!(has(&today, "silent"), is_told);
        let list = floor.get(jar, DEVICES).await;
        assert_eq!(list.text().contains("분째 연락 없음"), is_told);
    };
    check(&floor.sora, true).await;
    check(&floor.elsewhere, false).await;
    let beat = Heartbeat::default();
    let heard = storage
        .note_heartbeat(DeviceId([3; 16]), &beat, now())
        .await;
    heard.unwrap();
    check(&floor.sora, false).await;
}

#[tokio::test]
async fn a_pass_opens_the_staffs_screen_once() {
    let floor = open().await;
    let place = &floor.ordering;
    let mut screen = paired(place, "seongsu").await;
    let page = floor.get(&floor.sora, &page_of(&screen)).await;
    let fields = format!("command={}&act=pass", hidden(&page, "command"));
    let made = floor.post(&floor.sora, &page_of(&screen), &fields).await;
    let digits = text_of(&made, "staff-pass").replace(' ', "");
    assert_eq!(digits.len(), 6);
    assert!(!made.text().contains("data-live"));
    let pass = StaffPass(digits);
    let stays_ms: u64 = screen.said(place, paths::STAFF, &pass).await;
    assert!(stays_ms > 60_000 && stays_ms <= 120_000, "{stays_ms}");
    let (status, _) = screen.post::<_, u64>(place, paths::STAFF, &pass).await;
    assert_eq!(status, 400, "once");
    let page = floor.get(&floor.sora, &page_of(&screen)).await;
    assert!(page.text().contains("직원 화면을 열었어요"));
    assert!(page.text().contains("sora"), "and by whom");
}

#[tokio::test]
async fn a_screen_is_cut_off() {
    let floor = open().await;
    let place = &floor.ordering;
    let mut screen = paired(place, "seongsu").await;
    let page = floor.get(&floor.sora, &page_of(&screen)).await;
    let fields = format!("command={}&act=revoke", hidden(&page, "command"));
    let revoke = async || floor.post(&floor.sora, &page_of(&screen), &fields).await;
    let cut = revoke().await;
    assert_eq!(
        (said(&cut), cut.location()),
        ("revoked", "/staff/devices?said=revoked")
    );
    assert_eq!(said(&revoke().await), "no-device");
    let (status, _) = screen
        .post::<_, Vec<Told>>(place, paths::HEARTBEAT, &Heartbeat::default())
        .await;
    assert_eq!(status, 404);
    let page = floor.get(&floor.sora, &page_of(&screen)).await;
    assert!(page.text().contains("data-state=\"revoked\""));
    assert!(!has(&page, "device-reload"), "nothing can be done with it");
    let lock = fields.replace("revoke", "lock");
    let locked = floor.post(&floor.sora, &page_of(&screen), &lock).await;
    assert_eq!(said(&locked), "no-device");
}

#[tokio::test]
async fn one_associate_goes_and_the_other_is_told_who() {
    let mut floor = open().await;
    let hana = sign_up(&floor.ordering, "hana", Some((Role::Associate, "seongsu"))).await;
    floor.customer = hana;
    let (hana, place) = (&floor.customer, &floor.ordering);
    let mut screen = paired(place, "seongsu").await;
    let mut events = screen.listen(place).await;
    let call: Call = screen.said(place, paths::CALL, &CallReason::Advice).await;
    assert_eq!(call.taken_by, None);
    let page = floor.get(&floor.sora, "/staff").await;
    assert!(has(&page, "call") && page.text().contains("상품이 궁금해요"));
    let theirs = floor.get(&floor.elsewhere, "/staff").await;
    assert!(!has(&theirs, "call"));
    let path = format!("/staff/calls/{}", floor.call().await);
    let stranger = floor.post(&floor.elsewhere, &path, "act=take").await;
    assert_eq!(said(&stranger), "call-over", "as if there were none");

    let (one, other) = tokio::join!(
        floor.post(&floor.sora, &path, "act=take"),
        floor.post(hana, &path, "act=take"),
    );
    let mut both = [said(&one), said(&other)];
    both.sort_unstable();
    assert_eq!(both, ["going", "taken"]);
    let (winner, loser, name) = match said(&one) {
        "going" => (&floor.sora, hana, "sora"),
        _ => (hana, &floor.sora, "hana"),
    };
    assert_eq!(
        news(&mut events).await,
        Some(News::Call(Some(name.to_owned())))
    );
    let page = floor.get(loser, "/staff").await;
    assert_eq!(text_of(&page, "call-taken"), format!("{name} 님이 가는 중"));
    let page = floor.get(winner, "/staff").await;
    assert_eq!(text_of(&page, "call-taken"), "내가 가는 중");
    let again = floor.post(winner, &path, "act=take").await;
    assert_eq!(said(&again), "going", "pressed twice");
    assert_eq!(
        said(&floor.post(winner, &path, "act=close").await),
        "call-closed"
    );
    assert_eq!(
        said(&floor.post(winner, &path, "act=close").await),
        "call-over"
    );
    assert_eq!(
        said(&floor.post(winner, &path, "act=jump").await),
        "missing"
    );
    assert!(!has(&floor.get(&floor.sora, "/staff").await, "call"));
}

#[tokio::test]
async fn whoever_did_something_is_named_as_they_are_called_today() {
    let floor = open().await;
    let mut screen = paired(&floor.ordering, "seongsu").await;
    let call: Call = screen
        .said(&floor.ordering, paths::CALL, &CallReason::Advice)
        .await;
    assert_eq!(call.taken_by, None);
    assert_eq!(floor.press_at(&screen, "lock").await, "told");
    let path = format!("/staff/calls/{}", floor.call().await);
    let taken = floor.post(&floor.sora, &path, "act=take").await;
    assert_eq!(said(&taken), "going");
    let storage = &floor.ordering.shop.storage;
    let all = storage.all_staff().await.unwrap();
    let sora = all.iter().find(|(_, staff)| staff.name == "sora").unwrap();
    storage.rename(sora.1.account, "haeri").await.unwrap();

    let page = floor.get(&floor.sora, &page_of(&screen)).await;
    assert!(page.text().contains("haeri") && !page.text().contains("sora"));
    let page = floor.get(&floor.sora, "/staff").await;
    assert_eq!(text_of(&page, "call-taken"), "내가 가는 중", "still her");
    let page = floor.get(&floor.manager, "/staff").await;
    assert_eq!(text_of(&page, "call-taken"), "haeri 님이 가는 중");
    let taken = floor.post(&floor.sora, &path, "act=take").await;
    assert_eq!(said(&taken), "going", "pressed again");
}

#[tokio::test]
async fn whoever_comes_for_something_is_named_to_the_associate_alone() {
    let floor = open().await;
    let place = &floor.ordering;
    let (_, order) = place.paid(&[("MUG", 1)], picked_up("seongsu")).await;
    let order = place.steps(&order, TO_READY).await;
    let code = order.fulfillments[0].code.unwrap().to_string();
    let mut screen = paired(place, "seongsu").await;
    let found: PickupFound = screen.said(place, paths::PICKUP, &PickupCheck(code)).await;
    assert_eq!(found, PickupFound::Ready { pieces: 1 });
    let page = floor.get(&floor.sora, "/staff").await;
    assert_eq!(text_of(&page, "call-about"), format!("{} #1", order.number));
}

#[tokio::test]
async fn a_ticket_is_sold_at_the_counter_once() {
    let floor = open().await;
    let mut screen = paired(&floor.ordering, "seongsu").await;
    let things = [("MUG", 2), ("BOWL", 1)];
    let store = || KioskWay::Store("seongsu".parse().unwrap());
    let ticket = floor.ticket(&mut screen, &things, store()).await;
    let page = format!("/staff/sale?ticket={}", ticket.number);
    let shown = floor.get(&floor.sora, &page).await;
    assert!(has(&shown, "ticket-found"));
    assert!(shown.text().contains("data-sku=\"BOWL\""), "its lines");
    let buyer = format!("{SALE}?lines=MUG:2,BOWL:1&ticket={}", ticket.number);
    let form = floor.get(&floor.sora, &buyer).await;
    assert_eq!(hidden(&form, "ticket"), ticket.number);
    assert!(form.text().contains("value=\"pickup\" checked"), "the way");
    assert!(form.text().contains("value=\"store\" checked"), "the till");

    let fields = |sale: &str| {
        format!(
            "sale={}&ticket={}&lines=MUG:2,BOWL:1&{BUYER}&method=pickup&location=seongsu&payment=store",
            sale.repeat(32),
            ticket.number
        )
    };
    let one = floor.priced(&fields("a")).await;
    let other = floor.priced(&fields("b")).await;
    let (one, other) = tokio::join!(
        floor.post(&floor.sora, SALE, &one),
        floor.post(&floor.manager, SALE, &other),
    );
    assert_eq!(
        one.location(),
        other.location(),
        "two associates, one order"
    );
    let order = floor.sold(&one).await;
    let origin = order.lines[1].origin.clone().unwrap();
    assert_eq!(origin.location.as_str(), "seongsu");
    assert_eq!(origin.device.as_deref(), Some("입구 왼쪽"));
    let who = origin.associate.unwrap();
    assert!(who == "sora" || who == "manager", "{who}");
    for place in ["seongsu", "icheon"] {
        let level = floor.ordering.level("MUG", place).await;
        assert_eq!(level.reserved, 0, "nothing is held twice in {place}");
    }

    let shown = floor.get(&floor.sora, &page).await;
    assert!(has(&shown, "ticket-problem"));
    let number = order.number.to_string();
    assert!(shown.text().contains(&number), "the order it has become");
    let again = floor.post(&floor.sora, SALE, &fields("c")).await;
    assert!(again.location().ends_with(&number), "{again:?}");
    let page = floor.get(&floor.sora, one.location()).await;
    let sold_by = format!("성수점 · 입구 왼쪽 · {who}");
    assert_eq!(text_of(&page, "origin"), sold_by);
    let console = floor.get(&floor.merchant, "/admin/orders").await;
    assert!(console.text().contains(&sold_by));
}

#[tokio::test]
async fn the_customer_may_change_their_mind_at_the_counter() {
    let floor = open().await;
    let mut screen = paired(&floor.ordering, "seongsu").await;
    let ticket = floor
        .ticket(&mut screen, &[("MUG", 2)], KioskWay::Home)
        .await;
    let page = format!("/staff/sale?ticket={}&lines=MUG:1", ticket.number);
    let shown = floor.get(&floor.sora, &page).await;
    let of_ticket = format!("&amp;ticket={}", ticket.number);
    let text = shown.text();
    let mut links = text
        .split("href=\"")
        .filter_map(|link| link.split('"').next());
    assert!(
        links.any(|link| link.contains("lines=MUG%3A2&") && link.contains(&of_ticket)),
        "one more is of the ticket still"
    );
    let fields = format!(
        "sale={}&ticket={}&lines=MUG:1&{BUYER}&method=ship&shipping=standard&postcode=04782\
        &street=%EC%84%9C%EC%9A%B8%201&payment=store",
        "a".repeat(32),
        ticket.number
    );
    let order = floor.sold(&floor.sell(&fields).await).await;
    assert_eq!(order.lines[0].quantity, 1);
    assert_eq!(
        order.state,
        OrderState::PendingPayment,
        "the till comes first"
    );
    assert!(order.lines[0].origin.as_ref().unwrap().device.is_some());
}

#[tokio::test]
async fn a_number_that_is_no_ticket_here_says_why() {
    let floor = open().await;
    let there = paired(&floor.ordering, "haeundae").await;
    let here = paired(&floor.ordering, "seongsu").await;
    let add = async |screen: &Screen, number, at: u64| {
        let ticket = NewTicket {
            id: command_id(),
            device: screen.id,
            shopper: ShopperId(1),
            day: 1,
            draw: TicketNumber::nth(number),
            lines: "MUG:1".parse().unwrap(),
            dots: Dots::default(),
            way: KioskWay::Home,
            total: Money::new(24_000, Currency::Krw),
        };
        let added = floor.ordering.shop.storage.add_ticket(ticket, at).await;
        added.unwrap().unwrap();
    };
    add(&there, 4_321, now()).await;
    add(&here, 1_000, now() - TICKET_LIFE).await;
    add(&here, 2_000, now() - 20 * TICKET_LIFE).await;
    let check = async |number: &str, words: &str| {
        let path = format!("/staff/sale?ticket={number}");
        let page = floor.get(&floor.sora, &path).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(text_of(&page, "ticket-problem").contains(words), "{number}");
        // A form that goes on with it comes back to the same words.
        let fields = format!("sale={}&lines=MUG:1&ticket={number}", "a".repeat(32));
        let posted = floor.post(&floor.sora, SALE, &fields).await;
        assert_eq!(posted.location(), path);
    };
    check("0007", "이 번호의 주문표가 없어요").await;
    check("12", "이 번호의 주문표가 없어요").await;
    check("%3Cb%3E", "이 번호의 주문표가 없어요").await;
    check("4321", "다른 매장의 주문표").await;
    check("1000", "시간이 지난 주문표").await;
    check("2000", "이 번호의 주문표가 없어요").await;
}
