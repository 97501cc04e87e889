//! A house of CAS (protocol 3.0): a ticket that this server itself takes back to the house, for the very address to which
//! somebody came with it. That address holds what only this browser was sent with.

use axum::{body::Body, http::Request};
use kernel::Instant;
use quick_xml::{
    NsReader,
    events::{BytesRef, Event},
    name::ResolveResult,
};
use rules::{hooks::Address, outside::may_be_asked};

use super::{Brought, Failed, Trip, form};
use crate::outgoing::Outgoing;

const SPACE: &str = "http://www.yale.edu/tp/cas";
const ANSWER: [&str; 2] = ["serviceResponse", "authenticationSuccess"];
const REFUSED: [&str; 2] = ["serviceResponse", "authenticationFailure"];
/// How elements may lie in each other.
const DEEPEST: usize = 16;
/// Bytes of an answer at most.
const MOST: usize = 64 * 1024;
/// Signs of a ticket at most.
const TICKET: usize = 512;

/// A house.
pub(super) struct Cas {
    url: String,
    at: Address,
    /// The attribute by which people are known; nothing is what they sign in as.
    attribute: Option<String>,
}

/// What an answer says that names nobody.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Unread {
    /// It is none, or holds what no answer needs.
    Written,
    /// The house says no.
    Refused,
    /// It does not say who, or says two.
    Nobody,
}

impl Cas {
    /// The house at this address.
    pub fn new(url: String, at: Address, attribute: Option<String>) -> Self {
        Self { url, at, attribute }
    }

    /// Whether the page is there at which people say who they are; and what time it is there.
    pub async fn answers(&self, way: &Outgoing) -> Result<Option<Instant>, Failed> {
        let path = format!("{}/login", self.at.path.trim_end_matches('/'));
        let request = Request::get(path).body(Body::empty());
        let request = request.map_err(|_| Failed::Away("an address that cannot be asked"))?;
        let came = way.ask((&self.at, may_be_asked), request, 0).await?;
        // Some houses lead on from there first.
        if (200..400).contains(&came.status) { Ok(came.at) } else { Err(Failed::Away("another status than 200")) }
    }

    /// Where somebody is sent.
    pub fn way_there(&self, trip: &Trip) -> String {
        format!("{}/login?{}", self.url, form(&[("service", service(trip).as_str())]))
    }

    /// By which name the house knows whoever brings this.
    pub async fn who(&self, way: &Outgoing, brought: &Brought, trip: &Trip) -> Result<String, Failed> {
        let sound = |ticket: &&String| {
            ticket.starts_with("ST-") && ticket.len() <= TICKET && ticket.bytes().all(|b| b.is_ascii_graphic())
        };
        let ticket = brought.ticket.as_ref().filter(sound).ok_or(Failed::Refused("no ticket"))?;
        let query = form(&[("service", service(trip).as_str()), ("ticket", ticket.as_str())]);
        let path = format!("{}/p3/serviceValidate?{query}", self.at.path.trim_end_matches('/'));
        let request = Request::get(path).header("accept", "application/xml").body(Body::empty());
        let request = request.map_err(|_| Failed::Away("an address that cannot be asked"))?;
        let came = way.ask((&self.at, may_be_asked), request, MOST).await?;
        if came.status != 200 {
            return Err(Failed::Away("another status than 200"));
        }
        let text = std::str::from_utf8(&came.body).map_err(|_| Failed::Away("answer: not readable"))?;
        read(text, self.attribute.as_deref()).map_err(|unread| match unread {
            Unread::Written => Failed::Away("answer: not readable"),
            Unread::Refused => Failed::Refused("the ticket is not taken"),
            Unread::Nobody => Failed::Refused("answer: nobody is named"),
        })
    }
}

/// The address to which somebody comes back, as the house is to know it.
fn service(trip: &Trip) -> String {
    format!("{}?{}", trip.back, form(&[("state", trip.state.as_str())]))
}

/// Who is named. Entities are none of ours, whoever declares them; of an element only what stands in it by itself is read.
fn read(text: &str, attribute: Option<&str>) -> Result<String, Unread> {
    let whose: &[&str] = match &attribute {
        None => &["user"],
        Some(attribute) => &["attributes", attribute],
    };
    let wanted: Vec<&str> = ANSWER.iter().chain(whose).copied().collect();
    let mut reader = NsReader::from_str(text);
    let (mut at, mut found): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    loop {
        let (space, event) = reader.read_resolved_event().map_err(|_| Unread::Written)?;
        let own = matches!(&space, ResolveResult::Bound(space) if space.into_inner() == SPACE);
        let name = |local: &str| if own { local.to_owned() } else { String::new() };
        let within = found.last_mut().filter(|_| at == wanted);
        match event {
            Event::Start(start) => {
                // Nothing stands in a name but its letters.
                if at == wanted || at.len() == DEEPEST {
                    return Err(Unread::Written);
                }
                at.push(name(start.local_name().into_inner()));
                if at == REFUSED {
                    return Err(Unread::Refused);
                }
                if at == wanted {
                    found.push(String::new());
                }
            }
            Event::Empty(empty) => {
                if at.len() == 1 && at[0] == REFUSED[0] && name(empty.local_name().into_inner()) == REFUSED[1] {
                    return Err(Unread::Refused);
                }
            }
            Event::End(_) => {
                at.pop();
            }
            Event::Text(text) => {
                if let Some(within) = within {
                    within.push_str(&text.xml10_content());
                }
            }
            Event::CData(text) => {
                if let Some(within) = within {
                    within.push_str(&text.xml10_content());
                }
            }
            Event::GeneralRef(named) => {
                let sign = sign(&named).ok_or(Unread::Written)?;
                if let Some(within) = within {
                    within.push(sign);
                }
            }
            Event::DocType(_) | Event::PI(_) => return Err(Unread::Written),
            Event::Decl(_) | Event::Comment(_) => {}
            Event::Eof => break,
        }
    }
    match (at.is_empty(), found.pop(), found.is_empty()) {
        (true, Some(one), true) => Ok(one),
        (true, ..) => Err(Unread::Nobody),
        (false, ..) => Err(Unread::Written),
    }
}

