//! What is typed so that other machines may ask.

use std::path::PathBuf;

use clap::Args;

/// Where other machines find the server; nothing, and it serves this machine alone.
#[derive(Args, Clone, Default, Debug)]
pub struct Network {
    /// 让别的机器也能用：在这个地址和端口上用 https 提供服务，如 0.0.0.0:8643；也可以写在环境变量 QIANMO_NETWORK 里
    #[arg(long, value_name = "地址:端口")]
    pub network: Option<String>,
    /// 别的机器用这个名字或地址访问，可以写几个，如 qianmo.lan、192.168.1.9；也可以写在 QIANMO_NAMES 里，用逗号隔开
    #[arg(long = "name", value_name = "名字")]
    pub names: Vec<String>,
    /// 单位自己的证书（PEM，先本机后中间）；不写就自己做一张
    #[arg(long, value_name = "FILE", requires = "certificate_key")]
    pub certificate: Option<PathBuf>,
    /// 这张证书的密钥（PEM，不带口令）
    #[arg(long, value_name = "FILE", requires = "certificate")]
    pub certificate_key: Option<PathBuf>,
}
