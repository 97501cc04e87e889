//! What a column holds, told from its heading and its cells. A guess is shown with its reason and corrected by a click.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Decimal, Measure, Quantity};
use pack::model::{Field, FieldType, Privacy};
use rules::{
    Context,
    convert::{Input, convert, find_unit, halfwidth, measure_of_heading, squeeze},
};

use super::super::{
    headers::{Header, Heading},
    read::{Cell, Row},
};
use crate::packs::{Column, Used, fresh_id, slug};

/// The types a clerk may choose for a column, as pack files write them.
pub const TYPES: [&str; 13] = [
    "text",
    "long_text",
    "integer",
    "decimal",
    "money",
    "date",
    "time",
    "bool",
    "choice",
    "person",
    "id_number",
    "phone",
    "credit_code",
];
/// A choice has no more words, and each stands there several times.
const MOST_WORDS: usize = 12;
const LONGEST_WORD: usize = 12;
/// Of a hundred cells so many must be of a type.
const MOST_OF: usize = 80;
/// A line is no longer.
const LONG: usize = 40;
const SAMPLES: usize = 3;

const NUMBERED: [&str; 6] = ["编号", "代码", "证号", "户号", "号码", "账号"];
const DAYS: [&str; 5] = ["日期", "时间", "年月日", "出生", "年月"];
const LONG_ONES: [&str; 5] = ["备注", "说明", "情况", "内容", "事由"];
const MONEY: [&str; 8] = ["金额", "资金", "收入", "补助", "补贴", "奖补", "支出", "价款"];
const ACCOUNTS: [&str; 4] = ["账号", "卡号", "银行卡", "开户"];
const ADDRESSES: [&str; 2] = ["住址", "地址"];

/// What was seen in a column.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Seen {
    /// Its number, from 1.
    pub column: u32,
    /// Cells that have something.
    pub filled: u64,
    /// Different texts among them.
    pub distinct: u64,
    /// The first few.
    pub samples: Vec<String>,
    /// Why it was taken for what it was.
    pub because: String,
}

/// All columns with a heading.
pub(super) fn columns(header: &Header, rows: &[&Row], context: &Context<'_>) -> Vec<(Column, Seen)> {
    let mut taken = BTreeSet::new();
    let mut columns: Vec<(Column, Seen)> = Vec::new();
    for heading in &header.headings {
        let guess = Guess::of(heading, header, rows, context);
        let id = fresh_id(&slug(&guess.name), &|id| taken.contains(id) || matches!(id, "begins" | "ends"));
        taken.insert(id.clone());
        columns.push(guess.column(id, heading));
    }
    person_of_the_number(&mut columns);
    one_unit(&mut columns);
    columns
}

/// An ID number beside one person's name is the number of that person, who is then registered once for all ledgers.
fn person_of_the_number(columns: &mut [(Column, Seen)]) {
    let at = |columns: &[(Column, Seen)], fits: &dyn Fn(&Column) -> bool| -> Vec<usize> {
        columns.iter().enumerate().filter(|(_, (column, _))| fits(column)).map(|(i, _)| i).collect()
    };
    let numbers = at(columns, &|column| column.ty == "id_number");
    let names = at(columns, &|column| column.used == Used::Field && column.ty == "text" && is_a_person(&column.name));
    // The number is that of the name before it: beside a household's head stand the members with theirs.
    let before = |number: &usize| names.iter().rev().find(|name| *name < number).or(names.first());
    if let [number] = numbers.as_slice()
        && let Some(first) = before(number)
    {
        columns[*number].0.used = Used::NumberOf;
        columns[*number].1.because = "是前面那个人的身份证号，用来认人，不另存一遍。".to_owned();
        columns[*first].0.ty = "person".to_owned();
        columns[*first].0.privacy = Privacy::Personal;
        columns[*first].1.because = "旁边有身份证号，按人登记，同一个人只登记一次。".to_owned();
    }
}

fn one_unit(columns: &mut [(Column, Seen)]) {
    let units = columns.iter_mut().filter(|(column, _)| column.used == Used::Unit);
    for (column, _) in units.skip(1) {
        column.used = Used::Field;
    }
}

/// A column while it is being thought about.
struct Guess {
    index: usize,
    name: String,
    measure: Option<Measure>,
    cells: Vec<Input>,
    used: Used,
    ty: &'static str,
    scale: Option<u8>,
    privacy: Privacy,
    codes: Vec<String>,
    because: String,
}

