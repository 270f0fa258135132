"""Headlines and running text for generated articles. An article's text keeps to its topic, so that words recur."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import words

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

_DIGITS = "一二三四五六七八九"
#: Trials for a headline of the length wished for.
_TRIALS = 40


class Writer:
    """Writes one article: its places, actors and things are few, and stand in the headline and in the text.

    Args:
        dice: where chance comes from.
    """

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self._places = dice.sample(words.PLACES, 3)
        self._actors = dice.sample(words.ACTORS, 4)
        self._things = dice.sample(words.THINGS, 5)
        self._quotes = dice.sample(words.QUOTES, 2)
        self.names = dice.sample(words.NAMES, 3)

    def headline(self, length: int) -> str:
        """Return a headline of about so many characters."""
        drawn = [self._headline(length) for _ in range(_TRIALS)]
        return min(drawn, key=lambda text: abs(len(text) - length))

    def label(self, length: int) -> str:
        """Return a crosshead, kicker or the like: a phrase without a verb's subject."""
        makers: tuple[Callable[[], str], ...] = (
            lambda: self._deed() + self._thing(),
            lambda: self._thing() + self._end(),
            lambda: self._actor() + self._deed() + self._thing(),
            self._end,
            self._thing,
            lambda: f"“{self._quote()}”{self._end()}",
        )
        drawn = [self.dice.choice(makers)() for _ in range(12)]
        return min(drawn, key=lambda text: abs(len(text) - length))

    def sentence(self) -> str:
        """Return one sentence with its full stop."""
        makers: tuple[tuple[int, Callable[[], str]], ...] = (
            (5, self._report),
            (4, self._scene),
            (4, self._figures),
            (3, self._said),
            (2, self._reason),
            (2, self._aside),
            (1, self._listed),
            (1, self._latin),
            (1, self._question),
        )
        weights = [weight for weight, _ in makers]
        return self.dice.choices([maker for _, maker in makers], weights)[0]()

    def paragraph(self, length: int) -> str:
        """Return whole sentences of about so many characters, never fewer than a short one."""
        text = self.sentence()
        while len(text) < length:
            following = self.sentence()
            if len(text) + len(following) - length > length - len(text) and len(text) > length * 0.6:
                break
            text += following
        return text if length > 20 else self._short(length)

    def verse(self, stresses: int) -> str:
        """Return a line of verse of five or seven characters."""
        return self.dice.choice([line for line in words.VERSES if len(line) == stresses])

    def figure(self) -> str:
        """Return a number with its unit, as figures stand in running text."""
        unit = self.dice.choice(words.UNITS)
        if unit in {"%", "℃"}:
            return f"{self.dice.randint(1, 99)}.{self.dice.randint(0, 9)}{unit}"
        size = self.dice.choice((9, 99, 999, 9_999, 200_000))
        number = self.dice.randint(1, size)
        if unit.startswith(("万", "亿")) or self.dice.random() < 0.25:
            return f"{number / 10:.1f}{'' if unit.startswith(('万', '亿')) else '万'}{unit}"
        pattern = self.dice.choice(("{:d}", "{:,d}", "{:d}余" if number >= 10 else "{:d}"))
        return pattern.format(number) + unit

    def _headline(self, length: int) -> str:
        short: tuple[Callable[[], str], ...] = (
            self._thing,
            lambda: self._deed() + self._thing(),
            lambda: self._place() + self._end(),
            lambda: self._thing() + self._end(),
            lambda: f"“{self._quote()}”{self._end()}",
        )
        middle: tuple[Callable[[], str], ...] = (
            lambda: self._actor() + self._deed() + self._thing(),
            lambda: self._place() + self._deed() + self._thing(),
            lambda: f"{self._thing()}{self._end()}",
            lambda: f"{self.dice.choice(words.TOPICS)}：{self._thing()}{self._end()}",
            lambda: f"{self._place()}“{self._quote()}”{self._end()}",
            lambda: f"{self._place()}{self._thing()}{self._end()}",
            lambda: f"{self._thing()}比去年增加{self.figure()}",
            lambda: f"{self._actor()}回应：{self._thing()}{self._end()}",
        )
        text = self.dice.choice(short if length < 10 else middle)()
        while len(text) < length - 4:
            text += self.dice.choice("　　　，") + self.dice.choice((*short[3:], *middle))()
        return text

    def _short(self, length: int) -> str:
        drawn = [self.dice.choice(words.SCENES + words.CLAIMS) + "。" for _ in range(8)]
        return min(drawn, key=lambda text: abs(len(text) - length))

    def _pick(self, few: list[str], many: tuple[str, ...]) -> str:
        return self.dice.choice(few) if self.dice.random() < 0.7 else self.dice.choice(many)

    def _place(self) -> str:
        return self._pick(self._places, words.PLACES)

    def _actor(self) -> str:
        return self._pick(self._actors, words.ACTORS)

    def _thing(self) -> str:
        return self._pick(self._things, words.THINGS)

    def _quote(self) -> str:
        return self._pick(self._quotes, words.QUOTES)

    def _deed(self) -> str:
        return self.dice.choice(words.DEEDS)

    def _end(self) -> str:
        return self.dice.choice(words.ENDS)

    def _opening(self) -> str:
        return self.dice.choice(words.OPENINGS) + "，" if self.dice.random() < 0.6 else ""

    def _report(self) -> str:
        tail = self.dice.choice(words.CLAIMS + words.SCENES)
        return f"{self._opening()}{self._actor()}{self._deed()}{self._thing()}，{tail}。"

    def _scene(self) -> str:
        first, second = self.dice.sample(words.SCENES, 2)
        mark = self.dice.choice("，；，")
        return f"{self._opening()}{first}{mark}{second}。"

    def _figures(self) -> str:
        return (
            f"{self._opening()}{self._place()}共有{self._thing()}{self.figure()}，比上年增加{self.figure()}，"
            f"其中{self._thing()}{self.figure()}。"
        )

    def _said(self) -> str:
        who = f"{self._actor()}负责人{self.dice.choice(self.names)}"
        words_ = self.dice.choice(words.SPOKEN)
        pattern = self.dice.choice(
            (
                "{who}说：“{words}。”",
                "“{words}。”{who}告诉记者。",
                "{who}表示，“{words}”。",
                "“{words}，”{who}笑着说，“{more}。”",
            )
        )
        return pattern.format(who=who, words=words_, more=self.dice.choice(words.SPOKEN))

    def _reason(self) -> str:
        return (
            f"之所以{self._deed()}{self._thing()}，是因为{self.dice.choice(words.CLAIMS)}；"
            f"而{self._place()}的情况又有所不同，{self.dice.choice(words.SCENES)}。"
        )

    def _aside(self) -> str:
        return (
            f"{self._place()}——{self.dice.choice(words.SCENES)}——正在成为{self._thing()}的样本"
            f"（{self.dice.choice(words.CLAIMS)}）……"
        )

    def _listed(self) -> str:
        things = "、".join(self.dice.sample(words.THINGS, self.dice.randint(3, 5)))
        return f"《关于{self._deed()}{self._thing()}的若干意见》提到{things}等{self.dice.choice(_DIGITS)}个方面。"

    def _latin(self) -> str:
        first, second = self.dice.sample(words.LATIN, 2)
        clause = f"{self._actor()}采用{first}和{second}等技术{self._deed()}{self._thing()}"
        return f"{self._opening()}{clause}，误差不超过{self.figure()}。"

    def _question(self) -> str:
        return f"{self._thing()}怎么办？{self._place()}的钱从哪里来？{self.dice.choice(words.CLAIMS)}！"
