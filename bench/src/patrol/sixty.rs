//! Sixty filtered figures of four forms, in the words of whoever is asked.

use serde_json::{Value as Json, json};

use super::pack::{KINDS, STATUSES};

/// One of them.
pub struct Filtered {
    pub id: String,
    /// `count`, or the field that is summed.
    pub fold: &'static str,
    /// The filter in our language.
    pub cel: String,
    /// The same for peers, who make of it what they are quickest with.
    pub plan: Json,
}

/// All sixty, always the same.
pub fn sixty() -> Vec<Filtered> {
    let mut all = Vec::new();
    for (at, (kind, _)) in KINDS.iter().enumerate() {
        for (status, _) in STATUSES {
            let other = KINDS[(at + 1) % KINDS.len()].0;
            let forms = [
                ("count", vec![*kind], true, None),
                ("length", vec![*kind], false, None),
                ("issues", vec![*kind], true, Some(2)),
                ("count", vec![*kind, other], true, Some(1)),
            ];
            for (fold, kinds, is, issues) in forms {
                let id = format!("f{:02}", all.len());
                all.push(Filtered {
                    cel: cel(&kinds, status, is, issues),
                    plan: plan(fold, &kinds, status, is, issues),
                    id,
                    fold,
                });
            }
        }
    }
    all
}

fn cel(kinds: &[&str], status: &str, is: bool, issues: Option<i64>) -> String {
    let kind = match kinds {
        [one] => format!("kind == '{one}'"),
        several => format!("kind in ['{}']", several.join("', '")),
    };
    let issues = issues.map(|least| format!(" && issues >= {least}")).unwrap_or_default();
    format!("{kind} && status {} '{status}'{issues}", if is { "==" } else { "!=" })
}

fn plan(fold: &str, kinds: &[&str], status: &str, is: bool, issues: Option<i64>) -> Json {
    json!({ "fold": fold, "kinds": kinds, "status": status, "is": is, "issues": issues })
}
