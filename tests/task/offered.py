"""Work as it is laid before several people, for tests."""

from typing import Any

from civicflow import task
from civicflow.task.events import Channel, Confidentiality
from civicflow.task.offering_events import TaskClaimed, TaskOffered
from tests.task.tasks import CLEAR
from tests.task.test_commands import DUE


def offer(**changes: Any) -> task.OfferTask:
    """The four clears, for whoever of U-1 takes it on."""
    said = {"work": "Thẩm định hồ sơ", "result": "Tờ trình", "acceptance": "Có căn cứ và đề xuất"}
    return task.OfferTask(
        **{"task": "T-1", "unit": "U-1", "due": "2023-11-20T17:00+07:00", **said, **changes}
    )


def offered(**changes: Any) -> TaskOffered:
    """Work for whoever of U-1 takes it on."""
    fields: dict[str, Any] = {
        "task": "T-1",
        "unit": "U-1",
        "group": None,
        "office": None,
        "offered_by": "HEAD-1",
        "due": DUE,
        "may_be_done_at_home": False,
        "work_type": None,
        "work_units": 1,
        "confidentiality": Confidentiality.ORDINARY,
        "departure": None,
        "channel": Channel.E_OFFICE,
        "channel_reason": None,
        "needs_signature": False,
        "because_of": None,
        "replaces": None,
        "outcomes": (),
        "reviewed": True,
    }
    return TaskOffered(**fields | CLEAR | changes)


def claimed(person: str = "E-1", *, at_home: bool = False) -> TaskClaimed:
    """It is taken on."""
    return TaskClaimed(task="T-1", assignee=person, unit="U-1", at_home=at_home)
