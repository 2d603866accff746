"""How sure an attribution is, as the share of such attributions that were right."""

from __future__ import annotations

import math

from transforms.speech.quote_lexicon import QuoteLexicon

_LEAST, _MOST = 0.02, 0.98  # raw shares beyond are no more telling


def calibrated(method: str, share: float, lexicon: QuoteLexicon) -> float:
    """Confidence in [0, 1] of an attribution by `method`, whose raw sureness is `share`.

    The lexicon gives each method an intercept and a slope on the logit of `share`, fitted by
    `scripts/fit_speakers.py`; a method without them keeps its share.
    """
    fitted = lexicon.confidence.get(method)
    if fitted is None:
        return round(min(max(share, 0.0), 1.0), 2)
    intercept, slope = fitted
    held = min(max(share, _LEAST), _MOST)
    score = intercept + slope * math.log(held / (1 - held))
    return round(1 / (1 + math.exp(-score)), 2)
