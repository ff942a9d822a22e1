"""Sealing: what must be stored but read by nobody who only has the table. AES-GCM under a key from SECRET_KEY.

Each service has a SECRET_KEY of its own, or, embedded, all have one: the purpose keeps what they seal apart.
"""

from __future__ import annotations

import secrets

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE = 12


def seal(secret_key: str, purpose: str, content: bytes) -> bytes:
    """`content` sealed for one purpose: what was sealed for another does not open in its place."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + _cipher(secret_key).encrypt(nonce, content, purpose.encode())


def unseal(secret_key: str, purpose: str, sealed: bytes) -> bytes:
    """What was sealed. Raises cryptography's InvalidTag where key or purpose differ, or a bit was changed."""
    return _cipher(secret_key).decrypt(sealed[:_NONCE], sealed[_NONCE:], purpose.encode())


def _cipher(secret_key: str) -> AESGCM:
    # The name in it stays as it was when only identity sealed: another one would open nothing that is sealed already.
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"proeftuin identity sealing 1")
    return AESGCM(derived.derive(secret_key.encode()))
