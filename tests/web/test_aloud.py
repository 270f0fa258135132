"""Read aloud 朗读: every sentence once and in order, followed in the text, with a voice of the paper's language."""

from pathlib import Path

import pytest
from machines import VIEWS, said, until

from publisher.text.reading import visible

VOICES = (Path(__file__).parent / "voices.js").read_text("utf-8")
HELD = "speechSynthesis.held = true"
ISSUE = "sample-daily/2024-03-20/web"
#: One of each kind: news, a table, charts, verse, notes, readings, a document that jumps.
ARTICLES = (
    f"{ISSUE}/01/01-01.html", f"{ISSUE}/01/01-03.html", f"{ISSUE}/02/02-03.html", f"{ISSUE}/05/05-01.html",
    f"{ISSUE}/06/06-01.html", f"{ISSUE}/06/06-04.html", f"{ISSUE}/06/06-05.html", f"{ISSUE}/07/07-01.html",
    "yangpu-times/2023-01-05/web/02/02-01.html",
)  # fmt: skip
TEXT = """() => {
  const story = document.querySelector("article").cloneNode(true);
  story.querySelectorAll("rt, .noteref, .mark").forEach((one) => one.remove());
  return story.textContent;
}"""


@pytest.fixture
def listen(look_at, open_page, open_still):
    """Return a function that opens an article with voices; ``before`` is run on every page when they are there.

    A page may stand ``still``, and a reader's choice may be ``kept``; else it is only looked at.
    """

    def opened(path=ARTICLES[0], view=VIEWS["desk"], before="", *, still=False, kept=False):
        def ready(page):
            page.add_init_script(VOICES)
            if before:
                page.add_init_script(before)

        open_ = open_still if still else open_page if kept else look_at
        return open_(path, view, ready=ready)

    return opened


def heard(page):
    return [one["text"] for one in page.evaluate("heard")]


def start(page):
    page.get_by_role("button", name="朗读").click()
    until(page, "heard.length > 0")


def begin_still(page):
    """Begin where no time passes: the player has the focus once the voices are found, and the first sentence waits."""
    page.get_by_role("button", name="朗读").click()
    until(page, "document.activeElement.dataset.aloud === 'play'")


@pytest.mark.parametrize("path", ARTICLES)
def test_all_is_read_once_and_in_order(listen, path):
    page = listen(path)
    start(page)
    until(page, "document.querySelector('.player').hidden")
    assert visible("".join(heard(page))) == visible(page.evaluate(TEXT))
    # At four characters a second Chrome's fifteen seconds hold sixty.
    assert max(map(len, heard(page))) <= 50


def test_sentences_are_told_apart(listen):
    page = listen(f"{ISSUE}/07/07-01.html", before=HELD)
    told = page.evaluate("""() => [
      "他说：“为什么？”便走了。真的！好……", "见《你好！世界》一书。（记者 甲。）完",
      "Mr. Smith came. He left.", "价格3.5元；涨了。",
      "“走吧。”他说。"
    ].map((text) => epaperText.sentences(text).map(([from, to]) => text.slice(from, to)))""")
    assert told[0] == ["他说：“为什么？”", "便走了。", "真的！", "好……"]
    assert told[1] == ["见《你好！世界》一书。", "（记者 甲。）完"]
    assert told[2] == ["Mr. Smith came. ", "He left."]
    assert told[3] == ["价格3.5元；", "涨了。"]
    assert told[4] == ["“走吧。”", "他说。"]


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_it_is_led_by_its_buttons(listen, view):
    page = listen(view=view, before=HELD)
    start(page)
    first = heard(page)[0]
    count = page.locator(".player output")
    total = int(count.inner_text().split("/")[1])
    assert count.inner_text() == f"1 / {total}"
    page.get_by_role("button", name="下一句").click()
    until(page, "heard.length === 2")
    assert count.inner_text() == f"2 / {total}"
    page.get_by_role("button", name="上一句").click()
    until(page, "heard.length === 3")
    assert heard(page)[2] == first
    page.get_by_role("button", name="暂停").click()
    page.wait_for_timeout(150)
    assert len(heard(page)) == 3
    # Further than half a sentence the voice had come.
    page.get_by_role("button", name="继续").click()
    until(page, "heard.length === 4")
    page.evaluate("speechSynthesis.last('boundary', { charIndex: 3 })")
    page.get_by_role("button", name="暂停").click()
    page.get_by_role("button", name="继续").click()
    until(page, "heard.length === 5")
    assert heard(page)[4] == first[3:]
    page.get_by_role("button", name="停止").click()
    assert page.locator(".player").is_hidden()
    assert page.evaluate("document.activeElement.dataset.aloud") == "start"


