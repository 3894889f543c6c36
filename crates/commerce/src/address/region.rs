//! Korea's seventeen regions and Seoul's twenty-five districts, by the first digits of a postcode.

use crate::locale::Text;
use serde::{Deserialize, Serialize};

macro_rules! regions {
    ($($name:ident $first:literal..=$last:literal $ko:literal $en:literal $($alias:literal)*;)+) => {
        /// A metropolitan city or a province.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(rename_all = "lowercase")]
        pub enum Region {
            $($name,)+
        }

        impl Region {
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The first and the last two digits of its postcodes.
            pub(super) fn prefixes(self) -> (u32, u32) {
                match self {
                    $(Self::$name => ($first, $last),)+
                }
            }

            /// `서울`, `Seoul`.
            pub fn name(self) -> Text {
                match self {
                    $(Self::$name => Text::new($ko, $en),)+
                }
            }

            /// What an address calls it.
            pub(super) fn is_called(self, word: &str) -> bool {
                let names: &[&str] = match self {
                    $(Self::$name => &[$ko, $en, $($alias,)*],)+
                };
                names.iter().any(|name| name.eq_ignore_ascii_case(word))
            }
        }
    };
}

// `광주시` is a city in Gyeonggi too, and therefore names no region.
regions! {
    Seoul 1..=9 "서울" "Seoul" "서울시" "서울특별시";
    Gyeonggi 10..=20 "경기" "Gyeonggi-do" "경기도" "Gyeonggi";
    Incheon 21..=23 "인천" "Incheon" "인천시" "인천광역시";
    Gangwon 24..=26 "강원" "Gangwon-do" "강원도" "강원특별자치도" "Gangwon";
    Chungbuk 27..=29 "충북" "Chungcheongbuk-do" "충청북도" "Chungbuk";
    Sejong 30..=30 "세종" "Sejong" "세종시" "세종특별자치시" "Sejong-si";
    Chungnam 31..=33 "충남" "Chungcheongnam-do" "충청남도" "Chungnam";
    Daejeon 34..=35 "대전" "Daejeon" "대전시" "대전광역시";
    Gyeongbuk 36..=40 "경북" "Gyeongsangbuk-do" "경상북도" "Gyeongbuk";
    Daegu 41..=43 "대구" "Daegu" "대구시" "대구광역시";
    Ulsan 44..=45 "울산" "Ulsan" "울산시" "울산광역시";
    Busan 46..=49 "부산" "Busan" "부산시" "부산광역시";
    Gyeongnam 50..=53 "경남" "Gyeongsangnam-do" "경상남도" "Gyeongnam";
    Jeonbuk 54..=56 "전북" "Jeollabuk-do" "전라북도" "전북특별자치도" "Jeonbuk" "Jeonbuk-do";
    Jeonnam 57..=60 "전남" "Jeollanam-do" "전라남도" "Jeonnam";
    Gwangju 61..=62 "광주" "Gwangju" "광주광역시";
    Jeju 63..=63 "제주" "Jeju-do" "제주도" "제주시" "제주특별자치도" "Jeju" "Jeju-si";
}

