"""What if other regulations held: the statements of an answer that would differ, by which parts, and because of which records."""

from typing import Any, TypeVar

from attrs import evolve, fields_dict, frozen

from civicflow.core.command import given
from civicflow.core.filing import Setting
from civicflow.core.question import Head, Question
from civicflow.inquiry.answering import Standpoint, Store, answers
from civicflow.inquiry.differing import ChangedRecord, Difference, changed_records, differences
from civicflow.regulations import Lawbook

A = TypeVar("A")


@frozen(kw_only=True)
class Comparison:
    """
    In what an answer would differ under other regulations; nothing that was decided is decided anew.

    Args:
        differences: What would differ, in the order of the answer: ``before`` under the regulations that hold, ``after``
            under those that are supposed.
        records: The records of the regulations that are other ones.
        head: Where the supposed answer comes from; it names both regulations.
    """

    differences: tuple[Difference, ...]
    records: tuple[ChangedRecord, ...]
    head: Head

    @property
    def differs(self) -> bool:
        """Whether the answer would differ in anything."""
        return bool(self.differences)


def compared(store: Store, setting: Setting, question: Question[object], seen: Standpoint) -> Comparison:
    """
    In what an answer would differ.

    Args:
        store: Where the events are; both answers are read from it at one position.
        setting: Clock, regulations that hold, calendar.
        question: What is asked.
        seen: From where; it names the regulations that are supposed.

    Raises:
        InvalidInputError: When an instant or the position cannot be understood.
    """
    supposed, in_force = seen.regulations, setting.regulations
    assert supposed is not None
    assert isinstance(in_force, Lawbook)
    asked = with_events(question)
    holds, other = answers(store, setting, asked, seen, (None, supposed), explaining=True)
    used = (*holds.provisions, *other.provisions)
    return Comparison(
        differences=differences(holds.reply.answer, other.reply.answer),
        records=changed_records(in_force.provisions, supposed.provisions, used),
        head=evolve(other.reply.head, arguments=given(question)),
    )


def with_events(question: Question[A]) -> Question[A]:
    """The same question, asked so that it names the events behind its figures, where it can."""
    record: Any = question
    if "with_events" not in fields_dict(type(record)):
        return question
    return evolve(record, with_events=True)
