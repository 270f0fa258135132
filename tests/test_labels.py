from dataclasses import fields

import pytest

from publisher.errors import Position
from publisher.labels import labels
from publisher.model import Article, Paragraph, Run


def story(text):
    body = (Paragraph(runs=(Run(text=text),)),)
    return Article(id="a", where=Position("a.md"), title=(), body=body)


def test_words_in_simplified_chinese():
    words = labels("zh-Hans-CN")
    assert words.page_named(2, "特刊两会") == "第02版：特刊两会"
    assert words.page_named(12, "") == "第12版"
    assert (words.continued_to(3), words.continued_from(2)) == ("下转第03版", "上接第02版")
    assert (words.length(story("增长3.5%。" * 900)), words.serial(9), words.pages(4)) == (
        "6300字",
        "总第9期",
        "今日4版",
    )
    assert words.labelled(words.source, "新华社") == "来源：新华社"
    assert words.names(("程龙", "潘俊强")) == "程龙、潘俊强"
    assert (words.imprint("cn"), words.imprint("自定")) == ("国内统一连续出版物号", "自定")


def test_words_in_english():
    words = labels("en")
    assert (words.page(2), words.folio(2), words.page(12)) == ("Page 2", "2", "Page 12")
    assert (words.continued_to(3), words.continued_from(2)) == (
        "Continued on page 3",
        "Continued from page 2",
    )
    assert (words.pages(1), words.pages(4)) == ("1 page", "4 pages")
    assert words.length(story("Well-known, 3.5% — and “so on” …")) == "5 words"
    assert (words.length(story("Yes!")), words.length(story("word " * 2310))) == ("1 word", "2,310 words")
    assert words.length(story("Said 李焕英 to me.")) == "6 words"
    assert words.labelled(words.source, "AP") == "Source: AP"


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "ja", "en"])
def test_every_word_is_there(language):
    words = labels(language)
    for item in fields(words):
        value = getattr(words, item.name)
        if item.name == "stops":
            assert all(stop.strip() for stop in value)
            continue
        assert value.strip(), item.name
        assert ("{}" in value) == (item.name.endswith("_pattern") or item.name in {"page_picture", "quote"})


def test_unknown_languages_are_served_in_english():
    assert labels("fr") is labels("en")


def test_what_has_no_spaces_between_words_is_counted_in_characters():
    assert labels("th").length(story("สวัสดี")) == "6 characters"
    assert labels("th").page(2) == "Page 2"
