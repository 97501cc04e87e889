//! Names of things. Each kind is its own type; all are short strings that a person may have written in a pack.

use std::{borrow::Borrow, fmt, sync::Arc};

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Takes a name as it stands; whether it names anything is for the reader of a pack or a store to say.
            pub fn new(name: impl AsRef<str>) -> Self { Self(Arc::from(name.as_ref())) }

            /// Takes a name that others share.
            pub fn shared(name: Arc<str>) -> Self { Self(name) }

            /// The name as text.
            pub fn as_str(&self) -> &str { &self.0 }

            /// The same name, counted apart: processors that copy one name all the time wait for each other's count.
            pub fn apart(&self) -> Self { Self::new(self.as_str()) }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "{:?}", &*self.0) }
        }

        impl From<&str> for $name {
            fn from(name: &str) -> Self { Self::new(name) }
        }

        impl From<String> for $name {
            fn from(name: String) -> Self { Self::new(name) }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str { &self.0 }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str { &self.0 }
        }
    )+};
}

id! {
    /// One journal: a township's or a county's.
    BookId,
    /// A list of codes (choices) declared by a pack.
    CodeListId,
    /// A field of a ledger.
    FieldId,
    /// A form that an upper level prescribes.
    FormId,
    /// An indicator: a figure with a definition.
    IndicatorId,
    /// A register, log or case declared by a pack, or a reserved ledger whose id begins with `_`.
    LedgerId,
    /// A level of administrative unit (county, township, village, grid …), declared by a pack.
    LevelId,
    /// A pack.
    PackId,
    /// A dated parameter.
    ParameterId,
    /// An opaque reference to a record of the register that the pack binds as identity.
    PersonId,
    /// A record of a ledger; unique within its book.
    RecordId,
    /// A report template.
    ReportId,
    /// The key a client gives a Change so that a retry is the same Change.
    RequestId,
    /// A role that a post gives a person.
    RoleId,
    /// A state of a case.
    StateId,
    /// A step of a case.
    StepId,
    /// An administrative unit; never used twice.
    UnitId,
}
