"""The block of fields that many Markdown files begin with (Jekyll, Hugo: YAML between `---`)."""

from __future__ import annotations

import re
from collections.abc import Mapping

import yaml

_BLOCK = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?\r?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
_LONGEST = 20_000  # code points of a block; a longer one is text
_SCALARS = (str, int, float)


def front_matter(text: str) -> tuple[Mapping[str, object], str]:
    """The fields before `text`, as written there, and the text after them.

    Without a block that YAML reads as fields: none, and `text` as it is. Fields are strings or
    lists of strings; nested ones are left out, as no fact about an article is told so.
    """
    block = _BLOCK.match(text)
    if block is None or len(block.group(1)) > _LONGEST:
        return {}, text
    try:
        # BaseLoader makes strings alone: a date stays as it was written.
        loaded = yaml.load(block.group(1), Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}, text
    if not isinstance(loaded, dict) or not loaded:
        return {}, text
    fields = {str(name): value for name, value in loaded.items() if _is_flat(value)}
    return fields, text[block.end() :]


def _is_flat(value: object) -> bool:
    if isinstance(value, list):
        return all(isinstance(one, _SCALARS) for one in value)
    return isinstance(value, _SCALARS)
