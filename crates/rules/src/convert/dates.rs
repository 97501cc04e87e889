//! Days and moments as people and sheets write them.

use kernel::{Date, Decimal, Finding, Instant};
use pack::model::Field;

use super::{Input, halfwidth, wrong};
use crate::Context;

/// Serial numbers that a person can have meant as a day: 1927 to 2119. Smaller ones are years or mistakes.
const SERIALS: std::ops::RangeInclusive<i32> = 10_000..=80_000;
/// The earliest year that eight digits in a row are read as a day of.
const EARLIEST: i32 = 1800;
/// The first year of records, and how many years ahead of today the last one lies: whoever is on record was born after
/// the one, and no contract for land runs beyond the other.
const FIRST: i16 = 1900;
const AHEAD: i16 = 50;
const DAY_MINUTES: i64 = 24 * 60;

/// The day behind a sheet's serial number; 25569 is 1970-01-01.
pub fn from_serial(serial: i32) -> Option<Date> {
    SERIALS.contains(&serial).then(|| Date::from_days(serial - 25_569))
}

/// A moment of a day in Asia/Shanghai.
pub fn moment(day: Date, minutes: i64) -> Instant {
    Instant::from_millis(((i64::from(day.days()) * DAY_MINUTES) + minutes - 8 * 60) * 60_000)
}

pub(super) fn date(field: &Field, input: &Input, context: &Context<'_>) -> Result<Date, Finding> {
    day(field, input).and_then(|day| likely(field, day, context))
}

/// A day within a lifetime. Where the field's own check names a day, the years up to it are allowed as well.
pub(super) fn likely(field: &Field, day: Date, context: &Context<'_>) -> Result<Date, Finding> {
    let named = field.check.iter().flat_map(|check| years_named(check.expression.source()));
    let (first, last) =
        named.fold((FIRST, context.today.year() + AHEAD), |(first, last), year| (first.min(year), last.max(year)));
    if (first..=last).contains(&day.year()) {
        return Ok(day);
    }
    let message = format!("“{}”写的是 {day}，不在{first}年到{last}年之间，年份像是写错了。", field.name);
    let hint = "请核对年份；长期有效、没有到期日的，请留空。";
    Err(wrong(field, "value.unlikely_year", message, hint))
}

/// Of `until <= date('9999-12-31')`, 9999.
fn years_named(source: &str) -> impl Iterator<Item = i16> + '_ {
    source.split(['\'', '"']).filter_map(|piece| piece.parse::<Date>().ok()).map(|day| day.year())
}

fn day(field: &Field, input: &Input) -> Result<Date, Finding> {
    match input {
        Input::Date(date) => Ok(*date),
        Input::Time(moment) => Ok(moment.date()),
        Input::Number(number) => of_number(*number).ok_or_else(|| explain(field, &input.text())),
        Input::Text(text) => read(text).map(|(day, _)| day).ok_or_else(|| explain(field, text)),
        other => Err(explain(field, &other.text())),
    }
}

pub(super) fn time(field: &Field, input: &Input, context: &Context<'_>) -> Result<Instant, Finding> {
    let moment = instant(field, input)?;
    likely(field, moment.date(), context).map(|_| moment)
}

fn instant(field: &Field, input: &Input) -> Result<Instant, Finding> {
    match input {
        Input::Time(moment) => Ok(*moment),
        Input::Text(text) => {
            let (day, rest) = read(text).ok_or_else(|| explain(field, text))?;
            let minutes = minutes(&rest).ok_or_else(|| {
                let message = format!("“{}”的时刻“{text}”看不懂。", field.name);
                wrong(field, "value.not_a_time", message, "请写成 2022-03-05 08:30。")
            })?;
            Ok(moment(day, minutes))
        }
        other => day(field, other).map(|day| moment(day, 0)),
    }
}

