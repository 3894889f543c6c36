//! Which promotions count: those whose conditions hold, and of the ways to put them together the
//! one that costs the shopper least.

use super::applying::Outcome;
use super::{CodeProblem, QuoteRequest, Uses};
use crate::locale::Text;
use crate::promotion::{Promotion, PromotionCode};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// The best choice, and what became of every entered code.
pub(super) struct Chosen<'a> {
    pub outcome: Outcome<'a>,
    pub problems: Vec<(PromotionCode, CodeProblem)>,
}

pub(super) fn choose(request: &QuoteRequest) -> Chosen<'_> {
    let codes: BTreeSet<&PromotionCode> = request.codes.iter().collect();
    let mut eligible = Vec::new();
    let mut refused = Vec::new();
    for promotion in in_order(&request.promotions) {
        if promotion.code().is_some_and(|code| !codes.contains(code)) {
            continue;
        }
        match hindrance(request, promotion) {
            None => eligible.push(promotion),
            Some(problem) => refused.push((promotion, problem)),
        }
    }
    let outcome = best(request, &eligible);
    let problem_of = |code: &PromotionCode| {
        let problem = problem(code, &outcome, &eligible, &refused)?;
        Some((code.clone(), problem))
    };
    let problems = codes.into_iter().filter_map(problem_of).collect();
    Chosen { outcome, problems }
}

/// The order in which promotions are applied and in which ties fall.
fn in_order(promotions: &[Promotion]) -> Vec<&Promotion> {
    let mut ordered: Vec<_> = promotions.iter().collect();
    ordered.sort_by_key(|promotion| (Reverse(promotion.priority), &promotion.handle));
    ordered
}

/// All that go together, or one that stands alone: whichever costs least. A promotion that does
/// nothing in a choice does not win a tie for it.
fn best<'a>(request: &'a QuoteRequest, eligible: &[&'a Promotion]) -> Outcome<'a> {
    let together: Vec<&Promotion> = eligible
        .iter()
        .copied()
        .filter(|promotion| !promotion.exclusive)
        .collect();
    let alone = eligible.iter().filter(|promotion| promotion.exclusive);
    let choices = std::iter::once(together).chain(alone.map(|promotion| vec![*promotion]));
    choices
        .map(|choice| Outcome::of(request, &choice))
        .min_by_key(|outcome| {
            let first = outcome.applied.first().map(|applied| applied.promotion);
            let place = first.map(|first| (Reverse(first.priority), &first.handle));
            (outcome.total(), place.is_none(), place)
        })
        .unwrap_or_else(|| Outcome::of(request, &[]))
}

/// Why a promotion does not count for this cart and this shopper at this moment.
fn hindrance(request: &QuoteRequest, promotion: &Promotion) -> Option<CodeProblem> {
    let conditions = &promotion.conditions;
    let not_yet = conditions.starts.filter(|starts| request.now < *starts);
    let over = conditions.ends.filter(|ends| *ends <= request.now);
    not_yet
        .map(CodeProblem::NotYet)
        .or(over.map(CodeProblem::Over))
        .or_else(|| hindrance_of_shopper(request, promotion))
        .or_else(|| hindrance_of_lines(request, promotion))
}

fn hindrance_of_shopper(request: &QuoteRequest, promotion: &Promotion) -> Option<CodeProblem> {
    let shopper = &request.shopper;
    let none = Uses::default();
    let uses = shopper.uses.get(&promotion.handle).unwrap_or(&none);
    let (conditions, limits) = (&promotion.conditions, promotion.limits);
    if limits.total.is_some_and(|most| uses.total >= most) {
        Some(CodeProblem::UsedUp)
    } else if limits
        .per_shopper
        .is_some_and(|most| uses.by_shopper >= most)
    {
        Some(CodeProblem::UsedBefore)
    } else if conditions.signed_in && !shopper.signed_in {
        Some(CodeProblem::SignIn)
    } else if conditions.first_order && shopper.orders > 0 {
        Some(CodeProblem::NotFirstOrder)
    } else {
        None
    }
}

fn hindrance_of_lines(request: &QuoteRequest, promotion: &Promotion) -> Option<CodeProblem> {
    let in_scope = || {
        let takes = |line: &&super::QuoteLine| promotion.scope.takes(&line.sku, &line.collections);
        request.lines.iter().filter(takes)
    };
    let pieces: u64 = in_scope().map(|line| u64::from(line.quantity.get())).sum();
    let worth = in_scope().fold(0, |sum: i64, line| {
        sum.saturating_add(super::applying::list(line))
    });
    let conditions = &promotion.conditions;
    let minimum = conditions
        .minimum
        .map(|minimum| minimum.get(request.currency));
    if pieces == 0 {
        Some(CodeProblem::NotForThese)
    } else if pieces < u64::from(conditions.pieces) {
        Some(CodeProblem::TooFew(conditions.pieces))
    } else {
        minimum
            .filter(|minimum| worth < minimum.minor)
            .map(CodeProblem::BelowMinimum)
    }
}

/// What to tell of a code. Where several promotions ask for it, one that counts is enough.
fn problem(
    code: &PromotionCode,
    outcome: &Outcome<'_>,
    eligible: &[&Promotion],
    refused: &[(&Promotion, CodeProblem)],
) -> Option<CodeProblem> {
    let asks = |promotion: &Promotion| promotion.code() == Some(code);
    if outcome
        .applied
        .iter()
        .any(|applied| asks(applied.promotion))
    {
        return None;
    }
    if let Some(promotion) = eligible.iter().find(|promotion| asks(promotion)) {
        return Some(match standing_in_the_way(promotion, outcome) {
            Some(title) => CodeProblem::NotTogether(title),
            None => CodeProblem::NothingLeft,
        });
    }
    let refusal = refused.iter().find(|(promotion, _)| asks(promotion));
    Some(refusal.map_or(CodeProblem::Unknown, |(_, problem)| problem.clone()))
}

/// The title of what was chosen instead of a promotion that could have counted.
fn standing_in_the_way(promotion: &Promotion, outcome: &Outcome<'_>) -> Option<Text> {
    let first = outcome.applied.first()?.promotion;
    (first.exclusive || promotion.exclusive).then(|| first.title.clone())
}
