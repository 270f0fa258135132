"""The command line ``epaper-publish``: it parses, calls and prints; the work is done elsewhere."""

from publisher.cli.app import main

__all__ = ["main"]
