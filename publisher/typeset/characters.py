"""Classes of characters and where lines may not break 禁则 (CLREQ, "Prohibition rules for line start and line end")."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

OPENING = frozenset("（《〈「『【〔〖［｛“‘｟〝")
CLOSING = frozenset("）》〉」』】〕〗］｝”’｠〞〟")
STOPS = frozenset("。，、；：！？．")
MIDDLE_DOTS = frozenset("·・‧•")
#: Marks that come in pairs and are one sign: the dash ——, the ellipsis ……, the range ～.
LONG_MARKS = frozenset("—…‥⸺─")
#: May not begin a line, beside the marks above.
NOT_FIRST = (
    CLOSING
    | STOPS
    | MIDDLE_DOTS
    | LONG_MARKS
    | frozenset(
        "～〜%％‰℃℉°′″々〻ゝゞヽヾーぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ゠‼⁇⁈⁉"
        "｡､･ｰﾞﾟｧｨｩｪｫｬｭｮｯ｣)]},.;:!?/／、﹐﹑﹒﹔﹕﹖﹗"
    )
)
#: May not end a line.
NOT_LAST = OPENING | frozenset("｢([{¥￥$＄£€№#＃@＠")
#: Han characters that count or measure, and so stay with the figure before them 数字与单位.
UNITS = frozenset(
    "年月日时点分秒号第岁世纪周天元角分亿万千百十个只件位名人家户座条项台套辆艘架株棵张幅册本部篇首卷期版次届批场轮"
    "倍成度米里亩顷吨斤克升瓦伏安平立公厘毫英海小余多几％%℃°层栋幢间所处类种级等段章节款组对双副支枚颗粒滴片块"
    "吋呎浬剂例起宗笔步字行页格站路线弄室楼区街县市村回趟遍朵头匹箱袋瓶盒杯碗桶束幕集门口桩课周串排折尺寸丈圆"
    "萬億歲個號點時張條項臺輛戶屆層間種類節組雙隻顆冊頁頭門課週圓銭円幾畝噸樓區縣線筆劑級"
)


@lru_cache(maxsize=16384)
def is_wide(char: str) -> bool:
    """Tell whether a character stands on the Han grid, one em wide (UAX #11: W and F, and CJK punctuation)."""
    if char in OPENING or char in CLOSING or char in STOPS or char in LONG_MARKS or char in MIDDLE_DOTS:
        return True
    return unicodedata.east_asian_width(char) in {"W", "F"}


@lru_cache(maxsize=16384)
def is_mark(char: str) -> bool:
    """Tell whether a character is a full-width mark with half an em of white that can be taken away."""
    return char in OPENING or char in CLOSING or char in STOPS


@lru_cache(maxsize=16384)
def extends(char: str) -> bool:
    """Tell whether a character belongs to the one before it: a combining mark, a variation selector, a joiner."""
    return unicodedata.category(char) in {"Mn", "Me", "Mc"} or char in "\u200d\ufe0e\ufe0f"


@lru_cache(maxsize=16384)
def joins_latin(char: str) -> bool:
    """Tell whether ⅛ em of space belongs between this Han-like character and a Latin letter or digit (中西间距)."""
    return unicodedata.category(char) in {"Lo", "Lm", "Nl"} and is_wide(char)


def may_part(before: str, after: str) -> bool:
    """Tell whether a line may end after ``before`` and begin with ``after``, of which at least one is wide."""
    if after in NOT_FIRST or before in NOT_LAST:
        return False
    if before.isdigit() or before in "%％+":
        return after not in UNITS
    return not (before == "第" and after.isdigit())
