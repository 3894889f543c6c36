//! Why a place sends an order or does not, in words for whoever works there.

use super::candidate::Field;
use super::choose::Choice;
use super::weigh::{Way, ranked};
use super::{Considered, Decision, Exclusion, Ineligible, Rule};
use crate::ident::Handle;
use crate::locale::{Locale, Text};
use serde::{Deserialize, Serialize};

/// What became of a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Chosen,
    /// The best way with it is not as good as the one chosen.
    Lost {
        by: LostBy,
        to: Handle,
    },
    NotEligible(Ineligible),
}

/// What told a way from the better one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LostBy {
    /// It sends less of the order.
    Stock,
    Rule(Rule),
    /// Nothing: the handle that comes first in the alphabet.
    Name,
}

pub(super) fn considered(field: &Field<'_>, choice: &Choice) -> Vec<Considered> {
    let places = field.places.iter().enumerate();
    let of_place = |(row, place): (usize, &super::candidate::Place<'_>)| {
        let has = field
            .lines
            .iter()
            .map(|line| (line.sku.clone(), place.has(&line.sku)));
        Considered {
            location: place.handle().clone(),
            name: place.candidate.location.name.clone(),
            available: has.filter(|(_, has)| *has > 0).collect(),
            open: place.candidate.open,
            distance_km: place.km,
            verdict: verdict(field, choice, row),
        }
    };
    places.map(of_place).collect()
}

fn verdict(field: &Field<'_>, choice: &Choice, row: usize) -> Verdict {
    let Some(best) = &choice.best else {
        let why = field.places[row].refused.unwrap_or(Ineligible::NoStock);
        return Verdict::NotEligible(why);
    };
    if best.places.contains(&row) {
        return Verdict::Chosen;
    }
    match (&choice.with[row], field.places[row].refused) {
        (Some(way), None) => lost(field, best, way),
        (_, refused) => Verdict::NotEligible(refused.unwrap_or(Ineligible::NoStock)),
    }
}

fn lost(field: &Field<'_>, best: &Way, way: &Way) -> Verdict {
    let (_, by) = best.compare(way, &field.request.rules.order);
    let mut winners = ranked(field, &best.places);
    winners.sort_by_key(|row| way.places.contains(row));
    let winner = winners.first().copied().unwrap_or_default();
    let to = field.places[winner].handle().clone();
    Verdict::Lost { by, to }
}

impl Decision {
    /// Why it is sent from where it is, in one sentence: what told the way chosen from the next
    /// best.
    pub fn why(&self) -> Text {
        let chosen = self.chosen();
        if chosen.is_empty() {
            return Text::new(
                "지금은 어디에서도 보낼 수 없어요.",
                "No place can send it now.",
            );
        }
        let names = Text::new(
            chosen
                .iter()
                .map(|at| at.name.get(Locale::Ko))
                .collect::<Vec<_>>()
                .join(", "),
            chosen
                .iter()
                .map(|at| at.name.get(Locale::En))
                .collect::<Vec<_>>()
                .join(", "),
        );
        let because = match self.decided_by() {
            None => Text::new("보낼 수 있는 유일한 방법이에요", "there is no other way"),
            Some(LostBy::Stock) => Text::new("가장 많이 보낼 수 있어요", "most of it is there"),
            Some(LostBy::Rule(rule)) => advantage(rule),
            Some(LostBy::Name) => Text::new(
                "다른 곳과 조건이 같아 이름순으로 정했어요",
                "it is as good as others and first by name",
            ),
        };
        Text::new(
            format!("{}: {}.", names.ko, because.ko),
            format!("{}: {}.", names.en, because.en),
        )
    }

    /// Every place that was looked at, and in words what became of it.
    pub fn reasons(&self) -> Vec<(Handle, Text)> {
        let places = self.considered.iter();
        places
            .map(|place| (place.location.clone(), self.words(place)))
            .collect()
    }

    fn chosen(&self) -> Vec<&Considered> {
        let places = self.considered.iter();
        places
            .filter(|place| place.verdict == Verdict::Chosen)
            .collect()
    }

    /// What the closest rival lost by: the later a rule, the closer it was.
    fn decided_by(&self) -> Option<LostBy> {
        let lost = self
            .considered
            .iter()
            .filter_map(|place| match place.verdict {
                Verdict::Lost { by, .. } => Some(by),
                _ => None,
            });
        lost.max_by_key(|by| match by {
            LostBy::Stock => 0,
            LostBy::Rule(rule) => 1 + self.order.iter().position(|r| r == rule).unwrap_or(0),
            LostBy::Name => usize::MAX,
        })
    }

