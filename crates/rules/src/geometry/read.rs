//! What was handed in as a place.

use serde_json::Value as Json;

use super::{Corner, PER_DEGREE, Ring, Shape, crossing::crosses};
use crate::convert::halfwidth;

/// What kind of place is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A point.
    Point,
    /// A line.
    Line,
    /// An area, in one piece or several.
    Area,
}

/// Why something is not the place that is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wrong {
    /// Not written as a place at all, or of another kind.
    NotOne,
    /// Beyond the country.
    Abroad,
    /// North stands before east.
    Swapped,
    /// Metres of a map, not degrees.
    Projected,
    /// Too few corners that differ.
    TooFew,
    /// A ring that does not end where it began.
    Open,
    /// It crosses itself.
    Crosses,
    /// So winding that nobody could say in time whether it crosses itself.
    TooWinding,
    /// More corners than this.
    TooMany(usize),
}

impl Kind {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Point => "点",
            Self::Line => "线",
            Self::Area => "面",
        }
    }
}

impl Wrong {
    /// What is wrong with it, and what to do; to be said after the name of the field or unit.
    pub fn in_words(self, kind: Kind) -> (String, String) {
        let (what, hint) = match self {
            Self::NotOne => ("不是", "点写成“经度,纬度”，例如 110.25,30.12；线和面请在地图上画，或给出 GeoJSON。"),
            Self::Abroad => ("不在中国范围内，不能作", "请核对经纬度：经度在 73 到 136 之间，纬度在 3 到 54 之间。"),
            Self::Swapped => ("像是把纬度写在了前面，不能作", "先写经度，再写纬度，例如 110.25,30.12。"),
            Self::Projected => {
                ("写的不是度（像是投影坐标的米），不能作", "请先转成 CGCS2000 经纬度（EPSG:4490）再交。")
            }
            Self::TooFew => ("的拐点太少，不能作", "线至少要两个不同的点，面至少要三个不同的拐点。"),
            Self::Open => ("没有合拢，不能作", "一圈的最后一个点要和第一个点相同。"),
            Self::Crosses => ("自己和自己交叉，不能作", "请按边界走向依次标拐点，不要走成“8”字。"),
            Self::TooWinding => ("的边界太曲折，没法核对是否交叉，不能作", "请先简化边界线，再交。"),
            Self::TooMany(most) => {
                return (format!("拐点太多，最多 {most} 个"), "请先简化边界线，再交。".to_owned());
            }
        };
        let (word, short) = (kind.word(), self == Self::NotOne);
        (if short { format!("{what}在中国范围内的{word}") } else { format!("{what}{word}") }, hint.to_owned())
    }
}

/// Reads GeoJSON: a geometry, or a feature around one. Heights are left out.
pub fn read(json: &Json, kind: Kind, most: usize) -> Result<Shape, Wrong> {
    let shape = read_again(json, kind)?;
    if shape.corners() > most {
        return Err(Wrong::TooMany(most));
    }
    let areas = if let Shape::Areas(areas) = &shape { areas.as_slice() } else { &[] };
    for rings in areas {
        match crosses(rings) {
            Some(false) => {}
            Some(true) => return Err(Wrong::Crosses),
            None => return Err(Wrong::TooWinding),
        }
    }
    Ok(shape)
}

/// The same of what was read before it was kept: whether it crosses itself was asked then, and is dear.
pub(super) fn read_again(json: &Json, kind: Kind) -> Result<Shape, Wrong> {
    let json = if json["type"] == "Feature" { &json["geometry"] } else { json };
    let coordinates = &json["coordinates"];
    let shape = match (kind, json["type"].as_str()) {
        (Kind::Point, Some("Point")) => Shape::Point(corner(coordinates)?),
        (Kind::Line, Some("LineString")) => Shape::Line(line(coordinates, 2)?),
        (Kind::Area, Some("Polygon")) => Shape::Areas(vec![rings(coordinates)?]),
        (Kind::Area, Some("MultiPolygon")) => {
            Shape::Areas(list(coordinates)?.iter().map(rings).collect::<Result<_, _>>()?)
        }
        _ => return Err(Wrong::NotOne),
    };
    if shape.corners() == 0 {
        return Err(Wrong::TooFew);
    }
    Ok(shape)
}

