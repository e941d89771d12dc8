"""Short notes of a labeller in, labels out: sentences by number, words checked against the text.

    python -m gold.notes number TEXT [CLAIMS.json]   print the sentences with their numbers (s0 is the title), and the
                                                     claims of CLAIMS.json, if given, by the sentences that they quote
    python -m gold.notes write NOTES [--out FOLDER]  check NOTES (ID.notes.yaml) and write the labels
                                                     ID.yaml (words) beside the text, or into FOLDER
    python -m gold.notes standoff NOTES --out FOLDER the same for a text that is not ours: ID.yaml has its hash and
                                                     offsets in place of words

The head of the notes is that of gold/GUIDE.md (id, writer, labeller, fiction, source, published, outlet, form, parties,
furniture), and ``text: PATH`` where the text does not lie beside the notes. Then:

    attributions:                # every one in the text, whether or not a claim hangs on it
    - {n: a1, s: 3, source: the governor of the province, cue: said, content: The army … overnight}
    claims:
    - {s: 3, also: [0], trigger: shelled, type: attack.artillery, status: happened, stance: accuses, by: a1,
       initiator: The army = KAS, target: [two villages near Orm], place: near Orm, time: overnight,
       when: 2031-03-03, tolls: [{status: killed, words: two herders, n: 2, kind: civilian, side: KAS}]}

``s``: number of the sentence that tells it (the first in the body), ``also``: further mentions by the same speaker.
``content``: the words said; quotation marks that touch them are added; ``first words … last words`` stands for all
between; a list where they stand apart. A content may run over several sentences from ``s`` on.
``by``: the attribution, which gives speaker and cue; else ``speaker`` and ``cue`` in words. ``speaker`` beside ``by``
overrides (the ministry, where the source is its spokesman: then ``via: [its spokesman]``). ``party`` is the speaker's
party. ``told`` is explicit with ``by`` or ``speaker``, outlet without; write ``told: carried`` where the speaker
carries on from an earlier sentence.
Roles ``initiator target participant mediator addressee victim``: words, `` = `` and the party if it is one; a list for
several. ``when``: a day, ``from/to``, ``from/`` or ``/to``. ``quote: [words]`` in place of whole sentences where one
sentence holds claims of different speakers.
``doers``, ``sufferers``: codes of the parties of the two parts of an act whose own words name no party for it, where
the rest of the report tells them; ``[]`` where it tells none.
``n`` of a toll: 3 exact, "3+" at_least, "<3" at_most, "~3" about, "3-5" range, "v24" vague, "-" none told, 0 denied.
``trigger``, ``source`` and ``cue`` may be ``{text: fired, nth: 2}``, counted within the sentence(s).
Stand-off notes name the text's home (``of: news`` or ``of: claims/x``), may leave attributions out (``attributed:
false``), and list the sentences that no label speaks of, menus above all (``aside: [4, 5]``); ``ref: c3`` of a claim
takes the quotes of that claim of CLAIMS.json (``known: PATH`` in the head; ``s`` then is where its trigger stands).
``content`` of a claim (appeal, offer, threat, support): ``wants: clash ended``.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

import msgspec
import yaml

from gold.check import faults_of
from gold.labels import LabelledReport, labelled, labels_of, load
from gold.located import located, places_of
from gold.standoff import dumped, standoff_of
from tocsin.errors import TocsinError
from tocsin.marking.sentences import sentences_of
from tocsin.model import Page, Span, overlaps

ROLES = ("initiator", "target", "participant", "mediator", "addressee", "victim")
HEAD = ("id", "writer", "labeller", "second", "fiction", "source", "published", "outlet", "form", "parties")
_PLAIN = (
    "trigger",
    "type",
    "status",
    "stance",
    "layer",
    "told",
    "quote",
    "speaker",
    "speaker_party",
    "cue",
    "via",
    "actors",
    "place",
    "time",
    "when",
    "tolls",
    "content",
    "doers",
    "sufferers",
    "name",
)
_OPENS = re.compile(r"[“‘\"'«„]$")
_CLOSES = re.compile(r"[,.!?…]?[”’\"'»](?!\w)")
_KEYS = frozenset({"s", "also", "by", "party", "wants", "ref", *_PLAIN, *ROLES})


def main(arguments: Sequence[str]) -> int:
    """Run one of the two commands; return 1 where notes do not fit."""
    match list(arguments):
        case ["number", text]:
            sys.stdout.writelines(numbered(Path(text).read_text(encoding="utf-8"), {}))
        case ["number", text, claims]:
            known = json.loads(Path(claims).read_text(encoding="utf-8"))
            sys.stdout.writelines(numbered(Path(text).read_text(encoding="utf-8"), known))
        case ["write", *rest]:
            folder = Path(rest[rest.index("--out") + 1]) if "--out" in rest else None
            notes = [Path(p) for p in rest if p.endswith(".notes.yaml")]
            return max([_write(path, folder) for path in notes], default=2)
        case ["standoff", *rest]:
            notes = [Path(p) for p in rest if p.endswith(".notes.yaml")]
            return max([_stand_off(path, Path(rest[rest.index("--out") + 1])) for path in notes], default=2)
        case _:
            print(__doc__)
            return 0 if arguments and arguments[0] == "--help" else 2
    return 0


def numbered(text: str, known: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of ``number``."""
    paragraph = -1
    for i, (span, line) in enumerate(sentences(text)):
        if line != paragraph:
            yield "\n"
        paragraph = line
        yield f"s{i} {text[slice(*span)]}\n"
        for claim in known.get("claims", ()):
            if any(overlaps(span, tuple(q)) for q in claim["quote"]):
                yield f"      {_shown(claim, text)}\n"


