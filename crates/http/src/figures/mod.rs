//! Figures: the indicators there are, their figures, and what is behind each.

mod ask;
mod cuts;
mod indicators;
mod open;
mod spread;

use kernel::{Ask, Problem};

pub use ask::*;
pub use cuts::*;
pub use indicators::*;
pub use open::*;
pub use spread::*;

use crate::{call, wire};

fn read(ask: &wire::Ask) -> Result<Ask, Problem> {
    Ok(Ask {
        indicator: ask.indicator.as_str().into(),
        unit: ask.unit.as_str().into(),
        period: call::period(&ask.period)?,
        boundaries: call::boundaries(ask.boundaries.as_deref())?,
    })
}
