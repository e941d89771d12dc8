"""Paths, folders, standard input -> pages, or the reason for none."""

from __future__ import annotations

import base64
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tocsin.cleaning import clean
from tocsin.errors import TocsinError, UnreadableError
from tocsin.model import Page
from tocsin.reading import SIZE_LIMIT, Unread, page_of, page_of_text, pages
from tocsin.reading.decode import encoding_of

SHARED = Path(__file__).parents[3] / "shared"
SAID = "Shells fell on Orm for a third night, the “army” of Kastria said."


def one(path: Path | str) -> Page | Unread:
    [found] = pages([path])
    return found


def refusal(path: Path | str) -> str:
    found = one(path)
    assert isinstance(found, Unread)
    assert found.path == str(path)
    assert found.error.do
    return str(found.error)


def needed(path: Path) -> Path:
    if not path.exists():
        print(f"\nSKIPPED LOUDLY: {path} is absent")
        pytest.skip(f"{path} is absent")
    return path


def test_a_text_file_keeps_its_bytes_and_its_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"Kastria shells Orm\r\n\r\nShells fell on Orm, the governor said.\r\n")
    found = one(path)
    assert isinstance(found, Page)
    assert (found.path, found.media, found.encoding) == (str(path), "text/plain", "utf-8")
    assert clean(found).text == "Kastria shells Orm\r\n\r\nShells fell on Orm, the governor said.\r\n"


@pytest.mark.parametrize(
    ("name", "start", "media"),
    [
        ("a.html", "plain words", "text/html"),
        ("a", "<!DOCTYPE html><p>", "text/html"),
        ("a.txt", "<!-- saved --><html><p>", "text/html"),
        ("a.txt", "<p> is how paragraphs begin. ", "text/plain"),
        ("a", "<p>", "text/html"),
        ("a.md", "# Kastria\n\n", "text/plain"),
        ("a.report", "x < y ", "text/plain"),
    ],
)
def test_html_is_told_by_suffix_or_by_how_it_begins(tmp_path: Path, name: str, start: str, media: str) -> None:
    (tmp_path / name).write_text(start + SAID, "utf-8")
    found = one(tmp_path / name)
    assert isinstance(found, Page)
    assert found.media == media


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1252", "utf-8"])
def test_english_is_read_in_the_encodings_that_it_comes_in(tmp_path: Path, codec: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(SAID.encode(codec))
    found = one(path)
    assert isinstance(found, Page)
    assert clean(found).text == SAID


def test_a_declared_encoding_is_followed_and_valid_utf8_goes_before_it() -> None:
    page = '<meta charset="windows-1251"><p>Он сказал</p>'
    assert encoding_of(page.encode("cp1251"), name="a") == "cp1251"
    assert encoding_of(page.encode("utf-8"), name="a") == "utf-8"
    assert encoding_of("<p>Он</p>".encode("koi8-r"), name="a", declared='"KOI8-R"; q') == "koi8-r"


def test_a_label_in_a_comment_declares_nothing() -> None:
    assert encoding_of("<!-- <meta charset=koi8-r> --><p>café</p>".encode("cp1252"), name="a") != "koi8-r"


def test_a_byte_that_is_none_becomes_one_mark_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(SAID.encode() + b"\xe2\x80")
    found = one(tmp_path / "a.txt")
    assert isinstance(found, Page)
    assert clean(found).text == SAID + "\ufffd"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7 x", "a PDF file"),
        (b"PK\x03\x04 x", "a ZIP archive"),
        (b"\x89PNG\r\n", "a PNG picture"),
        (b"\x1f\x8b\x08 x", "a gzip archive"),
        (b"Shells\x00fell on Orm", "NUL bytes.*byte 6"),
        (b"\x01\x00\x02\x03" * 50, "NUL bytes"),
        (b"", "is empty"),
        (b" \r\n\t", "is empty"),
    ],
)
def test_what_is_no_text_is_refused_by_name(tmp_path: Path, content: bytes, what: str) -> None:
    (tmp_path / "a").write_bytes(content)
    message = refusal(tmp_path / "a")
    with pytest.raises(UnreadableError, match=what):
        page_of(content, path="a")
    assert str(tmp_path / "a") in message


def test_a_text_that_speaks_of_a_pdf_is_read() -> None:
    assert page_of(b"The leaked file began with %PDF- and named the army.", path="a").media == "text/plain"


