"""Compiles Typst source to a PDF: ``python -m bench.typst_compile SOURCE PDF``."""

import sys

import typst

typst.compile(sys.argv[1], output=sys.argv[2])
