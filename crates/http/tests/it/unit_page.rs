//! Everything about a unit on one page: who finds it, that its numbers are those of the lists and figures they open, and that
//! it says nothing of what is closed.

use serde_json::{Value as Json, json};

use crate::staff::{Answer, Staffed, with};

/// Over the sample: a grid below a village, roles that read little or reach far, a ledger that only townships keep and one
/// that grids keep, and a report that speaks of both kinds.
fn more() -> String {
    let log = |id: &str, name: &str, levels: &str| {
        format!(
            "//- logs/{id}.toml\nname = \"{name}\"\nmandate = \"sample.more\"\nunit = {levels}\ndate = \"on\"\nkey = [\"number\"]\ntitle = [\"number\"]\n\n[fields.number]\nname = \"编号\"\ntype = \"text\"\nrequired = true\n\n[fields.on]\nname = \"日期\"\ntype = \"date\"\nrequired = true\n"
        )
    };
    [
        with(
            "units.toml",
            "[levels.grid]\nname = \"网格\"\n\n[units.g1]\nname = \"一组\"\nlevel = \"grid\"\nparent = \"v1\"\nbegins = \"2000-01-01\"",
        ),
        with(
            "roles.toml",
            "[walker]\nname = \"网格员\"\nlevel = \"grid\"\n\n[looker]\nname = \"查阅员\"\nlevel = \"village\"\nreads = [\"thing\"]\nwrites = []\n\n[chief]\nname = \"县干事\"\nlevel = \"county\"",
        ),
        log("walk", "走访", "[\"village\", \"grid\"]"),
        log("meeting", "会议", "[\"township\"]"),
        "//- indicators/more.toml\n[meetings]\nname = \"会议数\"\nin = \"次\"\nledger = \"meeting\"\nagg = \"count\"\n\n[walks]\nname = \"走访数\"\nin = \"次\"\nledger = \"walk\"\nagg = \"count\"\n".to_owned(),
        with("reports/year.md", "开会{{ 会议数 }}，走访{{ 走访数 }}，人口{{ 人口 }}。"),
    ]
    .concat()
}

async fn page(server: &Staffed, token: &str, unit: &str, period: &str) -> Answer {
    server.ask(Some(token), "GET", &format!("/api/units/{unit}/page?period={period}"), None).await
}

async fn read(server: &Staffed, token: &str, unit: &str, period: &str) -> Json {
    let answer = page(server, token, unit, period).await;
    assert_eq!(answer.status, 200, "{unit} {period}: {}", answer.body);
    answer.body
}

async fn write(server: &Staffed, token: &str, ledger: &str, unit: &str, request: &str, fields: Json) -> Json {
    let body = json!({ "request": request, "unit": unit, "fields": fields });
    let written = server.ask(Some(token), "POST", &format!("/api/ledgers/{ledger}/records"), Some(body)).await;
    assert_eq!(written.status, 200, "{ledger} {request}: {}", written.body);
    written.body
}

/// Things of which one has gone, events of two years, and matters of which one was finished a year later.
async fn fill(server: &Staffed, officer: &str) {
    for (request, fields) in [
        ("t1", json!({ "code": "1", "begins": "2020-01-01" })),
        ("t2", json!({ "code": "2", "begins": "2020-01-01", "ends": "2022-06-01" })),
    ] {
        write(server, officer, "thing", "v1", request, fields).await;
    }
    for (request, on) in [("e1", "2022-03-05"), ("e2", "2021-03-05")] {
        write(server, officer, "event", "v1", request, json!({ "number": request, "on": on, "paid": "3000" })).await;
    }
    write(server, officer, "walk", "g1", "w1", json!({ "number": "1", "on": "2022-05-01" })).await;
    write(server, officer, "matter", "v1", "m1", json!({ "number": "1", "found_on": "2022-03-05" })).await;
    let matter = write(server, officer, "matter", "v1", "m2", json!({ "number": "2", "found_on": "2021-05-01" })).await;
    let mut expects = matter["seq"].clone();
    for step in ["assign", "close"] {
        let path = format!("/api/ledgers/matter/records/t1/{}/steps/{step}", matter["record"].as_str().expect("an id"));
        let body = json!({ "request": step, "expects": expects, "on": "2022-04-01" });
        let taken = server.ask(Some(officer), "POST", &path, Some(body)).await;
        assert_eq!(taken.status, 200, "{step}: {}", taken.body);
        expects = taken.body["seq"].clone();
    }
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn all<'j>(page: &'j Json, part: &str) -> &'j Vec<Json> {
    page[part].as_array().unwrap_or_else(|| panic!("{part}: {page}"))
}

