//! What a house says of itself and its keys, asked for when it is first needed, so that the server starts when the house is
//! away, and believed for an hour. A key that is not known is looked for anew, once a minute at most; a house that does not
//! answer is left alone for some seconds, so that a crowd at the door does not wait one after another.

use std::sync::Arc;

use axum::{body::Body, http::Request};
use kernel::Instant;
use rules::{
    hooks::Address,
    outside::{ANEW_SECONDS, AWAY_SECONDS, KNOWN_MINUTES, may_be_asked, passed},
};
use tokio::sync::Mutex;

use super::{
    Failed,
    keys::{self, Key},
    metadata::{self, Metadata},
};
use crate::outgoing::Outgoing;

/// Bytes of what a house says of itself, and of its keys, at most.
const MOST: usize = 256 * 1024;

/// What is known.
#[derive(Default)]
pub(super) struct Known(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    says: Option<(Instant, Arc<Metadata>)>,
    keys: Option<(Instant, Arc<Vec<Key>>)>,
    away: Option<(Instant, Failed)>,
}

impl Known {
    /// What a house says of itself at this address.
    pub async fn says(
        &self,
        way: &Outgoing,
        (at, issuer): (&Address, &str),
        now: Instant,
    ) -> Result<Arc<Metadata>, Failed> {
        self.0.lock().await.says(way, (at, issuer), now).await
    }

    /// Its keys; `anew`, where one was named that is not among them.
    pub async fn keys(&self, way: &Outgoing, at: &Address, now: Instant, anew: bool) -> Result<Arc<Vec<Key>>, Failed> {
        self.0.lock().await.keys(way, at, now, anew).await
    }
}

impl Inner {
    async fn says(
        &mut self,
        way: &Outgoing,
        (at, issuer): (&Address, &str),
        now: Instant,
    ) -> Result<Arc<Metadata>, Failed> {
        if let Some((since, says)) = &self.says
            && !passed(*since, KNOWN_MINUTES * 60, now)
        {
            return Ok(says.clone());
        }
        let text = self.fetch(way, at, now).await?;
        let says = metadata::read(&text, issuer).map_err(|word| self.is_away(Failed::Away(word), now))?;
        let says = Arc::new(says);
        self.says = Some((now, says.clone()));
        Ok(says)
    }

    async fn keys(&mut self, way: &Outgoing, at: &Address, now: Instant, anew: bool) -> Result<Arc<Vec<Key>>, Failed> {
        let fresh = if anew { ANEW_SECONDS } else { KNOWN_MINUTES * 60 };
        if let Some((since, keys)) = &self.keys
            && !passed(*since, fresh, now)
        {
            return Ok(keys.clone());
        }
        let text = self.fetch(way, at, now).await?;
        let keys = Arc::new(keys::read(&text).map_err(|word| self.is_away(Failed::Away(word), now))?);
        self.keys = Some((now, keys.clone()));
        Ok(keys)
    }

    async fn fetch(&mut self, way: &Outgoing, at: &Address, now: Instant) -> Result<Vec<u8>, Failed> {
        if let Some((since, failed)) = self.away
            && !passed(since, AWAY_SECONDS, now)
        {
            return Err(failed);
        }
        let request = Request::get(&at.path).header("accept", "application/json").body(Body::empty());
        let request = request.map_err(|_| Failed::Away("an address that cannot be asked"))?;
        match way.ask((at, may_be_asked), request, MOST).await {
            Ok(came) if came.status == 200 => {
                self.away = None;
                Ok(came.body.to_vec())
            }
            Ok(_) => Err(self.is_away(Failed::Away("another status than 200"), now)),
            Err(lost) => Err(self.is_away(lost.into(), now)),
        }
    }

    fn is_away(&mut self, failed: Failed, now: Instant) -> Failed {
        self.away = Some((now, failed));
        failed
    }
}
