//! The outlines of units, for whoever draws a map. What is said of units is said to everybody.

use kernel::{Problem, UnitId, Value};
use rules::{access::Allowed, geometry::Shape};

use crate::{
    Service, World,
    world::{self, SHAPES},
};

/// The outlines as they are known now.
#[derive(Clone, PartialEq, Debug)]
pub struct Shapes {
    /// A unit and its outline, in the order of codes.
    pub shapes: Vec<(UnitId, Shape)>,
}

/// What the answer of [`shapes`] rests on: as long as it is the same, so is the answer.
pub fn shapes_version(world: &World) -> String {
    let book = world.root_book();
    format!("{book}-{}", world.cut.at(book.as_str()).0)
}

/// All outlines, those of units that have ended among them: figures of then are drawn by them.
pub async fn shapes(service: &Service, world: &World) -> Result<Shapes, Problem> {
    let records = world::all(service.store(), &Allowed::of_the_house(), SHAPES, None, &world.cut).await?;
    let text = |record: &store::Record, id: &str| record.fields.get(id).and_then(Value::as_text).map(str::to_owned);
    let shape = |record: &store::Record| {
        let code = text(record, "code")?;
        world.units.get(&code)?;
        Some((UnitId::from(code), Shape::kept(&text(record, "shape")?)?))
    };
    let mut shapes: Vec<(UnitId, Shape)> = records.iter().filter_map(shape).collect();
    shapes.sort_by(|one, other| one.0.cmp(&other.0));
    Ok(Shapes { shapes })
}
