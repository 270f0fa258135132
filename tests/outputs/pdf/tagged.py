"""The tags of a PDF as a screen reader is told them, for the tests."""

import re

import pikepdf


class Element:
    """An element of the tree: its kind, its attributes, what it holds, and the words in it."""

    def __init__(self, item, words):
        self.kind, self.item, self.kids, self.text = str(item.S)[1:], item, [], ""
        kids = item.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                self.kids.append(Element(kid, words))
                self.text += self.kids[-1].text
            elif not isinstance(kid, pikepdf.Dictionary):
                self.text += words.get((item.Pg.objgen, int(kid)), "")
            elif "/MCID" in kid:
                self.text += words.get((kid.Pg.objgen, int(kid.MCID)), "")

    def all(self, *kinds):
        """Yield the elements of some kinds, in the order of reading."""
        if self.kind in kinds:
            yield self
        for kid in self.kids:
            yield from kid.all(*kinds)


def words_of(file):
    """Return what each stretch of marked content shows, by page and number."""
    found = {}
    for page in file.pages:
        fonts = {name: characters_of(font) for name, font in page.Resources.Font.items()}
        font, stack = {}, []
        for operands, operator in pikepdf.parse_content_stream(page):
            match str(operator):
                case "BDC":
                    mark = operands[1]
                    stack.append(mark.get("/MCID") if isinstance(mark, pikepdf.Dictionary) else None)
                case "BMC":
                    stack.append(None)
                case "EMC":
                    stack.pop()
                case "Tf":
                    font = fonts[str(operands[0])]
                case "Tj" | "TJ":
                    number = next((one for one in reversed(stack) if one is not None), None)
                    shown = operands[0] if str(operator) == "TJ" else [operands[0]]
                    if number is not None:
                        key = (page.obj.objgen, int(number))
                        found[key] = found.get(key, "") + "".join(_text(part, font) for part in shown)
    return found


def characters_of(font):
    if "/ToUnicode" not in font:
        return {}
    table = font.ToUnicode.read_bytes().decode("ascii", "replace")
    pairs = re.findall(r"<([0-9a-f]+)> <([0-9a-f]+)>", table)
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}


def _text(part, font):
    if not isinstance(part, pikepdf.String):
        return ""
    codes = bytes(part)
    return "".join(font.get(int.from_bytes(codes[at : at + 2]), "") for at in range(0, len(codes), 2))
