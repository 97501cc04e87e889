//! Looks at everything that is there, by the doors that people use, and compares it with the oracle.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use crate::{
    chance::Chance,
    client::{Call, Client},
    journal::{self, Entry},
    lane::Lane,
    oracle::{BOOK, INDICATORS, Oracle, ROOT, Row, Says, VILLAGES, figure},
    tally::{Tally, Wrong},
};

/// Before anything is asked again: what is open may be there once or not at all, and not where it was refused.
pub fn open_ones(client: &mut Client, lanes: &[Lane], oracle: &Oracle, tally: &mut Tally) -> Result<(), String> {
    let entries = journal::since(client, 0)?;
    for asked in lanes.iter().filter_map(|lane| lane.pending.as_ref()) {
        let there: Vec<&Entry> = entries.iter().filter(|one| asked.mark.names(&one.request, &one.reason)).collect();
        let refused = asked.refused.as_ref().filter(|_| !asked.uncertain);
        match (there.as_slice(), refused) {
            ([], _) => {}
            ([one], _) if oracle.all().contains_key(&one.seq) => {
                tally.wrong(Wrong::Doubled, format!("{:?} has the number of another Change", asked.mark));
            }
            ([_], None) => {}
            ([one], Some(code)) => {
                tally.wrong(Wrong::Kept, format!("{:?} was refused ({code}) and is Change {}", asked.mark, one.seq));
            }
            (many, _) => tally.wrong(Wrong::Doubled, format!("{:?} is there {} times", asked.mark, many.len())),
        }
    }
    Ok(())
}

/// Nothing is open any more: the journal is the oracle's list, no more and no less, in order; and figures are equal.
/// `thoroughly` compares every record and every issued version too.
pub fn all(
    client: &mut Client,
    oracle: &Oracle,
    chance: &mut Chance,
    thoroughly: bool,
    tally: &mut Tally,
) -> Result<(), String> {
    tally.compared += 1;
    let entries = journal::since(client, 0)?;
    changes(&entries, oracle, tally);
    let head = entries.last().map_or(0, |entry| entry.seq);
    figures(client, oracle, head, tally)?;
    if head > 1 {
        figures(client, oracle, 1 + chance.below(head as usize - 1) as u64, tally)?;
    }
    if thoroughly {
        records(client, oracle, tally)?;
        versions(client, oracle, tally)?;
    }
    Ok(())
}

fn changes(entries: &[Entry], oracle: &Oracle, tally: &mut Tally) {
    for clash in &oracle.clashes {
        tally.wrong(Wrong::Lost, clash.as_str());
    }
    let mut requests = BTreeSet::new();
    for (place, entry) in entries.iter().enumerate() {
        if entry.seq != place as u64 + 1 {
            tally.wrong(Wrong::Order, format!("after {place} Changes comes number {}", entry.seq));
        }
        if place > 0 && entries[place - 1].at > entry.at {
            tally.wrong(Wrong::Order, format!("Change {} is of an earlier moment than the one before", entry.seq));
        }
        if !requests.insert(entry.request.as_str()) {
            tally.wrong(Wrong::Doubled, format!("request {} is there twice", entry.request));
        }
        match oracle.all().get(&entry.seq) {
            None => {
                tally.wrong(Wrong::Doubled, format!("Change {} ({}) was asked by nobody", entry.seq, entry.request))
            }
            Some(done) if !done.mark.names(&entry.request, &entry.reason) => {
                tally.wrong(Wrong::Lost, format!("Change {} is {}, not {:?}", entry.seq, entry.request, done.mark));
            }
            Some(done) if done.rows() != entry.rows => {
                let sentence = format!("Change {} touched {} records, not {}", entry.seq, entry.rows, done.rows());
                tally.wrong(Wrong::Half, sentence);
            }
            Some(_) => {}
        }
    }
    for (seq, done) in oracle.all().range(entries.len() as u64 + 1..) {
        tally.wrong(Wrong::Lost, format!("Change {seq}, {:?}, was acknowledged and is not there", done.mark));
    }
}

