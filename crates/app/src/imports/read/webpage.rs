//! Web pages that call themselves spreadsheets. Systems hand out "Excel" that is a page or XML under another name, and
//! office programs open it without a word; what stands in it is not read, but how to make a spreadsheet of it is said.

use kernel::Finding;

use super::unreadable;

/// What is looked at to tell.
const HEAD: usize = 64 * 1024;

/// What to say of a text that is a page; `None` where it is none.
pub(super) fn told(text: &str) -> Option<Finding> {
    let head: String = text.trim_start_matches('\u{feff}').trim_start().chars().take(HEAD).collect();
    let head = head.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| head.contains(word));
    let mime = has(&["mime-version:"]) && has(&["multipart/related", "content-type: text/html", "content-location:"]);
    if mime || (head.starts_with('<') && has(&["<table", "<tr", "office:excel", "office:spreadsheet", "excel.sheet"])) {
        return Some(unreadable(
            "这是网页另存的表格：文件名像表格，里面其实是网页。",
            "请用 WPS 或 Excel 打开它，选“另存为”，文件类型选“Excel 工作簿（*.xlsx）”，再交新存的文件。",
        ));
    }
    head.starts_with('<').then(|| {
        unreadable("这是一个网页文件，里面没有表格。", "请找到原来的表格文件；只有网页的，请把表格复制到 xlsx 里再交。")
    })
}
