//! Whether the rings of an area cross themselves or one another. A line may cross itself: a road may.

use super::{Corner, Ring};

/// A side, from its western end.
struct Side {
    from: Corner,
    to: Corner,
    ring: usize,
    at: usize,
}

/// So many pairs of sides are looked at, well below a second; outlines of real places need a few for each corner.
const MOST_PAIRS: usize = 20_000_000;

/// Whether any two sides that do not follow one another meet, or a ring lies flat; nothing where that would take too long to
/// say. Sides are walked from west to east, so that each is held against those only that it could meet.
pub(super) fn crosses(rings: &[Ring]) -> Option<bool> {
    let mut pairs = 0;
    let mut sides: Vec<Side> = Vec::new();
    for (ring, corners) in rings.iter().enumerate() {
        for (at, pair) in corners.windows(2).enumerate() {
            let (from, to) = (pair[0].min(pair[1]), pair[0].max(pair[1]));
            sides.push(Side { from, to, ring, at });
        }
    }
    sides.sort_by_key(|side| side.from.east);
    for (place, side) in sides.iter().enumerate() {
        for other in sides[place + 1..].iter().take_while(|other| other.from.east <= side.to.east) {
            pairs += 1;
            if pairs > MOST_PAIRS {
                return None;
            }
            if side.is_apart(other) {
                continue;
            }
            let count = rings[side.ring].len() - 1;
            let follow =
                side.ring == other.ring && ((side.at + 1) % count == other.at || (other.at + 1) % count == side.at);
            // Rings may touch at a corner: an outline and a hole in its edge.
            let wrong = if side.ring != other.ring {
                properly(side, other)
            } else if follow {
                folded(side, other)
            } else {
                meet(side, other)
            };
            if wrong {
                return Some(true);
            }
        }
    }
    Some(false)
}

impl Side {
    /// One lies wholly north of the other.
    fn is_apart(&self, other: &Self) -> bool {
        let span = |side: &Self| (side.from.north.min(side.to.north), side.from.north.max(side.to.north));
        let ((low, high), (other_low, other_high)) = (span(self), span(other));
        high < other_low || other_high < low
    }
}

/// On which side of a line a corner lies: 1, -1, or 0 on it.
fn turn(a: Corner, b: Corner, c: Corner) -> i8 {
    let wide = |x: i64| i128::from(x);
    let cross = wide(b.east - a.east) * wide(c.north - a.north) - wide(b.north - a.north) * wide(c.east - a.east);
    match cross {
        0 => 0,
        1.. => 1,
        _ => -1,
    }
}

fn meet(one: &Side, other: &Side) -> bool {
    let (a, b) = (turn(one.from, one.to, other.from), turn(one.from, one.to, other.to));
    let (c, d) = (turn(other.from, other.to, one.from), turn(other.from, other.to, one.to));
    let on = |side: &Side, corner: Corner| {
        let (low, high) = (side.from.north.min(side.to.north), side.from.north.max(side.to.north));
        (side.from.east..=side.to.east).contains(&corner.east) && (low..=high).contains(&corner.north)
    };
    (a != b && c != d)
        || (a == 0 && on(one, other.from))
        || (b == 0 && on(one, other.to))
        || (c == 0 && on(other, one.from))
        || (d == 0 && on(other, one.to))
}

/// Each passes through the other.
fn properly(one: &Side, other: &Side) -> bool {
    let (a, b) = (turn(one.from, one.to, other.from), turn(one.from, one.to, other.to));
    let (c, d) = (turn(other.from, other.to, one.from), turn(other.from, other.to, one.to));
    a * b < 0 && c * d < 0
}

/// Two sides that follow one another go back over themselves.
fn folded(one: &Side, other: &Side) -> bool {
    let ends = [one.from, one.to];
    let shared = ends.iter().find(|end| **end == other.from || **end == other.to);
    let Some(shared) = shared else { return false };
    let far = |side: &Side| if side.from == *shared { side.to } else { side.from };
    let (a, b) = (far(one), far(other));
    let wide = |x: i64| i128::from(x);
    let along = wide(a.east - shared.east) * wide(b.east - shared.east)
        + wide(a.north - shared.north) * wide(b.north - shared.north);
    turn(a, *shared, b) == 0 && along > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(corners: &[(i64, i64)]) -> Ring {
        corners.iter().map(|&(east, north)| Corner { east, north }).collect()
    }

    #[test]
    fn what_crosses_itself() {
        let check =
            |corners: &[(i64, i64)], expect: bool| assert_eq!(crosses(&[ring(corners)]), Some(expect), "{corners:?}");
        check(&[(0, 0), (4, 0), (4, 4), (0, 4), (0, 0)], false);
        check(&[(0, 0), (4, 4), (4, 0), (0, 4), (0, 0)], true);
        // Concave is not crossing.
        check(&[(0, 0), (4, 0), (4, 4), (2, 1), (0, 4), (0, 0)], false);
        // A needle goes out and comes back the same way.
        check(&[(0, 0), (4, 0), (8, 0), (4, 0), (4, 4), (0, 0)], true);
        // A corner on another side.
        check(&[(0, 0), (4, 0), (4, 4), (2, 0), (0, 4), (0, 0)], true);
        check(&[(0, 0), (2, 0), (4, 0), (0, 0)], true);
    }

    #[test]
    fn holes_may_touch_and_not_cross() {
        let outline = ring(&[(0, 0), (9, 0), (9, 9), (0, 9), (0, 0)]);
        let inside = ring(&[(2, 2), (2, 4), (4, 4), (2, 2)]);
        let across = ring(&[(5, 5), (5, 12), (7, 5), (5, 5)]);
        assert_eq!(crosses(&[outline.clone(), inside]), Some(false));
        assert_eq!(crosses(&[outline, across]), Some(true));
    }

    #[test]
    fn what_would_take_too_long_is_not_decided() {
        // A comb whose teeth all reach from west to east.
        let comb = |teeth: i64| {
            let tooth = |at: i64| [(0, at * 4), (90, at * 4 + 1), (90, at * 4 + 2), (0, at * 4 + 3)];
            let mut corners: Vec<(i64, i64)> = (0..teeth).flat_map(tooth).collect();
            corners.extend([(-9, teeth * 4), (-9, 0), (0, 0)]);
            ring(&corners)
        };
        assert_eq!(crosses(&[comb(500)]), Some(false));
        assert_eq!(crosses(&[comb(50_000)]), None);
        let round = |at: i64| (at, (at - 100_000) * (at - 100_000) / 1000);
        let mut wide: Vec<(i64, i64)> = (0..200_000).map(round).collect();
        wide.push(wide[0]);
        assert_eq!(crosses(&[ring(&wide)]), Some(false), "as many corners in the shape of a bowl");
    }
}
