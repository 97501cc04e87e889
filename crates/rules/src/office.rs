//! Who may do what with accounts and posts. Three offices watch each other (三员分立): the system officer keeps
//! accounts, units and packs and reads no record of the work; the security officer says who may do what; the auditor
//! reads what both have done. None holds two of them, nor one beside a post, and nobody decides about himself.

use std::collections::BTreeSet;

use kernel::LedgerId;
use pack::model::Privacy;

use crate::access::Grant;

/// The reserved ledger of accounts.
pub const USERS: &str = "_user";
/// The reserved ledger of posts.
pub const POSTS: &str = "_post";
/// The reserved log of who opened what lists mask, and for what purpose.
pub const OPENED: &str = "_opened";
/// The reserved ledgers that only officers read as ledgers; what they say of units is told to everybody.
pub const OF_OFFICERS: [&str; 6] = ["_unit", "_shape", "_parameter", "_pack", USERS, POSTS];

/// An office over the installation itself.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Office {
    /// 系统管理员.
    System,
    /// 安全管理员.
    Security,
    /// 审计员.
    Audit,
}

/// What an officer does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Task {
    /// Sees who has an account and which posts.
    SeeAccounts,
    /// Makes an account. It has no password and may do nothing yet.
    MakeAccount,
    /// Ends an account.
    EndAccount,
    /// Gives an office or a post, or ends one.
    Give,
    /// Sets a first or a new password, which also unlocks.
    ResetPassword,
    /// Says under which name a house of identity outside vouches for an account, or that none does any more.
    Link,
    /// Reads the security log.
    SeeSecurityLog,
    /// Sees which programs may ask in whose name.
    SeeTokens,
    /// Ends a program's token.
    EndToken,
}

/// Why not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refused {
    /// It belongs to another office.
    NotYours,
    /// It would be about himself.
    Yourself,
}

/// Why a person cannot hold these together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Clash {
    /// Two offices.
    TwoOffices,
    /// An office and a post.
    OfficeAndPost,
}

impl Office {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::System, Self::Security, Self::Audit];

    /// As the reserved code list writes it.
    pub fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Security => "security",
            Self::Audit => "audit",
        }
    }

    /// Reads [`Office::code`].
    pub fn named(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|office| office.code() == code)
    }

    /// What it gives in the ledgers: never a ledger of the pack.
    pub fn grants(self) -> Vec<Grant> {
        let grant = |ledgers: &[&str], write: bool, administer: bool| Grant {
            unit: None,
            ledgers: Some(ledgers.iter().map(|ledger| LedgerId::new(*ledger)).collect()),
            write,
            administer,
            clearance: Privacy::Internal,
        };
        match self {
            Self::System => {
                vec![
                    grant(&["_unit", "_shape", "_parameter", "_pack", USERS], true, true),
                    grant(&[POSTS], false, false),
                ]
            }
            Self::Security => vec![grant(&[USERS, POSTS], true, false)],
            Self::Audit => vec![grant(&OF_OFFICERS, false, false), grant(&[OPENED], false, false)],
        }
    }
}

/// Whether an officer may do this, about himself or about one who holds these offices. `held` are the officer's own.
pub fn may(held: &BTreeSet<Office>, task: Task, himself: bool, of: &BTreeSet<Office>) -> Result<(), Refused> {
    let whose: &[Office] = match task {
        Task::SeeAccounts => &Office::ALL,
        Task::MakeAccount | Task::EndAccount => &[Office::System],
        // Otherwise nobody could help a security officer who has forgotten the password; the auditor sees it. Whoever says
        // who vouches for an account lets somebody in, as with a password.
        Task::ResetPassword | Task::Link if of.contains(&Office::Security) => &[Office::System],
        Task::Give | Task::ResetPassword | Task::Link | Task::EndToken => &[Office::Security],
        Task::SeeSecurityLog | Task::SeeTokens => &[Office::Audit, Office::Security],
    };
    if !whose.iter().any(|office| held.contains(office)) {
        return Err(Refused::NotYours);
    }
    let decides = !matches!(task, Task::SeeAccounts | Task::SeeSecurityLog | Task::SeeTokens);
    if decides && himself { Err(Refused::Yourself) } else { Ok(()) }
}

/// Whether one person may hold these offices beside so many posts.
pub fn fit(offices: &BTreeSet<Office>, posts: usize) -> Result<(), Clash> {
    match (offices.len(), posts) {
        (2.., _) => Err(Clash::TwoOffices),
        (1, 1..) => Err(Clash::OfficeAndPost),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_task_belongs_to_an_office() {
        use Office::{Audit, Security, System};
        let check = |task: Task, of: &[Office], expect: &[Office]| {
            let of: BTreeSet<Office> = of.iter().copied().collect();
            let may = |office: &Office| may(&[*office].into(), task, false, &of).is_ok();
            let able: Vec<Office> = Office::ALL.into_iter().filter(may).collect();
            assert_eq!(able, expect, "{task:?}");
        };
        check(Task::SeeAccounts, &[], &[System, Security, Audit]);
        check(Task::MakeAccount, &[], &[System]);
        check(Task::EndAccount, &[], &[System]);
        check(Task::Give, &[], &[Security]);
        check(Task::ResetPassword, &[], &[Security]);
        check(Task::ResetPassword, &[System], &[Security]);
        check(Task::ResetPassword, &[Security], &[System]);
        check(Task::Link, &[], &[Security]);
        check(Task::Link, &[Security], &[System]);
        check(Task::SeeSecurityLog, &[], &[Security, Audit]);
        check(Task::SeeTokens, &[], &[Security, Audit]);
        check(Task::EndToken, &[], &[Security]);
    }

    #[test]
    fn nobody_decides_about_himself_and_who_has_no_office_decides_nothing() {
        let (all, none) = (BTreeSet::from(Office::ALL), BTreeSet::new());
        for task in [Task::MakeAccount, Task::EndAccount, Task::Give, Task::ResetPassword, Task::Link, Task::EndToken] {
            assert_eq!(may(&all, task, true, &all), Err(Refused::Yourself), "{task:?}");
            assert_eq!(may(&none, task, false, &none), Err(Refused::NotYours), "{task:?}");
        }
        assert_eq!(may(&all, Task::SeeAccounts, true, &all), Ok(()));
    }

    #[test]
    fn offices_exclude_each_other_and_every_post() {
        let one = |office| BTreeSet::from([office]);
        for office in Office::ALL {
            assert_eq!(fit(&one(office), 0), Ok(()));
            assert_eq!(fit(&one(office), 1), Err(Clash::OfficeAndPost));
            for other in Office::ALL.into_iter().filter(|other| *other != office) {
                assert_eq!(fit(&[office, other].into(), 0), Err(Clash::TwoOffices));
            }
        }
        assert_eq!(fit(&BTreeSet::new(), 3), Ok(()));
    }

    #[test]
    fn no_office_opens_a_ledger_of_the_pack() {
        for grant in Office::ALL.into_iter().flat_map(Office::grants) {
            let ledgers = grant.ledgers.expect("named");
            let reserved = |ledger: &LedgerId| OF_OFFICERS.contains(&ledger.as_str()) || ledger.as_str() == OPENED;
            assert!(ledgers.iter().all(reserved), "{ledgers:?}");
        }
    }
}