fn explain(field: &Field, text: &str) -> Finding {
    let clean = halfwidth(text);
    let numbers = clean.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).count();
    let (code, message) = match numbers {
        3.. => ("value.not_a_date", format!("“{}”没有“{text}”这一天，或写法看不懂。", field.name)),
        _ => ("value.not_a_date", format!("“{}”应当是完整的日期，写的是“{text}”。", field.name)),
    };
    wrong(field, code, message, "请写成 2022-03-05 或 2022年3月5日。")
}

fn of_number(number: Decimal) -> Option<Date> {
    let whole = i32::try_from(number.trunc().mantissa() / 10i128.checked_pow(number.trunc().scale())?).ok()?;
    let compact = number.is_integer() && whole >= EARLIEST * 10_000;
    if compact { ymd(whole / 10_000, whole / 100 % 100, whole % 100) } else { from_serial(whole) }
}

/// The day, and what follows it (a time of day).
fn read(text: &str) -> Option<(Date, String)> {
    let text = chinese_digits(halfwidth(text).trim());
    if let Ok(number) = text.parse::<Decimal>()
        && number.is_integer()
        && !text.contains('.')
    {
        return of_number(number).map(|day| (day, String::new()));
    }
    let (year, rest) = digits(&text)?;
    let (month, rest) = digits(rest.trim_start().strip_prefix(['-', '/', '.', '年', '．', '–'])?.trim_start())?;
    let rest = rest.trim_start().strip_prefix(['-', '/', '.', '月', '–'])?.trim_start();
    let (day, rest) = digits(rest)?;
    let rest = rest.strip_prefix(['日', '号']).unwrap_or(rest);
    let fresh = rest.is_empty() || rest.starts_with([' ', 'T', '上', '下', '\n']);
    // Two digits are no year; three are a slip that is told by what it comes to.
    (year >= 100 && fresh).then_some(())?;
    Some((ymd(year, month, day)?, rest.trim_start_matches(['T', ' ', '\n']).to_owned()))
}

fn digits(text: &str) -> Option<(i32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    Some((text[..end].parse().ok()?, &text[end..]))
}

fn ymd(year: i32, month: i32, day: i32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
}

/// `08:30`, `8时30分`, `下午2:05`, nothing; the seconds and zone a machine wrote are left aside.
fn minutes(text: &str) -> Option<i64> {
    let (afternoon, text) =
        text.strip_prefix("下午").map_or((false, text.trim_start_matches("上午")), |rest| (true, rest));
    if text.is_empty() {
        return Some(0);
    }
    let (hour, rest) = digits(text)?;
    let rest = rest.strip_prefix([':', '时', '点'])?;
    let minute = digits(rest).map_or(0, |(minute, _)| minute);
    let hour = if afternoon && hour < 12 { hour + 12 } else { hour };
    (hour < 24 && minute < 60).then(|| i64::from(hour * 60 + minute))
}

/// `二〇二二年三月二十五日` → `2022年3月25日`. A run is read by place where it has a 十, digit by digit otherwise.
fn chinese_digits(text: &str) -> String {
    let digit = |c: char| match c {
        '〇' | '○' | '零' | 'Ｏ' => Some(0),
        c => "一二三四五六七八九".chars().position(|d| d == c).map(|at| at as u32 + 1),
    };
    let mut out = String::new();
    let mut run: Vec<char> = Vec::new();
    for c in text.chars().chain(['\0']) {
        if digit(c).is_some() || c == '十' {
            run.push(c);
            continue;
        }
        if let Some(ten) = run.iter().position(|c| *c == '十') {
            let tens = if ten == 0 { 1 } else { digit(run[ten - 1]).unwrap_or(1) };
            let ones = run.get(ten + 1).and_then(|c| digit(*c)).unwrap_or(0);
            out.push_str(&(tens * 10 + ones).to_string());
        } else {
            run.iter().filter_map(|c| digit(*c)).for_each(|d| out.push_str(&d.to_string()));
        }
        run.clear();
        if c != '\0' {
            out.push(c);
        }
    }
    out
}
