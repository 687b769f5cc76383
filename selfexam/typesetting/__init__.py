"""Documents as PDF, for every room: the bundled Chinese fonts, what they can show, and typst in a closed folder."""

from selfexam.typesetting.fonts import fonts
from selfexam.typesetting.glyphs import missing_characters
from selfexam.typesetting.making import joined, pages_of, pdf, png

__all__ = ["fonts", "joined", "missing_characters", "pages_of", "pdf", "png"]
