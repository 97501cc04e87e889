//! Who is meant by the ids in reference and person fields: looked up once for a whole page.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{BookId, Cut, FieldId, Finding, LedgerId, Place, Problem, RecordId, Value};
use pack::model::{Field, FieldType, Ledger, Pack, Privacy};
use rules::{
    Context,
    access::{Allowed, Read},
    change::Content,
    show,
};
use store::{Record, Store, files::FileInfo};

use super::view::{View, view};
use crate::{World, files::is_file};

/// Titles of records by ledger and id, and what is known of the files that they name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Titles {
    records: BTreeMap<(LedgerId, RecordId), String>,
    files: BTreeMap<String, FileInfo>,
}

impl Titles {
    /// The titles of all that these records refer to, and their files.
    pub async fn load(
        store: &Store,
        allowed: &Allowed<Read>,
        cut: &Cut,
        records: &[Record],
        context: &Context<'_>,
        opened: Opened,
    ) -> Result<Self, Problem> {
        let named = read(store, allowed, cut, wanted(records, context, &|_, _| true), context).await?;
        let titles = Self::of(store, allowed, cut, &named, context, opened).await?;
        let files = store.files(allowed, &files(records, context)).await?;
        Ok(Self { files, ..titles })
    }

    /// The titles of these records themselves.
    pub async fn of(
        store: &Store,
        allowed: &Allowed<Read>,
        cut: &Cut,
        named: &[Record],
        context: &Context<'_>,
        opened: Opened,
    ) -> Result<Self, Problem> {
        // A household is called after its head: whom a name names is looked up, too, and no further.
        let in_names = wanted(named, context, &|ledger, field| ledger.title.contains(&field.id));
        let further = read(store, allowed, cut, in_names, context).await?;
        let mut titles = Self::default();
        titles.add(&further, context, &|_, _| None, &|ledger| opened.of(allowed, ledger));
        let known = titles.clone();
        let look = |ty: &FieldType, id: &str| known.get(context.pack, ty, id);
        titles.add(named, context, &look, &|ledger| opened.of(allowed, ledger));
        Ok(titles)
    }

    fn add(
        &mut self,
        records: &[Record],
        context: &Context<'_>,
        look: show::Titles<'_>,
        opened: &dyn Fn(&str) -> Privacy,
    ) {
        for record in records {
            let Some(ledger) = context.pack.ledger(record.ledger.as_str()) else { continue };
            let title = show::title_to(ledger, &record.fields, context, look, opened(ledger.id.as_str()));
            self.records.insert((record.ledger.clone(), record.record.clone()), title);
        }
    }

    /// The title of a record.
    pub fn of_record(&self, record: &Record) -> Option<&String> {
        self.records.get(&(record.ledger.clone(), record.record.clone()))
    }

    /// The title of what a field's id refers to, or the name of the file it names.
    pub fn get(&self, pack: &Pack, ty: &FieldType, id: &str) -> Option<String> {
        if is_file(ty) {
            return self.files.get(id).map(|file| file.name.clone());
        }
        let target = target(ty, pack)?;
        self.records.get(&(target, RecordId::from(id))).cloned()
    }

    /// What is known of the files that these values name.
    fn files_of(&self, ledger: &Ledger, fields: &BTreeMap<FieldId, Value>) -> BTreeMap<FieldId, FileInfo> {
        let named = fields.iter().filter(|(id, _)| ledger.field(id.as_str()).is_some_and(|field| is_file(&field.ty)));
        let known = named.filter_map(|(id, value)| Some((id.clone(), self.files.get(value.as_text()?)?.clone())));
        known.collect()
    }
}

/// Whether what lists mask is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Opened {
    /// Masked, as in every list.
    No,
    /// As far as the reader's posts reach; whoever says so has it journaled.
    AsFarAsAllowed,
}

impl Opened {
    /// The most private fields of a ledger that are shown.
    pub fn of(self, allowed: &Allowed<Read>, ledger: &str) -> Privacy {
        match self {
            Self::No => Privacy::Internal,
            Self::AsFarAsAllowed => allowed.clearance_for(ledger),
        }
    }
}

/// Records in words, their references looked up once.
pub(crate) async fn view_all(
    store: &Store,
    allowed: &Allowed<Read>,
    world: &World,
    records: Vec<Record>,
    cut: &Cut,
) -> Result<Vec<View>, Problem> {
    view_opened(store, allowed, world, records, cut, Opened::No).await
}

