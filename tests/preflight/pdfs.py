"""Small PDFs to examine: one that is sound in every respect, and the same with a fault planted."""

from __future__ import annotations

import io
import struct
from functools import cache

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Stream

from publisher.preflight import preflight
from publisher.pressroom import Limits, Press, Spot

MM = 72 / 25.4
PRESS = Press(spots=(Spot(name="PANTONE 185 C", colour="#e60012"),), limits=Limits())
XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion><pdf:Trapped>False</pdf:Trapped>
<xmp:CreateDate>2024-03-20T00:00:00Z</xmp:CreateDate><xmp:ModifyDate>2024-03-20T00:00:00Z</xmp:ModifyDate>
<xmpMM:DocumentID>uuid:1</xmpMM:DocumentID>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">t</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""
#: The sound content: a picture, a tint that runs into the bleed, black text that overprints, a rule.
SOUND = b"""
0 0 0 0 k -9 -9 302 102 re f
0.2 0 0 0 k -9 -9 302 50 re f
q 100 0 0 60 150 200 cm /Picture Do Q
/Over gs 0 0 0 1 k BT /F 9 Tf 20 20 Td (black on a tint) Tj ET
BT /F 20 Tf 20 150 Td [(A) -20 (B\\(C)] TJ ET
0 0 0 1 K 0.5 w 20 120 m 200 120 l S
"""


def profile(space=b"CMYK", kind=b"prtr"):
    """The head of an ICC profile, which is as far as preflight reads."""
    body = (
        struct.pack(">I", 132)
        + b"test"
        + b"\x02\x40\0\0"
        + kind
        + space
        + b"Lab "
        + bytes(12)
        + b"acsp"
        + bytes(92)
    )
    return body[:132]


@cache
def made_font(*, compact=False):
    """The bytes of a font of three squares, TrueType or OpenType with CFF."""
    names = [".notdef", "a", "b"]
    builder = FontBuilder(1000, isTTF=not compact)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({97: "a", 98: "b"})
    pens = {name: T2CharStringPen(1000, None) if compact else TTGlyphPen(None) for name in names}
    for pen in pens.values():
        pen.moveTo((100, 0))
        for point in ((100, 700), (800, 700), (800, 0)):
            pen.lineTo(point)
        pen.closePath()
    if compact:
        builder.setupCFF("Song", {}, {name: pen.getCharString() for name, pen in pens.items()}, {})
    else:
        builder.setupGlyf({name: pen.glyph() for name, pen in pens.items()})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 100)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Song", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    target = io.BytesIO()
    builder.save(target)
    return target.getvalue()


def compact_font():
    """A bare CFF, as FontFile3 holds it."""
    return TTFont(io.BytesIO(made_font(compact=True))).reader["CFF "]


def numbered_font(pdf, program=None, **keys):
    """A font whose text is the numbers of its glyphs."""
    file = Stream(pdf, program or made_font())
    described = Dictionary(Type=Name.FontDescriptor, FontName=Name.Song, Flags=4, FontFile2=file)
    below = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.Song, FontDescriptor=described, **keys
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Song, Encoding=Name("/Identity-H"),
            DescendantFonts=Array([below]),
        )
    )  # fmt: skip


def font(pdf, *, embedded=True):
    described = Dictionary(Type=Name.FontDescriptor, FontName=Name("/ABCDEF+Song"), Flags=32)
    if embedded:
        described.FontFile3 = Stream(pdf, compact_font(), Subtype=Name.Type1C)
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/ABCDEF+Song"), FontDescriptor=described
        )
    )


def image(pdf, width=300, height=180, *, space=Name.DeviceCMYK, count=4, value=b"\x20", **keys):
    bits = keys.setdefault("BitsPerComponent", 8)
    data = value * (height * -(-width * count * bits // 8))
    keys.setdefault("ColorSpace", space)
    keys = {key: item for key, item in keys.items() if item is not None}
    return Stream(pdf, data, Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height, **keys)


def sound(content=SOUND, pages=2):
    """A PDF/X-4 of 100 × 120 mm pages with 3 mm of bleed; its objects may be changed."""
    pdf = pikepdf.new()
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=(100 * MM, 120 * MM)).obj
        page.MediaBox = Array([-12 * MM, -12 * MM, 112 * MM, 132 * MM])
        page.BleedBox = Array([-3 * MM, -3 * MM, 103 * MM, 123 * MM])
        page.TrimBox = Array([0, 0, 100 * MM, 120 * MM])
        page.Contents = Stream(pdf, content)
        page.Resources = Dictionary(
            Font=Dictionary(F=font(pdf)),
            XObject=Dictionary(Picture=image(pdf)),
            ExtGState=Dictionary(
                Over=Dictionary(OP=True, op=True, OPM=1),
                Knock=Dictionary(OP=False, op=False),
                Clear=Dictionary(ca=0.5),
                Masked=Dictionary(SMask=Dictionary(S=Name.Luminosity, G=_rgb_group(pdf))),
                Times=Dictionary(BM=Name.Multiply),
            ),
            ColorSpace=Dictionary(
                Red=Array([Name.Separation, Name("/PANTONE 185 C"), Name.DeviceCMYK, _tint(pdf, 1)]),
                All=Array([Name.Separation, Name.All, Name.DeviceCMYK, _tint(pdf, 1)]),
                Other=Array([Name.Separation, Name("/Pantone 185C"), Name.DeviceCMYK, _tint(pdf, 1)]),
                Two=Array([Name.DeviceN, Array([Name.Cyan, Name("/Gold")]), Name.DeviceCMYK, _tint(pdf, 2)]),
                Bright=Array([Name.Separation, Name("/PANTONE 185 C"), Name.DeviceRGB, _tint(pdf, 1)]),
                Lab=Array([Name.Lab, Dictionary(WhitePoint=Array([0.96, 1, 0.82]))]),
                Srgb=Array([Name.ICCBased, Stream(pdf, profile(b"RGB "), N=3)]),
                Swop=Array([Name.ICCBased, Stream(pdf, profile(), N=4)]),
            ),
        )
    pdf.Root.Metadata = Stream(pdf, XMP.encode(), Type=Name.Metadata, Subtype=Name.XML)
    intent = Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFX, OutputConditionIdentifier="test")
    intent.DestOutputProfile = Stream(pdf, profile(), N=4)
    pdf.Root.OutputIntents = Array([intent])
    pdf.trailer.ID = Array([pikepdf.String("0" * 16), pikepdf.String("1" * 16)])
    return pdf


def _rgb_group(pdf):
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    return Stream(pdf, b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 99, 99]), Group=group)


def _tint(pdf, inputs):
    return Dictionary(
        FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0, 0]), C1=Array([0, 1, 0.8, 0]), N=1
    ) if inputs == 1 else Stream(
        pdf, b"{pop 0 0 0}", FunctionType=4, Domain=Array([0, 1, 0, 1]), Range=Array([0, 1] * 4)
    )  # fmt: skip


def saved(pdf, path, **options):
    pdf.save(path, **options)
    return path


def content(path, *lines, change=lambda pdf, page: None, pages=1):
    """Write a PDF whose first page has this content, after what ``change`` does to it."""
    pdf = sound("\n".join(lines).encode() if lines else SOUND, pages)
    change(pdf, pdf.pages[0].obj)
    return saved(pdf, path)


def examined(path, *, finished=False, ink=False, press=PRESS, **options):
    return preflight(path, press, finished=finished, ink=ink, **options)


def found(result):
    """The ids of the rules that a file breaks, by the worst first."""
    return {fault.rule for fault in result.faults}


def damaged_bytes(pdf):
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()
