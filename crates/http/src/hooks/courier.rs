//! Takes a message to another program. Of the answer only the status is read.

use std::{pin::Pin, sync::Arc};

use app::hooks::{Answer, Letter, Messenger};
use axum::{
    body::Body,
    http::{Request, header},
};
use rules::hooks::{address, may_be_sent_to};

use super::message::{Signed, signed};
use crate::outgoing::{Lost, Outgoing};

/// Takes messages over the network.
pub struct Courier(Arc<Outgoing>);

impl Courier {
    /// One that goes this way.
    pub fn over(way: Arc<Outgoing>) -> Self {
        Self(way)
    }

    async fn carry(&self, letter: &Letter) -> Result<u16, Lost> {
        let to = address(&letter.url).map_err(|_| Lost::Forbidden)?;
        let Signed { id, timestamp, signature, body } = signed(letter);
        let request = Request::post(&to.path)
            .header(header::CONTENT_TYPE, "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", timestamp)
            .header("webhook-signature", signature)
            .body(Body::from(body))
            .map_err(|_| Lost::Answer)?;
        Ok(self.0.ask((&to, may_be_sent_to), request, 0).await?.status)
    }
}

impl Messenger for Courier {
    fn hand_over<'m>(&'m self, letter: &'m Letter) -> Pin<Box<dyn Future<Output = Answer> + Send + 'm>> {
        Box::pin(async move {
            match self.carry(letter).await {
                Ok(status) if (200..300).contains(&status) => Answer::Taken,
                Ok(status) => Answer::Refused(status),
                Err(Lost::Forbidden) => Answer::Forbidden,
                Err(Lost::Name) => Answer::Unreachable("找不到这台机器的名字"),
                Err(Lost::Connection) => Answer::Unreachable("连不上对方的机器"),
                Err(Lost::Trust) => Answer::Unreachable("对方的证书不受信任，或加密谈不成"),
                Err(Lost::Answer) => Answer::Unreachable("连上了，对方没有好好回答"),
                Err(Lost::Late) => Answer::Unreachable("十秒内没有回答"),
            }
        })
    }
}
