//! What a file says of itself: of which ledger or form, which records, as known when, for whom it was made.

use kernel::{Cut, Instant};

/// What is said.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct About {
    /// What it is a file of, in a word.
    pub of: &'static str,
    /// The name of that.
    pub name: String,
    /// What was asked for, in lines of two cells.
    pub asked: Vec<(&'static str, String)>,
    /// How many rows.
    pub total: u64,
    /// What the rows are counted as, in a word.
    pub counted: &'static str,
    /// As known at.
    pub as_of: Cut,
    /// Who asked.
    pub actor: String,
    /// When.
    pub at: Option<Instant>,
    /// Whether fields of persons are in it.
    pub is_personal: bool,
    /// What else whoever reads it should know.
    pub told: Vec<(&'static str, String)>,
}

/// What goes with the name of a file in which there are fields of persons.
pub(super) const PERSONAL: &str = "含个人信息";

impl About {
    /// The watermark; nothing where no person is spoken of.
    pub fn watermark(&self) -> Option<String> {
        let told = || format!("{PERSONAL}，仅限工作使用，不得外传。导出人：{}，{}", self.actor, self.moment());
        self.is_personal.then(told)
    }

    /// Lines of two cells.
    pub fn lines(&self) -> Vec<(&'static str, String)> {
        let books = self.as_of.0.iter().map(|(book, seq)| format!("{book} 第{seq}号变更"));
        let mut lines = vec![(self.of, self.name.clone())];
        lines.extend(self.asked.iter().cloned());
        lines.extend([
            (self.counted, self.total.to_string()),
            ("数据截至", books.collect::<Vec<_>>().join("；")),
            ("导出人员", self.actor.clone()),
            ("导出时刻", self.moment()),
        ]);
        lines.extend(self.told.iter().cloned());
        lines.extend(self.watermark().map(|told| ("使用提醒", told)));
        lines
    }

    /// The name of the file, without its ending.
    pub fn file_name(&self) -> String {
        let day = self.at.map(|at| format!("-{}", at.date())).unwrap_or_default();
        let personal = if self.is_personal { format!("-{PERSONAL}") } else { String::new() };
        let name: String = self.name.chars().map(|c| if is_awkward(c) { '_' } else { c }).collect();
        format!("{name}{day}{personal}")
    }

    fn moment(&self) -> String {
        self.at.map(Instant::to_the_minute).unwrap_or_default()
    }
}

/// What no name of a file, nor of a sheet, may have in it.
pub(crate) fn is_awkward(c: char) -> bool {
    c.is_control() || "/\\:*?\"<>|[]".contains(c)
}