fn figures(client: &mut Client, oracle: &Oracle, seq: u64, tally: &mut Tally) -> Result<(), String> {
    let standing = oracle.at(seq);
    let places = (0..VILLAGES.len()).map(|village| (Some(village), None)).chain([(None, None)]);
    let places: Vec<_> = places.chain((1..=12).map(|month| (None, Some(month)))).collect();
    let questions: Vec<_> =
        INDICATORS.iter().flat_map(|indicator| places.iter().map(move |place| (*indicator, *place))).collect();
    let ask = |(indicator, (village, month)): &(&str, (Option<usize>, Option<u32>))| {
        let period = month.map_or_else(|| "2022".to_owned(), |month| format!("2022-{month:02}"));
        json!({ "indicator": indicator, "unit": village.map_or(BOOK, |at| VILLAGES[at].0), "period": period })
    };
    let asks: Vec<Json> = questions.iter().map(ask).collect();
    let body = json!({ "asks": asks, "as_of": format!("{ROOT}:1,{BOOK}:{seq}") });
    let answer = client.ask(&Call::json("POST", "/api/figures", &body))?;
    for (place, (indicator, (village, month))) in questions.iter().enumerate() {
        let ours = figure(&standing, indicator, *village, *month);
        let theirs = &answer["figures"][place]["value"];
        // A figure of a ledger that was not kept yet is missing, which is not nought.
        let equal = theirs.as_str().map_or(theirs.is_null() && ours == 0, |text| text == ours.to_string());
        if !equal {
            let sentence =
                format!("{indicator} of village {village:?}, month {month:?}, at {seq}: {theirs}, not {ours}");
            tally.wrong(Wrong::Figures, sentence);
        }
    }
    Ok(())
}

fn records(client: &mut Client, oracle: &Oracle, tally: &mut Tally) -> Result<(), String> {
    let mut theirs: BTreeMap<String, Row> = BTreeMap::new();
    for ledger in ["visit", "matter"] {
        let mut after = String::new();
        loop {
            let page = client.ask(&Call::get(format!("/api/ledgers/{ledger}/records?limit=500{after}")))?;
            for record in page["records"].as_array().into_iter().flatten() {
                let number = record["fields"]["number"].as_str().unwrap_or_default().to_owned();
                let row = row(record).ok_or_else(|| format!("a record that says nothing: {record}"))?;
                if theirs.insert(number.clone(), row).is_some() {
                    tally.wrong(Wrong::Doubled, format!("record {number} is there twice"));
                }
            }
            match page["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => break,
            }
        }
    }
    let ours = oracle.at(u64::MAX);
    for (number, row) in &ours {
        if theirs.get(*number) != Some(row) {
            let sentence = format!("record {number} is {:?}, not {row:?}", theirs.get(*number));
            tally.wrong(Wrong::Figures, sentence);
        }
    }
    for number in theirs.keys().filter(|number| !ours.contains_key(number.as_str())) {
        tally.wrong(Wrong::Doubled, format!("record {number} stands and should not"));
    }
    Ok(())
}

fn row(record: &Json) -> Option<Row> {
    let village = VILLAGES.iter().position(|(code, _)| record["unit"] == *code)?;
    let fields = &record["fields"];
    let closed = record["steps"].as_array().and_then(|steps| day(&steps.last()?["on"]));
    match fields["persons"].as_i64() {
        Some(persons) => Some(Row { village, on: day(&fields["visited_on"])?, says: Says::Visit { persons } }),
        None => Some(Row { village, on: day(&fields["found_on"])?, says: Says::Matter { closed } }),
    }
}

fn day(said: &Json) -> Option<crate::oracle::Day> {
    let mut parts = said.as_str()?.split('-').skip(1).map(str::parse);
    Some(crate::oracle::Day { month: parts.next()?.ok()?, day: parts.next()?.ok()? })
}

/// Every issued version is there under its number, and prints what the oracle counted at its position.
fn versions(client: &mut Client, oracle: &Oracle, tally: &mut Tally) -> Result<(), String> {
    let of = format!("unit={BOOK}&period=2022");
    let list = client.ask(&Call::get(format!("/api/reports/summary/versions?{of}")))?;
    let issued: BTreeMap<u64, (u64, u64)> =
        oracle.all().iter().filter_map(|(seq, done)| done.issued.map(|(number, at)| (number, (*seq, at)))).collect();
    let listed = list.as_array().map_or(0, Vec::len);
    if listed != issued.len() {
        tally.wrong(Wrong::Doubled, format!("{listed} versions are listed, {} were issued", issued.len()));
    }
    for version in list.as_array().into_iter().flatten() {
        let number = version["number"].as_u64().unwrap_or_default();
        let Some((seq, at)) = issued.get(&number).filter(|(seq, _)| version["seq"] == *seq) else {
            tally.wrong(Wrong::Lost, format!("version {number} is not the one that was acknowledged"));
            continue;
        };
        let answer = client.call(&Call::get(format!("/api/reports/summary/versions/{number}/text?{of}")));
        let text =
            answer.map(|answer| String::from_utf8_lossy(&answer.body).into_owned()).map_err(|e| e.to_string())?;
        let standing = oracle.at(*at);
        let [visits, persons, found, closed] = INDICATORS.map(|indicator| figure(&standing, indicator, None, None));
        let expect = format!("走访{visits}次，共{persons}人；发现事项{found}件，办结{closed}件。");
        if !text.contains(&expect) {
            tally.wrong(Wrong::Figures, format!("version {number} (Change {seq}) does not say {expect}: {text}"));
        }
    }
    Ok(())
}