def test_a_voice_of_the_language_is_chosen_and_speed_and_voice_are_kept(listen):
    page = listen(before=HELD, kept=True)
    start(page)
    assert page.evaluate("heard[0]") | {"text": ""} == {
        "text": "",
        "lang": "zh-CN",
        "rate": 1,
        "voice": "婷婷",
    }
    options = page.locator("[name=aloud-voice] option").all_inner_texts()
    assert options == ["婷婷", "远方", "美佳"]
    page.get_by_label("语速").select_option("1.5")
    until(page, "heard.at(-1).rate === 1.5")
    page.get_by_label("嗓音").select_option("美佳")
    until(page, "heard.at(-1).lang === 'zh-TW'")
    page.reload()
    start(page)
    assert page.evaluate("heard[0].rate") == 1.5
    assert page.evaluate("heard[0].voice") == "美佳"


@pytest.mark.parametrize("highlights", [True, False])
def test_the_sentence_is_marked_and_brought_into_view(listen, highlights):
    page = listen(view=VIEWS["phone"], before=HELD if highlights else f"{HELD}; delete window.Highlight")
    start(page)
    for _ in range(8):
        page.get_by_role("button", name="下一句").click()
    until(page, "document.querySelector('.player output').textContent.startsWith('9 ')")
    if highlights:
        # The voice begins a moment after the mark.
        until(
            page,
            r"""() => {
              const [marked, told] = [[...CSS.highlights.get("aloud")][0].toString(), heard.at(-1).text];
              return marked.replace(/\s/g, "").includes(told.replace(/\s/g, ""));
            }""",
        )
        box = "[...CSS.highlights.get('aloud')][0].getBoundingClientRect()"
    else:
        assert page.locator(".aloud-block").count() == 1
        box = "document.querySelector('.aloud-block').getBoundingClientRect()"
    until(page, f"{box}.top > 0 && {box}.top < document.querySelector('.player').getBoundingClientRect().top")
    page.get_by_role("button", name="停止").click()
    assert page.evaluate("CSS.highlights.size") == 0
    assert page.locator(".aloud-block").count() == 0


def test_it_goes_on_to_the_next_article_if_asked(listen):
    # Every page is held, or the next article would be over, and the one behind it open, before it is looked at.
    page = listen(f"{ISSUE}/01/01-04.html", before=HELD, kept=True)
    start(page)
    page.get_by_label("连读下一篇").check()
    page.evaluate("speechSynthesis.held = false; speechSynthesis.last('end')")
    page.wait_for_url("**/01/01-05.html*")
    until(page, "location.pathname.endsWith('01-05.html') && heard.length > 0")
    assert "#aloud" not in page.evaluate("location.href")
    assert page.get_by_label("连读下一篇").is_checked()


@pytest.mark.parametrize(
    "before",
    [
        "speechSynthesis.getVoices = () => []",
        "speechSynthesis.getVoices = () => [{ name: 'x', lang: 'en-US', voiceURI: 'x' }]",
        "delete window.speechSynthesis",
    ],
    ids=["none", "none-of-the-language", "none-at-all"],
)
def test_a_browser_without_voices_says_so(listen, before):
    page = listen(before=before, still=True)
    page.get_by_role("button", name="朗读").click()
    said(page, "没有能读本文的语音")
    assert page.locator(".player").is_hidden()


def test_voices_that_come_late_are_waited_for(listen):
    late = """const all = speechSynthesis.getVoices(); let now = []; speechSynthesis.getVoices = () => now;
    setTimeout(() => { now = all; speechSynthesis.dispatchEvent(new Event("voiceschanged")); }, 600);"""
    page = listen(before=late)
    start(page)


def test_a_voice_that_may_not_begin_waits_for_the_reader(listen):
    page = listen(before=HELD, still=True)
    begin_still(page)
    page.clock.run_for(100)
    page.evaluate("speechSynthesis.last('error', { error: 'not-allowed' })")
    said(page, "请按“继续”开始朗读")
    assert page.get_by_role("button", name="继续").is_visible()


def test_a_voice_that_falls_silent_is_called_again_and_then_passed_over(listen):
    page = listen(before=HELD, still=True)
    begin_still(page)
    page.clock.run_for(90_000)
    told = heard(page)
    assert told[0] == told[1] != told[2]


def test_leaving_the_page_ends_the_voice(listen):
    page = listen(before=HELD)
    start(page)
    page.evaluate("speechSynthesis.cancel = () => sessionStorage.setItem('quiet', 'yes')")
    page.locator(".turn a[rel=next]").click()
    page.wait_for_url("**/01/01-02.html")
    assert page.evaluate("sessionStorage.getItem('quiet')") == "yes"
