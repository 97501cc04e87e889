//! The way to a house and back, as the browser carries it meanwhile: what it is, since when, where it goes on to, and a mac
//! that only this installation makes. What the house is told (state, nonce, the proof of PKCE) is made of it by keys that no
//! browser has, so that nothing need be kept, and any server of the installation takes somebody back.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use kernel::Instant;
use rules::outside::{over, within};

use super::Trip;

/// Of a way's token.
const LENGTH: usize = 64;

/// What only this installation says about a text, for a purpose.
pub(super) type Keyed<'k> = &'k dyn Fn(&str, &str) -> String;

/// A way that was begun.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Begun {
    /// What nobody guesses.
    pub token: String,
    /// Since when.
    pub at: Instant,
    /// Where it goes on to, within this server.
    pub to: String,
}

impl Begun {
    /// One that goes on to an address of our own.
    pub fn new(token: String, at: Instant, to: &str) -> Self {
        Self { token, at, to: within(to).to_owned() }
    }

    /// As the cookie has it; to be opened for the same house alone.
    pub fn written(&self, provider: &str, keyed: Keyed<'_>) -> String {
        let Self { token, at, to } = self;
        format!("{token}.{}.{}.{}", at.millis(), URL_SAFE_NO_PAD.encode(to), self.mac(provider, keyed))
    }

    /// What a cookie says, where it was made here, for this house, and is not over.
    pub fn opened(cookie: &str, provider: &str, now: Instant, keyed: Keyed<'_>) -> Option<Self> {
        let mut parts = cookie.split('.');
        let [token, at, to, mac] = [parts.next()?, parts.next()?, parts.next()?, parts.next()?];
        if parts.next().is_some() || token.len() != LENGTH {
            return None;
        }
        let to = String::from_utf8(URL_SAFE_NO_PAD.decode(to).ok()?).ok()?;
        let begun = Self { token: token.to_owned(), at: Instant::from_millis(at.parse().ok()?), to };
        let made_here = same(&begun.mac(provider, keyed), mac);
        (made_here && now < over(begun.at)).then_some(begun)
    }

    /// What goes along, to a house that sends people back to this address.
    pub fn trip(&self, back: String, keyed: Keyed<'_>) -> Trip {
        let of = |purpose: &str| keyed(purpose, &self.token);
        Trip {
            back,
            state: of("qianmo.outside.state"),
            nonce: of("qianmo.outside.nonce"),
            verifier: of("qianmo.outside.verifier"),
        }
    }

    fn mac(&self, provider: &str, keyed: Keyed<'_>) -> String {
        let Self { token, at, to } = self;
        keyed("qianmo.outside.cookie", &format!("{token}\0{}\0{to}\0{provider}", at.millis()))
    }
}

/// Whether two texts are the same; as long as it takes tells nothing of where they differ.
pub(super) fn same(one: &str, other: &str) -> bool {
    let differing = one.bytes().zip(other.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
    one.len() == other.len() && differing == 0
}

#[cfg(test)]
mod tests {
    use sha2::{Digest as _, Sha256};

    use super::*;

    fn keyed(purpose: &str, text: &str) -> String {
        let digest = Sha256::digest(format!("a key {purpose}\0{text}"));
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn at(minute: i64) -> Instant {
        Instant::from_millis(minute * 60_000)
    }

    #[test]
    fn a_cookie_opens_here_for_its_house_and_for_ten_minutes() {
        let begun = Begun::new("0f".repeat(32), at(0), "/ledgers?q=%E6%9D%91");
        let cookie = begun.written("house", &keyed);
        let check = |cookie: &str, house: &str, minute: i64, expect: bool| {
            let opened = Begun::opened(cookie, house, at(minute), &keyed);
            assert_eq!(opened, expect.then(|| begun.clone()), "{cookie} {house} {minute}");
        };
        check(&cookie, "house", 0, true);
        check(&cookie, "house", 9, true);
        check(&cookie, "house", 10, false);
        check(&cookie, "another", 0, false);
        let parts: Vec<&str> = cookie.split('.').collect();
        let with = |place: usize, part: &str| {
            let mut parts = parts.clone();
            parts[place] = part;
            parts.join(".")
        };
        let elsewhere = URL_SAFE_NO_PAD.encode("//evil.example");
        for changed in [
            with(0, &"1f".repeat(32)),
            with(0, "0f"),
            with(1, "60000"),
            with(1, "x"),
            with(2, &elsewhere),
            with(2, "*"),
            with(3, &"0".repeat(64)),
            with(3, ""),
            format!("{cookie}.x"),
            String::new(),
            "...".to_owned(),
        ] {
            check(&changed, "house", 0, false);
        }
    }

    #[test]
    fn each_word_that_goes_along_is_another_and_another_way_has_others() {
        let words = |token: &str| {
            let trip = Begun::new(token.repeat(32), at(0), "/").trip("back".to_owned(), &keyed);
            [trip.state, trip.nonce, trip.verifier]
        };
        let all: std::collections::BTreeSet<String> = [words("0f"), words("1f")].into_iter().flatten().collect();
        assert_eq!(all.len(), 6);
        // RFC 7636 wants 43 to 128 signs.
        assert!(all.iter().all(|word| word.len() == 64));
    }

    #[test]
    fn it_goes_on_to_no_other_server() {
        assert_eq!(Begun::new(String::new(), at(0), "https://evil.example").to, "/");
    }
}
