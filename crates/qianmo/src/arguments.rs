//! What a person types.

mod account;
mod form;
mod import;
mod network;
mod outlines;
mod outside;
mod serve;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use account::{Account, Post, Token};
pub use form::Form;
pub use import::Import;
pub use network::Network;
pub use outlines::Outlines;
pub use outside::Outside;
pub use serve::Serve;

/// Qianmo 阡陌: a self-hosted workplace for a township and its county.
#[derive(Parser, Debug)]
#[command(name = "qianmo", version, about = "阡陌：一处记录，处处可用；一个数字，查得到底。")]
pub struct Arguments {
    /// 数据目录
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// 账本放在这个 PostgreSQL 数据库里：postgres://用户:密码@主机/数据库；也可以写在环境变量 QIANMO_DATABASE 里；都不写就放在数据目录里
    #[arg(long, global = true, value_name = "URL")]
    pub database: Option<String>,
    /// 照片和文件放在这个目录里；不写就在数据目录的 files 里。几台服务器共用一个数据库时，要写一个都能读写的共享目录；也可以写在环境变量 QIANMO_FILES 里
    #[arg(long, global = true, value_name = "DIR")]
    pub files: Option<PathBuf>,
    /// 做什么；不写就打开网页
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What the binary can do.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// 装入示范乡镇并打开
    Demo {
        /// 只装入，不打开
        #[arg(long)]
        load_only: bool,
        /// 端口
        #[arg(long, default_value_t = 8630)]
        port: u16,
        /// 口径包目录；不写则用自带的示范包
        #[arg(long, value_name = "DIR")]
        pack: Option<PathBuf>,
    },
    /// 打开网页
    Serve(Serve),
    /// 问一下本机的阡陌是不是在运行
    Ping {
        /// 端口
        #[arg(long, default_value_t = 8630)]
        port: u16,
    },
    /// 检查一个口径包，列出全部问题
    Check {
        /// 口径包目录
        #[arg(value_name = "DIR")]
        pack: PathBuf,
        /// 叠加在上面的乡镇包
        #[arg(long, value_name = "DIR")]
        overlay: Option<PathBuf>,
        /// 以 JSON 输出
        #[arg(long)]
        json: bool,
    },
    /// 启用一个口径包
    Activate {
        /// 口径包目录
        #[arg(value_name = "DIR")]
        pack: PathBuf,
        /// 叠加在上面的乡镇包
        #[arg(long, value_name = "DIR")]
        overlay: Option<PathBuf>,
    },
    /// 导入一张表
    Import(Import),
    /// 算出全部指标
    Figures {
        /// 问哪里、哪段时间
        #[command(flatten)]
        scope: Scope,
        /// 只算这些指标
        #[arg(long, value_delimiter = ',')]
        only: Vec<String>,
        /// 用数据库算，用于核对
        #[arg(long)]
        in_database: bool,
        /// 以 JSON 输出
        #[arg(long)]
        json: bool,
    },
    /// 打开一个数字背后的依据
    Open {
        /// 指标
        indicator: String,
        /// 问哪里、哪段时间
        #[command(flatten)]
        scope: Scope,
        /// 最多多少条
        #[arg(long, default_value_t = 1000)]
        limit: u32,
        /// 以 JSON 输出
        #[arg(long)]
        json: bool,
    },
    /// 写出一份报告
    Report {
        /// 报告
        name: String,
        /// 问哪里、哪段时间
        #[command(flatten)]
        scope: Scope,
        /// 格式
        #[arg(long, value_enum)]
        format: Format,
        /// 写到哪个文件
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
        /// 后面附上每个数的依据
        #[arg(long)]
        annex: bool,
        /// 写出已经印发的第几版，而不是现在的草稿
        #[arg(long, value_name = "N", conflicts_with = "as_of")]
        version: Option<u32>,
    },
    /// 印发一份报告：存成不再改动的一版
    Issue {
        /// 报告
        name: String,
        /// 问哪里、哪段时间
        #[command(flatten)]
        scope: Scope,
        /// 确认一个预计数；不是本单位本期的，写“指标@单位代码@期间=理由”
        #[arg(long, value_name = "指标=理由", value_parser = pair)]
        confirm: Vec<(String, String)>,
        /// 说明一个缺数，文中印“未统计”；指标的写法同上
        #[arg(long, value_name = "指标=理由", value_parser = pair)]
        accept: Vec<(String, String)>,
        /// 缺数处印别的字，代替“未统计”
        #[arg(long, value_name = "指标=文字", value_parser = pair)]
        say: Vec<(String, String)>,
        /// 看过一个涉及个人又小于5的数，可以印出
        #[arg(long, value_name = "指标=理由", value_parser = pair)]
        seen: Vec<(String, String)>,
        /// 经办人姓名
        #[arg(long)]
        by: Option<String>,
        /// 这一版的说明
        #[arg(long)]
        note: Option<String>,
        /// 只看还差什么，不印发
        #[arg(long)]
        dry_run: bool,
        /// 以 JSON 输出
        #[arg(long)]
        json: bool,
    },
    /// 列出一份报告印发过的各版，或撤回其中一版
    Versions {
        /// 报告
        name: String,
        /// 问哪里、哪段时间
        #[command(flatten)]
        scope: Scope,
        /// 撤回第几版
        #[arg(long, value_name = "N", requires = "reason")]
        withdraw: Option<u32>,
        /// 撤回的原因
        #[arg(long)]
        reason: Option<String>,
        /// 以 JSON 输出
        #[arg(long)]
        json: bool,
    },
    /// 认出一段文字里的数字，给出能填它的指标
    Learn {
        /// 文字文件，- 为标准输入
        file: PathBuf,
        /// 问哪里、哪段时间
        #[command(flatten)]
        scope: Scope,
        /// 优先用这本台账的指标
        #[arg(long)]
        ledger: Option<String>,
        /// 以 JSON 输出
        #[arg(long)]
        json: bool,
    },
    /// 列出台账的记录
    List {
        /// 台账
        ledger: String,
        /// 单位
        #[arg(long)]
        unit: Option<String>,
        /// 条件
        #[arg(long)]
        filter: Option<String>,
        /// 最多多少条
        #[arg(long, default_value_t = 50)]
        limit: u32,
        /// 以 JSON 输出
        #[arg(long)]
        json: bool,
    },
    /// 把台账的记录导出成一个文件：个人信息打码，与网页上的列表相同
    Export {
        /// 台账
        ledger: String,
        /// 写到这个文件；以 .xlsx 结尾是 Excel 表格，以 .csv 结尾是 CSV
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
        /// 单位
        #[arg(long)]
        unit: Option<String>,
        /// 条件
        #[arg(long)]
        filter: Option<String>,
        /// 按哪一项排列，从大到小在前面加 -
        #[arg(long, allow_hyphen_values = true)]
        sort: Option<String>,
        /// 只要这些列，用逗号隔开：字段，或 unit、state、record、steps.环节；不写就是全部
        #[arg(long)]
        fields: Option<String>,
        /// 截至哪一号变更，如 990101200000:12
        #[arg(long)]
        as_of: Option<String>,
    },
    /// 填好一张上报表，写成可以打印的 Excel 表格：个人信息打码；缺的数写“缺数”，并逐个列出
    Form(Form),
    /// 列出台账及其字段
    Ledgers {
        /// 以 JSON 输出
        #[arg(long)]
        json: bool,
    },
    /// 列出单位
    Units {
        /// 以 JSON 输出
        #[arg(long)]
        json: bool,
    },
    /// 从 GeoJSON 文件导入单位的边界
    Outlines(Outlines),
    /// 当前用户、单位、口径包
    Session {
        /// 以 JSON 输出
        #[arg(long)]
        json: bool,
    },
    /// 列出变更，最近的在前
    Journal {
        /// 账本
        #[arg(long)]
        book: Option<String>,
        /// 最多多少条
        #[arg(long, default_value_t = 200)]
        limit: u32,
        /// 以 JSON 输出
        #[arg(long)]
        json: bool,
    },
    /// 撤销一次变更
    Undo {
        /// 账本
        book: String,
        /// 变更号
        seq: u64,
        /// 为什么撤销，必须写
        #[arg(long)]
        reason: Option<String>,
    },
    /// 账号：设立管理员、开账号、给岗位、重设口令、停用、列出
    Account {
        /// 做什么
        #[command(subcommand)]
        what: Account,
    },
    /// 核验账本有没有被动过
    Verify {
        /// 以 JSON 输出
        #[arg(long)]
        json: bool,
    },
    /// 备份：不用停下正在运行的程序，把这一刻的全部数据存成一个文件
    Backup {
        /// 存成这个文件（以 .zip 结尾），或存到这个目录里由程序起名
        #[arg(long, value_name = "FILE|DIR")]
        to: PathBuf,
        /// 目录里只留最近几个备份，更早的删去
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
        keep: Option<u16>,
        /// 不带密钥；恢复时要另给 keys.json
        #[arg(long)]
        without_keys: bool,
    },
    /// 把备份恢复到一个空的数据目录（--data），恢复后核验
    Restore {
        /// 备份文件
        file: PathBuf,
        /// 备份里没有密钥时，另存的 keys.json
        #[arg(long, value_name = "FILE")]
        keys: Option<PathBuf>,
    },
    /// 搬家：把账本、密钥、口径包、照片和文件搬到另一个空的数据目录或数据库，搬完核验
    Move {
        /// 从这个数据目录
        #[arg(long, value_name = "DIR")]
        from: PathBuf,
        /// 它的账本在这个数据库里；不写就在数据目录里
        #[arg(long, value_name = "URL")]
        from_database: Option<String>,
        /// 它的照片和文件在这个目录里；不写就在数据目录的 files 里
        #[arg(long, value_name = "DIR")]
        from_files: Option<PathBuf>,
        /// 到这个数据目录
        #[arg(long, value_name = "DIR")]
        to: PathBuf,
        /// 账本放进这个数据库；不写就放在数据目录里
        #[arg(long, value_name = "URL")]
        to_database: Option<String>,
    },
    /// 体检：数据目录、磁盘、数据库、口径包、时钟、端口，逐项说明好坏和怎么办；服务正在运行时也能用
    Doctor {
        /// 服务的端口
        #[arg(long, default_value_t = 8630)]
        port: u16,
        /// 以 JSON 输出
        #[arg(long)]
        json: bool,
    },
    /// 输出接口说明（OpenAPI）
    Openapi,
}

impl Arguments {
    /// Whether what was typed runs until it is told to stop.
    pub fn serves(&self) -> bool {
        matches!(self.command, None | Some(Command::Serve(_) | Command::Demo { load_only: false, .. }))
    }
}

/// Where, when, by which boundaries, as known at which cut.
#[derive(Args, Debug)]
pub struct Scope {
    /// 单位代码或名称
    #[arg(long)]
    pub unit: String,
    /// 2022、2022-Q1、2022-03、2022-01-01..2022-10-31
    #[arg(long)]
    pub period: String,
    /// 截至哪一号变更，如 990101200000:12
    #[arg(long)]
    pub as_of: Option<String>,
    /// 按现行区划
    #[arg(long)]
    pub now: bool,
}

/// What a report is written as.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub enum Format {
    /// Word
    Docx,
    /// 网页
    Html,
    /// 纯文本
    Text,
    /// JSON
    Json,
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (heading, field) = text.split_once('=').ok_or("请写成“表头=字段”。")?;
    Ok((heading.trim().to_owned(), field.trim().to_owned()))
}
