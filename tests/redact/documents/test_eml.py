"""Mails read, written anew and checked: every part and every header line."""

from __future__ import annotations

import base64
import binascii
import gzip
import html
import io
import quopri
import re
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import docx
import pikepdf
import pytest
from bronwacht.errors import InputError
from bronwacht.redact.documents import (
    DamagedError,
    DangerousError,
    Document,
    EmptyError,
    EncodingError,
    EncryptedError,
    LeakKind,
    Place,
    TooLargeError,
    UnknownPartError,
    Unread,
    read_document,
)
from bronwacht.redact.documents.eml import EmlFormat
from bronwacht.redact.documents.eml.mail import squeezed, twin_edits
from bronwacht.redact.draft import Action, DetailType, Edit, Span
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

MAILS = EmlFormat()
CANARY = "Zonnebloem"


def load(raw: bytes, name: str = "draft.eml") -> Document:
    content = MAILS.read(raw, name)
    return Document(content.text, raw, "eml", name, None, content.published, content.passages, content.unread)


def edits_of(document: Document, words: str, new: str = "een bron") -> list[Edit]:
    found = re.finditer(re.escape(words), document.published_text)
    return [
        Edit((f"d{n}",), Span(*match.span()), Action.REPLACE if new else Action.REMOVE, new, DetailType.NAME)
        for n, match in enumerate(found, 1)
    ]


def mail(**headers: str) -> EmailMessage:
    made = EmailMessage()
    made["Subject"] = "Het verhaal"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    return made


def word(text: str) -> bytes:
    made, out = docx.Document(), io.BytesIO()
    made.core_properties.author = CANARY
    made.add_paragraph(text)
    made.save(out)
    return out.getvalue()


def everything(raw: bytes) -> str:
    """All that can be read in a mail, of every part, however stored."""
    parsed = message_from_bytes(raw, policy=policy.default)
    views = [raw.decode("latin-1"), quopri.decodestring(raw).decode("utf-8", "replace")]
    for part in parsed.walk():
        views += [str(value) for value in part.values()]
        data = part.get_payload(decode=True)
        views += [data.decode(codec, "ignore") for codec in ("utf-8", "utf-16-le")] if isinstance(data, bytes) else []
    return "\n".join(views)


def checked(document: Document, edits: list[Edit]) -> bytes:
    final = MAILS.final(document, edits)
    assert MAILS.leaks(document, edits, final) == ()
    if b"image/" not in final and b"wordprocessingml" not in final:  # whose own formats write anew what they wrote
        assert MAILS.final(load(final), ()) == final
    assert final == MAILS.final(document, edits)
    return final


def test_what_is_read() -> None:
    made = mail(From="Jan <jan@x.nl>", To="Piet <piet@x.nl>", X_Source=CANARY)
    made.set_content("Eerste regel.\nTweede.\n\n> ooit geschreven\n\n-- \nGroet, Jan\n")
    document = load(made.as_bytes())
    assert document.published_text == ("Het verhaal\n\nEerste regel.\nTweede.\n\n> ooit geschreven\n\n-- \nGroet, Jan")
    behind = document.text[document.published or 0 :]
    for line in ("From: Jan <jan@x.nl>", "To: Piet <piet@x.nl>", f"X-Source: {CANARY}"):
        assert line in behind
    assert [passage.place for passage in document.passages][:2] == [Place.HEADING, Place.BODY]


HEADERS = [
    "From", "To", "Cc", "Bcc", "Reply-To", "Sender", "Message-ID", "References", "In-Reply-To", "Received", "X-Mailer",
    "X-Originating-IP", "DKIM-Signature", "Return-Path", "Comments", "Keywords", "Thread-Topic", "List-Unsubscribe",
]  # fmt: skip


@pytest.mark.parametrize("name", HEADERS)
def test_headers_are_found_and_do_not_stay(name: str) -> None:
    raw = (
        f"{name}: =?utf-8?b?{base64.b64encode(CANARY.encode()).decode()}?= x\r\nSubject: Kop\r\n\r\nTekst.\r\n".encode()
    )
    document = load(raw)
    assert f"{name}: {CANARY}" in document.text[document.published or 0 :]
    final = checked(document, [])
    assert final == (
        b'Subject: Kop\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset="utf-8"\r\n'
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\nTekst."
    )


