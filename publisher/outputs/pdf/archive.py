"""What makes a PDF one for archives and for everybody 存档与无障碍: PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) in one file.

The painter writes the colour condition, the tags and the identifier; here the file says what it is (XMP), calls its pages as
the newspaper does, and carries the manifest that it was made from.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import pydyf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: What the painter has to write by itself.
VARIANT = "pdf/a-3a"

#: PDF/UA's own properties are unknown to PDF/A, and are described to it (ISO 19005-3, 6.6.2.3.3).
_UA_SCHEMA = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="3" pdfaid:conformance="A"/>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
{schema}
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" \
xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:format>application/pdf</dc:format>
{facts}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file of the manifest 来源文件, by its path from the newspaper's folder."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """What a file says of itself besides what its document says.

    Attributes:
        paper: who publishes it; ``name``: the file's stable name; ``issue``: which issue it is, as it is printed.
        labels: what each page is called 第01版; ``words``: where the manifest is from, for who finds it in the file.
        sources: the manifest.
    """

    paper: str
    name: str
    issue: str
    labels: tuple[str, ...]
    words: str = ""
    sources: tuple[Source, ...] = ()


def complete(pdf: pydyf.PDF, metadata: Any, archive: Archive) -> None:  # noqa: ANN401 - the painter's own record
    """Complete a file that the painter has written as :data:`VARIANT`.

    Args:
        pdf: the file; all that it holds is still open.
        metadata: what the painter knows of the document: title, authors, dates, language.
        archive: what else is to be told, with a label for each page of this file.
    """
    _describe(pdf, metadata, archive)
    _label(pdf, archive.labels)
    _attach(pdf, archive, metadata.modified)
    for item in pdf.objects:
        # Smoothing is the viewer's affair: PDF/A forbids asking for it (ISO 19005-3, 6.2.8).
        if isinstance(item, pydyf.Stream) and item.extra.get("Subtype") == "/Image":
            item.extra.pop("Interpolate", None)


def _describe(pdf: pydyf.PDF, metadata: Any, archive: Archive) -> None:  # noqa: ANN401
    """Replace the painter's XMP, which can say but one of the two standards."""
    stream = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    text = _XMP.format(schema=_UA_SCHEMA, facts="\n".join(_facts(pdf, metadata, archive)))
    # Archives read it without unpacking anything.
    stream.stream, stream.compress = [text.encode()], False


def _facts(pdf: pydyf.PDF, metadata: Any, archive: Archive) -> Iterator[str]:  # noqa: ANN401
    if metadata.title:
        yield _bag("dc:title", "Alt", [metadata.title], ' xml:lang="x-default"')
    if metadata.authors:
        yield _bag("dc:creator", "Seq", [", ".join(metadata.authors)])
    yield _bag("dc:publisher", "Bag", [archive.paper])
    if metadata.lang:
        yield _bag("dc:language", "Bag", [metadata.lang])
    yield f"<dc:identifier>{escape(archive.name)}</dc:identifier>"
    if archive.issue:
        yield _bag("dc:description", "Alt", [archive.issue], ' xml:lang="x-default"')
        pdf.info["Subject"] = pydyf.String(archive.issue)
    if metadata.generator:
        yield f"<xmp:CreatorTool>{escape(metadata.generator)}</xmp:CreatorTool>"
    if metadata.created:
        yield _bag("dc:date", "Seq", [metadata.created])
        yield f"<xmp:CreateDate>{metadata.created}</xmp:CreateDate>"
    if metadata.modified:
        yield f"<xmp:ModifyDate>{metadata.modified}</xmp:ModifyDate>"
        yield f"<xmp:MetadataDate>{metadata.modified}</xmp:MetadataDate>"
    yield f"<pdf:Producer>{escape(pdf.info['Producer'].string)}</pdf:Producer>"


def _bag(name: str, kind: str, values: Iterable[str], attributes: str = "") -> str:
    items = "".join(f"<rdf:li{attributes}>{escape(value)}</rdf:li>" for value in values)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"


def _label(pdf: pydyf.PDF, labels: tuple[str, ...]) -> None:
    """Call the pages as the newspaper does (PDF 32000-1, 12.4.2)."""
    numbers = pydyf.Array()
    for at, label in enumerate(labels):
        numbers += [at, pydyf.Dictionary({"P": pydyf.String(label)})]
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": numbers})


def _attach(pdf: pydyf.PDF, archive: Archive, modified: str) -> None:
    """Carry the manifest as associated files (ISO 19005-3, 6.8)."""
    if not archive.sources:
        return
    names, files = pydyf.Array(), pydyf.Array()
    date = pydyf.String(f"D:{''.join(char for char in modified if char.isdigit())[:14]}Z")
    for source in sorted(archive.sources, key=lambda source: source.name):
        subtype = "/" + source.media_type.replace("/", "#2f")
        checksum = f"<{hashlib.md5(source.content, usedforsecurity=False).hexdigest()}>"
        facts = {"Size": len(source.content), "ModDate": date, "CheckSum": checksum}
        extra = {"Type": "/EmbeddedFile", "Subtype": subtype, "Params": pydyf.Dictionary(facts)}
        stream = pydyf.Stream([source.content], extra, compress=True)
        pdf.add_object(stream)
        held = pydyf.Dictionary({"F": stream.reference, "UF": stream.reference})
        name = pydyf.String(source.name)
        specification = pydyf.Dictionary({
            "Type": "/Filespec", "F": name, "UF": name, "EF": held, "AFRelationship": "/Source",
            "Desc": pydyf.String(archive.words),
        })  # fmt: skip
        pdf.add_object(specification)
        names += [name, specification.reference]
        files.append(specification.reference)
    known = pdf.catalog.setdefault("Names", pydyf.Dictionary())
    known["EmbeddedFiles"] = pydyf.Dictionary({"Names": names})
    pdf.catalog["AF"] = files
    pdf.catalog["PageMode"] = "/UseOutlines"
