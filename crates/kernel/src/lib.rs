//! Words every room of the house shares. No IO, no clock of its own, no randomness of its own.
//!
//! - [`ids`]: names of things, each its own type, so that a ledger is never passed for a field
//! - [`date`], [`period`], [`period_kind`]: days as integers, instants in milliseconds, and the periods a figure is asked for
//! - [`number`], [`measure`]: exact decimals, and the units they are shown in (元/万元, 亩/公顷, 户, 人)
//! - [`value`]: what a field of a record holds
//! - [`cut`]: a position in each book, the "when we knew" of every figure
//! - [`units`]: the dated tree of administrative units, and both ways to read it
//! - [`figure`], [`grade`]: an answered figure, and how well founded it is
//! - [`problem`]: what every door answers when it cannot do what was asked
//! - [`many`]: many things of one kind in little memory
//! - [`share`]: work that all processors do side by side
//! - [`watch`]: notes of what took too long
//! - [`world`]: time and ids as arguments
//!
//! Absent on purpose: anything that knows a pack, a database or the wire.

pub mod cut;
pub mod date;
pub mod figure;
pub mod grade;
pub mod identifier;
pub mod ids;
pub mod many;
pub mod measure;
pub mod number;
pub mod period;
pub mod period_kind;
pub mod problem;
pub mod share;
pub mod units;
pub mod value;
pub mod watch;
pub mod world;

pub use cut::{Cut, Seq};
pub use date::{Date, Instant};
pub use figure::{Ask, Figure, Missing, Spread};
pub use grade::Grade;
pub use ids::{
    BookId, CodeListId, FieldId, FormId, IndicatorId, LedgerId, LevelId, PackId, ParameterId, PersonId, RecordId,
    ReportId, RequestId, RoleId, StateId, StepId, UnitId,
};
pub use many::{Many, Pack, Packs, Unpack};
pub use measure::{Measure, Quantity};
pub use number::Decimal;
pub use period::{Every, Period};
pub use period_kind::PeriodKind;
pub use problem::{Finding, Place, Problem, RecordAt, Severity};
pub use share::{processors, shared_out, side_by_side};
pub use units::{Boundaries, UnitTree};
pub use value::{Fields, Value};
pub use watch::{Limits, Slow, SlowNote, Watch};
pub use world::{Clock, IdGen};
