//! How cells look, by number.

/// As the program likes.
pub(super) const GENERAL: u32 = 0;
pub(super) const HEADING: u32 = 1;
/// Text stays text also where somebody types over it: numbers of persons and phones keep their digits.
pub(super) const TEXT: u32 = 2;
const DAY: u32 = 3;
const MOMENT: u32 = 4;
/// Of numbers with no places; those with more follow.
const WHOLE: u32 = 5;
const PLACES: u32 = 6;
/// Of forms, which have lines around every cell.
const FORM: u32 = WHOLE + PLACES + 1;
/// What stands above a form, and the lines around its table: at the left, at the right.
pub(super) const FORM_TITLE: u32 = FORM;
pub(super) const FORM_LEFT: u32 = FORM + 1;
pub(super) const FORM_RIGHT: u32 = FORM + 2;
pub(super) const FORM_HEADING: u32 = FORM + 3;
/// In the middle of its cell: codes of columns, and the word in front of the last row.
pub(super) const FORM_CODE: u32 = FORM + 4;
const FORM_GENERAL: u32 = FORM + 5;
const FORM_TEXT: u32 = FORM + 6;
const FORM_DAY: u32 = FORM + 7;
const FORM_MOMENT: u32 = FORM + 8;
const FORM_WHOLE: u32 = FORM + 9;
/// How many there are.
const ALL: u32 = FORM_WHOLE + PLACES + 1;

/// Their numbers in digits.
pub(super) const DIGITS: [&str; ALL as usize] = [
    "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20",
    "21", "22", "23", "24", "25", "26", "27",
];

/// How the cells of rows look.
#[derive(Clone, Copy, Debug)]
pub(super) struct Looks {
    pub text: u32,
    pub day: u32,
    pub moment: u32,
    general: u32,
    whole: u32,
    /// Of cells with nothing in them, where they are written at all.
    pub blank: Option<u32>,
}

/// Of lists.
pub(super) const LISTS: Looks =
    Looks { text: TEXT, day: DAY, moment: MOMENT, general: GENERAL, whole: WHOLE, blank: None };
/// Of forms.
pub(super) const FORMS: Looks = Looks {
    text: FORM_TEXT,
    day: FORM_DAY,
    moment: FORM_MOMENT,
    general: FORM_GENERAL,
    whole: FORM_WHOLE,
    blank: Some(FORM_TEXT),
};

impl Looks {
    /// Of numbers with so many places, or as many as they have.
    pub fn number(&self, places: Option<u8>) -> u32 {
        places.map(u32::from).filter(|places| *places <= PLACES).map_or(self.general, |places| self.whole + places)
    }
}

/// The part that says it.
pub(super) fn part() -> String {
    // What the format brings itself: 0, 0.00, text.
    let format = |places: u32| match places {
        0 => 1,
        2 => 2,
        places => 170 + places,
    };
    let own = |places: u32| {
        format!(r#"<numFmt numFmtId="{}" formatCode="0.{}"/>"#, format(places), "0".repeat(places as usize))
    };
    let own: String = [1, 3, 4, 5, 6].into_iter().map(own).collect();
    let xf = |format: u32| {
        format!(r#"<xf numFmtId="{format}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>"#)
    };
    let plain: String = [0].into_iter().map(xf).collect();
    let numbers: String = (0..=PLACES).map(|places| xf(format(places))).collect();
    let rest: String = [49, 160, 161].into_iter().map(xf).collect();
    let forms: String = [
        placed(0, (2, 0), "center"),
        placed(49, (0, 0), "left"),
        placed(49, (0, 0), "right"),
        placed(49, (1, 2), "center"),
        placed(49, (0, 2), "center"),
        placed(0, (0, 2), "right"),
        placed(49, (0, 2), "left"),
        placed(160, (0, 2), "center"),
        placed(161, (0, 2), "center"),
    ]
    .into_iter()
    .chain((0..=PLACES).map(|places| placed(format(places), (0, 2), "right")))
    .collect();
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="7"><numFmt numFmtId="160" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="161" formatCode="yyyy\-mm\-dd\ hh:mm"/>{own}</numFmts><fonts count="3">{}{}{}</fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFEDF3EC"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="3"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="thin"><color rgb="FF7F8C7D"/></bottom><diagonal/></border><border><left style="thin"><color rgb="FF000000"/></left><right style="thin"><color rgb="FF000000"/></right><top style="thin"><color rgb="FF000000"/></top><bottom style="thin"><color rgb="FF000000"/></bottom><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="{ALL}">{plain}<xf numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>{rest}{numbers}{forms}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"#,
        font("", 11),
        font("<b/>", 11),
        font("<b/>", 16),
    )
}

fn font(weight: &str, points: u32) -> String {
    format!(r#"<font>{weight}<sz val="{points}"/><name val="宋体"/><family val="3"/><charset val="134"/></font>"#)
}

/// A cell of a form: its format, its font and its lines, and where in the cell what it says stands.
fn placed(format: u32, (font, border): (u32, u32), place: &str) -> String {
    format!(
        r#"<xf numFmtId="{format}" fontId="{font}" fillId="0" borderId="{border}" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1"><alignment horizontal="{place}" vertical="center" wrapText="1"/></xf>"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_as_many_styles_as_are_named() {
        assert_eq!(FORMS.number(Some(6)) as usize, DIGITS.len() - 1);
        let part = part();
        let cells = &part[part.find("<cellXfs").expect("cells")..];
        assert_eq!(cells.matches("<xf ").count(), DIGITS.len());
        let number = |places| (LISTS.number(places), FORMS.number(places));
        assert_eq!((number(None), number(Some(0)), number(Some(9))), ((0, 17), (WHOLE, FORM_WHOLE), (0, 17)));
        for (number, digits) in DIGITS.iter().enumerate() {
            assert_eq!(*digits, number.to_string());
        }
    }
}
