//! How long and how large, on the ellipsoid of CGCS2000. Of the places of a township, within a part in ten thousand. The
//! same sums are done in `web/src/map/earth.ts`; both are held against the same known values.

use super::{Corner, PER_DEGREE, Ring};

/// Half the axis through the equator, in metres.
const AXIS: f64 = 6_378_137.0;
const FLATTENING: f64 = 1.0 / 298.257_222_101;
/// The eccentricity squared.
const SQUARED: f64 = FLATTENING * (2.0 - FLATTENING);

/// Metres along a line, each part by the curvatures of its middle.
pub(super) fn length(corners: &[Corner]) -> f64 {
    corners.windows(2).map(|pair| between(pair[0], pair[1])).sum()
}

/// Square metres, without the holes.
pub(super) fn area(areas: &[Vec<Ring>]) -> f64 {
    let one = |rings: &Vec<Ring>| {
        let (outline, holes) = rings.split_first()?;
        Some(of_ring(outline) - holes.iter().map(|hole| of_ring(hole)).sum::<f64>())
    };
    areas.iter().filter_map(one).sum()
}

fn between(a: Corner, b: Corner) -> f64 {
    let middle = (radians(a.north) + radians(b.north)) / 2.0;
    let flat = 1.0 - SQUARED * middle.sin().powi(2);
    let (meridian, across) = (AXIS * (1.0 - SQUARED) / flat.powf(1.5), AXIS / flat.sqrt());
    let north = meridian * (radians(b.north) - radians(a.north));
    let east = across * middle.cos() * (radians(b.east) - radians(a.east));
    north.hypot(east)
}

/// By the cylinder that keeps areas: its corners are as far up as the area below them is large.
fn of_ring(ring: &[Corner]) -> f64 {
    let first = ring.first().map_or(0, |corner| corner.east);
    let twice = ring.windows(2).map(|pair| {
        let (a, b) = (pair[0], pair[1]);
        let (x, y) = (radians(a.east - first), radians(b.east - first));
        (x - y) * (height(radians(a.north)) + height(radians(b.north)))
    });
    (twice.sum::<f64>() * AXIS / 2.0).abs()
}

fn height(latitude: f64) -> f64 {
    let (sine, e) = (latitude.sin(), SQUARED.sqrt());
    let part = sine / (1.0 - SQUARED * sine * sine);
    AXIS / 2.0 * (1.0 - SQUARED) * (part - ((1.0 - e * sine) / (1.0 + e * sine)).ln() / (2.0 * e))
}

fn radians(whole: i64) -> f64 {
    (whole as f64 / PER_DEGREE as f64).to_radians()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(east: f64, north: f64) -> Corner {
        Corner { east: (east * 1e7).round() as i64, north: (north * 1e7).round() as i64 }
    }

    fn near(found: f64, expect: f64, part: f64) {
        assert!((found / expect - 1.0).abs() < part, "{found}, not {expect}");
    }

    #[test]
    fn known_lengths() {
        // A degree of the meridian about 45°, and of the parallels of 0° and 30°, as tables of the ellipsoid give them.
        near(length(&[at(110.0, 44.5), at(110.0, 45.5)]), 111_131.8, 1e-5);
        near(length(&[at(110.0, 0.0), at(111.0, 0.0)]), 111_319.49, 1e-6);
        near(length(&[at(110.0, 30.0), at(111.0, 30.0)]), 96_486.3, 1e-5);
    }

    #[test]
    fn known_areas() {
        // An eighth part of the ellipsoid, whose whole is 510,065,621.7 square kilometres.
        let eighth = vec![at(0.0, 0.0), at(90.0, 0.0), at(90.0, 90.0), at(0.0, 90.0), at(0.0, 0.0)];
        near(area(&[vec![eighth]]), 510_065_621.7e6 / 8.0, 1e-9);
        let square = |from: f64, to: f64| {
            vec![
                at(from, from - 80.0),
                at(to, from - 80.0),
                at(to, to - 80.0),
                at(from, to - 80.0),
                at(from, from - 80.0),
            ]
        };
        let (large, hole) = (square(110.0, 110.1), square(110.02, 110.05));
        let (whole, less) = (area(&[vec![large.clone()]]), area(&[vec![large, hole.clone()]]));
        near(whole - less, area(&[vec![hole]]), 1e-9);
    }
}