/// One of the five signs that XML itself writes by name, or one by its number.
fn sign(named: &BytesRef<'_>) -> Option<char> {
    if named.is_char_ref() {
        return named.resolve_char_ref().ok().flatten();
    }
    Some(match &*named.xml10_content() {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "apos" => '\'',
        "quot" => '"',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(inside: &str) -> String {
        format!("<?xml version=\"1.0\"?>\n<cas:serviceResponse xmlns:cas='{SPACE}'>{inside}</cas:serviceResponse>")
    }

    fn success(inside: &str) -> String {
        answer(&format!("<cas:authenticationSuccess>{inside}</cas:authenticationSuccess>"))
    }

    #[test]
    fn who_is_named_is_read_and_nothing_is_made_up() {
        let check = |text: &str, attribute: Option<&str>, expect: Result<&str, Unread>| {
            assert_eq!(read(text, attribute).as_deref().map_err(|unread| *unread), expect, "{text}");
        };
        let both = success(
            "\n <cas:user>zhang</cas:user>\n <cas:attributes><cas:uid>42</cas:uid><cas:mail>a@b.cn</cas:mail></cas:attributes>",
        );
        check(&both, None, Ok("zhang"));
        check(&both, Some("uid"), Ok("42"));
        check(&both, Some("name"), Err(Unread::Nobody));
        check(&success("<cas:user><![CDATA[zh&ang]]></cas:user>"), None, Ok("zh&ang"));
        check(&success("<cas:user>zh&#97;ng&amp;co</cas:user>"), None, Ok("zhang&co"));
        check(&success("<cas:user>zhang<!-- -->@evil</cas:user>"), None, Ok("zhang@evil"));
        check(&both.replace("cas:", "").replace("xmlns:cas", "xmlns"), None, Ok("zhang"));

        let refused = answer("<cas:authenticationFailure code='INVALID_TICKET'>no</cas:authenticationFailure>");
        check(&refused, None, Err(Unread::Refused));
        check(&answer("<cas:authenticationFailure code='INVALID_SERVICE'/>"), None, Err(Unread::Refused));
        let after = answer(
            "<cas:authenticationFailure/><cas:authenticationSuccess><cas:user>a</cas:user></cas:authenticationSuccess>",
        );
        check(&after, None, Err(Unread::Refused));

        // Two, in another place, of another language, within each other, not to the end.
        check(&success("<cas:user>a</cas:user><cas:user>b</cas:user>"), None, Err(Unread::Nobody));
        check(&success("<cas:other><cas:user>a</cas:user></cas:other>"), None, Err(Unread::Nobody));
        check(&success("<cas:attributes><cas:user>a</cas:user></cas:attributes>"), None, Err(Unread::Nobody));
        check(&success("<cas:user>a<cas:b>c</cas:b></cas:user>"), None, Err(Unread::Written));
        check(&both.replace("edu/tp", "edu/tq"), None, Err(Unread::Nobody));
        check(&both.replace("cas:user", "x:user"), None, Err(Unread::Nobody));
        check(&both[..both.len() - 8], None, Err(Unread::Written));
        check("zhang", None, Err(Unread::Nobody));
        check("<html><body>zhang</body></html>", None, Err(Unread::Nobody));
        check(&success(&"<cas:a>".repeat(100_000)), None, Err(Unread::Written));
    }

    #[test]
    fn entities_are_none_of_ours() {
        let within = success("<cas:user>&who;</cas:user>");
        let body = within.split_once('\n').map_or("", |(_, body)| body);
        for declared in [
            "<!DOCTYPE a [<!ENTITY who SYSTEM \"file:///etc/passwd\">]>",
            "<!DOCTYPE a [<!ENTITY b \"aaaaaaaa\"><!ENTITY who \"&b;&b;&b;&b;\">]>",
            "<!DOCTYPE a SYSTEM \"http://evil.example/a.dtd\">",
            "<?xml-stylesheet href=\"http://evil.example\"?>",
            "",
        ] {
            assert_eq!(read(&format!("{declared}{body}"), None), Err(Unread::Written), "{declared}");
        }
    }

    #[test]
    fn the_address_of_a_way_back_is_this_browsers() {
        let trip = |state: &str| Trip {
            back: "https://qianmo.lan:8643/api/session/outside/return".to_owned(),
            state: state.to_owned(),
            nonce: String::new(),
            verifier: String::new(),
        };
        assert_eq!(service(&trip("ab")), "https://qianmo.lan:8643/api/session/outside/return?state=ab");
        let at = rules::outside::place("https://id.cn/cas").expect("an address");
        let there = Cas::new("https://id.cn/cas".to_owned(), at, None).way_there(&trip("ab"));
        let back = "https%3A%2F%2Fqianmo.lan%3A8643%2Fapi%2Fsession%2Foutside%2Freturn%3Fstate%3Dab";
        assert_eq!(there, format!("https://id.cn/cas/login?service={back}"));
    }
}