HIDDEN: dict[str, bytes] = {
    "preamble": b"Content-Type: multipart/mixed; boundary=b\n\nZonnebloem\n--b\n\nTekst.\n--b--\n",
    "epilogue": b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nTekst.\n--b--\nZonnebloem\n",
    "part header": b"Content-Type: multipart/mixed; boundary=b\n\n--b\nX-A: Zonnebloem\n\nTekst.\n--b--\n",
    "description": b"Content-Type: text/plain\nContent-Description: Zonnebloem\n\nTekst.\n",
    "parameter": b"Content-Type: text/plain; x-source=Zonnebloem\n\nTekst.\n",
    "second subject": b"Subject: x\nSubject: Zonnebloem\n\nTekst.\n",
    "inner subject": b"Content-Type: multipart/mixed; boundary=b\n\n--b\nSubject: Zonnebloem\n\nTekst.\n--b--\n",
    "html comment": b"Content-Type: text/html\n\nTekst.<!-- Zonnebloem -->\n",
    "html title": b"Content-Type: text/html\n\n<title>Zonnebloem</title>Tekst.\n",
    "unix from": b"From Zonnebloem Thu Jan  1 00:00:00 2020\nSubject: x\n\nTekst.\n",
    "8-bit header": "X-A: Zonnebloém Zonnebloem\n\nTekst.\n".encode(),
    "file name": (
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nTekst.\n--b\nContent-Type: text/plain\n"
        b"Content-Disposition: attachment; filename*=utf-8''%5Aonnebloem.txt\n\nmeer\n--b--\n"
    ),
    "name in parts": (
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nTekst.\n--b\nContent-Type: text/plain;\n"
        b' name*0="Zonne"; name*1="bloem.txt"\nContent-Disposition: attachment\n\nmeer\n--b--\n'
    ),
    "signature": (
        b"Content-Type: multipart/signed; boundary=b\n\n--b\n\nTekst.\n--b\nContent-Type: application/pgp-signature;"
        b" name=Zonnebloem.asc\n\nabc\n--b--\n"
    ),
}


@pytest.mark.parametrize("where", HIDDEN)
def test_hidden_things_are_found_and_do_not_stay(where: str) -> None:
    document = load(HIDDEN[where])
    assert CANARY not in document.published_text
    assert CANARY in document.text
    final = checked(document, [])
    assert CANARY not in everything(final)
    assert "Tekst." in everything(final)


ENCODED: dict[str, bytes] = {
    "quoted-printable": b"Content-Transfer-Encoding: quoted-printable\n\nRen=C3=A9=\ne\n",
    "base64": b"Content-Transfer-Encoding: BASE64\nContent-Type: text/plain; charset=utf-8\n\nUmVuw6ll\n",
    "latin-1": b"Content-Type: text/plain; charset=ISO-8859-1\n\nRen\xe9e\n",
    "windows": b"Content-Type: text/plain; charset=\"Windows-1252\"\n\nRen\xe9e\n",
    "unsaid utf-8": b"Subject: x\n\nRen\xc3\xa9e\n",
    "html": b"Content-Type: text/html; charset=utf-8\n\n<p>Ren&eacute;e\n",
    "html latin-1": b"Content-Type: text/html; charset=latin1\n\n<p>Ren\xe9e\n",
    "subject q": b"Subject: =?iso-8859-1?Q?Ren=E9e?=\n\nx\n",
    "subject with a NUL in its charset": b"Subject: =?utf-8\x00?Q?Ren=E9e?=\n\nx\n",
    "subject b": b"Subject: =?utf-8?B?UmVuw6k=?= =?utf-8?B?ZQ==?=\n\nx\n",
    "subject raw": b"Subject: Ren\xc3\xa9e\n\nx\n",
    "subject raw latin-1": b"Subject: Ren\xe9e\n\nx\n",
    "subject folded": b"Subject: =?utf-8?Q?Ren?=\n =?utf-8?Q?=C3=A9e?=\n\nx\n",
    "flowed": "Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\n\nRen \née\n".encode(),
}  # fmt: skip


@pytest.mark.parametrize("how", ENCODED)
def test_encodings(how: str) -> None:
    document = load(ENCODED[how])
    assert "Renée" in document.published_text
    edits = edits_of(document, "Renée", "een vrőuw")
    final = checked(document, edits)
    assert "Ren" not in everything(final)
    assert "een vrőuw" in load(final).published_text


def test_a_mark_of_an_encoding_behind_blank_lines_is_no_letter() -> None:
    document = load('Content-Type: text/plain; charset="utf-8"\n\n\n\ufeff\nZij kwam.\n'.encode())
    assert document.published_text == "Zij kwam."
    assert "Zij kwam." in load(checked(document, [])).published_text


