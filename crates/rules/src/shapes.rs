//! Outlines of units in a GeoJSON file, and whose they are: by code and by name. They are only drawn, so they are kept
//! with few corners.

use std::collections::BTreeMap;

use kernel::{Date, Finding, Place, Problem, UnitId, UnitTree, units::Unit};
use serde_json::Value as Json;

use crate::geometry::{Kind, Shape, read, simplified};

/// The largest file that is read.
pub const LARGEST: usize = 10 * 1024 * 1024;
/// The most corners an outline is handed in with, and the most it is kept with.
const MOST_CORNERS: usize = 200_000;
const KEPT_CORNERS: usize = 240;
/// The most features of a file.
const MOST_FEATURES: usize = 20_000;
/// Reference systems that are degrees of CGCS2000, or so near that no township sees the difference.
const DEGREES: [&str; 4] = ["4490", "4326", "CRS84", "CGCS2000"];

/// A feature of the file.
#[derive(Clone, PartialEq, Debug)]
pub struct Outline {
    /// Its number in the file, from 1.
    pub number: u32,
    /// What the file calls it.
    pub called: String,
    /// Whose it is; nothing where no unit is called so.
    pub unit: Option<UnitId>,
    /// The outline, with few corners; nothing where it is none.
    pub shape: Option<Shape>,
    /// What is to be said of it.
    pub findings: Vec<Finding>,
}

/// Reads a file and finds whose outlines they are among the units of a day. Problems: `shapes.too_large`, `shapes.not_geojson`,
/// `shapes.crs`, `shapes.empty`, `shapes.too_many`.
pub fn outlines(bytes: &[u8], units: &UnitTree, today: Date) -> Result<Vec<Outline>, Problem> {
    if bytes.len() > LARGEST {
        return Err(Problem::new("shapes.too_large", "文件超过 10 MB，没有读。")
            .hint("请在制图软件里把边界线简化（容差 5 到 10 米就够画图用），再交一次。"));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let json: Json = serde_json::from_slice(bytes).map_err(|_| not_geojson())?;
    crs(&json)?;
    let features = match json["type"].as_str() {
        Some("FeatureCollection") => json["features"].as_array().ok_or_else(not_geojson)?.as_slice(),
        Some("Feature") => std::slice::from_ref(&json),
        _ => return Err(not_geojson()),
    };
    if features.is_empty() {
        return Err(Problem::new("shapes.empty", "文件里没有一个图形。").hint("请确认导出时选中了要用的图层。"));
    }
    if features.len() > MOST_FEATURES {
        return Err(Problem::new("shapes.too_many", format!("文件里的图形超过 {MOST_FEATURES} 个，没有读。"))
            .hint("请只导出本县各单位的边界。"));
    }
    let whose = Whose::of(units, today);
    let mut outlines: Vec<Outline> =
        (1..).zip(features).map(|(number, feature)| outline(number, feature, &whose)).collect();
    twice(&mut outlines, units);
    Ok(outlines)
}

fn outline(number: u32, feature: &Json, whose: &Whose<'_>) -> Outline {
    let place = || Place::default().line(number);
    let named: Vec<String> = properties(feature);
    let found = whose.find(&named);
    let called = named.iter().find(|text| !text.is_ascii()).or_else(|| named.first());
    let mut outline = Outline {
        number,
        called: called.cloned().unwrap_or_else(|| format!("第 {number} 个图形")),
        unit: None,
        shape: None,
        findings: Vec::new(),
    };
    let called = outline.called.clone();
    match found {
        Found::One(unit) => outline.unit = Some(unit.id.clone()),
        Found::None => {
            let message = format!("没有与“{called}”对应的单位，这个图形不用。");
            let hint = "要用它，请在图形的属性里写单位代码，或写与“单位”页上一样的名称。";
            outline.findings.push(Finding::warning("shapes.no_unit", message, place()).hint(hint));
            return outline;
        }
        Found::Several => {
            let message = format!("“{called}”对应的单位不止一个，不知道是哪一个，这个图形不用。");
            let hint = "请在图形的属性里写这个单位的代码，不要写别的单位的。";
            outline.findings.push(Finding::warning("shapes.which_unit", message, place()).hint(hint));
            return outline;
        }
    }
    match read(feature, Kind::Area, MOST_CORNERS) {
        Ok(shape) => outline.shape = Some(simplified(shape, KEPT_CORNERS)),
        Err(why) => {
            let (what, hint) = why.in_words(Kind::Area);
            let message = format!("“{called}”的图形{what}。");
            outline.findings.push(Finding::error("shapes.geometry", message, place()).hint(hint));
        }
    }
    outline
}

/// A unit has one outline; of several pieces one is made by whoever draws them.
fn twice(outlines: &mut [Outline], units: &UnitTree) {
    let mut first: BTreeMap<UnitId, u32> = BTreeMap::new();
    for outline in outlines {
        let Some(unit) = outline.unit.clone() else { continue };
        let Some(before) = first.get(&unit) else {
            first.insert(unit, outline.number);
            continue;
        };
        let name = units.get(unit.as_str()).map_or(unit.as_str(), |unit| unit.name.as_str());
        let message = format!("第 {before} 个和第 {} 个图形都是“{name}”的。", outline.number);
        let finding = Finding::error("shapes.twice", message, Place::default().line(outline.number));
        outline.findings.push(finding.hint("一个单位只留一个图形；有飞地的，请合成一个多部件面（MultiPolygon）。"));
    }
}

/// What the file says of a feature: texts, and numbers as texts.
fn properties(feature: &Json) -> Vec<String> {
    let properties = feature["properties"].as_object().into_iter().flatten().map(|(_, value)| value);
    let text = |value: &Json| match value {
        Json::String(text) => Some(crate::convert::squeeze(text)),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    };
    properties.chain([&feature["id"]]).filter_map(text).filter(|text| !text.is_empty()).collect()
}

enum Found<'a> {
    One(&'a Unit),
    None,
    Several,
}

/// The units by what a file may call them.
struct Whose<'a> {
    units: &'a UnitTree,
    today: Date,
    named: BTreeMap<&'a str, Vec<&'a Unit>>,
}