def _shown(claim: Mapping[str, Any], text: str) -> str:
    quote = " + ".join(text[a:b][:40] for a, b in claim["quote"])
    trigger = text[slice(*claim["trigger"])] if claim.get("trigger") else "?"
    kept = {k: claim[k] for k in ("type", "status", "initiator", "target", "claimant", "claimant_explicit")}
    tolls = [{k: t[k] for k in ("side", "status", "kind", "best", "low")} for t in claim["tolls"]]
    when, where = claim["when"], claim["where"]
    more = f"{when.get('earliest')}..{when.get('latest')} {where.get('name')} {'background' * claim['background']}"
    return f"<{claim['id']}> trigger={trigger} {kept} {tolls} {more} quote={quote!r}"


def sentences(text: str) -> list[tuple[Span, int]]:
    """Return the sentences of a text in order, each with the number of its line; the title is one."""
    found: list[tuple[Span, int]] = []
    start = 0
    for number, line in enumerate(text.split("\n")):
        span = (start, start + len(line))
        if number == 0:
            found.append((span, 0))
        elif line.strip():
            found += [(s, number) for s in sentences_of(text, span)]
        start = span[1] + 1
    return found


def _write(path: Path, folder: Path | None) -> int:
    """Write the labels of one file of notes; print what does not fit and return 1."""
    notes = yaml.safe_load(path.read_text(encoding="utf-8"))
    source = path.parent / notes["text"] if "text" in notes else path.with_name(f"{notes['id']}.txt")
    text = source.read_text(encoding="utf-8")
    try:
        labels = Notes(text, path.name).labels(notes)
    except TocsinError as error:
        print(error)
        return 1
    out = (folder or source.parent) / f"{notes['id']}.yaml"
    out.write_text(yaml.safe_dump(labels, sort_keys=False, allow_unicode=True, width=1000), encoding="utf-8")
    beside = out.with_suffix(".txt")
    if not beside.is_file():
        beside.write_text(text, encoding="utf-8")
    return _checked(out)


