"""In: a text. Out: its language, or a refusal that names it; English is what is read."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

from tocsin.cleaning.furniture import site_words
from tocsin.errors import LanguageError

_LOOK = 20_000
_WORD = re.compile(r"[^\W\d_]+")
_SURE = 0.15
_UNSURE = 0.05
_SHORT = 20
_READ = frozenset({"en", "zxx"})
"""English, and what the model calls no language at all."""


def language_of(text: str, *, name: str) -> str:
    """Return ``en``.

    A share of English function words settles it without a model; names from elsewhere do not matter. A text of
    few different words in Latin letters is taken for English. Only the first 20,000 characters count.

    Raises:
        LanguageError: the text is clearly in another language.
    """
    sample = text[:_LOOK]
    words = _WORD.findall(_folded(sample))
    share = _english_share(words)
    if share >= _SURE or not words or (len(set(words)) < _SHORT and _is_latin(sample)):
        return "en"
    code = _classified(sample)
    if code in _READ or (share > _UNSURE and _is_latin(sample)):
        return "en"
    what = f"{name} is in {site_words().language.names.get(code, f'the language {code!r}')}, and Tocsin reads English"
    raise LanguageError(
        what,
        do="Give an English version of the report.",
    )


_INVISIBLE = dict.fromkeys((173, 8203, 8204, 8205, 8288, 65279))


def _folded(sample: str) -> str:
    """Return the sample in lower case without accents, widths and invisible characters."""
    parted = unicodedata.normalize("NFKD", sample).translate(_INVISIBLE)
    return "".join(c for c in parted if not unicodedata.combining(c)).lower()


def _english_share(words: list[str]) -> float:
    known = frozenset(site_words().language.english)
    return sum(word in known for word in words) / max(1, len(words))


def _is_latin(sample: str) -> bool:
    """Tell whether at least half of the letters are Latin."""
    letters = [c for c in sample if c.isalpha()]
    return sum(c < "\u0250" or "\u1e00" <= c <= "\u1eff" for c in letters) * 2 >= len(letters)


def _classified(sample: str) -> str:
    code, _ = _identifier().classify(sample.encode("utf-8", "replace").decode("utf-8"))
    return str(code)


@cache
def _identifier() -> Any:
    """Load the model, half a second once, and only for text that its function words do not settle."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
