"""Settings: where they come from, and one line that says the mend when one is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.settings import ConfigurationError, load_settings
from flows.tools import ByLanguage
from flows.versions import check
from warehouse.inputs.records import Limits


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_command_line_wins_over_environment_and_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "coupure.toml").write_text('warehouse = "from-file"\nbatch_articles = 7\n')
    assert load_settings().warehouse == Path("from-file")
    monkeypatch.setenv("COUPURE_WAREHOUSE", "from-environment")
    assert load_settings().warehouse == Path("from-environment")
    assert load_settings(warehouse="given").warehouse == Path("given")
    assert load_settings(warehouse=None).batch_articles == 7


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ("batch_articles = 0", "batch_articles"),
        ('timezone = "Mars/Olympus"', "Europe/Paris"),
        ("batch_artikles = 3", "batch_artikles"),
        ("batch_articles = ", "cannot be read"),
        ('field_names = { texte = "corps" }', "texte"),
    ],
)
def test_a_wrong_setting_is_one_line_that_says_the_mend(
    tmp_path: Path, file: str, says: str
) -> None:
    (tmp_path / "coupure.toml").write_text(file)
    with pytest.raises(ConfigurationError) as caught:
        load_settings()
    message = str(caught.value)
    assert says in message
    assert "\n" not in message


def test_bounds_and_field_names_reach_the_readers(tmp_path: Path) -> None:
    (tmp_path / "coupure.toml").write_text(
        "max_record_bytes = 2000\nmax_nesting = 0\nmax_expansion = 7\nmax_rejections = 3\n"
        'field_names = { text = "data.body", title = ["head", "t"] }\n'
    )
    limits = load_settings().limits()
    assert (limits.max_record_bytes, limits.max_nesting, limits.max_expansion) == (2_000, 0, 7)
    assert limits.max_rejections == 3
    assert limits.fields["text"][:2] == ("data.body", "text")
    assert limits.fields["title"][:3] == ("head", "t", "title")
    assert limits.fields["url"] == Limits().fields["url"]


def test_defaults_of_the_settings_are_those_of_the_readers(tmp_path: Path) -> None:
    assert load_settings().limits() == Limits()


def test_an_inbox_may_be_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUPURE_INBOX", "s3://bucket/inbox")
    assert load_settings().inbox == "s3://bucket/inbox"


def test_a_language_without_lexicons_stops_before_anything_is_read() -> None:
    known = load_settings().model_copy(update={"models": {"fr": "fr_coupure_ner"}})
    check(known)
    unknown = known.model_copy(update={"models": {"fr": "fr_coupure_ner", "de": "fr_coupure_ner"}})
    with pytest.raises(ConfigurationError, match="'de', which has no lexicons"):
        check(unknown)


def test_a_language_is_loaded_when_its_first_article_comes() -> None:
    asked: list[str] = []

    def load(language: str) -> str:
        asked.append(language)
        return language.upper()

    tools = ByLanguage(["fr", "en"], load)
    assert list(tools) == ["fr", "en"]
    assert "en" in tools
    assert "de" not in tools
    assert not asked
    assert (tools["fr"], tools["fr"], tools.get("de")) == ("FR", "FR", None)
    assert asked == ["fr"]
    assert dict(tools.loaded) == {"fr": "FR"}
