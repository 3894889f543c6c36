//! Addresses that people type, good ones and bad ones.

use super::*;
use proptest::prelude::*;

fn postcode(raw: &str) -> Postcode {
    raw.parse().unwrap()
}

#[test]
fn postcodes_are_somewhere() {
    let check = |raw: &str, line: Option<&str>, zone: Zone| {
        let read = postcode(raw);
        assert_eq!(read.line().map(|line| line.ko).as_deref(), line, "{raw}");
        assert_eq!(read.zone(), zone, "{raw}");
        assert_eq!(read.to_string(), raw);
    };
    check("01000", Some("서울 강북구"), Zone::Mainland);
    check("03141", Some("서울 종로구"), Zone::Mainland);
    check("04782", Some("서울 성동구"), Zone::Mainland);
    check("05499", Some("서울 강동구"), Zone::Mainland);
    check("08826", Some("서울 관악구"), Zone::Mainland);
    check("09000", Some("서울"), Zone::Mainland);
    check("17390", Some("경기"), Zone::Mainland);
    check("22004", Some("인천"), Zone::Mainland);
    check("23110", Some("인천"), Zone::Island);
    check("30151", Some("세종"), Zone::Mainland);
    check("40199", Some("경북"), Zone::Mainland);
    check("40200", Some("경북"), Zone::Island);
    check("40240", Some("경북"), Zone::Island);
    check("40241", Some("경북"), Zone::Mainland);
    check("59650", Some("전남"), Zone::Island);
    check("59700", Some("전남"), Zone::Mainland);
    check("63309", Some("제주"), Zone::Jeju);
    check("00999", None, Zone::Mainland);
    check("64000", None, Zone::Mainland);
    check("99999", None, Zone::Mainland);
}

#[test]
fn no_postcode() {
    let check = |raw: &str, want: PostcodeError| {
        assert_eq!(raw.parse::<Postcode>(), Err(want), "{raw:?}");
    };
    check("", PostcodeError::NotFiveDigits);
    check("4782", PostcodeError::NotFiveDigits);
    check("0478a", PostcodeError::NotFiveDigits);
    check("+4782", PostcodeError::NotFiveDigits);
    check("04 782", PostcodeError::NotFiveDigits);
    check("０４７８２", PostcodeError::NotFiveDigits);
    check("133-120", PostcodeError::SixDigits);
    check("133120", PostcodeError::SixDigits);
    check("1331200", PostcodeError::NotFiveDigits);
}

#[test]
fn regions_cover_the_country_once() {
    for prefix in 1..=63 {
        let holders = Region::ALL.iter().filter(|region| {
            let (first, last) = region.prefixes();
            (first..=last).contains(&prefix)
        });
        assert_eq!(holders.count(), 1, "{prefix}");
    }
    for prefix in 10..=89 {
        let holders = District::all().filter(|district| {
            let (first, last) = district.prefixes();
            (first..=last).contains(&prefix)
        });
        assert_eq!(holders.count(), 1, "{prefix}");
    }
}

#[test]
fn distances() {
    let check = |from: &str, to: &str, at_least: u32, at_most: u32| {
        let far = distance_km(postcode(from), postcode(to)).unwrap();
        assert!(
            (at_least..=at_most).contains(&far),
            "{from} to {to}: {far} km"
        );
        assert_eq!(distance_km(postcode(to), postcode(from)), Some(far));
    };
    check("04782", "04799", 0, 0);
    check("04782", "03982", 8, 16);
    check("04782", "17390", 30, 60);
    check("04782", "34000", 130, 155);
    check("04782", "48117", 310, 340);
    check("04782", "63309", 430, 480);
    check("41937", "48117", 80, 110);
    assert_eq!(distance_km(postcode("04782"), postcode("64000")), None);
}

