//! The same outline by fewer corners, for what is only drawn.

use super::{Corner, Ring, Shape, crossing::crosses, measure};

/// The least that is left out, in ten-millionths of a degree: about a metre.
const FINEST: i64 = 100;
const COARSEST: i64 = 1_000_000;

/// A long line is thinned in pieces of so many corners, so that a hundred thousand take no longer than their number.
const PIECE: usize = 500;

/// The shape with so many corners at most: corners that lie near the line between others are left out, holes that vanish
/// so, too. What would come to cross itself stays as it is. Where all that is not enough, what is least seen goes: holes,
/// how an outline winds, the smallest pieces.
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
    match best {
        Shape::Line(corners) if corners.len() > most => Shape::Line(every_so_many(&corners, most)),
        Shape::Areas(areas) if areas.iter().flatten().map(Vec::len).sum::<usize>() > most => {
            Shape::Areas(largest(areas, most))
        }
        best => best,
    }
}

/// The ends of a line and corners between them, equally many apart.
fn every_so_many(corners: &[Corner], most: usize) -> Vec<Corner> {
    let (last, gaps) = (corners.len() - 1, most - 1);
    (0..=gaps).map(|at| corners[at * last / gaps]).collect()
}

/// Without holes, the largest that are within the number; an outline that alone is beyond it is told by what it lies in.
fn largest(areas: Vec<Vec<Ring>>, most: usize) -> Vec<Vec<Ring>> {
    let outlines = areas.into_iter().filter_map(|rings| rings.into_iter().next());
    let mut areas: Vec<Vec<Ring>> =
        outlines.map(|ring| vec![if ring.len() > most { around(&ring) } else { ring }]).collect();
    let size = |area: &Vec<Ring>| measure::area(std::slice::from_ref(area));
    areas.sort_by(|one, other| size(other).total_cmp(&size(one)));
    let mut corners = 0;
    areas.retain(|area| {
        corners += area[0].len();
        corners <= most
    });
    areas
}

/// The rectangle in which a ring lies.
fn around(ring: &[Corner]) -> Ring {
    let ends = |of: fn(&Corner) -> i64| {
        let all = || ring.iter().map(of);
        (all().min().unwrap_or_default(), all().max().unwrap_or_default())
    };
    let ((west, east), (south, north)) = (ends(|corner| corner.east), ends(|corner| corner.north));
    let corners = [(west, south), (east, south), (east, north), (west, north), (west, south)];
    corners.map(|(east, north)| Corner { east, north }).into()
}

fn thinner(rings: Vec<Ring>, near: i64) -> Vec<Ring> {
    let (outline, holes) = match rings.split_first() {
        Some((outline, holes)) => (outline, holes),
        None => return rings,
    };
    let outline_thinned = ring(outline, near).unwrap_or_else(|| outline.clone());
    let thin: Vec<Ring> =
        std::iter::once(outline_thinned).chain(holes.iter().filter_map(|hole| ring(hole, near))).collect();
    let corners = |rings: &[Ring]| rings.iter().map(Vec::len).sum::<usize>();
    if corners(&thin) < corners(&rings) && crosses(&thin) == Some(false) { thin } else { rings }
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
    let Some(last) = corners.len().checked_sub(1) else { return Vec::new() };
    let mut keep: Vec<bool> = (0..=last).map(|at| at % PIECE == 0 || at == last).collect();
    let mut todo: Vec<(usize, usize)> = (0..=last).step_by(PIECE).map(|from| (from, last.min(from + PIECE))).collect();
    while let Some((from, to)) = todo.pop() {
        let off = |at: usize| off(corners[from], corners[to], corners[at]);
        let Some(at) = (from + 1..to).max_by_key(|at| off(*at).0) else { continue };
        let (far, long) = off(at);
        if i128::from(far).pow(2) <= i128::from(near).pow(2) * i128::from(long) {
            continue;
        }
        keep[at] = true;
        todo.extend([(from, at), (at, to)]);
    }
    corners.iter().zip(keep).filter_map(|(corner, kept)| kept.then_some(*corner)).collect()
}

/// How far a corner is from the line between two others, times how long that line is; and that length squared. Degrees of
/// the country leave room in these numbers.
fn off(a: Corner, b: Corner, c: Corner) -> (i64, i64) {
    let (x, y) = (b.east - a.east, b.north - a.north);
    let (u, v) = (c.east - a.east, c.north - a.north);
    match x * x + y * y {
        0 => ((u * u + v * v).isqrt(), 1),
        long => ((x * v - y * u).abs(), long),
    }
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
        assert_eq!(crosses(&thin[0]), Some(false));
        let small = super::super::measure::area(&thin);
        assert!((small / large - 1.0).abs() < 0.01, "{small} of {large}");
    }
    fn square(east: i64, north: i64, side: i64) -> Ring {
        let corners = [(0, 0), (side, 0), (side, side), (0, side), (0, 0)];
        corners.map(|(x, y)| Corner { east: 1_100_000_000 + east + x, north: 300_000_000 + north + y }).into()
    }

    #[test]
    fn what_cannot_be_made_simpler_has_few_corners_too() {
        // A hundred pieces with a hole in each: no corner of a square lies near a line.
        let side = |at: i64| 10_000_000 + at * 1000;
        let piece = |at: i64| {
            vec![square(at * 20_000_000, 0, side(at)), square(at * 20_000_000 + 2_000_000, 2_000_000, 5_000_000)]
        };
        let Shape::Areas(few) = simplified(Shape::Areas((0..10).map(piece).collect()), 60) else { panic!("no area") };
        assert_eq!(few.iter().map(Vec::len).collect::<Vec<_>>(), [1; 10], "holes go first");
        let Shape::Areas(few) = simplified(Shape::Areas((0..30).map(piece).collect()), 60) else { panic!("no area") };
        let largest: Vec<Vec<Ring>> = (18..30).rev().map(|at| vec![square(at * 20_000_000, 0, side(at))]).collect();
        assert_eq!(few, largest);

        // So small that three corners would be left of it.
        let corner = |at: i64| Corner { east: 1_100_000_000 + at, north: 300_000_000 + at * at % 7 };
        let mut tiny: Ring = (0..90).map(corner).collect();
        tiny.extend([Corner { east: 1_100_000_090, north: 300_000_050 }, corner(0)]);
        let around = simplified(Shape::Areas(vec![vec![tiny]]), 60);
        assert_eq!(around.corners(), 5);

        let there_and_back =
            |at: i64| Corner { east: 1_100_000_000 + at % 2 * 30_000_000, north: 300_000_000 + at * 150_000 };
        let line: Vec<Corner> = (0..2001).map(there_and_back).collect();
        let Shape::Line(few) = simplified(Shape::Line(line.clone()), 60) else { panic!("no line") };
        assert_eq!((few.len(), few.first(), few.last()), (60, line.first(), line.last()));
    }

    #[test]
    fn a_long_line_is_thinned_in_pieces() {
        let line: Vec<Corner> =
            (0..1200).map(|at| Corner { east: 1_100_000_000 + at * 1000, north: 300_000_000 }).collect();
        assert_eq!(thinned(&line, FINEST), [0, 500, 1000, 1199].map(|at| line[at]));
        assert_eq!(simplified(Shape::Line(line.clone()), 3), Shape::Line(vec![line[0], line[1199]]));
    }
}
