//! Places: points, lines and areas as GeoJSON in CGCS2000.
//!
//! - [`read`]: what was handed in, and why it is not a place
//! - [`crossing`]: whether a line of corners crosses itself
//! - [`measure`]: how long, how large
//! - [`simplify`]: the same outline by fewer corners
//!
//! Corners are whole numbers of ten-millionths of a degree, about a centimetre, so that every machine decides alike.

mod crossing;
mod measure;
mod read;
mod simplify;

pub use read::{Kind, Wrong, read, typed};
pub use simplify::simplified;

/// So many of them are a degree.
pub const PER_DEGREE: i64 = 10_000_000;

/// A corner: degrees east and north, in ten-millionths.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Corner {
    /// Degrees east.
    pub east: i64,
    /// Degrees north.
    pub north: i64,
}

/// A closed line of corners; the last is the first again.
pub type Ring = Vec<Corner>;

/// A place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Shape {
    /// A point.
    Point(Corner),
    /// A line.
    Line(Vec<Corner>),
    /// Areas, each an outline and the holes in it; one, but where something lies in several pieces.
    Areas(Vec<Vec<Ring>>),
}

impl Shape {
    /// As GeoJSON.
    pub fn to_geojson(&self) -> String {
        let (kind, coordinates) = match self {
            Self::Point(corner) => ("Point", corner.to_json()),
            Self::Line(corners) => ("LineString", list(corners, |corner| corner.to_json())),
            Self::Areas(areas) => match areas.as_slice() {
                [one] => ("Polygon", area(one)),
                several => ("MultiPolygon", list(several, |one| area(one))),
            },
        };
        format!(r#"{{"type":"{kind}","coordinates":{coordinates}}}"#)
    }

    /// As a person writes it into a cell, and an import reads it: `经度,纬度`; lines and areas as GeoJSON, which map programs read.
    pub fn as_typed(&self) -> String {
        match self {
            Self::Point(Corner { east, north }) => format!("{},{}", degrees(*east, 7), degrees(*north, 7)),
            _ => self.to_geojson(),
        }
    }

    /// What is kept in a record; nothing where it is no place, as before it was looked at so closely. It was judged when it
    /// was written.
    pub fn kept(text: &str) -> Option<Self> {
        let json = serde_json::from_str(text).ok()?;
        [Kind::Point, Kind::Line, Kind::Area].into_iter().find_map(|kind| read::read_again(&json, kind).ok())
    }

    /// In a few words: where a point is, how long a line, how large an area.
    pub fn in_words(&self) -> String {
        match self {
            Self::Point(Corner { east, north }) => format!("{}, {}", degrees(*east, 5), degrees(*north, 5)),
            Self::Line(corners) => match measure::length(corners) {
                metres if metres < 1000.0 => format!("约{metres:.0}米"),
                metres => format!("约{:.2}公里", metres / 1000.0),
            },
            Self::Areas(areas) => format!("约{}亩", mu(measure::area(areas))),
        }
    }

    /// How many corners it has.
    pub fn corners(&self) -> usize {
        match self {
            Self::Point(_) => 1,
            Self::Line(corners) => corners.len(),
            Self::Areas(areas) => areas.iter().flatten().map(Vec::len).sum(),
        }
    }
}

impl Corner {
    fn to_json(self) -> String {
        format!("[{},{}]", degrees(self.east, 7), degrees(self.north, 7))
    }
}

fn mu(square_metres: f64) -> String {
    let mu = square_metres * 3.0 / 2000.0;
    if mu < 100.0 { format!("{mu:.2}") } else { format!("{mu:.0}") }
}

fn area(rings: &[Ring]) -> String {
    list(rings, |ring| list(ring, |corner| corner.to_json()))
}

fn list<T>(items: &[T], write: impl Fn(&T) -> String) -> String {
    format!("[{}]", items.iter().map(write).collect::<Vec<_>>().join(","))
}

/// Degrees with so many places at most, and no zeros behind.
fn degrees(whole: i64, places: u32) -> String {
    let step = 10_i64.pow(7 - places);
    // Nothing lies west or south of the country, so this is half up.
    let rounded = (whole + step / 2) / step;
    let unit = 10_i64.pow(places);
    let text = format!("{}.{:0width$}", rounded / unit, rounded % unit, width = places as usize);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Option<String> {
        Shape::kept(text).map(|shape| shape.in_words())
    }

    #[test]
    fn places_in_a_few_words() {
        let check = |text: &str, expect: Option<&str>| assert_eq!(words(text).as_deref(), expect, "{text}");
        check(r#"{"type":"Point","coordinates":[110.25,30.1234567]}"#, Some("110.25, 30.12346"));
        check(r#"{"type":"LineString","coordinates":[[110,30],[110,30.001]]}"#, Some("约111米"));
        check(r#"{"type":"LineString","coordinates":[[110,29.5],[110,30.5]]}"#, Some("约110.85公里"));
        check(
            r#"{"type":"Polygon","coordinates":[[[110,30],[110.001,30],[110.001,30.001],[110,30.001],[110,30]]]}"#,
            Some("约16.04亩"),
        );
        check("村口", None);
        // It is not judged a second time.
        check(
            r#"{"type":"Polygon","coordinates":[[[110,30],[110.001,30.001],[110.001,30],[110,30.002],[110,30]]]}"#,
            Some("约8.02亩"),
        );
    }

    #[test]
    fn written_and_read_again_it_is_the_same() {
        for text in [
            r#"{"type":"Point","coordinates":[110.25,30.1234567]}"#,
            r#"{"type":"MultiPolygon","coordinates":[[[[110,30],[111,30],[111,31],[110,30]]],[[[112,30],[113,30],[113,31],[112,30]]]]}"#,
        ] {
            assert_eq!(Shape::kept(text).map(|shape| shape.to_geojson()).as_deref(), Some(text));
        }
        let point = Shape::Point(Corner { east: 1_102_500_000, north: 301_234_567 });
        assert_eq!(point.as_typed(), "110.25,30.1234567");
        assert_eq!(typed(&point.as_typed()), Ok(point));
    }
}
