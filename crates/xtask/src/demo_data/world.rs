//! Who lives in the demo township.

use super::{day::Day, dice::Dice, identity::Registry};

/// The villages, in the order of their codes.
pub const VILLAGES: [&str; 7] = ["阡头村", "陌上村", "禾湾村", "苇塘村", "云根村", "石坳村", "晴耕村"];

/// The township.
pub const TOWNSHIP: &str = "云溪乡";

/// The last day of the demo's year.
pub const YEAR_END: Day = Day(2022, 12, 31);

/// How many households of each class, and how many people live in them.
const CLASSES: [(&str, usize, i64); 4] =
    [("脱贫户", 217, 676), ("脱贫不稳定户", 3, 13), ("边缘易致贫户", 14, 42), ("突发困难户", 4, 13)];

pub struct Person {
    pub name: String,
    pub number: String,
    pub female: bool,
    pub born: Day,
    pub village: usize,
    /// Place in [`World::households`].
    pub household: usize,
}

pub struct Household {
    pub number: String,
    pub class: &'static str,
    pub village: usize,
    /// Places in [`World::persons`], the head first.
    pub members: Vec<usize>,
}

pub struct World {
    pub persons: Vec<Person>,
    pub households: Vec<Household>,
    /// Households of one old person, and one of two, who live at home on destitute support.
    pub destitute_home: Vec<usize>,
    /// Old persons in the care home.
    pub destitute_centre: Vec<usize>,
    registry: Registry,
}

impl World {
    pub fn new(dice: &mut Dice) -> Self {
        let mut world = Self {
            persons: Vec::new(),
            households: Vec::new(),
            destitute_home: Vec::new(),
            destitute_centre: Vec::new(),
            registry: Registry::default(),
        };
        for (class, count, people) in CLASSES {
            for size in dice.parts(people, count, 1, 6) {
                world.settle(class, size, false, dice);
            }
        }
        for order in 0..24 {
            let household = world.settle("一般户", if order == 16 { 2 } else { 1 }, true, dice);
            if order < 17 { &mut world.destitute_home } else { &mut world.destitute_centre }.push(household);
        }
        for size in dice.parts(425, 140, 1, 6) {
            world.settle("一般户", size, false, dice);
        }
        world
    }

    /// The head of a household.
    pub fn head(&self, household: usize) -> &Person {
        &self.persons[self.households[household].members[0]]
    }

    /// Households of a class.
    pub fn of_class(&self, class: &str) -> Vec<usize> {
        (0..self.households.len()).filter(|at| self.households[*at].class == class).collect()
    }

    /// Persons of these ages at the end of the year, of households of the class if one is named, in some order.
    pub fn aged(&self, class: Option<&str>, low: i64, high: i64, dice: &mut Dice) -> Vec<usize> {
        let fits = |at: &usize| {
            let person = &self.persons[*at];
            let of_class = class.is_none_or(|class| self.households[person.household].class == class);
            of_class && (low..=high).contains(&person.born.age_on(YEAR_END))
        };
        let mut found: Vec<usize> = (0..self.persons.len()).filter(fits).collect();
        dice.shuffle(&mut found);
        found
    }

    fn settle(&mut self, class: &'static str, size: i64, old: bool, dice: &mut Dice) -> usize {
        let village = weighted(dice);
        let household = self.households.len();
        let surname = Registry::surname(dice);
        let young = dice.between(1, 10) <= 8;
        let head = match (old, young) {
            (true, _) => dice.between(64, 86),
            (_, true) => dice.between(34, 52),
            _ => dice.between(53, 76),
        };
        let mut members = Vec::new();
        for place in 0..size {
            let (age, female) = match place {
                0 => (head, dice.between(1, 10) > 8),
                1 => (head + dice.between(-4, 3), true),
                _ if young => (dice.between(4, (head - 22).min(21)), dice.between(0, 1) == 1),
                2 => (head - dice.between(24, 30), dice.between(0, 1) == 1),
                _ => (dice.between(5, 17), dice.between(0, 1) == 1),
            };
            let surname = if place == 1 { Registry::surname(dice) } else { surname };
            let born = Day(2022 - age, 1, 1).until(Day(2022 - age, 12, 31), dice);
            let name = self.registry.name(surname, female, dice);
            let number = self.registry.number(born, female, dice);
            members.push(self.persons.len());
            self.persons.push(Person { name, number, female, born, village, household });
        }
        let number = format!("YX{:02}{:04}", village + 1, household + 1);
        self.households.push(Household { number, class, village, members });
        household
    }
}

/// A village, the larger ones more often.
fn weighted(dice: &mut Dice) -> usize {
    const SHARES: [i64; 7] = [17, 15, 16, 13, 12, 14, 13];
    let mut throw = dice.between(1, 100);
    SHARES
        .iter()
        .position(|share| {
            throw -= share;
            throw <= 0
        })
        .unwrap_or(0)
}
