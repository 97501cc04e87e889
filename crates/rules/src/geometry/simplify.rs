//! The same outline by fewer corners, for what is only drawn.

use super::{Corner, Ring, Shape, crossing::crosses};

/// The least that is left out, in ten-millionths of a degree: about a metre.
const FINEST: i64 = 100;
const COARSEST: i64 = 1_000_000;

/// The shape with so many corners at most: corners that lie near the line between others are left out, holes that vanish
/// so, too. What would come to cross itself stays as it is, and so does what cannot be made simpler.
pub fn simplified(shape: Shape, most: usize) -> Shape {
    let mut near = FINEST;
    let mut best = shape;
    while best.corners() > most && near <= COARSEST {
        best = match best {
            Shape::Point(corner) => return Shape::Point(corner),
            Shape::Line(corners) => Shape::Line(thinned(&corners, near)),
            Shape::Areas(areas) => Shape::Areas(areas.into_iter().map(|rings| thinner(rings, near)).collect()),
        };
        near *= 2;
    }
    best
}

fn thinner(rings: Vec<Ring>, near: i64) -> Vec<Ring> {
    let (outline, holes) = match rings.split_first() {
        Some((outline, holes)) => (outline, holes),
        None => return rings,
    };
    let outline_thinned = ring(outline, near).unwrap_or_else(|| outline.clone());
    let thin: Vec<Ring> =
        std::iter::once(outline_thinned).chain(holes.iter().filter_map(|hole| ring(hole, near))).collect();
    if crosses(&thin) { rings } else { thin }
}

/// Cut in two at the corner farthest from its first, so that neither half ends where it begins.
fn ring(corners: &[Corner], near: i64) -> Option<Ring> {
    let first = *corners.first()?;
    let far =
        |corner: &Corner| i128::from(corner.east - first.east).pow(2) + i128::from(corner.north - first.north).pow(2);
    let middle = (0..corners.len()).max_by_key(|at| far(&corners[*at]))?;
    let mut thin = thinned(&corners[..=middle], near);
    thin.pop();
    thin.extend(thinned(&corners[middle..], near));
    (thin.len() >= 4).then_some(thin)
}

/// Douglas and Peucker's way, with a list of what is still to do instead of calls within calls.
fn thinned(corners: &[Corner], near: i64) -> Vec<Corner> {
    let mut keep = vec![false; corners.len()];
    let mut todo = vec![(0, corners.len().saturating_sub(1))];
    for end in [0, corners.len().saturating_sub(1)] {
        if let Some(kept) = keep.get_mut(end) {
            *kept = true;
        }
    }
    while let Some((from, to)) = todo.pop() {
        let farthest = (from + 1..to).max_by_key(|at| off(corners[from], corners[to], corners[*at]));
        let Some(at) = farthest.filter(|at| off(corners[from], corners[to], corners[*at]) > i128::from(near).pow(2))
        else {
            continue;
        };
        keep[at] = true;
        todo.extend([(from, at), (at, to)]);
    }
    corners.iter().zip(keep).filter_map(|(corner, kept)| kept.then_some(*corner)).collect()
}

/// How far a corner is from the line between two others, squared.
fn off(a: Corner, b: Corner, c: Corner) -> i128 {
    let (x, y) = (i128::from(b.east - a.east), i128::from(b.north - a.north));
    let (u, v) = (i128::from(c.east - a.east), i128::from(c.north - a.north));
    let long = x * x + y * y;
    if long == 0 { u * u + v * v } else { (x * v - y * u).pow(2) / long }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_corners_and_the_same_outline() {
        let corner = |at: usize| {
            let turn = at as f64 / 5000.0 * std::f64::consts::TAU;
            let far = 200_000.0 * (1.0 + 0.05 * (turn * 40.0).sin());
            Corner { east: 1_100_000_000 + (far * turn.cos()) as i64, north: 300_000_000 + (far * turn.sin()) as i64 }
        };
        let mut round: Ring = (0..5000).map(corner).collect();
        round.push(round[0]);
        let whole = vec![vec![round]];
        let large = super::super::measure::area(&whole);
        let Shape::Areas(thin) = simplified(Shape::Areas(whole), 400) else { panic!("no area") };
        assert!(thin[0][0].len() <= 400 && thin[0][0].len() > 40, "{}", thin[0][0].len());
        assert_eq!(thin[0][0].first(), thin[0][0].last());
        assert!(!crosses(&thin[0]));
        let small = super::super::measure::area(&thin);
        assert!((small / large - 1.0).abs() < 0.01, "{small} of {large}");
    }
}
