//! Whose word a Change is, where somebody else typed it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who told, where that is not who types: one of `account` and `name`.
#[derive(Deserialize, ToSchema)]
pub struct ToldBy {
    /// Somebody of the house, by login.
    #[serde(default)]
    pub account: Option<String>,
    /// Somebody else, by name.
    #[serde(default)]
    #[schema(max_length = 60)]
    pub name: Option<String>,
    /// By what way it came: `face`, `phone`, `chat`, `paper`; nothing where it is empty.
    #[serde(default)]
    #[schema(pattern = "^(face|phone|chat|paper)?$")]
    pub way: Option<String>,
}

/// Who told, as it is read.
#[derive(Serialize, ToSchema)]
pub struct Told {
    /// Somebody of the house, by login; null where it is somebody else.
    pub account: Option<String>,
    /// The name; null where it was erased.
    pub name: Option<String>,
    /// By what way it came.
    pub way: Option<String>,
    /// The word for it.
    pub way_name: Option<String>,
}

/// Somebody who may be named as having told.
#[derive(Serialize, ToSchema)]
pub struct Teller {
    /// The login.
    pub account: String,
    /// The name.
    pub name: String,
    /// The posts held there, in words.
    pub posts: Vec<String>,
}

/// Of which unit's people.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TellersQuery {
    /// The unit that the record belongs to, or will.
    pub unit: String,
}
