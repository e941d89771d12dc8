"""Claims of readings in, disputes (and, in time, incidents) out."""

from tocsin.merging.disputes import disputes_in

__all__ = ["disputes_in"]
