//! Records on a map, and the outlines of units.

use app::{
    exports::{Format, Wanted, export},
    imports::ImportOptions,
    records::{self, List, Places, Undo},
    units::{Draw, draw, shapes, shapes_version},
};
use kernel::Problem;
use serde_json::json;

use crate::world::Place;

/// The sample with a place, and one that is masked, in its register of things.
async fn placed() -> Place {
    let mut files = pack::sample::files(pack::sample::FILES);
    files.entry("registers/thing.toml".to_owned()).and_modify(|text| {
        text.push_str("\n[fields.spot]\nname = \"位置\"\ntype = \"point\"\n");
        text.push_str("\n[fields.plot]\nname = \"地块\"\ntype = \"polygon\"\ndated = true\n");
        text.push_str("\n[fields.home]\nname = \"住处\"\ntype = \"point\"\nprivacy = \"personal\"\n");
    });
    let (pack, findings) = pack::load_files(files);
    Place::with(pack.unwrap_or_else(|| panic!("{findings:?}"))).await
}

async fn places(place: &Place, field: Option<&str>, asked: List) -> Result<Places, Problem> {
    records::places(&place.service, &place.actor, &"thing".into(), field, asked).await
}

#[tokio::test]
async fn the_records_of_a_list_and_where_they_lie() {
    let place = placed().await;
    let thing = |code: &str, spot: Option<&str>| json!({"code": code, "begins": "2022-01-01", "spot": spot, "home": "110.5,30.5"});
    place.create("thing", "v1", thing("A1", Some("110.25,30.12"))).await.expect("writes");
    place.create("thing", "v1", thing("A2", None)).await.expect("writes");
    place.create("thing", "v2", thing("A3", Some("110.26,30.12"))).await.expect("writes");
    let all = places(&place, None, List::default()).await.expect("places");
    assert_eq!((all.field.as_str(), all.read, all.without, all.total, all.places.len()), ("spot", 3, 1, 3, 2));
    let titles: Vec<&str> = all.places.iter().map(|place| place.title.as_str()).collect();
    assert_eq!(titles, ["A1", "A3"]);
    assert_eq!(all.places[0].shape.in_words(), "110.25, 30.12");

    let some = List { unit: Some("v2".into()), ..List::default() };
    assert_eq!(places(&place, Some("spot"), some).await.expect("places").places.len(), 1);
    let some = List { filter: Some("code == 'A1'".to_owned()), ..List::default() };
    assert_eq!(places(&place, None, some).await.expect("places").total, 1);
    let some = List { find: Some("A3".to_owned()), ..List::default() };
    assert_eq!(places(&place, None, some).await.expect("places").places[0].title, "A3");

    // A masked place is not told, nor that there is one; what is no place neither.
    for field in ["home", "code", "nothing"] {
        let refused = places(&place, Some(field), List::default()).await.expect_err(field);
        assert_eq!(refused.code, "not_found", "{field}");
    }
    let shown = place.shown("thing", &["spot", "home"]).await;
    assert!(shown.contains(&"甲村 110.25, 30.12 ***".to_owned()), "{shown:?}");
}

#[tokio::test]
async fn a_point_goes_out_as_it_is_typed_and_comes_back_the_same() {
    let place = placed().await;
    let thing = json!({"code": "A1", "begins": "2022-01-01", "spot": "110.25,30.1234567", "home": "110.5,30.5"});
    place.create("thing", "v1", thing).await.expect("writes");
    let wanted =
        Wanted { list: List::default(), fields: Some("unit,code,begins,spot,home".to_owned()), format: Format::Csv };
    let mut out = export(&place.service, &place.actor, &"thing".into(), wanted).await.expect("begins");
    let mut bytes = Vec::new();
    while let Some(piece) = out.piece().await {
        bytes.extend(piece.expect("whole"));
    }
    let text = String::from_utf8(bytes).expect("UTF-8");
    assert!(text.ends_with("甲村,A1,2022-01-01,\"110.25,30.1234567\",***\r\n"), "{text}");
    // What was masked is not written back.
    let text = text.replace(",***", ",").replace(",住处", ",不导入");
    let report = place.import("thing", "表.csv", text.as_bytes(), ImportOptions::default()).await;
    assert_eq!((report.new, report.changed, report.same), (0, 0, 1), "{report:?}");
}