impl<'a> Whose<'a> {
    fn of(units: &'a UnitTree, today: Date) -> Self {
        let mut named: BTreeMap<&str, Vec<&Unit>> = BTreeMap::new();
        for unit in units.iter().filter(|unit| unit.exists_on(today)) {
            named.entry(unit.name.as_str()).or_default().push(unit);
        }
        Self { units, today, named }
    }

    /// A village's feature says its township, too, and a name may be that of several units: it is whose everything that is
    /// said is either itself or above it.
    fn find(&self, said: &[String]) -> Found<'a> {
        let found: Vec<Vec<&Unit>> =
            said.iter().map(|text| self.called(text)).filter(|units| !units.is_empty()).collect();
        let is_all = |unit: &Unit| found.iter().all(|above| above.iter().any(|above| self.is_within(unit, above)));
        let fit: BTreeMap<&UnitId, &Unit> =
            found.iter().flatten().filter(|unit| is_all(unit)).map(|unit| (&unit.id, *unit)).collect();
        match (fit.into_values().collect::<Vec<_>>().as_slice(), found.is_empty()) {
            ([one], _) => Found::One(one),
            (_, true) => Found::None,
            _ => Found::Several,
        }
    }

    /// The units that a text is the code or the name of.
    fn called(&self, text: &str) -> Vec<&'a Unit> {
        if let Some(unit) = self.units.get(text).or_else(|| self.units.get(&padded(text)?)) {
            return vec![unit];
        }
        self.named.get(text).or_else(|| self.named.get(plain(text).as_str())).cloned().unwrap_or_default()
    }

    fn is_within(&self, unit: &Unit, above: &Unit) -> bool {
        self.units.is_within(unit.id.as_str(), above.id.as_str(), self.today)
    }
}

/// Codes of divisions are also written without the zeros behind: six digits of a county, nine of a township.
fn padded(code: &str) -> Option<String> {
    let short = matches!(code.len(), 6 | 9) && code.bytes().all(|byte| byte.is_ascii_digit());
    short.then(|| format!("{code:0<12}"))
}

/// A village is also called after its committee.
fn plain(name: &str) -> String {
    let ends = ["村民委员会", "村委会"];
    ends.iter().find_map(|end| name.strip_suffix(end)).map_or_else(|| name.to_owned(), |stem| format!("{stem}村"))
}

/// Files that say which reference system they are in must say degrees.
fn crs(json: &Json) -> Result<(), Problem> {
    let named = json["crs"]["properties"]["name"].as_str();
    match named {
        Some(name) if !DEGREES.iter().any(|known| name.ends_with(known)) => {
            Err(Problem::new("shapes.crs", "文件的坐标系不是 CGCS2000 经纬度，没有读。")
                .hint("请在制图软件里导出为 CGCS2000 经纬度（EPSG:4490）的 GeoJSON。"))
        }
        _ => Ok(()),
    }
}

fn not_geojson() -> Problem {
    Problem::new("shapes.not_geojson", "这不是 GeoJSON 文件，没有读。")
        .hint("请在制图软件里选“导出为 GeoJSON”，坐标系选 CGCS2000（EPSG:4490）。")
}
