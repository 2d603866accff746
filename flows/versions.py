"""What the settings make: the version of the pipeline, and whether its models are there."""

from __future__ import annotations

from flows import resources
from flows.rules import own_expectations
from flows.settings import ConfigurationError, Settings


def version(settings: Settings) -> str:
    """The version of the pipeline that `settings` make."""
    return resources.pipeline_version(settings.models, settings.timezone)


def check(settings: Settings) -> None:
    """Stop before anything is read when a language cannot be worked or an expectation is wrong.

    Raises:
        ConfigurationError: with the mend.
    """
    for language, name in settings.models.items():
        if not resources.has_lexicons(language):
            raise ConfigurationError(
                f"the setting models names {language!r}, which has no lexicons: "
                f"take it out, or add transforms/lexicons/{language}"
            )
        if not resources.is_installed(name):
            package = name.replace("_", "-")
            raise ConfigurationError(
                f"the {language} model {name} is not installed: pip install {package}"
            )
    own_expectations(settings)
