"""Models and lexicons as the transforms are given them, loaded once a process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Generic, TypeVar

from flows import page_models, resources
from flows.starting import loading
from transforms.cleaning import CleaningTools, Params
from transforms.quotes import QuoteLexicon

if TYPE_CHECKING:
    from spacy.language import Language

    from transforms.names import Names
    from transforms.naming.gazetteer import Gazetteer


T = TypeVar("T")


class ByLanguage(Mapping[str, T], Generic[T]):
    """What each language needs, loaded when the first article of it comes: most runs meet one."""

    def __init__(self, languages: Iterable[str], load: Callable[[str], T]) -> None:
        self._languages, self._load = tuple(languages), load
        self._loaded: dict[str, T] = {}

    def __getitem__(self, language: str) -> T:
        if language not in self._languages:
            raise KeyError(language)
        if language not in self._loaded:
            with loading():
                self._loaded[language] = self._load(language)
        return self._loaded[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._languages)

    def __len__(self) -> int:
        return len(self._languages)

    def __contains__(self, language: object) -> bool:
        return language in self._languages  # without loading it

    @property
    def loaded(self) -> Mapping[str, T]:
        """What has been loaded so far."""
        return self._loaded


@dataclass(frozen=True)
class Tools:
    """Models and lexicons, loaded once a process."""

    cleaning: CleaningTools
    models: ByLanguage[Language]
    gazetteers: Mapping[str, Gazetteer]
    names: Names
    quotes: Mapping[str, QuoteLexicon]

    @contextmanager
    def memory_zone(self) -> Iterator[None]:
        """Words first met in the block are forgotten at its end: no document may outlive it.

        spaCy keeps every word that it has ever met, so a long run would grow with its vocabulary.
        A model that is loaded in the block keeps the words of that one.
        """
        with ExitStack() as stack:
            for model in self.models.loaded.values():
                stack.enter_context(model.memory_zone())
            yield


def load_tools(models: Mapping[str, str], timezone: str) -> Tools:
    """What the transforms are given, for the languages of `models` (code -> pipeline name).

    What is of one language raises when it is first asked for: FileNotFoundError where the language
    has no lexicons, OSError where the model is not installed (`flows.versions.check` tells before).
    """
    return Tools(
        cleaning=CleaningTools.from_lexicons(
            resources.lexicon,
            Params(timezone),
            page_models.line_model(),
            page_models.section_model(),
            page_models.zone_of,
        ),
        models=ByLanguage(models, lambda language: resources.load_model(models[language])),
        gazetteers=ByLanguage(models, resources.gazetteer),
        names=resources.names(),
        quotes=ByLanguage(
            models,
            lambda language: QuoteLexicon.from_mapping(
                resources.lexicon(language, "quotes"), resources.given_names()
            ),
        ),
    )


def process_tools(models: Mapping[str, str], timezone: str) -> Tools:
    """The tools of this process: loaded once, whatever the number of batches."""
    return _loaded(tuple(sorted(models.items())), timezone)


@cache
def _loaded(models: tuple[tuple[str, str], ...], timezone: str) -> Tools:
    return load_tools(dict(models), timezone)
