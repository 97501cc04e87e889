//! A checked expression, and what may be done with it.

use serde::Serialize;

use crate::{
    eval::{self, Block, Constants, EvalError, Evaluated},
    ir::Node,
    sql::{self, SqlTarget},
    types::Type,
};

/// A checked expression. As JSON it is what the browser runs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Expression {
    pub(crate) source: String,
    #[serde(rename = "type")]
    pub(crate) ty: Type,
    #[serde(serialize_with = "names_and_types")]
    pub(crate) columns: Vec<(String, Type)>,
    #[serde(serialize_with = "names_and_types")]
    pub(crate) constants: Vec<(String, Type)>,
    pub(crate) root: Node,
}

impl Expression {
    /// The text it was compiled from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The type of its result.
    pub fn ty(&self) -> &Type {
        &self.ty
    }

    /// The columns it reads, in the order a [`Block`] must give them.
    pub fn columns(&self) -> &[(String, Type)] {
        &self.columns
    }

    /// The constants it reads; a parameter as `param.<id>`.
    pub fn constants(&self) -> &[(String, Type)] {
        &self.constants
    }

    /// Whether it reads a column or constant of this name.
    pub fn references(&self, name: &str) -> bool {
        self.columns.iter().chain(&self.constants).any(|(used, _)| used == name)
    }

    /// The typed tree.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// What the browser runs: source, type, columns, constants, root.
    pub fn to_json(&self) -> serde_json::Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    /// The result for every row of a block.
    pub fn evaluate(&self, block: &Block<'_>, constants: &Constants) -> Result<Evaluated, EvalError> {
        eval::evaluate(self, block, constants)
    }

    /// The rows on which it is true, as a bitmap of `len.div_ceil(64)` words; bits beyond the last row are 0.
    pub fn passes(&self, block: &Block<'_>, constants: &Constants) -> Result<Vec<u64>, EvalError> {
        eval::passes(self, block, constants)
    }

    /// The result for one record; `None` is absent.
    pub fn evaluate_one(
        &self,
        get: &dyn Fn(&str) -> Option<kernel::Value>,
        constants: &Constants,
    ) -> Result<Option<kernel::Value>, EvalError> {
        eval::evaluate_one(self, get, constants)
    }

    /// Whether it is true of one record; absent is not.
    pub fn holds(&self, get: &dyn Fn(&str) -> Option<kernel::Value>, constants: &Constants) -> Result<bool, EvalError> {
        Ok(self.evaluate_one(get, constants)? == Some(kernel::Value::Bool(true)))
    }

    /// Whether the constants it reads have the types it was compiled for; [`Expression::to_sql`] takes others as absent.
    pub fn check_constants(&self, constants: &Constants) -> Result<(), EvalError> {
        eval::check_constants(self, constants)
    }

    /// The expression as SQL, in parentheses where it needs them. Constants are written into the text.
    pub fn to_sql(&self, target: &SqlTarget<'_>) -> String {
        sql::render(self, target)
    }
}

fn names_and_types<S: serde::Serializer>(list: &[(String, Type)], serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Named<'a> {
        name: &'a str,
        #[serde(rename = "type")]
        ty: &'a Type,
    }
    serializer.collect_seq(list.iter().map(|(name, ty)| Named { name, ty }))
}
