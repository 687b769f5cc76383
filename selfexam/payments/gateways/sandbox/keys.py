"""Two key pairs, made on first use and kept in VAR/keys: the portal signs requests, the provider answers and calls.

Signed is `timestamp\\nnonce\\nbody`, as the large providers do it, so neither body nor time can be changed.
"""

import base64
import binascii
import os
import secrets
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.utils import timezone

from selfexam.payments.gateways.protocol import BadSignature

Side = Literal["portal", "provider"]
ALGORITHM = ec.ECDSA(hashes.SHA256())
TIMESTAMP, NONCE, SIGNATURE = "sandbox-timestamp", "sandbox-nonce", "sandbox-signature"


def signed(side: Side, body: bytes) -> dict[str, str]:
    """The headers that go with `body`."""
    timestamp, nonce = str(int(timezone.now().timestamp())), secrets.token_hex(8)
    signature = private_key(side).sign(_message(timestamp, nonce, body), ALGORITHM)
    return {TIMESTAMP: timestamp, NONCE: nonce, SIGNATURE: base64.b64encode(signature).decode()}


def check(side: Side, body: bytes, headers: Mapping[str, str]) -> int:
    """The time of signing, in seconds. Raises BadSignature for anything that `side` has not signed exactly so."""
    timestamp = headers.get(TIMESTAMP, "")
    try:
        signature = base64.b64decode(headers.get(SIGNATURE, ""), validate=True)
        message = _message(timestamp, headers.get(NONCE, ""), body)
        private_key(side).public_key().verify(signature, message, ALGORITHM)
        return int(timestamp)
    except (InvalidSignature, binascii.Error, ValueError) as bad:
        raise BadSignature from bad


def private_key(side: Side) -> ec.EllipticCurvePrivateKey:
    path = Path(settings.VAR) / "keys" / f"sandbox-{side}.pem"
    if not path.exists():
        _make_key(path)
    key = serialization.load_pem_private_key(path.read_bytes(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError(f"{path.name} holds another kind of key; delete it and a new one is made")
    return key


def _message(timestamp: str, nonce: str, body: bytes) -> bytes:
    return f"{timestamp}\n{nonce}\n".encode() + body


def _make_key(path: Path) -> None:
    """Written aside and linked into place: two processes that start at once end up with one key."""
    pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(pem)
    try:
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(aside)
