//! Keys that live outside the database: whoever copies the database alone can neither forge the journal
//! nor read what is sealed.

use std::{collections::BTreeMap, fmt};

use kernel::Problem;
use serde::{Deserialize, Serialize};

use crate::{
    hash::{from_hex, to_hex},
    random::{Random, bytes},
};

/// The keys of one installation. The binary keeps them in a file of its own, readable by its owner only.
#[derive(Clone)]
pub struct Keys {
    pub(crate) journal: [u8; 32],
    pub(crate) search: [u8; 32],
    pub(crate) seal: BTreeMap<u8, [u8; 32]>,
}

#[derive(Serialize, Deserialize)]
struct Written {
    journal: String,
    search: String,
    seal: BTreeMap<u8, String>,
}

impl Keys {
    /// New keys.
    pub fn generate(random: &dyn Random) -> Self {
        Self { journal: bytes(random), search: bytes(random), seal: BTreeMap::from([(1, bytes(random))]) }
    }

    /// As their file holds them.
    pub fn to_json(&self) -> String {
        let written = Written {
            journal: to_hex(&self.journal),
            search: to_hex(&self.search),
            seal: self.seal.iter().map(|(version, key)| (*version, to_hex(key))).collect(),
        };
        serde_json::to_string_pretty(&written).unwrap_or_default()
    }

    /// Reads their file.
    pub fn from_json(text: &str) -> Result<Self, Problem> {
        let wrong = || {
            Problem::new("store.bad_keys", "密钥文件读不出来。")
                .hint("请从备份恢复 keys.json，不要新建：没有原来的密钥，账本无法核验。")
        };
        let written: Written = serde_json::from_str(text).map_err(|error| {
            // Its message would repeat what stands there.
            wrong().detail(format!("{:?} at line {} column {}", error.classify(), error.line(), error.column()))
        })?;
        let key = |text: &str| from_hex(text).and_then(|bytes| <[u8; 32]>::try_from(bytes).ok()).ok_or_else(wrong);
        let seal: BTreeMap<u8, [u8; 32]> =
            written.seal.iter().map(|(version, text)| Ok((*version, key(text)?))).collect::<Result<_, Problem>>()?;
        if seal.is_empty() {
            return Err(wrong());
        }
        Ok(Self { journal: key(&written.journal)?, search: key(&written.search)?, seal })
    }

    /// The key new values are sealed with, and its version.
    pub(crate) fn sealing(&self) -> Option<(u8, &[u8; 32])> {
        self.seal.last_key_value().map(|(version, key)| (*version, key))
    }
}

/// Never shows a key.
impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys")
    }
}
