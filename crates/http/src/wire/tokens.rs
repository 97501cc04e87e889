//! Programs and codes. Secrets that are answered are answered once.

use app::accounts::TokenView;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shapes;

/// A token for a program.
#[derive(Deserialize, ToSchema)]
pub struct NewToken {
    /// What the program is called.
    #[schema(value_type = shapes::Words)]
    pub name: String,
    /// `read`, or `write`, which reads too.
    #[schema(value_type = shapes::Scope)]
    pub scope: String,
    /// Only these ledgers, by id; left out, all that the owner sees.
    #[serde(default)]
    pub ledgers: Option<Vec<String>>,
    /// For so many days, 366 at most.
    #[schema(minimum = 1, maximum = 366)]
    pub days: i64,
    /// One's own password, once more.
    pub password: String,
    /// A code, where one is asked for at sign-in.
    #[serde(default)]
    pub code: String,
}

/// A token that was made.
#[derive(Serialize, ToSchema)]
pub struct MadeToken {
    /// What the program brings. It is kept by nobody and cannot be shown again.
    pub token: String,
    /// What is seen of it later.
    pub about: Token,
}

/// What is seen of a token.
#[derive(Serialize, ToSchema)]
pub struct Token {
    /// Its number, which is no secret.
    pub id: String,
    /// Whose: the login.
    pub login: String,
    /// What the program is called.
    pub name: String,
    /// `read` or `write`.
    pub scope: String,
    /// The names of the ledgers; nothing is all that the owner sees.
    pub ledgers: Option<Vec<String>>,
    /// Since when.
    pub made_at: String,
    /// When it ends.
    pub ends_at: String,
    /// The day on which something was last asked with it.
    pub used_on: Option<String>,
    /// When it was ended.
    pub ended_at: Option<String>,
    /// By whom.
    pub ended_by: Option<String>,
    /// Whether it still opens anything.
    pub is_good: bool,
}

/// A code that a device shows, or one on paper.
#[derive(Deserialize, ToSchema)]
pub struct TypedCode {
    /// As it was typed.
    pub code: String,
}

/// A device is to be named.
#[derive(Deserialize, ToSchema)]
pub struct NameDevice {
    /// One's own password, once more.
    pub password: String,
}

/// What a device is told.
#[derive(Serialize, ToSchema)]
pub struct Device {
    /// The key, to be typed.
    pub secret: String,
    /// The same as a picture says it (`otpauth://`).
    pub address: String,
}

/// The codes on paper.
#[derive(Serialize, ToSchema)]
pub struct Papers {
    /// Each is good once.
    pub papers: Vec<String>,
}

/// That it is oneself.
#[derive(Deserialize, ToSchema)]
pub struct Proof {
    /// The password.
    pub password: String,
    /// A code.
    #[serde(default)]
    pub code: String,
}

impl Token {
    /// As it travels, for the command line too.
    pub fn of(view: TokenView) -> Self {
        Self {
            id: view.id,
            login: view.login,
            name: view.name,
            scope: view.scope,
            ledgers: view.ledgers,
            made_at: view.made_at.to_string(),
            ends_at: view.ends_at.to_string(),
            used_on: view.used_on.map(|day| day.to_string()),
            ended_at: view.ended_at.map(|at| at.to_string()),
            ended_by: view.ended_by,
            is_good: view.is_good,
        }
    }
}