def full() -> EmailMessage:
    made = mail(From=f"{CANARY} <z@x.nl>")
    made.replace_header("Subject", f"Over {CANARY} — én de rest van een lange regel die gevouwen moet worden, denk ik")
    made.set_content(f"Een bron, {CANARY}, zei\nhet.\n")
    made.add_alternative(f"<p>Een <b>bron</b>, <i>{CANARY[:4]}</i>{CANARY[4:]}, zei het.</p>", subtype="html")
    made.add_attachment(f"Bijlage van {CANARY}.", filename=f"{CANARY}.txt")
    made.add_attachment(word(f"In Word: {CANARY}."), maintype="application", subtype="octet-stream", filename="a.docx")
    made.add_attachment(f"<p>Pagina van {CANARY}.</p>", subtype="html", filename="p.html")
    inner = mail(From=f"{CANARY} <z@x.nl>")
    inner.set_content(f"Doorgestuurd over {CANARY}.\nFrom hier af.\n")
    made.add_attachment(inner)
    return made


@pytest.mark.parametrize("new", ["een bron", "", "<b>&", "= =? é"])
def test_everything_is_edited_everywhere(new: str) -> None:
    document = load(full().as_bytes())
    edits = edits_of(document, CANARY, new)
    assert len(edits) == 6  # the plain and the HTML body say the same: it is read once
    final = checked(document, edits)
    assert CANARY.lower() not in everything(final).lower()
    parsed = message_from_bytes(final, policy=policy.default)
    assert parsed.get_content_type() == "multipart/mixed"
    kinds = [part.get_content_type() for part in parsed.walk() if not part.is_multipart()]
    assert kinds[:3] == ["text/plain", "text/html", "text/plain"]
    names = [part.get_filename() for part in parsed.walk() if part.get_filename()]
    assert names == ["attachment-1.txt", "attachment-2.docx", "attachment-3.html", "attachment-4.eml"]
    body = parsed.get_body(("plain",))
    assert body is not None
    assert squeezed(body.get_content()) == squeezed(f"Een bron, {new}, zei het.")


def test_a_stretch_left_in_any_part_is_noticed() -> None:
    document = load(full().as_bytes())
    edits = edits_of(document, CANARY)
    for left in range(len(edits)):
        some = edits[:left] + edits[left + 1 :]
        found = MAILS.leaks(document, some, MAILS.final(document, some))
        assert LeakKind.ELSEWHERE in {leak.kind for leak in found}
        assert MAILS.leaks(document, edits, MAILS.final(document, some)) != ()
    assert MAILS.leaks(document, some, MAILS.final(document, some), kept=[edits[-1].span]) == ()


def test_a_pdf_in_a_mail_is_checked_though_its_copy_has_no_text() -> None:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(400, 400))
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        page.obj.Contents = pdf.make_stream(f"BT /F 12 Tf 20 300 Td ({CANARY} sprak in de raad.) Tj ET".encode())
        pdf.save(out)
    made = mail()
    made.set_content(f"{CANARY} sprak ook met ons.\n")
    made.add_attachment(out.getvalue(), maintype="application", subtype="pdf", filename="stuk.pdf")
    document = load(made.as_bytes())
    edits = edits_of(document, CANARY)
    assert len(edits) == 2
    written = MAILS.final(document, edits)
    assert MAILS.leaks(document, edits, written) == ()
    halved = MAILS.final(document, edits[:1])
    assert MAILS.leaks(document, edits, halved)
    assert MAILS.leaks(document, edits[:1], written)


def test_a_scan_in_a_mail_is_told_and_left_out() -> None:
    out = io.BytesIO()
    picture = Image.new("RGB", (90, 90), "gray")
    picture.paste("black", (30, 30, 60, 40))
    picture.save(out, "PDF", title="scan")
    made = mail()
    made.set_content("De vrouw sprak ook met ons.\n")
    made.add_attachment(out.getvalue(), maintype="application", subtype="pdf", filename="scan.pdf")
    document = load(made.as_bytes())
    assert document.unread == (Unread.SCANS,)
    assert b"pdf" not in checked(document, [])


def test_alternatives_that_differ_are_both_read() -> None:
    made = mail()
    made.set_content("Zo zei Jan het.")
    made.add_alternative("<p>Anders zei Jan het.</p>", subtype="html")
    document = load(made.as_bytes())
    assert document.published_text == "Het verhaal\n\nZo zei Jan het.\n\nAnders zei Jan het."
    final = checked(document, edits_of(document, "Jan"))
    assert "Jan" not in everything(final)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(["Jan", "de", "x", "<b>", "</b>", " ", "\n", "é"]), min_size=2, max_size=12), st.data())
def test_twins_are_edited_alike(parts: list[str], data: st.DataObject) -> None:
    page = "".join(part for part in parts if not part.startswith("<"))
    plain = "".join(part + "\n" for part in parts if not part.startswith("<"))
    if not page.strip():
        return
    start = data.draw(st.integers(0, len(page) - 1))
    end = data.draw(st.integers(start + 1, len(page)))
    found = twin_edits(page, plain, [Edit(("d1",), Span(start, end), Action.REMOVE, "", DetailType.NAME)])
    assert squeezed("".join(edit.span.of(plain) for edit in found)) == squeezed(page[start:end])


