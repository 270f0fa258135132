"""The command line ``epaper-publish``: it parses, calls and prints; the work is done elsewhere."""

import gc
import os

# A run makes hardly any garbage that only the collector finds, but searching for it costs a seventh of make-up;
# and NumPy, whose tables are small here, would start threads for matrices that nobody multiplies.
gc.set_threshold(50_000, 20, 100)
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from publisher.cli.app import main  # noqa: E402 - the imports are the first to gain

__all__ = ["main"]
