//! Whose word a Change is, where somebody else typed it (代录). The journal names who typed as the actor; here is who told.
//! It belongs to the Change and to no field, so that it holds for every ledger alike. See ADR 0042.

use kernel::{Finding, Place};

use crate::convert::squeeze;

/// How many characters the name of somebody without an account has at most.
pub const NAME: usize = 60;

/// Where findings say that something is wrong: no field of a ledger can be called so.
const ACCOUNT: &str = "told.account";
const PERSON: &str = "told.name";
const WAY: &str = "told.way";

/// Whose word it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// Who told.
    pub by: Teller,
    /// By what way it came.
    pub way: Option<Way>,
}

/// Who told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Teller {
    /// Somebody of the house, by the login that the journal names actors by.
    Account(String),
    /// Somebody without an account, by name; empty in a journal from which the name was erased.
    Named(String),
}

/// By what way it came.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// Face to face.
    Face,
    /// By telephone.
    Phone,
    /// In a chat group.
    Chat,
    /// On paper.
    Paper,
}

/// What somebody sent of it, before anything was looked at. What is empty was not said.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Said {
    /// A login.
    pub account: Option<String>,
    /// A name in plain words.
    pub name: Option<String>,
    /// [`Way::code`].
    pub way: Option<String>,
}

impl Way {
    /// All there are.
    pub const ALL: [Self; 4] = [Self::Face, Self::Phone, Self::Chat, Self::Paper];

    /// As it is kept and travels.
    pub fn code(self) -> &'static str {
        match self {
            Self::Face => "face",
            Self::Phone => "phone",
            Self::Chat => "chat",
            Self::Paper => "paper",
        }
    }

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Face => "当面",
            Self::Phone => "电话",
            Self::Chat => "微信群",
            Self::Paper => "纸质",
        }
    }

    /// Reads [`Way::code`].
    pub fn named(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.code() == code)
    }
}

/// What somebody who signs in as `typist` said of who told; `may_name` knows the accounts that he may say it of. An account
/// that is not there is answered like one that he may not know of. All that is wrong is found at once.
pub fn read(said: &Said, typist: &str, may_name: impl Fn(&str) -> bool) -> Result<Told, Vec<Finding>> {
    let mut findings = Vec::new();
    let mut wrong = |code: &str, message: &str, field: &str, hint: &str| {
        findings.push(Finding::error(code, message, Place::field(field)).hint(hint));
    };
    let some =
        |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let (account, name, way) = (some(&said.account), some(&said.name), some(&said.way));
    let by = match (account, name) {
        (Some(_), Some(_)) => {
            wrong("told.two", "转述人写了两个。", PERSON, "从本单位人员里选一位，或者写一个姓名，只留一样。");
            None
        }
        (None, None) => {
            wrong("told.nobody", "没有写替谁录入。", PERSON, "请写转述人的姓名；不是代录的，去掉这一项。");
            None
        }
        (Some(account), None) if account == typist => {
            wrong("told.oneself", "转述人就是录入的人。", ACCOUNT, "自己的事自己录入，不用写代录。");
            None
        }
        (Some(account), None) if !may_name(&account) => {
            let hint = "请从人员里重新选，或者直接写姓名。";
            wrong("told.unknown_account", "没有这位人员，或者不在您负责的单位任职。", ACCOUNT, hint);
            None
        }
        (Some(account), None) => Some(Teller::Account(account)),
        (None, Some(name)) => {
            let [too_long, control] = [squeeze(&name).chars().count() > NAME, name.chars().any(char::is_control)];
            if too_long {
                wrong("told.long_name", "转述人的姓名太长，最多60个字。", PERSON, "请只写姓名，其他的写在原因里。");
            }
            if control {
                wrong("told.bad_name", "转述人的姓名里有换行或看不见的字符。", PERSON, "请重新输入姓名。");
            }
            let name = squeeze(&name);
            if name.is_empty() && !control {
                wrong("told.nobody", "没有写替谁录入。", PERSON, "请写转述人的姓名；不是代录的，去掉这一项。");
            }
            (!name.is_empty() && !too_long && !control).then_some(Teller::Named(name))
        }
    };
    let way = way.as_deref().map(Way::named);
    if way == Some(None) {
        wrong("told.unknown_way", "不认识这种转述方式。", WAY, "请选当面、电话、微信群或纸质，也可以不选。");
    }
    match by {
        Some(by) if findings.is_empty() => Ok(Told { by, way: way.flatten() }),
        _ => Err(findings),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(account: &str, name: &str, way: &str) -> Said {
        let some = |text: &str| Some(text.to_owned());
        Said { account: some(account), name: some(name), way: some(way) }
    }

    fn check(said: &Said, expect: Result<Told, &[(&str, &str)]>) {
        let found = read(said, "wang", |login| ["li", "wang"].contains(&login));
        let codes = |finding: &Finding| (finding.code.clone(), finding.place.field.clone().unwrap_or_default());
        let found = found.map_err(|findings| findings.iter().map(codes).collect::<Vec<_>>());
        let expect = expect
            .map_err(|all| all.iter().map(|(code, at)| ((*code).to_owned(), (*at).to_owned())).collect::<Vec<_>>());
        assert_eq!(found, expect, "{said:?}");
    }

    fn named(name: &str, way: Option<Way>) -> Told {
        Told { by: Teller::Named(name.to_owned()), way }
    }

    #[test]
    fn who_told_and_how() {
        check(&said("li", "", "phone"), Ok(Told { by: Teller::Account("li".to_owned()), way: Some(Way::Phone) }));
        check(&said("", "李四", ""), Ok(named("李四", None)));
        check(&Said { name: Some(" 李 四\u{200b} ".to_owned()), ..Said::default() }, Ok(named("李四", None)));
        check(&said("", &"长".repeat(NAME), "paper"), Ok(named(&"长".repeat(NAME), Some(Way::Paper))));
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        let nobody = ("told.nobody", PERSON);
        check(&Said::default(), Err(&[nobody]));
        check(&said(" ", "\u{200b}", "pigeon"), Err(&[nobody, ("told.unknown_way", WAY)]));
        check(&said("li", "李四", ""), Err(&[("told.two", PERSON)]));
        check(&said("wang", "", ""), Err(&[("told.oneself", ACCOUNT)]));
        check(&said("zhao", "", "x"), Err(&[("told.unknown_account", ACCOUNT), ("told.unknown_way", WAY)]));
        check(&said("", &"长".repeat(NAME + 1), ""), Err(&[("told.long_name", PERSON)]));
        check(&said("", "李\u{7}四", ""), Err(&[("told.bad_name", PERSON)]));
        check(&said("", "李\n四", ""), Err(&[("told.bad_name", PERSON)]));
        let both = format!("{}\0", "长".repeat(NAME + 1));
        check(&said("", &both, ""), Err(&[("told.long_name", PERSON), ("told.bad_name", PERSON)]));
    }

    #[test]
    fn every_way_reads_back_and_has_a_word() {
        for way in Way::ALL {
            assert_eq!(Way::named(way.code()), Some(way));
            assert!(!way.name().is_empty());
        }
        assert_eq!(Way::named(""), None);
    }
}