def test_pictures_are_drawn_anew() -> None:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x013B] = CANARY
    Image.new("RGB", (4, 4), "red").save(out, "JPEG", exif=exif)
    made = mail()
    made.set_content("Tekst.")
    made.add_attachment(out.getvalue(), maintype="image", subtype="jpeg", filename=f"{CANARY}.jpg")
    document = load(made.as_bytes())
    final = checked(document, [])
    assert CANARY not in everything(final)
    assert b'filename="picture-1.jpeg"' in final


@pytest.mark.parametrize(
    ("kind", "name", "what"),
    [
        ("text/calendar", "", "an invitation"),
        ("text/vcard", "", "a contact card"),
        ("text/csv", "a.csv", "a kind that is not known"),
        ("application/ms-tnef", "winmail.dat", "a winmail.dat"),
        ("application/zip", "a.zip", "a kind that is not known"),
        ("message/delivery-status", "", "a kind that is not known"),
    ],
)
def test_what_nobody_knows_stops_a_final_copy(kind: str, name: str, what: str) -> None:
    disposition = f"Content-Disposition: attachment; filename={name}\n" if name else ""
    part = f"Content-Type: {kind}\n{disposition}\nZonne\n bloem\n"
    raw = f"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nTekst.\n--b\n{part}--b--\n"
    document = load(raw.encode())
    if kind in ("text/calendar", "text/vcard"):
        assert CANARY in document.text  # a folded line
    with pytest.raises(UnknownPartError, match=what) as refused:
        MAILS.final(document, [])
    assert "Zonne" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "which"),
    [
        ("Zonnebloem - bronnen.CSV", r"known here \(\.csv, file 2 of 3 in it\); take it out"),
        ("J.Zonnebloem", r"known here \(file 2 of 3 in it\)"),
        ("", r"known here \(file 2 of 3 in it\)"),
    ],
)
def test_which_file_stops_a_final_copy_is_told_without_its_name(name: str, which: str) -> None:
    made = mail()
    made.set_content("Tekst.")
    made.add_attachment("Meer.", filename="a.txt")
    made.add_attachment(b"x", maintype="application", subtype="octet-stream", filename=name or None)
    made.add_attachment(b"x", maintype="application", subtype="octet-stream", filename="b.zip")
    with pytest.raises(UnknownPartError, match=which) as refused:
        MAILS.final(load(made.as_bytes()), [])
    assert "onnebloem" not in str(refused.value)


PGP = b"\n-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----\n"


