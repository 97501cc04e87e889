//! Fields without their expressions.

use indexmap::IndexMap;
use kernel::{FieldId, Measure, Quantity};

use super::{
    Tainted,
    lists::{name, words},
};
use crate::{
    model::{Field, FieldType, NumberPart, NumberedPer, Numbering, Prefill, Privacy},
    read::Node,
};

/// Places of a decimal that does not say.
const SCALE: u8 = 2;

pub(super) fn fields(ledger: &str, node: &Node, tainted: &mut Tainted) -> IndexMap<FieldId, Field> {
    node.entries_of("fields").map(|(id, node)| (FieldId::new(id), field(ledger, id, node, tainted))).collect()
}

fn field(ledger: &str, id: &str, node: &Node, tainted: &mut Tainted) -> Field {
    let ty = field_type(ledger, node, tainted).unwrap_or_else(|| {
        tainted.field(ledger, id);
        FieldType::Text
    });
    let measure = measure(&ty, node);
    Field {
        id: FieldId::new(id),
        name: name(id, node),
        required: node.flag("required"),
        required_if: None,
        show_if: None,
        check: None,
        aliases: words(node, "aliases"),
        privacy: privacy(&ty, node),
        sealed: node.flag("sealed"),
        dated: node.flag("dated"),
        measure,
        default: node.text("default").map(str::to_owned),
        prefill: node.text("prefill").and_then(prefill),
        number: node.text("number").and_then(|text| numbering(text, node.text("number_per"))),
        help: node.text("help").map(str::to_owned),
        replaces: node.text("replaces").map(FieldId::new),
        ty,
    }
}

/// `household.phone`; what is written otherwise is told by the check of it.
fn prefill(text: &str) -> Option<Prefill> {
    let (by, from) = text.split_once('.')?;
    Some(Prefill { by: FieldId::new(by.trim()), from: FieldId::new(from.trim()) })
}

/// `YH{year}-{seq:3}`; what is written otherwise is told by the check of it.
fn numbering(text: &str, per: Option<&str>) -> Option<Numbering> {
    let (before, running) = text.strip_suffix('}')?.rsplit_once("{seq:")?;
    let digits = running.parse().ok().filter(|digits| (1..=9).contains(digits))?;
    let mut parts = Vec::new();
    for (number, piece) in before.split("{year}").enumerate() {
        if number > 0 {
            parts.push(NumberPart::Year);
        }
        if piece.contains(['{', '}']) {
            return None;
        }
        if !piece.is_empty() {
            parts.push(NumberPart::Text(piece.to_owned()));
        }
    }
    let per = if per == Some("unit") { NumberedPer::Unit } else { NumberedPer::Book };
    Some(Numbering { before: parts, digits, per })
}

fn field_type(ledger: &str, node: &Node, tainted: &mut Tainted) -> Option<FieldType> {
    Some(match node.text("type")? {
        "text" => FieldType::Text,
        "long_text" => FieldType::LongText,
        "integer" => FieldType::Integer,
        "decimal" => FieldType::Decimal { scale: scale(node), quantity: quantity(node) },
        "money" => FieldType::Money,
        "choice" => FieldType::Choice(node.text("codes")?.into()),
        "choices" => FieldType::Choices(node.text("codes")?.into()),
        "bool" => FieldType::Bool,
        "date" => FieldType::Date,
        "time" => FieldType::Time,
        "person" => FieldType::Person,
        "reference" => FieldType::Reference(node.text("to")?.into()),
        "unit" => FieldType::Unit(node.text("level").map(Into::into)),
        "phone" => FieldType::Phone,
        "id_number" => FieldType::IdNumber,
        "credit_code" => FieldType::CreditCode,
        "file" => FieldType::File,
        "photo" => FieldType::Photo,
        "point" => FieldType::Point,
        "line" => FieldType::Line,
        "polygon" => FieldType::Polygon,
        "table" => FieldType::Table(fields(ledger, node, tainted)),
        _ => return None,
    })
}

fn scale(node: &Node) -> u8 {
    node.integer("scale").and_then(|scale| u8::try_from(scale).ok()).filter(|scale| *scale <= 6).unwrap_or(SCALE)
}

fn quantity(node: &Node) -> Option<Quantity> {
    let meant = node.text("in").and_then(|measure| Measure::read(measure).quantity);
    meant.or_else(|| match node.text("quantity") {
        Some("area") => Some(Quantity::Area),
        Some("length") => Some(Quantity::Length),
        Some("mass") => Some(Quantity::Mass),
        Some("volume") => Some(Quantity::Volume),
        Some("energy") => Some(Quantity::Energy),
        _ => None,
    })
}

/// The unit a number is written in: the one declared, or the base unit of what it measures.
fn measure(ty: &FieldType, node: &Node) -> Option<Measure> {
    let base = || ty.quantity().map(|quantity| Measure::read(quantity.base()));
    node.text("in").map(Measure::read).or_else(base)
}

/// Phones and ID numbers are personal unless the pack says otherwise. A table is shown whole: it is as private as its
/// most private column.
fn privacy(ty: &FieldType, node: &Node) -> Privacy {
    let usual = || match ty {
        FieldType::Phone | FieldType::IdNumber if node.get("privacy").is_none() => Privacy::Personal,
        _ => Privacy::Internal,
    };
    let own = privacy_named(node.text("privacy")).unwrap_or_else(usual);
    match ty {
        FieldType::Table(columns) => columns.values().map(|column| column.privacy).fold(own, Privacy::max),
        _ => own,
    }
}

/// The privacy of this word.
pub(super) fn privacy_named(word: Option<&str>) -> Option<Privacy> {
    Some(match word? {
        "open" => Privacy::Open,
        "internal" => Privacy::Internal,
        "personal" => Privacy::Personal,
        "sensitive" => Privacy::Sensitive,
        _ => return None,
    })
}
