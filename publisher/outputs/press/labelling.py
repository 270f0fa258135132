"""What a press file says of itself: output intent, metadata and identifiers (ISO 15930-7:2010).

Times come from the edition and identifiers from the content, so that the same edition gives the same bytes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, Stream, String

import publisher

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from pikepdf import Pdf

    from publisher.outputs.press.profile import Profile

VERSION = "PDF/X-4"
_PROGRAM = f"epaper-publish {publisher.__version__}"
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<xmp:CreatorTool>{program}</xmp:CreatorTool>
<xmp:CreateDate>{time}</xmp:CreateDate>
<xmp:ModifyDate>{time}</xmp:ModifyDate>
<xmp:MetadataDate>{time}</xmp:MetadataDate>
<pdf:Producer>{program}</pdf:Producer>
<pdf:Trapped>False</pdf:Trapped>
<pdfxid:GTS_PDFXVersion>{version}</pdfxid:GTS_PDFXVersion>
<xmpMM:DocumentID>uuid:{document}</xmpMM:DocumentID>
<xmpMM:InstanceID>uuid:{instance}</xmpMM:InstanceID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<xmpMM:VersionID>1</xmpMM:VersionID>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What every file of an edition says of itself.

    Attributes:
        title: the newspaper and its date.
        stem: what identifies the edition.
        time: when the edition became what it is.
        profile: the printing condition.
        content: the digest of what the files are made of.
    """

    title: str
    stem: str
    time: datetime
    profile: Profile
    content: str


def digest(*parts: bytes) -> str:
    """Return the digest of some content."""
    made = hashlib.sha256()
    for part in parts:
        made.update(part)
    return made.hexdigest()


def save(pdf: Pdf, target: Path, label: Label) -> None:
    """Label a file and write it."""
    _intend(pdf, label.profile)
    name = f"epaper-publish:{label.stem}/{target.name}"
    stamp = label.time.strftime("%Y-%m-%dT%H:%M:%S") + _zone(label.time)
    packet = _XMP.format(
        title=escape(label.title),
        program=escape(_PROGRAM),
        time=stamp,
        version=VERSION,
        document=uuid5(NAMESPACE_URL, name),
        instance=uuid5(NAMESPACE_URL, f"{name}#{label.content}"),
    )
    metadata = Stream(pdf, packet.encode())
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = pdf.make_indirect(metadata)
    date = String(
        label.time.strftime("D:%Y%m%d%H%M%S")
        + _zone(label.time).replace(":", "'")
        + ("'" if _zone(label.time) != "Z" else "")
    )
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(label.title), Creator=String(_PROGRAM), Producer=String(_PROGRAM),
            CreationDate=date, ModDate=date, Trapped=Name("/False"),
        )
    )  # fmt: skip
    pdf.save(target, force_version="1.6", deterministic_id=True, fix_metadata_version=False)


def _intend(pdf: Pdf, profile: Profile) -> None:
    """Say for which printing condition the inks were made, and enclose its profile."""
    embedded = Stream(pdf, profile.data)
    embedded.N, embedded.Alternate = 4, Name.DeviceCMYK
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(profile.name),
        OutputCondition=String(profile.name),
        Info=String(profile.name),
        DestOutputProfile=pdf.make_indirect(embedded),
    )
    pdf.Root.OutputIntents = Array([intent])


def _zone(time: datetime) -> str:
    """Return the offset from UTC; a newspaper's day has none."""
    offset = time.strftime("%z")
    return "Z" if offset in {"", "+0000"} else f"{offset[:3]}:{offset[3:5]}"