@pytest.mark.parametrize(
    ("raw", "error", "words"),
    [
        (b"", DamagedError, "is no mail"),
        (b"\n\nzomaar tekst", DamagedError, "is no mail"),
        (b"PK\x03\x04 zip", DamagedError, "is no mail"),
        (b"Subject:\n\n \n", EmptyError, "is empty"),
        (b"Subject: x\nContent-Type: multipart/mixed\n\nx\n", DamagedError, "is damaged"),
        (b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\nx\n", DamagedError, "is damaged"),
        (b"Subject: x\nContent-Transfer-Encoding: base64\n\n!!!! geheim\n", DamagedError, "is damaged"),
        (b"Subject: x\nContent-Type: text/plain; charset=utf\x00-8\n\nw\xc3\xa9l\n", DamagedError, "is damaged"),
        (b"Subject: x\nContent-Transfer-Encoding: x-uue\n\nbegin\n", DamagedError, "unknown way"),
        (b"Subject: x\nContent-Type: text/plain; charset=utf-7\n\nx\n", EncodingError, "not known"),
        (b"Subject: x\nContent-Type: text/plain; charset=utf-7\n\nw\xc3\xa9l +2D0-\n", DamagedError, "is damaged"),
        (b"Subject: x\nContent-Type: text/plain; charset=utf-8\n\nRen\xe9\n", EncodingError, "not in the encoding"),
        (b"Subject: x\nContent-Type: application/pkcs7-mime\n\nx\n", EncryptedError, "is encrypted"),
        (b"Content-Type: multipart/encrypted; boundary=b\n\n--b\n\nx\n--b--\n", EncryptedError, "is encrypted"),
        (b"Subject: x\n" + PGP, EncryptedError, "is encrypted"),
    ],
)
def test_refused(raw: bytes, error: type[InputError], words: str) -> None:
    with pytest.raises(error, match=words) as refused:
        MAILS.read(raw, "draft.eml")
    assert str(refused.value).startswith("draft.eml: ")
    assert "\n" not in str(refused.value)


def test_a_damaged_attachment_is_refused_by_its_number() -> None:
    made = mail()
    made.set_content("Tekst.")
    made.add_attachment(b"PK\x03\x04geen zip", maintype="application", subtype="zip", filename=f"{CANARY}.docx")
    with pytest.raises(InputError, match=r"attachment 1") as refused:
        load(made.as_bytes())
    assert CANARY not in str(refused.value)


def nested(depth: int) -> bytes:
    lines = []
    for level in range(depth):
        lines += [f"Content-Type: multipart/mixed; boundary=b{level}", "", f"--b{level}"]
    return "\n".join([*lines, "Content-Type: text/plain", "", "Tekst."]).encode()


def forwarded(depth: int) -> bytes:
    return b"Content-Type: message/rfc822\n\n" * depth + b"Subject: x\n\nTekst.\n"


@pytest.mark.parametrize(
    "raw", [nested(1000), nested(90), forwarded(1000), forwarded(99)], ids=lambda raw: str(len(raw))
)
def test_mails_in_mails_have_an_end(raw: bytes) -> None:
    with pytest.raises(DangerousError, match="parts, or deeper ones"):
        load(raw)


def test_a_few_mails_in_mails_are_read() -> None:
    made = mail()
    made.set_content("Zonder einde")
    for _ in range(5):
        outer = mail()
        outer.set_content("Zie hieronder")
        outer.add_attachment(made)
        made = outer
    document = load(made.as_bytes())
    assert document.published_text.count("Zie hieronder") == 5
    assert document.published_text.endswith("Zonder einde")
    checked(document, edits_of(document, "einde"))


def quickly(work: Callable[[], object], seconds: float) -> None:
    start = time.process_time()
    with suppress(InputError):
        work()
    assert time.process_time() - start < seconds


N = 100_000


@pytest.mark.parametrize(
    "raw",
    [
        b"Subject: " + b"=?utf-8?q?a?= " * N + b"\n\nx\n",
        b"Subject: x\n" + b"X-A: b\n" * N + b"\nx\n",
        b"Subject: x" + b"\n " * N + b"y\n\nx\n",
        b"Content-Type: text/plain" + b"; a=b" * N + b"\n\nx\n",
        b"Content-Type: text/plain; " + b"(" * N + b"\n\nx\n",
        b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 20_000 + b"--b--\n",
        b"Subject: x\n\n" + b"> " * N + b"\n",
        b"Subject: x\nContent-Type: text/plain; format=flowed\n\n" + b"a \n" * N,
        b"Subject: x\nContent-Transfer-Encoding: base64\n\n" + b"QUFB\n" * N,
        b"Subject: x\nContent-Transfer-Encoding: quoted-printable\n\n" + b"=\n" * N,
        b"From: x\nSubject: \x00\xff\n\n\x00x\n",
        b"Subject: x\nContent-Type: text/plain; charset*=utf-8''%ff\n\nx\n",
        b"Subject: x\nContent-Disposition: attachment; filename*=unknown-8bit'x'%ff.docx\n\nx\n",
    ],
    ids=range(13),
)
def test_nothing_hangs(raw: bytes) -> None:
    def work() -> None:
        document = load(raw)
        MAILS.leaks(document, [], MAILS.final(document, []))

    quickly(work, 6.0)


def test_too_large(here: Path) -> None:
    path = here / "draft.eml"
    with path.open("wb") as file:
        file.truncate(100 << 20)
    quickly(lambda: read_document(path), 1.0)
    with pytest.raises(TooLargeError, match="64 MiB"):
        read_document(path)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_bytes_give_a_mail_or_a_clear_error(data: st.DataObject) -> None:
    raw = bytearray(full().as_bytes()[:1800])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(raw) - 1))
        kind = data.draw(st.integers(0, 2))
        if kind == 0:
            raw[at] = data.draw(st.integers(0, 255))
        elif kind == 1:
            del raw[at : at + data.draw(st.integers(1, 40))]
        else:
            raw[at:at] = data.draw(
                st.sampled_from([b"\n", b"--", b"=?", b"\x00", b'"', b"; name=x", b"\n\n", b"=", b"\xe9"])
            )
    try:
        document = load(bytes(raw))
        final = MAILS.final(document, [])
    except InputError:
        return
    assert MAILS.leaks(document, [], final) == ()


@pytest.mark.parametrize("more", [b"X-A: b\r\n", b"From: Jan <a@b>\r\n", b"Subject: y\r\n"])
def test_anything_more_in_a_written_mail_is_noticed(more: bytes) -> None:
    made = mail()
    made.set_content("Tekst.")
    document = load(made.as_bytes())
    final = MAILS.final(document, [])
    assert [leak.kind for leak in MAILS.leaks(document, [], more + final)] == [LeakKind.CHANGED]
    assert MAILS.leaks(document, [], final + b"Jan") != ()


