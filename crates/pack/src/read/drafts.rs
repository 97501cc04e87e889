//! Files sorted by what they declare. The file's name is the id of what it declares, where it declares one thing.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use kernel::Place;

use super::{
    node::Node,
    toml::{Parsed, parse},
};
use crate::{
    check::{Findings, codes, nearest},
    keys,
    model::LedgerKind,
};

/// The declarations of a pack as written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Drafts {
    pub pack: Option<Node>,
    pub units: Option<Node>,
    pub roles: IndexMap<String, Node>,
    pub parameters: IndexMap<String, Node>,
    pub codes: IndexMap<String, Node>,
    pub ledgers: IndexMap<String, (LedgerKind, Node)>,
    pub indicators: IndexMap<String, Node>,
    pub targets: IndexMap<String, Node>,
    pub duties: IndexMap<String, Node>,
    pub scorecards: IndexMap<String, Node>,
    pub reports: IndexMap<String, ReportDraft>,
    pub forms: IndexMap<String, Node>,
    pub coverage: Option<TextFile>,
    /// Files that could not be read, and what they would have declared as `kind/id`.
    pub broken: BTreeSet<String>,
}

/// A template with its front matter.
#[derive(Clone, Debug)]
pub(crate) struct ReportDraft {
    pub file: String,
    pub text: String,
    pub front: Option<Node>,
}

/// A file that is not TOML.
#[derive(Clone, Debug)]
pub(crate) struct TextFile {
    pub file: String,
    pub text: String,
}

impl Drafts {
    /// Whether something of this kind and id was in a file that could not be read.
    pub fn is_broken(&self, kind: &str, id: &str) -> bool {
        self.broken.contains(&format!("{kind}/{id}")) || self.broken.contains(&format!("{kind}/*"))
    }
}

/// Sorts files; findings call a file by `prefix` and its path.
pub(crate) fn drafts(files: &BTreeMap<String, String>, prefix: &str, out: &mut Findings) -> Drafts {
    let mut drafts = Drafts::default();
    let mut files: Vec<(&String, &String)> = files.iter().collect();
    files.sort_by_key(|(path, _)| keys::FILES.iter().position(|file| file.matches(path)));
    for (path, text) in files {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let label = format!("{prefix}{path}");
        if path == "coverage.csv" {
            drafts.coverage = Some(TextFile { file: label, text: text.to_owned() });
        } else if let Some(id) = path.strip_prefix("reports/").and_then(|rest| rest.strip_suffix(".md")) {
            let front = front_matter(&label, text, out);
            drafts.reports.insert(id.to_owned(), ReportDraft { file: path.clone(), text: text.to_owned(), front });
        } else if path.ends_with(".toml") && !path.starts_with("demo/") {
            one(&mut drafts, path, &label, text, out);
        }
    }
    drafts
}

fn one(drafts: &mut Drafts, path: &str, label: &str, text: &str, out: &mut Findings) {
    let (folder, stem) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = stem.strip_suffix(".toml").unwrap_or(stem);
    let kind = if folder.is_empty() { stem } else { folder };
    if !keys::FILES.iter().any(|file| file.matches(path)) {
        let known: Vec<&str> = keys::FILES.iter().map(|file| file.folder()).collect();
        let hint = nearest::hint(kind, known.iter().copied());
        out.error(&codes::UNKNOWN_FILE, Place::file(label), format!("不认识的文件“{path}”，其中的内容没有读。"))
            .hint(hint);
        return;
    }
    let node = match parse(label, text, 1, out) {
        Parsed::Whole(node) => node,
        Parsed::Broken(names) => return broken(drafts, kind, stem, &names),
    };
    match kind {
        "pack" => drafts.pack = Some(node),
        "units" => drafts.units = Some(node),
        "roles" => each(&mut drafts.roles, &node, out),
        "parameters" => each(&mut drafts.parameters, &node, out),
        "indicators" => each(&mut drafts.indicators, &node, out),
        "codes" => drop(drafts.codes.insert(stem.to_owned(), node)),
        "targets" => drop(drafts.targets.insert(stem.to_owned(), node)),
        "duties" => drop(drafts.duties.insert(stem.to_owned(), node)),
        "scorecards" => drop(drafts.scorecards.insert(stem.to_owned(), node)),
        "forms" => drop(drafts.forms.insert(stem.to_owned(), node)),
        "registers" => ledger(drafts, stem, LedgerKind::Register, node, out),
        "logs" => ledger(drafts, stem, LedgerKind::Log, node, out),
        _ => ledger(drafts, stem, LedgerKind::Case, node, out),
    }
}

fn broken(drafts: &mut Drafts, kind: &str, stem: &str, names: &[String]) {
    match kind {
        "pack" | "units" | "roles" | "parameters" | "indicators" => {
            drafts.broken.insert(format!("{kind}/*"));
            drafts.broken.extend(names.iter().map(|name| format!("{kind}/{name}")));
        }
        "registers" | "logs" | "cases" => drop(drafts.broken.insert(format!("ledgers/{stem}"))),
        _ => drop(drafts.broken.insert(format!("{kind}/{stem}"))),
    }
}

fn each(into: &mut IndexMap<String, Node>, file: &Node, out: &mut Findings) {
    for (id, node) in file.entries() {
        match into.get(id) {
            Some(other) => duplicate(id, node, other, out),
            None => drop(into.insert(id.to_owned(), node.clone())),
        }
    }
}

fn ledger(drafts: &mut Drafts, id: &str, kind: LedgerKind, node: Node, out: &mut Findings) {
    match drafts.ledgers.get(id) {
        Some((_, other)) => duplicate(id, &node, other, out),
        None => drop(drafts.ledgers.insert(id.to_owned(), (kind, node))),
    }
}

fn duplicate(id: &str, node: &Node, other: &Node, out: &mut Findings) {
    let message = format!("编号“{id}”已经在 {}:{} 用过。", other.file, other.line);
    out.error(&codes::DUPLICATE_ID, node.place(), message).hint("请换一个编号，或把两处合成一处。");
}

/// The TOML between the first two lines `+++` of a template.
fn front_matter(path: &str, text: &str, out: &mut Findings) -> Option<Node> {
    let parts = text.strip_prefix("+++").and_then(|rest| {
        let rest = rest.trim_start_matches('\r').strip_prefix('\n')?;
        let end = rest.starts_with("+++").then_some(0).or_else(|| rest.find("\n+++").map(|at| at + 1))?;
        Some(&rest[..end])
    });
    let Some(front) = parts else {
        out.error(&codes::FRONT_MATTER, Place::file(path).line(1), "模板开头缺少用两行 +++ 围起来的说明。")
            .hint("请在第一行写 +++,接着写 name = \"……\",再用一行 +++ 结束。");
        return None;
    };
    match parse(path, front, 2, out) {
        Parsed::Whole(node) => Some(node),
        Parsed::Broken(_) => None,
    }
}
