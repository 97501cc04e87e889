//! Somebody hands in a photo or a file for a field of a record that is still to be saved.

use kernel::{Finding, LedgerId, Place, Problem};
use pack::model::{Field, FieldType};
use rules::access::Actor;
use store::files::{FileInfo, NewFile};

use super::{Kind, LARGEST, is_file, name::clean, strip::strip};
use crate::{Service, access};

/// A file as it is handed in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HandIn {
    /// For which ledger.
    pub ledger: LedgerId,
    /// For which of its fields.
    pub field: String,
    /// What it is called there.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// More points than this no telephone's screen is needed for, and a cheap one cannot draw.
const MOST_POINTS: u64 = 120_000_000;

/// Keeps it, and answers the id that the record is to name. Problems: `file.no_field`, `file.empty`, `file.too_large`,
/// `file.kind`, `file.broken`, `file.too_many_points`.
pub async fn hand_in(service: &Service, actor: &Actor, wanted: HandIn) -> Result<FileInfo, Problem> {
    let world = service.world().await?;
    let (allowed, ledger) = access::fill_ledger(actor, &world, wanted.ledger.as_str())?;
    let asked = |field: &&Field| is_file(&field.ty) && !ledger.is_replaced(field.id.as_str());
    let field = ledger.field(&wanted.field).filter(asked).ok_or_else(no_field)?;
    let photo = field.ty == FieldType::Photo;
    // Twenty megabytes are looked through for a while: not on a processor that answers.
    let looked = tokio::task::spawn_blocking(move || look(wanted.bytes, &wanted.name, photo)).await;
    let file = looked.map_err(|_| Problem::new("server.broken", "文件没有看完，没有收。").hint("请再交一次。"))??;
    service.store().keep_file(&allowed, &ledger.id, &field.id, service.clock().now(), file).await
}

/// What is kept of it, or why it is not taken.
fn look(bytes: Vec<u8>, name: &str, photo: bool) -> Result<NewFile, Problem> {
    if bytes.is_empty() {
        return Err(refused("file.empty", "这个文件是空的，没有收。", "请核对选的是不是这个文件。"));
    }
    if bytes.len() > LARGEST {
        return Err(too_large());
    }
    let kind =
        Kind::of(&bytes, name).filter(|kind| !photo || kind.is_picture()).ok_or_else(|| unknown(&bytes, photo))?;
    let bytes = if kind.is_picture() {
        let picture = strip(kind, &bytes).ok_or_else(|| {
            refused("file.broken", "这张图片不完整或已损坏，没有收。", "请重新拍一张，或换一个完整的图片文件。")
        })?;
        if u64::from(picture.width) * u64::from(picture.height) > MOST_POINTS {
            let message = format!("这张图片有 {}×{} 点，太大，没有收。", picture.width, picture.height);
            return Err(refused("file.too_many_points", &message, "请把图片缩小后再交，长边 1600 点就够看清。"));
        }
        picture.bytes
    } else {
        bytes
    };
    Ok(NewFile { name: clean(name, kind), media_type: kind.media_type().to_owned(), bytes })
}

/// More bytes than are taken.
pub fn too_large() -> Problem {
    let message = format!("文件超过 {} MB，没有收。", LARGEST / (1024 * 1024));
    refused("file.too_large", &message, "照片请缩小后再交；文件请压缩图片，或拆成几个。")
}

fn unknown(bytes: &[u8], photo: bool) -> Problem {
    // What telephones of one maker take unless they are told otherwise.
    if bytes.get(4..8) == Some(b"ftyp") {
        let hint = "苹果手机请在“设置 › 相机 › 格式”里选“兼容性最佳”，或把照片另存为 JPEG。";
        return refused("file.kind", "HEIC 照片和视频不收。", hint);
    }
    let zip = bytes.starts_with(b"PK");
    let (message, hint) = match photo {
        true => ("这里只收照片：JPEG、PNG 或 WebP。", "请选一张照片；别的文件请交到收文件的那一项。"),
        false if zip => ("压缩包和带宏的文档不收。", "请解压后交里面的文件；带宏的请另存为普通的 .docx 或 .xlsx。"),
        false => (
            "这种文件不收。",
            "收 JPEG、PNG、WebP 图片，PDF、OFD，Word、Excel、PPT 文档，和 UTF-8 编码的文本、CSV；别的请另存为 PDF。",
        ),
    };
    refused("file.kind", message, hint)
}

fn refused(code: &str, message: &str, hint: &str) -> Problem {
    let finding = Finding::error(code, message, Place::default()).hint(hint);
    Problem::new(code, message).hint(hint).findings(vec![finding])
}

fn no_field() -> Problem {
    refused("file.no_field", "台账里没有这个收照片或文件的字段。", "请刷新页面后再交；字段可能刚刚改过。")
}
