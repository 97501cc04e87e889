//! The parts around the text: styles, fonts, page numbers, properties. Lengths are twips (1/20 pt), sizes half points.

use super::xml;
use crate::document::Document;

pub(super) const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
pub(super) const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
     xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\"";
/// A4.
pub(super) const PAGE_WIDTH: usize = 11906;
pub(super) const PAGE_HEIGHT: usize = 16838;
/// Between margins of 28 mm and 26 mm.
pub(super) const TEXT_WIDTH: usize = 8844;
/// Between margins of 37 mm and 35 mm.
pub(super) const TEXT_HEIGHT: usize = 12_756;
/// 225 mm in 22 lines.
pub(super) const LINE: usize = 579;

const CONTENT_TYPES: &str = include_str!("content_types.xml");
pub(super) const RELATIONS: &str = include_str!("rels.xml");
const DOCUMENT_RELATIONS: &str = include_str!("document_rels.xml");
pub(super) const SETTINGS: &str = include_str!("settings.xml");
pub(super) const APP: &str = include_str!("app.xml");

const SONG: &str = "宋体";
const TITLE: &str = "方正小标宋简体";
const HEI: &str = "黑体";
const KAI: &str = "楷体_GB2312";
const FANG: &str = "仿宋_GB2312";
const LATIN: &str = "Times New Roman";

/// A font, what may stand for it, and its family.
const FONTS: [(&str, &str, &str); 6] = [
    (TITLE, "华文中宋,STZhongsong,宋体,SimSun", "roman"),
    (FANG, "仿宋,FangSong,华文仿宋,STFangsong", "roman"),
    (KAI, "楷体,KaiTi,华文楷体,STKaiti", "script"),
    (HEI, "SimHei,思源黑体,Noto Sans CJK SC", "swiss"),
    (SONG, "SimSun,思源宋体,Noto Serif CJK SC", "roman"),
    (LATIN, "Liberation Serif", "roman"),
];

/// What kind of part each is.
pub(super) fn content_types(charts: usize) -> String {
    let chart = |number| {
        let part = super::chart::part(number);
        format!(
            "<Override PartName=\"/{part}\" ContentType=\"application/vnd.openxmlformats-officedocument.drawingml.chart+xml\"/>\n"
        )
    };
    with(CONTENT_TYPES, "</Types>", (1..=charts).map(chart).collect())
}

/// What the text refers to.
pub(super) fn document_relations(charts: usize) -> String {
    let chart = |number| {
        format!(
            "<Relationship Id=\"rIdChart{number}\" \
             Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart\" \
             Target=\"charts/chart{number}.xml\"/>\n"
        )
    };
    with(DOCUMENT_RELATIONS, "</Relationships>", (1..=charts).map(chart).collect())
}

fn with(xml: &str, end: &str, more: String) -> String {
    let whole = xml.trim_end().strip_suffix(end).unwrap_or(xml);
    format!("{whole}{more}{end}\n")
}

pub(super) fn core(document: &Document) -> String {
    format!(
        "{XML}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:subject>{}</dc:subject>\
         <dc:creator>{}</dc:creator><dc:description>数据位置 {}</dc:description><dc:language>zh-CN</dc:language>\
         </cp:coreProperties>",
        xml(&document.title),
        xml(&format!("{} {}", document.name, document.period_name)),
        xml(&document.unit.name),
        xml(&document.as_of.to_string()),
    )
}

pub(super) fn fonts() -> String {
    let font = |(name, others, family): &(&str, &str, &str)| {
        let charset = if *name == LATIN { "00" } else { "86" };
        format!(
            "<w:font w:name=\"{name}\"><w:altName w:val=\"{others}\"/><w:charset w:val=\"{charset}\"/>\
             <w:family w:val=\"{family}\"/></w:font>"
        )
    };
    format!("{XML}<w:fonts {NAMESPACES}>{}</w:fonts>", FONTS.iter().map(font).collect::<String>())
}

