"""The screens on which the site is read."""

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


def until(page, expression: str, seconds: float = 15) -> None:
    """Wait until an expression is true; Playwright's own waiting would need ``eval``, which the pages forbid."""
    for _ in range(int(seconds * 20)):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(expression)
