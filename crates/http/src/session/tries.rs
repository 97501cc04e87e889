//! How often somebody was refused, by the address he came from: beside the lock of an account, which does not see one guess
//! at each of a thousand logins. In memory, bounded, forgotten with the server.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

use kernel::{Instant, Problem};
use rules::sign_in::FROM_ONE_ADDRESS;

use crate::problem::TOO_MANY;

/// So many addresses are known at once; of more the one that was first refused is forgotten.
const ROOM: usize = 4_096;

/// What is knocked at. An old token in some script does not keep the people of its office out.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Door {
    /// Where people sign in.
    People,
    /// Where programs bring their tokens.
    Programs,
}

type From = (Door, IpAddr);

/// What is known.
#[derive(Clone, Default)]
pub(crate) struct Tries(Arc<Mutex<HashMap<From, Window>>>);

/// Refusals from one address since the first of them.
struct Window {
    since: Instant,
    count: u32,
}

/// A try under way: counted as a failure until it is given back. Nothing where the address is not known.
pub(crate) struct Place(Option<From>);

impl Tries {
    /// Counts a try before it is looked at: a hundred at once are as many as one by one. Refused where there were too many;
    /// whoever sits at this machine never is.
    pub fn take(&self, door: Door, from: Option<IpAddr>, now: Instant) -> Result<Place, Problem> {
        let Some(from) = from.map(|from| (door, from)) else { return Ok(Place(None)) };
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !all.contains_key(&from) && all.len() >= ROOM {
            all.retain(|_, window| now < window.ends());
            let first = all.iter().min_by_key(|(_, window)| window.since).map(|(from, _)| *from);
            if let Some(first) = first.filter(|_| all.len() >= ROOM) {
                all.remove(&first);
            }
        }
        let window = all.entry(from).or_insert(Window { since: now, count: 0 });
        if window.ends() <= now {
            *window = Window { since: now, count: 0 };
        }
        if window.count >= FROM_ONE_ADDRESS.0 {
            return Err(too_many(window.ends().millis() - now.millis()));
        }
        window.count += 1;
        Ok(Place(Some(from)))
    }

    /// It was no failure.
    pub fn give_back(&self, place: Place) {
        let Some(from) = place.0 else { return };
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(window) = all.get_mut(&from) {
            window.count = window.count.saturating_sub(1);
            if window.count == 0 {
                all.remove(&from);
            }
        }
    }
}

impl Window {
    fn ends(&self) -> Instant {
        Instant::from_millis(self.since.millis() + FROM_ONE_ADDRESS.1 * 60_000)
    }
}

/// Its detail is what `Retry-After` says.
fn too_many(millis: i64) -> Problem {
    let seconds = millis.div_euclid(1_000) + 1;
    Problem::new(TOO_MANY, "从这里来的登录错得太多，先停一停。")
        .hint(format!("请过{}分钟再试；口令没有因此改变。", seconds.div_euclid(60) + 1))
        .detail(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Instant {
        Instant::from_millis(minute * 60_000)
    }

    fn address(number: u32) -> Option<IpAddr> {
        Some(IpAddr::from(number.to_be_bytes()))
    }

    #[test]
    fn the_thirty_first_waits_and_others_do_not() {
        let tries = Tries::default();
        let take = |from, minute| tries.take(Door::People, from, at(minute));
        for _ in 0..30 {
            assert!(take(address(1), 0).is_ok());
        }
        let refused = take(address(1), 5).err().expect("refused");
        assert_eq!((refused.code.as_str(), refused.detail.as_deref()), (TOO_MANY, Some("601")));
        assert!(take(address(2), 5).is_ok() && tries.take(Door::Programs, address(1), at(5)).is_ok());
        assert!(take(address(1), 15).is_ok(), "it passes");
        for _ in 0..100 {
            assert!(take(None, 0).is_ok(), "this machine is never kept out");
        }
    }

    #[test]
    fn who_is_let_in_is_not_counted() {
        let tries = Tries::default();
        for _ in 0..100 {
            let Ok(place) = tries.take(Door::People, address(1), at(0)) else { panic!("a place") };
            tries.give_back(place);
        }
        assert!(tries.0.lock().expect("whole").is_empty());
    }

    #[test]
    fn a_crowd_of_addresses_takes_no_more_room() {
        let tries = Tries::default();
        for number in 0..10_000 {
            assert!(tries.take(Door::People, address(number), at(i64::from(number) / 1_000)).is_ok());
        }
        assert_eq!(tries.0.lock().expect("whole").len(), ROOM);
    }
}
