"""Pages made by hand, finished for the press in the profile that Ghostscript brings along."""

import subprocess
from pathlib import Path

import numpy as np
import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image as Pillow

from publisher.outputs.press import Profile
from publisher.outputs.press.finish import finish
from publisher.outputs.press.inks import Separation

ICC = next(Path("/usr/share/color/icc/ghostscript").glob("default_cmyk.icc"))
PROFILE = Profile("Test condition", ICC.read_bytes())


def page_file(content, **resources):
    """Return a file with one page of 200 by 200 pt as the painter would write it."""
    pdf = pikepdf.new()
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, 200, 200]),
        Contents=pdf.make_indirect(Stream(pdf, content)),
        Resources=Dictionary({f"/{key}": value for key, value in resources.items()}),
        Annots=Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))]),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return pdf


def finished(content, spots=(), limit=300.0, pdf=None, **resources):
    """Return a file whose one page holds what is finished, and the page's content."""
    pdf = pdf or page_file(content, **resources)
    finish(pdf, Separation(PROFILE, limit), spots, ["01"])
    return pdf, pdf.pages[0].obj.Contents.read_bytes()


def picture_of(pdf, image, alpha=None):
    """Return an image of a file, in the modes that the painter writes."""
    spaces = {"RGB": Name.DeviceRGB, "L": Name.DeviceGray, "CMYK": Name.DeviceCMYK}
    made = Stream(pdf, image.tobytes())
    made.Type, made.Subtype, made.ColorSpace, made.BitsPerComponent = (
        Name.XObject,
        Name.Image,
        spaces[image.mode],
        8,
    )
    made.Width, made.Height = image.size
    if alpha:
        made.SMask = picture_of(pdf, alpha)
    return pdf.make_indirect(made)


def separations(path, folder, *, page=1, dpi=36):
    """Return the inks that Ghostscript prints on a page, 0 to 255 each, by their names."""
    subprocess.run(
        ["gs", "-q", "-dSAFER", "-o", str(folder / "s.tif"), "-sDEVICE=tiffsep", f"-r{dpi}",
         f"-dFirstPage={page}", f"-dLastPage={page}", str(path)],
        check=True,
    )  # fmt: skip
    made = {}
    for item in folder.glob("s(*).tif"):
        made[item.stem[2:-1]] = 255 - np.asarray(Pillow.open(item).convert("L")).astype(int)
    return made
