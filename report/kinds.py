"""Families of cuts: each has one colour on every page, and each kind is named beside it."""

from __future__ import annotations

FAMILIES: dict[str, tuple[str, ...]] = {
    "nav": ("navigation", "kicker", "title_copy", "source_link"),
    "meta": ("date", "reading_time", "byline", "tags", "bio"),
    "image": ("caption", "embed"),
    "pay": ("paywall", "subscription", "account_warning"),
    "promo": ("newsletter", "share", "advertisement", "related"),
    "legal": ("consent", "legal"),
    "talk": ("comment",),
    "other": ("machine", "other"),
}

FAMILY_OF = {kind: family for family, kinds in FAMILIES.items() for kind in kinds}