/// A point as people type it: `110.25,30.12`, full-width, with degrees, minutes and seconds, with 东经 and 北纬.
pub fn typed(text: &str) -> Result<Shape, Wrong> {
    let mut said = Said::default();
    for letter in halfwidth(text).chars() {
        match letter {
            '0'..='9' | '.' => said.digits.push(letter),
            '°' | 'º' | '度' => said.degrees()?,
            '′' | '\'' | '’' | '‘' | '分' => said.part(60.0)?,
            '″' | '"' | '”' | '“' | '秒' => said.part(3600.0).map(|()| said.close())?,
            'N' | 'n' | '北' if said.north_first.is_none() => said.north_first = Some(!said.is_at_second()),
            'E' | 'e' | '东' if said.north_first.is_none() => said.north_first = Some(false),
            'N' | 'n' | '北' | 'E' | 'e' | '东' | '经' | '纬' | ':' => {}
            ',' | '、' | ';' | '(' | ')' | '[' | ']' => said.number().map(|()| said.close())?,
            letter if letter.is_whitespace() => said.number()?,
            _ => return Err(Wrong::NotOne),
        }
    }
    said.number()?;
    said.close();
    let [first, second] = said.numbers.as_slice() else { return Err(Wrong::NotOne) };
    let (east, north) = if said.north_first == Some(true) { (second, first) } else { (first, second) };
    Ok(Shape::Point(within(*east, *north)?))
}

/// What was typed so far.
#[derive(Default)]
struct Said {
    numbers: Vec<f64>,
    /// Degrees, with the minutes and seconds said so far.
    sum: Option<f64>,
    digits: String,
    north_first: Option<bool>,
}

impl Said {
    fn value(&mut self) -> Result<f64, Wrong> {
        std::mem::take(&mut self.digits).parse().map_err(|_| Wrong::NotOne)
    }

    fn degrees(&mut self) -> Result<(), Wrong> {
        self.close();
        self.sum = Some(self.value()?);
        Ok(())
    }

    /// Minutes or seconds of the degrees before.
    fn part(&mut self, of_degree: f64) -> Result<(), Wrong> {
        let value = self.value()?;
        let sum = self.sum.filter(|_| value < 60.0).ok_or(Wrong::NotOne)?;
        self.sum = Some(sum + value / of_degree);
        Ok(())
    }

    /// A number with no sign behind it.
    fn number(&mut self) -> Result<(), Wrong> {
        if self.digits.is_empty() {
            return Ok(());
        }
        let value = self.value()?;
        // Behind degrees nobody knows whether these are minutes.
        if self.sum.is_some() {
            return Err(Wrong::NotOne);
        }
        self.numbers.push(value);
        Ok(())
    }

    fn close(&mut self) {
        self.numbers.extend(self.sum.take());
    }

    fn is_at_second(&self) -> bool {
        self.numbers.len() == 1 && (!self.digits.is_empty() || self.sum.is_some())
    }
}

fn list(json: &Json) -> Result<&Vec<Json>, Wrong> {
    json.as_array().ok_or(Wrong::NotOne)
}

fn rings(json: &Json) -> Result<Vec<Ring>, Wrong> {
    let rings: Vec<Ring> = list(json)?.iter().map(ring).collect::<Result<_, _>>()?;
    if rings.is_empty() { Err(Wrong::TooFew) } else { Ok(rings) }
}

fn ring(json: &Json) -> Result<Ring, Wrong> {
    let corners = line(json, 3)?;
    if corners.first() != corners.last() {
        return Err(Wrong::Open);
    }
    if corners.len() < 4 { Err(Wrong::TooFew) } else { Ok(corners) }
}

/// Corners that follow one another; the same one twice is one.
fn line(json: &Json, least: usize) -> Result<Vec<Corner>, Wrong> {
    let mut corners: Vec<Corner> = list(json)?.iter().map(corner).collect::<Result<_, _>>()?;
    corners.dedup();
    if corners.len() < least { Err(Wrong::TooFew) } else { Ok(corners) }
}

fn corner(json: &Json) -> Result<Corner, Wrong> {
    let numbers = list(json)?;
    let degree = |at: usize| numbers.get(at).and_then(Json::as_f64).ok_or(Wrong::NotOne);
    if !(2..=3).contains(&numbers.len()) {
        return Err(Wrong::NotOne);
    }
    within(degree(0)?, degree(1)?)
}

