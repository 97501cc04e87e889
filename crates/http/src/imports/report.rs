//! An import's report on the wire, for the command line too.

use app::imports::{self, Becomes, Brings, Source, Why};

use crate::{problem::WireFinding, wire};

/// The report as it is sent.
pub fn answer(report: &imports::ImportReport) -> wire::ImportReport {
    wire::ImportReport {
        file: report.file.clone(),
        sheet: report.sheet.clone(),
        header_row: report.header_row,
        columns: report.columns.iter().map(column).collect(),
        rows: report.rows,
        children: report.children.iter().map(child).collect(),
        new: report.new,
        changed: report.changed,
        same: report.same,
        wrong: report.wrong,
        persons: report.persons,
        left_out: report.left_out.iter().map(left_out).collect(),
        sheets: report.sheets.clone(),
        totals: report.totals.iter().map(total).collect(),
        filled: report.filled,
        mended: report.mended,
        touched: report.touched.iter().map(touched).collect(),
        missing: report.missing.iter().map(missing).collect(),
        ended: report.ended,
        sample: report.sample.iter().map(row).collect(),
        wrong_rows: report.wrong_rows.iter().map(row).collect(),
        findings: report.findings.iter().map(WireFinding::from).collect(),
        receipts: report.receipts.iter().map(crate::records::receipt).collect(),
    }
}

fn child(child: &imports::ChildRows) -> wire::ImportChild {
    wire::ImportChild {
        field: child.field.to_string(),
        name: child.name.clone(),
        sheet: child.sheet.clone(),
        header_row: child.header_row,
        columns: child.columns.iter().map(column).collect(),
        sample: child.sample.iter().map(row).collect(),
        rows: child.rows,
        records: child.records,
        before: child.before,
        after: child.after,
        fewer: child.fewer,
    }
}

/// A column, and what it was taken for.
pub(crate) fn column(column: &imports::ColumnMatch) -> wire::ImportColumn {
    let brings = match column.brings {
        Brings::Field => "field",
        Brings::NumberOf => "number_of",
        Brings::Since => "since",
        Brings::Unit => "unit",
        Brings::Above => "above",
        Brings::Step => "step",
        Brings::StepBy => "step_by",
        Brings::Nothing => "nothing",
        Brings::Named => "named",
        Brings::Unknown => "unknown",
    };
    let source = match column.source {
        Source::Heading => "heading",
        Source::Said => "said",
        Source::Remembered => "remembered",
    };
    wire::ImportColumn {
        column: column.column,
        heading: column.heading.clone(),
        field: column.field.as_ref().map(ToString::to_string),
        brings: brings.to_owned(),
        word: column.word.clone(),
        source: source.to_owned(),
        measure: column.measure.clone(),
    }
}

fn left_out(row: &imports::LeftOut) -> wire::ImportLeftOut {
    let why = match row.why {
        Why::Total => "total",
        Why::Note => "note",
        Why::Continued => "continued",
        Why::Chosen => "chosen",
    };
    wire::ImportLeftOut { sheet: row.sheet.clone(), row: row.row, text: row.text.clone(), why: why.to_owned() }
}

fn total(check: &imports::TotalCheck) -> wire::ImportTotal {
    wire::ImportTotal {
        page: check.page.clone(),
        row: check.row,
        column: check.column,
        heading: check.heading.clone(),
        measure: check.measure.clone(),
        sheet: kernel::number::plain(check.sheet),
        ours: kernel::number::plain(check.ours),
        differs: kernel::number::plain((check.sheet - check.ours).abs()),
        agrees: check.agrees,
        look: check.look.clone(),
    }
}

fn touched(record: &imports::Touched) -> wire::ImportTouched {
    wire::ImportTouched {
        sheet: record.sheet.clone(),
        row: record.row,
        becomes: if record.becomes == Becomes::New { "new" } else { "changed" }.to_owned(),
        unit: record.unit.to_string(),
        title: record.title.clone(),
        changes: record.changes.iter().map(crate::records::field_change).collect(),
    }
}

fn missing(missing: &imports::Missing) -> wire::ImportMissing {
    wire::ImportMissing {
        book: missing.book.to_string(),
        record: missing.record.to_string(),
        unit: missing.unit.to_string(),
        title: missing.title.clone(),
    }
}

fn row(row: &imports::SheetRow) -> wire::ImportRow {
    wire::ImportRow { sheet: row.sheet.clone(), row: row.row, cells: row.cells.clone(), filled: row.filled.clone() }
}