/// The middle of what shares its first two digits, from `01` to `63`: where most people live there,
/// in hundredths of a degree, latitude and longitude.
const CENTRES: [(i32, i32); 63] = [
    (3_763, 12_704), // 01 Gangbuk, Dobong, Nowon
    (3_759, 12_705), // 02 Jungnang, Dongdaemun, Seongbuk
    (3_758, 12_695), // 03 Jongno, Eunpyeong, Seodaemun, Mapo
    (3_755, 12_700), // 04 Mapo, Yongsan, Jung, Seongdong, Gwangjin
    (3_753, 12_711), // 05 Gwangjin, Gangdong, Songpa
    (3_749, 12_704), // 06 Gangnam, Seocho, Dongjak
    (3_753, 12_689), // 07 Dongjak, Yeongdeungpo, Gangseo, Yangcheon
    (3_748, 12_691), // 08 Yangcheon, Guro, Geumcheon, Gwanak
    (3_757, 12_698), // 09 none yet
    (3_765, 12_680), // 10 Gimpo, Goyang, Paju
    (3_780, 12_706), // 11 Yangju, Uijeongbu, Guri
    (3_760, 12_725), // 12 Namyangju, Yangpyeong, Hanam
    (3_742, 12_710), // 13 Seongnam, Anyang
    (3_746, 12_685), // 14 Gwangmyeong, Bucheon, Siheung
    (3_733, 12_685), // 15 Ansan, Gunpo
    (3_728, 12_703), // 16 Uiwang, Suwon, Yongin
    (3_715, 12_725), // 17 Icheon, Anseong, Pyeongtaek
    (3_715, 12_700), // 18 Osan, Hwaseong
    (3_728, 12_703), // 19 none yet
    (3_728, 12_703), // 20 none yet
    (3_747, 12_672), // 21 Incheon's east
    (3_748, 12_662), // 22 Incheon's west
    (3_770, 12_645), // 23 Ganghwa, Ongjin
    (3_795, 12_800), // 24 Chuncheon, Inje, Sokcho
    (3_765, 12_870), // 25 Gangneung, Donghae, Pyeongchang
    (3_730, 12_810), // 26 Wonju, Yeongwol, Taebaek
    (3_700, 12_790), // 27 Chungju, Jecheon, Jincheon
    (3_664, 12_749), // 28 Cheongju
    (3_630, 12_770), // 29 Boeun, Okcheon, Yeongdong
    (3_650, 12_727), // 30 Sejong
    (3_680, 12_700), // 31 Cheonan, Asan, Dangjin, Seosan
    (3_650, 12_685), // 32 Hongseong, Gongju, Geumsan
    (3_628, 12_675), // 33 Nonsan, Boryeong, Seocheon
    (3_636, 12_740), // 34 Daejeon's north and east
    (3_633, 12_738), // 35 Daejeon's west
    (3_665, 12_890), // 36 Andong, Yeongju, Uljin
    (3_620, 12_895), // 37 Pohang, Sangju, Uiseong
    (3_585, 12_900), // 38 Gyeongju, Gyeongsan, Yeongcheon
    (3_610, 12_835), // 39 Gumi, Gimcheon, Chilgok
    (3_585, 12_828), // 40 Seongju, Goryeong
    (3_588, 12_862), // 41 Daegu's north
    (3_584, 12_857), // 42 Daegu's south
    (3_575, 12_845), // 43 Dalseong
    (3_556, 12_932), // 44 Ulsan
    (3_553, 12_920), // 45 Ulju
    (3_522, 12_905), // 46 Busan's north
    (3_517, 12_905), // 47 Busan's middle
    (3_515, 12_912), // 48 Haeundae, Suyeong, Nam
    (3_510, 12_900), // 49 Busan's south-west
    (3_535, 12_875), // 50 Gimhae, Yangsan, Miryang
    (3_522, 12_865), // 51 Changwon
    (3_515, 12_805), // 52 Jinju, Sacheon
    (3_487, 12_855), // 53 Tongyeong, Geoje
    (3_592, 12_685), // 54 Gunsan, Iksan, Jeonju
    (3_570, 12_720), // 55 Wanju, Namwon
    (3_555, 12_680), // 56 Jeongeup, Buan
    (3_505, 12_730), // 57 Suncheon, Gwangyang, Damyang
    (3_485, 12_650), // 58 Mokpo, Naju, Muan
    (3_460, 12_710), // 59 Yeosu, Goheung, Haenam
    (3_485, 12_690), // 60 none yet
    (3_516, 12_691), // 61 Gwangju's north and south
    (3_515, 12_683), // 62 Gwangju's west
    (3_345, 12_655), // 63 Jeju
];

impl Region {
    pub(super) fn of_prefix(two_digits: u32) -> Option<Self> {
        let holds = |region: &&Self| {
            let (first, last) = region.prefixes();
            (first..=last).contains(&two_digits)
        };
        Self::ALL.iter().find(holds).copied()
    }

    pub(super) fn centre_of_prefix(two_digits: u32) -> Option<(i32, i32)> {
        let row = usize::try_from(two_digits).ok()?.checked_sub(1)?;
        CENTRES.get(row).copied()
    }

