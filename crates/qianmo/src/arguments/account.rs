//! What a person types about accounts. Passwords are asked for or come by standard input, one a line: an argument would
//! stand in the list of processes and in the shell's history.

use clap::{Args, Subcommand};

/// What is done with accounts.
#[derive(Subcommand, Debug)]
pub enum Account {
    /// 设立最初的管理员，从此要登录才能用；口令按系统、安全、审计的次序，每行一个
    First {
        /// 系统管理员
        #[arg(long, value_name = "登录名=姓名", value_parser = super::pair)]
        system: (String, String),
        /// 安全管理员，不能和系统管理员是同一个人
        #[arg(long, value_name = "登录名=姓名", value_parser = super::pair)]
        security: (String, String),
        /// 审计员
        #[arg(long, value_name = "登录名=姓名", value_parser = super::pair)]
        audit: Option<(String, String)>,
    },
    /// 开一个账号，设首次登录的口令；可以同时给岗位
    Add {
        /// 登录名
        login: String,
        /// 姓名
        #[arg(long)]
        name: String,
        /// 岗位和任职单位
        #[command(flatten)]
        post: Option<Post>,
    },
    /// 给一个账号岗位
    Post {
        /// 登录名
        login: String,
        /// 岗位和任职单位
        #[command(flatten)]
        post: Post,
    },
    /// 重设口令并解锁；下次登录要先改掉
    Reset {
        /// 登录名
        login: String,
        /// 连第二步验证也关掉：手机和备用码都不在了
        #[arg(long)]
        without_codes: bool,
    },
    /// 定一个账号的分工：系统管理员、安全管理员或审计员；要换人、要去掉也用它
    Office {
        /// 登录名
        login: String,
        /// 哪一员；去掉写 none
        #[arg(value_parser = ["system", "security", "audit", "none"])]
        office: String,
        /// 为什么
        #[arg(long)]
        reason: Option<String>,
    },
    /// 停用一个账号
    End {
        /// 登录名
        login: String,
        /// 为什么停用
        #[arg(long)]
        reason: Option<String>,
    },
    /// 程序的令牌
    #[command(subcommand)]
    Token(Token),
    /// 列出账号
    List {
        /// 以 JSON 输出
        #[arg(long)]
        json: bool,
    },
}

/// What is done with tokens.
#[derive(Subcommand, Debug)]
pub enum Token {
    /// 替一个人设一个令牌，只显示这一次
    Add {
        /// 登录名
        login: String,
        /// 程序的名字
        #[arg(long)]
        name: String,
        /// 也能填，不只是看
        #[arg(long)]
        write: bool,
        /// 只限这些台账，可以写几次；不写就是他看得到的全部
        #[arg(long = "ledger", value_name = "台账")]
        ledgers: Vec<String>,
        /// 多少天以后到期，最多 366 天
        #[arg(long, default_value_t = 90)]
        days: i64,
    },
    /// 停用一个令牌
    End {
        /// 令牌的编号，见 qianmo account token list
        id: String,
    },
    /// 列出令牌
    List {
        /// 以 JSON 输出
        #[arg(long)]
        json: bool,
    },
}

/// A post.
#[derive(Args, Debug)]
pub struct Post {
    /// 岗位，口径包里的编号
    #[arg(long, requires = "unit")]
    pub role: String,
    /// 任职单位的代码
    #[arg(long, requires = "role")]
    pub unit: String,
}
