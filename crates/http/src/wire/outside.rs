//! A house of identity outside.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// By which house people may come in.
#[derive(Serialize, ToSchema)]
pub struct OutsideHouse {
    /// As people call it; nothing where there is none.
    pub name: Option<String>,
}

/// Where somebody goes on to who comes in.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OutsideQuery {
    /// An address within this server; whatever else it is, the first page.
    pub to: Option<String>,
}

/// What a browser brings back from the house. `code` and `iss` are of OpenID Connect, `ticket` is of CAS.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OutsideReturn {
    /// What this browser was sent with.
    pub state: Option<String>,
    /// What the house gives for a token, once.
    pub code: Option<String>,
    /// Which house says so.
    pub iss: Option<String>,
    /// Why the house says nothing.
    pub error: Option<String>,
    /// What the house takes back, once, and says whose it is.
    pub ticket: Option<String>,
}

/// By which name the house vouches for an account.
#[derive(Deserialize, ToSchema)]
pub struct LinkAccount {
    /// As the house writes it; nothing, and it vouches for the account no more.
    #[serde(default)]
    pub name: Option<String>,
}
