//! Texts. Never `LIKE`, which in SQLite takes upper and lower case for the same.

use super::Writer;
use crate::ir::{FindPlace, Node};

impl Writer<'_> {
    /// Characters in both databases.
    pub(super) fn size(&self, of: &Node) -> String {
        let length = format!("length({})", self.write(of));
        if self.is_sqlite() { length } else { format!("CAST({length} AS BIGINT)") }
    }

    /// Both with the separator around them, so that a code is never found inside another.
    pub(super) fn in_codes(&self, code: &Node, codes: &Node) -> String {
        let (find, mark) = self.finder();
        let (code, codes) = (self.write(code), self.write(codes));
        format!("({find}({mark} || {codes} || {mark}, {mark} || {code} || {mark}) > 0)")
    }

    pub(super) fn find(&self, place: FindPlace, of: &Node, what: &Node) -> String {
        let (find, _) = self.finder();
        let (of, what) = (self.write(of), self.write(what));
        match (place, self.is_sqlite()) {
            (FindPlace::Anywhere, _) => format!("({find}({of}, {what}) > 0)"),
            (FindPlace::Start, true) => {
                self.with([of, what], |[of, what]| format!("substr({of}, 1, length({what})) = {what}"))
            }
            (FindPlace::End, true) => self.with([of, what], |[of, what]| {
                format!("length({of}) >= length({what}) AND substr({of}, length({of}) - length({what}) + 1) = {what}")
            }),
            (FindPlace::Start, false) => {
                self.with([of, what], |[of, what]| format!("left({of}, length({what})) = {what}"))
            }
            (FindPlace::End, false) => {
                self.with([of, what], |[of, what]| format!("right({of}, length({what})) = {what}"))
            }
        }
    }

    fn finder(&self) -> (&'static str, &'static str) {
        if self.is_sqlite() { ("instr", "char(31)") } else { ("strpos", "chr(31)") }
    }
}
