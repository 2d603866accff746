"""Answers about strings, remembered: outlets print the same words on every page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

T = TypeVar("T")

MOST = 8192  # answers of one kind; when there are more, all are forgotten
_NONE = object()


def by_text(ask: Callable[[Any, str], T]) -> Callable[[Any, str], T]:
    """`ask(owner, text)`, worked out once for each text, and remembered by its owner.

    The owner must not change.
    """
    name = f"_told_{ask.__qualname__}"

    @wraps(ask)
    def told(owner: Any, text: str) -> T:
        known: dict[str, Any] = owner.__dict__.setdefault(name, {})
        found = known.get(text, _NONE)
        if found is _NONE:
            if len(known) >= MOST:
                known.clear()
            known[text] = found = ask(owner, text)
        return found  # type: ignore[no-any-return]

    return told
