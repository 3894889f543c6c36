//! Sentences that screens want to hear, said by a stand-in for espeak-ng whose sound can be read.

use crate::kiosk::{Screen, paired};
use crate::ordering::{Ordering, Settings};
use crate::shop::{Answer, TestShop};
use axum::body::Body;
use axum::http::Request;
use baguni_api::kiosk::{LONGEST_SENTENCE, Sentence, TOO_MANY, VOICE};
use baguni_api::{ApiError, wire};
use baguni_commerce::Locale;
use baguni_server::voice::{Program, Voice};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// How long something that happens may take before a test gives up on it.
const AT_LAST: Duration = Duration::from_secs(20);

const STAND_IN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/voice/stand-in.sh");

/// How long its file is before the sound, in bytes.
const HEAD: usize = 44;

async fn open(voice: Voice) -> (Ordering, Screen) {
    let settings = Settings {
        with_worker: false,
        ..Settings::default()
    };
    let mut place = Box::pin(Ordering::with(settings)).await;
    place.shop = TestShop::that_speaks(Arc::clone(&place.shop.storage), voice).await;
    let screen = paired(&place, "seongsu").await;
    (place, screen)
}

fn voice() -> Voice {
    Voice::of(Program::named(Path::new(STAND_IN)).unwrap())
}

fn sentence(words: &str) -> Sentence {
    Sentence {
        words: words.to_owned(),
        ..Sentence::default()
    }
}

fn request(screen: &Screen, body: Vec<u8>) -> Request<Body> {
    let request = Request::builder()
        .method("POST")
        .uri(VOICE)
        .header("host", "shop.test")
        .header("sec-fetch-site", "same-origin")
        .header("cookie", screen.jar.header());
    request.body(Body::from(body)).unwrap()
}

async fn ask(place: &Ordering, screen: &Screen, sentence: &Sentence) -> Answer {
    place
        .shop
        .ask(request(screen, wire::question(sentence)))
        .await
}

/// What the stand-in was told.
#[derive(Debug, PartialEq)]
struct Heard {
    process: String,
    arguments: String,
    surroundings: String,
    words: String,
}

fn heard(answer: &Answer) -> Heard {
    assert_eq!(answer.status, 200, "{:?}", answer.body);
    let text = String::from_utf8(answer.body[HEAD..].to_vec()).unwrap();
    let mut lines = text.splitn(4, '\n').map(str::to_owned);
    let mut next = || lines.next().unwrap();
    Heard {
        process: next(),
        arguments: next(),
        surroundings: next(),
        words: next(),
    }
}

#[tokio::test]
async fn a_sentence_becomes_sound_that_nobody_keeps() {
    let (place, screen) = open(voice()).await;
    let answer = ask(&place, &screen, &sentence("장바구니, 버튼")).await;
    assert_eq!(answer.header("content-type"), "audio/wav");
    assert_eq!(answer.header("cache-control"), "no-store");
    let told = heard(&answer);
    assert_eq!(told.arguments, "--stdin --stdout -b 1 -v ko -s 175");
    assert_eq!(told.words, "장바구니, 버튼");
    for name in told.surroundings.split_whitespace() {
        // A shell adds the others by itself.
        let told = ["PATH", "HOME", "LANG"];
        let known = told.contains(&name) || ["PWD", "OLDPWD", "SHLVL", "_"].contains(&name);
        assert!(known, "it is told of {name}");
    }
    let length = |at: usize| {
        let bytes: [u8; 4] = answer.body[at..at + 4].try_into().unwrap();
        u32::from_le_bytes(bytes) as usize
    };
    assert_eq!(length(4), answer.body.len() - 8, "the file's length");
    assert_eq!(length(40), answer.body.len() - HEAD, "the sound's");
    let english = Sentence {
        locale: Locale::En,
        rate: 200,
        ..sentence("Cart")
    };
    let told = heard(&ask(&place, &screen, &english).await);
    assert_eq!(told.arguments, "--stdin --stdout -b 1 -v en -s 350");
}

#[tokio::test]
async fn whatever_is_said_is_words() {
    let (place, screen) = open(voice()).await;
    let planted = std::env::temp_dir().join(format!("baguni-said-{}", std::process::id()));
    let touch = format!("$(touch {0}); `touch {0}` | touch {0}", planted.display());
    for (typed, want) in [
        ("--version", "--version"),
        ("-f /etc/passwd", "-f /etc/passwd"),
        ("-- -v en", "-- -v en"),
        ("' \" \\ \\n %s %d", "' \" \\ \\n %s %d"),
        ("a\nb\r\n\0c", "a b c"),
        ("\u{1}200S\u{2}", "200S"),
        ("[[h@'loU]]", "h@'loU"),
        ("<voice name=\"x\">&amp;", "<voice name=\"x\">&amp;"),
        (touch.as_str(), touch.as_str()),
    ] {
        let told = heard(&ask(&place, &screen, &sentence(typed)).await);
        assert_eq!(told.words, want, "{typed:?}");
        assert_eq!(told.arguments, "--stdin --stdout -b 1 -v ko -s 175");
    }
    assert!(!planted.exists());
}

