//! Names → the persons and records that are meant. Each ledger referred to is loaded once for the whole file.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{BookId, Date, FieldId, Fields, Finding, LedgerId, Place, Problem, RecordId, UnitId, Value};
use pack::model::{Field, FieldType, Ledger, Privacy};
use rules::{
    Context,
    change::{Content, Edit},
    near, show,
    validate::validate,
};
use store::ListRow;

use super::convert::Named;
use crate::{
    Service,
    records::{Source, defaults, target},
};

/// The records that may be meant, and persons that are new.
#[derive(Default)]
pub(super) struct Directory {
    ledgers: BTreeMap<LedgerId, Known>,
    /// Persons registered along the way, by their new ids.
    pub created: BTreeMap<RecordId, (BookId, Edit)>,
}

#[derive(Default)]
struct Known {
    ids: BTreeSet<(BookId, RecordId)>,
    names: BTreeMap<(BookId, String), Vec<(UnitId, RecordId)>>,
    numbers: BTreeMap<(BookId, String), RecordId>,
    number_of: BTreeMap<(BookId, RecordId), String>,
}

/// Where a name stands.
#[derive(Clone, Copy)]
pub(super) struct Spot<'a> {
    pub book: &'a BookId,
    pub unit: &'a UnitId,
    /// The day a new person is known from.
    pub since: Date,
    /// Whom the record names already.
    pub present: Option<&'a str>,
}

impl Directory {
    /// Everything that these fields may refer to.
    pub async fn load(from: &Source<'_>, wanted: &[&Field], context: &Context<'_>) -> Result<Self, Problem> {
        let targets = wanted.iter().filter_map(|field| target(&field.ty, context.pack));
        let targets: BTreeSet<LedgerId> = targets.collect();
        let mut directory = Self::default();
        for id in targets {
            let Some(found) = context.pack.ledger(id.as_str()) else { continue };
            let mut known = Known::default();
            let number = found.id_number().map(|field| field.id.clone());
            let fields: BTreeSet<FieldId> = found.title.iter().chain(&found.key).cloned().chain(number).collect();
            let take = |row: &ListRow, said: Fields| known.add(found, row, &said, context);
            from.each(&id, None, fields.into_iter().collect(), take).await?;
            directory.ledgers.insert(id, known);
        }
        Ok(directory)
    }

    /// The record a name means; a person nobody has registered is registered.
    pub fn find(
        &mut self,
        ledger: &Ledger,
        named: &Named,
        spot: &Spot<'_>,
        service: &Service,
        context: &Context<'_>,
    ) -> Result<Value, Vec<Finding>> {
        let Some(field) = ledger.field(named.field.as_str()) else { return Err(Vec::new()) };
        let to = target(&field.ty, context.pack).and_then(|id| context.pack.ledger(id.as_str()));
        let Some(to) = to else { return Err(Vec::new()) };
        let known = self.ledgers.entry(to.id.clone()).or_default();
        let number = named.number.as_deref().filter(|number| !number.is_empty());
        if let Some(id) = number.and_then(|number| known.numbers.get(&(spot.book.clone(), number.to_owned()))) {
            let called = known.names.get(&(spot.book.clone(), named.name.clone()));
            let same = named.name.is_empty() || called.is_some_and(|all| all.iter().any(|(_, known)| known == id));
            return if same { Ok(Value::text(id.as_str())) } else { Err(vec![other_name(&field.name, &named.name)]) };
        }
        if known.ids.contains(&(spot.book.clone(), RecordId::from(named.name.as_str()))) {
            return Ok(Value::text(&named.name));
        }
        let all = known.names.get(&(spot.book.clone(), named.name.clone())).map_or(&[][..], Vec::as_slice);
        // Whoever has another number is another person.
        let may_be = |id: &RecordId| {
            let theirs = known.number_of.get(&(spot.book.clone(), id.clone()));
            number.is_none_or(|number| theirs.is_none_or(|theirs| theirs == number))
        };
        let fit: BTreeSet<&RecordId> = all.iter().filter(|(_, id)| may_be(id)).map(|(_, id)| id).collect();
        // Of one name, those of this unit come first; then those registered below or above it (a grid's people are
        // registered in their village). The same name in a neighbouring village is another person.
        let among = |fits: &dyn Fn(&UnitId) -> bool| -> BTreeSet<&RecordId> {
            all.iter().filter(|(unit, id)| fits(unit) && may_be(id)).map(|(_, id)| id).collect()
        };
        let within =
            |unit: &UnitId, scope: &UnitId| context.units.is_within(unit.as_str(), scope.as_str(), context.today);
        let mut near = among(&|unit| unit == spot.unit);
        if near.is_empty() {
            near = among(&|unit| within(unit, spot.unit) || within(spot.unit, unit));
        }
        let person = field.ty == FieldType::Person;
        let one: Vec<RecordId> = if near.is_empty() && !person { fit } else { near }.into_iter().cloned().collect();
        match (one.first(), one.get(1)) {
            (Some(only), None) => Ok(Value::text(only.as_str())),
            (Some(_), Some(_)) if one.iter().any(|id| spot.present == Some(id.as_str())) => {
                Ok(Value::text(spot.present.unwrap_or_default()))
            }
            (Some(_), Some(_)) => Err(vec![ambiguous(&field.name, &named.name, person)]),
            (None, _) if person && !named.name.is_empty() => self.register(to, named, spot, service, context),
            (None, _) => {
                // Names that are masked elsewhere are no suggestions either.
                let open = may_be_suggested(to);
                let names = self.ledgers[&to.id]
                    .names
                    .keys()
                    .filter(|(book, _)| open && book == spot.book)
                    .map(|(_, name)| name.as_str());
                let message = format!("“{}”里没有“{}”。", to.name, named.name);
                let hint = near::hint(&named.name, names, &format!("请先在“{}”里登记。", to.name));
                Err(vec![Finding::error("import.unknown_reference", message, Place::default()).hint(hint)])
            }
        }
    }

