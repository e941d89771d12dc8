"""Drafts in, claims out: which day, place and person is meant."""
