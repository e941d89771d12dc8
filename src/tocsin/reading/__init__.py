"""In: paths, folders, standard input, or a text. Out: bytes with their provenance (``Page``)."""

from tocsin.reading.file import SIZE_LIMIT, SUFFIXES, Unread, page_of, page_of_text, pages

__all__ = ["SIZE_LIMIT", "SUFFIXES", "Unread", "page_of", "page_of_text", "pages"]
