from __future__ import annotations

import time

import pytest

from publisher.manifest.svg import SvgError, inspect_svg


def svg(inside: str = "", attributes: str = 'viewBox="0 0 40 20"') -> bytes:
    start = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    return f"{start}{attributes}>{inside}</svg>".encode()


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('viewBox="0 0 40 20"', (40, 20)),
        ('width="100" viewBox="0 0 40 20"', (100, 50)),
        ('width="100%" height="100%" viewBox="0,0,40.2,20"', (40, 20)),
        ('width="25.4mm" height="1in"', (96, 96)),
        ("", (300, 150)),
        ('viewBox="none"', (300, 150)),
    ],
)
def test_size(attributes: str, size: tuple[int, int]) -> None:
    assert inspect_svg(svg(attributes=attributes))[:2] == size


@pytest.mark.parametrize(
    "inside",
    [
        '<a xlink:href="#x"><rect id="x" fill="url(#g)"/></a>',
        "<style>rect { fill: url('#g') } /* \\u */</style>",
        '<image href="data:image/png;base64,iVBO"/>',
        '<g id="a"><rect/></g>' + '<use href="#a"/>' * 1000,
        "<metadata><x xmlns='urn:x' resource='http://example.org'/></metadata>",
    ],
)
def test_harmless_content_is_accepted(inside: str) -> None:
    assert inspect_svg(svg(inside))[:2] == (40, 20)


def _ten(number: int) -> str:
    return f'<g id="a{number}">' + f'<use href="#a{number - 1}"/>' * 10 + "</g>"


LAUGHS = '<g id="a0"><rect/></g>' + "".join(_ten(number) for number in range(1, 12))


@pytest.mark.parametrize(
    "inside",
    [
        "<script/>",
        "<SCRIPT/>",
        "<foreignObject/>",
        '<rect onclick="x()"/>',
        '<image href="http://example.org/x.png"/>',
        '<image xlink:href="../secret.png"/>',
        '<image href="data:image/svg+xml;base64,AA"/>',
        '<a href="javascript:x()"/>',
        '<rect fill="url(http://example.org/#g)"/>',
        '<rect style="fill: url( \'file:///etc/passwd"/>',
        '<rect style="fill: u\\72l(http://example.org)"/>',
        "<style>@import 'x.css'</style>",
        "<style><![CDATA[rect { fill: url(x.svg#g) }]]></style>",
        '<set attributeName="xlink:href" to="javascript:x()"/>',
        '<g xml:base="http://example.org"/>',
        '<?xml-stylesheet href="x.css"?>',
        '<g id="a"><use href="#a"/></g>',
        '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
        LAUGHS,
        "<g>" * 300 + "</g>" * 300,
    ],
)
def test_dangerous_content_is_refused(inside: str) -> None:
    started = time.perf_counter()
    with pytest.raises(SvgError) as caught:
        inspect_svg(svg(inside))
    assert caught.value.rule == "I-006"
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"<svg", "I-002"),
        (b"<svg/>", "I-002"),
        (svg(attributes='width="1e9" height="1"'), "I-002"),
        (b'<?xml version="1.0" encoding="x-none"?>' + svg(), "I-002"),
        (b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + svg("&x;"), "I-006"),
        (b'<!DOCTYPE svg [<!ATTLIST rect onclick CDATA "x()">]>' + svg("<rect/>"), "I-006"),
    ],
)
def test_broken_files_and_document_types(content: bytes, rule: str) -> None:
    with pytest.raises(SvgError) as caught:
        inspect_svg(content)
    assert caught.value.rule == rule


def test_plain_document_type_is_accepted() -> None:
    doctype = (
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    )
    assert inspect_svg(doctype + svg())[:2] == (40, 20)