/// `— 1 —`, 4号 宋体, one character in from the outer edge.
pub(super) fn footer(side: &str, indent: &str) -> String {
    let style = "<w:rPr><w:rStyle w:val=\"PageNumber\"/></w:rPr>";
    let dash = |text: &str| format!("<w:r>{style}<w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let twips = indent.trim_end_matches("Chars");
    format!(
        "{XML}<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/><w:ind w:{indent}=\"100\" w:{twips}=\"280\"/>\
         <w:jc w:val=\"{side}\"/></w:pPr>{}<w:fldSimple w:instr=\" PAGE \"><w:r>{style}<w:t>1</w:t></w:r></w:fldSimple>{}\
         </w:p></w:ftr>",
        dash("— "),
        dash(" —"),
    )
}

pub(super) fn styles() -> String {
    let indent = "<w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/>";
    let heading = |level: u8, font: &str| {
        let paragraph = format!("<w:keepNext/>{indent}<w:outlineLvl w:val=\"{}\"/>", level - 1);
        Style { based: "Normal", next: "BodyText", ..style(&format!("Heading{level}"), &format!("heading {level}")) }
            .xml(&paragraph, &characters(font, 32))
    };
    let centred = "<w:jc w:val=\"center\"/>";
    let tight = |side: &str| format!("<w:spacing w:line=\"360\" w:lineRule=\"atLeast\"/><w:jc w:val=\"{side}\"/>");
    let small = |side: &str| format!("<w:spacing w:line=\"300\" w:lineRule=\"atLeast\"/><w:jc w:val=\"{side}\"/>");
    let entry = |left: usize| {
        format!(
            "<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"{TEXT_WIDTH}\"/></w:tabs>\
             <w:ind w:leftChars=\"{left}\" w:left=\"{}\"/><w:jc w:val=\"left\"/>",
            left * 32 / 10,
        )
    };
    let styles = [
        Style { default: true, ..style("Normal", "Normal") }.xml(
            // Not snapped to the grid: with 28 characters a line a cell is a hair narrower than 3号, and LibreOffice then
            // gives every character two cells. The exact pitch and the spacing of characters make the same lines (of -5 LibreOffice makes
            // lines of 27).
            &format!("<w:widowControl w:val=\"0\"/><w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"{LINE}\" w:lineRule=\"exact\"/><w:jc w:val=\"both\"/>"),
            &characters(FANG, 32).replace("<w:sz ", "<w:spacing w:val=\"-6\"/><w:sz "),
        ),
        style("BodyText", "Body Text").xml(indent, ""),
        Style { next: "BodyText", ..style("Title", "Title") }.xml(
            &format!("<w:keepNext/><w:spacing w:after=\"{LINE}\" w:line=\"{}\" w:lineRule=\"exact\"/>{centred}", LINE + 60),
            &characters(TITLE, 44),
        ),
        Style { next: "BodyText", ..style("Byline", "Byline") }
            .xml(&format!("<w:spacing w:after=\"{LINE}\" w:line=\"{LINE}\" w:lineRule=\"exact\"/>{centred}"), &characters(KAI, 32)),
        heading(1, HEI),
        heading(2, KAI),
        heading(3, FANG),
        heading(4, FANG),
        Style { next: "BodyText", ..style("Caption", "caption") }.xml(&format!("<w:keepNext/>{centred}"), &characters(HEI, 28)),
        Style { next: "BodyText", ..style("Picture", "Picture") }
            // The letters of its line are tiny, so that the line is as high as the picture.
            .xml(&format!("<w:spacing w:line=\"240\" w:lineRule=\"auto\"/>{centred}"), "<w:sz w:val=\"2\"/><w:szCs w:val=\"2\"/>"),
        Style { next: "BodyText", ..style("PictureCaption", "Picture Caption") }.xml(centred, &characters(HEI, 28)),
        style("TableText", "Table Text").xml(&tight("center"), &characters(FANG, 24)),
        style("TableWords", "Table Words").xml(&tight("left"), &characters(FANG, 24)),
        style("TableNumber", "Table Number").xml(&tight("right"), &characters(FANG, 24)),
        style("TableHead", "Table Head").xml(&tight("center"), &characters(HEI, 24)),
        style("TableEnd", "Table End").xml("<w:spacing w:line=\"240\" w:lineRule=\"exact\"/>", ""),
        Style { next: "BodyText", ..style("ContentsTitle", "Contents Title") }
            .xml(&format!("<w:spacing w:after=\"{LINE}\" w:line=\"{LINE}\" w:lineRule=\"exact\"/>{centred}"), &characters(HEI, 32)),
        style("TOC1", "toc 1").xml(&entry(0), &characters(HEI, 32)),
        style("TOC2", "toc 2").xml(&entry(200), &characters(FANG, 32)),
        style("AnnexLabel", "Annex Label").xml("<w:keepNext/><w:jc w:val=\"left\"/>", &characters(HEI, 32)),
        Style { next: "BodyText", ..style("AnnexTitle", "Annex Title") }
            .xml(&format!("<w:keepNext/><w:spacing w:line=\"{}\" w:lineRule=\"exact\"/>{centred}", LINE + 60), &characters(TITLE, 44)),
        style("AnnexNote", "Annex Note").xml(&small("left"), &characters(KAI, 24)),
        style("AnnexHead", "Annex Head").xml(&small("center"), &characters(HEI, 18)),
        style("AnnexText", "Annex Text").xml(&small("center"), &characters(FANG, 18)),
        style("AnnexWords", "Annex Words").xml(&small("left"), &characters(FANG, 18)),
        style("Footer", "footer").xml("<w:spacing w:line=\"280\" w:lineRule=\"atLeast\"/>", ""),
    ];
    format!(
        "{XML}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{}<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/>\
         </w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>{}\
         <w:style w:type=\"character\" w:styleId=\"PageNumber\"><w:name w:val=\"page number\"/><w:rPr>{}</w:rPr></w:style>{}\
         </w:styles>",
        characters(FANG, 32),
        styles.concat(),
        characters_all(SONG, 28),
        table_grid(),
    )
}

/// A paragraph style.
struct Style<'a> {
    id: String,
    name: String,
    based: &'a str,
    next: &'a str,
    default: bool,
}

