//! A document as a file.

use kernel::Problem;
use report::{
    Document,
    export::{self as formats, Options},
};

/// A file format.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// On the page of GB/T 9704.
    Docx,
    /// One page in which figures open.
    Html,
    /// The document tree.
    Json,
    /// Plain text.
    Text,
}

impl Format {
    /// By the ending of a file: `docx`, `html`, `json`, `txt`.
    pub fn read(name: &str) -> Option<Self> {
        match name {
            "docx" => Some(Self::Docx),
            "html" | "htm" => Some(Self::Html),
            "json" => Some(Self::Json),
            "text" | "txt" => Some(Self::Text),
            _ => None,
        }
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Html => "text/html; charset=utf-8",
            Self::Json => "application/json",
            Self::Text => "text/plain; charset=utf-8",
        }
    }

    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Html => "html",
            Self::Json => "json",
            Self::Text => "txt",
        }
    }
}

/// The document in a format, with what the caller asks for besides.
pub fn export(document: &Document, format: Format, options: &Options) -> Result<Vec<u8>, Problem> {
    match format {
        Format::Docx => formats::docx::docx_with(document, options),
        Format::Html => Ok(formats::html::page_with(document, options).into_bytes()),
        Format::Json => formats::json(document).map(String::into_bytes),
        Format::Text => Ok(formats::text::text_with(document, options).into_bytes()),
    }
}
