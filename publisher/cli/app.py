"""The Typer application: its commands, the short form ``epaper-publish DATE``, and how errors become exit codes."""

from __future__ import annotations

import logging
import re
import signal
import sys
import traceback

import typer
from typer.core import TyperGroup

from publisher import __version__
from publisher.cli import commands, console, preflighting, serving, sites
from publisher.errors import ExitCode, PublishError
from publisher.locale import say

#: What is taken for an issue's date, right or wrong: then ``build`` says what is wrong with it.
_DATE = re.compile(r"\d[\d./-]{5,}")


#: Options that take the word behind them.
_VALUED = {
    "--paper",
    "-p",
    "--editions",
    "-e",
    "--out",
    "-o",
    "--format",
    "-f",
    "--timeout",
    "--candidates",
    "--page",
}


def _first_word(args: list[str]) -> str:
    """Return the first word that is neither an option nor an option's value."""
    words = iter(args)
    for word in words:
        if word in _VALUED:
            next(words, None)
        elif not word.startswith("-"):
            return word
    return ""


class _Group(TyperGroup):
    """Takes ``epaper-publish 2023-01-05`` for ``epaper-publish build 2023-01-05``."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        if _DATE.fullmatch(_first_word(args)):
            args = ["build", *args]
        return super().parse_args(ctx, args)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"epaper-publish {__version__}")
        raise typer.Exit


app = typer.Typer(
    cls=_Group,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    help=say(
        "一份版面清单，排出整份报纸：PDF、EPUB 和网页版。\n\n"
        "[bold]例[/bold]  epaper-publish 2023-01-05 （即 epaper-publish build 2023-01-05）",
        "An edition manifest becomes a whole newspaper: PDF, EPUB and web.\n\n"
        "[bold]Example[/bold]  epaper-publish 2023-01-05 (short for epaper-publish build 2023-01-05)",
    ),
)


@app.callback()
def _root(
    *,
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help=say("显示版本", "show the version")
    ),
) -> None:
    """Options of the program itself."""


commands.register(app)
preflighting.register(app)
serving.register(app)
sites.register(app)


def main() -> None:
    """Run the command line; ends the process with an exit code of :class:`publisher.errors.ExitCode`."""
    # Whoever ends the program politely wants it to clean up as well.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        app()
    except PublishError as error:
        console.findings(error.findings)
        console.failed(error)
        sys.exit(int(error.code))
    except KeyboardInterrupt:
        console.say_error(say("已中断；原有的输出没有改动", "interrupted; earlier outputs are as they were"))
        sys.exit(int(ExitCode.INTERRUPTED))
    except BrokenPipeError:
        # Whoever read our output has gone; there is nobody left to tell.
        sys.stderr.close()
        sys.exit(int(ExitCode.OUTPUT))
    except Exception as error:
        if logging.getLogger("publisher").isEnabledFor(logging.DEBUG):
            traceback.print_exc()
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{place.filename.rsplit('/', 1)[-1]}:{place.lineno}"
        console.say_error(
            say(
                f"内部错误：{type(error).__name__}: {error}（{where}）。请报告；加 -v 可看详情",
                f"internal error: {type(error).__name__}: {error} ({where}). Please report it; -v shows more",
            )
        )
        sys.exit(int(ExitCode.INTERNAL))
