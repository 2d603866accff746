"""Who relays what goes on: whom an agency asked goes on to tell it, to the end of the paragraph."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from transforms.layers import Quote


def passed_on(quotes: Sequence[Quote], line_of: Callable[[int], int]) -> list[Quote]:
    """`quotes` with the relayer of what the same voice said before in the same line.

    `line_of` gives the line of an offset. What was said on the air or in a communiqué ends there.
    """
    relayers: dict[tuple[int, str], str] = {}
    passed: list[Quote] = []
    for quote in quotes:
        if quote.speaker_name is not None and quote.nested_in is None:
            voice = (line_of(quote.start), quote.speaker_name)
            if quote.via is None and quote.medium is None:
                quote = replace(quote, via=relayers.get(voice))
            elif quote.via is not None:
                relayers[voice] = quote.via
        passed.append(quote)
    return passed
