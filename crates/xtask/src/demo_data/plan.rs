//! The lie of the invented township: a round of land cut into seven villages, each the land that is nearest to its own
//! middle, with borders that bend a little. No such place is there; it only has to look like one.

use std::{collections::BTreeMap, f64::consts::TAU};

use super::world::VILLAGES;

/// Ten-millionths of a degree, east and north.
type Corner = (i64, i64);

/// The middle of the township.
const MIDDLE: (f64, f64) = (110.2500, 30.1200);
/// A degree east is shorter here than a degree north.
const NARROWER: f64 = 0.865;
const TOWNSHIP_CODE: u64 = 990_101_200_000;

/// The middles of the villages, in thousandths of a degree from that of the township.
const MIDDLES: [(f64, f64); 7] =
    [(-4.0, 3.0), (34.0, 18.0), (6.0, -36.0), (44.0, -22.0), (-40.0, 24.0), (-36.0, -22.0), (2.0, 42.0)];

/// A place in a village, as a clerk writes it; the same for the same number.
pub fn place(village: usize, number: usize) -> String {
    // A spiral of equal turns spreads any count of places evenly.
    let turn = number as f64 * 2.399_963;
    let far = 2.0 + 7.5 * (((number % 17) as f64 + 0.5) / 17.0).sqrt();
    let (east, north) = MIDDLES[village];
    let degrees = |middle: f64, off: f64| middle + off / 1000.0;
    let east = degrees(MIDDLE.0, (east + far * turn.cos()) / NARROWER);
    let north = degrees(MIDDLE.1, north + far * turn.sin());
    format!("{east:.4},{north:.4}")
}

/// A field of a village, so wide and so long in metres, as GeoJSON; one number beside the other on both sides of a path.
pub fn field(village: usize, number: usize, width: i64, length: i64) -> String {
    const METRES: f64 = 111_320.0;
    let (east, north) = MIDDLES[village];
    let column = (number / 2) as f64;
    // Above the path, or below it.
    let side = if number.is_multiple_of(2) { 1.0 } else { -1.0 };
    let corner = |x: f64, y: f64| {
        let (x, y) = (column * 130.0 + x, side * (8.0 + y));
        let east = MIDDLE.0 + (east / 1000.0 + x / METRES) / NARROWER;
        let north = MIDDLE.1 + north / 1000.0 + y / METRES;
        format!("[{east:.6},{north:.6}]")
    };
    let (width, length) = (width as f64, length as f64);
    let corners = [corner(0.0, 0.0), corner(width, 0.0), corner(width, length), corner(0.0, length), corner(0.0, 0.0)];
    format!("{{\"type\":\"Polygon\",\"coordinates\":[[{}]]}}", corners.join(","))
}

/// The outlines of the township and its villages as GeoJSON.
pub fn outlines() -> String {
    let villages: Vec<Vec<Corner>> = (0..MIDDLES.len()).map(land).collect();
    let mut features = vec![feature("云溪乡", TOWNSHIP_CODE, &bent(&outer(&villages)))];
    for ((name, corners), number) in VILLAGES.iter().zip(&villages).zip(201..) {
        features.push(feature(name, TOWNSHIP_CODE + number, &bent(corners)));
    }
    format!(
        "{{\"type\":\"FeatureCollection\",\"name\":\"虚构的示范边界，不是任何真实的地方\",\"features\":[\n{}\n]}}\n",
        features.join(",\n")
    )
}

fn feature(name: &str, code: u64, ring: &[Corner]) -> String {
    let degrees = |whole: i64| format!("{}.{:05}", whole / 10_000_000, whole % 10_000_000 / 100);
    let corners: Vec<String> = ring
        .iter()
        .chain(ring.first())
        .map(|(east, north)| format!("[{},{}]", degrees(*east), degrees(*north)))
        .collect();
    format!(
        "{{\"type\":\"Feature\",\"properties\":{{\"code\":\"{code}\",\"name\":\"{name}\"}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[{}]]}}}}",
        corners.join(",")
    )
}

