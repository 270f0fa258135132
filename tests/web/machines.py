"""The screens on which the site is read, and how tests wait for what a page does, on whatever machine."""

import time

from playwright.sync_api import Error

#: A reading machine's touch screen, a phone, and a desk.
KIOSK = {"viewport": {"width": 1080, "height": 1920}, "has_touch": True}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}
DESK = {"viewport": {"width": 1440, "height": 900}}
VIEWS = {"kiosk": KIOSK, "phone": PHONE, "desk": DESK}
#: Seconds after which something is given up: no measure of how fast it should be, but of how busy a machine may be.
PATIENCE = 90


def until(page, expression: str, arg=None):
    """Wait until an expression is true, and return its value.

    It is asked anew each time: Playwright's own waiting would need ``eval``, which the pages forbid, and it fails where
    the page is between two documents. Here that is only one more reason to ask again.
    """
    end, said = time.monotonic() + PATIENCE, "it was never true"
    while time.monotonic() < end:
        try:
            if found := page.evaluate(expression, arg):
                return found
        except Error as error:
            if page.is_closed():
                raise
            said = str(error)
        page.wait_for_timeout(20)
    raise AssertionError((expression, said))


def comes_true(page, condition) -> None:
    """Wait until something is so that the test itself has heard from the page."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        page.wait_for_timeout(20)


def stand_still(page) -> None:
    """Let time pass on a page only as a test says: what two taps mean must not depend on how busy the machine is."""
    page.clock.install(time=0)
    page.clock.pause_at(1000)


def said(page, words: str) -> None:
    """Wait until a page that stands still tells its reader something; it does so for a few seconds of its time."""
    told = page.get_by_role("status").filter(has_text=words)
    end = time.monotonic() + PATIENCE
    while not told.is_visible():
        assert time.monotonic() < end, words
        page.clock.run_for(100)


def next_frame(page) -> None:
    """Wait until the page has been drawn as it is now, and has heard of its scrolling."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


class Fingers:
    """Fingers on the screen of a page that stands still: its time passes with their movement."""

    #: Milliseconds of a step, as of a screen that is asked sixty times in a second.
    STEP = 16

    def __init__(self, page):
        self.page = page
        self.session = page.context.new_cdp_session(page)

    def draw(self, *ways, steps=8):
        """Put down a finger at the start of each way, and move all to the ends."""
        self._send("touchStart", [start for start, _ in ways])
        for step in range(1, steps + 1):
            part = step / steps
            self._send(
                "touchMove",
                [(x + (to_x - x) * part, y + (to_y - y) * part) for (x, y), (to_x, to_y) in ways],
            )
        self._send("touchEnd", [])

    def _send(self, kind, points):
        touches = [{"x": x, "y": y, "id": at} for at, (x, y) in enumerate(points)]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})
        self.page.clock.run_for(self.STEP)
