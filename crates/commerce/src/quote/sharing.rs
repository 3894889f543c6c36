//! Arithmetic on minor units that loses none and never overflows, and the one way of sorting.

use std::cmp::Ordering;

/// `amount * part / whole`, half up. `part` is at most `whole`, and nothing of nothing is nothing.
pub(super) fn portion(amount: i64, part: i64, whole: i64) -> i64 {
    if whole <= 0 {
        return 0;
    }
    let (product, whole) = (wide(amount) * wide(part), wide(whole));
    narrow((2 * product + whole) / (2 * whole))
}

/// Shares `amount` out in proportion to `weights`, whose sum is at least the amount: no share is
/// above its weight, and together they are the amount. What rounding leaves goes to the largest
/// remainders, between equal ones to the first.
pub(super) fn share_out(amount: i64, weights: &[i64]) -> Vec<i64> {
    let whole = weights
        .iter()
        .fold(0, |sum: i64, weight| sum.saturating_add(*weight));
    if whole <= 0 {
        return vec![0; weights.len()];
    }
    let products = weights.iter().map(|weight| wide(amount) * wide(*weight));
    let (mut shares, remainders): (Vec<i64>, Vec<i64>) = products
        .map(|product| (narrow(product / wide(whole)), narrow(product % wide(whole))))
        .unzip();
    let left = shares
        .iter()
        .fold(amount, |left, share| left.saturating_sub(*share));
    let order = ordered(weights.len(), &|a, b| remainders[b].cmp(&remainders[a]));
    for at in order.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        shares[at] += 1;
    }
    shares
}

/// The places up to `n` in order, equal ones as they stand. Sorting by insertion, and not by what
/// the standard library has: a cart is short, and each sort of its own would weigh kilobytes.
pub(super) fn ordered(n: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order = Vec::with_capacity(n);
    for at in 0..n {
        let place = order.partition_point(|before| compare(*before, at) != Ordering::Greater);
        order.insert(place, at);
    }
    order
}

fn wide(minor: i64) -> u128 {
    u128::try_from(minor).unwrap_or(0)
}

fn narrow(minor: u128) -> i64 {
    i64::try_from(minor).unwrap_or(i64::MAX)
}
