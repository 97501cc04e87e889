//! Accounts, offices, posts and sessions. Passwords only ever travel inwards.

use app::accounts::{AccountView, EventView, PostView, RoleView};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::shapes;

/// Somebody signs in.
#[derive(Deserialize, ToSchema)]
pub struct SignIn {
    /// The login.
    pub login: String,
    /// The password.
    pub password: String,
}

/// Somebody is in.
#[derive(Serialize, ToSchema)]
pub struct SignedIn {
    /// Nothing may be done but change the password.
    pub must_change: bool,
}

/// A new password of one's own.
#[derive(Deserialize, ToSchema)]
pub struct ChangePassword {
    /// The one so far.
    pub old: String,
    /// The new one.
    #[schema(value_type = shapes::NewPassword)]
    pub new: String,
    /// A code, where one is asked for at sign-in.
    #[serde(default)]
    pub code: String,
}

/// The officers to begin with: a system and a security officer at least.
#[derive(Deserialize, ToSchema)]
pub struct FirstAccounts {
    /// Each another person.
    #[schema(min_items = 2)]
    pub officers: Vec<FirstAccount>,
}

/// An officer to begin with.
#[derive(Deserialize, ToSchema)]
pub struct FirstAccount {
    /// `system`, `security` or `audit`.
    #[schema(value_type = shapes::Office)]
    pub office: String,
    /// The login.
    #[schema(value_type = shapes::Login)]
    pub login: String,
    /// The person's name.
    #[schema(value_type = shapes::Words)]
    pub name: String,
    /// The password, chosen by that person.
    #[schema(value_type = shapes::NewPassword)]
    pub password: String,
}

/// A new account.
#[derive(Deserialize, ToSchema)]
pub struct NewAccount {
    /// The client's key.
    #[schema(value_type = shapes::RequestKey)]
    pub request: String,
    /// The login.
    #[schema(value_type = shapes::Login)]
    pub login: String,
    /// The person's name.
    #[schema(value_type = shapes::Words)]
    pub name: String,
}

/// What was made.
#[derive(Serialize, ToSchema)]
pub struct Made {
    /// Its record.
    pub id: String,
}

/// A first or a new password for somebody else.
#[derive(Deserialize, ToSchema)]
pub struct ResetPassword {
    /// The password, to be changed at the next sign-in.
    #[schema(value_type = shapes::NewPassword)]
    pub password: String,
    /// No code is asked for beside it any more: the device is lost, and what is on paper too.
    #[serde(default)]
    pub without_codes: bool,
}

/// An account to be ended.
#[derive(Deserialize, ToSchema)]
pub struct EndAccount {
    /// The client's key.
    #[schema(value_type = shapes::RequestKey)]
    pub request: String,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
}

/// The office an account shall hold.
#[derive(Deserialize, ToSchema)]
pub struct SetOffice {
    /// The client's key.
    #[schema(value_type = shapes::RequestKey)]
    pub request: String,
    /// `system`, `security` or `audit`; nothing takes it.
    #[serde(default)]
    #[schema(value_type = Option<shapes::Office>)]
    pub office: Option<String>,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
}

/// A new post.
#[derive(Deserialize, ToSchema)]
pub struct GivePost {
    /// The client's key.
    #[schema(value_type = shapes::RequestKey)]
    pub request: String,
    /// Whose: the record of the account.
    pub user: String,
    /// The role, by its id in the pack.
    pub role: String,
    /// Where: the unit's code.
    pub unit: String,
    /// The line of work, where a role has several.
    #[serde(default)]
    pub chain: Option<String>,
    /// First day; today where it is left out.
    #[serde(default)]
    #[schema(value_type = Option<shapes::DayOrNone>)]
    pub begins: Option<String>,
    /// First day it is no longer held.
    #[serde(default)]
    #[schema(value_type = Option<shapes::DayOrNone>)]
    pub ends: Option<String>,
    /// The post it stands in for.
    #[serde(default)]
    pub deputy_of: Option<String>,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
}

