"""Fuzz a reader of documents: nothing but a DocumentError, within ten seconds and a gigabyte, whatever the bytes.

    python tests/torture/fuzz_documents.py KIND [--seconds N] [--keep FOLDER] [--plain] [FILE…]

KIND is docx, odt, html, eml, pdf, md or txt. With atheris (which follows what the code does, and needs its own
environment: ``pip install atheris``) or, where that is not installed or with ``--plain``, by changing documents
blindly. The changed documents are the zoo's; in a zip it is a part that is changed, not the zip. What is read is
written, too: a final copy without edits must hold what it says it holds. FILEs are tried alone, once. Inputs that
fail are left in FOLDER.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import re
import resource
import signal
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from types import FrameType

try:
    import atheris
except ImportError:
    atheris = None

SECONDS = 10
MEGABYTES = 1024
LONGEST = 1 << 20
COARSE = 50
"""Dots an inch of a PDF's pages: what is looked for is not in the pixels."""
HERE = Path(__file__).resolve().parent
Change = Callable[[bytes, random.Random], bytes]

PICTURES = [f"bronwacht.redact.documents.pdf.{name}" for name in ("drawing", "painting", "writing")]
"""Not followed: atheris keeps both sides of every comparison, and these are pages' pixels, half a megabyte each."""

if atheris is not None and "--plain" not in sys.argv:
    with atheris.instrument_imports(include=["bronwacht.redact.documents"], exclude=PICTURES):
        from bronwacht.redact import documents
        from bronwacht.redact.documents.formats import MODULES, format_by_kind
    for module, name in dict.fromkeys(MODULES.values()):
        with atheris.instrument_imports(include=["bronwacht.redact.documents"], exclude=PICTURES):
            getattr(__import__(f"bronwacht.redact.documents.{module}", fromlist=[name]), name)
else:
    from bronwacht.redact import documents
    from bronwacht.redact.documents.formats import format_by_kind

from bronwacht.redact.documents.files import document_of  # noqa: E402
from bronwacht.redact.draft import Action, DetailType, Edit, Span  # noqa: E402


class HangError(Exception):
    """It took too long."""


class UnfaithfulError(Exception):
    """A final copy of which nothing was edited is not what its draft was."""


def attempt(kind: str, raw: bytes) -> None:
    """Read ``raw``, and write what was read; raises whatever should not be."""
    handler = format_by_kind(kind)
    if kind == "pdf":
        sys.modules["bronwacht.redact.documents.pdf.painting"].DOTS = COARSE  # type: ignore[attr-defined]
    try:
        content = handler.read(raw, "draft")
        document = document_of(content, raw, kind, "draft")
        written = handler.final(document, [])
        found = handler.leaks(document, [], written)
        if found:
            raise UnfaithfulError(", ".join(sorted({leak.kind for leak in found})))
        edits = words_to_go(document)
        handler.leaks(document, edits, handler.final(document, edits))
    except (documents.DocumentError, documents.EditError):
        return


def words_to_go(document: documents.Document) -> list[Edit]:
    """Every seventh word of what is published."""
    text = document.published_text
    words = list(re.finditer(r"\w+(?:\s+\w+)?", text))[::7]
    return [Edit(("d1",), Span(*word.span()), Action.REPLACE, "iets", DetailType.EVENT) for word in words[:50]]


def seeds(kind: str) -> list[bytes]:
    """The zoo's documents of that kind."""
    sys.path.insert(0, str(HERE.parent / "redact" / "documents"))
    from zoo import animals

    found = [animal.raw for animal in animals() if animal.name.endswith(f".{kind}")]
    return [raw for raw in found if len(raw) < LONGEST]


# Changes

