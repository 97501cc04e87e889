//! Whatever is written, a template answers: with findings that can be placed, or with a document.

use proptest::{collection::vec, prelude::*, sample::select};
use report::export;

use crate::support::{build, parse};

const TOKENS: [&str; 45] = [
    "{{ ",
    " }}",
    "{% ",
    " %}",
    "{#",
    "#}",
    "for 村 in 各村",
    "endfor",
    "if unit.name",
    "else",
    "endif",
    "水稻面积",
    "信访件",
    "没有",
    "|",
    "|数",
    "|上年",
    "|同比",
    "**",
    "|各村",
    "|余",
    "|万元",
    "|村(村)",
    "|村('甲村')",
    "|位(2)",
    "(",
    ")",
    "'",
    " + ",
    "村.name",
    "unit.name",
    "loop.last",
    "\n",
    "\n\n",
    "# ",
    "## ",
    "```chart 图\n",
    "```\n",
    "| ",
    " |",
    "|---|---|\n",
    ": ",
    "文字，",
    "\\|",
    "\u{E000}",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn nothing_breaks(tokens in vec(select(&TOKENS[..]), 0..40)) {
        let body = tokens.concat();
        let (template, findings) = parse(&body);
        prop_assert_eq!(template.is_none(), findings.iter().any(kernel::Finding::is_error));
        for finding in &findings {
            prop_assert!(finding.place.line.is_some_and(|line| line >= 8), "{}", finding);
        }
        if template.is_some() {
            let document = build(&body);
            prop_assert!(export::docx::docx(&document).is_ok());
            prop_assert!(export::html::page(&document).ends_with("</html>\n"));
        }
    }
}
