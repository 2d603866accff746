"""Models and lexicons as the transforms are given them, loaded once a process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from flows import resources
from transforms.cleaning import CleaningTools, Params
from transforms.quotes import QuoteLexicon

if TYPE_CHECKING:
    from spacy.language import Language

    from transforms.names import Names
    from transforms.naming.gazetteer import Gazetteer


@dataclass(frozen=True)
class Tools:
    """Models and lexicons, loaded once a process."""

    cleaning: CleaningTools
    models: Mapping[str, Language]
    gazetteers: Mapping[str, Gazetteer]
    names: Names
    quotes: Mapping[str, QuoteLexicon]

    @contextmanager
    def memory_zone(self) -> Iterator[None]:
        """Words first met in the block are forgotten at its end: no document may outlive it.

        spaCy keeps every word that it has ever met, so a long run would grow with its vocabulary.
        """
        with ExitStack() as stack:
            for model in self.models.values():
                stack.enter_context(model.memory_zone())
            yield


def load_tools(models: Mapping[str, str], timezone: str) -> Tools:
    """What the transforms are given, for the languages of `models` (code -> pipeline name).

    Raises:
        FileNotFoundError: a language has no lexicons.
        OSError: a model is not installed.
    """
    return Tools(
        cleaning=CleaningTools.from_lexicons(
            resources.lexicon, Params(timezone), resources.line_model()
        ),
        models={language: resources.load_model(name) for language, name in models.items()},
        gazetteers={language: resources.gazetteer(language) for language in models},
        names=resources.names(),
        quotes={
            language: QuoteLexicon.from_mapping(resources.lexicon(language, "quotes"))
            for language in models
        },
    )


def process_tools(models: Mapping[str, str], timezone: str) -> Tools:
    """The tools of this process: loaded once, whatever the number of batches."""
    return _loaded(tuple(sorted(models.items())), timezone)


@cache
def _loaded(models: tuple[tuple[str, str], ...], timezone: str) -> Tools:
    return load_tools(dict(models), timezone)
