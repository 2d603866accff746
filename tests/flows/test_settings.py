"""Settings: where they come from, and one line that says the mend when one is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.settings import ConfigurationError, load_settings


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
