"""What is told of a draft: JSON as the contract, and HTML, PDF and the terminal as views of the same analysis."""

from .columns import wants_colour
from .comments import suggestions
from .compare import compare
from .contract import risk_json, scan_json
from .diff import diff_json, diff_text
from .html import to_html
from .pdf import to_pdf
from .riskfile import risk_file
from .terminal import risk_text, scan_text

__all__ = [
    "compare",
    "diff_json",
    "diff_text",
    "risk_file",
    "risk_json",
    "risk_text",
    "scan_json",
    "scan_text",
    "suggestions",
    "to_html",
    "to_pdf",
    "wants_colour",
]
