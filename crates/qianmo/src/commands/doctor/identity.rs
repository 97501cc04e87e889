//! The county's house of identity, where this environment names one: whether what was written can be read, whether the house
//! answers, and whether others read its secret. What was typed at `serve` is not seen from here.

use std::{path::Path, sync::Arc};

use http::outgoing::Outgoing;
use kernel::{Clock as _, Instant, Problem};
use rules::outside::SKEW_SECONDS;

use super::{Line, files::is_open_to_others};
use crate::{arguments, network, world::SystemClock};

/// Where a service reads its environment from (`release/qianmo.service`).
const WRITTEN: &str = "/etc/qianmo.env";

/// What was found; nothing where no house is named.
pub async fn look() -> Vec<Line> {
    let way: Arc<Outgoing> = Arc::new(network::outgoing());
    match network::outside(arguments::Outside::default(), &way) {
        Ok(None) => Vec::new(),
        Ok(Some(house)) => {
            let answered = house.answers(SystemClock.now()).await;
            [told(house.shown(), answered, SystemClock.now())].into_iter().chain(secret(Path::new(WRITTEN))).collect()
        }
        Err(problem) => wrong(problem),
    }
}

fn told(shown: &str, answered: Result<Option<Instant>, &'static str>, now: Instant) -> Line {
    let apart = |there: Instant| (now.millis() - there.millis()).abs() / 1_000;
    match answered {
        Ok(Some(there)) if apart(there) > SKEW_SECONDS => {
            let (apart, what) = (apart(there), "它发的凭据会被当作过期的或还没生效的，用它登录会被拒绝");
            let said = format!("这台机器的时间和统一认证“{shown}”相差 {apart} 秒，{what}。");
            Line::wrong(
                "identity",
                said,
                "请校准这台机器的时间（timedatectl set-ntp true）；是对方的时间不对的，请告诉他们。",
            )
        }
        Ok(_) => Line::ok("identity", format!("统一认证“{shown}”有应答。")),
        Err(word) => {
            let said = format!("统一认证“{shown}”现在问不到（{word}）；有口令的人照常登录。");
            let hint = "请检查写的地址、对方的证书和这台机器的网络与时间，见 docs/operations/identity.md。";
            Line::warn("identity", said, hint)
        }
    }
}

/// Every setting that is wrong is a line of its own: the server does not start with any of them.
fn wrong(problem: Problem) -> Vec<Line> {
    if problem.findings.is_empty() {
        return vec![Line::problem("identity", problem)];
    }
    let line = |finding: kernel::Finding| {
        let said = format!("统一认证的设置：{}", finding.message);
        Line::wrong("identity", said, finding.hint.as_deref().unwrap_or("见 docs/operations/identity.md。"))
    };
    problem.findings.into_iter().map(line).collect()
}

/// Where the secret lies in a file that others read, too.
fn secret(file: &Path) -> Option<Line> {
    is_open_to_others(file).then(|| {
        let said = format!("设置文件 {} 别的用户也能读，里面有统一认证的密钥。", file.display());
        Line::warn("identity", said, "请运行 chmod 600，只让管理员读；疑心被人看过，请在统一认证那边换一个密钥。")
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use http::outside::Settings;

    use super::*;
    use crate::commands::doctor::Grade;

    fn settings(oidc: &str, client: Option<&str>) -> Settings {
        let text = |text: &str| Some(text.to_owned());
        Settings { oidc: text(oidc), client: client.map(str::to_owned), ..Settings::default() }
    }

    #[tokio::test]
    async fn what_is_wrong_and_who_is_away_is_told() {
        let way = Arc::new(network::outgoing());
        let problem = settings("http://id.example.cn", None).read(&way).expect_err("wrong twice");
        let lines = wrong(problem);
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(lines.iter().all(|line| line.status == Grade::Wrong && line.hint.is_some()), "{lines:?}");
        // Nobody listens there.
        let house = settings("http://127.0.0.1:9", Some("qianmo")).read(&way).expect("reads").expect("a house");
        let answered = house.answers(SystemClock.now()).await;
        assert_eq!(answered, Err("no connection"));
        let now = Instant::from_millis(1_795_777_200_000);
        assert_eq!(told(house.shown(), answered, now).status, Grade::Warn);
        let by = |seconds: i64| Ok(Some(Instant::from_millis(now.millis() + seconds * 1_000)));
        for (said, expect) in [
            (Ok(None), Grade::Ok),
            (by(-SKEW_SECONDS), Grade::Ok),
            (by(SKEW_SECONDS), Grade::Ok),
            (by(SKEW_SECONDS + 1), Grade::Wrong),
            (by(-3_600), Grade::Wrong),
        ] {
            assert_eq!(told(house.shown(), said, now).status, expect, "{said:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_secret_that_others_read_is_told() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("qianmo.env");
        assert!(secret(&file).is_none(), "there is none");
        for (mode, is_told) in [(0o600, false), (0o640, true), (0o644, true)] {
            fs::write(&file, "QIANMO_OIDC_SECRET=x").expect("written");
            fs::set_permissions(&file, fs::Permissions::from_mode(mode)).expect("set");
            assert_eq!(secret(&file).is_some(), is_told, "{mode:o}");
        }
    }
}
