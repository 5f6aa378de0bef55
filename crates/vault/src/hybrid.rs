//! The hybrid key encapsulation `mlkem768x25519` (X-Wing) and HPKE base mode on it, as the age format uses them.
//!
//! Written out over the primitives because the crates expand the decapsulation key anew for every opening, which is
//! most of the time an opening takes. The tests compare each step with the `hpke` and `x-wing` crates.

use crate::random;
use chacha20poly1305::{
    ChaCha20Poly1305,
    aead::{Aead, AeadInOut, KeyInit},
};
use hkdf::Hkdf;
use ml_kem::{Decapsulate, FromSeed, MlKem768, ml_kem_768};
use sha2::Sha256;
use sha3::{Digest, Sha3_256};
use shake::{ExtendableOutput, Shake256, Update, XofReader};
use x_wing::{Encapsulate, EncapsulationKey};
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

/// Length of what travels beside the sealed file key: ML-KEM ciphertext and X25519 share.
pub(crate) const ENCAPSULATED: usize = 1120;
/// A file key of 16 bytes and its tag.
pub(crate) const SEALED_FILE_KEY: usize = 32;

const MLKEM_CIPHERTEXT: usize = 1088;
const XWING_LABEL: &[u8; 6] = br"\.//^\";
const INFO: &[u8] = b"age-encryption.org/mlkem768x25519";
/// "HPKE", KEM 0x647a (X-Wing), KDF 0x0001 (HKDF-SHA256), AEAD 0x0003 (ChaCha20-Poly1305).
const SUITE: &[u8; 10] = b"HPKE\x64\x7a\x00\x01\x00\x03";

/// A file key as age has it.
pub(crate) type FileKey = Zeroizing<[u8; 16]>;

/// The decapsulation key in the form that opens; expanded once from the 32-byte seed.
pub(crate) struct Expanded {
    lattice: ml_kem_768::DecapsulationKey,
    curve: StaticSecret,
    curve_public: PublicKey,
    public: [u8; x_wing::ENCAPSULATION_KEY_SIZE],
}

impl Expanded {
    pub(crate) fn from_seed(seed: &[u8; 32]) -> Self {
        let mut shake = Shake256::default();
        shake.update(seed);
        let mut stream = shake.finalize_xof();
        let mut lattice_seed = Zeroizing::new([0; 64]);
        stream.read(&mut lattice_seed[..]);
        let mut curve_seed = Zeroizing::new([0; 32]);
        stream.read(&mut curve_seed[..]);

        let (lattice, lattice_public) = MlKem768::from_seed(&(*lattice_seed).into());
        let curve = StaticSecret::from(*curve_seed);
        let curve_public = PublicKey::from(&curve);
        let mut public = [0; x_wing::ENCAPSULATION_KEY_SIZE];
        let (left, right) = public.split_at_mut(x_wing::ENCAPSULATION_KEY_SIZE - 32);
        left.copy_from_slice(&ml_kem::KeyExport::to_bytes(&lattice_public));
        right.copy_from_slice(curve_public.as_bytes());
        Self {
            lattice,
            curve,
            curve_public,
            public,
        }
    }

    /// The public half, as X-Wing writes it.
    pub(crate) fn public(&self) -> &[u8; x_wing::ENCAPSULATION_KEY_SIZE] {
        &self.public
    }

    /// X-Wing decapsulation; `None` where the X25519 share is a point of small order, as other implementations do.
    fn decapsulate(&self, encapsulated: &[u8; ENCAPSULATED]) -> Option<Zeroizing<[u8; 32]>> {
        let (lattice_part, curve_part) = encapsulated.split_at(MLKEM_CIPHERTEXT);
        let ciphertext = ml_kem_768::Ciphertext::try_from(lattice_part).ok()?;
        let share: [u8; 32] = curve_part.try_into().ok()?;
        let from_lattice = Zeroizing::new(<[u8; 32]>::from(self.lattice.decapsulate(&ciphertext)));
        let from_curve = self.curve.diffie_hellman(&PublicKey::from(share));
        if !from_curve.was_contributory() {
            return None;
        }
        let mut hash = Sha3_256::new();
        Digest::update(&mut hash, &from_lattice[..]);
        Digest::update(&mut hash, from_curve.as_bytes());
        Digest::update(&mut hash, share);
        Digest::update(&mut hash, self.curve_public.as_bytes());
        Digest::update(&mut hash, XWING_LABEL);
        Some(Zeroizing::new(hash.finalize().into()))
    }

    /// Opens a file key; `None` if it was not sealed to this key.
    pub(crate) fn open_file_key(
        &self,
        encapsulated: &[u8; ENCAPSULATED],
        sealed: &[u8; SEALED_FILE_KEY],
    ) -> Option<FileKey> {
        let shared = self.decapsulate(encapsulated)?;
        let (cipher, nonce) = schedule(&shared);
        let mut file_key = Zeroizing::new([0; 16]);
        let (body, tag) = sealed.split_at(16);
        file_key.copy_from_slice(body);
        let tag: [u8; 16] = tag.try_into().ok()?;
        cipher
            .decrypt_inout_detached(&nonce.into(), b"", (&mut file_key[..]).into(), &tag.into())
            .ok()?;
        Some(file_key)
    }
}

