//! An empty workbook to be filled in away from the house and imported: a hidden row that says what each column is, choices to
//! choose from, days and numbers that are checked while they are typed, numbers of persons as text. Each table inside the records has
//! a sheet of its own.

use kernel::{LedgerId, Problem};
use pack::model::{Field, FieldType, Ledger};
use rules::{
    Context,
    access::{Actor, Allowed, Write},
};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Format, FormatAlign,
    FormatBorder, Formula, Note, Workbook, Worksheet, XlsxError,
};

use super::about::is_awkward;
use crate::{
    Service, World, access,
    imports::{self, Child},
};

/// Rows that are made ready; more can be filled in, without being checked while they are typed.
const READY: u32 = 2_000;
/// The most units offered in a list.
const MOST_UNITS: usize = 3_000;
/// The most choices that are named in words.
const MOST_NAMED: usize = 50;
/// The row of keys, the row of headings, and the first to be filled in.
const KEYS: u32 = 0;
const HEADINGS: u32 = 1;
const FIRST: u32 = 2;
/// The sheets beside the one that is filled in.
const HELP: &str = "填写说明";
const LISTS: &str = "选项";

/// A template, whole: it is small.
pub struct Template {
    /// What the file is to be called, with its ending.
    pub name: String,
    /// The workbook.
    pub bytes: Vec<u8>,
}

/// The template of a ledger for who may fill it in.
pub async fn template(service: &Service, actor: &Actor, ledger: &LedgerId) -> Result<Template, Problem> {
    let world = service.world().await?;
    let (allowed, ledger) = access::fill_ledger(actor, &world, ledger.as_str())?;
    let tables: Vec<(Child, Vec<Column>)> = imports::children(ledger)
        .into_iter()
        .filter(|child| !ledger.is_replaced(child.field.as_str()))
        .map(|child| {
            let columns = columns_of(&world, &child.ledger, &allowed, ledger);
            (child, columns)
        })
        .collect();
    let columns = columns(&world, ledger, &allowed);
    let bytes = write(ledger, &columns, &tables).map_err(|error| {
        Problem::new("export.unwritten", "模板没有做成。")
            .hint("请重试；再次出错请告诉管理员。")
            .detail(error.to_string())
    })?;
    let name: String = ledger.name.chars().map(|c| if is_awkward(c) { '_' } else { c }).collect();
    Ok(Template { name: format!("{name}-填报模板.xlsx"), bytes })
}

/// A column to be filled in.
struct Column {
    /// What an import calls it.
    key: String,
    heading: String,
    required: bool,
    /// What goes in, in words.
    takes: String,
    /// The rest of what somebody who fills it in should know.
    help: Option<String>,
    kind: Kind,
}

/// What a cell may hold.
enum Kind {
    /// Anything.
    Any,
    /// Text, also where it is all digits.
    Text,
    /// One of these.
    OneOf(Vec<String>),
    Day,
    /// Whole numbers only, where so.
    Number {
        whole: bool,
    },
}

/// The unit, then the fields in the order of the form, then the days of steps. What one cell cannot hold is left out.
fn columns(world: &World, ledger: &Ledger, allowed: &Allowed<Write>) -> Vec<Column> {
    let mut columns = columns_of(world, ledger, allowed, ledger);
    columns.extend(ledger.steps.values().map(|step| Column {
        key: format!("steps.{}", step.id),
        heading: format!("{}日期", step.name),
        required: false,
        takes: "日期，如 2026-03-05；还没有办到这一步的不填".to_owned(),
        help: None,
        kind: Kind::Day,
    }));
    columns
}

/// The unit, then the fields of a ledger, or of a table that is written as one.
fn columns_of(world: &World, ledger: &Ledger, allowed: &Allowed<Write>, owner: &Ledger) -> Vec<Column> {
    let context = world.context();
    let mut columns = vec![unit(world, owner, allowed)];
    let identity = world.pack.identity().filter(|identity| identity.id != ledger.id);
    let number = identity.and_then(Ledger::id_number);
    for field in ledger.fields.values().filter(|field| !ledger.is_replaced(field.id.as_str())) {
        let Some((kind, takes)) = kind(field, &context) else { continue };
        columns.push(Column {
            key: field.id.to_string(),
            heading: super::columns::heading(field),
            required: field.is_demanded(),
            takes,
            help: help(field),
            kind,
        });
        if let (FieldType::Person, Some(number)) = (&field.ty, number) {
            columns.push(Column {
                key: format!("number.{}", field.id),
                heading: format!("{}{}", field.name, number.name),
                required: false,
                takes: "18 位身份证号；同名的人靠它分清".to_owned(),
                help: None,
                kind: Kind::Text,
            });
        }
    }
    columns
}

