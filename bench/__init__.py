"""The benchmark 基准: one edition, published by us, by plain WeasyPrint columns, by Chromium and by Typst, side by side.

``python -m bench`` draws the edition, runs everybody in turn and writes the table; ``make bench`` installs what it needs first.
It is no part of the program and is not installed with it.
"""
