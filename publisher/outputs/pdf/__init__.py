"""The newspaper as PDF: the whole edition, each page alone, and each page's picture 版面图."""

from publisher.outputs.pdf.writer import Painted, write

__all__ = ["Painted", "write"]
