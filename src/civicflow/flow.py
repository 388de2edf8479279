"""The wiring you can read as a table: where the clock, the ids, the law, the calendar and the store come together."""

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from importlib.metadata import version
from importlib.resources.abc import Traversable
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar
from zoneinfo import ZoneInfo

from civicflow import (
    automation,
    deadline,
    dossier,
    employee,
    evaluation,
    exit_review,
    feedback,
    home_work,
    income,
    organization,
    oversight,
    pilot_record,
    roster,
    steering,
    task,
    views,
)
from civicflow.automation.reacting import Reacting
from civicflow.calendars import WorkingCalendar
from civicflow.core.clock import Clock, SystemClock
from civicflow.core.command import Command, Order
from civicflow.core.execution import Execution
from civicflow.core.fields import FreeText, closing_instant
from civicflow.core.filing import Receipt, Setting
from civicflow.core.frozen_answer import FrozenAnswer
from civicflow.core.log import Entry
from civicflow.core.module import Module, further_rules
from civicflow.core.provision import Regulations
from civicflow.core.question import Head, Question, Reply
from civicflow.core.recording import Claim, Recorded, record
from civicflow.core.rule import Refused
from civicflow.errors import CivicflowError
from civicflow.exchange.at_hand import CALENDAR as CALENDAR
from civicflow.exchange.at_hand import OWN_REGULATIONS as OWN_REGULATIONS
from civicflow.exchange.at_hand import lawbook as lawbook
from civicflow.exchange.at_hand import overlays as overlays
from civicflow.exchange.at_hand import regulations_of as regulations_of
from civicflow.exchange.at_hand import working_calendar as working_calendar
from civicflow.exchange.procedure_files import procedures_of as procedures_of
from civicflow.inquiry.again import as_then, supposed_then
from civicflow.inquiry.answering import Standpoint, answered
from civicflow.inquiry.inspecting import Inspecting
from civicflow.inquiry.why import Archive, Why, why
from civicflow.regulations import Lawbook
from civicflow.regulations.parameters import LATE_CLAIM_HOURS
from civicflow.storage.guards import LONGEST_SILENCE
from civicflow.storage.ordered_ids import ordered_id
from civicflow.storage.stores import Store, open_store

A = TypeVar("A")

MODULES: tuple[Module, ...] = (
    organization.MODULE,
    feedback.MODULE,
    oversight.MODULE,
    steering.MODULE,
    pilot_record.MODULE,
    employee.MODULE,
    home_work.MODULE,
    roster.MODULE,
    task.MODULE,
    dossier.MODULE,
    evaluation.MODULE,
    income.MODULE,
    exit_review.MODULE,
    deadline.MODULE,
    views.MODULE,
    automation.MODULE,
)
"""What civicflow brings; another application adds its own with ``open(…, modules=…)``."""

ZONE = "Asia/Ho_Chi_Minh"


def open(  # noqa: A001 - the verb of the library, as Python has one of its own
    store: str | Path | None = None,
    *,
    modules: tuple[Module, ...] = (),
    clock: Clock | None = None,
    ids: Callable[[], str] | None = None,
    regulations: Lawbook | None = None,
    strict: bool | None = None,
    calendar: WorkingCalendar | str | None = None,
    zone: str | None = None,
    read_only: bool = False,
    longest_silence: timedelta | None = None,
    history: str | Path | None = None,
) -> "Flow":
    """
    Open the log of an administration, making it if it is not there.

    Args:
        store: A folder (SQLite), ``postgresql://…`` (a server) or ``:memory:`` (tests); ``CIVICFLOW_STORE`` when left
            out.
        modules: The aggregates, views and questions of another application.
        clock: Where the time comes from; the machine's when left out.
        ids: Where ids of commands come from when the caller names none; random when left out.
        regulations: The dated rules; those of the package, of the modules and of the folders in ``CIVICFLOW_REGULATIONS``
            when left out.
        strict: Refuse provisions that are only from memory or corroborated; ``CIVICFLOW_STRICT=1`` when left out.
        calendar: The working calendar, or the version of one of the package; ``CIVICFLOW_CALENDAR`` or ``vn-2026.1`` when
            left out.
        zone: The zone of local dates; ``CIVICFLOW_ZONE`` or Asia/Ho_Chi_Minh when left out.
        read_only: Open for questions alone, also in a folder that one may not write.
        longest_silence: How far the clock may stand past the last record before a command is refused;
            ``CIVICFLOW_LONGEST_SILENCE`` (days) or 15 days when left out.
        history: A file that every order is recorded in, with what it was decided to, for ``civicflow replay --history``;
            ``CIVICFLOW_HISTORY`` when left out, none when that is not set or the text is empty.

    Raises:
        StoreVersionError: When the store needs ``civicflow migrate``.
        RegulationError: When the dated rules cannot be read, or contradict each other.
        UnknownNameError: When there is no such calendar.
    """
    address = store or os.environ.get("CIVICFLOW_STORE") or "civicflow-store"
    if strict is None:
        strict = os.environ.get("CIVICFLOW_STRICT", "") in {"1", "true", "yes"}
    opened = open_store(
        str(address),
        (*MODULES, *modules),
        read_only=read_only,
        longest_silence=longest_silence or _longest_silence(),
    )
    local = zone or os.environ.get("CIVICFLOW_ZONE") or ZONE
    setting = Setting(
        codec=opened.codec,
        clock=clock or SystemClock(lambda: datetime.now(UTC)),
        new_id=ids or ordered_id,
        regulations=regulations or lawbook(*regulations_of(modules), *overlays(), strict=strict),
        calendar=calendar if isinstance(calendar, WorkingCalendar) else working_calendar(calendar),
        zone=ZoneInfo(local),
        longest_claim=longest_claim,
        code=version("civicflow"),
        rules=further_rules((*MODULES, *modules)),
    )
    recorded_in = os.environ.get("CIVICFLOW_HISTORY") if history is None else history
    if not recorded_in or read_only:
        return Flow(opened, setting)
    from civicflow.exchange.history_recording import RecordedExecution

    return Flow(
        opened, setting, RecordedExecution(opened.log, setting, Path(recorded_in), zone=local, strict=strict)
    )


