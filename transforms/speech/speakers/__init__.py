"""Whom the words for a speaker mean: persons, roles, pronouns of a whole article."""