def test_files_of_unknown_kinds_in_a_mail_are_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/sharedStrings.xml", "<sst><si><t>Quirijntje</t></si></sst>")
    message = EmailMessage()
    message["Subject"] = "Lijst"
    message.set_content("Zie de bijlage.\n")
    message.add_attachment(out.getvalue(), maintype="application", subtype="x-sheet", filename="lijst.xlsx")
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "Geachte Zonnebloem van".encode("utf-16-le")
    message.add_attachment(old, maintype="application", subtype="msword", filename="brief.doc")
    content = EmlFormat().read(message.as_bytes(), "draft.eml")
    for word in ("Quirijntje", "Zonnebloem"):
        assert content.text.index(word) >= (content.published or 0)


@pytest.mark.parametrize(
    ("data", "kind", "unread"),
    [
        (gzip.compress(b"x", mtime=0), "application/gzip", (Unread.FILES,)),
        (b"\x78\x9f\x3e\x22\1\0", "application/ms-tnef", (Unread.FILES,)),
        (b"\0\1", "audio/mpeg", (Unread.FILES, Unread.MEDIA)),
        (b"\0\0\0 ftypheic", "image/heic", (Unread.IMAGES,)),
        (b"naam;Zonnebloem", "application/x-list", ()),
    ],
)
def test_files_that_cannot_be_opened_are_told(data: bytes, kind: str, unread: tuple[Unread, ...]) -> None:
    message = EmailMessage()
    message.set_content("Zie de bijlage.\n")
    message.add_attachment(data, *kind.split("/"), filename="x")
    assert MAILS.read(message.as_bytes(), "draft.eml").unread == unread


def uuencoded(data: bytes) -> str:
    lines = (binascii.b2a_uu(data[at : at + 45]).decode() for at in range(0, len(data), 45))
    return f"begin 644 brief.txt\n{''.join(lines)}`\nend\n"


@pytest.mark.parametrize(
    ("inside", "unread"),
    [
        (uuencoded(b"Beste Zonnebloem, het was de buurvrouw die het ons vertelde.\n"), ()),
        ("> " + uuencoded(b"Beste Zonnebloem, zij was het.\n").strip().replace("\n", "\n> ") + "\n", ()),
        (uuencoded(gzip.compress(b"Zonnebloem", mtime=0)), (Unread.FILES,)),
        ("=ybegin line=128 size=9 name=brief.txt\n\u00d0\u00d1\n=yend size=9\n", (Unread.FILES,)),
    ],
)
def test_files_written_out_in_letters_are_read_and_stop_the_copy(inside: str, unread: tuple[Unread, ...]) -> None:
    document = load(f"Subject: Brief\n\nZie onder.\n\n{inside}".encode())
    assert document.unread == unread
    assert (CANARY in document.text) == (not unread)
    with pytest.raises(UnknownPartError, match="uuencode"):
        MAILS.final(document, [])


LETTER = "Beste Zonnebloem, het was de buurvrouw die het ons vertelde, en zij wist het van haar man.\n"


def in_base64(data: bytes) -> str:
    return f"begin-base64 644 brief.txt\n{base64.encodebytes(data).decode()}====\n"


@pytest.mark.parametrize(
    ("inside", "unread"),
    [
        (in_base64(LETTER.encode()), ()),
        ("> " + in_base64(LETTER.encode()).strip().replace("\n", "\n> ") + "\n", ()),
        (in_base64(LETTER.encode()).replace("=\n====", "\n===="), (Unread.FILES,)),
        ("(This file must be converted with BinHex 4.0)\n:$f*TEQKPH#jdCA-Y\n", (Unread.FILES,)),
    ],
)
def test_files_written_out_in_another_way_are_read_or_told(inside: str, unread: tuple[Unread, ...]) -> None:
    document = load(f"Subject: Brief\n\nZie onder.\n\n{inside}".encode())
    assert document.unread == unread
    assert (CANARY in document.text) == (not unread)
    with pytest.raises(UnknownPartError, match="written out in letters"):
        MAILS.final(document, [])


@pytest.mark.parametrize("between", ["<br>\n", "</p>\n<p class=MsoPlainText>", "</div><div>", None])
@pytest.mark.parametrize("written", [uuencoded, in_base64])
def test_a_file_written_out_in_a_page_is_read_and_stops_the_copy(
    between: str | None, written: Callable[[bytes], str]
) -> None:
    lines = [html.escape(line) for line in written(LETTER.encode()).splitlines()]
    page = f"<pre>{chr(10).join(lines)}</pre>" if between is None else f"<p>{between.join(lines)}</p>"
    raw = f"Subject: Brief\nContent-Type: text/html; charset=utf-8\n\n<html><body><p>Zie onder.</p>{page}</body></html>"
    document = load(raw.encode())
    assert CANARY in document.text
    with pytest.raises(UnknownPartError, match="written out in letters"):
        MAILS.final(document, [])


