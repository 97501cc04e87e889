//! Photos and files: in by who may write, out by who may read.

use app::{
    Actor,
    files::{FileInfo, HandIn, forget_unused, give, hand_in, open, own},
    imports::{Brings, ImportOptions},
    jobs::run_due,
    records::{self, Correct, Open, RecordRef, Undo},
};
use kernel::{FieldId, Problem};
use pack::{model::Privacy, sample};
use rules::access::Grant;
use serde_json::{Value as Json, json};

use crate::world::{Place, codes, object, refer};

async fn place() -> Place {
    Place::with(sample::pack_with(sample::SHOTS)).await
}

fn actor(name: &str, unit: &str, write: bool) -> Actor {
    let clearance = Privacy::Internal;
    Actor::with(name, vec![Grant { unit: Some(unit.into()), ledgers: None, write, administer: false, clearance }])
}

/// A JPEG of one point with a place in its notes.
fn photo() -> Vec<u8> {
    let segment = |marker: u8, said: &[u8]| {
        [&[0xff, marker], &u16::try_from(said.len() + 2).expect("short").to_be_bytes()[..], said].concat()
    };
    [
        &[0xff, 0xd8][..],
        &segment(0xe1, b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0GPS 31.2304"),
        &segment(0xc0, &[8, 0, 1, 0, 1, 1, 1, 0x11, 0]),
        &segment(0xda, &[1, 1, 0, 0, 0, 0]),
        b"\x12\xff\xd9",
    ]
    .concat()
}

async fn hand(place: &Place, by: &Actor, field: &str, name: &str, bytes: &[u8]) -> Result<FileInfo, Problem> {
    let (field, name, bytes) = (field.to_owned(), name.to_owned(), bytes.to_vec());
    hand_in(&place.service, by, HandIn { ledger: "shot".into(), field, name, bytes }).await
}

async fn write(place: &Place, by: &Actor, number: &str, more: Json) -> Result<RecordRef, Problem> {
    let mut fields = object(json!({ "number": number, "on": "2022-03-05" }));
    fields.extend(object(more));
    let request = place.service.new_request();
    let new = records::Create { request, ledger: "shot".into(), unit: "v1".into(), fields, reason: None, told: None };
    records::create(&place.service, by, new).await.map(|written| refer("shot", &written))
}

fn told(problem: &Problem) -> String {
    let at = problem.findings.iter().map(|f| format!(" {}@{}", f.code, f.place.field.as_deref().unwrap_or("-")));
    format!("{}{}", problem.code, at.collect::<String>())
}

#[tokio::test]
async fn a_photo_is_handed_in_saved_shown_and_given() {
    let place = place().await;
    let by = actor("wang", "v1", true);
    let file = hand(&place, &by, "before", "C:\\DCIM\\现场.JPEG", &photo()).await.expect("is taken");
    assert_eq!((file.name.as_str(), file.media_type.as_str()), ("现场.jpeg", "image/jpeg"));
    let record = write(&place, &by, "1", json!({ "before": file.id })).await.expect("is saved");
    let given = give(&place.service, &by, &record, "before", None).await.expect("is given");
    assert_eq!(given.info, file);
    assert!(!given.bytes.windows(3).any(|part| part == b"GPS"), "it does not tell where somebody was");
    assert!(given.bytes.windows(4).any(|part| part == b"Exif"), "but which side is up");
    let view = &place.list("shot").await[0];
    let before = |view: &records::View| view.shown.get("before").cloned();
    assert_eq!(before(view).as_deref(), Some("现场.jpeg"), "people read a name");
    assert_eq!(view.files.get("before"), Some(&file));
    let history = records::history(&place.service, &by, &record).await.expect("a history");
    let change = history[0].changes.iter().find(|change| change.field.as_str() == "before").expect("changed");
    assert_eq!(change.after.as_deref(), Some("现场.jpeg"));
}

#[tokio::test]
async fn what_is_refused_says_why() {
    let place = place().await;
    let by = actor("wang", "v1", true);
    let check = async |field: &str, name: &str, bytes: &[u8], expect: &str| {
        let refused = hand(&place, &by, field, name, bytes).await.expect_err(name);
        assert_eq!(refused.code, expect, "{name}");
        assert!(refused.hint.is_some(), "{name}: what to do next");
    };
    check("before", "a.pdf", b"%PDF-1.4\n", "file.kind").await;
    check("paper", "a.html", b"<html>", "file.kind").await;
    check("paper", "a.svg", b"<svg xmlns=''/>", "file.kind").await;
    check("paper", "a.jpg", b"MZ\x90\0", "file.kind").await;
    check("paper", "a.txt", b"", "file.empty").await;
    check("before", "a.jpg", &photo()[..20], "file.broken").await;
    check("number", "a.txt", b"x", "file.no_field").await;
    check("nothing", "a.txt", b"x", "file.no_field").await;
    check("paper", "a.txt", &vec![b'x'; app::files::LARGEST + 1], "file.too_large").await;
    let mut wide = photo();
    let frame = wide.windows(2).position(|part| part == [0xff, 0xc0]).expect("a frame");
    wide[frame + 5..frame + 9].copy_from_slice(&[0xff; 4]);
    check("before", "a.jpg", &wide, "file.too_many_points").await;
    assert!(hand(&place, &by, "paper", "a.pdf", b"%PDF-1.4\n").await.is_ok());
}

#[tokio::test]
async fn nobody_comes_to_read_a_file_by_naming_it() {
    let place = place().await;
    let (wang, li) = (actor("wang", "v1", true), actor("li", "v1", true));
    let file = hand(&place, &wang, "before", "a.jpg", &photo()).await.expect("is taken").id;
    let refused = async |by: &Actor, more: Json, expect: &str| {
        let refused = write(&place, by, "9", more).await.expect_err(expect);
        assert_eq!(told(&refused), expect);
    };
    refused(&li, json!({ "before": file }), "record.invalid record.unknown_file@before").await;
    refused(&wang, json!({ "after": file }), "record.invalid record.unknown_file@after").await;
    refused(&wang, json!({ "before": "0".repeat(64) }), "record.invalid record.unknown_file@before").await;
    refused(&wang, json!({ "before": "现场.jpg" }), "record.invalid value.file@before").await;
    refused(&wang, json!({ "before": "../../keys.json" }), "record.invalid value.file@before").await;
    let record = write(&place, &wang, "1", json!({ "before": file })).await.expect("is saved");
    // Whoever corrects something else leaves it as it stands; into another field, or another record, it does not go.
    let correct = async |by: &Actor, fields: Json| {
        let expects = records::show(&place.service, by, &record, None).await.expect("is shown").from_seq;
        let (request, fields) = (place.service.new_request(), object(fields));
        let (record, reason) = (record.clone(), Some("试".to_owned()));
        records::correct(
            &place.service,
            by,
            Correct { request, record, expects, fields, unit: None, reason, told: None },
        )
        .await
    };
    correct(&li, json!({ "number": "2", "before": file })).await.expect("it stands there already");
    let moved = correct(&li, json!({ "after": file })).await.expect_err("not into another field");
    assert_eq!(told(&moved), "record.invalid record.unknown_file@after");
    refused(&li, json!({ "before": file }), "record.invalid record.unknown_file@before").await;
    // What the same person hands in again is his own.
    assert_eq!(hand(&place, &li, "before", "a.jpg", &photo()).await.expect("is taken").id, file);
    write(&place, &li, "3", json!({ "before": file })).await.expect("is saved");
}

#[tokio::test]
async fn a_file_is_given_to_whoever_may_read_the_field_and_to_nobody_else() {
    let place = place().await;
    let wang = actor("wang", "v1", true);
    let shot = hand(&place, &wang, "before", "a.jpg", &photo()).await.expect("is taken").id;
    let face = hand(&place, &wang, "face", "b.jpg", &photo()).await.expect("is taken").id;
    let fields = json!({ "before": shot, "face": face });
    let record = write(&place, &wang, "1", fields).await.expect("is saved");
    let check = async |by: &Actor, field: &str, expect: &str| {
        let told = match give(&place.service, by, &record, field, None).await {
            Ok(given) => given.info.name,
            Err(problem) => problem.code,
        };
        assert_eq!(told, expect, "{} {field}", by.name);
    };
    check(&wang, "before", "a.jpg").await;
    check(&actor("reader", "t1", false), "before", "a.jpg").await;
    check(&actor("stranger", "v2", true), "before", "not_found").await;
    check(&actor("elsewhere", "t2", false), "before", "not_found").await;
    check(&place.actor, "face", "not_found").await;
    check(&wang, "after", "not_found").await;
    check(&wang, "number", "not_found").await;
    check(&wang, "nothing", "not_found").await;
    let view = &place.list("shot").await[0];
    assert_eq!(view.shown.get("face").map(String::as_str), Some("***"), "not even its name");
    assert!(!view.files.contains_key("face") && !view.fields.contains_key("face"));
    // What is on its way is shown to whoever handed it in.
    let own =
        async |by: &Actor, id: &str| own(&place.service, by, &"shot".into(), id).await.map(|given| given.info.name);
    assert_eq!(own(&wang, &shot).await.expect("his own"), "a.jpg");
    for (by, id) in [(&actor("li", "v1", true), &*shot), (&actor("reader", "t1", false), &shot), (&wang, "../x")] {
        assert!(
            ["not_found", "access.denied"].contains(&&*own(by, id).await.expect_err("not his").code),
            "{}",
            by.name
        );
    }
}

#[tokio::test]
async fn what_is_masked_is_opened_for_a_purpose() {
    let place = place().await;
    let face = hand(&place, &place.actor, "face", "b.jpg", &photo()).await.expect("is taken");
    let record = write(&place, &place.actor, "1", json!({ "face": face.id })).await.expect("is saved");
    let look =
        |purpose: &str| Open { request: "o1".into(), record: record.clone(), purpose: purpose.to_owned(), note: None };
    let refused = open(&place.service, &place.actor, look(""), "face").await.expect_err("without a purpose");
    assert_eq!(refused.code, "record.no_purpose");
    let reader = actor("reader", "t1", false);
    assert_eq!(open(&place.service, &reader, look("check"), "face").await.expect_err("not theirs").code, "not_found");
    assert_eq!(place.list("_opened").await.len(), 0, "nothing was shown");
    records::open(&place.service, &place.actor, look("check")).await.expect("opens");
    let given = open(&place.service, &place.actor, look("check"), "face").await.expect("is given");
    assert_eq!(given.info, face);
    assert_eq!(place.list("_opened").await.len(), 1, "one key is one look");
}

#[tokio::test]
async fn a_past_version_gives_the_file_it_named_and_an_undo_brings_it_back() {
    let place = place().await;
    let by = &place.actor;
    let first = hand(&place, by, "before", "first.jpg", &photo()).await.expect("is taken");
    let second = hand(&place, by, "before", "second.jpg", &photo()).await.expect("is taken");
    let record = write(&place, by, "1", json!({ "before": first.id })).await.expect("is saved");
    let cut = place.service.heads().await.expect("heads");
    let expects = records::show(&place.service, by, &record, None).await.expect("shown").from_seq;
    let (request, fields) = (place.service.new_request(), object(json!({ "before": second.id })));
    let correct = Correct { request, record: record.clone(), expects, fields, unit: None, reason: None, told: None };
    let receipt = records::correct(&place.service, by, correct).await.expect("is corrected").receipt;
    let name = async |cut| give(&place.service, by, &record, "before", cut).await.expect("is given").info.name;
    assert_eq!((name(None).await, name(Some(cut)).await), ("second.jpg".to_owned(), "first.jpg".to_owned()));
    assert!(run_due(&place.service, &forget_unused()).await.expect("answers"));
    let request = place.service.new_request();
    let undo = Undo { request, book: receipt.book, seq: receipt.seq, reason: "试".to_owned() };
    records::undo(&place.service, by, undo).await.expect("is undone");
    assert_eq!(name(None).await, "first.jpg");
}

#[tokio::test]
async fn sheets_bring_no_files_and_take_their_names_out() {
    let place = place().await;
    let paper = hand(&place, &place.actor, "paper", "批复.pdf", b"%PDF-1.4\n").await.expect("is taken");
    write(&place, &place.actor, "1", json!({ "paper": paper.id })).await.expect("is saved");
    let rows: [&[&str]; 3] =
        [&["村", "编号", "日期", "材料"], &["甲村", "1", "2022-03-06", "别的.pdf"], &["甲村", "2", "2022-03-06", ""]];
    let report = place.import("shot", "表.xlsx", &crate::world::xlsx(&rows), ImportOptions::default()).await;
    assert_eq!((report.new, report.changed), (1, 1), "{:?}", report.findings);
    assert_eq!(codes(&report.findings), ["import.file_column@1:4"]);
    assert_eq!(
        (report.columns[3].field.as_ref().map(FieldId::as_str), report.columns[3].brings),
        (Some("paper"), Brings::Named)
    );
    assert_eq!(
        place.shown("shot", &["number", "on", "paper"]).await,
        ["甲村 1 2022-03-06 批复.pdf", "甲村 2 2022-03-06 -"]
    );
    let wanted = app::exports::Wanted { format: app::exports::Format::Csv, ..Default::default() };
    let mut export = app::exports::export(&place.service, &place.actor, &"shot".into(), wanted).await.expect("begins");
    let mut bytes = Vec::new();
    while let Some(piece) = export.piece().await {
        bytes.extend(piece.expect("a piece"));
    }
    let text = String::from_utf8(bytes).expect("text");
    assert!(text.contains("批复.pdf") && !text.contains(&paper.id), "{text}");
}
