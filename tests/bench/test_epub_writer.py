import pytest
from tests_support import SAMPLE

from bench.edition import Size, draw
from bench.epub_writer import edition, goals, seconds
from publisher import manifest

TEXT = ("这是第一句完整的话，用来排成稿件的正文。", "街道办事处昨天公布了新的安排，居民都说好。")


def test_the_writer_is_given_every_article_of_the_drawn_edition(tmp_path):
    sheets = draw(Size(pages=2, articles=10, photographs=0), TEXT, 1)
    made = edition(sheets, manifest.load(SAMPLE).edition.publication)
    assert [article.headline for article in made.articles] == [
        story.title for sheet in sheets for story in sheet.stories
    ]
    assert seconds(made, tmp_path / "book.epub") > 0
    assert (tmp_path / "book.epub").stat().st_size > 10_000


@pytest.mark.parametrize(("slow", "met"), [(6.0, [True, True]), (15.0, [True, False])])
def test_goals_are_seconds_and_growth(slow, met):
    assert [goal.met for goal in goals({100: 0.5, 1000: 1.5, 5000: slow})] == met
    assert not goals({100: 1.0, 1000: 3.5, 5000: 15.0})[0].met
