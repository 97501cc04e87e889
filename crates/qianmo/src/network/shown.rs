//! The certificate that is shown, now. A given one is read anew when its files change, our own is made anew before it ends;
//! whatever goes wrong with either, the one that was shown before is shown on.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, SystemTime},
};

use http::server::Presents;
use kernel::Problem;
use tokio_rustls::rustls::{
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
    sign::CertifiedKey,
};

use super::authority;

/// How often somebody looks.
const OFTEN: Duration = Duration::from_secs(600);

/// Where a certificate comes from.
#[derive(Debug)]
pub enum Source {
    /// From the office, which also renews it.
    Given {
        /// The certificate, and what stands between it and its root.
        certificate: PathBuf,
        /// Its key.
        key: PathBuf,
    },
    /// From a root of our own.
    Own {
        /// Where both lie.
        folder: PathBuf,
        /// For these.
        names: Vec<String>,
    },
}

/// What is shown.
#[derive(Debug)]
pub struct Shown {
    source: Source,
    now: RwLock<(Option<SystemTime>, Arc<CertifiedKey>)>,
}

impl Presents for Shown {
    fn certificate(&self) -> Option<Arc<CertifiedKey>> {
        Some(self.now.read().unwrap_or_else(PoisonError::into_inner).1.clone())
    }
}

impl Shown {
    /// Reads or makes it. Problems: `server.certificate`, `data.files`.
    pub fn of(source: Source) -> Result<Self, Problem> {
        let now = source.read()?;
        Ok(Self { source, now: RwLock::new(now) })
    }

    /// Looks every few minutes whether there is another to show.
    pub async fn keep_fresh(&self) {
        loop {
            tokio::time::sleep(OFTEN).await;
            self.look();
        }
    }

    fn look(&self) {
        let before = self.now.read().unwrap_or_else(PoisonError::into_inner).0;
        if !self.source.has_another(before) {
            return;
        }
        match self.source.read() {
            Ok(now) => *self.now.write().unwrap_or_else(PoisonError::into_inner) = now,
            Err(problem) => {
                tracing::warn!(problem.code = problem.code, problem.detail = problem.detail, "network.certificate");
            }
        }
    }
}

impl Source {
    fn files(&self) -> (PathBuf, PathBuf) {
        match self {
            Self::Given { certificate, key } => (certificate.clone(), key.clone()),
            Self::Own { folder, .. } => (folder.join(authority::SERVER), folder.join(authority::SERVER_KEY)),
        }
    }

    fn has_another(&self, before: Option<SystemTime>) -> bool {
        if let Self::Own { folder, names } = self
            && let Err(problem) = authority::make(folder, names)
        {
            tracing::warn!(problem.code = problem.code, problem.detail = problem.detail, "network.certificate");
        }
        changed(&self.files().0) != before
    }

    fn read(&self) -> Result<(Option<SystemTime>, Arc<CertifiedKey>), Problem> {
        if let Self::Own { folder, names } = self {
            authority::make(folder, names)?;
        }
        let (certificate, key) = self.files();
        let at = changed(&certificate);
        let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_slice_iter(&bytes(&certificate)?)
            .collect::<Result<_, _>>()
            .map_err(|error| unfit(&certificate, &error))?;
        if chain.is_empty() {
            return Err(unfit(&certificate, &"no certificate"));
        }
        let private = PrivateKeyDer::from_pem_slice(&bytes(&key)?).map_err(|error| unfit(&key, &error))?;
        let both = CertifiedKey::from_der(chain, private, &ring::default_provider());
        Ok((at, Arc::new(both.map_err(|error| unfit(&key, &error))?)))
    }
}

fn changed(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).ok()?.modified().ok()
}

fn bytes(file: &Path) -> Result<Vec<u8>, Problem> {
    fs::read(file).map_err(|error| {
        Problem::new(
            "server.certificate",
            format!("证书文件“{}”读不了：{}。", file.display(), crate::print::reason(&error)),
        )
        .hint("请检查 --certificate 和 --certificate-key 写的文件在不在、运行阡陌的用户能不能读。")
    })
}

fn unfit(file: &Path, detail: &dyn std::fmt::Display) -> Problem {
    Problem::new("server.certificate", format!("“{}”不是能用的证书或密钥。", file.display()))
        .hint("请用 PEM 格式：证书文件先写本机证书、再写中间证书；密钥不带口令，且与证书是一对。")
        .detail(detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(folder: &Path) -> Source {
        Source::Own { folder: folder.to_path_buf(), names: vec!["qianmo.lan".to_owned()] }
    }

    #[test]
    fn a_given_certificate_is_read_anew_and_a_broken_one_is_not_shown() {
        let folder = tempfile::tempdir().expect("a folder");
        let (one, other) = (folder.path().join("one"), folder.path().join("other"));
        let [first, second] = [&one, &other].map(|folder| own(folder).read().expect("made").1.cert[0].clone());
        let (certificate, key) = own(&one).files();
        let shown = Shown::of(Source::Given { certificate: certificate.clone(), key: key.clone() }).expect("read");
        let now = || shown.certificate().expect("shown").cert[0].clone();
        assert_eq!(now(), first);
        fs::write(&certificate, "nothing").expect("written");
        shown.look();
        assert_eq!(now(), first, "what is broken is not shown");
        let (other_certificate, other_key) = own(&other).files();
        fs::copy(other_key, &key).expect("copied");
        fs::write(&certificate, fs::read(other_certificate).expect("read")).expect("written");
        shown.look();
        assert_eq!(now(), second);
    }

    #[test]
    fn what_is_no_certificate_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let (certificate, key) = own(&folder.path().join("one")).files();
        let check = |certificate: &Path, key: &Path, expect: &str| {
            let source = Source::Given { certificate: certificate.to_path_buf(), key: key.to_path_buf() };
            let problem = Shown::of(source).expect_err("refused");
            assert!(problem.to_string().contains(expect), "{problem}");
        };
        check(&certificate, &key, "读不了");
        own(&folder.path().join("one")).read().expect("made");
        own(&folder.path().join("two")).read().expect("made");
        check(&key, &key, "不是能用的证书");
        check(&certificate, &certificate, "不是能用的证书");
        check(&certificate, &own(&folder.path().join("two")).files().1, "不是能用的证书");
    }
}
