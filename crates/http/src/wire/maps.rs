//! Places: where records lie, outlines of units, the base map.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use utoipa::ToSchema;

use super::shapes;

/// The base map.
#[derive(Serialize, ToSchema)]
pub struct BaseMap {
    /// Where its pictures are, with `{z}`, `{x}`, `{y}`; nothing where places lie on paper.
    pub tiles: Option<String>,
}

/// What places are asked for.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PlacesQuery {
    /// The field that says where; the ledger's first where it is left out.
    pub field: Option<String>,
    /// Records of this unit and all below it.
    pub unit: Option<String>,
    /// Words that must be in it.
    pub q: Option<String>,
    /// An expression over the ledger's fields.
    pub filter: Option<String>,
    /// The order of the list.
    pub sort: Option<String>,
    /// As known at this cut.
    #[param(value_type = Option<shapes::Cut>, inline)]
    pub as_of: Option<String>,
}

/// Where the records of a list lie.
#[derive(Serialize, ToSchema)]
pub struct Places {
    /// The field that says where.
    pub field: String,
    /// Records with a place, in the order of the list; 2,000 at most, and so many that 120,000 corners were looked at.
    pub places: Vec<RecordPlace>,
    /// How many records were looked through, the first of the list.
    pub read: u64,
    /// How many of these have no place.
    pub without: u64,
    /// How many there are in all.
    pub total: u64,
    /// The cut.
    pub as_of: String,
}

/// A record and where it lies.
#[derive(Serialize, ToSchema)]
pub struct RecordPlace {
    /// The book that keeps it.
    pub book: String,
    /// Its id.
    pub record: String,
    /// What it is called.
    pub title: String,
    /// The owning unit's name.
    pub unit_name: String,
    /// The state of a case.
    pub state_name: Option<String>,
    /// A GeoJSON geometry in CGCS2000; of long lines and large areas the outline alone.
    #[schema(value_type = Object)]
    pub geometry: Json,
}

/// Outlines of units.
#[derive(Serialize, ToSchema)]
pub struct UnitShapes {
    /// In the order of codes.
    pub shapes: Vec<UnitShape>,
}

/// The outline of a unit; only for drawing.
#[derive(Serialize, ToSchema)]
pub struct UnitShape {
    /// The unit.
    pub unit: String,
    /// A GeoJSON polygon or multipolygon in CGCS2000.
    #[schema(value_type = Object)]
    pub geometry: Json,
}

/// How a file of outlines is handed in.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DrawQuery {
    /// The client's key.
    #[param(value_type = shapes::RequestKey, inline)]
    pub request: String,
    /// Where the outlines come from.
    #[serde(default)]
    pub reason: String,
    /// Only say what would be taken up.
    #[serde(default)]
    pub judge_only: bool,
}

/// What a file of outlines holds.
#[derive(Serialize, ToSchema)]
pub struct Drawn {
    /// Its features.
    pub features: Vec<DrawnFeature>,
    /// The Change; nothing where it was only looked at, or all of it is known already.
    pub receipt: Option<super::Receipt>,
}

/// A feature of the file.
#[derive(Serialize, ToSchema)]
pub struct DrawnFeature {
    /// Its number in the file, from 1.
    pub number: u32,
    /// What the file calls it.
    pub called: String,
    /// The unit it belongs to.
    pub unit: Option<String>,
    /// That unit's name.
    pub unit_name: Option<String>,
    /// How large it is, in words; nothing where it is no outline.
    pub size: Option<String>,
    /// What is to be said of it.
    pub findings: Vec<crate::problem::WireFinding>,
}
