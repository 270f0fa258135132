from dataclasses import fields

import pytest

from publisher.labels import labels


def test_words_in_simplified_chinese():
    words = labels("zh-Hans-CN")
    assert words.page_named(2, "特刊两会") == "第02版：特刊两会"
    assert words.page_named(12, "") == "第12版"
    assert (words.continued_to(3), words.continued_from(2)) == ("下转第03版", "上接第02版")
    assert (words.characters(4497), words.serial(9), words.pages(4)) == ("4497字", "总第9期", "今日4版")
    assert words.labelled(words.source, "新华社") == "来源：新华社"
    assert words.names(("程龙", "潘俊强")) == "程龙、潘俊强"
    assert (words.imprint("cn"), words.imprint("自定")) == ("国内统一连续出版物号", "自定")


def test_words_in_english():
    words = labels("en")
    assert (words.page(2), words.characters(4497)) == ("Page 02", "4,497 characters")
    assert words.labelled(words.source, "AP") == "Source: AP"


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "ja", "en"])
def test_every_word_is_there(language):
    words = labels(language)
    for item in fields(words):
        value = getattr(words, item.name)
        assert value.strip(), item.name
        assert ("{}" in value) == (item.name.endswith("_pattern") or item.name in {"page_picture", "quote"})


def test_unknown_languages_are_served_in_english():
    assert labels("fr") is labels("en")