#[test]
fn phones() {
    let check = |raw: &str, want: Result<&str, PhoneError>| {
        let read = raw.parse::<Phone>();
        let national = read.clone().map(|phone| phone.national());
        assert_eq!(national, want.map(str::to_owned), "{raw:?}");
        if let Ok(phone) = read {
            assert_eq!(phone.national().parse(), Ok(phone.clone()), "{raw:?}");
            assert_eq!(phone.as_str().parse(), Ok(phone), "{raw:?}");
        }
    };
    check("010-1234-5678", Ok("010-1234-5678"));
    check(" 01012345678 ", Ok("010-1234-5678"));
    check("+82 10 1234 5678", Ok("010-1234-5678"));
    check("+82 (0)10-1234-5678", Ok("010-1234-5678"));
    check("(02) 123-4567", Ok("02-123-4567"));
    check("02-1234-5678", Ok("02-1234-5678"));
    check("031.123.4567", Ok("031-123-4567"));
    check("070-1234-5678", Ok("070-1234-5678"));
    check("0504-1234-5678", Ok("0504-1234-5678"));
    check("010-123-4567", Err(PhoneError::NoSuchNumber));
    check("010-12345-6789", Err(PhoneError::NoSuchNumber));
    check("039-123-4567", Err(PhoneError::NoSuchNumber));
    check("119", Err(PhoneError::NoSuchNumber));
    check("1588-1234", Err(PhoneError::NoSuchNumber));
    check("+1 212 555 0100", Err(PhoneError::Abroad));
    check("010-1234-567x", Err(PhoneError::Letters));
    check("010+1234-5678", Err(PhoneError::Letters));
    check("", Err(PhoneError::NoSuchNumber));
    let phone: Phone = "010-1234-5678".parse().unwrap();
    assert_eq!(phone.as_str(), "+821012345678");
    assert_eq!(phone.masked(), "010-****-5678");
    assert!(phone.is_mobile() && !"02-123-4567".parse::<Phone>().unwrap().is_mobile());
}

#[test]
fn names() {
    let check = |raw: &str, want: Result<&str, NameError>| {
        let read = raw.parse::<PersonName>();
        assert_eq!(
            read.as_ref().map(PersonName::as_str),
            want.as_ref().map(|w| *w),
            "{raw:?}"
        );
    };
    check("  김   미나 ", Ok("김 미나"));
    check("Mina O'Brien-Kim, Jr.", Ok("Mina O'Brien-Kim, Jr."));
    check("", Err(NameError::Empty));
    check(" \u{3000} ", Err(NameError::Empty));
    check("12-3", Err(NameError::NoName));
    check("<b>Mina</b>", Err(NameError::NoName));
    check("Mina\u{7}", Err(NameError::NoName));
    check(&"가".repeat(50), Ok(&"가".repeat(50)));
    check(&"가".repeat(51), Err(NameError::TooLong));
}

fn typed() -> AddressForm {
    AddressForm {
        postcode: "04782".into(),
        region: "서울 성동구".into(),
        street: "연무장길 312".into(),
        detail: "1층".into(),
        recipient: "김미나".into(),
        phone: "010-1234-5678".into(),
        note: "문 앞에 놓아 주세요".into(),
    }
}

#[test]
fn an_address_is_read() {
    let check = |change: &dyn Fn(&mut AddressForm), line: &str| {
        let mut form = typed();
        change(&mut form);
        let address = form.check().unwrap();
        assert_eq!(address.line(), line);
        let kept = serde_json::to_string(&address).unwrap();
        assert_eq!(serde_json::from_str::<Address>(&kept).unwrap(), address);
        assert_eq!(AddressForm::from(address.clone()).check(), Ok(address));
    };
    check(&|_| (), "(04782) 서울 성동구 연무장길 312, 1층");
    check(
        &|form| form.region.clear(),
        "(04782) 서울 성동구 연무장길 312, 1층",
    );
    check(
        &|form| {
            form.region.clear();
            form.street = "서울 성동구  연무장길 312".into();
        },
        "(04782) 서울 성동구 연무장길 312, 1층",
    );
    check(
        &|form| {
            form.region = "Seongdong-gu, Seoul".into();
            form.street = "312 Yeonmujang-gil".into();
            form.detail.clear();
        },
        "(04782) Seongdong-gu, Seoul 312 Yeonmujang-gil",
    );
    // Gunwi, on either side of its move.
    check(
        &|form| {
            form.postcode = "39010".into();
            form.region = "대구 군위군".into();
        },
        "(39010) 대구 군위군 연무장길 312, 1층",
    );
    check(
        &|form| {
            form.postcode = "43110".into();
            form.region = "경북 군위군".into();
        },
        "(43110) 경북 군위군 연무장길 312, 1층",
    );
    // The city in Gyeonggi, not the one in the south.
    check(
        &|form| {
            form.postcode = "12738".into();
            form.region = "광주시".into();
        },
        "(12738) 광주시 연무장길 312, 1층",
    );
}

