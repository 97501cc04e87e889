//! Where the records of a list lie: the same question as a list's, answered with places instead of pages.

use kernel::{BookId, Cut, Date, LedgerId, Problem, RecordId, Value};
use pack::model::{Field, FieldType, Ledger};
use rules::{
    access::Actor,
    geometry::{Shape, simplified},
    show, spells,
};
use store::Record;

use super::{List, Opened, Titles, find::search, question};
use crate::{Service, access};

/// The most places that are given at once, and the most records that are looked through for them.
const MOST: usize = 2_000;
const MOST_READ: u64 = 20_000;
const PAGE: u32 = 500;
/// So many corners in all, as they are kept, are made simpler at most.
const MOST_CORNERS: usize = 120_000;
/// Lines and areas are given with so many corners at most.
const CORNERS: usize = 60;

/// The places of a list.
#[derive(Clone, PartialEq, Debug)]
pub struct Places {
    /// The field that says where.
    pub field: String,
    /// Records with a place, in the order of the list.
    pub places: Vec<PlaceView>,
    /// How many records were looked through, the first of the list.
    pub read: u64,
    /// How many of these have no place.
    pub without: u64,
    /// How many there are in all.
    pub total: u64,
    /// As known at.
    pub as_of: Cut,
}

/// A record and where it lies.
#[derive(Clone, PartialEq, Debug)]
pub struct PlaceView {
    /// The book that keeps it.
    pub book: BookId,
    /// Its id.
    pub record: RecordId,
    /// What names it to a person.
    pub title: String,
    /// The owning unit's name.
    pub unit_name: String,
    /// The state of a case in words.
    pub state_name: Option<String>,
    /// Where.
    pub shape: Shape,
}

/// Where the records of a list lie, by one of its fields that is not masked (its first, where none is named). A field that is
/// masked, or none of places, is not found.
pub async fn places(
    service: &Service,
    actor: &Actor,
    ledger: &LedgerId,
    field: Option<&str>,
    asked: List,
) -> Result<Places, Problem> {
    let world = service.world().await?;
    let (allowed, found) = access::read_ledger(actor, &world, ledger.as_str())?;
    let field = field_of(found, field).ok_or_else(|| Problem::not_found("能画在地图上的字段"))?;
    let mut query = question(&world, found, &asked)?;
    query.limit = PAGE;
    let context = world.context();
    let mut as_of = asked.as_of.clone();
    let mut corners = 0;
    let mut answer = Places {
        field: field.id.to_string(),
        places: Vec::new(),
        read: 0,
        without: 0,
        total: 0,
        as_of: query.cut.clone(),
    };
    loop {
        let page = match search(&world, found, &allowed, asked.find.as_deref()) {
            Some(search) => service.engine().find(&allowed, &query, search, as_of.as_ref()).await?,
            None => service.engine().list(&allowed, &query, as_of.as_ref()).await?,
        };
        (answer.total, answer.as_of) = (page.total, page.cut.clone());
        let room = Room { places: MOST - answer.places.len(), corners: MOST_CORNERS.saturating_sub(corners) };
        let (of, today) = (field.clone(), context.today);
        // Thousands of corners are looked at for a while: not on a processor that answers.
        let looked = tokio::task::spawn_blocking(move || look(&of, page.records, today, &room)).await;
        let Looked { placed, read, without, corners: more } = looked.map_err(|_| {
            Problem::new("server.broken", "位置没有读完。").hint("请再打开一次。").detail("places did not end")
        })?;
        (answer.read, answer.without) = (answer.read + read, answer.without + without);
        corners += more;
        let records: Vec<Record> = placed.iter().map(|(record, _)| record.clone()).collect();
        let titles = Titles::of(service.store(), &allowed, &page.cut, &records, &context, Opened::No).await?;
        answer.places.extend(placed.into_iter().map(|(record, shape)| {
            let title = titles.of_record(&record).filter(|title| !title.is_empty()).cloned();
            let state = record.state.as_ref().and_then(|state| found.states.get(state));
            PlaceView {
                title: title.unwrap_or_else(|| format!("{} {}", found.name, record.record)),
                unit_name: context.unit_name(record.unit.as_str()),
                state_name: state.map(|state| state.name.clone()),
                book: record.book,
                record: record.record,
                shape,
            }
        }));
        query.after = page.next;
        let is_full = answer.places.len() >= MOST || answer.read >= MOST_READ || corners >= MOST_CORNERS;
        if query.after.is_none() || is_full {
            return Ok(answer);
        }
        // Every further page is of the same moment.
        query.cut = page.cut.clone();
        as_of = Some(page.cut);
    }
}

fn field_of<'a>(ledger: &'a Ledger, named: Option<&str>) -> Option<&'a Field> {
    let fits = |field: &&Field| {
        let drawn = matches!(field.ty, FieldType::Point | FieldType::Line | FieldType::Polygon);
        drawn && !show::is_masked(field, pack::model::Privacy::Internal)
    };
    let mut fields = ledger.fields.values().filter(fits);
    match named {
        Some(id) => fields.find(|field| field.id.as_str() == id),
        None => fields.next(),
    }
}

/// What may still be given.
struct Room {
    places: usize,
    corners: usize,
}

/// What a page gave.
struct Looked {
    placed: Vec<(Record, Shape)>,
    read: u64,
    without: u64,
    corners: usize,
}

fn look(field: &Field, records: Vec<Record>, today: Date, room: &Room) -> Looked {
    let mut looked = Looked { placed: Vec::new(), read: 0, without: 0, corners: 0 };
    for record in records {
        if looked.placed.len() >= room.places || looked.corners >= room.corners {
            break;
        }
        looked.read += 1;
        match shape_of(field, &record, today) {
            Some(shape) => {
                looked.corners += shape.corners();
                looked.placed.push((record, simplified(shape, CORNERS)));
            }
            None => looked.without += 1,
        }
    }
    looked
}

fn shape_of(field: &Field, record: &Record, today: Date) -> Option<Shape> {
    let value = record.fields.get(&field.id)?;
    let value = match value {
        Value::Spells(list) => spells::at(list, today).or_else(|| spells::latest(list))?,
        value => value,
    };
    Shape::kept(value.as_text()?)
}