def test_a_file_written_out_in_an_attached_text_is_read_and_stops_the_copy() -> None:
    made = mail()
    made.set_content("Zie de bijlage.\n")
    made.add_attachment(f"Brief:\n\n{uuencoded(LETTER.encode())}", filename="brief.txt")
    document = load(made.as_bytes())
    assert CANARY in document.text
    with pytest.raises(UnknownPartError, match="written out in letters"):
        MAILS.final(document, [])


def test_who_begins_to_write_sends_no_file() -> None:
    document = load(b"Subject: Brief\n\nbegin 644 keer opnieuw\nen zo verder, zei Zonnebloem.\n")
    assert document.unread == ()
    checked(document, [])


@pytest.mark.parametrize("stored", ["base64", "quoted-printable", "Base-64"])
def test_a_mail_in_a_mail_that_is_stored_as_none_may_be_is_read(stored: str) -> None:
    inner = b"From: a@x.example\r\nSubject: Kop\r\n\r\nDe buurvrouw, Zonnebloem, =3D zegt het.\r\n"
    body = quopri.encodestring(inner) if stored.startswith("q") else base64.encodebytes(inner)
    raw = (
        b"Subject: Brief\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nZie onder.\r\n--b\r\n"
        b"Content-Type: message/rfc822\r\n"
        + f"Content-Transfer-Encoding: {stored}\r\n\r\n".encode()
        + body
        + b"\r\n--b--\r\n"
    )
    document = load(raw)
    assert "De buurvrouw, Zonnebloem, =3D zegt het." in document.published_text
    assert CANARY.encode() not in checked(document, edits_of(document, CANARY))


def test_a_mail_in_a_mail_that_only_says_so_is_read_as_it_is() -> None:
    raw = (
        b"Subject: Brief\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nZie onder.\r\n--b\r\n"
        b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"Subject: Kop\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        b"\r\nEen =3D41 en Zonne=\r\nbloem.\r\n--b--\r\n"
    )
    assert load(raw).text.startswith("Brief\n\nZie onder.\n\nKop\n\nEen =41 en Zonnebloem.")


def test_a_mail_with_a_byte_order_mark_is_read() -> None:
    assert load(b"\xef\xbb\xbfSubject: Brief\r\n\r\nTekst.\r\n").text == "Brief\n\nTekst."


OLD = "Ren\u00e9 zegt \u201cnee\u201d, \u20ac 5.".encode("cp1252")


@pytest.mark.parametrize("head", ["text/plain", "text/plain; charset=us-ascii", "text/html", ""])
def test_letters_of_which_a_mail_says_nothing_are_those_of_windows(head: str) -> None:
    lines = b"Subject: Brief\r\n" + (f"Content-Type: {head}\r\n".encode() if head else b"") + b"\r\n"
    assert load(lines + OLD).text == "Brief\n\nRen\u00e9 zegt \u201cnee\u201d, \u20ac 5."


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("text/plain; charset=utf-8", OLD),
        ("text/html", b"<meta charset=utf-8>" + OLD),
        ("text/plain", "Ren\u00e9 en ".encode() + OLD),
    ],
)
def test_letters_of_which_a_mail_says_something_else_are_damage(head: str, body: bytes) -> None:
    with pytest.raises(EncodingError):
        EmlFormat().read(f"Subject: Brief\r\nContent-Type: {head}\r\n\r\n".encode() + body, "draft.eml")


@pytest.mark.parametrize("stored", ["7-bit", "8bits", "quoted-printable;", "Quoted Printable", "plain", ""])
def test_ways_of_storing_that_programs_misspell_are_read(stored: str) -> None:
    text = "Zij zegt het =3D zo." if "uoted" in stored else "Zij zegt het = zo."
    head = f"Subject: Brief\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: {stored}\r\n\r\n"
    assert EmlFormat().read((head + text).encode(), "draft.eml").text == "Brief\n\nZij zegt het = zo."


@pytest.mark.parametrize("subtype", ["calendar", "x-amp-html", "enriched"])
def test_a_third_alternative_goes(subtype: str) -> None:
    message = EmailMessage()
    message["Subject"] = "Uitnodiging"
    message.set_content("Kom je ook?\n")
    message.add_alternative("<p>Kom je ook?</p>", subtype="html")
    message.add_alternative(f"SUMMARY:Gesprek met {CANARY}", subtype=subtype)
    content = EmlFormat().read(message.as_bytes(), "draft.eml")
    assert content.text.index(CANARY) >= (content.published or 0)
    document = Document(content.text, message.as_bytes(), "eml", "x", None, content.published, content.passages)
    written = EmlFormat().final(document, [])
    assert not EmlFormat().leaks(document, [], written)
    assert CANARY.encode() not in written


