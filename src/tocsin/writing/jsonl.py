"""A reading in; its lines of JSON out: the report, then its claims, then its disputes."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.model import Reading
from tocsin.writing.codec import encode


def lines_of(reading: Reading) -> Iterator[bytes]:
    """Yield the ledger lines of ``reading`` in UTF-8, each without its newline."""
    for noun in (reading.report, *reading.claims, *reading.disputes):
        yield encode(noun)


def group_of(reading: Reading) -> bytes:
    """Return ``reading`` as one JSON object with the keys ``report``, ``claims`` and ``disputes``."""
    return encode({"report": reading.report, "claims": reading.claims, "disputes": reading.disputes})