TOKENS = (
    *(b"-1", b"2147483648", b"99999999999999999999", b"1e309", b"nan", b"", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf"),
    *(
        b"\xed\xa0\x80",
        b"\xf0\x9f\x98\x80",
        b"=\r\n",
        b"=00",
        b"\r\n\r\n",
        b"--",
        b"=?utf-8?b?",
        b"(",
        b")",
        b"[",
        b"]",
    ),
    *(
        b"<",
        b">",
        b"/",
        b"&#0;",
        b"&lt;",
        b"</w:p>",
        b"<w:p>",
        b"<w:t>",
        b"</w:t>",
        b"</w:r><w:r>",
        b'<w:r w:rsidR="00AB12CD"><w:t xml:space="preserve">',
        b'<w:t _folded="0">',
        b"<br>",
        b"<table>",
        b"</td>",
        b"<!--",
        b"-->",
    ),
    *(b"<![CDATA[", b"Content-Type: multipart/mixed; boundary=a\r\n", b"<<", b">>", b" 0 R", b"/Kids", b"/Length"),
)
VALUES = TOKENS[:16]


def bytes_changed(data: bytes, rng: random.Random) -> bytes:
    """A few bytes, tokens, or stretches changed, repeated, moved, or taken out."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        at = rng.randrange(len(out) + 1)
        size = min(rng.choice((1, 2, 8, 64, 512)), len(out) - at)
        match rng.randrange(6):
            case 0:
                out[at : at + size] = rng.randbytes(size)
            case 1:
                del out[at : at + size]
            case 2:
                out[at:at] = out[at : at + size] * rng.choice((1, 2, 50))
            case 3:
                to = rng.randrange(len(out) + 1)
                out[to:to] = out[at : at + size]
            case 4:
                out[at : at + rng.choice((0, size))] = rng.choice(TOKENS)
            case _ if at < len(out):
                out[at] ^= 1 << rng.randrange(8)
    return bytes(out[:LONGEST])


def elements_changed(data: bytes, rng: random.Random) -> bytes:
    """Whole elements of XML or HTML taken out, repeated, or moved into others; values of attributes changed."""
    tags = [match.span() for match in re.finditer(rb"<[^<>]*>", data)]
    if len(tags) < 2:
        return bytes_changed(data, rng)
    first, last = sorted(rng.sample(range(len(tags)), 2))
    start, end = tags[first][0], tags[min(last, first + rng.choice((0, 1, 3, 20)))][1]
    stretch = data[start:end]
    where = rng.choice(tags)[rng.randrange(2)]
    match rng.randrange(5):
        case 0:
            return data[:start] + data[end:]
        case 1:
            return data[:end] + stretch * rng.choice((1, 3, 200)) + data[end:]
        case 2:
            return data[:where] + stretch + data[where:]
        case 3:
            return data[:start] + re.sub(rb'"[^"]*"', b'"' + rng.choice(VALUES) + b'"', stretch, count=1) + data[end:]
        case _:
            return data[:start] + data[tags[last][0] : tags[last][1]] + data[end:]


def part_changed(data: bytes, rng: random.Random, change: Change) -> bytes:
    """A zip of which one part is changed, sometimes renamed or taken out; of what is no zip, the bytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, RuntimeError, zlib.error):
        return bytes_changed(data, rng)
    if not parts or rng.random() < 0.02:
        return bytes_changed(data, rng)
    number = rng.choices(range(len(parts)), weights=[3 if name.endswith(".xml") else 1 for name, _ in parts])[0]
    name, content = parts[number]
    if rng.random() < 0.03:
        del parts[number]
    elif rng.random() < 0.03:
        parts[number] = (rng.choice(parts)[0], content)
    else:
        parts[number] = (name, change(content, rng))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for other, kept in parts:
            archive.writestr(zipfile.ZipInfo(other), kept)
    return out.getvalue()


def changed(kind: str, data: bytes, rng: random.Random, change: Change = bytes_changed) -> bytes:
    """One change that suits the kind of document."""
    if kind in ("docx", "odt", "html") and rng.random() < 0.6:
        change = elements_changed
    return part_changed(data, rng, change) if kind in ("docx", "odt") else change(data, rng)


# Runs


def blind(kind: str, seconds: float, keep: Path) -> int:
    """Change documents for so long without looking at what the code does with them."""
    signal.signal(signal.SIGALRM, late)  # atheris has its own use for it
    known, rng, found = seeds(kind), random.Random(), Found(kind, keep)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        raw = rng.choice(known)
        for _ in range(rng.choice((1, 2, 4))):
            raw = changed(kind, raw, rng)
        signal.alarm(SECONDS)
        found.tried(raw)
        signal.alarm(0)
    return found.told()


