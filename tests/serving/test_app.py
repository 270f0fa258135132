"""What the server sends: the files of the site with what browsers are to mind, and nothing else of the machine."""

import asyncio
import json

import pytest
from asking import ask

from publisher.outputs.web.templates import POLICY
from publisher.serving.app import application, inject
from publisher.serving.live import Live

PAGE = f'<!DOCTYPE html>\n<html><head><meta http-equiv="Content-Security-Policy" content="{POLICY}"></head><body>报</body></html>\n'
SECRET = "nobody's business"


@pytest.fixture
def out(tmp_path):
    folder = tmp_path / "dist"
    files = {
        "index.html": PAGE, "sw.js": "self", "app.webmanifest": "{}", ".site.lock": SECRET, ".hidden/x.html": SECRET,
        "paper/2024-03-20/web/index.html": PAGE, "paper/2024-03-20/web/01/page.webp": "RIFF....WEBP",
        "paper/2024-03-20/web/images/a.svg": "<svg/>", "paper/2024-03-20/pages/01.pdf": "%PDF-1.7 0123456789",
        "paper/2024-03-20/press/p-preflight.html": "<style></style>", "paper/2024-03-20/paper.epub": "PK",
        "paper/2024-03-20/web/第一版.html": PAGE,
    }  # fmt: skip
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    (tmp_path / "secret.txt").write_text(SECRET)
    (tmp_path / "dist-too").mkdir()
    (tmp_path / "dist-too" / "secret.txt").write_text(SECRET)
    return folder


@pytest.fixture
def app(out):
    return application(out)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/paper/2024-03-20/web/", "text/html; charset=utf-8"),
        ("/paper/2024-03-20/web/第一版.html", "text/html; charset=utf-8"),
        ("/sw.js", "text/javascript; charset=utf-8"),
        ("/app.webmanifest", "application/manifest+json"),
        ("/paper/2024-03-20/web/01/page.webp", "image/webp"),
        ("/paper/2024-03-20/web/images/a.svg", "image/svg+xml"),
        ("/paper/2024-03-20/pages/01.pdf", "application/pdf"),
        ("/paper/2024-03-20/paper.epub", "application/epub+zip"),
    ],
)
def test_files_are_sent_as_what_they_are(app, path, kind):
    answer = ask(app, path)
    assert (answer.status, answer.headers["content-type"]) == (200, kind)
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt", "/..%2fsecret.txt", "/paper/../../secret.txt", "//secret.txt", "/../dist-too/secret.txt",
        "/..\\secret.txt", "/.site.lock", "/.hidden/x.html", "/.hidden/", "/paper/../.site.lock", "/./.site.lock",
        "/link.txt", "/folder/secret.txt", "/inner.txt", "/\0", "/index.html\0.txt", "/" + "x" * 5000, "/nothing.html",
        "/paper/2024-03-20/pages/", "/paper", "/etc/passwd", "//etc/passwd", "/.epaper/events", "/.epaper/reload.js",
    ],
)  # fmt: skip
def test_nothing_else_is_sent(app, out, tmp_path, path):
    (out / "link.txt").symlink_to(tmp_path / "secret.txt")
    (out / "folder").symlink_to(tmp_path / "dist-too")
    (out / "inner.txt").symlink_to(out / ".site.lock")
    answer = ask(app, path)
    assert answer.status in {404, 307}, "a folder without a front has no list"
    assert SECRET not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_what_may_not_be_read_is_not_there(app, monkeypatch):
    def closed(*_):
        raise PermissionError

    monkeypatch.setattr("starlette.staticfiles.StaticFiles.lookup_path", closed)
    assert ask(app, "/index.html").status == 404


def test_other_methods_are_refused(app):
    assert ask(app, "/", "POST").status == 405
    assert ask(app, "/index.html", "DELETE").status == 405


def test_heads_conditions_and_ranges(app):
    whole = ask(app, "/paper/2024-03-20/pages/01.pdf")
    head = ask(app, "/paper/2024-03-20/pages/01.pdf", "HEAD")
    assert head.body == b""
    assert head.headers["content-length"] == str(len(whole.body))
    known = ask(app, "/paper/2024-03-20/pages/01.pdf", if_none_match=whole.headers["etag"])
    assert (known.status, known.body) == (304, b"")
    part = ask(app, "/paper/2024-03-20/pages/01.pdf", range="bytes=5-7")
    assert (part.status, part.body) == (206, whole.body[5:8])


def test_the_policy_agrees_with_that_of_the_page(app):
    policy = ask(app, "/index.html").headers["content-security-policy"]
    assert policy == f"{POLICY}; frame-ancestors 'self'"
    sheet = ask(app, "/paper/2024-03-20/press/p-preflight.html").headers["content-security-policy"]
    drawing = ask(app, "/paper/2024-03-20/web/images/a.svg").headers["content-security-policy"]
    assert sheet == drawing
    assert "script-src" not in sheet
    assert sheet.startswith("default-src 'none'")
    assert "content-security-policy" not in ask(app, "/paper/2024-03-20/pages/01.pdf").headers


