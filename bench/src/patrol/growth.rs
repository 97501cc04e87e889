//! The same measures from ten thousand rows on, ten times as many each time; the curves are written where the docs show
//! them, and so are the points they are made of: a size can be measured alone, and stands in the plots beside the others.

use std::{fs, path::Path};

use kernel::Problem;

use super::{Wanted, home::broken, plot::Plot, sheet::Point};

const FIRST: usize = 10_000;
const POINTS: &str = "points.csv";

/// The plots, what stands over them, and what their values are in.
const PLOTS: [(&str, &str, &str); 8] = [
    ("groups", "Township × month, kind = river: count and two sums", "ms"),
    ("sixty", "Filtered figures: one, and sixty in one ask", "ms"),
    ("columns", "The columns: cold build, after a write, warm", "ms"),
    ("imports", "A CSV imported with checks, history and journal", "ms"),
    ("creates", "A single create over HTTP, 16 at once, beside N rows", "ms"),
    ("lists", "A list page: filter, sort, total", "ms"),
    ("export", "The ledger as XLSX", "ms"),
    ("standing", "Start-up and memory", "ms, MB"),
];

/// Measures up to as many rows as are wanted; with none (`--to 0`) the plots are drawn anew from what is known.
pub async fn measure(wanted: Wanted<'_>) -> Result<(), Problem> {
    let folder = wanted.programs.repository.join("docs/performance");
    fs::create_dir_all(&folder).map_err(broken)?;
    draw(&known(&folder), &folder)?;
    let from = wanted.from.unwrap_or(FIRST);
    let sizes = std::iter::successors(Some(from), |rows| Some(rows * 10)).take_while(|rows| *rows <= wanted.rows);
    for rows in sizes {
        let (sheet, measured) = super::sheet(&wanted.parts, rows, wanted.programs.clone()).await?;
        println!("{sheet}");
        // After each size, so that what was measured is there whatever becomes of the next.
        let points = merged(known(&folder), sheet.points);
        fs::write(folder.join(POINTS), written(&points)).map_err(broken)?;
        draw(&points, &folder)?;
        measured?;
    }
    Ok(())
}

/// What was measured before, but for what was measured again.
fn merged(mut before: Vec<Point>, now: Vec<Point>) -> Vec<Point> {
    let place = |point: &Point| (point.plot.clone(), point.curve.clone(), point.rows);
    before.retain(|old| now.iter().all(|new| place(old) != place(new)));
    before.extend(now);
    before.sort_by_key(|point| point.rows);
    before
}

fn known(folder: &Path) -> Vec<Point> {
    let text = fs::read_to_string(folder.join(POINTS)).unwrap_or_default();
    text.lines().skip(1).filter_map(point).collect()
}

fn point(line: &str) -> Option<Point> {
    let (plot, rest) = line.split_once(';')?;
    let (curve, rest) = rest.split_once(';')?;
    let (rows, value) = rest.split_once(';')?;
    Some(Point { plot: plot.to_owned(), curve: curve.to_owned(), rows: rows.parse().ok()?, value: value.parse().ok()? })
}

fn written(points: &[Point]) -> String {
    let line = |Point { plot, curve, rows, value }: &Point| format!("{plot};{curve};{rows};{value:.4}\n");
    std::iter::once("plot;curve;rows;value\n".to_owned()).chain(points.iter().map(line)).collect()
}

fn draw(points: &[Point], folder: &Path) -> Result<(), Problem> {
    for (id, title, unit) in PLOTS {
        let of_it: Vec<Point> = points.iter().filter(|point| point.plot == id).cloned().collect();
        if !of_it.is_empty() {
            let plot = Plot { title, unit, points: &of_it };
            fs::write(folder.join(format!("{id}.svg")), plot.to_string()).map_err(broken)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_measured_again_stands_once_among_the_others() {
        let point = |rows, value| Point { plot: "lists".to_owned(), curve: "first page, p50".to_owned(), rows, value };
        let points = merged(vec![point(10_000, 1.0), point(1_000_000, 9.0)], vec![point(10_000, 2.0)]);
        assert_eq!(points, [point(10_000, 2.0), point(1_000_000, 9.0)]);
        let read: Vec<Point> = written(&points).lines().filter_map(super::point).collect();
        assert_eq!(read, points);
    }
}