    /// The region that a line of address names: with its first word in Korean, with its last in
    /// English.
    pub(super) fn named_in(line: &str) -> Option<Self> {
        let mut words = words(line);
        let first = words.next()?;
        let last = words.last().filter(|word| word.is_ascii());
        [Some(first), last]
            .into_iter()
            .flatten()
            .find_map(|word| Self::ALL.iter().find(|region| region.is_called(word)))
            .copied()
    }
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split([' ', ',', '(', ')', '\u{3000}'])
        .filter(|word| !word.is_empty())
}

/// A district (`구`) of Seoul.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct District(u8);

/// The first and last three digits of its postcodes, its names and its middle.
struct Row(u32, u32, &'static str, &'static str, (i32, i32));

const SEOUL: [Row; 25] = [
    Row(10, 12, "강북구", "Gangbuk-gu", (3_764, 12_703)),
    Row(13, 15, "도봉구", "Dobong-gu", (3_767, 12_705)),
    Row(16, 19, "노원구", "Nowon-gu", (3_765, 12_707)),
    Row(20, 23, "중랑구", "Jungnang-gu", (3_760, 12_709)),
    Row(24, 26, "동대문구", "Dongdaemun-gu", (3_758, 12_705)),
    Row(27, 29, "성북구", "Seongbuk-gu", (3_760, 12_702)),
    Row(30, 32, "종로구", "Jongno-gu", (3_758, 12_698)),
    Row(33, 35, "은평구", "Eunpyeong-gu", (3_762, 12_692)),
    Row(36, 38, "서대문구", "Seodaemun-gu", (3_758, 12_694)),
    Row(39, 42, "마포구", "Mapo-gu", (3_756, 12_691)),
    Row(43, 44, "용산구", "Yongsan-gu", (3_753, 12_698)),
    Row(45, 46, "중구", "Jung-gu", (3_756, 12_700)),
    Row(47, 48, "성동구", "Seongdong-gu", (3_755, 12_704)),
    Row(49, 51, "광진구", "Gwangjin-gu", (3_754, 12_708)),
    Row(52, 54, "강동구", "Gangdong-gu", (3_755, 12_714)),
    Row(55, 59, "송파구", "Songpa-gu", (3_751, 12_711)),
    Row(60, 64, "강남구", "Gangnam-gu", (3_750, 12_706)),
    Row(65, 68, "서초구", "Seocho-gu", (3_747, 12_703)),
    Row(69, 71, "동작구", "Dongjak-gu", (3_751, 12_695)),
    Row(72, 74, "영등포구", "Yeongdeungpo-gu", (3_752, 12_691)),
    Row(75, 78, "강서구", "Gangseo-gu", (3_756, 12_684)),
    Row(79, 81, "양천구", "Yangcheon-gu", (3_752, 12_686)),
    Row(82, 84, "구로구", "Guro-gu", (3_749, 12_686)),
    Row(85, 86, "금천구", "Geumcheon-gu", (3_746, 12_690)),
    Row(87, 89, "관악구", "Gwanak-gu", (3_747, 12_695)),
];

impl District {
    pub(super) fn all() -> impl Iterator<Item = Self> {
        (0..25).map(Self)
    }

    pub(super) fn of_prefix(three_digits: u32) -> Option<Self> {
        Self::all().find(|district| {
            let (first, last) = district.prefixes();
            (first..=last).contains(&three_digits)
        })
    }

    /// The first and the last three digits of its postcodes.
    pub(super) fn prefixes(self) -> (u32, u32) {
        let Row(first, last, ..) = self.row();
        (*first, *last)
    }

    /// `성동구`, `Seongdong-gu`.
    pub fn name(self) -> Text {
        let Row(_, _, ko, en, _) = self.row();
        Text::new(*ko, *en)
    }

    /// `서울 성동구`, `Seongdong-gu, Seoul`.
    pub fn line(self) -> Text {
        let Row(_, _, ko, en, _) = self.row();
        Text::new(format!("서울 {ko}"), format!("{en}, Seoul"))
    }

    pub(super) fn centre(self) -> (i32, i32) {
        self.row().4
    }

    /// The first district that a line of address names.
    pub(super) fn named_in(line: &str) -> Option<Self> {
        words(line).find_map(|word| {
            Self::all().find(|district| {
                let Row(_, _, ko, en, _) = district.row();
                *ko == word || en.eq_ignore_ascii_case(word)
            })
        })
    }

    fn row(self) -> &'static Row {
        &SEOUL[usize::from(self.0)]
    }
}
