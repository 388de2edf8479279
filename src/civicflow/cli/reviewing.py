"""Asking again what was answered once, or what the reviews of a pilot rested on, and naming what is answered otherwise now."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import attrs
from cyclopts import Parameter

from civicflow.cli.options import Strict
from civicflow.cli.repetitions import SIDES, Repetition
from civicflow.cli.terminal import Terminal, UnreadableFileError
from civicflow.errors import CivicflowError, NotOnRecordError, StoreError

if TYPE_CHECKING:
    from civicflow.cli.tables import Sheet
    from civicflow.core.frozen_answer import FrozenAnswer
    from civicflow.exchange.repeating import Given
    from civicflow.flow import Flow
    from civicflow.messages import Words
    from civicflow.regulations import Lawbook

DIFFERENT = 1

TOLD = ("review", "question", "arguments", "position", "known", "as_of", "supposed", "equal", "differs")
"""What a table tells of every answer; of what is beside it, only what differs."""

File = Annotated[str, Parameter(metavar="FILE", allow_leading_hyphen=True)]


@attrs.frozen(kw_only=True)
class Reviewed(Repetition):
    """
    A frozen answer of a review, and what is answered to the same question now.

    Args:
        review: The position of the review.
    """

    review: int


def again(file: File, /, *more: str, regulations: Path | None = None, terminal: Terminal) -> int:
    """
    Ask answers again that were given once, at the same position and instant; print whether each is the same to the byte.

    Args:
        file: A file with lines that freeze printed, or with replies of ask as JSON; - for standard input.
        more: More such files.
        regulations: The folder of regulations that was supposed, where the answers suppose one.
        terminal: Where the store is and the result goes.
    """
    from civicflow.exchange.repeating import answers_in

    texts = [_text(each) for each in (file, *more)]
    with terminal.open(reading=True) as flow:
        law = None if regulations is None else flow.suppose(regulations)
        found = [_asked_again(flow, each, law) for text in texts for each in answers_in(text)]
        _show(found, terminal)
    return 0 if all(each.equal for each in found) else DIFFERENT


def _text(file: str) -> str:
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        problem = getattr(error, "strerror", None) or "UTF-8"
        raise UnreadableFileError(file=file, problem=str(problem)) from None


def _asked_again(flow: "Flow", then: "Given", law: "Lawbook | None") -> Repetition:
    from civicflow.exchange.freezing import digest_of

    digest = _unless_impossible(lambda: digest_of(flow.again(then.head, regulations=law).answer))
    return Repetition.of(then, digest, flow.setting, strict=then.head.strict)


def review(pilot: str, /, *, strict: Strict = False, terminal: Terminal) -> int:
    """
    Ask each frozen answer of a pilot's reviews again, and print whether it is still the same to the byte.

    Args:
        pilot: The pilot.
        strict: Rely only on provisions that are verified or choices of design, as when the answers were frozen.
        terminal: Where the store is and the result goes.
    """
    with terminal.open(reading=True, strict=strict) as flow:
        again = [_repeated(flow, *each) for each in _reviewed(flow, pilot)]
        _show(again, terminal)
    return 0 if all(each.equal for each in again) else DIFFERENT


def _reviewed(flow: "Flow", pilot: str) -> "Iterator[tuple[int, FrozenAnswer]]":
    """
    The answers that the reviews of a pilot rest on, each with the position of its review.

    Raises:
        NotOnRecordError: When there is no such pilot.
    """
    from civicflow.pilot_record.events import PilotEvaluated

    entries = list(flow.entries(stream=f"pilot_record:{pilot}"))
    if not entries:
        raise NotOnRecordError(kind="pilot_record", id=pilot)
    for entry in entries:
        if isinstance(entry.event, PilotEvaluated):
            yield from ((entry.at.position, answer) for answer in entry.event.answers)


def _repeated(flow: "Flow", review: int, then: "FrozenAnswer") -> Reviewed:
    from civicflow.exchange.repeating import given_once

    digest = _unless_impossible(lambda: flow.repeat(then).digest)
    strict = flow.setting.regulations.strict
    return Reviewed.of(given_once(then), digest, flow.setting, strict=strict, review=review)


def _unless_impossible(ask: Callable[[], str]) -> str | None:
    """The digest of an answer; None where this release, or this log, has none."""
    try:
        return ask()
    except StoreError:
        raise
    except CivicflowError:
        return None


def _show(found: Sequence[Repetition], terminal: Terminal) -> None:
    """Print each answer with whether it is the same; in a table below that what differs, or plainly that nothing does."""
    if terminal.form != "table" or not found:
        terminal.show(found)
        return
    from civicflow.cli.tables import print_sheets

    print_sheets(_sheets(found, terminal.words), sys.stdout)


def _sheets(found: Sequence[Repetition], words: "Words") -> "Iterator[Sheet]":
    from civicflow.cli.tables import Sheet, sheets_of

    told = [name for name in TOLD if any(getattr(each, name, None) is not None for each in found)]
    asked = [_asked(each) for each in found]
    lines = [
        {name: getattr(each, name) for name in told} | {"arguments": arguments}
        for each, arguments in zip(found, asked, strict=True)
    ]
    yield from sheets_of(lines, words)
    rows = tuple(
        row
        for each, arguments in zip(found, asked, strict=True)
        for row in _differing(each, arguments, words)
    )
    if not rows:
        yield Sheet("", ("",), ((words.heading("differs_in_nothing"),),))
        return
    headings = ("question", "arguments", "field", "earlier", "later")
    yield Sheet(words.heading("differs"), tuple(map(words.heading, headings)), rows)


def _asked(repetition: Repetition) -> str:
    from civicflow.cli.tables import options

    return " ".join(options(json.loads(repetition.arguments)))


def _differing(repetition: Repetition, asked: str, words: "Words") -> Iterator[tuple[str, ...]]:
    from civicflow.cli.tables import cell

    question = cell(repetition.question, words, "question")
    for name in SIDES:
        sides = (getattr(repetition, name), getattr(repetition, f"{name}_now"))
        if sides[0] != sides[1]:
            yield question, asked, words.heading(name), *(cell(side, words, name) for side in sides)