/// Seals a file key to a public key.
pub(crate) fn seal_file_key(
    to: &EncapsulationKey,
    file_key: &FileKey,
) -> ([u8; ENCAPSULATED], [u8; SEALED_FILE_KEY]) {
    let (encapsulated, shared) = to.encapsulate_with_rng(&mut random::os_random());
    let shared = Zeroizing::new(<[u8; 32]>::from(shared));
    let (cipher, nonce) = schedule(&shared);
    let sealed = cipher
        .encrypt(&nonce.into(), &file_key[..])
        .expect("16 bytes are within what the cipher takes");
    let sealed = sealed.try_into().expect("16 bytes and a tag of 16");
    (encapsulated.into(), sealed)
}

/// HPKE key schedule in base mode (RFC 9180, 5.1) for the first message.
fn schedule(shared: &[u8; 32]) -> (ChaCha20Poly1305, [u8; 12]) {
    let mut context = [0; 65]; // mode 0, hash of the empty psk id, hash of the info
    context[1..33].copy_from_slice(&labeled_extract(b"", b"psk_id_hash", b"").0);
    context[33..].copy_from_slice(&labeled_extract(b"", b"info_hash", INFO).0);
    let (_, secret) = labeled_extract(shared, b"secret", b"");
    let mut key = Zeroizing::new([0; 32]);
    labeled_expand(&secret, b"key", &context, &mut key[..]);
    let mut nonce = [0; 12];
    labeled_expand(&secret, b"base_nonce", &context, &mut nonce);
    (ChaCha20Poly1305::new((&*key).into()), nonce)
}

fn labeled_extract(salt: &[u8], label: &[u8], material: &[u8]) -> ([u8; 32], Hkdf<Sha256>) {
    let mut extract = hkdf::HkdfExtract::<Sha256>::new(Some(salt));
    for piece in [b"HPKE-v1", &SUITE[..], label, material] {
        extract.input_ikm(piece);
    }
    let (hash, hkdf) = extract.finalize();
    (hash.into(), hkdf)
}

fn labeled_expand(secret: &Hkdf<Sha256>, label: &[u8], info: &[u8], out: &mut [u8]) {
    let length = (out.len() as u16).to_be_bytes();
    secret
        .expand_multi_info(&[&length, b"HPKE-v1", &SUITE[..], label, info], out)
        .expect("32 bytes are within what HKDF-SHA256 gives");
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use hpke::{
        Deserializable, OpModeR, OpModeS, Serializable, aead,
        kdf::HkdfSha256,
        kem::{Kem, XWing},
    };
    use x_wing::{DecapsulationKey, TryKeyInit};

    fn public(of: &Expanded) -> EncapsulationKey {
        EncapsulationKey::new(of.public().into()).unwrap()
    }

    #[test]
    fn equals_x_wing_and_hpke_step_by_step() {
        for _ in 0..50 {
            let seed = random::secret::<32>();
            let ours = Expanded::from_seed(&seed);
            let theirs = <XWing as Kem>::PrivateKey::from_bytes(&seed[..]).unwrap();
            let their_public = XWing::sk_to_pk(&theirs);
            assert_eq!(ours.public()[..], their_public.to_bytes()[..]);

            // The shared secret itself.
            let (share, secret) = public(&ours).encapsulate_with_rng(&mut random::os_random());
            assert_eq!(ours.decapsulate(&share.into()).unwrap()[..], secret[..]);
            let wing = DecapsulationKey::from(*seed);
            assert_eq!(wing.decapsulate(&share)[..], secret[..]);

            // We seal, hpke opens.
            let file_key = random::secret::<16>();
            let (share, sealed) = seal_file_key(&public(&ours), &file_key);
            let opened = hpke::single_shot_open::<aead::ChaCha20Poly1305, HkdfSha256, XWing>(
                &OpModeR::Base,
                &theirs,
                &Deserializable::from_bytes(&share).unwrap(),
                INFO,
                &sealed,
                b"",
            );
            assert_eq!(opened.unwrap()[..], file_key[..]);

            // Hpke seals, we open.
            let (share, sealed) =
                hpke::single_shot_seal::<aead::ChaCha20Poly1305, HkdfSha256, XWing>(
                    &OpModeS::Base,
                    &their_public,
                    INFO,
                    &file_key[..],
                    b"",
                )
                .unwrap();
            let share: [u8; ENCAPSULATED] = share.to_bytes().into();
            let sealed: [u8; SEALED_FILE_KEY] = sealed.try_into().unwrap();
            assert_eq!(
                ours.open_file_key(&share, &sealed).unwrap()[..],
                file_key[..]
            );
            let another = Expanded::from_seed(&random::secret());
            assert!(another.open_file_key(&share, &sealed).is_none());
        }
    }

    #[test]
    fn a_share_of_small_order_is_refused() {
        let key = Expanded::from_seed(&random::secret());
        let (share, _) = seal_file_key(&public(&key), &random::secret());
        assert!(key.decapsulate(&share).is_some());
        for point in [0, 1] {
            let mut weak = share;
            weak[MLKEM_CIPHERTEXT..].fill(0);
            weak[MLKEM_CIPHERTEXT] = point;
            assert!(key.decapsulate(&weak).is_none());
        }
    }
}
