"""Preflight 印前检查: whether a PDF can be printed, ours or an advertiser's, and what would go wrong if it were.

Public here: :func:`preflight`, which examines a file, and what it returns.
"""

from publisher.preflight.examination import preflight
from publisher.preflight.result import Fault, Ink, PageFigures, Place, Result, Source

__all__ = ["Fault", "Ink", "PageFigures", "Place", "Result", "Source", "preflight"]
