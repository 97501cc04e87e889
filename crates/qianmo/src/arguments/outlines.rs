//! What is typed to take up outlines of units.

use std::path::PathBuf;

use clap::Args;

/// From which file, and why.
#[derive(Args, Clone, Debug)]
pub struct Outlines {
    /// GeoJSON 文件，CGCS2000 经纬度
    pub file: PathBuf,
    /// 只看不写
    #[arg(long)]
    pub dry_run: bool,
    /// 边界是哪里来的，写入时必须写
    #[arg(long, required_unless_present = "dry_run")]
    pub reason: Option<String>,
    /// 以 JSON 输出
    #[arg(long)]
    pub json: bool,
}
