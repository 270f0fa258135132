"""An issue whose lead goes on at a later page, for what is remembered from page to page and from edit to edit."""

import pytest
from making import article, edition


@pytest.fixture(scope="module")
def issue():
    long = article("long", *[700] * 9, title="长篇通讯写满一版还要转到下一版去")
    return edition(
        (long, article("a", 300, title="社区图书馆开放")),
        (article("b", 900, title="河边新步道通到桥头"), article("c", 500, title="梅花开了")),
        (article("d", 400, title="读书的人多了"),),
    )
