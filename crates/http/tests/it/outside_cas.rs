//! Coming in by a house of identity, over CAS.

use std::sync::{Arc, Mutex, PoisonError};

use axum::{Router, extract::RawQuery, routing::get};
use http::outside::{Outside, Settings};
use tokio::net::TcpListener;

use crate::{
    house::{outgoing, queried},
    outside::{Browser, link, of},
    staff::{Answer, Staffed},
};

/// A house that gives tickets for a service, each to be taken back once.
#[derive(Clone)]
struct House {
    url: String,
    given: Arc<Mutex<Vec<(String, String, String)>>>,
}

impl House {
    async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}/cas", listener.local_addr().expect("an address"));
        let house = Self { url, given: Arc::default() };
        let asked = house.clone();
        let validate = get(move |RawQuery(query): RawQuery| {
            let answer = asked.validate(&format!("?{}", query.unwrap_or_default()));
            async move { answer }
        });
        let routes = Router::new().route("/cas/p3/serviceValidate", validate);
        tokio::spawn(async move { axum::serve(listener, routes).await });
        house
    }

    fn outside(&self) -> Option<Outside> {
        let settings = Settings { cas: Some(format!("{}/", self.url)), ..Settings::default() };
        settings.read(&outgoing()).expect("read")
    }

    /// Somebody signed in who was sent here with this address; the ticket he is sent back with.
    fn vouch(&self, sent: &str, who: &str) -> String {
        let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        let ticket = format!("ST-{}-abc", given.len());
        given.push((ticket.clone(), of(sent, "service"), who.to_owned()));
        ticket
    }

    fn validate(&self, query: &str) -> String {
        let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        let asked = queried(query);
        let said = |name: &str| asked.iter().find(|(one, _)| one == name).map(|(_, value)| value.clone());
        let found = given.iter_mut().find(|(ticket, ..)| Some(ticket) == said("ticket").as_ref());
        let inside = match found {
            Some((ticket, service, who)) if Some(&*service) == said("service").as_ref() => {
                ticket.insert(0, '-');
                format!("<cas:authenticationSuccess><cas:user>{who}</cas:user></cas:authenticationSuccess>")
            }
            _ => "<cas:authenticationFailure code=\"INVALID_TICKET\">no</cas:authenticationFailure>".to_owned(),
        };
        format!("<cas:serviceResponse xmlns:cas=\"http://www.yale.edu/tp/cas\">{inside}</cas:serviceResponse>")
    }
}

/// The state stands in the address to which the house sends somebody back.
fn state(sent: &str) -> String {
    of(&of(sent, "service"), "state")
}

#[tokio::test]
async fn a_ticket_lets_in_once_and_for_the_way_it_was_given_on() {
    let house = House::open().await;
    let server = Staffed::asking(house.outside()).await.with_officers().await;
    let (user, _) = server.worker("zhang", "officer", "t1").await;
    assert_eq!(link(&server, "security", &user, Some("zhangsan")).await.status, 204);
    let browser = Browser { server: &server, from: None };
    let refused = |answer: &Answer, what: &str| {
        assert_eq!(
            (answer.code(), answer.token.is_none()),
            ((401, "outside.refused"), true),
            "{what}: {}",
            answer.body
        );
    };

    let (sent, cookie) = browser.begin("/reports").await;
    assert!(sent.starts_with(&format!("{}/login?service=http%3A%2F%2F127.0.0.1%3A8630%2Fapi", house.url)), "{sent}");
    let ticket = house.vouch(&sent, "zhangsan");
    let came = browser.back(Some(&cookie), &[("state", &state(&sent)), ("ticket", &ticket)]).await;
    assert_eq!(came.status, 200, "{}", came.body);
    assert!(came.body.as_str().expect("a page").contains("0;url=/reports"), "{}", came.body);
    assert!(came.token.is_some());
    let again = browser.back(Some(&cookie), &[("state", &state(&sent)), ("ticket", &ticket)]).await;
    assert_eq!(again.code(), (401, "outside.late"), "the same way");
    let (sent, cookie) = browser.begin("/").await;
    refused(&browser.back(Some(&cookie), &[("state", &state(&sent)), ("ticket", &ticket)]).await, "another way");

    // Given on somebody else's way, or for another service.
    let (his, _) = browser.begin("/").await;
    let ticket = house.vouch(&his, "zhangsan");
    let (sent, cookie) = browser.begin("/").await;
    refused(&browser.back(Some(&cookie), &[("state", &state(&sent)), ("ticket", &ticket)]).await, "another's ticket");
    let (sent, cookie) = browser.begin("/").await;
    let elsewhere = "https://id.cn/cas/login?service=https%3A%2F%2Foa.example.cn%2F";
    let ticket = house.vouch(elsewhere, "zhangsan");
    refused(&browser.back(Some(&cookie), &[("state", &state(&sent)), ("ticket", &ticket)]).await, "another service");
    for ticket in ["", "PT-1", "ST-1 2", "TGT-1", &format!("ST-{}", "a".repeat(600))] {
        let (sent, cookie) = browser.begin("/").await;
        refused(&browser.back(Some(&cookie), &[("state", &state(&sent)), ("ticket", ticket)]).await, ticket);
    }
    let (sent, cookie) = browser.begin("/").await;
    let ticket = house.vouch(&sent, "lisi");
    let unknown = browser.back(Some(&cookie), &[("state", &state(&sent)), ("ticket", &ticket)]).await;
    assert_eq!(unknown.code(), (401, "outside.unknown"));
    assert!(unknown.body["hint"].as_str().expect("a hint").contains("lisi"));
}
