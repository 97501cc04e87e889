//! The files that versions name: whether they are there, and are what was handed in. What no version names is nobody's
//! loss, and is forgotten anyway.

use std::{collections::BTreeSet, sync::Arc};

use kernel::{Finding, Problem};

use super::finding;
use crate::{cell::Cell, engine::Connection, files, problem, shared::Shared};

pub(super) async fn files(
    shared: &Arc<Shared>,
    link: &mut Connection,
    findings: &mut Vec<Finding>,
) -> Result<(), Problem> {
    let mut named = BTreeSet::new();
    for question in files::naming(&crate::schema::layouts(link).await?) {
        let question = question.replacen("SELECT ", "SELECT DISTINCT ", 1);
        let rows = link.fetch(question, Vec::new()).await?;
        // What stood in such a field before files were kept is no id, and leads to no file.
        let ids = rows.iter().filter_map(|row| row.first().and_then(Cell::as_text)).filter(|id| files::is_id(id));
        named.extend(ids.map(str::to_owned));
    }
    for id in named {
        let known = match files::row(shared, link, &id).await {
            Ok(known) => known,
            Err(problem) if problem.code == "store.damaged" => {
                changed(&id, findings);
                continue;
            }
            Err(problem) => return Err(problem),
        };
        let Some(info) = known else {
            let message = format!("有记录引用的文件 {} 在数据库里没有登记。", short(&id));
            findings.push(finding("verify.missing_file", message, id));
            continue;
        };
        let shared = shared.clone();
        let opened = tokio::task::spawn_blocking(move || files::open(&shared, &info)).await;
        match opened.map_err(|_| problem::closed().detail("verify"))? {
            Ok(Some(_)) => {}
            Ok(None) => {
                let message = format!("有记录引用的文件 {} 不在文件目录里。", short(&id));
                findings.push(finding("verify.missing_file", message, id));
            }
            Err(_) => changed(&id, findings),
        }
    }
    Ok(())
}

fn changed(id: &str, findings: &mut Vec<Finding>) {
    let message = format!("文件 {} 被改动过或读不出来，与交来时不同。", short(id));
    findings.push(finding("verify.changed_file", message, id.to_owned()));
}

/// The first digits tell it from the others, and are what a person can compare.
fn short(id: &str) -> &str {
    id.get(..12).unwrap_or(id)
}
