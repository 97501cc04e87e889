//! A root of our own and a certificate by it. Nobody gives certificates to names of an office's own network, and without TLS
//! whoever sits on that network reads passwords; so the house makes a root once, and people's machines are told to trust it.
//!
//! The root is not constrained to names: an office's addresses change, and a root that had to be installed again on forty
//! machines would soon be clicked away. Its key lies beside `keys.json`, as private as that.

use std::{fs, path::Path};

use kernel::{Clock as _, Date, Problem};
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};
use serde::{Deserialize, Serialize};

use crate::{
    installation::{write, write_private},
    world::SystemClock,
};

/// The root, to be given to other machines.
pub const ROOT: &str = "root.crt";
const ROOT_KEY: &str = "root.key";
/// What this server shows.
pub const SERVER: &str = "server.crt";
/// Its key.
pub const SERVER_KEY: &str = "server.key";
const MADE: &str = "made.json";

/// What browsers accept of a certificate at most is 398 days (CA/Browser Forum, ballot SC31).
const DAYS: i32 = 397;
const ROOT_YEARS: i16 = 20;
/// So many days before the end another is made.
const BEFORE: i32 = 30;

/// Of what a certificate was made.
#[derive(Serialize, Deserialize, PartialEq, Eq)]
struct Made {
    names: Vec<String>,
    until: Date,
}

/// Makes what is not there, does not name these, or ends soon. True where something was made.
pub fn make(folder: &Path, names: &[String]) -> Result<bool, Problem> {
    let today = SystemClock.today();
    let known = fs::read(folder.join(MADE)).ok().and_then(|text| serde_json::from_slice::<Made>(&text).ok());
    let is_fresh = |made: &Made| made.names == names && today.plus(BEFORE) < made.until;
    let there = [ROOT, SERVER, SERVER_KEY].iter().all(|file| folder.join(file).is_file());
    if there && known.as_ref().is_some_and(is_fresh) {
        return Ok(false);
    }
    let (root, root_key) = root(folder, today)?;
    let key = KeyPair::generate().map_err(wrong)?;
    let mut params = CertificateParams::new(names).map_err(wrong)?;
    let until = today.plus(DAYS);
    dated(&mut params, today.plus(-1), until);
    params.distinguished_name = named(names.first().map_or("qianmo", String::as_str));
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;
    let certificate = params.signed_by(&key, &Issuer::from_params(&root, root_key)).map_err(wrong)?;
    // The key first, the note last: what was cut short is made again.
    write_private(&folder.join(SERVER_KEY), key.serialize_pem().as_bytes())?;
    write(&folder.join(SERVER), certificate.pem().as_bytes())?;
    let made = serde_json::to_vec(&Made { names: names.to_vec(), until }).map_err(wrong)?;
    write(&folder.join(MADE), &made)?;
    Ok(true)
}

/// The root as it was made, or a new one.
fn root(folder: &Path, today: Date) -> Result<(CertificateParams, KeyPair), Problem> {
    let params = root_params();
    match (fs::read_to_string(folder.join(ROOT_KEY)), folder.join(ROOT).exists()) {
        (Ok(key), true) => return Ok((params, KeyPair::from_pem(&key).map_err(wrong)?)),
        (Err(error), false) if error.kind() == std::io::ErrorKind::NotFound => {}
        // Half of a root is no reason to make another: every machine that trusts it would have to be gone to.
        (Ok(_), false) => return Err(wrong("root.crt is missing beside its key")),
        (Err(error), _) => return Err(wrong(format!("root.key: {error}"))),
    }
    let key = KeyPair::generate().map_err(wrong)?;
    let mut fresh = params.clone();
    dated(&mut fresh, today.plus(-1), today.plus_years(ROOT_YEARS));
    let certificate = fresh.self_signed(&key).map_err(wrong)?;
    write_private(&folder.join(ROOT_KEY), key.serialize_pem().as_bytes())?;
    write(&folder.join(ROOT), certificate.pem().as_bytes())?;
    Ok((params, key))
}

/// What does not change from day to day: by it what the root signed is known as its own.
fn root_params() -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = named("Qianmo 阡陌 本单位根证书");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}

fn dated(params: &mut CertificateParams, first: Date, until: Date) {
    let at = |day: Date| {
        let (year, month, day) = day.ymd();
        date_time_ymd(i32::from(year), month.unsigned_abs(), day.unsigned_abs())
    };
    (params.not_before, params.not_after) = (at(first), at(until));
}

fn named(name: &str) -> DistinguishedName {
    let mut names = DistinguishedName::new();
    names.push(DnType::CommonName, name);
    names
}

fn wrong(error: impl std::fmt::Display) -> Problem {
    Problem::new("server.certificate", "证书做不出来。")
        .hint("请看数据目录里的 tls 文件夹是否完整、可写；从备好的 tls 目录里补全；实在没有，删掉整个 tls 会重新做一套，各台机器要重新信任。")
        .detail(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_is_made_once_and_again_for_other_names_by_the_same_root() {
        let folder = tempfile::tempdir().expect("a folder");
        let read = |file: &str| fs::read_to_string(folder.path().join(file)).expect("a file");
        let make =
            |names: &[&str]| make(folder.path(), &names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        assert!(make(&["qianmo.lan", "192.168.1.9"]).expect("made"));
        let (root, first) = (read(ROOT), read(SERVER));
        assert!(!make(&["qianmo.lan", "192.168.1.9"]).expect("known"));
        assert_eq!(read(SERVER), first);
        assert!(make(&["qianmo.lan"]).expect("made"));
        assert_ne!(read(SERVER), first);
        assert_eq!(read(ROOT), root, "machines that trust it trust it still");
        fs::write(folder.path().join(MADE), r#"{"names":["qianmo.lan"],"until":"2020-01-01"}"#).expect("written");
        assert!(make(&["qianmo.lan"]).expect("made"), "what ends is made again");
        fs::rename(folder.path().join(ROOT_KEY), folder.path().join("away")).expect("moved");
        let names = ["other.lan".to_owned()];
        assert!(super::make(folder.path(), &names).is_err(), "no other root is made in silence");
        assert_eq!(read(ROOT), root);
        fs::rename(folder.path().join("away"), folder.path().join(ROOT_KEY)).expect("moved");
        fs::remove_file(folder.path().join(SERVER_KEY)).expect("removed");
        assert!(make(&["qianmo.lan"]).expect("made"), "what is cut short is made again");
        #[cfg(unix)]
        for key in [ROOT_KEY, SERVER_KEY] {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::metadata(folder.path().join(key)).expect("a file").permissions().mode();
            assert_eq!(mode & 0o077, 0, "{key} is the owner's alone");
        }
    }
}
