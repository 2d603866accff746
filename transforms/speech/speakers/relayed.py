"""Who relays what goes on: whom an agency asked goes on to tell it, to the end of the paragraph."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from transforms.layers import Quote


def passed_on(quotes: Sequence[Quote], line_of: Callable[[int], int]) -> list[Quote]:
    """`quotes` with the relayer of what the same voice said before in the line, or in the last one.

    `line_of` gives the line of an offset. What was said on the air or in a communiqué ends there.
    """
    relayers: dict[tuple[int, str], str] = {}
    passed: list[Quote] = []
    last = (-1, "")  # line and voice of the quotation before
    for quote in quotes:
        if quote.speaker_name is not None and quote.nested_in is None:
            voice = (line_of(quote.start), quote.speaker_name)
            if quote.via is None and quote.medium is None:
                goes_on = last == (voice[0] - 1, voice[1])  # English parts its sentences
                relayer = relayers.get(voice) or (relayers.get(last) if goes_on else None)
                quote = replace(quote, via=relayer)
            if quote.via:
                relayers[voice] = quote.via
            last = voice
        passed.append(quote)
    return passed