#[tokio::test]
async fn what_was_said_before_is_not_made_again() {
    let (place, screen) = open(voice()).await;
    let first = heard(&ask(&place, &screen, &sentence("머그")).await);
    assert_eq!(heard(&ask(&place, &screen, &sentence("머그")).await), first);
    let spaced = heard(&ask(&place, &screen, &sentence(" 머그\n")).await);
    assert_eq!(spaced, first, "it sounds the same");
    let other = paired(&place, "haeundae").await;
    assert_eq!(heard(&ask(&place, &other, &sentence("머그")).await), first);
    for (locale, rate) in [(Locale::En, 100), (Locale::Ko, 110)] {
        let another = Sentence {
            locale,
            rate,
            ..sentence("머그")
        };
        let told = heard(&ask(&place, &screen, &another).await);
        assert_ne!(told.process, first.process, "{another:?}");
    }
}

#[tokio::test]
async fn what_cannot_be_said_is_refused() {
    let (place, screen) = open(voice()).await;
    let fast = Sentence {
        rate: 201,
        ..sentence("가")
    };
    let refused = [
        sentence(""),
        sentence(" \n\u{7} "),
        sentence(&"가".repeat(LONGEST_SENTENCE + 1)),
        sentence(&"a ".repeat(5_000)),
        fast,
    ];
    for sentence in refused {
        let answer = ask(&place, &screen, &sentence).await;
        assert_eq!(
            answer.status, 400,
            "{} {:.9}",
            sentence.rate, sentence.words
        );
    }
    for (body, status) in [
        (Vec::new(), 400),
        (vec![0xff; 40], 400),
        (wire::question(&sentence(&"a".repeat(17 * 1024))), 413),
    ] {
        let answer = place.shop.ask(request(&screen, body)).await;
        assert_eq!(answer.status.as_u16(), status);
    }
    let longest = "가".repeat(LONGEST_SENTENCE);
    let told = heard(&ask(&place, &screen, &sentence(&longest)).await);
    assert_eq!(told.words, longest);
}

#[tokio::test]
async fn a_program_that_fails_is_silence_and_no_more() {
    let patience = Duration::from_secs(2);
    let (place, screen) = open(voice().with_patience(patience)).await;
    // More than there are places, so that one that is not given back is missed.
    for words in ["hang", "much", "fail", "text", "half", "hang", "fail"] {
        let answer = ask(&place, &screen, &sentence(words)).await;
        assert_eq!(answer.status, 503, "{words}");
        let told = wire::decode::<()>(&answer.body);
        assert_eq!(told, Err(ApiError::Unavailable), "{words}");
    }
    heard(&ask(&place, &screen, &sentence("머그")).await);
    let gone = tokio::time::timeout(AT_LAST, until(false)).await;
    gone.expect("what takes too long is ended");
}

async fn until(hanging: bool) {
    while is_hanging() != hanging {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// Whether a stand-in of this process hangs.
fn is_hanging() -> bool {
    let processes = fs::read_dir("/proc").unwrap().flatten();
    let mut told = processes.filter_map(|entry| {
        let status = fs::read_to_string(entry.path().join("stat")).ok()?;
        let command = fs::read(entry.path().join("cmdline")).ok()?;
        let parent = status.rsplit_once(')')?.1.split_whitespace().nth(1)?;
        Some((parent.parse::<u32>().ok()?, command))
    });
    told.any(|(parent, command)| parent == std::process::id() && command == b"sleep\x0086399\0")
}

#[tokio::test]
async fn whoever_goes_away_leaves_room() {
    let (place, screen) = open(voice().with_patience(AT_LAST * 10)).await;
    let asked: Vec<_> = (0..5)
        .map(|_| {
            let (router, hang) = (place.shop.router(), wire::question(&sentence("hang")));
            let request = request(&screen, hang);
            tokio::spawn(tower::ServiceExt::oneshot(router, request))
        })
        .collect();
    let begun = tokio::time::timeout(AT_LAST, until(true)).await;
    begun.expect("it hangs");
    asked.iter().for_each(tokio::task::JoinHandle::abort);
    let mug = sentence("머그");
    let answer = tokio::time::timeout(AT_LAST, ask(&place, &screen, &mug)).await;
    heard(&answer.expect("there is room again"));
}

#[tokio::test]
async fn a_screen_does_not_speak_without_end() {
    let (place, screen) = open(voice()).await;
    heard(&ask(&place, &screen, &sentence("머그")).await);
    let mut status = 0;
    for n in 1..600 {
        let answer = ask(&place, &screen, &sentence("fail")).await;
        status = answer.status.as_u16();
        if status == 429 {
            assert!(n >= 240, "{n} is not many");
            assert!(answer.header("retry-after").parse::<u32>().unwrap() > 0);
            let why = wire::decode::<()>(&answer.body);
            assert_eq!(why, Err(ApiError::BadRequest(TOO_MANY.to_owned())));
            break;
        }
    }
    assert_eq!(status, 429);
    heard(&ask(&place, &screen, &sentence("머그")).await);
    let other = paired(&place, "haeundae").await;
    heard(&ask(&place, &other, &sentence("another")).await);
}

#[tokio::test]
async fn a_screen_is_told_whether_there_is_a_voice() {
    for (voice, speaks, status) in [(Voice::default(), false, 404), (voice(), true, 200)] {
        let (place, screen) = open(voice).await;
        let mut asked = request(&screen, Vec::new());
        *asked.method_mut() = axum::http::Method::GET;
        let told = place.shop.ask(asked).await;
        assert_eq!(wire::decode(&told.body), Ok(speaks));
        let answer = ask(&place, &screen, &sentence("머그")).await;
        assert_eq!(answer.status.as_u16(), status);
    }
}
