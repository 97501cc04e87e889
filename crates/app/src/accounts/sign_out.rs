//! Somebody signs out.

use kernel::Problem;
use store::accounts::Deed;

use super::note;
use crate::Service;

/// The token is good for nothing any more; whose it was is noted.
pub async fn sign_out(service: &Service, token: &str) -> Result<(), Problem> {
    let session = service.store().session(token).await?;
    let noted = session.map(|session| note(service.clock().now(), "signed_out", Some(&session.account), ""));
    let deeds = noted.into_iter().chain([Deed::End(token.to_owned())]).collect();
    service.store().do_deeds(deeds).await
}
