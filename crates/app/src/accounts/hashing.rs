//! Passwords and their hashes: Argon2id with 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet). Two at a
//! time at most, so that a crowd at the door takes neither the memory nor the cores of those inside.

use std::sync::OnceLock;

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version, password_hash::phc::PasswordHash,
};
use kernel::Problem;
use tokio::sync::Semaphore;

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
const AT_ONCE: usize = 2;

/// What hashes passwords.
#[derive(Debug)]
pub(crate) struct Hashing {
    room: Semaphore,
    /// Of nobody's password: looked at where there is no account, so that it takes as long.
    nobody: OnceLock<String>,
}

/// What looking at a password came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Looked {
    Wrong,
    Right,
    /// Right, but hashed with other parameters than those of today.
    RightButOld,
}

impl Default for Hashing {
    fn default() -> Self {
        Self { room: Semaphore::new(AT_ONCE), nobody: OnceLock::new() }
    }
}

impl Hashing {
    /// Hashes a password with this salt.
    pub(super) async fn hash(&self, password: String, salt: [u8; 16]) -> Result<String, Problem> {
        self.aside(move || hash(password.as_bytes(), &salt)).await?
    }

    /// Looks at a password; as much work where there is nothing to compare it with.
    pub(super) async fn look(&self, password: String, kept: Option<String>) -> Result<Looked, Problem> {
        let Some(kept) = kept else {
            let nobody = match self.nobody.get() {
                Some(nobody) => nobody.clone(),
                None => {
                    let made = self.hash(String::new(), [0; 16]).await?;
                    self.nobody.get_or_init(|| made).clone()
                }
            };
            self.aside(move || look(password.as_bytes(), &nobody)).await?;
            return Ok(Looked::Wrong);
        };
        self.aside(move || look(password.as_bytes(), &kept)).await
    }

    async fn aside<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
        let _room = self.room.acquire().await.map_err(failed)?;
        tokio::task::spawn_blocking(work).await.map_err(failed)
    }
}

fn hasher() -> Result<Argon2<'static>, Problem> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(failed)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash(password: &[u8], salt: &[u8]) -> Result<String, Problem> {
    Ok(hasher()?.hash_password_with_salt(password, salt).map_err(failed)?.to_string())
}

fn look(password: &[u8], kept: &str) -> Looked {
    let Ok(parsed) = PasswordHash::new(kept) else { return Looked::Wrong };
    if Argon2::default().verify_password(password, &parsed).is_err() {
        return Looked::Wrong;
    }
    let same = Params::try_from(&parsed)
        .is_ok_and(|params| (params.m_cost(), params.t_cost(), params.p_cost()) == (MEMORY_KIB, PASSES, LANES));
    if same { Looked::Right } else { Looked::RightButOld }
}

fn failed(error: impl std::fmt::Display) -> Problem {
    Problem::new("account.hashing", "口令没有处理成，什么都没有改动。").hint("请稍后再试。").detail(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_fits_its_own_hash_and_no_other() {
        let kept = hash("一句只有我知道的话".as_bytes(), &[7; 16]).expect("hashed");
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert_eq!(look("一句只有我知道的话".as_bytes(), &kept), Looked::Right);
        assert_eq!(look(b"another", &kept), Looked::Wrong);
        assert_eq!(look(b"", ""), Looked::Wrong);
        assert_ne!(hash(b"same", &[1; 16]).expect("hashed"), hash(b"same", &[2; 16]).expect("hashed"));
    }

    #[test]
    fn what_was_hashed_with_less_is_to_be_hashed_anew() {
        let params = Params::new(8 * 1024, 1, 1, None).expect("params");
        let old = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let kept = old.hash_password_with_salt(b"secret", &[7; 16]).expect("hashed").to_string();
        assert_eq!(look(b"secret", &kept), Looked::RightButOld);
    }
}
