//! What every route is given: the service and who asks.

use std::sync::Arc;

use app::{Actor, Service, World};
use axum::{extract::FromRequestParts, http::request::Parts};
use kernel::{Boundaries, Cut, Period, Problem};

use crate::{
    outside::Outside,
    problem::Refusal,
    session::{Asking, Tries},
};

/// The state of the server: what is the same for everybody.
#[derive(Clone)]
pub struct Desk {
    /// The use cases' service.
    pub service: Service,
    /// Imports on their way.
    pub underway: crate::imports::Underway,
    /// How often somebody was refused, by address.
    pub(crate) tries: Tries,
    /// The house of identity that is asked, where there is one.
    pub(crate) outside: Option<Arc<Outside>>,
}

/// One request.
#[derive(Clone)]
pub struct Call {
    /// The use cases' service.
    pub service: Service,
    /// Who asks.
    pub actor: Arc<Actor>,
    /// By which session.
    pub asking: Asking,
    /// Imports on their way.
    pub underway: crate::imports::Underway,
    /// How often somebody was refused, by address.
    pub(crate) tries: Tries,
    /// The house of identity that is asked, where there is one.
    pub(crate) outside: Option<Arc<Outside>>,
}

impl Desk {
    /// The state over a service.
    pub fn over(service: Service) -> Self {
        Self { service, underway: crate::imports::Underway::default(), tries: Tries::default(), outside: None }
    }
}

impl Call {
    /// What the local user asks, without a session: the command line, and whoever begins.
    pub fn local(service: Service) -> Self {
        let actor = Arc::new(Actor::local());
        let Desk { service, underway, tries, outside } = Desk::over(service);
        Self { service, asking: Asking::local(actor.clone()), actor, underway, tries, outside }
    }

    /// Pack, units and parameters of now.
    pub async fn world(&self) -> Result<Arc<World>, Problem> {
        self.service.world().await
    }
}

/// Who asks was found out before ([`crate::session::ask_who`]); where that was forgotten, nobody asks.
impl FromRequestParts<Desk> for Call {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Self, Refusal> {
        let asking = parts.extensions.get::<Asking>().cloned().ok_or_else(|| Refusal(crate::session::none()))?;
        let Desk { service, underway, tries, outside } = desk.clone();
        Ok(Self { service, actor: asking.actor.clone(), asking, underway, tries, outside })
    }
}

/// A cut as a client writes it.
pub fn cut(text: Option<&str>) -> Result<Option<Cut>, Problem> {
    let read = |text: &str| {
        text.parse().map_err(|_| {
            Problem::new("request.cut", format!("“{text}”不是截至位置。"))
                .hint("写成“账本:变更号”，例如 990101200000:12。")
        })
    };
    text.filter(|text| !text.is_empty()).map(read).transpose()
}

/// A period as a client writes it.
pub fn period(text: &str) -> Result<Period, Problem> {
    text.parse().map_err(|_| not_a_period(text))
}

/// Days that are written like days are read; that there is no such day, or that they stand the wrong way round, is said.
fn not_a_period(text: &str) -> Problem {
    let mut days = text.split("..");
    if days.clone().count() > 2 || !days.clone().all(is_written_like_a_day) {
        return Problem::new("request.period", format!("“{text}”不是时间段。"))
            .hint("写成 2022、2022-H1、2022-Q3、2022-03 或 2022-01-01..2022-10-31。");
    }
    if let Some(day) = days.find(|day| day.parse::<kernel::Date>().is_err()) {
        return no_such_day(day);
    }
    Problem::new("period.backwards", format!("“{text}”的开始比结束晚。")).hint("请把早的一天写在前面。")
}

/// Boundaries as a client writes them.
pub fn boundaries(text: Option<&str>) -> Result<Boundaries, Problem> {
    match text {
        None | Some("" | "then") => Ok(Boundaries::Then),
        Some("now") => Ok(Boundaries::Now),
        Some(other) => Err(Problem::new("request.boundaries", format!("区划口径没有“{other}”。"))
            .hint("写 then（当时）或 now（现行）。")),
    }
}

/// A day as a client writes it.
pub fn day(text: &str) -> Result<kernel::Date, Problem> {
    text.parse().map_err(|_| match is_written_like_a_day(text) {
        true => no_such_day(text),
        false => Problem::new("request.date", format!("“{text}”不是日期。")).hint("写成 2022-03-01。"),
    })
}

/// A day where one is written; nothing is none.
pub fn day_or_none(text: Option<&str>) -> Result<Option<kernel::Date>, Problem> {
    text.filter(|text| !text.is_empty()).map(day).transpose()
}

fn is_written_like_a_day(text: &str) -> bool {
    let is_digit = |(at, sign): (usize, u8)| if matches!(at, 4 | 7) { sign == b'-' } else { sign.is_ascii_digit() };
    text.len() == 10 && text.bytes().enumerate().all(is_digit)
}

fn no_such_day(text: &str) -> Problem {
    Problem::new("period.no_such_day", format!("没有“{text}”这一天。")).hint("请看看那个月有几天。")
}
