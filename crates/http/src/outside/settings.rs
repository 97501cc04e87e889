//! What was configured about a house of identity, all that is wrong with it at once.

use std::sync::Arc;

use kernel::{Finding, Place, Problem};
use rules::{
    hooks::{Address, Wrong},
    outside::place,
};

use super::{House, Outside, cas::Cas, oidc::Oidc};
use crate::outgoing::Outgoing;

/// What people call a house that was given no name.
const SHOWN: &str = "统一身份认证";
/// Signs of that name at most: it stands on a button.
const LONGEST: usize = 20;
/// By which claim a person is known, where none is named.
const SUBJECT: &str = "sub";
/// What tells of a token and not of a person.
const OF_A_TOKEN: [&str; 11] =
    ["iss", "aud", "azp", "exp", "iat", "nbf", "nonce", "at_hash", "c_hash", "acr", "auth_time"];

/// What was typed, or written in the environment; nothing of it, and nobody comes in so.
#[derive(Clone, Default)]
pub struct Settings {
    /// A house of OpenID Connect, by its issuer.
    pub oidc: Option<String>,
    /// What this server is called there.
    pub client: Option<String>,
    /// Its secret there, if it has one.
    pub secret: Option<String>,
    /// A house of CAS, by its address.
    pub cas: Option<String>,
    /// What people call the house.
    pub name: Option<String>,
    /// Which claim or attribute names a person.
    pub claim: Option<String>,
}

impl Settings {
    /// The house, asked by this way; nothing where none was configured. Problem: `server.outside`.
    pub fn read(self, way: &Arc<Outgoing>) -> Result<Option<Outside>, Problem> {
        let Self { oidc, client, secret, cas, name, claim } = self;
        let mut found = Findings::default();
        if oidc.is_none() {
            let of_oidc = [("--oidc-client", client.is_some()), ("QIANMO_OIDC_SECRET", secret.is_some())];
            for (what, _) in of_oidc.iter().filter(|(_, is_there)| *is_there) {
                found.say(
                    what,
                    format!("写了 {what}，没有写 --oidc。"),
                    "请加上 --oidc，写统一认证的 issuer 地址；用 CAS 的不要写它。",
                );
            }
        }
        if oidc.is_none() && cas.is_none() {
            let of_both = [("--outside-name", name.is_some()), ("--outside-claim", claim.is_some())];
            for (what, _) in of_both.iter().filter(|(_, is_there)| *is_there) {
                found.say(what, format!("写了 {what}，没有写接哪个统一认证。"), "请加上 --oidc 或 --cas。");
            }
        }
        if oidc.is_some() && cas.is_some() {
            found.say(
                "--cas",
                "--oidc 和 --cas 只能写一个。".to_owned(),
                "请去掉其中一个；也看看环境变量 QIANMO_OIDC、QIANMO_CAS。",
            );
        }
        let shown = name.unwrap_or_else(|| SHOWN.to_owned());
        if !(1..=LONGEST).contains(&shown.chars().count()) || shown.chars().any(char::is_control) {
            found.say(
                "--outside-name",
                format!("名称要有 1 到 {LONGEST} 个字。"),
                "请写大家平时叫它的名字，如“县政务统一认证”。",
            );
        }
        if let Some(claim) = &claim {
            let plain = claim.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.:/".contains(&byte));
            if !(1..=100).contains(&claim.len()) || !plain || OF_A_TOKEN.contains(&claim.as_str()) {
                found.say(
                    "--outside-claim",
                    format!("“{claim}”不能用来认人。"),
                    "请写统一认证给每个人、永不改给别人的那一项，如 sub 或工号。",
                );
            }
        }
        let house = match (&oidc, &cas) {
            (Some(issuer), _) => found.address("--oidc", issuer).zip(found.client(client)).map(|(at, client)| {
                let claim = claim.clone().unwrap_or_else(|| SUBJECT.to_owned());
                let provider = format!("oidc {issuer} {claim}");
                let secret = secret.filter(|secret| !secret.is_empty());
                (provider, House::Oidc(Box::new(Oidc::new(issuer.clone(), &at, client, secret, claim))))
            }),
            (None, Some(url)) => found.address("--cas", url).map(|at| {
                let url = url.trim_end_matches('/').to_owned();
                let provider = format!("cas {url} {}", claim.as_deref().unwrap_or("user"));
                (provider, House::Cas(Cas::new(url, at, claim.clone())))
            }),
            (None, None) => None,
        };
        found.none()?;
        Ok(house.map(|(provider, house)| Outside { shown, provider, house, way: way.clone() }))
    }
}

