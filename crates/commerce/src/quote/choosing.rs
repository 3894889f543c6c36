//! Which promotions count: those whose conditions hold, and of the ways to put them together the
//! one that costs the shopper least.

use super::applying::Outcome;
use super::sharing::ordered;
use super::{CodeProblem, QuoteRequest, Uses};
use crate::locale::Text;
use crate::promotion::{Promotion, PromotionCode};
use std::cmp::Ordering;

/// The best choice, and what became of every entered code.
pub(super) struct Chosen<'a> {
    pub outcome: Outcome<'a>,
    pub problems: Vec<(PromotionCode, CodeProblem)>,
}

pub(super) fn choose(request: &QuoteRequest) -> Chosen<'_> {
    let codes = &request.codes;
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
    let order = ordered(codes.len(), &|a, b| codes[a].cmp(&codes[b]));
    let mut problems: Vec<_> = order
        .into_iter()
        .filter_map(|at| problem_of(&codes[at]))
        .collect();
    problems.dedup_by(|one, other| one.0 == other.0);
    Chosen { outcome, problems }
}

/// The order in which promotions are applied and in which ties fall.
fn in_order(promotions: &[Promotion]) -> Vec<&Promotion> {
    let order = ordered(promotions.len(), &|a, b| {
        precedence(&promotions[a], &promotions[b])
    });
    order.into_iter().map(|at| &promotions[at]).collect()
}

fn precedence(one: &Promotion, other: &Promotion) -> Ordering {
    let by_priority = other.priority.cmp(&one.priority);
    by_priority.then_with(|| one.handle.cmp(&other.handle))
}

/// All that go together, or one that stands alone: whichever costs least.
fn best<'a>(request: &'a QuoteRequest, eligible: &[&'a Promotion]) -> Outcome<'a> {
    let (alone, together): (Vec<_>, Vec<_>) = eligible
        .iter()
        .copied()
        .partition(|promotion| promotion.exclusive);
    let order = ordered(request.lines.len(), &|a, b| {
        request.lines[a].cmp(&request.lines[b])
    });
    let mut best = Outcome::of(request, &order, &together);
    for promotion in alone {
        let other = Outcome::of(request, &order, &[promotion]);
        if is_better(&other, &best) {
            best = other;
        }
    }
    best
}

/// Nothing applied wins no tie.
fn is_better(one: &Outcome<'_>, other: &Outcome<'_>) -> bool {
    match one.total().cmp(&other.total()) {
        Ordering::Less => true,
        Ordering::Greater => false,
        Ordering::Equal => match (one.applied.first(), other.applied.first()) {
            (Some(one), Some(other)) => {
                precedence(one.promotion, other.promotion) == Ordering::Less
            }
            (one, other) => one.is_some() && other.is_none(),
        },
    }
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