/// The corners of a village's land, against the clock, without bends.
fn land(village: usize) -> Vec<Corner> {
    let mut corners: Vec<(f64, f64)> = (0..14)
        .map(|at| {
            let turn = f64::from(at) / 14.0 * TAU;
            let far = 66.0 + 5.0 * (turn * 3.0 + 1.0).sin();
            (far * turn.cos(), far * turn.sin())
        })
        .collect();
    let own = MIDDLES[village];
    for other in MIDDLES.iter().filter(|other| **other != own) {
        corners = nearer(&corners, own, *other);
    }
    let whole = |degrees: f64| (degrees * 100_000.0).round() as i64 * 100;
    corners.iter().map(|(x, y)| (whole(MIDDLE.0 + x / 1000.0 / NARROWER), whole(MIDDLE.1 + y / 1000.0))).collect()
}

/// What of a land lies nearer to one middle than to another.
fn nearer(corners: &[(f64, f64)], own: (f64, f64), other: (f64, f64)) -> Vec<(f64, f64)> {
    let middle = ((own.0 + other.0) / 2.0, (own.1 + other.1) / 2.0);
    let beyond = |at: (f64, f64)| (at.0 - middle.0) * (other.0 - own.0) + (at.1 - middle.1) * (other.1 - own.1);
    let mut kept = Vec::new();
    for (at, from) in corners.iter().enumerate() {
        let to = corners[(at + 1) % corners.len()];
        let (a, b) = (beyond(*from), beyond(to));
        if a <= 0.0 {
            kept.push(*from);
        }
        if (a < 0.0 && b > 0.0) || (a > 0.0 && b < 0.0) {
            let part = a / (a - b);
            kept.push((from.0 + part * (to.0 - from.0), from.1 + part * (to.1 - from.1)));
        }
    }
    kept
}

/// The sides that belong to one village alone, joined to one ring.
fn outer(villages: &[Vec<Corner>]) -> Vec<Corner> {
    let sides = |ring: &Vec<Corner>| -> Vec<(Corner, Corner)> {
        (0..ring.len()).map(|at| (ring[at], ring[(at + 1) % ring.len()])).collect()
    };
    let all: Vec<(Corner, Corner)> = villages.iter().flat_map(sides).collect();
    let alone: BTreeMap<Corner, Corner> =
        all.iter().filter(|(from, to)| !all.contains(&(*to, *from))).copied().collect();
    let Some(first) = alone.keys().next().copied() else { return Vec::new() };
    let mut ring = vec![first];
    while let Some(next) = ring.last().and_then(|last| alone.get(last)).filter(|next| **next != first) {
        ring.push(*next);
        assert!(ring.len() <= alone.len(), "the land has a hole");
    }
    ring
}

/// Each side bent three times over; two villages bend the side between them alike.
fn bent(ring: &[Corner]) -> Vec<Corner> {
    let mut ring = ring.to_vec();
    for _ in 0..3 {
        ring = (0..ring.len()).flat_map(|at| [ring[at], bend(ring[at], ring[(at + 1) % ring.len()])]).collect();
    }
    ring
}

fn bend(from: Corner, to: Corner) -> Corner {
    let (a, b) = (from.min(to), from.max(to));
    // From where the side lies, not from who asks.
    let mixed = (a.0 * 31 + a.1 * 17 + b.0 * 13 + b.1 * 7) as u64;
    let chance = (mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) as f64 / f64::from(1 << 24) - 0.5;
    let off = |across: i64| (across as f64 * chance * 0.3 / 100.0).round() as i64 * 100;
    ((a.0 + b.0) / 200 * 100 - off(b.1 - a.1), (a.1 + b.1) / 200 * 100 + off(b.0 - a.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_villages_are_the_township_without_gaps() {
        let twice = |ring: &[Corner]| -> i128 {
            let sides = (0..ring.len()).map(|at| (ring[at], ring[(at + 1) % ring.len()]));
            sides.map(|(a, b)| i128::from(a.0) * i128::from(b.1) - i128::from(b.0) * i128::from(a.1)).sum()
        };
        let villages: Vec<Vec<Corner>> = (0..MIDDLES.len()).map(land).collect();
        let township = bent(&outer(&villages));
        let parts: i128 = villages.iter().map(|ring| twice(&bent(ring))).sum();
        assert!(parts > 0);
        assert_eq!(twice(&township), parts);
    }
}
