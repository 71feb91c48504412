//! Splitting a sum so that the parts add up to the fen.

/// Splits `total` by `weights`: each part is proportional, rounded so that the parts add up to `total` (largest
/// remainder, the earlier first among equals). With `total` at most the sum of the weights no part exceeds its weight.
/// Without any weight the parts are nothing.
#[must_use]
pub fn shares(total: i64, weights: &[i64]) -> Vec<i64> {
    let sum: i128 = weights.iter().map(|weight| i128::from((*weight).max(0))).sum();
    if sum == 0 || total <= 0 {
        return vec![0; weights.len()];
    }
    let exact = |weight: &i64| i128::from(total) * i128::from((*weight).max(0));
    let mut parts: Vec<i64> = weights.iter().map(|weight| whole(exact(weight) / sum)).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(exact(&weights[*at]) % sum));
    let missing = usize::try_from(total - parts.iter().sum::<i64>()).unwrap_or(0);
    for at in order.into_iter().take(missing) {
        parts[at] += 1;
    }
    parts
}

/// The part of `sum` that falls on pieces `before + 1 ..= before + now` of `of`. Whatever the steps in which the pieces
/// go, the parts add up to `sum` when all are gone.
#[must_use]
pub fn part_of(sum: i64, before: i64, now: i64, of: i64) -> i64 {
    up_to(sum, before.saturating_add(now), of) - up_to(sum, before, of)
}

fn up_to(sum: i64, pieces: i64, of: i64) -> i64 {
    if of <= 0 {
        return 0;
    }
    whole(i128::from(sum.max(0)) * i128::from(pieces.clamp(0, of)) / i128::from(of))
}

/// Both users stay below one of their `i64` operands.
fn whole(value: i128) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}
