//! Which house of identity is asked: what was typed, or written in the environment.

use std::sync::Arc;

use http::{
    outgoing::Outgoing,
    outside::{Outside, Settings},
};
use kernel::Problem;

use super::written;
use crate::arguments;

/// The house, where one is named. Problem: `server.outside`, with all that is wrong.
pub fn outside(typed: arguments::Outside, way: &Arc<Outgoing>) -> Result<Option<Outside>, Problem> {
    let arguments::Outside { oidc, oidc_client, cas, outside_name, outside_claim } = typed;
    let settings = Settings {
        oidc: oidc.or_else(|| written("QIANMO_OIDC")),
        client: oidc_client.or_else(|| written("QIANMO_OIDC_CLIENT")),
        secret: written("QIANMO_OIDC_SECRET"),
        cas: cas.or_else(|| written("QIANMO_CAS")),
        name: outside_name.or_else(|| written("QIANMO_OUTSIDE_NAME")),
        claim: outside_claim.or_else(|| written("QIANMO_OUTSIDE_CLAIM")),
    };
    settings.read(way)
}