def test_a_foreign_name_that_leads_here_is_refused(out):
    app = application(out, None, ("localhost", "127.0.0.1"))
    assert ask(app, "/", host="127.0.0.1:8000").status == 200
    assert ask(app, "/", host="localhost:8000").status == 200
    assert ask(app, "/", host="evil.example:8000").status == 400


def test_pages_are_sent_as_they_lie_there_unless_they_are_edited(out):
    assert ask(application(out), "/index.html").text == PAGE
    live = Live()
    sent = ask(application(out, live), "/index.html")
    script = f'<script src="/.epaper/reload.js" data-at="{live.at}"></script>\n'
    assert sent.text == PAGE.replace("</head>", f"{script}</head>")
    assert "etag" not in sent.headers
    assert sent.headers["cache-control"] == "no-cache"
    assert sent.headers["content-length"] == str(len(sent.body))
    assert (out / "index.html").read_text("utf-8") == PAGE
    assert "script-src 'self'" in sent.headers["content-security-policy"]


def test_only_pages_get_the_script(out):
    app = application(out, Live())
    for path in ("/paper/2024-03-20/web/images/a.svg", "/sw.js", "/paper/2024-03-20/web/01/page.webp"):
        assert b"reload.js" not in ask(app, path).body


def test_a_page_that_is_not_there_yet_waits_for_it(out):
    missing = ask(application(out, Live()), "/paper/2024-03-21/web/index.html")
    assert missing.status == 404
    assert "/.epaper/reload.js" in missing.text
    assert "/.epaper/" not in ask(application(out), "/paper/2024-03-21/web/index.html").text


def test_what_has_no_head_gets_the_script_all_the_same():
    assert inject(b"<p>x", "1") == b'<p>x<script src="/.epaper/reload.js" data-at="1"></script>\n'


def test_script_and_style_come_from_the_server(out):
    app = application(out, Live())
    assert ask(app, "/.epaper/reload.js").headers["content-type"].startswith("text/javascript")
    assert ask(app, "/.epaper/reload.css").headers["content-type"].startswith("text/css")
    assert ask(app, "/.epaper/worker.js").status == 404


def test_a_service_worker_leaves_while_the_site_is_edited(out):
    assert ask(application(out), "/sw.js", service_worker="script").text == "self"
    assert "unregister" in ask(application(out, Live()), "/sw.js", service_worker="script").text
    assert ask(application(out, Live()), "/sw.js").text == "self"


# What browsers are told


def heard(live, *acts):
    """Return what a browser hears that listens while things happen, until it is let go."""

    async def listen():
        said = []
        async for message in live.events():
            name, data = message.removeprefix("event: ").split("\ndata: ", 1)
            said.append((name, json.loads(data)))
            acts_left = list(acts)[len(said) - 1 :]
            (acts_left[0] if acts_left else live.close)()
        return said

    return asyncio.run(asyncio.wait_for(listen(), 5))


def test_a_browser_hears_first_what_is_true_and_then_what_changes():
    live = Live()
    at = live.at
    failure = {"title": "x", "close": "y", "findings": []}
    said = heard(
        live,
        lambda: live.updated(["a.html"], settled=False),
        lambda: live.failed(failure),
        lambda: live.updated([], settled=True),
    )
    assert said == [
        ("state", {"at": at, "settled": False, "failure": None}),
        ("updated", {"files": ["a.html"], "settled": False}),
        ("failed", failure),
        ("updated", {"files": [], "settled": True}),
    ]
    assert live.at != at


def test_one_that_comes_late_hears_of_what_stands_in_the_way():
    live = Live()
    live.failed({"title": "x"})
    assert heard(live) == [("state", {"at": live.at, "settled": False, "failure": {"title": "x"}})]
    mended = Live()
    mended.failed({"title": "x"})
    mended.updated([], settled=True)
    assert heard(mended) == [("state", {"at": mended.at, "settled": True, "failure": None})]


@pytest.mark.parametrize(
    ("gone", "there"),
    [
        ("paper/2024-03-20/web/01/renamed.html", "paper/2024-03-20/web/01/index.html"),
        ("paper/2024-03-20/web/07/07-01.html", "paper/2024-03-20/web/index.html"),
        ("paper/2024-03-20/web/07/index.html", "paper/2024-03-20/web/index.html"),
    ],
)
def test_who_looks_at_what_an_edit_takes_away_is_led_to_what_it_stood_on(out, gone, there):
    (out / "paper/2024-03-20/web/01/index.html").write_text(PAGE)
    answer = ask(application(out, Live()), f"/{gone}")
    assert (answer.status, answer.headers["location"]) == (307, f"/{there}")
    assert ask(application(out), f"/{gone}").status == 404, "a site that nobody edits has no such pages"


@pytest.mark.parametrize("path", ["paper/2024-03-20/web/01/page.jpg", "paper/x/web/01/a.html", "a.html"])
def test_what_stood_on_nothing_is_waited_for(out, path):
    assert ask(application(out, Live()), f"/{path}").status == 404


def test_two_servers_never_mean_the_same_state():
    assert Live().at != Live().at