class Found:
    """What was found so far: each kind of failure once, with the first document that has it in ``keep``."""

    def __init__(self, kind: str, keep: Path) -> None:
        self.kind, self.keep = kind, keep
        self.count, self.start, self.failures = 0, time.monotonic(), dict[str, int]()

    def tried(self, raw: bytes) -> None:
        """Try ``raw``."""
        self.count += 1
        before = time.monotonic()
        why = failure(self.kind, raw) or ("too slow" if time.monotonic() - before > SECONDS else "")
        if why and why not in self.failures:
            path = self.keep / f"fail-{self.kind}-{len(self.failures)}"
            path.write_bytes(raw)
            print(f"{path}: {why}", file=sys.stderr)
        if why:
            self.failures[why] = self.failures.get(why, 0) + 1

    def told(self) -> int:
        """Print how it went; 1 when anything failed."""
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
        seconds = time.monotonic() - self.start
        print(
            f"{self.kind}: {self.count} documents in {seconds:.0f} s, at most {peak} MB, {len(self.failures)} failures"
        )
        return int(bool(self.failures) or peak > MEGABYTES)


def failure(kind: str, raw: bytes) -> str:
    """What was raised and where; empty when nothing was."""
    try:
        attempt(kind, raw)
    except Exception as error:
        inner = traceback.extract_tb(error.__traceback__)[-1]
        if isinstance(error, UnfaithfulError):
            return f"not as it was: {error}"
        return f"{type(error).__name__} in {Path(inner.filename).name}:{inner.lineno}"
    return ""


def guided(kind: str, seconds: float, keep: Path) -> int:
    """Let atheris look for what takes the code where it was not before; 1 when anything failed.

    It ends its process, whatever was found: another waits for it.
    """
    if child := os.fork():
        _, ended = os.waitpid(child, 0)
        return int(ended != 0 or any(path.is_file() for path in keep.iterdir()))
    corpus = keep / kind
    corpus.mkdir(exist_ok=True)
    for number, raw in enumerate(seeds(kind)):
        (corpus / f"seed-{number}").write_bytes(raw)

    def mutate(data: bytes, longest: int, seed: int) -> bytes:
        rng = random.Random(seed)

        def inner(part: bytes, rng: random.Random) -> bytes:
            return (
                bytes(atheris.Mutate(part, min(longest, 2 * len(part) + 64)))
                if rng.random() < 0.5
                else bytes_changed(part, rng)
            )

        return changed(kind, data, rng, inner)[:longest]

    found = Found(kind, keep)
    limits = [f"-timeout={3 * SECONDS}", f"-rss_limit_mb={MEGABYTES}", f"-max_len={LONGEST}"]
    argv = [sys.argv[0], str(corpus), f"-max_total_time={seconds:.0f}", *limits, f"-artifact_prefix={keep}/{kind}-"]
    atheris.Setup(argv, found.tried, custom_mutator=mutate)
    atheris.Fuzz()
    return 0


def late(_signal: int, _frame: FrameType | None) -> None:
    """Break off what takes too long."""
    raise HangError


def main() -> int:
    """Parse, run, tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=("docx", "odt", "html", "eml", "pdf", "md", "txt"))
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--keep", type=Path, help="where failing inputs go; by default a new folder")
    parser.add_argument("--plain", action="store_true")
    wanted = parser.parse_args()
    warnings.simplefilter("ignore")
    for file in wanted.files:
        attempt(wanted.kind, file.read_bytes())
    if wanted.files:
        return 0
    keep = wanted.keep or Path(tempfile.mkdtemp(prefix="fuzz-"))
    keep.mkdir(parents=True, exist_ok=True)
    if atheris is None or wanted.plain:
        return blind(wanted.kind, wanted.seconds, keep)
    return guided(wanted.kind, wanted.seconds, keep)


if __name__ == "__main__":
    sys.exit(main())
