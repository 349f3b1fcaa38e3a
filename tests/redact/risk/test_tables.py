"""The population tables: every figure with its source and year, and a newsroom's own beside them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from bronwacht.redact.draft import Lang
from bronwacht.redact.risk import tables
from bronwacht.redact.risk.tables import TableError, parse_table, read_table, table_of

COUNTRIES = ("NL", "BE", "GB", "IE", "US")
ROW = {
    "key": "population",
    "value": 1000,
    "what_nl": "inwoners",
    "what_en": "inhabitants",
    "source": "Us",
    "year": 2024,
}


@pytest.fixture(autouse=True)
def fresh():
    yield
    tables.table_of.cache_clear()
    tables._own_rows.cache_clear()


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_shipped_figure_has_a_source_a_year_and_words_in_both_languages(country: str):
    table = table_of(country)
    assert table is not None and table.rows
    for row in table.rows:
        assert len(row.source) > 3 and 2000 <= row.year <= 2026, row.key
        assert row.rate(Lang.NL).what != row.rate(Lang.EN).what
        assert row.key.startswith("total.") or 0 < table.share(row) <= 1, row.key


@pytest.mark.parametrize("country", COUNTRIES)
def test_ages_and_genders_add_up(country: str):
    table = table_of(country)
    assert table is not None
    assert table.ages("age", 0, 200)[0] == pytest.approx(1, abs=0.001)
    both = sum(table.share(row) for row in table.rows if row.key.startswith("gender."))
    assert both == pytest.approx(1, abs=0.001)


def test_no_rejected_figure_is_used(shared: Path):
    import json

    rejected = {
        figure
        for row in json.loads((shared / "data/base_rates_nl.json").read_text(encoding="utf-8"))["rows"]
        if "REJECT" in row.get("check", "")
        for figure in row["value"]
    }
    table = table_of("NL")
    assert rejected and table is not None and not {row.value for row in table.rows} & rejected


def test_unknown_countries_have_no_table():
    assert table_of("XX") is None
    assert table_of("../nl") is None
    assert table_of("") is None


def test_years_of_age_are_spread_over_their_row():
    table = table_of("NL")
    assert table is not None
    whole, rows = table.ages("age", 20, 39)
    part, same = table.ages("age", 30, 34)
    assert part == pytest.approx(whole / 4) and rows == same and rows[0].year == 2019
    across, two = table.ages("age", 35, 44)
    assert len(two) == 2 and across > part


def test_of_several_years_the_nearest_is_taken():
    table = table_of("NL")
    assert table is not None
    found = [table.get("speakers.council", year) for year in (2019, 2021, 2022, 2030)]
    assert [row.year for row in found if row] == [2021, 2021, 2022, 2022]


def test_a_share_of_a_share():
    rows = [
        ROW,
        {**ROW, "key": "employed", "value": 500},
        {**ROW, "key": "health.sick_leave", "value": 0.1, "unit": "share", "of": "employed"},
    ]
    table = parse_table({"country": "ZZ", "row": rows})
    assert table.share(table.rows[2]) == pytest.approx(0.05)
    assert table.people(table.rows[2]) == pytest.approx(50)


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ({**ROW, "colour": "red"}, "colour"),
        ({key: ROW[key] for key in ROW if key != "source"}, "source"),
        ({**ROW, "year": "2024"}, "year"),
        ({**ROW, "value": -3}, "value"),
        ({**ROW, "value": True}, "value"),
        ({**ROW, "value": 3, "unit": "share"}, "value"),
        ({**ROW, "unit": "percent"}, "unit"),
        ({**ROW, "error": 0.5}, "error"),
        ({**ROW, "ages": [30]}, "ages"),
        ({**ROW, "ages": [40, 30]}, "ages"),
        ({**ROW, "what_nl": ""}, "what_nl"),
        ({**ROW, "ages": [False, True]}, "ages"),
        ({**ROW, "key": "ocupation.care"}, "key"),
        ({**ROW, "year": 20231}, "year"),
        ({**ROW, "words": ["beekeeper", " "]}, "words"),
        ({**ROW, "words": [3]}, "words"),
    ],
)
def test_a_wrong_row_is_refused_by_its_key(row: dict, wrong: str):
    with pytest.raises(TableError, match=wrong):
        parse_table({"country": "NL", "row": [row]})


@pytest.mark.parametrize(
    "table", [{}, {"country": "NL"}, {"country": 3, "row": []}, {"country": "NL", "row": [], "x": 1}]
)
def test_a_wrong_table_is_refused(table: dict):
    with pytest.raises(TableError):
        parse_table(table)


def own_table(folder: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "own.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv(tables.OWN_TABLES, str(folder))
    table_of.cache_clear()


def as_toml(country: str, **row: object) -> str:
    lines = [f"{key} = {value!r}".replace("'", '"') for key, value in {**ROW, **row}.items()]
    return f'country = "{country}"\n[[row]]\n' + "\n".join(lines) + "\n"


def test_a_wrong_file_is_refused_by_its_name(tmp_path: Path):
    (tmp_path / "cooks.toml").write_text("country = ", encoding="utf-8")
    with pytest.raises(TableError, match=r"^cooks.toml: .*not valid TOML \(at end of document\); correct it there$"):
        read_table(tmp_path / "cooks.toml")


def test_a_newsrooms_own_figure_goes_before_the_shipped_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    own_table(tmp_path, as_toml("NL", key="occupation.care", value=1_400_000, source="Own count"), monkeypatch)
    table = table_of("NL")
    assert table is not None
    row = table.get("occupation.care")
    assert row is not None and row.source == "Own count" and table.get("population") is not None


def test_own_ages_replace_the_shipped_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    text = (
        as_toml("NL", key="age", value=100, ages=[0, 49])
        + as_toml("NL", key="age", value=300, ages=[50, 99]).split("\n", 1)[1]
    )
    own_table(tmp_path, text, monkeypatch)
    table = table_of("NL")
    assert table is not None
    share, rows = table.ages("age", 0, 49)
    assert share == pytest.approx(0.25) and [row.source for row in rows] == ["Us"]


def test_a_newsroom_can_add_a_country(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    own_table(tmp_path, as_toml("CH", value=9_000_000), monkeypatch)
    table = table_of("CH")
    assert table is not None and table.rows[0].value == 9_000_000


def test_a_table_without_population_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    own_table(tmp_path, as_toml("CH", key="employed"), monkeypatch)
    with pytest.raises(TableError, match="population"):
        table_of("CH")


def test_rows_taken_of_nothing_or_of_one_another_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    text = as_toml("CH") + as_toml("CH", key="total.a", of="total.b").split("\n", 1)[1]
    own_table(tmp_path, text, monkeypatch)
    with pytest.raises(TableError, match=r"no row total\.b"):
        table_of("CH")
    own_table(tmp_path, text + as_toml("CH", key="total.b", of="total.a").split("\n", 1)[1], monkeypatch)
    tables._own_rows.cache_clear()
    with pytest.raises(TableError, match="of one another"):
        table_of("CH")


@pytest.mark.parametrize(
    ("key", "value", "unit", "says"),
    [
        ("population", 0.5, "people", "number of its people"),
        ("population", 0.5, "share", "number of its people"),
        ("population", 1e12, "people", "number of its people"),
        ("gender.woman", 9_000_001, "people", "counts more than the whole"),
    ],
)
def test_figures_that_cannot_be_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str, value: float, unit: str, says: str
):
    text = as_toml("CH", key=key, value=value, unit=unit)
    own_table(
        tmp_path, text if key == "population" else as_toml("CH", value=9_000_000) + text.split("\n", 1)[1], monkeypatch
    )
    tables._own_rows.cache_clear()
    with pytest.raises(TableError, match=says):
        table_of("CH")


def test_a_folder_of_tables_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(tables.OWN_TABLES, str(tmp_path / "missing"))
    table_of.cache_clear()
    with pytest.raises(TableError, match=tables.OWN_TABLES):
        table_of("NL")
    monkeypatch.undo()
    table_of.cache_clear()


def test_a_row_that_is_no_table_and_a_file_without_end_are_refused(tmp_path: Path):
    for raw in ("country = 'NL'\nrow = [1]", f"country = {'[' * 5000}"):
        (tmp_path / "t.toml").write_text(raw, encoding="utf-8")
        with pytest.raises(TableError):
            read_table(tmp_path / "t.toml")


def test_files_that_are_no_table_get_one_clear_line(tmp_path: Path):
    for raw in (b"country = ", b"\xff\xfe", b" " * ((1 << 20) + 1)):
        path = tmp_path / "t.toml"
        path.write_bytes(raw)
        with pytest.raises(TableError) as error:
            read_table(path)
        assert "\n" not in str(error.value)
    with pytest.raises(TableError):
        read_table(tmp_path / "missing.toml")


def test_the_example_of_the_documentation_is_a_table():
    page = (Path(__file__).resolve().parents[3] / "docs" / "tables.md").read_text(encoding="utf-8")
    blocks = [block.split("```")[0] for block in page.split("```toml\n")[1:]]
    found = [tomllib.loads(block) for block in blocks]
    assert any("row" in block and parse_table(block) for block in found)
    keys = {key for block in found for row in block.get("row", ()) for key in row}
    assert {"error", "unit", "of", "words", "ages"} <= keys | {word for word in page.split("`") if word.isidentifier()}


@pytest.mark.parametrize("country", ["Nederland", "nl", "N", ""])
def test_a_country_by_another_name_than_its_code_would_count_for_nothing(country: str):
    with pytest.raises(TableError):
        parse_table({"country": country, "row": [ROW]})


def test_a_mark_before_the_text_is_no_part_of_it(tmp_path: Path):
    (tmp_path / "t.toml").write_text(as_toml("CH", value=9_000_000), encoding="utf-8-sig")
    assert read_table(tmp_path / "t.toml").country == "CH"
