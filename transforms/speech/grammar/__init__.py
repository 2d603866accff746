"""Phrases around a cue: verb groups, subjects, appositions, who relays."""