def _stand_off(path: Path, folder: Path) -> int:
    """Write the offsets of one file of notes on a text that is not ours; print what does not fit and return 1."""
    notes = yaml.safe_load(path.read_text(encoding="utf-8"))
    text = (path.parent / notes["text"]).read_text(encoding="utf-8")
    known = json.loads((path.parent / notes["known"]).read_text(encoding="utf-8")) if "known" in notes else {}
    reader = Notes(text, path.name, {c["id"]: [tuple(q) for q in c["quote"]] for c in known.get("claims", ())})
    try:
        labels = labels_of(reader.labels(notes), path.name)
        page = Page(content=text.encode(), media="text/plain", path=path.name)
        report = labelled(labels, page, path.name, reader.quotes)
        page_labels = standoff_of(
            report, notes["of"], reader.refs, reader.aside(notes), attributed=notes.get("attributed", True)
        )
    except TocsinError as error:
        print(error)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{labels.id}.yaml").write_text(dumped(page_labels), encoding="utf-8")
    left = sorted(set(reader.known) - set(reader.refs))
    return _told(
        report, page_labels.labels.aside, f"; not labelled: {' '.join(left)}" * bool(left), known=bool(reader.known)
    )


def _in_paragraphs(report: LabelledReport) -> LabelledReport:
    """Return the report with quotes widened to paragraphs: a set of others may quote clauses and name actors outside."""
    text = report.text.text
    claims = tuple(
        msgspec.structs.replace(c, quote=tuple(line for q in c.quote for line in text.split("\n") if q in line))
        for c in report.labels.claims
    )
    return msgspec.structs.replace(report, labels=msgspec.structs.replace(report.labels, claims=claims))


def _checked(path: Path) -> int:
    try:
        report = load(path)
        located(report)
    except TocsinError as error:
        print(error)
        return 1
    return _told(report, (), "")


def _told(report: LabelledReport, aside: Sequence[Span], more: str, *, known: bool = False) -> int:
    """Print faults and the sentences without a claim."""
    faults = list(faults_of(_in_paragraphs(report) if known else report))
    for fault in faults:
        print(f"{fault.report} {fault.claim}: {fault.what}")
    spans = [*(q for quotes in report.quotes for q in quotes), *aside]
    bare = [
        f"s{i}"
        for i, (s, _) in enumerate(sentences(report.text.text))
        if not any(overlaps(s, other) for other in spans)
    ]
    claims, said = len(report.labels.claims), len(report.labels.attributions)
    print(
        f"{report.labels.id}: {claims} claims, {said} attributions, {len(faults)} faults; no claim in {' '.join(bare)}{more}"
    )
    return 1 if faults else 0