def test_a_missing_file_and_a_strange_path_are_said_and_stop_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SAID, "utf-8")
    found = list(pages([tmp_path / "none.txt", "a\0b", tmp_path / "a.txt"]))
    assert [type(item) for item in found] == [Unread, Unread, Page]
    assert "does not exist" in refusal(tmp_path / "none.txt")
    assert "is no path" in refusal("a\0b")


def test_more_than_the_size_limit_is_refused() -> None:
    with pytest.raises(UnreadableError, match="64 MiB"):
        page_of(b"a" * (SIZE_LIMIT + 1), path="a")


def test_a_device_is_refused_and_not_read() -> None:
    assert "device" in refusal("/dev/zero")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SAID, "utf-8")
    path.chmod(0)
    assert "permission denied" in refusal(path)


def test_a_folder_is_read_in_order_of_names_with_its_folders(tmp_path: Path) -> None:
    for name in ("b/2.html", "b/1.txt", "a.txt", "c.XHTML", "z.md", "b/skip.pdf", ".hidden/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(SAID, "utf-8")
    found = [item.path for item in pages([tmp_path])]
    assert found == [str(tmp_path / name) for name in ("a.txt", "b/1.txt", "b/2.html", "c.XHTML")]


def test_a_folder_without_reports_says_which_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-")
    assert ".txt" in refusal(tmp_path)
    assert "holds no reports" in refusal(tmp_path)


def test_a_link_that_leads_back_ends_and_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SAID, "utf-8")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "loop").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    found = list(pages([tmp_path]))
    assert [item.path for item in found if isinstance(item, Page)] == [str(tmp_path / "a.txt")]
    assert [item.path for item in found if isinstance(item, Unread)] == [
        str(tmp_path / "b" / "loop"),
        str(tmp_path / "self.txt"),
    ]


def test_standard_input_is_named_by_a_dash() -> None:
    [found] = pages(["-"], stdin=io.BytesIO(SAID.encode()))
    assert isinstance(found, Page)
    assert (found.path, found.content) == ("-", SAID.encode())
    [closed] = pages(["-"])
    assert isinstance(closed, Unread)
    [empty] = pages(["-"], stdin=io.BytesIO(b""))
    assert isinstance(empty, Unread)
    assert "standard input is empty" in str(empty.error)


def test_a_text_given_in_python_keeps_lone_surrogates() -> None:
    page = page_of_text("a\ud800b", url="https://a.example/", published="2031-05-04")
    assert page.content.decode("utf-8", "surrogatepass") == "a\ud800b"
    assert (page.path, page.url, page.published) == (None, "https://a.example/", "2031-05-04")


def test_labelled_encodings_of_the_suite_are_read_right() -> None:
    path = needed(SHARED / "suites/encodings/manifest.jsonl")
    cases = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    wrong = []
    for case in cases:
        content = base64.b64decode(case["b64"])
        label = (case.get("header") or "").partition("charset=")[2] or case.get("label")
        try:
            codec = encoding_of(content, name=case["id"], declared=label)
        except TocsinError as error:
            assert error.do, case["id"]  # noqa: PT017
            continue
        told = content.decode(codec, "replace")
        if case.get("kind") in {"meta charset", None} and case.get("text") and case["text"] not in told:
            wrong.append(case["id"])
    assert wrong == []


def test_every_pathological_file_of_the_suite_is_read_or_refused_with_a_way_out(tmp_path: Path) -> None:
    maker = needed(SHARED / "suites/text/make_text.py")
    subprocess.run([sys.executable, str(maker), str(tmp_path)], check=True, capture_output=True)
    mark = "Three soldiers were killed near Tovuz"
    refused = set()
    for path in sorted(tmp_path.iterdir()):
        found = one(path)
        try:
            text = clean(found) if isinstance(found, Page) else None
        except TocsinError as error:
            assert error.do, path.name  # noqa: PT017
            text = None
        if text is None:
            refused.add(path.name)
        elif path.suffix == ".html":
            body = [text.text[slice(*region.span)] for region in text.regions if region.kind == "body"]
            assert any(mark in words for words in body), path.name
            assert not any("ine hundred" in words for words in body), path.name
    assert refused <= {
        "empty.html", "space.html", "only_nul.html", "title_unclosed.html", "nul_bytes.txt", "nul_inside_word.txt",
        "nospace_cjk_1m.txt", "same_sentence_50k.txt", "manifest.jsonl",
    }  # fmt: skip
