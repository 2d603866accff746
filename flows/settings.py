"""Settings: defaults, then coupure.toml, then COUPURE_* variables, then the command line."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, ClassVar, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from warehouse.inputs.records import FIELDS, Limits

_BOUNDS = (
    "max_record_bytes", "max_record_lines", "max_json_depth", "max_nesting", "max_members",
    "max_expansion", "max_expanded_bytes", "max_spool_bytes", "max_rejections",
)  # fmt: skip


_EXPECTATIONS = "coupure_expectations.toml"


class ConfigurationError(Exception):
    """The run cannot start; the message is one line that says the mend."""


class Settings(BaseSettings):
    """What an operator may set. Sizes in bytes, `batch_articles` in articles."""

    model_config: ClassVar[SettingsConfigDict] = SettingsConfigDict(
        env_prefix="COUPURE_", toml_file="coupure.toml", extra="forbid", frozen=True
    )

    warehouse: Path = Path("data/warehouse")
    inbox: str = Field(default="data/inbox", description="A folder, a pattern or an address.")
    batch_articles: int = Field(default=500, ge=1, le=100_000)
    batch_bytes: int = Field(default=20_000_000, ge=1_000)
    max_record_bytes: int = Field(default=5_000_000, ge=1_000)
    max_record_lines: int = Field(default=50_000, ge=1)
    max_json_depth: int = Field(default=100, ge=1, le=500)
    max_nesting: int = Field(default=1, ge=0, le=10, description="Archives within an archive.")
    max_members: int = Field(default=100_000, ge=1)
    max_expansion: int = Field(default=100, ge=1, description="Unpacked bytes to one packed.")
    max_expanded_bytes: int = Field(default=50_000_000_000, ge=1_000)
    max_spool_bytes: int = Field(default=2_000_000_000, ge=1_000)
    max_rejections: int = Field(default=10_000, ge=1, description="Told one by one of one file.")
    models: dict[str, str] = {"fr": "fr_coupure_ner", "en": "en_coupure_ner"}
    timezone: str = "Europe/Paris"
    keep_articles_days: int | None = Field(default=None, ge=1, description="None is for ever.")
    keep_quarantine_days: int | None = Field(default=365, ge=1, description="Settled entries.")
    keep_superseded_days: int | None = Field(default=None, ge=1)
    compact_bytes: int = Field(default=128_000_000, ge=1_000, description="Of a merged file.")
    field_names: dict[str, str | list[str]] = Field(
        default={},
        description="Our field -> its name, path (`a.b`) or names in structured records.",
    )

    expectations: Path | None = Field(
        default=None,
        validate_default=True,
        description="Own expectations; without it coupure_expectations.toml, if there is one.",
    )
    quality_pages: int = Field(default=30, ge=1, description="Runs whose page is kept.")
    processes: int | None = Field(
        default=None, ge=1, le=1024, description="That work batches; None is one a core."
    )
    batch_seconds: float = Field(
        default=3600, ge=1, description="After these a process at a batch is taken for stuck."
    )
    dask_address: str | None = Field(
        default=None, description="Of the scheduler of a Dask cluster that works the batches."
    )
    wait_seconds: float = Field(
        default=0, ge=0, description="To wait for another run that is writing to the warehouse."
    )
    run_seconds: float | None = Field(default=None, ge=1, description="A run ends after these.")
    alert_command: str | None = Field(
        default=None, description="Is given each alert as JSON on its standard input."
    )
    alert_webhook: SecretStr | None = Field(
        default=None, description="Address to which each alert is posted as JSON."
    )
    alert_quarantined: float = Field(
        default=0.2, ge=0, le=1, description="Share of a run's new inputs from which it alerts."
    )
    log_format: Literal["text", "json"] = "text"

    @property
    def process_count(self) -> int:
        """Processes that work batches: as set, else one for each core that we may use."""
        return self.processes or len(os.sched_getaffinity(0))

    def without_secrets(self) -> Settings:
        """What may be sent to other machines."""
        return self.model_copy(update={"alert_webhook": None, "alert_command": None})

    @field_validator("expectations")
    @classmethod
    def _found_expectations(cls, path: Path | None) -> Path | None:
        """Absolute, so that it is the same file for a worker that starts elsewhere."""
        if path is None:
            return Path(_EXPECTATIONS).absolute() if Path(_EXPECTATIONS).is_file() else None
        if not path.is_file():
            raise ValueError(f"there is no file {path}")
        return path.absolute()

    @field_validator("timezone")
    @classmethod
    def _known_timezone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError("is no IANA time zone, e.g. Europe/Paris") from error
        return name

    @field_validator("field_names")
    @classmethod
    def _known_fields(cls, names: dict[str, str | list[str]]) -> dict[str, str | list[str]]:
        unknown = sorted(set(names) - set(FIELDS))
        if unknown:
            raise ValueError(f"{', '.join(unknown)} is none of our fields: {', '.join(FIELDS)}")
        return names

    def limits(self) -> Limits:
        """Bounds for the readers; a field name that the operator gave goes before the guesses."""
        given = {
            ours: (*([theirs] if isinstance(theirs, str) else theirs), *FIELDS[ours])
            for ours, theirs in self.field_names.items()
        }
        bounds = {name: getattr(self, name) for name in _BOUNDS}
        return Limits(**bounds, fields={**FIELDS, **given})

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings(**given: Any) -> Settings:
    """The settings in force; `given` wins over everything, `None` in it means not given.

    Raises:
        ConfigurationError: a value, a name or the file itself is wrong.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        message = first["msg"].removeprefix("Value error, ")
        name = ".".join(str(part) for part in first["loc"]) or "settings"
        raise ConfigurationError(
            f"setting {name}: {message} (set it in coupure.toml or COUPURE_{name.upper()})"
        ) from error
    except ValueError as error:  # tomllib.TOMLDecodeError, pydantic_settings.SettingsError
        raise ConfigurationError(f"settings cannot be read: {error}") from error
