//! The same measures from ten thousand rows on, ten times as many each time; the curves are written where the docs show them.

use kernel::Problem;

use super::{Wanted, home::broken, plot::Plot, sheet::Point};

const FIRST: usize = 10_000;

/// The plots, and what stands over them.
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

/// Measures up to as many rows as are wanted.
pub async fn measure(wanted: Wanted<'_>) -> Result<(), Problem> {
    let mut points: Vec<Point> = Vec::new();
    let sizes = std::iter::successors(Some(FIRST), |rows| Some(rows * 10)).take_while(|rows| *rows <= wanted.rows);
    for rows in sizes {
        let (sheet, measured) = super::sheet(&wanted.parts, rows, wanted.programs.clone()).await?;
        println!("{sheet}");
        points.extend(sheet.points);
        // After each size, so that what was measured is there whatever becomes of the next.
        draw(&points, &wanted)?;
        measured?;
    }
    Ok(())
}

fn draw(points: &[Point], wanted: &Wanted<'_>) -> Result<(), Problem> {
    let folder = wanted.programs.repository.join("docs/performance");
    std::fs::create_dir_all(&folder).map_err(broken)?;
    for (id, title, unit) in PLOTS {
        let of_it: Vec<Point> = points.iter().filter(|point| point.plot == id).cloned().collect();
        if !of_it.is_empty() {
            let plot = Plot { title, unit, points: &of_it };
            std::fs::write(folder.join(format!("{id}.svg")), plot.to_string()).map_err(broken)?;
        }
    }
    Ok(())
}
