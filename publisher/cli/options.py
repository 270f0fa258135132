"""Options that several commands share."""

from __future__ import annotations

import logging
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from publisher.cli import console
from publisher.locale import say


def parse_day(text: str) -> date:
    """Read an issue's date, ``2023-01-05`` or ``20230105``."""
    for form in ("%Y-%m-%d", "%Y%m%d"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a newspaper's day has no time zone
        except ValueError:
            continue
    raise typer.BadParameter(
        say(f"{text} 不是日期；写作 2023-01-05", f"{text} is not a date; write it as 2023-01-05")
    )


Day: TypeAlias = Annotated[
    date,
    typer.Argument(
        parser=parse_day,
        metavar="DATE",
        help=say("期号日期，如 2023-01-05", "the issue's date, such as 2023-01-05"),
    ),
]
Paper: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--paper",
        "-p",
        metavar="ID",
        help=say("报纸编号；同一天有几份报纸时要写", "the paper's id, where several have that date"),
    ),
]
Editions: TypeAlias = Annotated[
    Path,
    typer.Option(
        "--editions",
        "-e",
        metavar="DIR",
        help=say("各报纸所在的文件夹", "the folder of the papers"),
        show_default=True,
    ),
]
Out: TypeAlias = Annotated[
    Path, typer.Option("--out", "-o", metavar="DIR", help=say("输出文件夹", "the folder for the outputs"))
]
Timeout: TypeAlias = Annotated[
    float,
    typer.Option(
        "--timeout", min=1.0, metavar="SECONDS", help=say("绘制的时限", "the time limit for painting")
    ),
]
Json: TypeAlias = Annotated[
    bool, typer.Option("--json", help=say("结果以 JSON 写到标准输出", "print the result as JSON"))
]
Plain: TypeAlias = Annotated[
    bool, typer.Option("--plain", help=say("不用颜色、表格线和进度条", "no colours, rules or progress bars"))
]
Quiet: TypeAlias = Annotated[bool, typer.Option("--quiet", "-q", help=say("只报错误", "errors only"))]
Verbose: TypeAlias = Annotated[
    bool, typer.Option("--verbose", "-v", help=say("出错时显示详情", "show details of internal errors"))
]
Strict: TypeAlias = Annotated[
    bool,
    typer.Option("--strict", help=say("警告也算失败（退出码 7）", "warnings fail the run too (exit code 7)")),
]
Gray: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--gray",
        help=say("电子书的图片用灰度，适合墨水屏", "grey pictures in the EPUB, for e-ink screens"),
    ),
]
Icc: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--icc",
        metavar="FILE",
        help=say(
            "付印用的 ICC 特性文件，先于 publication.yaml 里的",
            "the ICC profile for the press, before the one in publication.yaml",
        ),
    ),
]
Impose: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--impose",
        help=say("付印另做拼好的大版，一面两版", "imposed sheets for the press too, two pages to a side"),
    ),
]
Quality: TypeAlias = Annotated[
    str,
    typer.Option(
        "--quality",
        metavar="NAME",
        help=say(
            "PDF 里图片的精度：screen（屏幕，180 ppi）或 print（原图）",
            "how fine the pictures in the PDFs are: screen (180 ppi), or print (as delivered)",
        ),
    ),
]

EDITIONS = Path("editions")
OUT = Path("dist")


def speak(*, plain: bool = False, quiet: bool = False, as_json: bool = False, verbose: bool = False) -> None:
    """Set how this run speaks."""
    console.configure(plain=plain, quiet=quiet, as_json=as_json)
    if verbose:
        logging.getLogger("publisher").setLevel(logging.DEBUG)
