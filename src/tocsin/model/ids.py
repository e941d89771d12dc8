"""Ids: a prefix and 128 bits of SHA-256 in lower-case base32 without padding (26 characters)."""

from __future__ import annotations

import hashlib
from base64 import b32encode
from typing import Literal

Prefix = Literal["rep", "clm", "dsp", "inc", "rul"]


def make_id(prefix: Prefix, *parts: str | int) -> str:
    """Return the id of whatever ``parts`` tell apart; the same parts always give the same id."""
    seed = "\x1f".join(str(part) for part in parts).encode("utf-8", "surrogatepass")
    return f"{prefix}_{b32encode(hashlib.sha256(seed).digest()[:16]).decode().rstrip('=').lower()}"


def version_of(content: bytes) -> str:
    """Return the version of a report: the hash of the bytes read."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"