fn unit(world: &World, ledger: &Ledger, allowed: &Allowed<Write>) -> Column {
    let reach = allowed.units_for(ledger.id.as_str());
    let fits = |unit: &&kernel::units::Unit| {
        let level = ledger.unit.is_empty() || ledger.unit.contains(&unit.level);
        let reached = reach.as_ref().is_none_or(|reach| reach.contains(&unit.id));
        level && reached && unit.exists_on(world.today)
    };
    let names: Vec<String> = world.units.iter().filter(fits).map(|unit| unit.name.clone()).collect();
    let offered = !names.is_empty() && names.len() <= MOST_UNITS;
    Column {
        key: "unit".to_owned(),
        heading: "单位".to_owned(),
        required: true,
        takes: "单位的名称或代码".to_owned(),
        help: Some("这条记录属于哪个单位。".to_owned()),
        kind: if offered { Kind::OneOf(names) } else { Kind::Any },
    }
}

/// What a field's cell may hold, and that in words; nothing where one cell cannot hold it.
fn kind(field: &Field, context: &Context<'_>) -> Option<(Kind, String)> {
    let named = |list: &str| -> Vec<String> {
        let codes = context.codes(list).into_iter().flat_map(|list| list.codes.values());
        codes.filter(|code| !code.has_ended(context.today)).map(|code| code.name.clone()).collect()
    };
    let measure = |word: &str| {
        let own = field.measure.as_ref().map(|measure| measure.name.as_str());
        let written_in = own.or_else(|| Some(field.ty.quantity()?.base()));
        written_in.map_or_else(|| word.to_owned(), |unit| format!("{word}，以“{unit}”计"))
    };
    Some(match &field.ty {
        FieldType::Choice(list) => {
            let names = named(list.as_str());
            let words = format!("选一项：{}", few(&names));
            (Kind::OneOf(names), words)
        }
        FieldType::Choices(list) => (Kind::Text, format!("可选几项，用顿号隔开：{}", few(&named(list.as_str())))),
        FieldType::Bool => (Kind::OneOf(vec!["是".to_owned(), "否".to_owned()]), "是或否".to_owned()),
        FieldType::Date => (Kind::Day, "日期，如 2026-03-05".to_owned()),
        FieldType::Time => (Kind::Any, "日期和时间，如 2026-03-05 14:30".to_owned()),
        FieldType::Integer => (Kind::Number { whole: true }, measure("整数")),
        FieldType::Decimal { .. } | FieldType::Money => (Kind::Number { whole: false }, measure("数")),
        FieldType::IdNumber => (Kind::Text, "18 位身份证号".to_owned()),
        FieldType::Phone => (Kind::Text, "电话号码".to_owned()),
        FieldType::CreditCode => (Kind::Text, "18 位统一社会信用代码".to_owned()),
        FieldType::Person => (Kind::Text, "姓名，须已在人员名册里".to_owned()),
        FieldType::Reference(to) => {
            let name = context.pack.ledger(to.as_str()).map_or_else(|| to.to_string(), |ledger| ledger.name.clone());
            (Kind::Text, format!("名称，须已登记在“{name}”里"))
        }
        FieldType::Unit(_) => (Kind::Text, "单位的名称或代码".to_owned()),
        FieldType::Text | FieldType::LongText => (Kind::Text, "文字".to_owned()),
        FieldType::File
        | FieldType::Photo
        | FieldType::Point
        | FieldType::Line
        | FieldType::Polygon
        | FieldType::Table(_) => return None,
    })
}