impl Guess {
    fn of(heading: &Heading, header: &Header, rows: &[&Row], context: &Context<'_>) -> Self {
        let whole = heading.parts.concat();
        let (bare, said) = measure_of_heading(&whole);
        let noted = header.above.iter().find_map(|line| {
            let line = halfwidth(line);
            line.split_once("单位:")
                .map(|(_, unit)| Measure::read(unit.split([' ', ',', '、', ')']).next().unwrap_or("")))
        });
        let cells = rows.iter().filter_map(|row| match row.cell(heading.column) {
            Cell::Value(input) if !input.is_blank() => Some(input.clone()),
            _ => None,
        });
        let mut guess = Self {
            index: heading.column,
            name: name(&bare),
            measure: said,
            cells: cells.collect(),
            used: Used::Field,
            ty: "text",
            scale: None,
            privacy: Privacy::Internal,
            codes: Vec::new(),
            because: "按文字记。".to_owned(),
        };
        guess.think(noted, context);
        guess
    }

    fn named(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.name.contains(word))
    }

    fn think(&mut self, noted: Option<Measure>, context: &Context<'_>) {
        if self.is_running_number() {
            self.used = Used::Nothing;
            self.because = "是序号，每张表从头数起，不用记。".to_owned();
        } else if self.all(&|input| find_unit(&input.text(), None, None, context).is_ok()) {
            self.used = Used::Unit;
            self.because = "里面都是本单位的村，按村归到各家。".to_owned();
        } else if let Some((ty, why)) = self.identifier(context) {
            (self.ty, self.because) = (ty, why.to_owned());
            self.privacy = if ty == "credit_code" { Privacy::Internal } else { Privacy::Personal };
        } else if self.is_date(context) {
            (self.ty, self.because) = ("date", "里面都是日期。".to_owned());
        } else if let Some(numbers) = self.numbers().filter(|_| !self.named(&NUMBERED)) {
            self.number(&numbers, noted);
        } else if self.all(&|input| matches!(input, Input::Bool(_)) || matches!(input.text().trim(), "是" | "否")) {
            (self.ty, self.because) = ("bool", "里面只有是和否。".to_owned());
        } else if let Some(words) = self.choice() {
            self.because = format!("只有{}种写法，按选项记。", words.len());
            (self.ty, self.codes) = ("choice", words);
        } else {
            self.text();
        }
    }

    fn text(&mut self) {
        if is_a_person(&self.name) {
            (self.privacy, self.because) = (Privacy::Personal, "是人名，列表里遮住中间的字。".to_owned());
        } else if self.named(&ACCOUNTS) {
            (self.privacy, self.because) = (Privacy::Sensitive, "是账号，平时不显示。".to_owned());
        } else if self.named(&ADDRESSES) {
            (self.privacy, self.because) = (Privacy::Personal, "是住址，属于个人信息。".to_owned());
        }
        let longest = self.cells.iter().map(|input| input.text().chars().count()).max().unwrap_or(0);
        if longest > LONG || (self.named(&LONG_ONES) && longest > LONG / 2) {
            (self.ty, self.because) = ("long_text", "字数较多，按长文字记。".to_owned());
        }
    }

    /// `序号`, or numbers that count the rows.
    fn is_running_number(&self) -> bool {
        let named = matches!(self.name.as_str(), "序号" | "序" | "No" | "NO" | "行号");
        let counts = || self.cells.iter().zip(1u32..).all(|(input, n)| input.text().trim() == n.to_string());
        named || (self.name.ends_with("号") && self.cells.len() > 2 && counts())
    }

    fn all(&self, fits: &dyn Fn(&Input) -> bool) -> bool {
        let fitting = self.cells.iter().filter(|input| fits(input)).count();
        !self.cells.is_empty() && fitting * 100 >= self.cells.len() * MOST_OF
    }

    fn reads(&self, ty: &FieldType, context: &Context<'_>) -> bool {
        let field = probe(ty.clone());
        self.all(&|input| convert(&field, input, None, context).is_ok())
    }

    fn identifier(&self, context: &Context<'_>) -> Option<(&'static str, &'static str)> {
        let named = |words: &[&str]| self.named(words);
        if named(&["身份证", "公民身份"]) || self.reads(&FieldType::IdNumber, context) {
            return Some(("id_number", "是身份证号，逐个核对校验位，平时遮住。"));
        }
        if self.reads(&FieldType::CreditCode, context) {
            return Some(("credit_code", "是统一社会信用代码，逐个核对校验位。"));
        }
        if (named(&["电话", "手机"]) || self.cells.len() > 2) && self.reads(&FieldType::Phone, context) {
            return Some(("phone", "是手机号，平时遮住中间四位。"));
        }
        None
    }

    fn is_date(&self, context: &Context<'_>) -> bool {
        let written = self.all(&|input| matches!(input, Input::Date(_) | Input::Time(_)));
        written || (self.named(&DAYS) && self.reads(&FieldType::Date, context)) || {
            let wordy =
                self.all(&|input| input.text().contains(['年', '-', '/', '.']) && !matches!(input, Input::Number(_)));
            wordy && self.reads(&FieldType::Date, context)
        }
    }

    /// The numbers, where nearly all cells are one. A code of digits alone that begins with a zero is none.
    fn numbers(&self) -> Option<Vec<Decimal>> {
        let read = |input: &Input| match input {
            Input::Number(number) => Some(*number),
            Input::Text(text) => {
                let text: String = halfwidth(text).chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
                let code = text.len() > 1 && text.starts_with('0') && !text.starts_with("0.");
                text.parse().ok().filter(|_| !code && text.len() < 14)
            }
            _ => None,
        };
        let numbers: Vec<Decimal> = self.cells.iter().filter_map(read).collect();
        (!numbers.is_empty() && numbers.len() * 100 >= self.cells.len() * MOST_OF).then_some(numbers)
    }

    fn number(&mut self, numbers: &[Decimal], noted: Option<Measure>) {
        let quantity = |measure: &Option<Measure>| measure.as_ref().and_then(|measure| measure.quantity);
        let by_word = self.named(&MONEY);
        // `单位：万元` above a sheet is about its money.
        if self.measure.is_none() && by_word && quantity(&noted) == Some(Quantity::Money) {
            self.measure = noted;
        }
        let measure = self.measure.clone();
        match quantity(&measure) {
            Some(Quantity::Money) => {
                self.ty = "money";
                self.because = format!("是钱，以{}填写。", measure.map_or_else(|| "元".to_owned(), |m| m.name));
            }
            Some(_) => {
                let base = |number: &Decimal| measure.as_ref().and_then(|measure| measure.to_base(*number));
                let places =
                    numbers.iter().filter_map(base).map(|number| number.normalize().scale()).max().unwrap_or(0);
                self.ty = "decimal";
                self.scale = Some(u8::try_from(places.clamp(2, 6)).unwrap_or(2));
                self.because = format!("是数，以{}填写。", measure.map_or_else(String::new, |m| m.name));
            }
            None if by_word && measure.is_none() => {
                self.ty = "money";
                self.measure = Some(Measure::read("元"));
                self.because = "像是钱；表上没写单位，按元算，不对请改。".to_owned();
            }
            None => {
                let places = numbers.iter().map(|number| number.normalize().scale()).max().unwrap_or(0);
                self.ty = if places == 0 { "integer" } else { "decimal" };
                self.scale = (places > 0).then(|| u8::try_from(places.clamp(1, 6)).unwrap_or(2));
                self.because = if places == 0 { "都是整数。" } else { "是带小数的数。" }.to_owned();
            }
        }
    }

    fn choice(&self) -> Option<Vec<String>> {
        if is_a_person(&self.name) || self.named(&NUMBERED) || self.named(&ADDRESSES) {
            return None;
        }
        let mut words: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for (place, input) in self.cells.iter().enumerate() {
            let text = squeeze(&input.text());
            words.entry(text).or_insert((place, 0)).1 += 1;
        }
        let short = words.keys().all(|word| word.chars().count() <= LONGEST_WORD);
        let few = words.len() <= MOST_WORDS && self.cells.len() >= words.len() * 2;
        let mut words: Vec<(String, (usize, usize))> = words.into_iter().collect();
        words.sort_by_key(|(_, (place, _))| *place);
        (short && few && !words.is_empty()).then(|| words.into_iter().map(|(word, _)| word).collect())
    }

    fn column(self, id: String, heading: &Heading) -> (Column, Seen) {
        let texts: Vec<String> = self.cells.iter().map(|input| squeeze(&input.text())).collect();
        let distinct: BTreeSet<&String> = texts.iter().collect();
        let seen = Seen {
            column: u32::try_from(self.index + 1).unwrap_or(u32::MAX),
            filled: texts.len() as u64,
            distinct: distinct.len() as u64,
            samples: texts.iter().take(SAMPLES).cloned().collect(),
            because: self.because,
        };
        let column = Column {
            id,
            name: self.name,
            heading: heading.parts.join("/"),
            used: self.used,
            ty: self.ty.to_owned(),
            measure: self
                .measure
                .map(|measure| measure.name)
                .filter(|_| matches!(self.ty, "integer" | "decimal" | "money")),
            scale: self.scale,
            required: false,
            privacy: self.privacy,
            codes: self.codes,
        };
        (column, seen)
    }
}

/// Whether a column is called after somebody: 姓名, 户主, 负责人, 家庭成员.
fn is_a_person(name: &str) -> bool {
    ["姓名", "户主"].iter().any(|word| name.contains(word))
        || ["人", "人员", "成员"].iter().any(|end| name.ends_with(end))
}

/// A heading as a name: without stars, colons and blanks.
fn name(bare: &str) -> String {
    halfwidth(bare).chars().filter(|c| !c.is_whitespace() && !matches!(c, '*' | ':' | '★')).collect()
}

fn probe(ty: FieldType) -> Field {
    Field {
        id: "probe".into(),
        name: String::new(),
        ty,
        required: false,
        required_if: None,
        show_if: None,
        check: None,
        aliases: Vec::new(),
        privacy: Privacy::Internal,
        sealed: false,
        dated: false,
        measure: None,
        default: None,
        prefill: None,
        number: None,
        help: None,
        replaces: None,
    }
}
