//! Whose the rows of tables are. They are gathered by the record they name before any record is judged, so that a record is
//! judged with its rows; what names no record of the file is a row of one that is there already, or of none.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use kernel::{FieldId, Fields, Finding, Many, Place, Problem, UnitId, Value};
use pack::model::Field;
use rules::change::Content;
use store::Record;

use super::{
    child,
    children::{Kid, not_brought},
    columns::at,
    convert::Draft,
    existing::Existing,
    findings::{are_plenty, prune},
    judge::at_row,
    keys::{self, KeyHash},
    options::Meaning,
    plan::{Plan, Planner, Spot},
    references::Spot as At,
    row::{Known, Planned, Ready},
};
use crate::records::Source;

/// Records named by rows of tables alone that are looked at together.
const OTHERS: usize = 16_384;

/// The rows of all tables, by the records they belong to.
#[derive(Default)]
pub(super) struct Children {
    groups: HashMap<KeyHash, Group>,
    /// Which rows of the ledger's own sheets mean them.
    meant: HashMap<KeyHash, Vec<Spot>>,
    /// Tables of which the record of some row could not be told: any could lack that row.
    lost: BTreeSet<FieldId>,
    /// Of each table the columns that a sheet of it does not have, and their names.
    not_brought: BTreeMap<FieldId, BTreeMap<FieldId, String>>,
}

/// What belongs to one record.
pub(super) struct Group {
    unit: UnitId,
    /// The fields by which it is named.
    link: Fields,
    wrong: bool,
    tables: BTreeMap<FieldId, Vec<(Spot, Fields)>>,
}

/// How many rows of a table a record has and will have.
pub(super) struct Counted {
    pub table: FieldId,
    pub before: u64,
    pub after: u64,
}

impl Children {
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    pub fn get(&self, link: &KeyHash) -> Option<&Group> {
        self.groups.get(link)
    }

    /// Remembers that a row of the ledger's own sheets means such a record.
    pub fn meant(&mut self, link: KeyHash, spot: Spot) {
        if self.groups.contains_key(&link) {
            self.meant.entry(link).or_default().push(spot);
        }
    }

    /// Whether rows that belong to it could not be read, or may not be all.
    pub fn is_wrong(&self, group: &Group) -> bool {
        group.wrong || group.tables.keys().any(|table| self.lost.contains(table))
    }

    /// As drafts, the records that no row of the ledger's own sheets means, each at its first row, by sheets.
    pub fn others(&self) -> BTreeMap<usize, Vec<Draft>> {
        let mut others: BTreeMap<usize, Vec<Draft>> = BTreeMap::new();
        for (_, group) in self.groups.iter().filter(|(link, _)| !self.meant.contains_key(*link)) {
            let Some(spot) = group.spots().min() else { continue };
            let (unit, fields) = (Some(group.unit.clone()), group.link.clone());
            others.entry(spot.page).or_default().push(Draft { row: spot.row, unit, fields, ..Draft::default() });
        }
        others.values_mut().for_each(|drafts| drafts.sort_by_key(|draft| draft.row));
        others
    }
}

impl Group {
    fn spots(&self) -> impl Iterator<Item = Spot> {
        self.tables.values().flatten().map(|(spot, _)| *spot)
    }
}

