//! Founds the books of an empty data folder, with the pack the binary carries.

use std::{pin::Pin, sync::Arc};

use app::{
    Service,
    packs::{Files, Shelf as _},
    start::{self, Wish},
};
use http::start::Founding;
use kernel::Problem;
use pack::model::Pack;

use crate::{
    commands::demo,
    demo_pack,
    installation::{Installation, Source},
};

/// Founds in one data folder.
pub struct Founder {
    at: Installation,
}

impl Founder {
    /// Of this folder.
    pub fn new(at: Installation) -> Self {
        Self { at }
    }

    /// The example, as it was: its own units, its spreadsheets.
    async fn example(&self) -> Result<Service, Problem> {
        let source = Source::of(demo_pack::unpack(self.at.folder())?);
        let pack = source.load()?;
        let (service, _) = demo::load(&self.at, &source, pack).await?;
        Ok(service)
    }

    /// The declarations without the example's units, and the office's own laid over them.
    async fn own(&self, office: start::Office) -> Result<Service, Problem> {
        let carried = demo_pack::files();
        let levels = Files { base: carried.clone(), ..Files::default() }.load()?.levels;
        let units = start::office(&levels, &office)?;
        let mut files = Files { base: pack::without_example(&carried), ..Files::default() };
        files.overlay.insert("units.toml".to_owned(), units);
        app::packs::card(&mut files.overlay, &carried);
        let pack = Arc::new(files.load()?);
        self.at.keep(&files, &pack)?;
        let service = self.at.open_with(pack.clone()).await?;
        self.at.make_active(&pack)?;
        Ok(service)
    }
}

impl http::start::Founder for Founder {
    fn pack(&self) -> Result<Arc<Pack>, Problem> {
        Files { base: demo_pack::files(), ..Files::default() }.load().map(Arc::new)
    }

    fn founded(&self) -> Pin<Box<dyn Future<Output = Result<Option<Service>, Problem>> + Send + '_>> {
        Box::pin(async move {
            // In a folder nobody else founds.
            let elsewhere = self.at.home().is_shared() && self.at.is_founded().await?;
            if elsewhere { self.at.open().await.map(Some) } else { Ok(None) }
        })
    }

    fn found(&self, wish: Wish) -> Founding<'_> {
        Box::pin(async move {
            // Another server of the database may be founding, or have founded, at this moment.
            let _alone = self.at.home().alone().await?;
            if self.at.is_founded().await? {
                return self.at.open().await;
            }
            self.at.put_aside_unfinished().await?;
            match wish {
                Wish::Demo => self.example().await,
                Wish::Own(office) => self.own(office).await,
            }
        })
    }
}