#[tokio::test]
async fn of_a_dated_area_the_one_of_today() {
    let place = placed().await;
    let square = |east: &str| {
        let corners = format!("[[{east},30],[{east}1,30],[{east}1,30.01],[{east},30]]");
        format!(r#"{{"type":"Polygon","coordinates":[{corners}]}}"#)
    };
    let spells = json!([
        {"since": "2022-01-01", "value": square("110.1")},
        {"since": "2022-06-01", "value": square("110.2")},
    ]);
    let thing = json!({"code": "A1", "begins": "2022-01-01", "plot": spells});
    place.create("thing", "v1", thing).await.expect("writes");
    let found = places(&place, Some("plot"), List::default()).await.expect("places");
    assert!(found.places[0].shape.to_geojson().contains("[110.2,30]"), "{found:?}");
}

#[tokio::test]
async fn a_map_gives_so_many_corners_at_most_and_says_so() {
    let place = placed().await;
    let round: Vec<String> = (0..=1_990)
        .map(|at| {
            let turn = f64::from(at % 1_990) / 1_990.0 * std::f64::consts::TAU;
            format!("[{:.7},{:.7}]", 110.0 + 0.05 * turn.cos(), 30.0 + 0.05 * turn.sin())
        })
        .collect();
    let round = format!(r#"{{"type":"Polygon","coordinates":[[{}]]}}"#, round.join(","));
    for at in 0..70 {
        let plot = json!([{"since": "2022-01-01", "value": round}]);
        let thing = json!({"code": format!("A{at:02}"), "begins": "2022-01-01", "plot": plot});
        place.create("thing", "v1", thing).await.expect("writes");
    }
    let found = places(&place, Some("plot"), List::default()).await.expect("places");
    assert_eq!((found.read, found.places.len(), found.total), (61, 61, 70));
    assert!(found.places.iter().all(|place| place.shape.corners() <= 60), "{:?}", found.places[0].shape.corners());
}

#[tokio::test]
async fn the_pages_of_a_map_are_of_one_moment() {
    let place = placed().await;
    let thing = async |code: String| {
        place.create("thing", "v1", json!({"code": code, "begins": "2022-01-01", "spot": "110.25,30.12"})).await
    };
    for at in 0..520 {
        thing(format!("B{at:03}")).await.expect("writes");
    }
    let writes = async {
        for at in 0..500 {
            thing(format!("A{at:03}")).await.expect("writes");
        }
    };
    let looks = async {
        let by_code = || List { sort: Some("code".to_owned()), ..List::default() };
        let mut seen = Vec::new();
        for _ in 0..5 {
            let found = places(&place, None, by_code()).await.expect("places");
            seen.push((found.read, found.places.len() as u64));
            assert_eq!((found.read, found.places.len() as u64), (found.total, found.total));
        }
        seen
    };
    tokio::select! {
        seen = looks => assert!(seen[0] < seen[4], "nothing was written meanwhile: {seen:?}"),
        () = writes => panic!("all was written before the map was looked at"),
    }
}

fn file(east: f64) -> String {
    let corners = format!("[[{east},30],[{},30],[{},30.1],[{east},30]]", east + 0.1, east + 0.1);
    let feature = |name: &str| {
        format!(
            r#"{{"type":"Feature","properties":{{"name":"{name}"}},"geometry":{{"type":"Polygon","coordinates":[{corners}]}}}}"#
        )
    };
    format!(r#"{{"type":"FeatureCollection","features":[{},{}]}}"#, feature("甲村"), feature("外地村"))
}

fn wanted(request: &str, reason: &str, judge_only: bool) -> Draw {
    Draw { request: request.into(), reason: reason.to_owned(), judge_only }
}

#[tokio::test]
async fn outlines_come_in_one_change_that_can_be_undone() {
    let place = Place::new().await;
    let hand = async |text: &str, wanted: Draw| draw(&place.service, &place.actor, text.as_bytes(), wanted).await;
    let kept = async || {
        let world = place.service.world().await.expect("a world");
        let kept = shapes(&place.service, &world).await.expect("shapes").shapes;
        (
            kept.into_iter().map(|(unit, shape)| format!("{unit} {}", shape.to_geojson())).collect::<Vec<_>>(),
            shapes_version(&world),
        )
    };
    let (none, before) = kept().await;
    assert!(none.is_empty());
    let looked = hand(&file(110.0), wanted("a", "", true)).await.expect("it is looked at");
    assert_eq!((looked.outlines.len(), looked.receipt), (2, None));
    let refused = hand(&file(110.0), wanted("a", " ", false)).await.expect_err("nobody said from where");
    assert_eq!((refused.code.as_str(), refused.findings[0].code.as_str()), ("shapes.invalid", "unit.no_reason"));
    assert!(kept().await.0.is_empty());

    let drawn =
        hand(&file(110.0), wanted("a", "县里给的", false)).await.expect("it is taken").receipt.expect("a Change");
    let (one, after) = kept().await;
    assert_eq!(one.len(), 1);
    assert!(one[0].starts_with("v1 ") && one[0].contains("[110,30]"), "{one:?}");
    assert_ne!(before, after);
    let again =
        hand(&file(110.0), wanted("a", "县里给的", false)).await.expect("a retry").receipt.expect("the receipt");
    assert_eq!((again.seq, again.repeated), (drawn.seq, true));
    assert_eq!(hand(&file(110.0), wanted("b", "县里给的", false)).await.expect("nothing is new").receipt, None);
    let reused = hand(&file(111.0), wanted("a", "县里给的", false)).await.expect_err("another file");
    assert_eq!(reused.code, "record.request_reused");

    let moved = hand(&file(111.0), wanted("c", "新测的", false)).await.expect("it is taken").receipt.expect("a Change");
    assert!(kept().await.0[0].contains("[111,30]"));
    let undo = Undo { request: "u".into(), book: moved.book.clone(), seq: moved.seq, reason: "测错了".to_owned() };
    records::undo(&place.service, &place.actor, undo).await.expect("it is undone");
    assert!(kept().await.0[0].contains("[110,30]"));
    assert_eq!(place.service.verify(&place.actor).await.expect("verifies"), []);
}

#[tokio::test]
async fn a_file_with_an_error_is_taken_up_in_no_part() {
    let place = Place::new().await;
    let crossing = "[[110,30],[110.1,30.1],[110.1,30],[110,30.1],[110,30]]";
    let text = file(110.0).replacen("外地村", "乙村", 1);
    let text = text.replacen(
        r#"{"name":"乙村"},"geometry":{"type":"Polygon","coordinates":[[[110,30],[110.1,30],[110.1,30.1],[110,30]]]}"#,
        &format!(r#"{{"name":"乙村"}},"geometry":{{"type":"Polygon","coordinates":[{crossing}]}}"#),
        1,
    );
    let refused = draw(&place.service, &place.actor, text.as_bytes(), wanted("a", "县里给的", false)).await;
    let refused = refused.expect_err("one crosses itself");
    assert_eq!((refused.code.as_str(), refused.findings.len()), ("shapes.invalid", 1));
    assert_eq!((refused.findings[0].code.as_str(), refused.findings[0].place.line), ("shapes.geometry", Some(2)));
    let world = place.service.world().await.expect("a world");
    assert!(shapes(&place.service, &world).await.expect("shapes").shapes.is_empty());
    let nobody = app::Actor::with("", Vec::new());
    let refused = draw(&place.service, &nobody, file(110.0).as_bytes(), wanted("b", "x", true)).await.expect_err("no");
    assert!(refused.code.starts_with("access."), "{}", refused.code);
}
