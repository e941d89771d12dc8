"""claiming."""
