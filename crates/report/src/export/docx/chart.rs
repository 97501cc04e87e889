//! Charts: drawn by the office program from values that stand in the file, so that they stay sharp and their words can
//! be read. No workbook is attached: the values are the report's, not to be edited in the picture.

use kernel::{Decimal, number};

use super::{
    parts::{TEXT_WIDTH, XML},
    runs::{paragraph, paragraph_of},
    xml,
};
use crate::document::{Bar, Run, plain};

const FIELD: &str = "3F7D4E";
const INK: &str = "1C1C1A";
const FONT: &str = "仿宋_GB2312";
/// 五号, in hundredths of a point.
const SIZE: usize = 1050;
/// English Metric Units in a twip.
const EMU: usize = 635;
/// The height of a bar with its space, of the margins, and the most a picture may take of a page, in twips.
const BAR: usize = 440;
const MARGINS: usize = 240;
const MOST: usize = 10_400;

/// The name of a chart's part.
pub(super) fn part(number: usize) -> String {
    format!("word/charts/chart{number}.xml")
}

/// The height of a picture of so many bars, in twips.
pub(super) fn height(bars: usize) -> usize {
    (bars * BAR + MARGINS).min(MOST)
}

/// A chart's part; `None` where nothing can be drawn.
pub(super) fn chart(bars: &[Bar]) -> Option<String> {
    let drawn = Drawn::of(bars)?;
    let count = bars.len();
    let point = |(i, text): (usize, String)| format!("<c:pt idx=\"{i}\"><c:v>{}</c:v></c:pt>", xml(&text));
    let labels: String = bars.iter().map(label).enumerate().map(point).collect();
    let values: String = drawn
        .values
        .iter()
        .enumerate()
        .filter_map(|(i, value)| value.map(|value| point((i, value.normalize().to_string()))))
        .collect();
    let format = xml(&drawn.format);
    let letters = format!(
        "<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz=\"{SIZE}\"><a:solidFill><a:srgbClr val=\"{INK}\"/></a:solidFill>\
         <a:latin typeface=\"Times New Roman\"/><a:ea typeface=\"{FONT}\"/></a:defRPr></a:pPr><a:endParaRPr lang=\"zh-CN\"/></a:p></c:txPr>"
    );
    let nothing = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>";
    Some(format!(
        "{XML}<c:chartSpace xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" \
         xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
         <c:roundedCorners val=\"0\"/><c:chart><c:autoTitleDeleted val=\"1\"/><c:plotArea><c:layout/>\
         <c:barChart><c:barDir val=\"bar\"/><c:grouping val=\"clustered\"/><c:varyColors val=\"0\"/>\
         <c:ser><c:idx val=\"0\"/><c:order val=\"0\"/><c:spPr><a:solidFill><a:srgbClr val=\"{FIELD}\"/></a:solidFill></c:spPr>\
         <c:invertIfNegative val=\"0\"/>\
         <c:dLbls>{own}<c:numFmt formatCode=\"{format}\" sourceLinked=\"0\"/>{nothing}{letters}<c:dLblPos val=\"outEnd\"/>{SHOWN}</c:dLbls>\
         <c:cat><c:strLit><c:ptCount val=\"{count}\"/>{labels}</c:strLit></c:cat>\
         <c:val><c:numLit><c:formatCode>{format}</c:formatCode><c:ptCount val=\"{count}\"/>{values}</c:numLit></c:val></c:ser>\
         <c:gapWidth val=\"60\"/><c:axId val=\"1001\"/><c:axId val=\"1002\"/></c:barChart>\
         <c:catAx><c:axId val=\"1001\"/><c:scaling><c:orientation val=\"maxMin\"/></c:scaling><c:delete val=\"0\"/><c:axPos val=\"l\"/>\
         <c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/><c:tickLblPos val=\"low\"/>\
         <c:spPr><a:ln w=\"6350\"><a:solidFill><a:srgbClr val=\"{INK}\"/></a:solidFill></a:ln></c:spPr>{letters}\
         <c:crossAx val=\"1002\"/><c:crosses val=\"autoZero\"/><c:auto val=\"0\"/><c:lblAlgn val=\"ctr\"/><c:lblOffset val=\"60\"/>\
         <c:noMultiLvlLbl val=\"1\"/></c:catAx>\
         <c:valAx><c:axId val=\"1002\"/><c:scaling><c:orientation val=\"minMax\"/>{floor}</c:scaling><c:delete val=\"1\"/>\
         <c:axPos val=\"t\"/><c:numFmt formatCode=\"General\" sourceLinked=\"0\"/><c:majorTickMark val=\"none\"/>\
         <c:minorTickMark val=\"none\"/><c:tickLblPos val=\"none\"/><c:crossAx val=\"1001\"/><c:crosses val=\"autoZero\"/></c:valAx>\
         {nothing}</c:plotArea><c:plotVisOnly val=\"1\"/><c:dispBlanksAs val=\"gap\"/></c:chart>{nothing}</c:chartSpace>",
        own = drawn.own_labels(bars),
        floor =
            if drawn.values.iter().flatten().any(|value| *value < Decimal::ZERO) { "" } else { "<c:min val=\"0\"/>" },
    ))
}

