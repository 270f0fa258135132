"""Typesetting 排字: runs of text become finished lines, measured with the fonts that will print them."""
