"""What a whole file must have and must not: PDF/X-4 (ISO 15930-7), output intent, scripts, forms, layers, annotations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf

from publisher.locale import say
from publisher.preflight import streams
from publisher.preflight.boxes import box_of_array
from publisher.preflight.xmp import properties

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publisher.preflight.boxes import Sheet
    from publisher.preflight.collector import Collector

#: Annotations that PDF/X allows anywhere, and those that show nothing.
_ALLOWED = frozenset({"/PrinterMark", "/TrapNet", "/Popup"})
#: Actions that only lead somewhere; as annotations they are told of already.
_LINKS = frozenset({"/GoTo", "/URI", "/GoToR"})
#: Annotations of a page that are looked at.
_MOST = 2000
_PROFILE_LIMIT = 16 << 20


def check_document(pdf: pikepdf.Pdf, faults: Collector) -> None:
    """Report F-005 to F-007 and F-032 to F-034."""
    root = pdf.Root
    if pdf.is_encrypted:
        faults.add("F-005")
    _check_marks(pdf, faults)
    _check_intents(root, faults)
    _check_actions(root, faults)
    form = root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and (form.get("/Fields") or "/XFA" in form):
        faults.add("F-033", what="XFA" if "/XFA" in form else "AcroForm")
    layers = _at(root, "/OCProperties", "/OCGs")
    if isinstance(layers, pikepdf.Array) and len(layers):
        found = list(layers)[:5]
        names = [str(item.get("/Name", "?")) for item in found if isinstance(item, pikepdf.Dictionary)]
        more = "…" if len(layers) > len(found) else ""
        faults.add("F-034", what=say("、", ", ").join(names) + more)


def _at(node: Any, *keys: str) -> Any:  # noqa: ANN401 - objects of a PDF
    for key in keys:
        node = node.get(key) if isinstance(node, pikepdf.Dictionary) else None
    return node


def _check_marks(pdf: pikepdf.Pdf, faults: Collector) -> None:
    """Report F-006: what ISO 15930-7 wants in XMP, trailer and document information."""
    missing = []
    told = properties(_metadata(pdf.Root.get("/Metadata")))
    version = told.get("pdfxid:GTS_PDFXVersion", "")
    if version != "PDF/X-4":
        # PDF/X-4p keeps the profile outside of the file, where no printer has it: it is not let pass as PDF/X-4.
        other = say(f"（写的是 {version[:20]}）", f" (it says {version[:20]})") if version else ""
        missing.append("GTS_PDFXVersion PDF/X-4" + other)
    wanted = ("xmpMM:DocumentID", "xmp:CreateDate", "xmp:ModifyDate", "dc:title")
    missing += [key for key in wanted if key not in told]
    known = str(_at(pdf.trailer, "/Info", "/Trapped") or "").lstrip("/")
    if not {told.get("pdf:Trapped"), known} & {"True", "False"}:
        missing.append("Trapped")
    if not isinstance(pdf.trailer.get("/ID"), pikepdf.Array):
        missing.append("/ID")
    if missing:
        faults.add("F-006", missing=say("、", ", ").join(missing))


def _metadata(found: Any) -> bytes:  # noqa: ANN401
    if not isinstance(found, pikepdf.Stream):
        return b""
    try:
        return streams.read(found, _PROFILE_LIMIT)
    except (streams.TooMuchError, pikepdf.PdfError):
        return b""


def _check_intents(root: Any, faults: Collector) -> None:  # noqa: ANN401
    """Report F-007: one output intent of kind GTS_PDFX, with a profile of four inks (6.5)."""
    found = root.get("/OutputIntents")
    intents = (
        [item for item in found if isinstance(item, pikepdf.Dictionary)]
        if isinstance(found, pikepdf.Array)
        else []
    )
    ours = [item for item in intents if item.get("/S") == "/GTS_PDFX"]
    if not ours:
        problem = (
            say("一个也没有", "there is none")
            if not intents
            else say("没有 GTS_PDFX 的", "none is of GTS_PDFX")
        )
        faults.add("F-007", problem=problem)
        return
    if len(ours) > 1 or len(intents) > 1:
        faults.add("F-007", problem=say(f"有 {len(intents)} 个", f"there are {len(intents)}"))
    problem = _profile_problem(ours[0].get("/DestOutputProfile"))
    if problem:
        faults.add("F-007", problem=problem)


def _profile_problem(profile: Any) -> str:  # noqa: ANN401
    if not isinstance(profile, pikepdf.Stream):
        return say("没有嵌入特性文件", "its profile is not embedded")
    try:
        head = streams.read(profile, _PROFILE_LIMIT)[:40]
    except (streams.TooMuchError, pikepdf.PdfError):
        head = b""
    # Signature, device class and data colour space stand in the header (ISO 15076-1, 7.2).
    if head[36:40] != b"acsp":
        return say("特性文件已损坏", "its profile is damaged")
    count = profile.get("/N")
    if head[16:20] != b"CMYK" or count != 4:
        return say(f"特性文件不是 CMYK（N = {count}）", f"its profile is not CMYK (N = {count})")
    if head[12:16] != b"prtr":
        return say("特性文件不是输出设备的", "its profile is not that of an output device")
    return ""


def _check_actions(root: Any, faults: Collector) -> None:  # noqa: ANN401
    found = []
    if _at(root, "/Names", "/JavaScript") is not None:
        found.append("JavaScript")
    if isinstance(root.get("/OpenAction"), pikepdf.Dictionary):
        found.append("OpenAction")
    if "/AA" in root:
        found.append("AA")
    if found:
        faults.add("F-032", what=say("、", ", ").join(found))


def check_page(page: Any, sheet: Sheet, faults: Collector) -> None:  # noqa: ANN401
    """Report F-031, annotations that reach into the bleed (ISO 15930-7), and F-032, actions of the page."""
    number = sheet.number
    if "/AA" in page:
        faults.add("F-032", number, what="AA")
    for item in _annotations(page):
        kind = str(item.get("/Subtype", "?"))
        box = box_of_array(item.get("/Rect"))
        if kind not in _ALLOWED and box and sheet.bleed.common(box):
            faults.add("F-031", number, sheet.place(box), what=kind[1:])
        action = str(_at(item, "/A", "/S") or "")
        if "/AA" in item or (action and action not in _LINKS):
            faults.add("F-032", number, sheet.place(box) if box else None, what=action[1:] or "AA")


def _annotations(page: Any) -> Iterator[Any]:  # noqa: ANN401
    found = page.get("/Annots")
    if isinstance(found, pikepdf.Array):
        for item in list(found)[:_MOST]:
            if isinstance(item, pikepdf.Dictionary):
                yield item
