"""How a question is answered from a store: the evidence, the answer, and a head that says where it comes from."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Generic, Protocol, TypedDict, TypeVar

from attrs import evolve, frozen

from civicflow.core.command import given, name_of
from civicflow.core.fields import closing_instant
from civicflow.core.filing import Setting
from civicflow.core.log import Log
from civicflow.core.provision import NotedRegulations, Provision
from civicflow.core.question import AnyView, Evidence, Head, Question, Reading, Reply
from civicflow.regulations import Lawbook

A = TypeVar("A")


class PlacedReading(Reading, Protocol):
    """What an answer reads from, which says where it stands."""

    @property
    def position(self) -> int:
        """The last position that it takes into account."""

    @property
    def lag(self) -> int:
        """How many events the views are behind the log."""


class Store(Protocol):
    """Where the events are, as far as a question needs it."""

    @property
    def log(self) -> Log:
        """All that happened."""

    def reading(
        self,
        views: Sequence[AnyView],
        *,
        known: datetime | None,
        as_of: datetime | None,
        position: int | None = None,
    ) -> AbstractContextManager[PlacedReading]:
        """Where a question reads from, for the length of a block; the last three are those of ``Standpoint``."""


class Seen(TypedDict, total=False):
    """From where a question is answered, as callers say it; the fields are those of ``Standpoint``."""

    known: datetime | date | str | None
    as_of: datetime | date | str | None
    position: int | None
    regulations: Lawbook | None


@frozen(kw_only=True)
class Standpoint:
    """
    From where a question is answered.

    Args:
        known: Only what was on record at this instant counts; a day stands for its end.
        as_of: Only what had happened by this instant counts; likewise.
        position: Just the log up to this position counts; ``known`` then says only for which instant.
        regulations: Rules that are supposed in the place of those that hold.
    """

    known: datetime | date | str | None = None
    as_of: datetime | date | str | None = None
    position: int | None = None
    regulations: Lawbook | None = None


@frozen(kw_only=True)
class Answered(Generic[A]):
    """
    A reply, and the dated rules that it used.

    Args:
        reply: The reply.
        provisions: The rules, in the order in which they were used first.
    """

    reply: Reply[A]
    provisions: tuple[Provision, ...]


def answered(
    store: Store,
    setting: Setting,
    question: Question[A],
    seen: Standpoint,
    *,
    explaining: bool = False,
) -> Answered[A]:
    """
    Answer a question from the events and from nothing else.

    Args:
        store: Where the events are.
        setting: Clock, regulations and calendar.
        question: What somebody wants to know.
        seen: From where it is answered.
        explaining: Whether each figure is to remember how it was reckoned.

    Raises:
        InvalidInputError: When an instant is neither a moment with its zone nor a day, or the log has no such position.
    """
    (answer,) = answers(store, setting, question, seen, (seen.regulations,), explaining=explaining)
    return answer


def answers(
    store: Store,
    setting: Setting,
    question: Question[A],
    seen: Standpoint,
    supposed: tuple[Lawbook | None, ...],
    *,
    explaining: bool,
) -> tuple[Answered[A], ...]:
    """
    Answer a question under several regulations, at one position and for one instant.

    Args:
        store: Where the events are.
        setting: Clock, regulations and calendar.
        question: What somebody wants to know.
        seen: From where it is answered; ``supposed`` says under which regulations.
        supposed: For each answer the regulations that are supposed; None for those that hold.
        explaining: Whether each figure is to remember how it was reckoned.

    Raises:
        InvalidInputError: When an instant is neither a moment with its zone nor a day, or the log has no such position.
    """
    known = closing_instant(seen.known, setting.zone, "known")
    as_of = closing_instant(seen.as_of, setting.zone, "as_of")
    with store.reading(question.views, known=known, as_of=as_of, position=seen.position) as reading:
        evidence = Evidence(
            reading=reading,
            regulations=NotedRegulations(setting.regulations),
            calendar=setting.calendar,
            now=as_of or known or setting.clock.now(),
            known=known,
            zone=setting.zone,
            explaining=explaining,
        )
        place = _Place(position=reading.position, lag=reading.lag, as_of=as_of)
        return tuple(_answer(question, evidence, setting, place, each) for each in supposed)


@frozen(kw_only=True)
class _Place:
    """Up to where the log was read."""

    position: int
    lag: int
    as_of: datetime | None


def _answer(
    question: Question[A], evidence: Evidence, setting: Setting, place: _Place, supposed: Lawbook | None
) -> Answered[A]:
    regulations = NotedRegulations(supposed or setting.regulations)
    in_force = None if supposed is None else setting.regulations
    answer = question.answer(evolve(evidence, regulations=regulations, in_force=in_force))
    head = Head(
        question=name_of(type(question)),
        arguments=given(question),
        position=place.position,
        known=evidence.known,
        as_of=place.as_of,
        now=evidence.now,
        code=setting.code,
        regulations=setting.regulations.version,
        supposed=None if supposed is None else supposed.version,
        provisions=tuple(regulations.used),
        unconfirmed=regulations.unconfirmed,
        calendar=setting.calendar.version,
        strict=regulations.strict,
        lag=place.lag,
    )
    return Answered(reply=Reply(head=head, answer=answer), provisions=tuple(regulations.used.values()))
