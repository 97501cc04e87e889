//! What a person types to fill in a form of the upper level, and to send it up.

use std::path::PathBuf;

use clap::Args;

/// Which form, for whom and when, and where it is written or whether it goes up.
#[derive(Args, Debug)]
pub struct Form {
    /// 上报表
    pub form: String,
    /// 填报单位，代码或名称
    #[arg(long)]
    pub unit: String,
    /// 报告期：2022、2022-H1、2022-Q1、2022-03、2022-01-01..2022-10-31
    #[arg(long)]
    pub period: String,
    /// 截至哪一号变更，如 990101200000:12
    #[arg(long)]
    pub as_of: Option<String>,
    /// 写到这个文件，以 .xlsx 结尾
    #[arg(long, value_name = "FILE.xlsx", required_unless_present_any = ["issue", "versions"])]
    pub out: Option<PathBuf>,
    /// 报出：把表原样存成不再改动的一版
    #[arg(long, requires = "by", conflicts_with_all = ["versions", "version", "out"])]
    pub issue: bool,
    /// 经办人姓名
    #[arg(long, requires = "issue")]
    pub by: Option<String>,
    /// 有缺数、预计数、小于5的数时，为什么照这样报
    #[arg(long, requires = "issue")]
    pub why: Option<String>,
    /// 这一版的说明
    #[arg(long, requires = "issue")]
    pub note: Option<String>,
    /// 列出报出过的各版
    #[arg(long, conflicts_with_all = ["version", "out"])]
    pub versions: bool,
    /// 写出报出的第几版，而不是现在填的
    #[arg(long, value_name = "N", conflicts_with = "as_of")]
    pub version: Option<u32>,
}
