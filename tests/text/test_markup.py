import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from publisher.text.markup import clean, escape


def test_only_what_xml_cannot_hold_is_left_out():
    assert clean("a\x00b\x0bc\ud800d\ufffee\uffff") == "abcde"
    kept = "\t\n汉\u200f\ufdd0\ufffd\U0001f600\x7f\x85"
    assert clean(kept) == kept


@given(st.text(alphabet=st.characters(), max_size=60))
def test_escaped_text_comes_back_from_xml(text):
    element = ET.fromstring(f'<a b="{escape(text)}">{escape(text)}</a>')
    assert (element.text or "") == clean(text).replace("\r", "\n")
