//! Who asks, and signing in and out. The session's token travels in a cookie that no script reads and no other site's
//! page sends; a new one is made with every sign-in.
//!
//! While there are no accounts everybody who reaches the server is the local user, as before. Once there is one, every
//! route demands a session but the few in [`OPEN`].

mod asking;
mod cookie;
mod doors;

pub use asking::Asking;
pub(crate) use asking::{ask_who, before_the_gate, no_accounts, none};
pub(crate) use cookie::token;
pub use doors::{__path_change_password, __path_sign_in, __path_sign_out, change_password, sign_in, sign_out};

/// What is answered without a session: method and pattern.
pub const OPEN: [(&str, &str); 6] = [
    ("GET", "/api/session"),
    ("POST", "/api/session"),
    ("DELETE", "/api/session"),
    ("GET", "/api/problems"),
    ("POST", "/api/accounts/first"),
    ("GET", "/api/start"),
];

/// What else is answered where the password must be changed first.
pub const TO_CHANGE: (&str, &str) = ("POST", "/api/session/password");
