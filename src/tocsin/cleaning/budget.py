"""In: a text or page. Out: nothing, or a refusal when it asks for more work than one report may have."""

from __future__ import annotations

import re
from itertools import islice

from tocsin.errors import BudgetError

WORD_LIMIT = 250_000
"""Words of one report; a run without a space counts as one word for each 32 characters."""

TAG_LIMIT = 1_000_000
"""Opening and closing tags of one page."""

_UNIT = re.compile(r"\S{1,32}")


def check_budget(text: str, *, name: str = "the text") -> None:
    """Refuse a text of more than ``WORD_LIMIT`` words; counting stops there.

    Raises:
        BudgetError: names the limit and what to do.
    """
    over = next(islice(_UNIT.finditer(text), WORD_LIMIT, None), None)
    if over is not None:
        what = (
            f"{name} has more than {WORD_LIMIT:,} words, the limit for one report "
            f"(reached at character {over.start():,} of {len(text):,})"
        )
        raise BudgetError(
            what,
            do="Split it: one report a file.",
        )


def check_tags(html: str, *, name: str) -> None:
    """Refuse a page of more than ``TAG_LIMIT`` tags before it is parsed.

    Raises:
        BudgetError: names the count, the limit and what to do.
    """
    tags = html.count("<")
    if tags > TAG_LIMIT:
        what = f"{name} has {tags:,} tags, and {TAG_LIMIT:,} is the limit for one page"
        raise BudgetError(what, do="Save the article alone.")
