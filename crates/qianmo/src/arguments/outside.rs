//! What is typed so that people come in by their county's house of identity.

use clap::Args;

/// The house that is asked; nothing, and people come in by login and password alone. Its secret is never typed: it would
/// stand in the list of processes.
#[derive(Args, Clone, Default, Debug)]
pub struct Outside {
    /// 用上级的统一认证登录（OpenID Connect）：它的 issuer 地址；也可以写在环境变量 QIANMO_OIDC 里
    #[arg(long, value_name = "ISSUER")]
    pub oidc: Option<String>,
    /// 统一认证那边登记的客户端编号；也可以写在 QIANMO_OIDC_CLIENT 里。密钥只写在 QIANMO_OIDC_SECRET 里
    #[arg(long, value_name = "ID")]
    pub oidc_client: Option<String>,
    /// 用上级的统一认证登录（CAS）：它的地址；也可以写在 QIANMO_CAS 里
    #[arg(long, value_name = "URL")]
    pub cas: Option<String>,
    /// 统一认证叫什么，登录页的按钮上写“用……登录”；也可以写在 QIANMO_OUTSIDE_NAME 里
    #[arg(long, value_name = "名称")]
    pub outside_name: Option<String>,
    /// 用哪一项认人，要每人一个、永不改给别人；不写时 OpenID Connect 用 sub，CAS 用 user；也可以写在 QIANMO_OUTSIDE_CLAIM 里
    #[arg(long, value_name = "名字")]
    pub outside_claim: Option<String>,
}
