"""A font without a name looks the same whenever its file is opened, once it was fitted."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

LOOKS = """
import sys
from pathlib import Path
from bronwacht.redact.documents.pdf.drawing import draw
from bronwacht.redact.documents.pdf.fitting import fit_fonts
from bronwacht.redact.documents.pdf.opening import pages_of

raw = Path(sys.argv[1]).read_bytes()

def look():
    with pages_of(raw, "draft") as pages:
        return draw(pages[0], 72, "draft").pixels.tobytes()

if sys.argv[2] == "fitted":
    fit_fonts(raw, "draft")
print(len({look() for _ in range(5)}))
"""


@pytest.mark.parametrize(("first", "looks"), [("as it is", False), ("fitted", True)])
def test_a_nameless_font_looks_as_it_did(tmp_path: Path, first: str, looks: bool) -> None:
    path = tmp_path / "draft.pdf"
    path.write_bytes(nameless("De toen 31-jarige Margriet vloog naar Barcelona. Daar bleef zij een week."))
    # In a process of its own: what another test has drawn changes how a font is fitted.
    said = subprocess.run([sys.executable, "-c", LOOKS, str(path), first], check=True, capture_output=True, text=True)
    assert (said.stdout.strip() == "1") is looks


def nameless(text: str) -> bytes:
    """A page with a font of which only the encoding is known."""
    pdf, out = pikepdf.new(), io.BytesIO()
    page = pdf.add_blank_page(page_size=(595, 842))
    known = {"Type": pikepdf.Name.Font, "Subtype": pikepdf.Name.Type1, "Encoding": pikepdf.Name.WinAnsiEncoding}
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=pikepdf.Dictionary(**known)))
    page.obj.Contents = pdf.make_stream(f"BT /F 12 Tf 72 800 Td ({text}) Tj ET".encode())
    pdf.save(out)
    return out.getvalue()
