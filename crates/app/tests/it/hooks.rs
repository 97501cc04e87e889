//! Programs that are told that records changed.

use std::{
    collections::VecDeque,
    pin::Pin,
    sync::{Arc, Mutex},
};

use app::{
    Actor,
    hooks::{Answer, Letter, Make, Messenger, State, list, make, pause, tell_due, try_out},
    imports::ImportOptions,
};
use serde_json::json;

use crate::world::{Place, codes, xlsx};

/// Keeps what it was handed, and answers as it was told to; with success when it was told nothing.
#[derive(Default)]
struct Post {
    letters: Mutex<Vec<Letter>>,
    answers: Mutex<VecDeque<Answer>>,
}

impl Messenger for Post {
    fn hand_over<'m>(&'m self, letter: &'m Letter) -> Pin<Box<dyn Future<Output = Answer> + Send + 'm>> {
        self.letters.lock().expect("letters").push(letter.clone());
        let answer = self.answers.lock().expect("answers").pop_front().unwrap_or(Answer::Taken);
        Box::pin(std::future::ready(answer))
    }
}

impl Post {
    /// `seq act ledger×records` of each Change told since the last look.
    fn told(&self) -> Vec<String> {
        let letters = std::mem::take(&mut *self.letters.lock().expect("letters"));
        let news = letters.into_iter().filter_map(|letter| letter.news).flat_map(|(_, news)| news);
        let said = |change: store::hooks::News| {
            let one = |(ledger, touches): (&kernel::LedgerId, &store::hooks::Touches)| {
                format!("{ledger}×{}", touches.records)
            };
            format!("{} {}", change.act, change.touches.iter().map(one).collect::<Vec<_>>().join("+"))
        };
        news.map(said).collect()
    }
}

fn wanted(ledgers: Option<&[&str]>) -> Make {
    let ledgers = ledgers.map(|ledgers| ledgers.iter().map(|ledger| (*ledger).into()).collect());
    Make { name: " 县 平台 ".to_owned(), url: "https://oa.example.cn/hook".to_owned(), ledgers }
}

async fn event(place: &Place, number: &str) {
    place.create("event", "v1", json!({ "number": number, "on": "2022-03-01" })).await.expect("kept");
}

#[tokio::test]
async fn a_program_is_told_what_happened_since_in_its_order() {
    let place = Place::new().await;
    event(&place, "1").await;
    let made = make(&place.service, &place.actor, wanted(Some(&["event"]))).await.expect("made");
    let post = Arc::new(Post::default());
    let messenger: Arc<dyn Messenger> = post.clone();
    assert_eq!(tell_due(&place.service, &messenger).await.expect("answers"), 0, "nothing since");
    event(&place, "2").await;
    let rows: &[&[&str]] = &[&["村", "编号", "起始日期"], &["甲村", "A1", "2022-01-01"]];
    let things = place.import("thing", "表.xlsx", &xlsx(rows), ImportOptions::default()).await;
    assert_eq!(things.new, 1, "{:?}", codes(&things.findings));
    event(&place, "3").await;
    assert_eq!(tell_due(&place.service, &messenger).await.expect("answers"), 1, "together");
    assert_eq!(post.told(), ["create event×1", "create event×1"], "of its ledgers alone");
    assert_eq!(tell_due(&place.service, &messenger).await.expect("answers"), 0);
    let view = list(&place.service, &place.actor).await.expect("lists").hooks.remove(0);
    assert_eq!((view.hook.id, view.hook.name.as_str(), view.state, view.behind), (made.id, "县 平台", State::Well, 0));
}