class Notes:
    """Turns the notes on one text into labels."""

    def __init__(self, text: str, name: str, known: Mapping[str, Sequence[Span]] | None = None) -> None:
        """``name`` of the file stands in errors; ``known`` are the quotes that ``ref`` may take."""
        self.text = text
        self.name = name
        self.known = known or {}
        self.refs: list[str | None] = []
        self.quotes: list[list[Span]] = []
        self.sentences = [span for span, _ in sentences(text)]
        self.said: dict[str, Mapping[str, Any]] = {}
        self.parties: Mapping[str, Any] = {}

    def labels(self, notes: Mapping[str, Any]) -> dict[str, Any]:
        """Return the labels in words, as gold/GUIDE.md has them."""
        head = {k: notes[k] for k in HEAD if notes.get(k) is not None}
        head["published"] = str(notes["published"])
        self.parties = notes.get("parties") or {}
        attributions = [self._attribution(a, i) for i, a in enumerate(notes.get("attributions") or (), 1)]
        claims = [self._claim(c, i) for i, c in enumerate(notes.get("claims") or (), 1)]
        rest = {k: notes[k] for k in ("furniture", "disputes", "marks") if notes.get(k)}
        return head | rest | {"claims": claims, "attributions": attributions}

    def _attribution(self, note: Mapping[str, Any], number: int) -> dict[str, Any]:
        where = f"attribution {note.get('n', number)}"
        if unknown := set(note) - {"n", "s", "source", "cue", "content"}:
            self._fail(where, f"knows no {', '.join(sorted(unknown))}")
        self.said[str(note.get("n", number))] = note
        sentence = self._sentence(note.get("s"), where)
        wide = (sentence[0], len(self.text))
        parts = note.get("content") or ()
        content = [
            marked_off(self.text, self._stretch(p, wide, where)) for p in ([parts] if isinstance(parts, str) else parts)
        ]
        if content and content[0][0] >= sentence[1]:
            self._fail(where, "content does not begin in sentence s")
        cue = self._phrase(note.get("cue"), sentence, wide, where)
        source = None if note.get("source") is None else self._phrase(note["source"], sentence, wide, where)
        found = {"source": source and self._counted(source), "cue": self._counted(cue)}
        return found | {"content": [self._counted(c) for c in content]}

    def _claim(self, note: Mapping[str, Any], number: int) -> dict[str, Any]:
        where = f"claim {number} ({note.get('trigger')})"
        if unknown := set(note) - _KEYS:
            self._fail(where, f"knows no {', '.join(sorted(map(str, unknown)))}")
        numbers = sorted({note.get("s"), *(note.get("also") or ())}, key=lambda n: (not isinstance(n, int), n))
        spans = self._quotes(note, numbers, where)
        quote = [self.text[slice(*span)] for span in spans]
        self.refs.append(note.get("ref"))
        self.quotes.append(spans)
        claim: dict[str, Any] = {"trigger": self._trigger(note, spans, where), "type": note.get("type"), "quote": quote}
        claim |= {k: note[k] for k in ("status", "stance", "layer", "via", "place", "time", "name") if note.get(k)}
        claim |= self._speaker(note, where)
        claim["actors"] = [actor for role in ROLES for actor in _actors(role, note.get(role))]
        if note.get("when") is not None:
            claim["when"] = _days(str(note["when"]))
        claim["tolls"] = [self._toll(t, where) for t in note.get("tolls") or ()]
        if note.get("wants"):
            kind, _, status = str(note["wants"]).partition(" ")
            claim["content"] = {"type": kind, "status": status or None}
        claim.setdefault("name", f"c{number}")
        parts = {k: note[k] for k in ("doers", "sufferers") if note.get(k) is not None}
        for party in (party for told in parts.values() for party in told):
            if party not in self.parties:
                self._fail(where, f"{party} is none of the parties of the head")
        return {k: v for k, v in claim.items() if v not in (None, [], ())} | parts

    def aside(self, notes: Mapping[str, Any]) -> tuple[Span, ...]:
        """Return the sentences that no label speaks of."""
        return tuple(self._sentence(n, "aside") for n in notes.get("aside") or ())

    def _quotes(self, note: Mapping[str, Any], numbers: Sequence[Any], where: str) -> list[Span]:
        if "ref" in note:
            if note["ref"] not in self.known:
                self._fail(where, f"no claim is called {note['ref']}")
            return list(self.known[note["ref"]])
        if note.get("quote"):
            return [self._place(words, self._sentence(note.get("s"), where), where) for words in note["quote"]]
        return [self._sentence(n, where) for n in numbers]

    def _speaker(self, note: Mapping[str, Any], where: str) -> dict[str, Any]:
        by = note.get("by")
        if by is not None and str(by) not in self.said:
            self._fail(where, f"no attribution is called {by}")
        said = self.said.get(str(by), {})
        speaker = note.get("speaker") or _words(said.get("source")) or None
        cue = note.get("cue") or _words(said.get("cue")) or None
        told = note.get("told") or ("explicit" if speaker else "outlet")
        return {"speaker": speaker, "speaker_party": note.get("party"), "cue": cue, "told": told}

    def _trigger(self, note: Mapping[str, Any], spans: Sequence[Span], where: str) -> Any:
        """The n-th such words of sentence ``s``, counted over the quotes as the labels count."""
        words, nth = _words(note.get("trigger")), _nth(note.get("trigger"))
        if not words:
            self._fail(where, "has no trigger")
        own = self._sentence(note["s"], where)
        places = [p for span in spans for p in places_of(words, self.text, span)]
        body = [p for p in places if p[0] >= self.sentences[0][1]] + [p for p in places if p[0] < self.sentences[0][1]]
        mine = [p for p in body if own[0] <= p[0] < own[1]]
        if len(mine) < nth:
            self._fail(where, f"trigger {words!r} does not stand in its sentence s{note['s']}")
        at = body.index(mine[nth - 1]) + 1
        return words if at == 1 else {"text": words, "nth": at}

    def _place(self, words: str, sentence: Span, where: str) -> Span:
        at = self.text.find(words, sentence[0])
        at = self.text.find(words) if at < 0 else at
        if at < 0:
            self._fail(where, f"does not stand in the text: {words!r}")
        return at, at + len(words)

    def _toll(self, note: Mapping[str, Any], where: str) -> dict[str, Any]:
        if unknown := set(note) - {"status", "words", "n", "what", "kind", "side", "low", "best", "high", "qualifier"}:
            self._fail(where, f"toll knows no {', '.join(sorted(unknown))}")
        kept = {k: v for k, v in note.items() if k != "n" and v is not None}
        return (
            {"low": None, "best": None, "high": None, "qualifier": "none"}
            | _number(str(note.get("n", "-")))
            | kept
            | {"words": str(note["words"])}
        )

    def _stretch(self, words: str, within: Span, where: str) -> Span:
        first, dots, last = re.sub(r"\s*(?:…|\.\.\.)\s*", "…", str(words)).partition("…")
        begins = list(places_of(first.strip(), self.text, within))
        if not dots and begins:
            return begins[0]
        ends = (b for a in begins for b in places_of(last.strip(), self.text, (a[1], within[1])))
        end = next(ends, None) if dots else None
        if end is None:
            self._fail(where, f"content {words!r} does not stand in the text from its sentence on")
        return begins[0][0], end[1]

    def _phrase(self, note: Any, own: Span, wide: Span, where: str) -> Span:
        words, nth = _words(note), _nth(note)
        if not words:
            self._fail(where, "has no cue")
        places = list(places_of(words, self.text, own)) or list(places_of(words, self.text, wide))
        if len(places) < nth:
            self._fail(where, f"{words!r} does not stand {nth} times in its sentence")
        return places[nth - 1]

    def _counted(self, span: Span) -> Any:
        words = self.text[slice(*span)]
        places = list(places_of(words, self.text))
        return words if len(places) == 1 else {"text": words, "nth": places.index(span) + 1}

    def _sentence(self, number: object, where: str) -> Span:
        if not isinstance(number, int) or not 0 <= number < len(self.sentences):
            self._fail(where, f"there is no sentence s{number}")
        return self.sentences[number]

    def _fail(self, where: str, what: str) -> NoReturn:
        message = f"{self.name} {where}: {what}"
        raise TocsinError(message, do="Mend the notes; `python -m gold.notes --help` has their form.")


