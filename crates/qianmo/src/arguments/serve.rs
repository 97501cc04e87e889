//! What is typed to serve.

use std::path::PathBuf;

use clap::Args;

use super::{Network, Outside};

/// Where, with which backups, over which base map, asking whom who people are.
#[derive(Args, Clone, Debug)]
pub struct Serve {
    /// 端口，0 为任意空闲端口
    #[arg(long, default_value_t = 8630)]
    pub port: u16,
    /// 每天凌晨备份到这个目录；几台服务器共用一个数据库时，只有一台去做
    #[arg(long, value_name = "DIR")]
    pub backup_to: Option<PathBuf>,
    /// 目录里只留最近几个备份
    #[arg(long, value_name = "N", default_value_t = 14, requires = "backup_to", value_parser = clap::value_parser!(u16).range(1..))]
    pub keep: u16,
    /// 地图的底图，如 https://主机/{z}/{x}/{y}.png；也可以写在环境变量 QIANMO_MAP_TILES 里；不写就没有底图，也不向别的主机要任何东西
    #[arg(long, value_name = "URL")]
    pub map_tiles: Option<String>,
    /// 别的机器怎样访问
    #[command(flatten)]
    pub network: Network,
    /// 用上级的统一认证登录
    #[command(flatten)]
    pub outside: Outside,
}
