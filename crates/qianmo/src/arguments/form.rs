//! What a person types to fill in a form of the upper level.

use std::path::PathBuf;

use clap::Args;

/// Which form, for whom and when, and where it is written.
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
    #[arg(long, value_name = "FILE.xlsx")]
    pub out: PathBuf,
}
