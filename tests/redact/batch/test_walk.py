"""Which files are drafts."""

from __future__ import annotations

from pathlib import Path

from bronwacht.redact.batch.walk import drafts


def test_every_kind_that_can_be_read_in_a_fixed_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.MD", "sub/c.docx", "sub/deeper/d.eml", "picture.png", "story.toml", "sub/.hidden.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    found = [each.path for each in drafts(tmp_path, tmp_path / "out")]
    assert found == ["a.MD", "b.txt", "sub/.hidden.txt", "sub/c.docx", "sub/deeper/d.eml"]


def test_links_and_the_output_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "in" / "out").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    for place in ("in/a.txt", "in/out/a.final.txt", "elsewhere/b.txt"):
        (tmp_path / place).write_text("x")
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "elsewhere" / "b.txt")
    (tmp_path / "in" / "folder").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "in" / "round").symlink_to(tmp_path / "in")
    assert [each.path for each in drafts(tmp_path / "in", tmp_path / "in" / "out")] == ["a.txt"]
