"""OpenDocument text (.odt): read, edited, suggested in, and copied without a past."""

from .format import OdtFormat

__all__ = ["OdtFormat"]
