//! Views of lists, and home pages.

use app::kept;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shapes;

/// A list asked for in one way, under a name.
#[derive(Serialize, ToSchema)]
pub struct View {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What is asked, as it stands in an address: `unit`, `q`, `f`, `where`, `sort`, `cols`, `size`.
    pub query: String,
    /// The unit it is shared with; whoever works there or below sees it.
    pub unit: Option<String>,
    /// That unit's name.
    pub unit_name: Option<String>,
    /// Who keeps it.
    pub owner_name: String,
    /// Whether it is the reader's own.
    pub mine: bool,
    /// Whether the reader may end it.
    pub may_end: bool,
    /// What to hand back with what is kept under this name instead.
    pub version: String,
}

/// A view to be kept.
#[derive(Deserialize, ToSchema)]
pub struct KeepView {
    /// Its name, at most 30 characters.
    #[schema(value_type = shapes::Words)]
    pub name: String,
    /// What is asked, as it stands in an address.
    pub query: String,
    /// The unit it is shared with; left out it is its owner's alone.
    pub unit: Option<String>,
    /// The `version` of one's own of this name that was read, empty where there was none: one that is otherwise by now is not written
    /// over (`view.moved`). Left out, it is written over whatever it is.
    #[serde(default)]
    pub version: Option<String>,
}

/// What somebody sees first.
#[derive(Serialize, ToSchema)]
pub struct Home {
    /// What is pinned to it, in its order.
    pub tiles: Vec<Tile>,
    /// `mine`: the reader arranged it. `role`: somebody arranged it for a role. `usual`: nobody did.
    pub whose: String,
    /// What to hand back with what is arranged instead; empty while nobody arranged this one.
    pub version: String,
    /// Who arranged it for the role.
    pub by: Option<String>,
    /// The role's name.
    pub role_name: Option<String>,
    /// The unit's name.
    pub unit_name: Option<String>,
    /// For whoever arranges pages for others: the roles there are.
    pub roles: Vec<RoleName>,
}

/// A role by name.
#[derive(Serialize, ToSchema)]
pub struct RoleName {
    /// Its id in the pack.
    pub id: String,
    /// The word people see.
    pub name: String,
}

/// A home page to be kept.
#[derive(Deserialize, ToSchema)]
pub struct ArrangeHome {
    /// What is pinned to it, in its order; 24 at most.
    #[schema(max_items = 24)]
    pub tiles: Vec<Tile>,
    /// The `version` that was read: a page that is otherwise by now is not written over (`home.moved`). Left out, it is written over
    /// whatever it is.
    #[serde(default)]
    pub version: Option<String>,
}

/// Something pinned.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Tile {
    /// A figure.
    Figure {
        /// The indicator.
        indicator: String,
        /// Of which unit; the reader's own where left out.
        unit: Option<String>,
        /// For which period, said from today.
        period: Span,
    },
    /// A list, with how many records it has.
    List {
        /// The ledger.
        ledger: String,
        /// What to call it.
        name: String,
        /// What is asked, as it stands in an address.
        query: String,
    },
    /// A report.
    Report {
        /// Which.
        report: String,
    },
}

/// A period said from today.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// This month.
    Month,
    /// The month before.
    LastMonth,
    /// This year.
    Year,
    /// The year before.
    LastYear,
    /// From the first day of the year to today.
    ToDate,
}

impl From<Tile> for kept::Tile {
    fn from(tile: Tile) -> Self {
        match tile {
            Tile::Figure { indicator, unit, period } => {
                Self::Figure { indicator, unit: unit.filter(|unit| !unit.is_empty()), period: period.into() }
            }
            Tile::List { ledger, name, query } => Self::List { ledger, name, query },
            Tile::Report { report } => Self::Report { report },
        }
    }
}

impl From<kept::Tile> for Tile {
    fn from(tile: kept::Tile) -> Self {
        match tile {
            kept::Tile::Figure { indicator, unit, period } => Self::Figure { indicator, unit, period: period.into() },
            kept::Tile::List { ledger, name, query } => Self::List { ledger, name, query },
            kept::Tile::Report { report } => Self::Report { report },
        }
    }
}

impl From<Span> for kept::Span {
    fn from(span: Span) -> Self {
        match span {
            Span::Month => Self::Month,
            Span::LastMonth => Self::LastMonth,
            Span::Year => Self::Year,
            Span::LastYear => Self::LastYear,
            Span::ToDate => Self::ToDate,
        }
    }
}

impl From<kept::Span> for Span {
    fn from(span: kept::Span) -> Self {
        match span {
            kept::Span::Month => Self::Month,
            kept::Span::LastMonth => Self::LastMonth,
            kept::Span::Year => Self::Year,
            kept::Span::LastYear => Self::LastYear,
            kept::Span::ToDate => Self::ToDate,
        }
    }
}
