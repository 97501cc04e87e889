//! The name of a file, harmless on every system: no folders, no hidden letters, and an ending that says what it is.

use rules::convert::squeeze;

use super::Kind;

/// The most letters before the ending.
const LONGEST: usize = 80;
/// Names that Windows keeps for itself.
const TAKEN: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// Of `C:\图\现场.JPG` 现场.jpg, of `../x.exe` that is a picture `x.exe.jpg`, and of nothing at all a word for its kind.
pub(super) fn clean(name: &str, kind: Kind) -> String {
    let own = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let own: String = squeeze(own).chars().filter(|c| !is_awkward(*c)).collect();
    let own = own.trim_matches(['.', ' ']);
    let ending = |known: &&&str| own.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case(known));
    let endings = kind.endings();
    let (stem, ending) = match endings.iter().find(ending) {
        Some(known) => (&own[..own.len() - known.len() - 1], *known),
        None => (own, endings[0]),
    };
    let stem: String = stem.chars().take(LONGEST).collect();
    let stem = stem.trim_matches(['.', ' ']);
    let stem = if stem.is_empty() { word(kind) } else { stem };
    let mark = if is_taken(stem) { "_" } else { "" };
    format!("{mark}{stem}.{ending}")
}

/// What no name of a file may hold on one system or another, and marks that nobody sees.
fn is_awkward(c: char) -> bool {
    c.is_control()
        || matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\u{200c}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn is_taken(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let bare = first.trim_end_matches(|c: char| c.is_ascii_digit());
    TAKEN.contains(&bare) && (first.len() == 3 || first.len() == 4 && ["com", "lpt"].contains(&bare))
}

fn word(kind: Kind) -> &'static str {
    if kind.is_picture() { "照片" } else { "文件" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_harmless() {
        let check = |name: &str, kind: Kind, expect: &str| assert_eq!(clean(name, kind), expect, "{name}");
        check("现场.JPG", Kind::Jpeg, "现场.jpg");
        check("现场.jpeg", Kind::Jpeg, "现场.jpeg");
        check("C:\\图\\现场.png", Kind::Png, "现场.png");
        check("../../etc/passwd", Kind::Text, "passwd.txt");
        check("x.exe", Kind::Jpeg, "x.exe.jpg");
        check("名单.html", Kind::Text, "名单.html.txt");
        check("名\u{202e}gpj.exe", Kind::Jpeg, "名gpj.exe.jpg");
        check("a\r\nSet-Cookie: x.pdf", Kind::Pdf, "a Set-Cookie x.pdf");
        check("..", Kind::Pdf, "文件.pdf");
        check("", Kind::Webp, "照片.webp");
        check(".jpg", Kind::Jpeg, "jpg.jpg");
        check("CON.txt", Kind::Text, "_CON.txt");
        check("com1.pdf", Kind::Pdf, "_com1.pdf");
        check("console.pdf", Kind::Pdf, "console.pdf");
        check("通知.wps", Kind::Doc, "通知.wps");
        check(&format!("{}.pdf", "长".repeat(300)), Kind::Pdf, &format!("{}.pdf", "长".repeat(LONGEST)));
        check("a/b\\", Kind::Pdf, "文件.pdf");
    }
}