/// A cell holds no list of thousands.
fn few(names: &[String]) -> String {
    let told = names.iter().take(MOST_NAMED).map(String::as_str).collect::<Vec<_>>().join("、");
    if names.len() > MOST_NAMED { format!("{told}……等 {} 项", names.len()) } else { told }
}

struct Looks {
    heading: Format,
    required: Format,
    text: Format,
    day: Format,
    wrapped: Format,
}

fn write(ledger: &Ledger, columns: &[Column], tables: &[(Child, Vec<Column>)]) -> Result<Vec<u8>, XlsxError> {
    let heading = || {
        let format = Format::new().set_bold().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
        format.set_background_color(Color::RGB(0x00E8_EFE6)).set_text_wrap()
    };
    let looks = Looks {
        heading: heading(),
        required: heading().set_font_color(Color::RGB(0x00A6_1C1C)),
        text: Format::new().set_num_format("@"),
        day: Format::new().set_num_format("yyyy-mm-dd"),
        wrapped: Format::new().set_text_wrap().set_align(FormatAlign::Top),
    };
    let (mut help, mut lists) = (Worksheet::new(), Lists { sheet: Worksheet::new(), used: 0 });
    help.set_name(HELP)?;
    lists.sheet.set_name(LISTS)?.set_hidden(true);
    let name = sheet_name(ledger);
    let own = filled_in(&name, ledger, columns, &mut lists, &looks)?;
    let mut row = explain(&mut help, 0, columns, &looks, &lines(ledger))?;
    let mut book = Workbook::new();
    book.push_worksheet(own);
    for (table, columns) in tables {
        book.push_worksheet(filled_in(&table.sheet, &table.ledger, columns, &mut lists, &looks)?);
        row = explain(&mut help, row + 1, columns, &looks, &lines_of_table(table, &name))?;
    }
    let lists = lists.sheet;
    for (at, width) in [(0u16, 22), (1, 6), (2, 46), (3, 60)] {
        help.set_column_width(at, width)?;
    }
    book.push_worksheet(help);
    book.push_worksheet(lists);
    book.save_to_buffer()
}

/// The choices of all columns, a column each.
struct Lists {
    sheet: Worksheet,
    used: u16,
}

/// A sheet that is filled in.
fn filled_in(
    name: &str,
    ledger: &Ledger,
    columns: &[Column],
    lists: &mut Lists,
    looks: &Looks,
) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(name)?;
    for (at, column) in (0u16..).zip(columns) {
        fill_in(&mut sheet, lists, at, ledger, column, looks)?;
    }
    sheet.set_row_hidden(KEYS)?.set_freeze_panes(FIRST, 1)?.set_row_height(HEADINGS, 30)?;
    Ok(sheet)
}

/// As the format has names of sheets: 31 characters, and none of the two beside it.
fn sheet_name(ledger: &Ledger) -> String {
    let name: String = ledger.name.chars().filter(|c| !is_awkward(*c)).take(31).collect();
    let name = name.trim_matches('\'');
    if name.is_empty() || [HELP, LISTS].contains(&name) { "填报".to_owned() } else { name.to_owned() }
}

