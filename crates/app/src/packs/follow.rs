//! What another server of the same database put in force comes into force here: its files are taken from the database,
//! loaded and checked like any, and laid on this server's shelf, where an editor finds them.

use std::sync::Arc;

use kernel::Problem;
use rules::access::Allowed;

use super::{
    Files,
    activate::{OVERLAY, newest},
};
use crate::{
    Service,
    world::{self, PACKS},
};

/// Follows where another pack was put in force. On a folder nobody else does.
pub(crate) async fn follow(service: &Service) -> Result<(), Problem> {
    if !service.store().is_shared() {
        return Ok(());
    }
    let _alone = service.following().await;
    let house = Allowed::of_the_house();
    let heads = service.heads().await?;
    let packs = match world::all(service.store(), &house, PACKS, None, &heads).await {
        Ok(packs) => packs,
        // A database in which nothing was ever put in force.
        Err(problem) if problem.code == "not_found" => return Ok(()),
        Err(problem) => return Err(problem),
    };
    let Some(digest) = newest(&packs).filter(|digest| *digest != service.pack().digest) else { return Ok(()) };
    let mut files = Files::default();
    for file in service.store().pack_files(&house, digest).await? {
        let part = if file.part == OVERLAY { &mut files.overlay } else { &mut files.base };
        part.insert(file.path, file.text);
    }
    let pack = Arc::new(files.load()?);
    if pack.digest != digest {
        return Err(Problem::new("data.pack_missing", "数据库里没有正在使用的口径包的文件，或与启用时不同。")
            .hint("请在启用它的那台服务器上再运行一次 qianmo activate。"));
    }
    tracing::info!(pack = digest, "packs.follow");
    service.shelf().keep(&files, &pack)?;
    service.store().prepare(pack.clone()).await?;
    service.shelf().make_active(&pack)
}
