//! How many records each ledger has of a unit: of a register those that are there on the day, of a log those of the period,
//! of a case those that are open now, that came up in the period and that were finished in it. Each number is the total of
//! a list, and says by which conditions, so that the list opens with the same.

use kernel::{Date, LedgerId, Problem};
use pack::model::{Field, FieldType, Ledger, LedgerKind, Privacy};

use super::Look;
use crate::{
    figures::keeps,
    records::{self, List},
};

/// A ledger as it looks from one unit.
#[derive(Clone, PartialEq, Debug)]
pub struct LedgerHere {
    /// Its id.
    pub ledger: LedgerId,
    /// Its name.
    pub name: String,
    /// Register, log or case.
    pub kind: LedgerKind,
    /// Its numbers.
    pub counts: Vec<Count>,
    /// Whether its records can be looked at on a map.
    pub mapped: bool,
    /// Whether the reader may write records of this unit.
    pub writes: bool,
}

/// How many records a list has.
#[derive(Clone, PartialEq, Debug)]
pub struct Count {
    /// Of which records.
    pub what: What,
    /// How many.
    pub total: u64,
    /// The list's filter; all of the unit where there is none.
    pub filter: Option<String>,
    /// The same as a form of conditions, all of which hold; nothing where it cannot be said so.
    pub conditions: Option<Vec<Condition>>,
}

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    /// All there are: lists of this ledger cannot be narrowed by its date.
    All,
    /// Those of a register that are there on the day.
    OnDay,
    /// Those of the period.
    InPeriod,
    /// Cases in whose state something remains to be done, now.
    Open,
    /// Cases that are finished, by a step of the period.
    Finished,
}

/// One condition of a list, as it stands in the list's address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Condition {
    /// The field; `state`, and `steps.<step>` for the day of a step.
    pub field: String,
    /// `most`, `beyond`, `within`, `among`.
    pub test: &'static str,
    /// Of `within` two days with `..` between, of `among` codes with `|` between.
    pub value: String,
}

impl Look<'_> {
    /// The ledgers that may hold records of the unit, as far as these are within the reader's reach.
    pub(super) async fn ledgers(&self) -> Result<Vec<LedgerHere>, Problem> {
        let mut found = Vec::new();
        for ledger in self.world.pack.ledgers.values().filter(|ledger| self.is_open(ledger)) {
            let mut counts = Vec::new();
            for asked in self.asked(ledger) {
                let total = self.total(ledger, asked.filter.clone()).await?;
                counts.push(Count { total, ..asked });
            }
            let writes = self.actor.may_write(ledger);
            let writes = writes.map(|allowed| allowed.within(&self.world.units, self.world.today));
            found.push(LedgerHere {
                ledger: ledger.id.clone(),
                name: ledger.name.clone(),
                kind: ledger.kind,
                counts,
                mapped: ledger.fields.values().any(is_place),
                writes: writes.is_some_and(|allowed| allowed.reaches(ledger.id.as_str(), self.unit.id.as_str())),
            });
        }
        Ok(found)
    }

    fn is_open(&self, ledger: &Ledger) -> bool {
        let reached = self.allowed.reaches(ledger.id.as_str(), self.unit.id.as_str());
        reached && !ledger.is_system() && keeps(self.world, ledger, self.unit)
    }

    async fn total(&self, ledger: &Ledger, filter: Option<String>) -> Result<u64, Problem> {
        let asked = List { unit: Some(self.unit.id.clone()), filter, limit: Some(1), ..List::default() };
        self.service.engine().total(self.allowed, &records::question(self.world, ledger, &asked)?).await
    }

    fn asked(&self, ledger: &Ledger) -> Vec<Count> {
        let within = days(self.period.first(), self.period.last());
        let date = ledger.date.as_str();
        match ledger.kind {
            LedgerKind::Register if is_open_day(ledger, date) && is_open_day(ledger, ENDS) => {
                vec![by(
                    What::OnDay,
                    vec![on(date, "most", self.on.to_string()), on(ENDS, "beyond", self.on.to_string())],
                )]
            }
            LedgerKind::Log if is_open_day(ledger, date) => vec![by(What::InPeriod, vec![on(date, "within", within)])],
            LedgerKind::Register | LedgerKind::Log => vec![all()],
            LedgerKind::Case => {
                let open = Some(states(ledger, false)).filter(|states| !states.is_empty());
                let open = open.map(|states| by(What::Open, vec![on("state", "among", states)]));
                let came =
                    is_open_day(ledger, date).then(|| by(What::InPeriod, vec![on(date, "within", within.clone())]));
                open.into_iter().chain(came).chain(finished(ledger, &within)).collect()
            }
        }
    }
}

const ENDS: &str = "ends";

