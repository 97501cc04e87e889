use kernel::{Date, UnitTree, units::Unit};
use rules::shapes::{LARGEST, outlines};

use crate::world::day;

fn units() -> UnitTree {
    let above = |id: &str| Some((Date::MIN, format!("{}000", id.get(..9)?).into())).filter(|_| !id.ends_with("000"));
    let unit = |id: &str, name: &str, ends: Option<Date>| Unit {
        id: id.into(),
        name: name.to_owned(),
        level: "village".into(),
        parents: above(id).into_iter().collect(),
        begins: Date::MIN,
        ends,
        successors: Vec::new(),
        book: "b".into(),
    };
    let units = [
        unit("990101200201", "阡头村", None),
        unit("990101200202", "陌上村", None),
        unit("990101201202", "陌上村", None),
        unit("990101200203", "旧村", Some(day("2020-01-01"))),
        unit("990101200000", "云溪乡", None),
        unit("990101201000", "石桥镇", None),
    ];
    UnitTree::new(units, vec!["village".into()])
}

const SQUARE: &str = "[[110,30],[110.1,30],[110.1,30.1],[110,30.1],[110,30]]";

fn feature(properties: &str, rings: &str) -> String {
    format!(
        r#"{{"type":"Feature","properties":{{{properties}}},"geometry":{{"type":"Polygon","coordinates":[{rings}]}}}}"#
    )
}

fn file(features: &[String]) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

/// Each feature as its unit, its size and the codes of what is said of it.
fn read(text: &str) -> Result<Vec<String>, String> {
    let outlines = outlines(text.as_bytes(), &units(), day("2022-12-31")).map_err(|problem| problem.code)?;
    let one = |outline: rules::shapes::Outline| {
        let codes: Vec<String> = outline.findings.into_iter().map(|finding| finding.code).collect();
        let unit = outline.unit.map_or("-".to_owned(), |unit| unit.to_string());
        format!("{unit} {} {}", outline.shape.map_or(0, |shape| shape.corners()), codes.join(",")).trim_end().to_owned()
    };
    Ok(outlines.into_iter().map(one).collect())
}

