"""Reading manifests 清单: from YAML and Markdown files to the model of :mod:`publisher.model`.

Public here: finding editions, loading one, and the schemas and reference of what is read.
"""

from publisher.manifest.folders import EditionFolder, find_editions, locate, newest, no_paper
from publisher.manifest.images import Seen
from publisher.manifest.loader import Loaded, load
from publisher.manifest.publication import press_of
from publisher.manifest.reference import reference, schemas

__all__ = [
    "EditionFolder",
    "Loaded",
    "Seen",
    "find_editions",
    "load",
    "locate",
    "newest",
    "no_paper",
    "press_of",
    "reference",
    "schemas",
]
