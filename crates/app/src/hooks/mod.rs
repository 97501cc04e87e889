//! Other programs of the office are told that records changed, so that they need not ask all day (ADR 0039). They are told which
//! ledger and how many records, of a small Change also which, never what these say: whoever wants to read them asks as anybody does.
//!
//! - [`make`], [`pause`], [`end`], [`list`]: what who administers does
//! - [`Messenger`]: hands a [`Letter`] to a program; given from outside
//! - [`look_after`]: tells them all, as long as the server runs; [`tell_due`] is one round of it
//! - [`try_out`]: a message of nothing, to see whether anybody answers

mod list;
mod make;
mod tell;

use std::pin::Pin;

use kernel::{BookId, Instant};
use store::hooks::News;

pub use list::{HookView, Hooks, State, list};
pub use make::{Made, Make, end, make, pause};
pub use tell::{look_after, tell_due, try_out};

/// What a program is told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Letter {
    /// The same for a message that is sent again.
    pub id: String,
    /// Whom.
    pub hook: String,
    /// Where.
    pub url: String,
    /// What it is signed with.
    pub secret: Vec<u8>,
    /// When it is sent.
    pub at: Instant,
    /// Along which line Changes are numbered.
    pub line: String,
    /// What happened; nothing where it is only tried out.
    pub news: Option<(BookId, Vec<News>)>,
}

/// What came of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// It has it.
    Taken,
    /// It answered with this status, which is none of success.
    Refused(u16),
    /// Nothing may be sent to where its name leads.
    Forbidden,
    /// Nobody answered in time; which part failed, in words without addresses.
    Unreachable(&'static str),
}

/// Hands letters over.
pub trait Messenger: Send + Sync {
    /// One letter; it comes back within seconds.
    fn hand_over<'m>(&'m self, letter: &'m Letter) -> Pin<Box<dyn Future<Output = Answer> + Send + 'm>>;
}

impl Answer {
    /// In a sentence, for the page.
    pub fn said(&self) -> String {
        match self {
            Self::Taken => "对方已收到。".to_owned(),
            Self::Refused(410) => "对方说这个地址不再接收（410）。".to_owned(),
            Self::Refused(status) if (300..400).contains(status) => {
                format!("对方要转到别的地址（{status}），推送不跟着转；请直接填最后的地址。")
            }
            Self::Refused(status) => format!("对方没有收下（{status}）。"),
            Self::Forbidden => "这个名字指向不能推送的地址：没有加密的只能推给本单位网络里的机器。".to_owned(),
            Self::Unreachable(what) => format!("没有送到：{what}。"),
        }
    }
}
