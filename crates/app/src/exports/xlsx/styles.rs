//! How cells look, by number.

/// As the program likes.
pub(super) const GENERAL: u32 = 0;
pub(super) const HEADING: u32 = 1;
/// Text stays text also where somebody types over it: numbers of persons and phones keep their digits.
pub(super) const TEXT: u32 = 2;
pub(super) const DAY: u32 = 3;
pub(super) const MOMENT: u32 = 4;
/// Of numbers with no places; those with more follow.
const WHOLE: u32 = 5;
const PLACES: u32 = 6;

/// Their numbers in digits.
pub(super) const DIGITS: [&str; 12] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"];

/// Of numbers with so many places, or as many as they have.
pub(super) fn number(places: Option<u8>) -> u32 {
    places.map(u32::from).filter(|places| *places <= PLACES).map_or(GENERAL, |places| WHOLE + places)
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
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="7"><numFmt numFmtId="160" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="161" formatCode="yyyy\-mm\-dd\ hh:mm"/>{own}</numFmts><fonts count="2"><font><sz val="11"/><name val="宋体"/><family val="3"/><charset val="134"/></font><font><b/><sz val="11"/><name val="宋体"/><family val="3"/><charset val="134"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFEDF3EC"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="thin"><color rgb="FF7F8C7D"/></bottom><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="12">{plain}<xf numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>{rest}{numbers}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_as_many_styles_as_are_named() {
        assert_eq!(number(Some(6)) as usize, DIGITS.len() - 1);
        let part = part();
        let cells = &part[part.find("<cellXfs").expect("cells")..];
        assert_eq!(cells.matches("<xf ").count(), DIGITS.len());
        assert_eq!((number(None), number(Some(0)), number(Some(9))), (GENERAL, WHOLE, GENERAL));
    }
}