/// As [`view_all`], with what was opened.
pub(super) async fn view_opened(
    store: &Store,
    allowed: &Allowed<Read>,
    world: &World,
    records: Vec<Record>,
    cut: &Cut,
    opened: Opened,
) -> Result<Vec<View>, Problem> {
    let context = world.context();
    let titles = Titles::load(store, allowed, cut, &records, &context, opened).await?;
    let look = |ty: &FieldType, id: &str| titles.get(&world.pack, ty, id);
    let shown = records.into_iter().filter_map(|record| {
        let ledger = world.pack.ledger(record.ledger.as_str())?;
        let opened = opened.of(allowed, ledger.id.as_str());
        let mut view = view(ledger, record, &context, &look, opened);
        view.files = titles.files_of(ledger, &view.fields);
        for (taken, _) in &mut view.steps {
            let name = taken.by.as_deref().and_then(|login| world.person_name(login));
            taken.by = name.or(taken.by.take());
        }
        Some(view)
    });
    Ok(shown.collect())
}

/// References to records that are not there.
pub(super) async fn unknown_references(
    store: &Store,
    allowed: &Allowed<Read>,
    cut: &Cut,
    ledger: &Ledger,
    content: &Content,
    context: &Context<'_>,
) -> Result<Vec<Finding>, Problem> {
    let Some(book) = context.units.get(content.unit.as_str()).map(|unit| unit.book.clone()) else {
        return Ok(Vec::new());
    };
    let mut findings = Vec::new();
    for field in ledger.fields.values() {
        let (Some(to), Some(value)) = (target(&field.ty, context.pack), content.fields.get(&field.id)) else {
            continue;
        };
        for id in ids(value) {
            if store.record(allowed, &book, &to, &id, cut).await?.is_none() {
                let name = context.pack.ledger(to.as_str()).map_or(to.as_str(), |ledger| ledger.name.as_str());
                let message = format!("“{}”指向的记录不在“{name}”里。", field.name);
                let finding = Finding::error("record.unknown_reference", message, Place::field(field.id.as_str()));
                findings.push(finding.hint(format!("请先在“{name}”里登记，再从列表里选。")));
            }
        }
    }
    Ok(findings)
}

/// The ledger a field's ids belong to.
pub(crate) fn target(ty: &FieldType, pack: &Pack) -> Option<LedgerId> {
    match ty {
        FieldType::Person => pack.identity().map(|ledger| ledger.id.clone()),
        FieldType::Reference(ledger) => Some(ledger.clone()),
        _ => None,
    }
}

/// Records by their ledgers and books.
type Wanted = BTreeMap<(LedgerId, BookId), BTreeSet<RecordId>>;

/// What records refer to by some of their fields. A reference stays within its book.
fn wanted(records: &[Record], context: &Context<'_>, by: &dyn Fn(&Ledger, &Field) -> bool) -> Wanted {
    let mut wanted = Wanted::new();
    for record in records {
        let Some(ledger) = context.pack.ledger(record.ledger.as_str()) else { continue };
        for (target, id) in references(ledger, &record.fields, context.pack, by) {
            wanted.entry((target, record.book.clone())).or_default().insert(id);
        }
    }
    wanted
}

/// The files that records name.
fn files(records: &[Record], context: &Context<'_>) -> BTreeSet<String> {
    let named = |record: &Record| {
        let ledger = context.pack.ledger(record.ledger.as_str())?;
        let fields = ledger.fields.values().filter(|field| is_file(&field.ty));
        let ids = fields.filter_map(|field| record.fields.get(&field.id)?.as_text());
        Some(ids.map(str::to_owned).collect::<Vec<_>>())
    };
    records.iter().filter_map(named).flatten().collect()
}

/// Those of them that may be read.
async fn read(
    store: &Store,
    allowed: &Allowed<Read>,
    cut: &Cut,
    wanted: Wanted,
    context: &Context<'_>,
) -> Result<Vec<Record>, Problem> {
    let mut found = Vec::new();
    for ((target, book), ids) in wanted {
        let known = context.pack.ledger(target.as_str()).is_some() && allowed.covers(target.as_str());
        if known {
            let ids: Vec<RecordId> = ids.into_iter().collect();
            found.extend(store.records(allowed, &book, &target, &ids, cut).await?);
        }
    }
    Ok(found)
}

fn references(
    ledger: &Ledger,
    fields: &kernel::Fields,
    pack: &Pack,
    by: &dyn Fn(&Ledger, &Field) -> bool,
) -> Vec<(LedgerId, RecordId)> {
    let mut found = Vec::new();
    for field in ledger.fields.values().filter(|field| by(ledger, field)) {
        if let (Some(to), Some(value)) = (target(&field.ty, pack), fields.get(&field.id)) {
            found.extend(ids(value).into_iter().map(|id| (to.clone(), id)));
        }
    }
    found
}

/// The ids in a reference, of all its spells.
pub(crate) fn ids(value: &Value) -> Vec<RecordId> {
    match value {
        Value::Text(id) => vec![RecordId::from(id.as_str())],
        Value::Spells(spells) => spells.iter().filter_map(|(_, value)| value.as_deref()).flat_map(ids).collect(),
        _ => Vec::new(),
    }
}
