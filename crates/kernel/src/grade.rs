//! How well founded a figure is. Shown beside every figure, always.

use serde::{Deserialize, Serialize};

/// The grade of a figure; of a figure made of others, the weakest of theirs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// 逐条: computed from records, one by one.
    Records,
    /// 分村汇总: the sum of totals that villages handed in.
    VillageTotals,
    /// 外部: a value from outside, with its source.
    External,
    /// 佐证: attested by a person, with supporting material.
    Attested,
    /// 预计: a forecast with author and method; never summed with results.
    Forecast,
}

impl Grade {
    /// All grades, best founded first.
    pub const ALL: [Grade; 5] = [Self::Records, Self::VillageTotals, Self::External, Self::Attested, Self::Forecast];

    /// The word a reader sees.
    pub fn name(self) -> &'static str {
        match self {
            Self::Records => "逐条",
            Self::VillageTotals => "分村汇总",
            Self::External => "外部",
            Self::Attested => "佐证",
            Self::Forecast => "预计",
        }
    }
}