fn style(id: &str, name: &str) -> Style<'static> {
    Style { id: id.to_owned(), name: name.to_owned(), based: "Normal", next: "", default: false }
}

impl Style<'_> {
    fn xml(&self, paragraph: &str, run: &str) -> String {
        let default = if self.default { " w:default=\"1\"" } else { "" };
        let based = if self.default { String::new() } else { format!("<w:basedOn w:val=\"{}\"/>", self.based) };
        let next = if self.next.is_empty() { String::new() } else { format!("<w:next w:val=\"{}\"/>", self.next) };
        format!(
            "<w:style w:type=\"paragraph\"{default} w:styleId=\"{}\"><w:name w:val=\"{}\"/>{based}{next}<w:qFormat/>\
             <w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>",
            self.id, self.name
        )
    }
}

/// Chinese in `font`, numbers and letters in the Latin font.
fn characters(font: &str, half_points: u32) -> String {
    format!(
        "<w:rFonts w:ascii=\"{LATIN}\" w:hAnsi=\"{LATIN}\" w:eastAsia=\"{font}\" w:cs=\"{LATIN}\"/>\
         <w:sz w:val=\"{half_points}\"/><w:szCs w:val=\"{half_points}\"/>"
    )
}

/// Everything in `font`.
fn characters_all(font: &str, half_points: u32) -> String {
    characters(font, half_points).replace(LATIN, font)
}

fn table_grid() -> String {
    let sides = ["top", "left", "bottom", "right", "insideH", "insideV"];
    let border = |side: &&str| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>");
    let borders: String = sides.iter().map(border).collect();
    format!(
        "<w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/><w:tblPr><w:tblBorders>{borders}\
         </w:tblBorders><w:tblCellMar><w:top w:w=\"40\" w:type=\"dxa\"/><w:left w:w=\"80\" w:type=\"dxa\"/>\
         <w:bottom w:w=\"40\" w:type=\"dxa\"/><w:right w:w=\"80\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>"
    )
}