/// Cases that stand at an end, and came there by a step of the period. Where several steps lead there, no form of conditions
/// says so, for it would ask for all of them.
fn finished(ledger: &Ledger, within: &str) -> Option<Count> {
    let leads = |to: &str| ledger.states.get(to).is_some_and(|state| state.last);
    let steps = ledger.steps.values().filter(|step| leads(step.to.as_str()));
    let steps: Vec<Condition> =
        steps.map(|step| on(&format!("steps.{}", step.id), "within", within.to_owned())).collect();
    let at_end = on("state", "among", states(ledger, true));
    match steps.as_slice() {
        [] => None,
        [step] => Some(by(What::Finished, vec![at_end, step.clone()])),
        several => {
            let any: Vec<String> = several.iter().map(|step| format!("({})", expression(step))).collect();
            let filter = Some(format!("{} && ({})", expression(&at_end), any.join(" || ")));
            Some(Count { what: What::Finished, total: 0, filter, conditions: None })
        }
    }
}

fn states(ledger: &Ledger, last: bool) -> String {
    let states = ledger.states.values().filter(|state| state.last == last);
    states.map(|state| state.id.to_string()).collect::<Vec<_>>().join("|")
}

fn days(first: Date, last: Date) -> String {
    format!("{first}..{last}")
}

fn on(field: &str, test: &'static str, value: String) -> Condition {
    Condition { field: field.to_owned(), test, value }
}

fn by(what: What, conditions: Vec<Condition>) -> Count {
    let filter = conditions.iter().map(expression).collect::<Vec<_>>().join(" && ");
    Count { what, total: 0, filter: Some(filter), conditions: Some(conditions) }
}

fn all() -> Count {
    Count { what: What::All, total: 0, filter: None, conditions: Some(Vec::new()) }
}

/// A condition in the language of lists, as the browser writes it too (`web/src/screens/ledgers/list/filter.ts`).
fn expression(Condition { field, test, value }: &Condition) -> String {
    match *test {
        "most" => format!("{field} <= date('{value}')"),
        "beyond" => format!("(!has({field}) || {field} > date('{value}'))"),
        "within" => {
            let (first, last) = value.split_once("..").unwrap_or((value, value));
            format!("{field} >= date('{first}') && {field} <= date('{last}')")
        }
        _ => {
            let codes: Vec<String> = value.split('|').map(|code| format!("'{code}'")).collect();
            format!("{field} in [{}]", codes.join(", "))
        }
    }
}

/// Whether lists may be narrowed by a day: not where it is masked.
fn is_open_day(ledger: &Ledger, field: &str) -> bool {
    ledger.field(field).is_some_and(|field| field.ty == FieldType::Date && field.privacy <= Privacy::Internal)
}

/// Whether it says where a record lies, to all readers of the ledger.
fn is_place(field: &Field) -> bool {
    matches!(field.ty, FieldType::Point | FieldType::Line | FieldType::Polygon) && field.privacy <= Privacy::Internal
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(ledger: &str, more: &str, expect: &[(What, Option<&str>, Option<&str>)]) {
        let pack = pack::sample::pack_with(more);
        let ledger = pack.ledger(ledger).expect(ledger);
        let told: Vec<_> = finished(ledger, "2022-01-01..2022-12-31")
            .into_iter()
            .map(|count| {
                let written = |conditions: Vec<Condition>| {
                    let one = |one: &Condition| [one.field.as_str(), one.test, one.value.as_str()].join("~");
                    conditions.iter().map(one).collect::<Vec<_>>().join("&")
                };
                (count.what, count.filter, count.conditions.map(written))
            })
            .collect();
        let expect: Vec<_> = expect
            .iter()
            .map(|(what, filter, conditions)| (*what, filter.map(str::to_owned), conditions.map(str::to_owned)))
            .collect();
        assert_eq!(told, expect);
    }

    #[test]
    fn what_is_finished_is_said_by_the_steps_that_lead_to_an_end() {
        check(
            "matter",
            "",
            &[(
                What::Finished,
                Some("state in ['closed'] && steps.close >= date('2022-01-01') && steps.close <= date('2022-12-31')"),
                Some("state~among~closed&steps.close~within~2022-01-01..2022-12-31"),
            )],
        );
        check("event", "", &[]);
    }

    #[test]
    fn where_several_steps_lead_to_an_end_any_of_them_does() {
        let matters = pack::sample::files(pack::sample::FILES).remove("cases/matter.toml").expect("the case");
        let more = format!(
            "//- cases/matter.toml\n{matters}\n[steps.drop]\nname = \"不办\"\nfrom = \"found\"\nto = \"closed\"\nby = \"officer\"\n"
        );
        check(
            "matter",
            &more,
            &[(
                What::Finished,
                Some(
                    "state in ['closed'] && ((steps.close >= date('2022-01-01') && steps.close <= date('2022-12-31')) || (steps.drop >= date('2022-01-01') && steps.drop <= date('2022-12-31')))",
                ),
                None,
            )],
        );
    }
}
