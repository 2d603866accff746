"""Alerts: a small JSON to a command or an address of the operator's choice. None stops a run."""

from __future__ import annotations

import json
import logging
import re
import shlex
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flows.settings import Settings
from flows.summary import RunSummary

logger = logging.getLogger("coupure.alerts")

_SECONDS = 30
_LONGEST = 500  # characters of a message
_HIDDEN = (
    (re.compile(r"(?<=://)[^/\s@]+@"), "***@"),
    (re.compile(r"(?<=://)([^\s?#]+)\?[^\s'\"]+"), r"\1?***"),
    (
        re.compile(r"(?i)\b([\w-]*(?:secret|token|passw|key|signature)[\w-]*\s*[=:]\s*)\S+"),
        r"\1***",
    ),
)


def without_secrets(text: str) -> str:
    """`text`, short, without what looks like a password, a key or a signed address."""
    for pattern, shown in _HIDDEN:
        text = pattern.sub(shown, text)
    return " ".join(text.split())[:_LONGEST]


def alert(settings: Settings, event: str, flow: str, message: str, **facts: Any) -> None:
    """Tell the operator of `event`: failed, crashed or quarantined. Never raises."""
    told = {
        "event": event, "flow": flow, "message": without_secrets(message),
        "warehouse": str(settings.warehouse), "at": datetime.now(UTC).isoformat(), **facts,
    }  # fmt: skip
    ways = ((settings.alert_command, _command), (settings.alert_webhook, _webhook))
    for way, tell in ways:
        if way is None:
            continue
        try:
            tell(way if isinstance(way, str) else way.get_secret_value(), told)
        except Exception as error:
            logger.warning("an alert is not delivered: %s", without_secrets(str(error)))


def alert_of_quarantine(settings: Settings, summary: RunSummary) -> None:
    """Tell of a run of whose new inputs a large share was rejected."""
    total = summary.tally
    new = total.articles + total.rejected
    if not new or total.rejected / new <= settings.alert_quarantined:
        return
    reasons = ", ".join(f"{count} × {reason}" for reason, count in total.quarantined.most_common())
    alert(
        settings, "quarantined", summary.kind, f"{total.rejected} of {new} new inputs: {reasons}",
        run_id=summary.run_id, inputs=summary.inputs, articles=total.articles,
        quarantined=total.rejected, exit_code=summary.exit_code,
    )  # fmt: skip


def _command(command: str, told: Mapping[str, Any]) -> None:
    done = subprocess.run(
        shlex.split(command), input=json.dumps(told, ensure_ascii=False), text=True,
        timeout=_SECONDS, capture_output=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"the command ended with {done.returncode}: {done.stderr}")


def _webhook(address: str, told: Mapping[str, Any]) -> None:
    import httpx

    try:
        with httpx.Client(transport=httpx.HTTPTransport(retries=1), timeout=_SECONDS) as client:
            answer = client.post(address, json=told)
    except httpx.HTTPError as error:
        raise RuntimeError(f"the address does not answer ({type(error).__name__})") from None
    if answer.is_error:
        raise RuntimeError(f"the address answered {answer.status_code}")
