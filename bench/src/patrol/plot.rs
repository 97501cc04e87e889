//! Curves over rows, both axes by powers of ten, as an SVG that a person can read: what is linear rises from corner to
//! corner of a square of the grid, what is flat lies.

use std::fmt::{self, Write as _};

use super::sheet::Point;

/// One picture.
pub struct Plot<'p> {
    pub title: &'p str,
    /// Of the values.
    pub unit: &'p str,
    pub points: &'p [Point],
}

/// A place in powers of ten, from the least to the most.
#[derive(Clone, Copy)]
struct Axis {
    least: f64,
    most: f64,
}

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 420.0;
const LEFT: f64 = 70.0;
const RIGHT: f64 = 530.0;
const TOP: f64 = 44.0;
const BOTTOM: f64 = 370.0;
const COLOURS: [&str; 10] =
    ["#1f7a4d", "#c0392b", "#2c5aa0", "#8e44ad", "#b7791f", "#0e7c86", "#555555", "#d35480", "#7a8b00", "#3b3b98"];

impl fmt::Display for Plot<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let across = Axis::around(self.points.iter().map(|point| point.rows as f64));
        let up = Axis::around(self.points.iter().map(|point| point.value));
        let mut body = String::new();
        grid(&mut body, across, up)?;
        let mut curves: Vec<&str> = Vec::new();
        for point in self.points {
            if !curves.contains(&point.curve.as_str()) {
                curves.push(&point.curve);
            }
        }
        for (at, curve) in curves.iter().enumerate() {
            let of_it: Vec<&Point> = self.points.iter().filter(|point| point.curve == **curve).collect();
            line(&mut body, &of_it, across, up, at)?;
            legend(&mut body, curve, at)?;
        }
        writeln!(
            f,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" font-size=\"12\">"
        )?;
        writeln!(f, "<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fff\"/>")?;
        writeln!(f, "<text x=\"{LEFT}\" y=\"24\" font-size=\"15\">{}</text>", said(self.title))?;
        let middle = (LEFT + RIGHT) / 2.0;
        writeln!(f, "<text x=\"{middle}\" y=\"408\" text-anchor=\"middle\">rows</text>")?;
        let half = (TOP + BOTTOM) / 2.0;
        let unit = said(self.unit);
        writeln!(
            f,
            "<text x=\"18\" y=\"{half}\" text-anchor=\"middle\" transform=\"rotate(-90 18 {half})\">{unit}</text>"
        )?;
        writeln!(f, "{body}</svg>")
    }
}

impl Axis {
    /// Whole powers of ten around all values.
    fn around(values: impl Iterator<Item = f64>) -> Self {
        let powers = values.filter(|value| *value > 0.0).map(f64::log10);
        let (least, most) =
            powers.fold((f64::MAX, f64::MIN), |(least, most), power| (least.min(power), most.max(power)));
        let (least, most) = ((least + 1e-9).floor(), (most - 1e-9).ceil());
        Self { least, most: most.max(least + 1.0) }
    }

    fn place(self, value: f64, from: f64, to: f64) -> f64 {
        from + (value.max(1e-9).log10() - self.least) / (self.most - self.least) * (to - from)
    }

    fn powers(self) -> impl Iterator<Item = f64> {
        let count = (self.most - self.least).round() as usize;
        (0..=count).map(move |at| 10_f64.powf(self.least + at as f64))
    }
}

fn grid(body: &mut String, across: Axis, up: Axis) -> fmt::Result {
    const LINE: &str = "stroke=\"#ddd\" stroke-width=\"1\"";
    for power in across.powers() {
        let x = across.place(power, LEFT, RIGHT);
        writeln!(body, "<line x1=\"{x:.1}\" y1=\"{TOP}\" x2=\"{x:.1}\" y2=\"{BOTTOM}\" {LINE}/>")?;
        writeln!(body, "<text x=\"{x:.1}\" y=\"388\" text-anchor=\"middle\">{}</text>", grouped(power))?;
    }
    for power in up.powers() {
        let y = up.place(power, BOTTOM, TOP);
        writeln!(body, "<line x1=\"{LEFT}\" y1=\"{y:.1}\" x2=\"{RIGHT}\" y2=\"{y:.1}\" {LINE}/>")?;
        let (x, y) = (LEFT - 8.0, y + 4.0);
        writeln!(body, "<text x=\"{x}\" y=\"{y:.1}\" text-anchor=\"end\">{}</text>", grouped(power))?;
    }
    Ok(())
}

fn line(body: &mut String, points: &[&Point], across: Axis, up: Axis, at: usize) -> fmt::Result {
    let colour = COLOURS[at % COLOURS.len()];
    let place = |point: &&Point| (across.place(point.rows as f64, LEFT, RIGHT), up.place(point.value, BOTTOM, TOP));
    let places: Vec<(f64, f64)> = points.iter().map(place).collect();
    let path: Vec<String> = places.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    // Ours are told from the others without colours, too.
    let dashes = if at < 4 { "" } else { " stroke-dasharray=\"6 3\"" };
    let path = path.join(" ");
    writeln!(body, "<polyline points=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"{dashes}/>")?;
    for (x, y) in places {
        writeln!(body, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"{colour}\"/>")?;
    }
    Ok(())
}

fn legend(body: &mut String, curve: &str, at: usize) -> fmt::Result {
    let (colour, y) = (COLOURS[at % COLOURS.len()], TOP + 10.0 + 20.0 * at as f64);
    let (from, to, text) = (RIGHT + 16.0, RIGHT + 40.0, RIGHT + 46.0);
    let dashes = if at < 4 { "" } else { " stroke-dasharray=\"6 3\"" };
    writeln!(
        body,
        "<line x1=\"{from}\" y1=\"{y}\" x2=\"{to}\" y2=\"{y}\" stroke=\"{colour}\" stroke-width=\"2\"{dashes}/>"
    )?;
    writeln!(body, "<text x=\"{text}\" y=\"{}\">{}</text>", y + 4.0, said(curve))
}

/// A power of ten with its thousands apart.
fn grouped(power: f64) -> String {
    if power < 1.0 {
        return format!("{power:.3}").trim_end_matches('0').to_owned();
    }
    let digits = format!("{power:.0}");
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(",")
}

fn said(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_of_ten_enclose_what_is_drawn() {
        let axis = Axis::around([20.0, 3_000.0].into_iter());
        assert_eq!((axis.least, axis.most, axis.place(100.0, 0.0, 300.0).round()), (1.0, 4.0, 100.0));
        assert_eq!(axis.powers().map(grouped).collect::<Vec<_>>(), ["10", "100", "1,000", "10,000"]);
        assert_eq!((grouped(0.1), grouped(1.0)), ("0.1".to_owned(), "1".to_owned()));
    }
}