#[tokio::test]
async fn what_was_not_taken_is_told_again_and_nothing_is_left_out() {
    let place = Place::new().await;
    let made = make(&place.service, &place.actor, wanted(None)).await.expect("made");
    let post = Arc::new(Post::default());
    let messenger: Arc<dyn Messenger> = post.clone();
    post.answers.lock().expect("answers").extend([Answer::Refused(503), Answer::Refused(410)]);
    event(&place, "1").await;
    assert_eq!(tell_due(&place.service, &messenger).await.expect("answers"), 0);
    assert_eq!(post.told(), ["create event×1"]);
    let view = list(&place.service, &place.actor).await.expect("lists").hooks.remove(0);
    assert_eq!((view.state, view.behind, view.hook.said.as_str()), (State::Waiting, 1, "对方没有收下（503）。"));
    tell_due(&place.service, &messenger).await.expect("answers");
    assert_eq!(post.told(), [""; 0], "not before its time");
    // Somebody lets it go on at once; it is gone for good.
    pause(&place.service, &place.actor, &made.id, false).await.expect("goes on");
    event(&place, "2").await;
    tell_due(&place.service, &messenger).await.expect("answers");
    assert_eq!(post.told(), ["create event×1", "create event×1"]);
    let view = list(&place.service, &place.actor).await.expect("lists").hooks.remove(0);
    assert_eq!((view.state, view.hook.paused.as_deref()), (State::Paused, Some("对方不再接收")));
    pause(&place.service, &place.actor, &made.id, false).await.expect("goes on");
    assert_eq!(tell_due(&place.service, &messenger).await.expect("answers"), 1);
    assert_eq!(post.told(), ["create event×1", "create event×1"]);
}

#[tokio::test]
async fn nobody_is_told_of_the_house_s_own_ledgers() {
    let place = Place::new().await;
    for ledger in ["_user", "_opened", "nothing"] {
        let problem = make(&place.service, &place.actor, wanted(Some(&[ledger]))).await.expect_err("refused");
        assert_eq!(
            (problem.code.as_str(), codes(&problem.findings)),
            ("hook.invalid", vec!["hook.ledger@-:-".to_owned()])
        );
    }
    let nothing = Make { name: " ".to_owned(), url: "oa.example.cn".to_owned(), ledgers: Some(Vec::new()) };
    let problem = make(&place.service, &place.actor, nothing).await.expect_err("refused");
    assert_eq!(codes(&problem.findings), ["hook.name@-:-", "hook.address@-:-", "hook.ledger@-:-"]);
}

#[tokio::test]
async fn it_is_tried_out_with_nothing_by_who_administers() {
    let place = Place::new().await;
    let made = make(&place.service, &place.actor, wanted(None)).await.expect("made");
    let post = Post::default();
    assert_eq!(try_out(&place.service, &place.actor, &post, &made.id).await.expect("tried"), Answer::Taken);
    let letter = post.letters.lock().expect("letters").remove(0);
    assert_eq!((letter.news, letter.secret), (None, made.secret));
    let stranger = Actor { grants: Vec::new(), ..Actor::local() };
    assert_eq!(list(&place.service, &stranger).await.expect_err("refused").code, "access.denied");
    assert_eq!(try_out(&place.service, &place.actor, &post, "none").await.expect_err("none").code, "not_found");
}

#[tokio::test]
async fn one_that_is_slow_or_broken_keeps_no_other_waiting() {
    let place = Place::new().await;
    for _ in 0..2 {
        make(&place.service, &place.actor, wanted(None)).await.expect("made");
    }
    event(&place, "1").await;
    let post = Arc::new(Post::default());
    post.answers.lock().expect("answers").extend([Answer::Unreachable("十秒内没有回答"), Answer::Taken]);
    let messenger: Arc<dyn Messenger> = post.clone();
    assert_eq!(tell_due(&place.service, &messenger).await.expect("answers"), 1);
    let views = list(&place.service, &place.actor).await.expect("lists").hooks;
    let mut states: Vec<&str> = views.iter().map(|view| view.state.code()).collect();
    states.sort_unstable();
    assert_eq!(states, ["waiting", "well"]);
    assert_ne!(views[0].hook.line, views[1].hook.line);
}
