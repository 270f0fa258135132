"""epaper-publish: an edition manifest becomes a newspaper PDF, an EPUB and a web edition.

The way through the package is the way of a page through a newspaper office::

    manifest → model → typeset → makeup → outputs → checks

``publisher.pipeline.build`` walks it; ``publisher.cli`` is its command line.
"""

__version__ = "0.1.0"