/// The picture in the text, with its caption below; its words say every value to those who do not see it.
pub(super) fn picture(number: usize, caption: &[Run], bars: &[Bar]) -> String {
    let (width, height) = (TEXT_WIDTH * EMU, height(bars.len()) * EMU);
    let said: Vec<String> = bars.iter().map(|bar| format!("{}{}", plain(&bar.label), plain(&bar.value))).collect();
    let said = xml(&format!("{}：{}。", plain(caption), said.join("，")));
    let drawing = format!(
        "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{width}\" cy=\"{height}\"/>\
         <wp:effectExtent l=\"0\" t=\"0\" r=\"0\" b=\"0\"/><wp:docPr id=\"{number}\" name=\"图{number}\" descr=\"{said}\"/>\
         <wp:cNvGraphicFramePr/><a:graphic xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\">\
         <a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/chart\">\
         <c:chart xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" r:id=\"rIdChart{number}\"/>\
         </a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    );
    let caption = if caption.is_empty() { String::new() } else { paragraph("PictureCaption", caption) };
    let keep = if caption.is_empty() { "" } else { "<w:keepNext/>" };
    paragraph_of("Picture", keep, &drawing) + &caption
}

const SHOWN: &str = "<c:showLegendKey val=\"0\"/><c:showVal val=\"1\"/><c:showCatName val=\"0\"/><c:showSerName val=\"0\"/>\
     <c:showPercent val=\"0\"/><c:showBubbleSize val=\"0\"/>";

/// Bars as lengths of one unit.
struct Drawn {
    values: Vec<Option<Decimal>>,
    /// How a value is written where it has no label of its own.
    format: String,
    /// Whether values are written as the report prints them rather than by the format.
    as_printed: bool,
}

impl Drawn {
    fn of(bars: &[Bar]) -> Option<Self> {
        let printed: Vec<Option<(Decimal, String)>> = bars.iter().map(printed).collect();
        let mut units: Vec<&str> = printed.iter().flatten().map(|(_, unit)| unit.as_str()).collect();
        units.dedup();
        let all_read = printed.iter().zip(bars).all(|(read, bar)| read.is_some() || figure(bar).is_none());
        if let ([unit], true) = (units.as_slice(), all_read) {
            let values: Vec<Option<Decimal>> =
                printed.iter().map(|read| read.as_ref().map(|(value, _)| *value)).collect();
            let mut places: Vec<u32> = values.iter().flatten().map(Decimal::scale).collect();
            places.dedup();
            let digits = match places.as_slice() {
                [0] => "0".to_owned(),
                [places] => format!("0.{}", "0".repeat(*places as usize)),
                _ => "General".to_owned(),
            };
            let format = if unit.is_empty() { digits } else { format!("{digits}\"{unit}\"") };
            return Some(Self { values, format, as_printed: false });
        }
        // Bars of 元 and 万元, or about and exact: by exact value, each with its own words.
        let values: Vec<Option<Decimal>> = bars.iter().map(|bar| figure(bar).map(|v| number::round(v, 4))).collect();
        let any = values.iter().any(Option::is_some);
        any.then(|| Self { values, format: "General".to_owned(), as_printed: true })
    }

    fn own_labels(&self, bars: &[Bar]) -> String {
        if !self.as_printed {
            return String::new();
        }
        let own = |(i, bar): (usize, &Bar)| {
            let words = xml(&plain(&bar.value));
            format!(
                "<c:dLbl><c:idx val=\"{i}\"/><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang=\"zh-CN\" sz=\"{SIZE}\"/>\
                 <a:t>{words}</a:t></a:r></a:p></c:rich></c:tx><c:dLblPos val=\"outEnd\"/>{SHOWN}</c:dLbl>"
            )
        };
        let drawn = bars.iter().enumerate().filter(|(i, _)| self.values.get(*i).is_some_and(Option::is_some));
        drawn.map(own).collect()
    }
}

/// A bar's name; one without a value says so.
fn label(bar: &Bar) -> String {
    let missing = if figure(bar).is_none() { "（缺）" } else { "" };
    format!("{}{missing}", plain(&bar.label))
}

/// The number a bar prints and the unit behind it; `None` where it is printed otherwise than as a number with a unit.
fn printed(bar: &Bar) -> Option<(Decimal, String)> {
    figure(bar)?;
    let text = plain(&bar.value);
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-')).unwrap_or(text.len());
    let (digits, unit) = text.split_at(end);
    let is_unit = !unit.contains(['余', '"', ';']) && !unit.contains(|c: char| c.is_ascii_digit());
    digits.parse().ok().filter(|_| is_unit).map(|value| (value, unit.to_owned()))
}

/// The exact value of a bar in base units.
fn figure(bar: &Bar) -> Option<Decimal> {
    bar.value.iter().find_map(|run| match run {
        Run::Figure { figure, .. } => figure.measure.to_base(figure.value?),
        _ => None,
    })
}