#[derive(Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn say(&mut self, what: &str, message: String, hint: &str) {
        self.0.push(Finding::error("server.outside", message, Place::field(what)).hint(hint));
    }

    fn address(&mut self, what: &str, url: &str) -> Option<Address> {
        let (message, hint) = match place(url) {
            Ok(_) if url.contains('?') => ("地址里不能有问号。", "请只写到路径为止。"),
            Ok(at) => return Some(at),
            Err(Wrong::NoAddress) => ("地址读不懂。", "写成 https://主机/路径，与统一认证那边写的一字不差。"),
            Err(Wrong::Login) => ("地址里不能有用户名和口令。", "请去掉 @ 和它前面的。"),
            Err(Wrong::Forbidden) => {
                ("这个地址不能用。", "统一认证要用 https；只有本机（127.0.0.1、localhost）可以用 http。")
            }
        };
        self.say(what, message.to_owned(), hint);
        None
    }

    fn client(&mut self, client: Option<String>) -> Option<String> {
        let client =
            client.filter(|client| !client.is_empty() && client.bytes().all(|byte| matches!(byte, b' '..=b'~')));
        if client.is_none() {
            let hint = "请写统一认证那边登记的客户端编号（client_id）；密钥写在环境变量 QIANMO_OIDC_SECRET 里。";
            self.say("--oidc-client", "没有写 --oidc-client，或写得不对。".to_owned(), hint);
        }
        client
    }

    fn none(self) -> Result<(), Problem> {
        if self.0.is_empty() {
            return Ok(());
        }
        Err(Problem::new("server.outside", format!("统一认证的设置有{}处不对，没有启动。", self.0.len()))
            .hint("请逐处改好再启动，见 docs/operations/identity.md。")
            .findings(self.0))
    }
}

#[cfg(test)]
mod tests {
    use tokio_rustls::rustls::RootCertStore;

    use super::*;

    fn check(set: impl FnOnce(&mut Settings), expect: Result<Option<&str>, &[&str]>) {
        let mut settings = Settings::default();
        set(&mut settings);
        let read = settings.read(&Arc::new(Outgoing::trusting(RootCertStore::empty())));
        match (read, expect) {
            (Ok(read), Ok(expect)) => assert_eq!(read.as_ref().map(Outside::provider), expect),
            (Err(problem), Err(expect)) => {
                let fields: Vec<_> = problem.findings.iter().filter_map(|one| one.place.field.as_deref()).collect();
                assert_eq!(fields, expect, "{problem}");
                assert!(problem.findings.iter().all(|one| one.hint.is_some()));
            }
            (read, expect) => panic!("{read:?}, not {expect:?}"),
        }
    }

    fn text(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn a_house_is_read_or_all_that_is_wrong_is_told() {
        check(|_| {}, Ok(None));
        let oidc = |url: &'static str| move |set: &mut Settings| (set.oidc, set.client) = (text(url), text("qianmo"));
        check(oidc("https://id.example.cn/"), Ok(Some("oidc https://id.example.cn/ sub")));
        check(oidc("http://127.0.0.1:8080/a"), Ok(Some("oidc http://127.0.0.1:8080/a sub")));
        check(oidc("http://id.example.cn"), Err(&["--oidc"]));
        check(oidc("https://id.example.cn/?a=b"), Err(&["--oidc"]));
        check(oidc("id.example.cn"), Err(&["--oidc"]));
        check(|set| set.oidc = text("https://id.example.cn"), Err(&["--oidc-client"]));
        check(|set| set.cas = text("https://id.example.cn/cas/"), Ok(Some("cas https://id.example.cn/cas user")));
        check(
            |set| (set.cas, set.claim) = (text("https://id.example.cn/cas"), text("uid")),
            Ok(Some("cas https://id.example.cn/cas uid")),
        );
        check(
            |set| (set.cas, set.secret) = (text("https://id.example.cn/cas"), text("x")),
            Err(&["QIANMO_OIDC_SECRET"]),
        );
        check(
            |set| (set.client, set.name, set.claim) = (text("a"), text("县认证"), text("sub")),
            Err(&["--oidc-client", "--outside-name", "--outside-claim"]),
        );
        check(
            |set| {
                (set.oidc, set.cas) = (text("ftp://a"), text("http://b.cn"));
                (set.name, set.claim) = (text(""), text("nonce"));
            },
            Err(&["--cas", "--outside-name", "--outside-claim", "--oidc", "--oidc-client"]),
        );
    }

    #[test]
    fn nobody_sees_a_secret_in_what_is_written_down() {
        let settings = Settings {
            oidc: text("https://id.example.cn"),
            client: text("qianmo"),
            secret: text("the secret itself"),
            ..Settings::default()
        };
        let outside = settings.read(&Arc::new(Outgoing::trusting(RootCertStore::empty()))).expect("read");
        assert!(!format!("{outside:?}").contains("the secret itself"));
    }
}
