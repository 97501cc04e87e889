//! Who asks, and signing in and out. The session's token travels in a cookie that no script reads and no other site's
//! page sends; a new one is made with every sign-in.
//!
//! A program brings a token in `Authorization: Bearer` instead, and gets the routes of [`FOR_PROGRAMS`] alone. Whoever
//! guesses is slowed down by the account (`rules::sign_in`) and by the address ([`Tries`]).
//!
//! While there are no accounts everybody who reaches the server is the local user, as before. Once there is one, every
//! route demands a session but the few in [`OPEN`].

mod asking;
mod cookie;
mod doors;
mod programs;
mod second;
mod tries;

pub use asking::Asking;
pub(crate) use asking::{ask_who, before_the_gate, no_accounts, none};
pub(crate) use cookie::{hand_out_waiting, named as cookie_named, token};
pub(crate) use doors::admit;
pub use doors::{__path_change_password, __path_sign_in, __path_sign_out, change_password, sign_in, sign_out};
pub use programs::FOR_PROGRAMS;
pub(crate) use second::unkept;
pub use second::{
    __path_answer_code, __path_begin_second_step, __path_end_second_step, __path_name_device, answer_code,
    begin_second_step, end_second_step, name_device,
};
pub(crate) use tries::{Door, Tries};

/// What is answered without a session: method and pattern.
pub const OPEN: [(&str, &str); 10] = [
    ("GET", "/api/session"),
    ("POST", "/api/session"),
    ("POST", "/api/session/code"),
    ("GET", "/api/session/outside"),
    ("GET", "/api/session/outside/begin"),
    ("GET", "/api/session/outside/return"),
    ("DELETE", "/api/session"),
    ("GET", "/api/problems"),
    ("POST", "/api/accounts/first"),
    ("GET", "/api/start"),
];

/// What else is answered where the password must be changed first.
pub const TO_CHANGE: (&str, &str) = ("POST", "/api/session/password");

/// What else is answered where codes must be set up first.
pub const TO_SET_UP: [(&str, &str); 2] = [("POST", "/api/session/device"), ("POST", "/api/session/device/begin")];