/// What is said of an address with a change, and at which field.
fn check_problems(change: &dyn Fn(&mut AddressForm), want: &[(&str, &str)]) {
    let mut form = typed();
    change(&mut form);
    let problems = form.check().unwrap_err();
    let said: Vec<_> = problems
        .iter()
        .map(|problem| (problem.field.name(), problem.words().en))
        .collect();
    let said: Vec<_> = said.iter().map(|(field, en)| (*field, &**en)).collect();
    assert_eq!(said, want);
    assert!(
        problems
            .iter()
            .all(|problem| !problem.words().ko.is_empty())
    );
}

#[test]
fn what_is_wrong_is_said_at_its_field() {
    let check = check_problems;
    check(
        &|form| *form = AddressForm::default(),
        &[
            ("postcode", "Enter the postcode."),
            ("street", "Enter the address."),
            ("recipient", "Enter the name of who receives it."),
            ("phone", "Enter a phone number for the delivery."),
        ],
    );
    let no_place = "There is no such postcode. Please check it.";
    check(
        &|form| form.postcode = "99999".into(),
        &[("postcode", no_place)],
    );
    check(
        &|form| form.street = "가".repeat(121),
        &[("street", "Use at most 120 characters.")],
    );
    check(
        &|form| form.note = "문\u{0}앞".into(),
        &[("note", "This contains a character that cannot be printed.")],
    );
    check(
        &|form| form.phone = "+1 212 555 0100".into(),
        &[(
            "phone",
            "We can only call numbers in Korea about a delivery.",
        )],
    );
}

#[test]
fn a_postcode_elsewhere_is_said() {
    let check = check_problems;
    check(
        &|form| form.postcode = "63309".into(),
        &[(
            "postcode",
            "This postcode is in Jeju-do, but the address names Seoul.",
        )],
    );
    check(
        &|form| {
            form.region.clear();
            form.street = "서울특별시 성동구 연무장길 312".into();
            form.postcode = "63309".into();
        },
        &[(
            "postcode",
            "This postcode is in Jeju-do, but the address names Seoul.",
        )],
    );
    check(
        &|form| {
            form.region = "Gangnam-gu, Seoul".into();
            form.street = "1 Teheran-ro".into();
        },
        &[(
            "postcode",
            "This postcode is in Seongdong-gu, Seoul, but the address names Gangnam-gu, Seoul.",
        )],
    );
}

#[test]
fn looking_up() {
    let check = |query: &str, want: &[&str]| {
        let hits = lookup(query);
        let said: Vec<_> = hits
            .iter()
            .map(|hit| format!("{}-{} {}", hit.first, hit.last, hit.line.ko))
            .collect();
        assert_eq!(said, want, "{query:?}");
    };
    check("04782", &["04782-04782 서울 성동구"]);
    check("047", &["04700-04799 서울 성동구"]);
    check("63", &["63000-63999 제주"]);
    check("성동", &["04700-04899 서울 성동구"]);
    check("서울 강남", &["06000-06499 서울 강남구"]);
    check("seongdong-GU", &["04700-04899 서울 성동구"]);
    check("경상남도", &["50000-53999 경남"]);
    check("busan", &["46000-49999 부산"]);
    check("", &[]);
    check("99", &[]);
    check("없는 곳", &[]);
    assert_eq!(lookup("서울").len(), 25);
}

proptest! {
    #[test]
    fn nothing_typed_panics(raw in "\\PC{0,40}", digits in "[0-9+ ()-]{0,16}") {
        let form = AddressForm {
            postcode: digits.clone(),
            region: raw.clone(),
            street: raw.clone(),
            detail: raw.clone(),
            recipient: raw.clone(),
            phone: digits,
            note: raw.clone(),
        };
        let _ = form.check().map(|address| address.line());
        let _ = lookup(&raw);
    }

    #[test]
    fn every_postcode_knows_its_place(number in 1_000_u32..64_000, other in 1_000_u32..64_000) {
        let here = postcode(&format!("{number:05}"));
        let there = postcode(&format!("{other:05}"));
        let hits = lookup(&here.to_string());
        let region = here.region();
        prop_assert!(region.is_some());
        // 09 is Seoul's, but no district's yet.
        if number / 1_000 != 9 {
            prop_assert_eq!(hits.len(), 1);
            prop_assert_eq!(Some(hits[0].region), region);
        }
        prop_assert!(distance_km(here, there).unwrap() < 700);
    }
}