def test_an_alternative_of_nothing_stops_the_copy() -> None:
    head = b"Subject: x\nContent-Type: multipart/alternative; boundary=a\n\n"
    raw = head + b"--a\nContent-Type: text/calendar\n\nSUMMARY:y\n--a--\n"
    content = EmlFormat().read(raw, "draft.eml")
    with pytest.raises(UnknownPartError):
        EmlFormat().final(Document(content.text, raw, "eml", "x", None, content.published, content.passages), [])


@pytest.mark.parametrize(
    ("data", "head"),
    [
        ("\ufeffZij, Zoë Zonnebloem, zegt het.\r\n".encode("utf-16-le"), "text/plain"),
        ("\ufeffZij, Zoë Zonnebloem, zegt het.\n".encode("utf-16-be"), "application/octet-stream"),
        ("Zij, Zoë Zonnebloem, zegt het.\n".encode("cp1252"), "text/plain"),
        ("Zij, Zoë Zonnebloem, zegt het.\n".encode("mac-roman"), 'text/plain; charset="macintosh"'),
        ("Zij, Zoë Zonnebloem, zegt het.\n".encode(), 'text/plain; charset="iso-8859-1"'),
    ],
)
def test_an_attached_text_is_read_in_its_encoding(data: bytes, head: str) -> None:
    raw = (
        b"Subject: Brief\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nZie de bijlage.\r\n--b\r\n"
        + f'Content-Type: {head}\r\nContent-Disposition: attachment; filename="brief.txt"\r\n'.encode()
        + b"Content-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(data)
        + b"\r\n--b--\r\n"
    )
    document = load(raw)
    assert "Zij, Zoë Zonnebloem, zegt het." in document.published_text
    written = checked(document, edits_of(document, f"Zoë {CANARY}"))
    assert CANARY not in everything(written)
    assert "Zij, " in everything(written)


def test_an_attached_page_is_read_in_the_encoding_that_the_mail_says() -> None:
    page = "<p>Zij, Zoë Zonnebloem, zegt het.</p>".encode("cp1252")
    raw = (
        b"Subject: Brief\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nZie de bijlage.\r\n--b\r\n"
        b'Content-Type: text/html; charset=windows-1252\r\nContent-Disposition: attachment; filename="brief.html"\r\n'
        b"Content-Transfer-Encoding: 8bit\r\n\r\n" + page + b"\r\n--b--\r\n"
    )
    document = load(raw)
    assert "Zij, Zoë Zonnebloem, zegt het." in document.published_text
    assert CANARY not in everything(checked(document, edits_of(document, CANARY)))


@pytest.mark.parametrize("kind", ["application/octet-stream", "image/pjpeg"])
def test_a_picture_that_is_not_said_to_be_one_is_drawn_anew(kind: str) -> None:
    image, out = Image.new("RGB", (8, 8), "navy"), io.BytesIO()
    data = image.getexif()
    data[0x013B] = CANARY
    image.save(out, "JPEG", exif=data)
    made = mail()
    made.set_content("Zie de foto.\n")
    made.add_attachment(out.getvalue(), *kind.split("/"), filename="image001.jpg")
    final = checked(load(made.as_bytes()), [])
    assert b"picture-1.jpeg" in final
    assert CANARY not in everything(final)


def test_the_note_that_an_attachment_was_deleted_is_read_and_left_out() -> None:
    made = mail()
    made.set_content("Tekst.\n")
    made.add_attachment(f"You deleted an attachment: {CANARY}.jpg\n", subtype="x-moz-deleted", filename="weg.jpg")
    document = load(made.as_bytes())
    assert CANARY in document.text
    assert CANARY not in everything(checked(document, []))


@pytest.mark.parametrize("charset", ["gb2312", "ks_c_5601-1987", "big5", "shift_jis", "euc-jp"])
def test_a_mail_in_the_encoding_of_a_program_in_the_east_is_read(charset: str) -> None:
    head = f'Subject: Brief\r\nContent-Type: text/plain; charset="{charset}"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
    document = load(
        head.encode() + "Zij, Zonnebloem, zegt het: 中.\r\n".encode("cp949" if "ks" in charset else charset)
    )
    assert "Zij, Zonnebloem, zegt het: 中." in document.published_text
    assert CANARY not in everything(checked(document, edits_of(document, CANARY)))
