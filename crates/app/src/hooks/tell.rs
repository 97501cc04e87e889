//! Tells them: book by book, in the order in which it happened, each again until it answers. A program may be told twice (the
//! answer got lost, a server died in between), never not at all; the number of a Change in its book tells it so.

use std::{collections::HashSet, sync::Arc, time::Duration};

use kernel::{BookId, Instant, Problem, Seq};
use rules::{
    access::{Actor, Allowed},
    hooks::{TOGETHER, TRIES, held_until, may_tell_of, next_at},
};
use store::hooks::{Hook, News, Told};
use tokio::task::{JoinError, JoinSet};

use super::{Answer, Letter, Messenger, make::no_hook};
use crate::{Service, World, access};

/// How often it is looked whether anything happened.
const EVERY: Duration = Duration::from_secs(2);
/// Messages to one program before the others are looked at again.
const IN_A_ROW: usize = 20;

/// Looks after all of them until the future is dropped. `service` answers nothing while there are no books yet. One that takes
/// long to answer, or whose books are broken, keeps no other waiting.
pub async fn look_after(service: impl Fn() -> Option<Service>, messenger: Arc<dyn Messenger>) {
    let mut under_way = UnderWay::default();
    loop {
        if let Some(service) = service()
            && let Err(problem) = under_way.begin(&service, &messenger).await
        {
            tracing::warn!(problem.code = problem.code, problem.detail = problem.detail, "hooks.books");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Tells whoever is behind and may be told now, to the end; how many messages were answered.
pub async fn tell_due(service: &Service, messenger: &Arc<dyn Messenger>) -> Result<usize, Problem> {
    let mut under_way = UnderWay::default();
    under_way.begin(service, messenger).await?;
    let mut answered = 0;
    while let Some(told) = under_way.telling.join_next().await {
        answered += under_way.ended(told);
    }
    Ok(answered)
}

/// Programs that are being told.
#[derive(Default)]
struct UnderWay {
    telling: JoinSet<(String, Result<usize, Problem>)>,
    hooks: HashSet<String>,
}

impl UnderWay {
    /// Begins with those that are due and are not being told already.
    async fn begin(&mut self, service: &Service, messenger: &Arc<dyn Messenger>) -> Result<(), Problem> {
        while let Some(told) = self.telling.try_join_next() {
            self.ended(told);
        }
        if self.telling.is_empty() {
            // Of one that broke off nobody says which it was.
            self.hooks.clear();
        }
        let hooks = service.store().hooks().await?;
        if hooks.is_empty() {
            return Ok(());
        }
        let (heads, now) = (service.heads().await?, service.clock().now());
        let is_behind = |hook: &Hook| heads.0.iter().any(|(book, head)| hook.places.at(book.as_str()) < *head);
        for hook in hooks {
            let is_due = hook.paused.is_none() && hook.next_at <= now && is_behind(&hook);
            if !is_due || !self.hooks.insert(hook.id.clone()) {
                continue;
            }
            let (service, messenger, id) = (service.clone(), messenger.clone(), hook.id);
            self.telling.spawn(async move {
                let told = tell(&service, messenger.as_ref(), &id).await;
                (id, told)
            });
        }
        Ok(())
    }

    /// How many messages were answered.
    fn ended(&mut self, told: Result<(String, Result<usize, Problem>), JoinError>) -> usize {
        match told {
            Ok((id, Ok(answered))) => {
                self.hooks.remove(&id);
                answered
            }
            Ok((id, Err(problem))) => {
                self.hooks.remove(&id);
                tracing::warn!(hook = id, problem.code = problem.code, problem.detail = problem.detail, "hook.books");
                0
            }
            Err(error) => {
                tracing::warn!(problem.code = "hook.broken", problem.detail = %error, "hook.books");
                0
            }
        }
    }
}

/// A message of nothing; what came of it, in a sentence.
pub async fn try_out(service: &Service, actor: &Actor, messenger: &dyn Messenger, id: &str) -> Result<Answer, Problem> {
    access::administer(actor)?;
    let hook = service.store().hooks().await?.into_iter().find(|hook| hook.id == id).ok_or_else(no_hook)?;
    let secret = service.store().hook_secret(id).await?.ok_or_else(no_hook)?;
    let at = service.clock().now();
    let letter = Letter {
        id: format!("{}-{}", hook.id, service.ids().next()),
        hook: hook.id,
        url: hook.url,
        secret,
        at,
        line: hook.line,
        news: None,
    };
    Ok(messenger.hand_over(&letter).await)
}

/// Tells one, message by message, while it answers and there is something to tell.
async fn tell(service: &Service, messenger: &dyn Messenger, id: &str) -> Result<usize, Problem> {
    let (store, runner) = (service.store(), service.ids().next());
    let mut answered = 0;
    for _ in 0..IN_A_ROW {
        let now = service.clock().now();
        if !store.claim_hook(id, &runner, now, held_until(now)).await? {
            break;
        }
        // Only now it is known how far others have told it.
        let Some(hook) = store.hooks().await?.into_iter().find(|hook| hook.id == id) else { break };
        let Some((book, news, last)) = next(service, &hook).await? else {
            store.told_hook(id, &runner, now, &Told::Nothing, "").await?;
            break;
        };
        if news.is_empty() {
            store.told_hook(id, &runner, now, &Told::Passed { book, seq: last }, "").await?;
            continue;
        }
        let secret = match store.hook_secret(id).await {
            Ok(Some(secret)) => secret,
            Ok(None) => break,
            Err(problem) => {
                let told =
                    Told::Missed { next_at: now, paused: Some("签名密钥打不开，请删掉重加".to_owned()) };
                store.told_hook(id, &runner, now, &told, "").await?;
                return Err(problem);
            }
        };
        let letter = Letter {
            id: format!("{id}-{}-{book}-{last}", hook.line),
            hook: id.to_owned(),
            url: hook.url.clone(),
            secret,
            at: now,
            line: hook.line.clone(),
            news: Some((book.clone(), news)),
        };
        let answer = messenger.hand_over(&letter).await;
        let told = settle(&hook, &answer, book, last, service.clock().now());
        store.told_hook(id, &runner, service.clock().now(), &told, &answer.said()).await?;
        if answer != Answer::Taken {
            tracing::warn!(hook = id, failed = hook.failed + 1, "hook.missed");
            break;
        }
        answered += 1;
    }
    Ok(answered)
}

/// What an answer means for the hook.
fn settle(hook: &Hook, answer: &Answer, book: BookId, seq: Seq, now: Instant) -> Told {
    let failed = hook.failed + 1;
    match answer {
        Answer::Taken => Told::Answered { book, seq },
        Answer::Refused(410) => Told::Missed { next_at: now, paused: Some("对方不再接收".to_owned()) },
        _ if failed >= TRIES => {
            Told::Missed { next_at: now, paused: Some(format!("试了{failed}次都没有送到")) }
        }
        _ => Told::Missed { next_at: next_at(now, failed), paused: None },
    }
}

/// What it is told next: of which book, what of it is for this program, and up to where.
async fn next(service: &Service, hook: &Hook) -> Result<Option<(BookId, Vec<News>, Seq)>, Problem> {
    let (heads, world) = (service.heads().await?, service.world().await?);
    let behind = heads.0.iter().find(|(book, head)| hook.places.at(book.as_str()) < **head);
    let Some((book, _)) = behind else { return Ok(None) };
    // The house's own leave: a program is told no more than that records of a ledger changed, whoever may read them.
    let allowed = Allowed::of_the_house();
    let mut news = service.store().news(&allowed, book, hook.places.at(book.as_str()), TOGETHER).await?;
    let Some(last) = news.last().map(|change| change.seq) else { return Ok(None) };
    for change in &mut news {
        change.touches.retain(|ledger, _| is_for(hook, ledger.as_str(), &world));
    }
    news.retain(|change| !change.touches.is_empty());
    Ok(Some((book.clone(), news, last)))
}

fn is_for(hook: &Hook, ledger: &str, world: &World) -> bool {
    let wanted = hook.ledgers.as_ref().is_none_or(|ledgers| ledgers.iter().any(|wanted| wanted.as_str() == ledger));
    wanted && world.pack.ledger(ledger).is_some_and(may_tell_of)
}