fn within(east: f64, north: f64) -> Result<Corner, Wrong> {
    let (long, high) = (73.0..=136.0, 3.0..=54.0);
    match (east, north) {
        _ if long.contains(&east) && high.contains(&north) => Ok(Corner { east: whole(east), north: whole(north) }),
        _ if long.contains(&north) && high.contains(&east) => Err(Wrong::Swapped),
        _ if east.abs() > 180.0 || north.abs() > 90.0 => Err(Wrong::Projected),
        _ => Err(Wrong::Abroad),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "degrees of the country are far below")]
fn whole(degrees: f64) -> i64 {
    (degrees * PER_DEGREE as f64).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_as_people_type_them() {
        let check = |text: &str, expect: Result<&str, Wrong>| {
            let read = typed(text).map(|shape| shape.in_words());
            assert_eq!(read, expect.map(str::to_owned), "{text}");
        };
        check("110.2512,30.1234", Ok("110.2512, 30.1234"));
        check("110.2512， 30.1234", Ok("110.2512, 30.1234"));
        check("１１０．２５、３０．１２", Ok("110.25, 30.12"));
        check("(110.25 30.12)", Ok("110.25, 30.12"));
        check("110°15′36″ 30°7′12″", Ok("110.26, 30.12"));
        check("东经110度15分36秒，北纬30度7分12秒", Ok("110.26, 30.12"));
        check("北纬30°7′12″，东经110°15′36″", Ok("110.26, 30.12"));
        check("110.5°E,30.25°N", Ok("110.5, 30.25"));
        check("110°15.6′, 30°7.2′", Ok("110.26, 30.12"));
        check("30.12,110.25", Err(Wrong::Swapped));
        check("110°75′, 30°", Err(Wrong::NotOne));
        check("500000,3300000", Err(Wrong::Projected));
        check("10.5,30.1", Err(Wrong::Abroad));
        check("110.25", Err(Wrong::NotOne));
        check("110.25,30.12,5", Err(Wrong::NotOne));
        check("1.1.1,30", Err(Wrong::NotOne));
        check("村口", Err(Wrong::NotOne));
        check("", Err(Wrong::NotOne));
    }

    #[test]
    fn geometries_are_places_or_told_why_not() {
        let check = |kind: Kind, text: &str, expect: Result<usize, Wrong>| {
            let json = serde_json::from_str(text).unwrap();
            assert_eq!(read(&json, kind, 9).map(|shape| shape.corners()), expect, "{text}");
        };
        let area = |rings: &str| format!(r#"{{"type":"Polygon","coordinates":[{rings}]}}"#);
        let square = "[[110,30],[111,30],[111,31],[110,31],[110,30]]";
        check(Kind::Area, &area(square), Ok(5));
        check(Kind::Area, &format!(r#"{{"type":"Feature","geometry":{}}}"#, area(square)), Ok(5));
        check(Kind::Line, &area(square), Err(Wrong::NotOne));
        check(Kind::Area, &area("[[110,30],[111,30],[111,31],[110,31]]"), Err(Wrong::Open));
        check(Kind::Area, &area("[[110,30],[111,31],[111,30],[110,31],[110,30]]"), Err(Wrong::Crosses));
        check(Kind::Area, &area("[[110,30],[111,30],[110,30]]"), Err(Wrong::TooFew));
        check(Kind::Area, &area("[[110,30],[111,30],[112,30],[110,30]]"), Err(Wrong::Crosses));
        check(Kind::Area, &area(""), Err(Wrong::TooFew));
        check(Kind::Area, &area(&format!("{square},{square}")), Err(Wrong::TooMany(9)));
        check(Kind::Area, r#"{"type":"MultiPolygon","coordinates":[]}"#, Err(Wrong::TooFew));
        check(Kind::Area, &area("[[10,30],[11,30],[11,31],[10,30]]"), Err(Wrong::Abroad));
        check(Kind::Line, r#"{"type":"LineString","coordinates":[[110,30],[110,30]]}"#, Err(Wrong::TooFew));
        check(Kind::Line, r#"{"type":"LineString","coordinates":[[110,30,5],[110,31,5]]}"#, Ok(2));
        check(Kind::Line, r#"{"type":"LineString","coordinates":[[110,"x"],[110,31]]}"#, Err(Wrong::NotOne));
        check(Kind::Point, r#"{"type":"Point","coordinates":[null,1]}"#, Err(Wrong::NotOne));
        check(Kind::Point, r#"{"type":"Point"}"#, Err(Wrong::NotOne));
        check(Kind::Point, r#"[1,2]"#, Err(Wrong::NotOne));
    }
}
