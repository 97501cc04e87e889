//! A table inside records as a sheet of its own: columns that name the record, then those of the table. To whoever reads or
//! writes sheets it looks like a ledger; templates, exports and imports agree here on what it is called.

use std::collections::BTreeSet;

use kernel::{FieldId, LedgerId};
use pack::model::{Field, FieldType, Ledger};

/// What the ids of columns that name the record begin with; no id of a pack has a dot.
const PARENT: &str = "parent.";
/// What goes with the name of an exported sheet in which there are fields of persons.
const PERSONAL: &str = "·含个人信息";
/// Names of sheets that are something else.
pub(super) const BESIDE: [&str; 3] = ["填写说明", "选项", "导出说明"];
/// The format has 31 characters for the name of a sheet; what goes with it is left room.
const LONGEST: usize = 22;

/// The sheet of a table.
pub(crate) struct Child {
    /// The field of the ledger.
    pub field: FieldId,
    /// The sheet's name.
    pub sheet: String,
    /// Its columns, as if it were a ledger of its own.
    pub ledger: Ledger,
}

/// One for each table of a ledger whose records can be named; ended ones last.
pub(crate) fn children(ledger: &Ledger) -> Vec<Child> {
    let links = links(ledger);
    if links.is_empty() {
        return Vec::new();
    }
    let (ended, fields): (Vec<&Field>, Vec<&Field>) =
        ledger.fields.values().partition(|field| ledger.is_replaced(field.id.as_str()));
    let mut taken: BTreeSet<String> = BESIDE.iter().map(|name| (*name).to_owned()).collect();
    taken.extend([plain(&ledger.name), "记录".to_owned(), "填报".to_owned()]);
    let one = |table: &Field| {
        let columns = as_ledger(ledger, table, &links)?;
        let name = Some(plain(&table.name)).filter(|name| !name.is_empty()).unwrap_or_else(|| table.id.to_string());
        let more = (2..100).map(|number| format!("{name}·{number}"));
        let sheet = std::iter::once(name.clone()).chain(more).find(|name| !taken.contains(name)).unwrap_or(name);
        taken.insert(sheet.clone());
        Some(Child { field: table.id.clone(), sheet, ledger: columns })
    };
    fields.into_iter().chain(ended).filter_map(one).collect()
}

/// The id of the sheet of a table, as if it were a ledger; no id of a pack has a dot.
pub(super) fn sheet_of(ledger: &Ledger, table: &FieldId) -> LedgerId {
    LedgerId::from(format!("{}.{table}", ledger.id))
}

/// The fields by which a row of another sheet names a record: its key, or what it is called where it has none.
pub(crate) fn links(ledger: &Ledger) -> Vec<&Field> {
    let ids = if ledger.key.is_empty() { &ledger.title } else { &ledger.key };
    ids.iter().filter_map(|id| ledger.field(id.as_str())).filter(|field| fits_a_cell(&field.ty)).collect()
}

/// The id of the column that brings a part of what names the record.
pub(super) fn parent(field: &FieldId) -> FieldId {
    FieldId::from(format!("{PARENT}{field}"))
}

/// The field of the record that a column brings.
pub(super) fn of_parent(column: &FieldId) -> Option<FieldId> {
    column.as_str().strip_prefix(PARENT).map(FieldId::from)
}

/// The name of a sheet without what an export puts behind it.
pub(super) fn bare(sheet: &str) -> &str {
    sheet.strip_suffix(PERSONAL).unwrap_or(sheet)
}

/// Of a field that is a table.
fn as_ledger(ledger: &Ledger, table: &Field, links: &[&Field]) -> Option<Ledger> {
    let FieldType::Table(columns) = &table.ty else { return None };
    let own = |word: &str| columns.values().any(|c| c.name == word || c.aliases.iter().any(|alias| alias == word));
    let column = |field: &&Field| {
        // Beside a column of the table that is called the same, the record's has its longer name alone.
        let words = std::iter::once(&field.name).chain(&field.aliases).filter(|word| !own(word)).cloned();
        let is_needed = !ledger.key.is_empty() || links.len() == 1;
        Field {
            id: parent(&field.id),
            name: format!("所属{}", field.name),
            aliases: words.collect(),
            required: is_needed,
            required_if: None,
            show_if: None,
            check: None,
            dated: false,
            default: None,
            prefill: None,
            number: None,
            replaces: None,
            help: Some(format!("这一行属于哪条记录：与“{}”那张表里写的一样。", ledger.name)),
            ..(*field).clone()
        }
    };
    let named = links.iter().map(column).map(|field| (field.id.clone(), field));
    let fields = named.chain(columns.iter().map(|(id, field)| (id.clone(), field.clone()))).collect();
    Some(Ledger {
        id: sheet_of(ledger, &table.id),
        name: table.name.clone(),
        about: None,
        date: FieldId::from(""),
        key: links.iter().map(|field| parent(&field.id)).collect(),
        title: Vec::new(),
        identity: false,
        fields,
        checks: Vec::new(),
        states: Default::default(),
        steps: Default::default(),
        help: table.help.clone(),
        ..ledger.clone()
    })
}

/// Whether one cell holds it.
fn fits_a_cell(ty: &FieldType) -> bool {
    !matches!(
        ty,
        FieldType::Table(_)
            | FieldType::File
            | FieldType::Photo
            | FieldType::Point
            | FieldType::Line
            | FieldType::Polygon
    )
}

/// As the format has names of sheets.
fn plain(name: &str) -> String {
    let kept: String = name.chars().filter(|c| !crate::exports::is_awkward(*c)).take(LONGEST).collect();
    kept.trim_matches('\'').trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_a_sheet_that_names_its_record() {
        let pack = pack::sample::pack();
        let event = pack.ledger("event").expect("event");
        let children = children(event);
        let told: Vec<String> = children
            .iter()
            .map(|child| {
                let columns = child.ledger.fields.values().map(|field| format!("{}={}", field.id, field.name));
                format!("{} {} {}", child.ledger.id, child.sheet, columns.collect::<Vec<_>>().join(" "))
            })
            .collect();
        assert_eq!(told, ["event.parts 明细 parent.number=所属序号 item=项目 amount=金额"]);
        assert_eq!(children[0].ledger.fields["parent.number"].aliases[0], "序号");
        assert!(super::children(pack.ledger("thing").expect("thing")).is_empty());
    }

    #[test]
    fn names_of_sheets() {
        assert_eq!((bare("明细·含个人信息"), bare("明细")), ("明细", "明细"));
        assert_eq!(plain("'成员/情况'"), "成员情况");
        assert_eq!(plain(&"长".repeat(40)).chars().count(), LONGEST);
    }
}
