//! The parameters of the pack with all their values.

use kernel::{Date, Decimal, Problem, Value};
use rules::access::Actor;
use store::Record;

use crate::{Service, access};

/// A parameter.
#[derive(Clone, PartialEq, Debug)]
pub struct ParameterView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What its values are in.
    pub measure: String,
    /// Whether the county or the township sets it; a rule of the country otherwise.
    pub is_local: bool,
    /// What its values 0, 1, 2 … are called, where it is a choice.
    pub choices: &'static [&'static str],
    /// The value of today.
    pub today: Option<Decimal>,
    /// All of them, the newest first.
    pub values: Vec<ValueView>,
}

/// A value over some days.
#[derive(Clone, PartialEq, Debug)]
pub struct ValueView {
    /// The value, as it was written.
    pub value: String,
    /// First day.
    pub begins: Date,
    /// First day on which another holds; nothing where none does.
    pub ends: Option<Date>,
    /// The paper it rests on.
    pub basis: String,
}

/// All parameters in the order of the pack, for everybody who works here: what a limit is, is no secret.
pub async fn list(service: &Service, actor: &Actor) -> Result<Vec<ParameterView>, Problem> {
    let world = service.world().await?;
    access::read(actor, &world)?;
    let view = |parameter: &pack::model::Parameter| ParameterView {
        id: parameter.id.to_string(),
        name: parameter.name.clone(),
        measure: parameter.measure.name.clone(),
        is_local: parameter.local,
        choices: super::choices(parameter.id.as_str()),
        today: world.parameter(parameter.id.as_str()),
        values: values(parameter.id.as_str(), &world.limits),
    };
    Ok(world.pack.parameters.values().map(view).collect())
}

/// Of several that hold on a day the one that began last does, so each holds until the next begins.
fn values(id: &str, records: &[Record]) -> Vec<ValueView> {
    let text = |record: &Record, field: &str| record.fields.get(field).and_then(Value::as_text).map(str::to_owned);
    let day = |record: &Record, field: &str| record.fields.get(field).and_then(Value::as_date);
    let of = |record: &&Record| text(record, "parameter").as_deref() == Some(id);
    let mut values: Vec<ValueView> = records
        .iter()
        .filter(of)
        .filter_map(|record| {
            Some(ValueView {
                value: text(record, "value")?,
                begins: day(record, "begins").unwrap_or(Date::MIN),
                ends: day(record, "ends"),
                basis: text(record, "basis").unwrap_or_default(),
            })
        })
        .collect();
    values.sort_by_key(|value| value.begins);
    for at in 1..values.len() {
        let (next, until) = (values[at].begins, values[at].ends);
        let before = &mut values[at - 1];
        // One that ends before this does lies within it, and this goes on after it.
        if until.is_none_or(|until| before.ends.is_some_and(|ends| ends <= until)) {
            before.ends = Some(before.ends.map_or(next, |ends| ends.min(next)));
        }
    }
    values.reverse();
    values
}
