//! The demo township's spreadsheets, written as village clerks would hand them in: title rows, totals of villages and at
//! the bottom, one sheet a village, cells merged down, notes and signatures, dates written in five ways, numbers kept as
//! text, full-width digits, other words for the same column. All of it is invented, and
//! the same on every machine, for the dice are thrown from one seed.
//!
//! - [`world`]: who lives there: persons, households, their villages
//! - [`plan`]: where its villages lie
//! - [`sheet`]: one handed-in table, and the bad habits it is written with; [`workbook`]: the file it is sent as
//! - one module a field of work: what its tables hold, so that they sum to the figures of `demo/expected.csv`
//!
//! Absent on purpose: any knowledge of the pack; the tables meet it only through their headings.

mod aid;
mod day;
mod dice;
mod drought;
mod economy;
mod environment;
mod farming;
mod identity;
mod land;
mod party;
mod payments;
mod plan;
mod projects;
mod rolls;
mod sheet;
mod society;
mod sourced;
mod workbook;
mod world;

use std::{fs, path::Path};

use crate::run::{Outcome, root};

use self::{dice::Dice, sheet::File, world::World};

/// Writes the demo township's spreadsheets anew, in the pack.
pub fn run() -> Outcome {
    write(&root().join("packs/township/demo"))
}

/// Writes them into a folder.
pub fn write(folder: &Path) -> Outcome {
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for file in files() {
        file.write(folder)?;
    }
    let outlines = folder.join("单位边界.geojson");
    fs::write(&outlines, plan::outlines()).map_err(|error| format!("{}: {error}", outlines.display()))
}

/// All tables that are handed in, each field of work with dice of its own, so that a change to one leaves the others.
fn files() -> Vec<File> {
    let world = World::new(&mut Dice::new(2022));
    let mut files = Vec::new();
    files.extend(rolls::files(&world, &mut Dice::new(1)));
    files.extend(party::files(&world, &mut Dice::new(2)));
    files.extend(economy::files(&mut Dice::new(3)));
    files.extend(farming::files(&mut Dice::new(4)));
    files.extend(projects::files());
    files.extend(payments::files(&world, &mut Dice::new(5)));
    files.extend(aid::files(&world, &mut Dice::new(6)));
    files.extend(society::files(&world, &mut Dice::new(7)));
    files.extend(drought::files(&mut Dice::new(8)));
    files.extend(environment::files(&mut Dice::new(9)));
    files.extend(sourced::files());
    files.extend(land::files(&world, &mut Dice::new(10)));
    files
}

#[cfg(test)]
mod tests;
