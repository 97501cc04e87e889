//! Rows shared out among the processors, where no row needs to know of another.

/// Fewer rows are done before another processor has begun.
const FEWEST: usize = 1_000;

/// What comes of each share, in the order of the rows.
pub(super) fn side_by_side<R: Send, T: Send>(mut rows: Vec<R>, work: &(dyn Fn(Vec<R>) -> T + Sync)) -> Vec<T> {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let shares = processors.min(rows.len() / FEWEST).max(1);
    let size = rows.len().div_ceil(shares).max(1);
    std::thread::scope(|scope| {
        let mut others = Vec::new();
        while rows.len() > size {
            let share = rows.split_off(rows.len() - size);
            others.push(scope.spawn(move || work(share)));
        }
        let mut done = vec![work(rows)];
        let others = others.into_iter().rev().map(|other| other.join());
        done.extend(others.map(|other| other.unwrap_or_else(|panic| std::panic::resume_unwind(panic))));
        done
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_come_back_in_order() {
        for rows in [0, 1, 999, 2_500, 10_001] {
            let done = side_by_side((0..rows).collect(), &|share: Vec<usize>| share);
            assert_eq!(done.concat(), (0..rows).collect::<Vec<_>>());
        }
    }
}
