//! A document with the table of what each of its figures rests on.

use kernel::Problem;
use report::{
    Document,
    export::{
        Options,
        annex::{Annex, annex},
    },
};
use rules::access::Actor;

use super::{Build, basis::basis, build};
use crate::{Service, access};

/// A draft and what its figures rest on.
#[derive(Clone, PartialEq, Debug)]
pub struct Annexed {
    /// The draft.
    pub document: Document,
    /// What its files hold besides the text.
    pub options: Options,
}

impl Annexed {
    /// The table.
    pub fn annex(&self) -> Annex {
        annex(&self.document, &self.options)
    }
}

/// Builds a report and looks up what each of its figures rests on.
pub async fn annexed(service: &Service, actor: &Actor, wanted: Build) -> Result<Annexed, Problem> {
    let document = build(service, actor, wanted).await?;
    let world = service.world().await?;
    let allowed = access::read(actor, &world)?;
    let basis = basis(service, &allowed, &world, &document).await?;
    Ok(Annexed { document, options: Options { annex: true, basis, ..Options::default() } })
}
