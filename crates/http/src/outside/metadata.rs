//! What a house of OpenID Connect says of itself (Discovery 1.0), as far as it is needed and believed.

use rules::{hooks::Address, outside::place};
use serde::Deserialize;

/// What is known of it.
#[derive(Debug)]
pub(super) struct Metadata {
    /// Where people are sent.
    pub authorize: String,
    /// Where codes are handed in.
    pub token: Address,
    /// Where its keys are.
    pub keys: Address,
    /// Where it says more of whoever came than stands in his token; nothing where it says none, or none that is asked.
    pub userinfo: Option<Address>,
    /// Whether the secret goes in a header; else in the form.
    pub basic: bool,
    /// Whether it names itself when it sends somebody back (RFC 9207).
    pub names_itself: bool,
}

#[derive(Deserialize)]
struct Written {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    userinfo_endpoint: Option<String>,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

/// Reads it; it must be of the house that was asked, and send nobody where he could be read by others.
pub(super) fn read(text: &[u8], issuer: &str) -> Result<Metadata, &'static str> {
    let written: Written = serde_json::from_slice(text).map_err(|_| "discovery: not readable")?;
    if written.issuer != issuer {
        return Err("discovery: another issuer");
    }
    let at = |url: &str| place(url).map_err(|_| "discovery: an address that is not allowed");
    at(&written.authorization_endpoint)?;
    let methods = written.token_endpoint_auth_methods_supported;
    Ok(Metadata {
        token: at(&written.token_endpoint)?,
        keys: at(&written.jwks_uri)?,
        // Who is known by his subject needs none.
        userinfo: written.userinfo_endpoint.and_then(|url| place(&url).ok()),
        authorize: written.authorization_endpoint,
        // Where nothing is said, that is what is meant.
        basic: methods.is_none_or(|methods| methods.iter().any(|method| method == "client_secret_basic")),
        names_itself: written.authorization_response_iss_parameter_supported,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn a_house_speaks_for_itself_alone() {
        let check = |what: &str, change: &dyn Fn(&mut Value), expect: Result<bool, &str>| {
            let mut written = json!({
                "issuer": "https://id.cn/a", "authorization_endpoint": "https://id.cn/a/auth",
                "token_endpoint": "https://id.cn/a/token", "jwks_uri": "https://keys.id.cn/jwks",
            });
            change(&mut written);
            let read = read(written.to_string().as_bytes(), "https://id.cn/a");
            assert_eq!(read.map(|read| read.basic), expect, "{what}");
        };
        check("as it should be", &|_| {}, Ok(true));
        let form =
            |written: &mut Value| written["token_endpoint_auth_methods_supported"] = json!(["client_secret_post"]);
        check("the secret in a form", &form, Ok(false));
        check("another", &|written| written["issuer"] = json!("https://id.cn/b"), Err("discovery: another issuer"));
        check(
            "a stroke more",
            &|written| written["issuer"] = json!("https://id.cn/a/"),
            Err("discovery: another issuer"),
        );
        for (url, expect) in
            [("https://id.cn/a/me", true), ("http://id.cn/a/me", false), ("javascript:alert(1)", false)]
        {
            let written = json!({
                "issuer": "a", "authorization_endpoint": "https://id.cn/a/auth", "token_endpoint": "https://id.cn/a/token",
                "jwks_uri": "https://id.cn/a/keys", "userinfo_endpoint": url,
            });
            let read = read(written.to_string().as_bytes(), "a").expect("read");
            assert_eq!(read.userinfo.is_some(), expect, "{url}");
        }
        for part in ["authorization_endpoint", "token_endpoint", "jwks_uri"] {
            for url in ["http://id.cn/x", "https://169.254.169.254/x", "javascript:alert(1)", "https://id.cn/x#y"] {
                let to = |written: &mut Value| written[part] = json!(url);
                check(url, &to, Err("discovery: an address that is not allowed"));
            }
            let without = |written: &mut Value| written[part] = Value::Null;
            check(part, &without, Err("discovery: not readable"));
        }
    }
}