#[test]
fn outlines_are_found_by_code_and_by_name() {
    let check = |properties: &str, expect: &str| {
        assert_eq!(read(&file(&[feature(properties, SQUARE)])), Ok(vec![expect.to_owned()]), "{properties}");
    };
    check(r#""XZQDM":"990101200201","NAME":"别的名字""#, "990101200201 5");
    check(r#""XZQDM":990101200201"#, "990101200201 5");
    check(r#""code":"990101200""#, "990101200000 5");
    check(r#""NAME":"阡头村""#, "990101200201 5");
    check(r#""NAME":" 阡头村民委员会""#, "990101200201 5");
    check(r#""NAME":"阡头村委会""#, "990101200201 5");
    check(r#""NAME":"陌上村""#, "- 0 shapes.which_unit");
    check(r#""NAME":"陌上村","code":"990101201202""#, "990101201202 5");
    check(r#""NAME":"没有这个村""#, "- 0 shapes.no_unit");
    check("", "- 0 shapes.no_unit");
    // Of what is above one another it is the lowest, in whichever order it stands.
    check(r#""XZDM":"990101200","XZMC":"云溪乡","ZLDWDM":"990101200201""#, "990101200201 5");
    check(r#""CDM":"990101200201","XZMC":"云溪乡""#, "990101200201 5");
    check(r#""XZMC":"石桥镇","ZLDWMC":"陌上村""#, "990101201202 5");
    check(r#""XZMC":"石桥镇","ZLDWMC":"没有这个村""#, "990101201000 5");
    check(r#""NAME":"阡头村","code":"990101200202""#, "- 0 shapes.which_unit");
    check(r#""XZMC":"石桥镇","ZLDWMC":"阡头村""#, "- 0 shapes.which_unit");
    // Figures of then are drawn by units that were; a name is of today's alone.
    check(r#""code":"990101200203""#, "990101200203 5");
    check(r#""NAME":"旧村""#, "- 0 shapes.no_unit");
}

#[test]
fn what_is_wrong_with_an_outline_is_said() {
    let check = |rings: &str, expect: &str| {
        assert_eq!(read(&file(&[feature(r#""n":"阡头村""#, rings)])), Ok(vec![expect.to_owned()]), "{rings}");
    };
    let hole = "[[110.02,30.02],[110.02,30.05],[110.05,30.05],[110.02,30.02]]";
    check(&format!("{SQUARE},{hole}"), "990101200201 9");
    check("[[110,30],[110.1,30.1],[110.1,30],[110,30.1],[110,30]]", "990101200201 0 shapes.geometry");
    check("[[110,30],[110.1,30],[110.1,30.1]]", "990101200201 0 shapes.geometry");
    check("[[2.1,48.1],[2.2,48.1],[2.2,48.2],[2.1,48.1]]", "990101200201 0 shapes.geometry");
    check("[[500000,3300000],[500100,3300000],[500100,3300100],[500000,3300000]]", "990101200201 0 shapes.geometry");
    let twice = [feature(r#""n":"阡头村""#, SQUARE), feature(r#""c":"990101200201""#, SQUARE)];
    assert_eq!(read(&file(&twice)), Ok(vec!["990101200201 5".to_owned(), "990101200201 5 shapes.twice".to_owned()]));
}

#[test]
fn what_is_no_file_of_outlines_is_refused() {
    let check = |text: &str, expect: &str| assert_eq!(read(text), Err(expect.to_owned()), "{:.80}", text);
    check("", "shapes.not_geojson");
    check("编码,名称\n1,阡头村", "shapes.not_geojson");
    check("[1,2]", "shapes.not_geojson");
    check(r#"{"type":"Topology","objects":{}}"#, "shapes.not_geojson");
    check(r#"{"type":"FeatureCollection"}"#, "shapes.not_geojson");
    check(r#"{"type":"FeatureCollection","features":[]}"#, "shapes.empty");
    let crs = |name: &str| {
        format!(
            r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"{name}"}}}},"features":[]}}"#
        )
    };
    check(&crs("urn:ogc:def:crs:EPSG::4547"), "shapes.crs");
    check(&crs("urn:ogc:def:crs:EPSG::4490"), "shapes.empty");
    check(&crs("urn:ogc:def:crs:OGC:1.3:CRS84"), "shapes.empty");
    check(&format!("{}{}", file(&[]), " ".repeat(LARGEST)), "shapes.too_large");
    check(&"[".repeat(100_000), "shapes.not_geojson");
    let with_mark = format!("\u{feff}{}", file(&[feature(r#""n":"阡头村""#, SQUARE)]));
    assert_eq!(read(&with_mark), Ok(vec!["990101200201 5".to_owned()]));
}

#[test]
fn a_fine_outline_is_kept_with_few_corners() {
    let round: Vec<String> = (0..=20_000)
        .map(|at| {
            let turn = f64::from(at % 20_000) / 20_000.0 * std::f64::consts::TAU;
            format!("[{:.7},{:.7}]", 110.0 + 0.05 * turn.cos(), 30.0 + 0.05 * turn.sin())
        })
        .collect();
    let text = file(&[feature(r#""n":"阡头村""#, &format!("[{}]", round.join(",")))]);
    let outlines = outlines(text.as_bytes(), &units(), day("2022-12-31")).expect("a file");
    let shape = outlines[0].shape.as_ref().expect("a shape");
    assert!((30..=240).contains(&shape.corners()), "{}", shape.corners());
    // Of a round of 0.05 degrees π × 5,543 m × 4,825 m.
    let mu: f64 = shape.in_words().trim_start_matches('约').trim_end_matches('亩').parse().expect("a number");
    assert!((125_000.0..126_100.0).contains(&mu), "{mu}");
}

#[test]
fn an_outline_that_nobody_could_judge_in_time_is_not_taken() {
    let tooth = |at: i32| format!("[{},{:.6}]", if at % 2 == 0 { 110 } else { 111 }, 30.0 + f64::from(at) / 1e6);
    let mut teeth: Vec<String> = (0..40_000).map(tooth).collect();
    teeth.extend(["[112,30.04]", "[112,29]", "[110,29]", "[110,30.000000]"].map(str::to_owned));
    let text = file(&[feature(r#""n":"阡头村""#, &format!("[{}]", teeth.join(",")))]);
    let outlines = outlines(text.as_bytes(), &units(), day("2022-12-31")).expect("a file");
    let said: Vec<&str> = outlines[0].findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(said, ["“阡头村”的图形的边界太曲折，没法核对是否交叉，不能作面。"]);
}
