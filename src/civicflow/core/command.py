"""A command: what somebody asks for, the authority it needs, its rules, and the events it becomes."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import ClassVar

import attrs

from civicflow.core.checks import check_fields, check_written, check_zones, times_of
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import (
    ActorId,
    FreeText,
    PersonId,
    ShortText,
    optional_free_text,
    optional_instant,
)
from civicflow.core.rule import Refused, RefusedError, Rule, judged, refusals


class Command:
    """
    What somebody asks for, in the imperative; the root of all commands.

    Subclasses are declared ``@frozen(kw_only=True, eq=False, repr=False)``.

    Attributes:
        authority: Who may do it: a rule that is asked first; if it refuses, only that is said.
        rules: What must be true besides; all are asked, so that everything wrong is seen at once.
    """

    authority: ClassVar[Rule]
    rules: ClassVar[tuple[Rule, ...]] = ()

    __slots__ = ()

    def __attrs_pre_init__(self, **given: object) -> None:
        if times_of(type(self)):
            check_zones(type(self), given)
        check_written(type(self), given)

    def __attrs_post_init__(self) -> None:
        check_fields(self)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The events that the command becomes, once authority and rules allow it."""
        raise NotImplementedError

    def __repr__(self) -> str:
        named = ", ".join(f"{name}={value!r}" for name, value in given(self).items())
        return f"{type(self).__name__}({named})"

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and given(self) == given(other)

    def __hash__(self) -> int:
        return hash(type(self))


_NAMES: dict[type, str] = {}
_DEFAULTS: dict[type, tuple[tuple[str, object], ...]] = {}


def name_of(kind: type) -> str:
    """The name of a command or question as people type it: ``AssignTask`` is ``assign-task``."""
    name = _NAMES.get(kind)
    if name is None:
        name = _NAMES[kind] = re.sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__).lower()
    return name


def _defaults(kind: type) -> tuple[tuple[str, object], ...]:
    found = _DEFAULTS.get(kind)
    if found is None:
        found = _DEFAULTS[kind] = tuple((field.name, field.default) for field in attrs.fields(kind))
    return found


def given(value: object) -> dict[str, object]:
    """
    The fields of a command that differ from their default.

    Only these are hashed, so that a field added by a later release does not turn a repeated command into another.
    """
    pairs = ((name, getattr(value, name), default) for name, default in _defaults(type(value)))
    return {
        name: content for name, content, default in pairs if content is not default and content != default
    }


@attrs.frozen(kw_only=True)
class Order:
    """
    A command with who gives it, for work in bulk.

    Args:
        command: What is asked for.
        by: The person who acts, as the host application authenticated them.
        on_behalf_of: The person for whom they act.
        command_id: The caller's own id of this order, so that it can be sent again; made up when left out.
        occurred_at: When they say it happened; now when left out.
        reason: Why a time further back than usual is claimed, or why the act comes later than usual.
        causation: The position of the event that caused it, for automation.
    """

    command: Command
    by: ActorId
    on_behalf_of: PersonId | None = None
    command_id: ShortText | None = None
    occurred_at: datetime | None = attrs.field(default=None, converter=optional_instant)
    reason: FreeText | None = attrs.field(default=None, converter=optional_free_text)
    causation: int | None = None

    def __attrs_post_init__(self) -> None:
        check_fields(self)


def orders_of(
    commands: Iterable[Command],
    *,
    by: str,
    on_behalf_of: str | None = None,
    command_id: str | None = None,
    reason: FreeText | str | None = None,
) -> Iterator[Order]:
    """
    One verb for many subjects, to be executed as a whole: each is decided by itself, whatever becomes of the others.

    Args:
        commands: What is asked for, one command a subject.
        by: The person who acts.
        on_behalf_of: The person for whom they act.
        command_id: The caller's own id of the whole; that of the third command is this and ``/3``.
        reason: Why the acts come later than usual.
    """
    for number, command in enumerate(commands, start=1):
        yield Order(
            command=command,
            by=by,
            on_behalf_of=on_behalf_of,
            command_id=None if command_id is None else f"{command_id}/{number}",
            reason=reason,
        )


@attrs.frozen(kw_only=True)
class Decision:
    """
    What a command became, and by what right.

    Args:
        events: The events, in order.
        authority: What gave the right.
    """

    events: tuple[Event, ...]
    authority: str


def decide(command: Command, facts: Facts, further: tuple[Rule, ...] = ()) -> Decision:
    """
    Judge a command: authority alone first, then all rules together, then the events.

    Args:
        command: What is asked for.
        facts: The window on the world.
        further: The rules that modules above that of the command add to it.

    Raises:
        RefusedError: With the one refusal of authority, or with all refusals of the rules.
        NotOnRecordError: When a subject it names does not exist.
    """
    kind = type(command)
    authority = judged(kind.authority, command, facts)
    if isinstance(authority, Refused):
        raise RefusedError((authority,))
    if refused := refusals((*kind.rules, *further), command, facts):
        raise RefusedError(refused)
    return Decision(events=tuple(command.decide(facts)), authority=authority.through)