impl Planner<'_> {
    /// Reads whose each row is. What cannot be told stands among the findings.
    pub fn gather(
        &mut self,
        kids: Vec<Kid<'_>>,
        own: &[Many<Draft>],
        defaults: &Fields,
        findings: &mut Vec<Finding>,
    ) -> Children {
        let mut children = Children::default();
        let named = |column: &Field| (column.id.clone(), column.name.clone());
        let is_unsaid =
            |kid: &Kid<'_>| kid.drafts.iter().any(|draft| self.pages[kid.page].unit_of(&draft, self.options).is_none());
        let units = if kids.iter().any(is_unsaid) { self.units_of(own, defaults) } else { HashMap::new() };
        for Kid { child: table, page, drafts } in kids {
            // Several sheets may bring the rows of one table.
            let missing = children.not_brought.entry(table.field.clone()).or_default();
            missing.extend(not_brought(&table.ledger, &self.pages[page]).into_iter().map(named));
            for draft in drafts.iter() {
                let (spot, mut wrong) = (Spot { page, row: draft.row }, draft.wrong);
                let draft = draft.into_owned();
                let said = self.pages[page].unit_of(&draft, self.options).cloned();
                let Draft { fields, names, .. } = draft;
                let (mut link, mut row) = (Fields::new(), Fields::new());
                fields.into_iter().for_each(|(id, value)| put(&mut link, &mut row, &id, value));
                let unit = match said {
                    Some(unit) => Some(unit),
                    None => self.only_unit(&units, &link, spot, wrong, findings),
                };
                let Some(unit) = unit else {
                    children.lost.insert(table.field.clone());
                    continue;
                };
                let book = self.world.book_for(self.ledger, unit.as_str());
                let stands = At { book: &book, unit: &unit, since: self.context.today, present: None };
                for named in &names {
                    match self.directory.find(&table.ledger, named, &stands, self.service, self.context) {
                        Ok(value) => put(&mut link, &mut row, &named.field, value),
                        Err(more) => {
                            wrong = true;
                            findings.extend(more.into_iter().map(|mut finding| {
                                finding.place = at(self.pages[page].name, spot.row, named.column);
                                finding.place.field = Some(named.field.to_string());
                                finding
                            }));
                        }
                    }
                }
                let Some(hash) = keys::link(self.ledger, &unit, &link, &Fields::new()) else {
                    // What could not be read was told already.
                    if !wrong {
                        self.unsaid(spot, findings);
                    }
                    children.lost.insert(table.field.clone());
                    continue;
                };
                let none = || Group { unit: unit.clone(), link, wrong: false, tables: BTreeMap::new() };
                let group = children.groups.entry(hash).or_insert_with(none);
                group.wrong |= wrong;
                let rows = group.tables.entry(table.field.clone()).or_default();
                // A row that names its record and says nothing else is none, as a blank line of a form is.
                if !row.is_empty() || wrong {
                    rows.push((spot, row));
                }
                prune(findings);
            }
        }
        for group in children.groups.values_mut() {
            group.tables.retain(|_, rows| !rows.is_empty());
        }
        children.groups.retain(|_, group| !group.tables.is_empty());
        children
    }

    /// Which of the rows have rows of tables.
    pub fn meant(&self, rows: &[Ready], known: &mut Known) {
        if known.children.is_empty() {
            return;
        }
        for row in rows {
            let link = |unit| keys::link(self.ledger, unit, &row.draft.fields, &known.defaults);
            if let Some(link) = row.unit.as_ref().and_then(link) {
                known.children.meant(link, row.spot);
            }
        }
    }

    /// Records that only rows of tables name: they must be there already, and keep all else.
    pub async fn others(
        &mut self,
        plan: &mut Plan,
        known: &mut Known,
        existing: &Existing,
        from: &Source<'_>,
        findings: &mut Vec<Finding>,
    ) -> Result<(), Problem> {
        for (page, mut drafts) in known.children.others() {
            while !drafts.is_empty() {
                let later = drafts.split_off(drafts.len().min(OTHERS));
                let rows = self.ready_all(drafts, page, known, existing, from, findings).await?;
                for Planned { spot, rows, outcome, .. } in self.judge_all(rows, known, findings) {
                    self.count(plan, spot, &rows, outcome);
                }
                prune(findings);
                self.options.progress.goes_on()?;
                drafts = later;
            }
        }
        Ok(())
    }

    /// Of what the ledger's own sheets name, the units it stands under.
    fn units_of(&self, own: &[Many<Draft>], defaults: &Fields) -> HashMap<KeyHash, BTreeSet<UnitId>> {
        let mut units: HashMap<KeyHash, BTreeSet<UnitId>> = HashMap::new();
        for (page, drafts) in own.iter().enumerate() {
            for draft in drafts.iter() {
                let named = keys::link_anywhere(self.ledger, &draft.fields, defaults);
                if let (Some(unit), Some(named)) = (self.pages[page].unit_of(&draft, self.options), named) {
                    units.entry(named).or_default().insert(unit.clone());
                }
            }
        }
        units
    }

    /// The unit of a row that names none: that of the one record of the file that is called so.
    fn only_unit(
        &self,
        units: &HashMap<KeyHash, BTreeSet<UnitId>>,
        link: &Fields,
        spot: Spot,
        wrong: bool,
        findings: &mut Vec<Finding>,
    ) -> Option<UnitId> {
        let named = keys::link_anywhere(self.ledger, link, &Fields::new()).and_then(|link| units.get(&link));
        let mut found = named.into_iter().flatten();
        match (found.next(), found.next()) {
            (Some(only), None) => return Some(only.clone()),
            // What could not be read was told already.
            _ if wrong => {}
            (Some(one), Some(other)) => {
                let (one, other) = (self.context.unit_name(one.as_str()), self.context.unit_name(other.as_str()));
                let message = format!("“{one}”和“{other}”都有这样的一条，分不清这一行归哪一条。");
                self.tell_row(spot, "import.parent_ambiguous", message, "请在这一行写明单位。", findings);
            }
            (None, _) => {
                let message = "看不出这一行属于哪个单位的哪条记录。";
                let hint = "请在这一行写明单位；只改已有的记录时，单位不能不写。";
                self.tell_row(spot, "import.no_unit", message.to_owned(), hint, findings);
            }
        }
        None
    }

    fn unsaid(&self, spot: Spot, findings: &mut Vec<Finding>) {
        let names: Vec<&str> = child::links(self.ledger).into_iter().map(|field| field.name.as_str()).collect();
        let message = format!("没有写全这一行属于哪条记录：要写“{}”。", names.join("”和“"));
        let hint = match self.ledger.numbered() {
            Some(field) => format!(
                "请照“{}”那张表里写的填；新记录没有“{}”的，请先导入记录，再填这里。",
                self.ledger.name, field.name
            ),
            None => format!("请照“{}”那张表里写的填。", self.ledger.name),
        };
        self.tell_row(spot, "import.parent_unsaid", message, &hint, findings);
    }

    /// Rows of no record: neither the file has it nor the ledger.
    pub fn without_record(&self, group: &Group, findings: &mut Vec<Finding>) {
        let unit = self.context.unit_name(group.unit.as_str());
        let (message, hint) = match self.options.meaning {
            Meaning::Snapshot { .. } => (
                format!("这一行所属的记录不在这份完整名册里（{unit}）。"),
                "请在名册里补上这条记录，或删去这一行。".to_owned(),
            ),
            _ => (
                format!("“{unit}”没有这样的一条“{}”，表里也没有，这一行不知道归到哪里。", self.ledger.name),
                format!("请核对写法和单位；是新记录的，请先在“{}”那张表里写上它。", self.ledger.name),
            ),
        };
        for spot in group.spots() {
            if are_plenty(findings) {
                return;
            }
            self.tell_row(spot, "import.parent_not_found", message.clone(), &hint, findings);
        }
    }

    /// Rows that more than one row of the ledger's own sheets may mean; those rows. Where the ledger has a key, that is told of
    /// the key.
    pub fn meant_twice(&self, children: &Children, findings: &mut Vec<Finding>) -> HashSet<Spot> {
        let mut twice = HashSet::new();
        if !self.ledger.key.is_empty() {
            return twice;
        }
        for (link, spots) in children.meant.iter().filter(|(_, spots)| spots.len() > 1) {
            let Some(group) = children.groups.get(link) else { continue };
            for spot in group.spots().take_while(|_| !are_plenty(findings)).collect::<Vec<_>>() {
                let rows: Vec<String> = spots.iter().take(5).map(|other| self.told(*other, spot.page)).collect();
                let message = format!("{}都这样称呼，分不清这一行归哪一条。", rows.join("、"));
                let hint = "请把它们的称呼写得不一样，或分两次导入。";
                self.tell_row(spot, "import.parent_ambiguous", message, hint, findings);
            }
            twice.extend(spots.iter().copied());
        }
        twice
    }

    /// Puts rows in the place of those that a record has, and says what is lost by it.
    pub fn put_rows(
        &self,
        children: &Children,
        group: &Group,
        record: Option<&Record>,
        content: &mut Content,
        findings: &mut Vec<Finding>,
    ) -> Vec<Counted> {
        let mut counted = Vec::new();
        for (table, rows) in &group.tables {
            let had = match record.and_then(|record| record.fields.get(table)) {
                Some(Value::Rows(had)) => had.as_slice(),
                _ => &[],
            };
            let name = self.ledger.field(table.as_str()).map_or(table.as_str(), |field| field.name.as_str());
            let first = rows.first().map(|(spot, _)| *spot);
            let mut warn = |code: &str, message: String, hint: &str| {
                if let Some(spot) = first {
                    let finding = Finding::warning(code, message, Place::default()).hint(hint);
                    findings.push(Finding { place: at_row(self.pages[spot.page].name, spot.row), ..finding });
                }
            };
            if rows.len() < had.len() {
                let message = format!("这条记录的“{name}”原有{}行，表里只有{}行。", had.len(), rows.len());
                let hint = "导入后以表里的为准，少写的行就没有了；要保留的，请一并写进这张工作表。";
                warn("import.fewer_rows", message, hint);
            }
            let missing = children.not_brought.get(table).into_iter().flatten();
            let emptied: Vec<&str> = missing
                .filter(|(id, _)| had.iter().any(|row| row.contains_key(*id)))
                .map(|(_, name)| name.as_str())
                .collect();
            if !emptied.is_empty() {
                let message = format!("“{name}”原有的{}，表里没有这一列，导入后就没有了。", emptied.join("、"));
                warn("import.emptied_column", message, "要保留的，请把这一列补上再导入。");
            }
            let (before, after) = (had.len() as u64, rows.len() as u64);
            counted.push(Counted { table: table.clone(), before, after });
            content.fields.insert(table.clone(), Value::Rows(rows.iter().map(|(_, row)| row.clone()).collect()));
        }
        counted
    }

    /// The cell a finding about a record stands in: `parts.amount`, line 2, in the second row that was given for the table.
    pub fn placed_in(&self, mut finding: Finding, spot: Spot, group: Option<&Group>) -> Finding {
        let place = &finding.place;
        let row = place.field.as_deref().and_then(|field| field.split_once('.')).and_then(|(table, column)| {
            let rows = group?.tables.get(table)?;
            let (spot, _) = rows.get(place.line?.checked_sub(1)? as usize)?;
            Some((*spot, column.to_owned()))
        });
        match row {
            Some((spot, column)) => {
                finding.place = Place::field(column);
                self.placed(finding, spot)
            }
            None => self.placed(finding, spot),
        }
    }

    fn tell_row(&self, spot: Spot, code: &str, message: String, hint: &str, findings: &mut Vec<Finding>) {
        let first = child::links(self.ledger).first().map(|field| child::parent(&field.id).to_string());
        let place = first.map_or_else(Place::default, Place::field);
        findings.push(self.placed(Finding::error(code, message, place).hint(hint), spot));
    }
}

/// A value of a row: of what names its record, or of the table.
fn put(link: &mut Fields, row: &mut Fields, id: &FieldId, value: Value) {
    match child::of_parent(id) {
        Some(id) => link.insert(id, value),
        None => row.insert(id.clone(), value),
    };
}