    /// The ID numbers registered under a name in a unit.
    pub fn numbers_of(&self, ledger: &LedgerId, book: &BookId, unit: &UnitId, name: &str) -> BTreeSet<&str> {
        let Some(known) = self.ledgers.get(ledger) else { return BTreeSet::new() };
        let called = known.names.get(&(book.clone(), name.to_owned())).into_iter().flatten();
        let here = called.filter(|(theirs, _)| theirs == unit);
        here.filter_map(|(_, id)| known.number_of.get(&(book.clone(), id.clone()))).map(String::as_str).collect()
    }

    /// Whether an ID number is registered, whoever's it is.
    pub fn knows_number(&self, ledger: &LedgerId, book: &BookId, number: &str) -> bool {
        self.ledgers.get(ledger).is_some_and(|known| known.numbers.contains_key(&(book.clone(), number.to_owned())))
    }

    fn register(
        &mut self,
        to: &Ledger,
        named: &Named,
        spot: &Spot<'_>,
        service: &Service,
        context: &Context<'_>,
    ) -> Result<Value, Vec<Finding>> {
        let Some(name) = to.title.first() else { return Err(Vec::new()) };
        let mut fields = Fields::from([(name.clone(), Value::text(&named.name))]);
        let number = to.id_number();
        if let (Some(field), Some(number)) = (number, &named.number) {
            fields.insert(field.id.clone(), Value::text(number));
        }
        let mut content = Content { unit: spot.unit.clone(), fields, steps: Vec::new() };
        defaults(to, &mut content, context);
        let begins = to.field(to.date.as_str()).filter(|field| field.ty == FieldType::Date);
        if let Some(field) = begins {
            content.fields.entry(field.id.clone()).or_insert(Value::Date(spot.since));
        }
        let wrong: Vec<Finding> = validate(to, &content, context).into_iter().filter(Finding::is_error).collect();
        if !wrong.is_empty() {
            let why: Vec<String> = wrong.iter().map(|finding| finding.message.clone()).collect();
            let message = format!("“{}”还不在“{}”里，按这一行登记还缺：{}", named.name, to.name, why.join(""));
            let hint = format!("请先在“{}”里登记这个人。", to.name);
            return Err(vec![Finding::error("import.person_incomplete", message, Place::default()).hint(hint)]);
        }
        let id = RecordId::from(service.ids().next());
        let known = self.ledgers.entry(to.id.clone()).or_default();
        known.put(spot.book, spot.unit, &id, vec![named.name.clone()], named.number.clone());
        let edit = Edit { ledger: to.id.clone(), record: id.clone(), expects: None, to: Some(content) };
        self.created.insert(id.clone(), (spot.book.clone(), edit));
        Ok(Value::text(id.as_str()))
    }
}

impl Known {
    /// By title, by the first word of it, and by key.
    fn add(&mut self, ledger: &Ledger, row: &ListRow, said: &Fields, context: &Context<'_>) {
        let shown = |ids: &[FieldId]| {
            let one = |id: &FieldId| {
                let field = ledger.field(id.as_str())?;
                Some(show::show(field, said.get(id)?, context, &|_, id| Some(id.to_owned())))
            };
            ids.iter().filter_map(one).collect::<Vec<_>>()
        };
        let title = shown(&ledger.title);
        let names = vec![
            title.join(" "),
            title.concat(),
            title.first().cloned().unwrap_or_default(),
            shown(&ledger.key).join(" "),
        ];
        let number = ledger.id_number().and_then(|field| said.get(&field.id)).and_then(Value::as_text);
        self.put(&row.book, &row.unit, &row.record, names, number.map(str::to_owned));
    }

    fn put(&mut self, book: &BookId, unit: &UnitId, id: &RecordId, names: Vec<String>, number: Option<String>) {
        self.ids.insert((book.clone(), id.clone()));
        for name in names.into_iter().filter(|name| !name.is_empty()).collect::<BTreeSet<_>>() {
            self.names.entry((book.clone(), name)).or_default().push((unit.clone(), id.clone()));
        }
        if let Some(number) = number {
            self.numbers.insert((book.clone(), number.clone()), id.clone());
            self.number_of.insert((book.clone(), id.clone()), number);
        }
    }
}

fn may_be_suggested(ledger: &Ledger) -> bool {
    let named = ledger.title.iter().chain(&ledger.key).filter_map(|id| ledger.field(id.as_str()));
    named.into_iter().all(|field| field.privacy <= Privacy::Internal && field.ty != FieldType::Person)
}

/// A number belongs to one person; whose it is cannot be guessed. The registered name is personal and is not told.
fn other_name(field: &str, name: &str) -> Finding {
    let message = format!("“{field}”写的是“{name}”，但这个身份证号登记在另一个姓名名下。");
    Finding::error("import.other_name", message, Place::default())
        .hint("请核对姓名和号码；确实改过名的，先在人员名册里更正姓名。")
}

fn ambiguous(field: &str, name: &str, person: bool) -> Finding {
    let hint = if person { "请在旁边加一列身份证号。" } else { "请写编号，不写名称。" };
    Finding::error("import.ambiguous", format!("“{field}”叫“{name}”的不止一个。"), Place::default()).hint(hint)
}