/// A post to be ended.
#[derive(Deserialize, ToSchema)]
pub struct EndPost {
    /// The client's key.
    #[schema(value_type = shapes::RequestKey)]
    pub request: String,
    /// First day it is no longer held; today where it is left out.
    #[serde(default)]
    #[schema(value_type = Option<shapes::DayOrNone>)]
    pub ends: Option<String>,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Posts that pass from one to another.
#[derive(Deserialize, ToSchema)]
pub struct HandOver {
    /// The client's key.
    #[schema(value_type = shapes::RequestKey)]
    pub request: String,
    /// Who leaves: the record of the account.
    pub from: String,
    /// Who comes.
    pub to: String,
    /// Which posts; all that are held or ahead where none is named.
    #[serde(default)]
    pub posts: Vec<String>,
    /// First day of the one who comes; today where it is left out.
    #[serde(default)]
    #[schema(value_type = Option<shapes::DayOrNone>)]
    pub on: Option<String>,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
}

/// The new posts, in the order of the old.
#[derive(Serialize, ToSchema)]
pub struct HandedOver {
    /// Their records.
    pub posts: Vec<String>,
}

/// A role a post can be of, and what it gives.
#[derive(Serialize, ToSchema)]
pub struct Role {
    /// Its id in the pack.
    pub id: String,
    /// The word people see.
    pub name: String,
    /// The level of unit a post of it is at.
    pub level: String,
    /// The word for that level.
    pub level_name: String,
    /// The names of the ledgers it reads; nothing is all.
    pub reads: Option<Vec<String>>,
    /// The names of the ledgers it writes; nothing is all.
    pub writes: Option<Vec<String>>,
    /// The most private fields it reads unmasked: `open`, `internal`, `personal`, `sensitive`.
    pub clearance: String,
    /// Whether it shares views with its unit and those below, and arranges their home pages.
    pub arranges: bool,
    /// Whether it makes ledgers and report templates for its unit.
    pub declares: bool,
}

/// How many lines of the security log.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EventsQuery {
    /// At most; 200 where it is left out.
    #[param(value_type = Option<i64>, minimum = 0, maximum = 4_294_967_295_i64)]
    pub limit: Option<u32>,
}

/// An account as officers see it.
#[derive(Serialize, ToSchema)]
pub struct Account {
    /// Its record.
    pub id: String,
    /// The login.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// `system`, `security`, `audit`.
    pub offices: Vec<String>,
    /// First day.
    pub begins: Option<String>,
    /// First day it is no longer there.
    pub ends: Option<String>,
    /// It is there today.
    pub is_there: bool,
    /// It has a password.
    pub has_password: bool,
    /// That must be changed before anything else.
    pub must_change: bool,
    /// Locked until then.
    pub locked_until: Option<String>,
    /// A code is asked for beside the password.
    pub second_step: bool,
    /// The name by which the house of identity that is asked vouches for it.
    pub outside: Option<String>,
    /// Posts held or ahead.
    pub posts: Vec<AccountPost>,
}

/// A post of an account.
#[derive(Serialize, ToSchema)]
pub struct AccountPost {
    /// Its record.
    pub id: String,
    /// The role, by its id in the pack.
    pub role: String,
    /// The role's name.
    pub role_name: String,
    /// The unit's code.
    pub unit: String,
    /// The unit's name.
    pub unit_name: String,
    /// The line of work, where the role has several.
    pub chain: Option<String>,
    /// The post it stands in for.
    pub deputy_of: Option<String>,
    /// Whose that is.
    pub deputy_of_name: Option<String>,
    /// First day.
    pub begins: Option<String>,
    /// First day it is no longer held.
    pub ends: Option<String>,
    /// It is held today.
    pub is_held: bool,
}

/// A line of the security log.
#[derive(Serialize, ToSchema)]
pub struct AccountEvent {
    /// When; of refusals the minute.
    pub at: String,
    /// What: `signed_in`, `refused` …
    pub kind: String,
    /// In words.
    pub kind_name: String,
    /// Whose account; nothing where what was typed names none.
    pub login: Option<String>,
    /// Who did it, where it was somebody else.
    pub actor: Option<String>,
    /// How often within the minute.
    pub times: u32,
}

impl Account {
    /// As it travels, for the command line too.
    pub fn of(view: &AccountView) -> Self {
        Self {
            id: view.id.to_string(),
            login: view.login.clone(),
            name: view.name.clone(),
            offices: view.offices.iter().map(|office| office.code().to_owned()).collect(),
            begins: view.begins.map(|day| day.to_string()),
            ends: view.ends.map(|day| day.to_string()),
            is_there: view.is_there,
            has_password: view.has_password,
            must_change: view.must_change,
            locked_until: view.locked_until.map(|until| until.to_string()),
            second_step: view.second_step,
            outside: view.outside.clone(),
            posts: view.posts.iter().map(AccountPost::of).collect(),
        }
    }
}

impl AccountPost {
    pub(crate) fn of(view: &PostView) -> Self {
        Self {
            id: view.id.to_string(),
            role: view.role.clone(),
            role_name: view.role_name.clone(),
            unit: view.unit.to_string(),
            unit_name: view.unit_name.clone(),
            chain: view.chain.clone(),
            deputy_of: view.deputy_of.as_ref().map(ToString::to_string),
            deputy_of_name: view.deputy_of_name.clone(),
            begins: view.begins.map(|day| day.to_string()),
            ends: view.ends.map(|day| day.to_string()),
            is_held: view.is_held,
        }
    }
}

impl Role {
    pub(crate) fn of(view: RoleView) -> Self {
        let RoleView { id, name, level, level_name, reads, writes, clearance, arranges, declares } = view;
        Self { id, name, level, level_name, reads, writes, clearance: clearance.code().to_owned(), arranges, declares }
    }
}

impl AccountEvent {
    pub(crate) fn of(view: EventView) -> Self {
        let EventView { at, kind, kind_name, login, actor, times } = view;
        Self { at: at.to_string(), kind, kind_name: kind_name.to_owned(), login, actor, times }
    }
}