/// `ledger what total` of every number that is not zero.
fn numbers(page: &Json) -> Vec<String> {
    let counts =
        all(page, "ledgers").iter().flat_map(|here| all(here, "counts").iter().map(move |count| (here, count)));
    let counts = counts.filter(|(_, count)| count["total"] != 0);
    let mut told: Vec<String> = counts
        .map(|(here, count)| format!("{} {} {}", here["ledger"], count["what"], count["total"]).replace('"', ""))
        .collect();
    told.sort();
    told
}

fn names(page: &Json, part: &str, key: &str) -> Vec<String> {
    all(page, part).iter().map(|one| one[key].as_str().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn a_unit_has_a_page_for_whoever_works_there_or_above_it() {
    let server = Staffed::with_more(&more()).await;
    let (_, chief) = server.worker("he", "chief", "c").await;
    let (_, officer) = server.worker("zhang", "officer", "t1").await;
    let (_, clerk) = server.worker("li", "clerk", "v1").await;
    let (_, walker) = server.worker("wang", "walker", "g1").await;
    let (_, stranger) = server.worker("zhao", "officer", "t2").await;
    for (who, unit, status) in [
        (&chief, "c", 200),
        (&chief, "v1", 200),
        (&officer, "t1", 200),
        (&officer, "v1", 200),
        (&officer, "g1", 200),
        (&officer, "c", 404),
        (&officer, "t2", 404),
        (&clerk, "v1", 200),
        (&clerk, "g1", 200),
        (&clerk, "t1", 404),
        (&clerk, "v4", 404),
        (&walker, "g1", 200),
        (&walker, "v1", 404),
        (&stranger, "v1", 404),
        (&stranger, "v4", 200),
    ] {
        let answer = page(&server, who, unit, "2022").await;
        assert_eq!(answer.status, status, "{unit}: {}", answer.body);
        // Of a unit that is closed no more is said than of one that there is not.
        if status == 404 {
            let none = page(&server, who, "none", "2022").await.body;
            assert_eq!(answer.body.to_string().replace(&format!("“{unit}”"), "“none”"), none.to_string());
        }
    }
    assert_eq!(server.ask(None, "GET", "/api/units/v1/page?period=2022", None).await.status, 401);
    for period in ["", "?period=soon", "?period=2022-02-30"] {
        let answer = server.ask(Some(&clerk), "GET", &format!("/api/units/v1/page{period}"), None).await;
        assert!((400..=422).contains(&answer.status), "{period}: {} {}", answer.status, answer.body);
    }
}

#[tokio::test]
async fn every_number_is_that_of_the_list_and_the_figure_it_opens() {
    let server = Staffed::with_more(&more()).await;
    let (_, chief) = server.worker("he", "chief", "c").await;
    let (_, officer) = server.worker("zhang", "officer", "t1").await;
    let (_, clerk) = server.worker("li", "clerk", "v1").await;
    let (_, walker) = server.worker("wang", "walker", "g1").await;
    fill(&server, &officer).await;
    let mut compared = 0;
    for (who, unit) in
        [(&chief, "c"), (&chief, "v1"), (&officer, "t1"), (&officer, "v1"), (&clerk, "v1"), (&walker, "g1")]
    {
        for period in ["2022", "2021", "2022-03", "2021-01-01..2021-03-31"] {
            let told = read(&server, who, unit, period).await;
            for here in all(&told, "ledgers") {
                for count in all(here, "counts") {
                    let ledger = here["ledger"].as_str().expect("a ledger");
                    let filter = count["filter"].as_str().map(encoded).unwrap_or_default();
                    let list = format!("/api/ledgers/{ledger}/records?unit={unit}&filter={filter}&limit=1");
                    let listed = server.ask(Some(who), "GET", &list, None).await;
                    assert_eq!(listed.status, 200, "{list}: {}", listed.body);
                    assert_eq!(listed.body["total"], count["total"], "{unit} {period} {ledger} {count}");
                    compared += 1;
                }
            }
            let figures = all(&told, "figures").iter().flat_map(|told| [&told["now"], &told["before"]]);
            for figure in figures.filter(|figure| !figure.is_null()) {
                let ask =
                    json!({ "indicator": figure["indicator"], "unit": figure["unit"], "period": figure["period"] });
                let asked = server.ask(Some(who), "POST", "/api/figures", Some(json!({ "asks": [ask] }))).await;
                assert_eq!(&asked.body["figures"][0], figure, "{}", asked.body);
                compared += 1;
            }
        }
    }
    assert!(compared > 100, "{compared}");

    let now = read(&server, &clerk, "v1", "2022").await;
    let expect = [
        "event in_period 1",
        "matter finished 1",
        "matter in_period 1",
        "matter open 1",
        "thing on_day 1",
        "walk in_period 1",
    ];
    assert_eq!(numbers(&now), expect);
    assert_eq!((&now["on"], &now["before"]), (&json!("2022-12-31"), &json!("2021")));
    let before = read(&server, &clerk, "v1", "2021").await;
    assert_eq!(numbers(&before), ["event in_period 1", "matter in_period 1", "matter open 1", "thing on_day 2"]);
    let thing = all(&before, "ledgers").iter().find(|here| here["ledger"] == "thing").expect("the register");
    assert_eq!(
        thing["counts"],
        json!([{
            "what": "on_day", "total": 2,
            "filter": "begins <= date('2021-12-31') && (!has(ends) || ends > date('2021-12-31'))",
            "conditions": [
                { "field": "begins", "test": "most", "value": "2021-12-31" },
                { "field": "ends", "test": "beyond", "value": "2021-12-31" },
            ],
        }])
    );
    assert!(!names(&now, "ledgers", "ledger").contains(&"meeting".to_owned()), "what only townships keep");
    assert!(names(&read(&server, &officer, "t1", "2022").await, "ledgers", "ledger").contains(&"meeting".to_owned()));

    // The newest first, and none of the year before.
    assert_eq!(names(&now, "newest", "on"), ["2022-05-01", "2022-03-05", "2022-03-05"]);
    assert_eq!(names(&now, "newest", "unit_name"), ["一组", "甲村", "甲村"]);
    let told = |page: &Json| {
        all(page, "figures")
            .iter()
            .map(|told| told["now"]["indicator"].as_str().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    let first = told(&now);
    assert!(first.contains(&"things".to_owned()) && first.contains(&"walks".to_owned()), "{first:?}");
    assert!(!first.contains(&"meetings".to_owned()) && !first.contains(&"population".to_owned()), "{first:?}");

    // What was promised to the village is on its page once somebody wrote it down for it.
    assert_eq!(now["targets"], json!([]));
    let target = json!({ "indicator": "events_paid", "first": "2022-01-01", "last": "2022-12-31", "value": "20.5" });
    write(&server, &officer, "_target", "v1", "target", target).await;
    let now = read(&server, &clerk, "v1", "2022").await;
    assert_eq!(all(&now, "targets").len(), 1, "{}", now["targets"]);
    let promise = &now["targets"][0];
    assert_eq!((&promise["target"]["value"], &promise["so_far"]["indicator"]), (&json!("20.5"), &json!("events_paid")));
    assert_eq!(read(&server, &clerk, "v1", "2021").await["targets"], json!([]));
}

#[tokio::test]
async fn of_what_is_closed_to_the_reader_nothing_is_said() {
    let server = Staffed::with_more(&more()).await;
    let (_, officer) = server.worker("zhang", "officer", "t1").await;
    let (looker_id, looker) = server.worker("li", "looker", "v1").await;
    fill(&server, &officer).await;
    let told = read(&server, &looker, "v1", "2022").await;
    assert_eq!(numbers(&told), ["thing on_day 1"]);
    assert_eq!(names(&told, "ledgers", "ledger"), ["thing"]);
    assert_eq!((&told["newest"], &told["targets"]), (&json!([]), &json!([])));
    let open = all(&told, "figures");
    assert!(open.iter().all(|figure| figure["now"]["indicator"] == "things"), "{open:?}");
    let text = told.to_string();
    for closed in ["event", "matter", "walk", "meeting", "being"] {
        assert!(!text.contains(closed), "{closed}: {text}");
    }
    // He writes nothing, and is told so; nobody but him.
    let writes = |page: &Json| all(page, "ledgers").iter().map(|here| here["writes"] == true).collect::<Vec<_>>();
    assert_eq!(writes(&told), [false]);
    assert!(writes(&read(&server, &officer, "v1", "2022").await).into_iter().all(|writes| writes));
    let ledgers = async |token: &str| server.ask(Some(token), "GET", "/api/ledgers", None).await.body;
    let may = |all: Json| {
        all.as_array()
            .expect("ledgers")
            .iter()
            .map(|one| format!("{} {}", one["id"], one["writes"]).replace('"', ""))
            .collect::<Vec<_>>()
    };
    let his = may(ledgers(&looker).await);
    assert!(his.contains(&"thing false".to_owned()), "{his:?}");
    assert!(may(ledgers(&officer).await).contains(&"thing true".to_owned()));

    // With a post in another village he reads its events there, and still none here.
    let security = server.sign_in("security").await;
    let post = json!({ "request": "more", "user": looker_id, "role": "clerk", "unit": "v4" });
    assert_eq!(server.ask(Some(&security), "POST", "/api/posts", Some(post)).await.status, 200);
    assert_eq!(names(&read(&server, &looker, "v1", "2022").await, "ledgers", "ledger"), ["thing"]);
    assert!(names(&read(&server, &looker, "v4", "2022").await, "ledgers", "ledger").contains(&"event".to_owned()));
}

#[tokio::test]
async fn a_page_says_where_a_unit_stands_and_what_it_was() {
    let server = Staffed::with_more(&more()).await;
    let (_, chief) = server.worker("he", "chief", "c").await;
    let (_, clerk) = server.worker("li", "clerk", "v1").await;
    let unit = async |unit: &str| read(&server, &chief, unit, "2022").await;
    let moved = unit("v2").await;
    assert_eq!(
        (names(&moved, "above", "id"), &moved["unit"]["level_name"]),
        (vec!["t2".to_owned(), "c".to_owned()], &json!("村"))
    );
    assert_eq!(moved["belonged_to"][0]["unit"]["id"], "t1");
    assert_eq!(moved["belonged_to"][0]["until"], "2022-07-01");
    let split = unit("v3").await;
    assert_eq!(
        (names(&split, "successors", "id"), &split["unit"]["ends"]),
        (vec!["v3a".to_owned(), "v3b".to_owned()], &json!("2022-10-01"))
    );
    assert_eq!(names(&unit("v3a").await, "predecessors", "id"), ["v3"]);
    assert_eq!(names(&unit("t2").await, "below", "id"), ["v2", "v3", "v3a", "v3b", "v4"]);
    assert_eq!(names(&unit("t1").await, "below", "id"), ["v1"], "what passed to another is not below it");

    // A village's own worker is told what lies above it, and that no page of it is open.
    let own = read(&server, &clerk, "v1", "2022").await;
    let opens = |page: &Json, part: &str| all(page, part).iter().map(|unit| unit["opens"] == true).collect::<Vec<_>>();
    assert_eq!((opens(&own, "above"), opens(&own, "below")), (vec![false, false], vec![true]));

    assert_eq!(own["former"], json!([]));
    let system = server.sign_in("system").await;
    for (request, name) in [("r1", "新甲村"), ("r2", "甲社区")] {
        let body =
            json!({ "request": request, "reason": "县政〔2022〕9号", "renames": [{ "unit": "v1", "name": name }] });
        let renamed = server.ask(Some(&system), "POST", "/api/units/changes", Some(body)).await;
        assert_eq!(renamed.status, 200, "{}", renamed.body);
    }
    let own = read(&server, &clerk, "v1", "2022").await;
    assert_eq!(
        (&own["unit"]["name"], names(&own, "former", "name")),
        (&json!("甲社区"), vec!["甲村".to_owned(), "新甲村".to_owned()])
    );
}

#[tokio::test]
async fn a_page_says_who_answers_for_what_there_today() {
    let server = Staffed::empty().await;
    let local = server.ask(None, "GET", "/api/units/v1/page?period=2022", None).await;
    assert_eq!((local.status, &local.body["signs_in"], &local.body["posts"]), (200, &json!(false), &json!([])));

    let server = Staffed::with_more(&more()).await;
    let (_, officer) = server.worker("zhang", "officer", "t1").await;
    let (clerk_id, clerk) = server.worker("li", "clerk", "v1").await;
    server.worker("wang", "walker", "g1").await;
    let (left, _) = server.worker("qian", "clerk", "v1").await;
    server.worker("zhao", "clerk", "v4").await;
    let (system, security) = (server.sign_in("system").await, server.sign_in("security").await);
    let ended =
        server.ask(Some(&system), "POST", &format!("/api/accounts/{left}/end"), Some(json!({ "request": "e" }))).await;
    assert_eq!(ended.status, 204, "{}", ended.body);
    let later = json!({ "request": "later", "user": clerk_id, "role": "looker", "unit": "v1", "begins": "2099-01-01" });
    assert_eq!(server.ask(Some(&security), "POST", "/api/posts", Some(later)).await.status, 200);
    let posts = |page: Json| {
        let one = |post: &Json| format!("{} {} {}", post["unit"], post["role_name"], post["name"]).replace('"', "");
        all(&page, "posts").iter().map(one).collect::<Vec<_>>()
    };
    let of_village = ["v1 文书 甲", "g1 网格员 甲"];
    assert_eq!(posts(read(&server, &clerk, "v1", "2022").await), of_village, "its own first, then below it");
    assert_eq!(posts(read(&server, &officer, "v1", "2022").await), of_village);
    assert_eq!(
        posts(read(&server, &officer, "t1", "2022").await),
        ["t1 干事 甲"],
        "what keeps a book of its own names its own"
    );
    let told = read(&server, &clerk, "v1", "2022").await.to_string();
    for login in ["\"li\"", "\"wang\"", clerk_id.as_str()] {
        assert!(!told.contains(login), "no logins and no accounts: {login}");
    }
}

#[tokio::test]
async fn what_is_usual_is_of_ones_own_unit() {
    let server = Staffed::with_more(&more()).await;
    let (_, officer) = server.worker("zhang", "officer", "t1").await;
    let (clerk_id, clerk) = server.worker("li", "clerk", "v1").await;
    let (_, walker) = server.worker("wang", "walker", "g1").await;
    let (_, looker) = server.worker("zhou", "looker", "v1").await;
    let usual = async |token: &str| {
        let home = server.ask(Some(token), "GET", "/api/home", None).await.body;
        assert_eq!(home["whose"], "usual", "{home}");
        let figures = all(&home, "tiles").iter().filter(|tile| tile["kind"] == "figure");
        figures.map(|tile| tile["indicator"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(usual(&officer).await, ["things", "events_paid", "meetings", "walks", "closing_rate", "paid_rate"]);
    assert_eq!(
        usual(&clerk).await,
        ["things", "events_paid", "walks", "closing_rate", "paid_rate"],
        "no village meets"
    );
    assert_eq!(usual(&walker).await, ["walks"], "of a grid only what grids keep");
    assert_eq!(usual(&looker).await, ["things"]);

    // A value with a source is looked at where there is one.
    let value = json!({ "indicator": "population", "first": "2022-01-01", "last": "2022-12-31", "value": "1200", "source": "公报" });
    write(&server, &officer, "_value", "v1", "value", value).await;
    assert!(usual(&clerk).await.contains(&"population".to_owned()));
    assert!(!usual(&officer).await.contains(&"population".to_owned()), "the village's is not the township's");

    // Each can be asked of the unit that the session names.
    let session = server.ask(Some(&clerk), "GET", "/api/session", None).await.body;
    assert_eq!(session["unit"]["id"], "v1");
    for indicator in usual(&clerk).await {
        let ask = json!({ "asks": [{ "indicator": indicator, "unit": session["unit"]["id"], "period": "2022" }] });
        assert_eq!(server.ask(Some(&clerk), "POST", "/api/figures", Some(ask)).await.status, 200, "{indicator}");
    }

    // Of several posts the first says whose figures they are.
    let security = server.sign_in("security").await;
    let post = json!({ "request": "more", "user": clerk_id, "role": "officer", "unit": "t2" });
    assert_eq!(server.ask(Some(&security), "POST", "/api/posts", Some(post)).await.status, 200);
    let session = server.ask(Some(&clerk), "GET", "/api/session", None).await.body;
    assert_eq!(session["unit"]["id"] == "t2", usual(&clerk).await.contains(&"meetings".to_owned()), "{session}");
}
