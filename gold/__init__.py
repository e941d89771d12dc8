"""Labelled reports in our own words, and the commands that measure on them."""
