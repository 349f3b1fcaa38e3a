from __future__ import annotations

import pytest
from bronwacht.redact.draft import Lang
from bronwacht.redact.links import published

NL, EN = Lang.NL, Lang.EN


@pytest.mark.parametrize(
    ("name", "text", "lang", "expected"),
    [
        ("2021-07-05.txt", "Wethouder stapt op", NL, (2021, 7)),
        ("parool_20210705_ivens.txt", "Wethouder stapt op", NL, (2021, 7)),
        ("ivens 2021.10.md", "Wethouder stapt op", NL, (2021, 10)),
        ("stuk.txt", "Wethouder stapt op\n\nAmsterdam, 5 juli 2021\n\nDe wethouder", NL, (2021, 7)),
        ("stuk.txt", "date 2021-10 Niet alleen vrouwen", NL, (2021, 10)),
        ("stuk.txt", "Published on 5 July 2021\nThe alderman resigned", EN, (2021, 7)),
        ("stuk.txt", "Gepubliceerd: 12 maart 2019\nTekst", NL, (2019, 3)),
        # The heading tells of the day of the fire, not of the paper's.
        ("stuk.txt", "De nacht van 12 mei 2019 in Hulst\n\nDe brandweer kwam", NL, None),
        ("stuk.txt", "Mei 2019\n\nDe brandweer kwam", NL, None),
        ("stuk.txt", "De brand\n\nOp 12 mei 2019 brandde de stal af, zegt de boer.", NL, None),
        ("nummer 123456.txt", "De brand", NL, None),
        ("versie-2021-13.txt", "De brand", NL, None),
    ],
)
def test_the_file_name_or_the_dateline_tells_when(
    name: str, text: str, lang: Lang, expected: tuple[int, int] | None
) -> None:
    assert published(name, text, lang) == expected
