//! From source to tree.

use kernel::{Finding, Place};

use crate::{expression::Expression, types::Schema};

/// Reads an expression. All that is wrong with it is found at once.
pub fn compile(source: &str, schema: &Schema) -> Result<Expression, Vec<Finding>> {
    let _ = (source, schema);
    Err(vec![Finding::error("expr.syntax", "", Place::default())])
}

/// Reads a condition: an expression that is yes or no.
pub fn compile_bool(source: &str, schema: &Schema) -> Result<Expression, Vec<Finding>> {
    compile(source, schema)
}