fn fill_in(
    sheet: &mut Worksheet,
    lists: &mut Lists,
    at: u16,
    ledger: &Ledger,
    column: &Column,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let last = FIRST + READY - 1;
    let (star, look) = if column.required { ("*", &looks.required) } else { ("", &looks.heading) };
    sheet.write_string(KEYS, at, imports::key(ledger.id.as_str(), &column.key))?;
    sheet.write_string_with_format(HEADINGS, at, format!("{star}{}", column.heading), look)?;
    let told: Vec<&str> = std::iter::once(column.takes.as_str()).chain(column.help.as_deref()).collect();
    sheet.insert_note(HEADINGS, at, &Note::new(told.join("\n")).set_author(""))?;
    let width = column.heading.chars().count() * 2 + 4;
    sheet.set_column_width(at, u32::try_from(width.clamp(12, 40)).unwrap_or(40))?;
    let rule = match &column.kind {
        Kind::Any => None,
        Kind::Text => {
            sheet.set_column_format(at, &looks.text)?;
            None
        }
        Kind::OneOf(choices) => {
            let place = lists.used;
            lists.used += 1;
            for (row, choice) in (0u32..).zip(choices) {
                lists.sheet.write_string(row, place, choice)?;
            }
            let letters = rust_xlsxwriter::utility::column_number_to_name(place);
            let range = format!("={LISTS}!${letters}$1:${letters}${}", choices.len().max(1));
            Some(DataValidation::new().allow_list_formula(Formula::new(range)))
        }
        Kind::Day => {
            sheet.set_column_format(at, &looks.day)?;
            let (from, to) = (ExcelDateTime::from_ymd(1900, 3, 1)?, ExcelDateTime::from_ymd(2199, 12, 31)?);
            Some(DataValidation::new().allow_date(DataValidationRule::Between(from, to)))
        }
        Kind::Number { whole: true } => {
            Some(DataValidation::new().allow_whole_number(DataValidationRule::Between(-2_000_000_000, 2_000_000_000)))
        }
        Kind::Number { whole: false } => {
            Some(DataValidation::new().allow_decimal_number(DataValidationRule::Between(-1e15, 1e15)))
        }
    };
    if let Some(rule) = rule {
        // A name may also be written as its code; what cannot be read is told with its row at the import.
        let style = match column.kind {
            Kind::OneOf(_) => DataValidationErrorStyle::Warning,
            _ => DataValidationErrorStyle::Stop,
        };
        let rule = rule.set_error_style(style).set_error_title("请看一看")?.set_error_message(short(&column.takes))?;
        sheet.add_data_validation(FIRST, at, last, at, &rule)?;
    }
    Ok(())
}

/// What the pack says of a field, and that the house numbers it.
fn help(field: &Field) -> Option<String> {
    let numbered = field.number.is_some().then(|| "留空自动编号。".to_owned());
    let said: Vec<String> = field.help.clone().into_iter().chain(numbered).collect();
    (!said.is_empty()).then(|| said.join(""))
}

/// As the format has messages: 255 characters.
fn short(text: &str) -> String {
    if text.chars().count() <= 120 { text.to_owned() } else { text.chars().take(119).chain(['…']).collect() }
}

fn lines(ledger: &Ledger) -> Vec<String> {
    vec![
        format!("“{}”填报模板", ledger.name),
        "从第 3 行起，一行填一条记录；填好后在这本台账里点“导入表格”，先预览，有错的地方会逐格指出来。".to_owned(),
        "带 * 的必填。列可以调换次序，不填的列可以删去；第 1 行是隐藏的标记，请不要删。".to_owned(),
    ]
}

fn lines_of_table(table: &Child, own: &str) -> Vec<String> {
    let named = table.ledger.key.iter().filter_map(|id| table.ledger.field(id.as_str()));
    let named: Vec<&str> = named.map(|field| field.name.as_str()).collect();
    vec![
        format!("工作表“{}”：每条记录的“{}”", table.sheet, table.ledger.name),
        format!("一行填一项；“{}”照“{own}”那张表里写的填，说明这一行属于哪条记录。", named.join("”“")),
        "整张表空着，原有的不动；给一条记录填了几行，就以这几行为准，换掉它原有的各行。".to_owned(),
    ]
}

/// Writes from a row on; the first row below.
fn explain(
    sheet: &mut Worksheet,
    top: u32,
    columns: &[Column],
    looks: &Looks,
    lines: &[String],
) -> Result<u32, XlsxError> {
    for (row, line) in (top..).zip(lines) {
        sheet.write_string(row, 0, line)?;
    }
    let first = top + 4;
    for (at, word) in (0u16..).zip(["列", "必填", "填什么", "说明"]) {
        sheet.write_string_with_format(first, at, word, &looks.heading)?;
    }
    let mut last = first;
    for (row, column) in (first + 1..).zip(columns) {
        sheet.write_string_with_format(row, 0, &column.heading, &looks.wrapped)?;
        sheet.write_string_with_format(row, 1, if column.required { "是" } else { "" }, &looks.wrapped)?;
        sheet.write_string_with_format(row, 2, &column.takes, &looks.wrapped)?;
        sheet.write_string_with_format(row, 3, column.help.as_deref().unwrap_or_default(), &looks.wrapped)?;
        last = row;
    }
    Ok(last + 1)
}
