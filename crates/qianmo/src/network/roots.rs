//! Whose certificates are trusted where this server asks others: those that the machine trusts, or the file that
//! `SSL_CERT_FILE` names.

use http::outgoing::Outgoing;
use tokio_rustls::rustls::RootCertStore;

/// The way to other servers. A machine without roots still reaches those without TLS.
pub fn outgoing() -> Outgoing {
    let found = rustls_native_certs::load_native_certs();
    for error in &found.errors {
        tracing::warn!(problem.code = "server.roots", problem.detail = %error, "network");
    }
    let mut roots = RootCertStore::empty();
    // Some machines keep roots that nobody can read any more.
    roots.add_parsable_certificates(found.certs);
    Outgoing::trusting(roots)
}
