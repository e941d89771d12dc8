"""Tocsin reads reports of armed conflict and writes a ledger of claims."""