def marked_off(text: str, span: Span) -> Span:
    """Return ``span`` with the quotation marks that touch it, and the comma or stop inside them."""
    start, end = span
    if _OPENS.search(text, max(start - 1, 0), start):
        start -= 1
    closing = _CLOSES.match(text, end)
    return start, closing.end() if closing else end


def _words(note: Any) -> str:
    return str(note["text"] if isinstance(note, Mapping) else note) if note is not None else ""


def _nth(note: Any) -> int:
    return int(note.get("nth", 1)) if isinstance(note, Mapping) else 1


def _actors(role: str, note: Any) -> Iterator[dict[str, str]]:
    for words in [note] if isinstance(note, str) else note or ():
        name, _, party = str(words).partition(" = ")
        yield {"role": role, "name": name.strip()} | ({"party": party.strip()} if party else {})


def _days(words: str) -> dict[str, str | None]:
    first, slash, last = words.partition("/")
    return {"earliest": first or None, "latest": (last if slash else first) or None}


def _number(words: str) -> dict[str, Any]:
    """Read the shorthand of tolls; see the head of this file."""
    n = [int(d.replace(",", "")) for d in re.findall(r"\d[\d,]*", words)]
    if words == "-" or not n:
        return {}
    if words.endswith("+"):
        return {"low": n[0], "best": n[0], "qualifier": "at_least"}
    if words.startswith("<"):
        return {"best": n[0], "high": n[0], "qualifier": "at_most"}
    if words.startswith("v"):
        return {"low": n[0], "qualifier": "vague"}
    if len(n) == 2:
        return {"low": n[0], "high": n[1], "qualifier": "range"}
    every = {"low": n[0], "best": n[0], "high": n[0]}
    return every | ({"qualifier": "about"} if words.startswith("~") else {"qualifier": "exact", "denied": n[0] == 0})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
