"""The risk report as one HTML file: no scripts, nothing fetched, everything escaped."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ... import __version__
from ..analysis import Analysis
from .view import View

if TYPE_CHECKING:
    from jinja2 import Template


def to_html(analysis: Analysis, *, show_text: bool = True) -> str:
    """The report in ``analysis.lang``, for editors and lawyers.

    It quotes the draft unless ``show_text`` is off, and says on top that it is confidential either way. The same
    analysis gives the same bytes.
    """
    from markupsafe import Markup

    view = View(analysis, show_text=show_text)
    return _template().render(
        view=view,
        t=view.words,
        version=__version__,
        draft_lang=analysis.reading.draft.lang.value,
        # A file of this package, not text of a draft.
        css=Markup(resource("report.css")),  # noqa: S704
    )


@lru_cache(maxsize=1)
def _template() -> Template:
    # Here, for `scan` has no page to make and should not wait for this.
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["place"] = _percent
    return environment.from_string(resource("report.html.jinja"))


def _percent(place: float) -> str:
    """A place on the scale as a share of a picture's width; marks at both ends stay inside it."""
    return f"{2 + 95 * place:.2f}%"


def resource(name: str) -> str:
    """Return a file of the report: its style sheet, which other pages use too."""
    return files(__package__).joinpath(f"data/{name}").read_text("utf-8")
