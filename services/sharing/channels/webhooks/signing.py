"""Signing as Standard Webhooks says: the exact bytes that are sent, with the message's id and the call's moment."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from services.sharing.model import SigningKeys


def signed_headers(keys: Iterable[SigningKeys], message_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The three headers; with several keys, as after a rotation, several signatures, of which one must fit."""
    content = b"%s.%d.%s" % (message_id.encode(), timestamp, body)
    signatures = [signature for each in keys for signature in (_v1(each, content), _v1a(each, content))]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signatures),
    }


def _v1(keys: SigningKeys, content: bytes) -> str:
    return "v1," + base64.b64encode(hmac.digest(keys.secret, content, hashlib.sha256)).decode()


def _v1a(keys: SigningKeys, content: bytes) -> str:
    key = Ed25519PrivateKey.from_private_bytes(keys.seed)
    return "v1a," + base64.b64encode(key.sign(content)).decode()
