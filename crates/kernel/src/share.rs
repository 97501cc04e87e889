//! Work shared out among the processors, where no item needs to know of another.

/// Fewer items are done before another processor has begun.
const FEWEST: usize = 1_000;

/// What comes of each share, in the order of the items; a share whose work panics panics here.
pub fn side_by_side<I: Send, T: Send>(items: Vec<I>, work: &(dyn Fn(Vec<I>) -> T + Sync)) -> Vec<T> {
    shared_out(items, FEWEST, work)
}

/// How many do something at the same time.
pub fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// See [`side_by_side`]; for items of which so many are worth another processor.
pub fn shared_out<I: Send, T: Send>(mut items: Vec<I>, fewest: usize, work: &(dyn Fn(Vec<I>) -> T + Sync)) -> Vec<T> {
    let shares = processors().min(items.len() / fewest.max(1)).max(1);
    let size = items.len().div_ceil(shares).max(1);
    std::thread::scope(|scope| {
        let mut others = Vec::new();
        while items.len() > size {
            let share = items.split_off(items.len() - size);
            others.push(scope.spawn(move || work(share)));
        }
        let mut done = vec![work(items)];
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
        for rows in [0, 1, 2, 999, 2_500, 10_001] {
            let done = side_by_side((0..rows).collect(), &|share: Vec<usize>| share);
            assert_eq!(done.concat(), (0..rows).collect::<Vec<_>>());
            let done = shared_out((0..rows).collect(), 1, &|share: Vec<usize>| share);
            assert_eq!(done.concat(), (0..rows).collect::<Vec<_>>());
        }
    }
}