    fn words(&self, place: &Considered) -> Text {
        match &place.verdict {
            Verdict::Chosen => Text::new("이곳으로 정했어요.", "Chosen."),
            Verdict::NotEligible(why) => ineligible(*why, place.open),
            Verdict::Lost { by, to } => {
                let winner = self.considered.iter().find(|other| other.location == *to);
                winner.map_or_else(Text::default, |winner| lost_words(*by, place, winner))
            }
        }
    }
}

fn advantage(rule: Rule) -> Text {
    match rule {
        Rule::Preferred => Text::new("고객이 원한 곳이에요", "the shopper prefers it"),
        Rule::FewestSplits => Text::new("상자 수가 가장 적어요", "it takes the fewest parcels"),
        Rule::Nearest => Text::new("가장 가까워요", "it is the nearest"),
        Rule::HighestAtp => Text::new("재고가 가장 많아요", "it has the most in stock"),
        Rule::Priority => Text::new("우선순위가 가장 높아요", "it is first on the shop's list"),
    }
}

fn lost_words(by: LostBy, place: &Considered, winner: &Considered) -> Text {
    let (ko, en) = (winner.name.get(Locale::Ko), winner.name.get(Locale::En));
    match by {
        LostBy::Stock => Text::new(
            format!("{ko}보다 보낼 수 있는 수량이 적어요."),
            format!("Can send less of it than {en}."),
        ),
        LostBy::Rule(Rule::Preferred) => Text::new(
            format!("고객이 다른 곳을 원했어요: {ko}"),
            format!("The shopper prefers {en}."),
        ),
        LostBy::Rule(Rule::FewestSplits) => Text::new(
            format!("{ko}에서 보내면 상자 수가 더 적어요."),
            format!("It takes fewer parcels from {en}."),
        ),
        LostBy::Rule(Rule::Nearest) => farther(place, winner),
        LostBy::Rule(Rule::HighestAtp) => Text::new(
            format!("{ko}에 재고가 더 많아요."),
            format!("{en} has more in stock."),
        ),
        LostBy::Rule(Rule::Priority) => Text::new(
            format!("{ko}보다 우선순위가 낮아요."),
            format!("{en} comes before it on the shop's list."),
        ),
        LostBy::Name => Text::new(
            format!("조건이 모두 같아, 이름순으로 앞선 {ko}에서 보내요."),
            format!("As good as {en}, which comes first by name."),
        ),
    }
}

fn farther(place: &Considered, winner: &Considered) -> Text {
    let (ko, en) = (winner.name.get(Locale::Ko), winner.name.get(Locale::En));
    match (place.distance_km, winner.distance_km) {
        (Some(here), Some(there)) => Text::new(
            format!("{ko}보다 멀어요. (약 {here}km, {ko} 약 {there}km)"),
            format!("Farther away than {en} (about {here} km; {en}: {there} km)."),
        ),
        _ => Text::new(
            format!("{ko}보다 멀어요."),
            format!("Farther away than {en}."),
        ),
    }
}

fn ineligible(why: Ineligible, open: u32) -> Text {
    match why {
        Ineligible::Excluded(Exclusion::Rejected) => Text::new(
            "이 주문을 보낼 수 없다고 했어요.",
            "Said that it cannot send this order.",
        ),
        Ineligible::Excluded(Exclusion::TimedOut) => Text::new(
            "정해진 시간 안에 답하지 않았어요.",
            "Did not answer in time.",
        ),
        Ineligible::Excluded(Exclusion::NotFulfilling) => {
            Text::new("주문을 보내지 않는 곳이에요.", "Sends no orders.")
        }
        Ineligible::NoPickup => Text::new(
            "고른 매장에서는 찾아갈 수 없어요.",
            "Nobody can pick anything up at the store chosen.",
        ),
        Ineligible::OwnStockKept => Text::new(
            "이 매장의 재고는 그대로 두어요.",
            "Its own stock is left alone.",
        ),
        Ineligible::Full => Text::new(
            format!("처리 중인 주문이 {open}건이라 더 받지 않아요."),
            format!("Has {open} orders open and takes no more."),
        ),
        Ineligible::Closed => {
            Text::new("늦지 않게 문을 열지 않아요.", "Does not open soon enough.")
        }
        Ineligible::LastCall => Text::new("곧 문을 닫아요.", "Closes too soon."),
        Ineligible::NoStock => Text::new("보낼 재고가 없어요.", "Has none of it to send."),
    }
}