def longest_claim(regulations: Regulations, on: date) -> timedelta:
    """How far back an act may be claimed without a reason, by the rules of a day (K3)."""
    return timedelta(hours=LATE_CLAIM_HOURS.required(regulations, on=on, locality="vn"))


def _longest_silence() -> timedelta:
    days = os.environ.get("CIVICFLOW_LONGEST_SILENCE")
    return timedelta(days=int(days)) if days else LONGEST_SILENCE


class Flow(Reacting, Inspecting):
    """
    An open log: orders go in, receipts and answers come out. Safe to share between threads.

    Made by ``open()``.
    """

    def __init__(self, store: Store, setting: Setting, execution: Execution | None = None) -> None:
        self._store = store
        self._setting = setting
        self._execution = execution or Execution(store.log, setting)

    def execute(
        self,
        command: Command,
        *,
        by: str,
        on_behalf_of: str | None = None,
        command_id: str | None = None,
        occurred_at: datetime | str | None = None,
        reason: FreeText | str | None = None,
    ) -> Receipt:
        """
        Carry out a command under authority, rules and the regulations of the day.

        Args:
            command: What is asked for.
            by: The person who acts, as the host application authenticated them.
            on_behalf_of: The person for whom they act, under a delegation on record.
            command_id: Your own id of this command, so that it can be sent again without a second effect.
            occurred_at: When it happened, if not now; aware.
            reason: Why a time further back than usual is claimed, or why the act comes later than usual.

        Raises:
            RefusedError: When it is not allowed, with every refusal.
            NotOnRecordError: When a subject it names does not exist.
            CommandIdReusedError: When its id was used for something else.
            ClockError: When the time it claims cannot be accepted.
        """
        order = Order(
            command=command,
            by=by,
            on_behalf_of=on_behalf_of,
            command_id=command_id,
            occurred_at=occurred_at,
            reason=reason,
        )
        return self._execution.execute(order)

    def execute_many(self, orders: Iterable[Order]) -> Iterator[Receipt | CivicflowError]:
        """Carry out orders one after another, up to 256 under one lock; a receipt or an error for each."""
        return self._execution.execute_many(orders)

    def check(
        self, command: Command, *, by: str, on_behalf_of: str | None = None, reason: str | None = None
    ) -> tuple[Refused, ...]:
        """
        Every refusal that a command would meet now; nothing is stored. The arguments are those of ``execute``.

        Raises:
            NotOnRecordError: When a subject it names does not exist.
        """
        order = Order(command=command, by=by, on_behalf_of=on_behalf_of, reason=reason)
        return self._execution.check(order)

    def record(self, claims: Iterable[Claim], *, source: str) -> Iterator[Recorded | CivicflowError]:
        """
        Record what another system claims: its schema is checked, authority and rules are not.

        What gives a right to act, such as an appointment, cannot be claimed, nor can anything about what this office has
        opened itself, but for what proves that somebody did something; each module says what can.

        Args:
            claims: The facts, each with an id that stays the same when it is claimed again.
            source: The name of the other system.

        Returns:
            For each claim whether it was new or known, or the error that kept it out.
        """
        return record(self._store.log, claims, source, self._setting, self._store.catalogue.claimable)

    def ask(
        self,
        question: Question[A],
        *,
        known: datetime | date | str | None = None,
        as_of: datetime | date | str | None = None,
        position: int | None = None,
        regulations: Lawbook | None = None,
    ) -> Reply[A]:
        """
        Answer a question from the events and from nothing else.

        Under other regulations the figures and the terms are those that would follow from them; what was decided stays.

        Args:
            question: What somebody wants to know.
            known: Only what was on record at this instant counts; a day stands for its end.
            as_of: Only what had happened by this instant counts; likewise.
            position: Just the log up to this position counts; ``known`` then says only for which instant.
            regulations: Rules that are supposed in the place of those that hold, as ``suppose`` makes them.

        Raises:
            InvalidInputError: When an instant is neither a moment with its zone nor a day, or the log has no such
                position.
        """
        seen = Standpoint(known=known, as_of=as_of, position=position, regulations=regulations)
        return answered(self._store, self._setting, question, seen).reply

    def suppose(self, *places: Traversable) -> Lawbook:
        """
        The regulations as they would be with other files: each takes the place of the one of its name, the others stay.

        Args:
            places: Folders with TOML files, or single files.

        Raises:
            UnreadableRegulationError: When one of them cannot be opened, is no text, or has no such file.
            RegulationError: When the files cannot be read, or do not go with those that stay.
        """
        from civicflow.exchange.regulation_files import supposed

        assert isinstance(self._setting.regulations, Lawbook)
        return supposed(self._setting.regulations, *places)

    def freeze(self, question: Question[A], *, known: datetime | date | str | None = None) -> FrozenAnswer:
        """
        Answer a question so that it can be asked again to the byte, whatever is recorded since: for a review (R8).

        Args:
            question: What somebody wants to know.
            known: The instant it is asked for; the present when left out, a day stands for its end.

        Raises:
            InvalidInputError: When the instant is neither a moment with its zone nor a day.
        """
        from civicflow.exchange.freezing import frozen

        asked = closing_instant(known, self._setting.zone, "known")
        position, instant = self._store.position(asked), asked or self._setting.clock.now()
        return frozen(question, self.ask(question, known=instant, position=position))

    def repeat(self, answer: FrozenAnswer) -> FrozenAnswer:
        """
        Ask a frozen answer again, of the same log and for the same instant, under the release and regulations of today.

        Equal digests mean that the answer is the same to the byte.

        Raises:
            UnknownNameError: When this release has no such question.
            InvalidInputError: When this release does not take its arguments, or the log has no such position.
        """
        from civicflow.exchange.freezing import frozen, question_of

        question = question_of(answer, self.modules)
        return frozen(question, self.ask(question, known=answer.known, position=answer.position))

    def again(self, head: Head, *, regulations: Lawbook | None = None) -> Reply[object]:
        """
        Ask once more what a reply answered: of the same log, for the same instants, as strictly as then.

        The release, the regulations and the calendar are those of today.

        Args:
            head: Where the reply came from.
            regulations: What was supposed then in the place of the rules that hold, as ``suppose`` makes it.

        Raises:
            UnknownNameError: When this release has no such question.
            InvalidInputError: When this release does not take its arguments, the log has no such position, or other rules
                were supposed.
        """
        from civicflow.exchange.freezing import question_of

        then = Flow(self._store, as_then(self._setting, head))
        question, law = question_of(head, self.modules), supposed_then(head, regulations)
        return then.ask(question, known=head.known, as_of=head.as_of, position=head.position, regulations=law)

    def why(self, position: int) -> Why:
        """
        What a line of the log rests on: by what right it was decided, what was read, looked up and passed (R17, R58).

        Args:
            position: Where it stands in the log.

        Raises:
            InvalidInputError: When the log has no such position.
        """
        return why(Archive(log=self._store.log, setting=self._setting, modules=self.modules), position)

    def entries(
        self, *, stream: str | None = None, key: str | None = None, after: int = 0
    ) -> Iterator[Entry]:
        """The lines of the log, of a stream, or of a key such as ``person:E-204``, with their envelopes."""
        return self._store.log.entries(stream=stream, key=key, after=after)

    @property
    def modules(self) -> tuple[Module, ...]:
        """All that is plugged in: the mechanism's own, civicflow's, and those of other applications."""
        return self._store.catalogue.modules

    @property
    def store(self) -> Store:
        """The parts of the store, for tools that look after it."""
        return self._store

    @property
    def setting(self) -> Setting:
        """Clock, regulations and calendar of this store."""
        return self._setting

    def close(self) -> None:
        """Let go of files and connections."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
