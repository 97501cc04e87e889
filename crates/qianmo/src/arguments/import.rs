//! What is typed to import a spreadsheet.

use std::path::PathBuf;

use clap::Args;

use super::pair;

/// Which ledger, which file, and how its rows are taken.
#[derive(Args, Debug)]
pub struct Import {
    /// 台账
    pub ledger: String,
    /// XLSX、ODS 或 CSV 文件
    pub file: PathBuf,
    /// 只看不写
    #[arg(long)]
    pub dry_run: bool,
    /// 只收正确的行
    #[arg(long)]
    pub partial: bool,
    /// 表中没有单位一列时，全部记在这个单位
    #[arg(long)]
    pub unit: Option<String>,
    /// 工作表
    #[arg(long)]
    pub sheet: Option<String>,
    /// 追加：表中的记录都是新的，已有的算错
    #[arg(long, conflicts_with = "snapshot")]
    pub append: bool,
    /// 整表快照：表中是这一天的全部记录
    #[arg(long, value_name = "DAY")]
    pub snapshot: Option<kernel::Date>,
    /// 整表快照里没有的记录，到这一天结束
    #[arg(long, requires = "snapshot")]
    pub end_missing: bool,
    /// 指明一列是什么：表头=字段，不导入的写“表头=-”
    #[arg(long = "map", value_name = "表头=字段", value_parser = pair)]
    pub map: Vec<(String, String)>,
    /// 把问题标在表格的副本里，写到这个文件
    #[arg(long, value_name = "FILE.xlsx")]
    pub mark: Option<PathBuf>,
    /// 代录：这张表替谁录入，写姓名
    #[arg(long, value_name = "姓名")]
    pub told_by: Option<String>,
    /// 代录：怎么转述的，face 当面、phone 电话、chat 微信群、paper 纸质
    #[arg(long, value_name = "WAY", requires = "told_by")]
    pub told_way: Option<String>,
    /// 以 JSON 输出
    #[arg(long)]
    pub json: bool,
}
