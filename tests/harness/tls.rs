//! The one choice that everything speaking TLS needs made before: ring as its cryptography.

/// Chooses ring, wherever nothing was chosen yet. Clients are made after this.
pub fn use_ring() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}
