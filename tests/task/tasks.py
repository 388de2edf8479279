"""Tasks as they are assigned, and what happens to them, for tests."""

from typing import Any

from civicflow.core.fields import FreeText
from civicflow.task.events import TaskAssigned

BARE: dict[str, Any] = {
    "assignee": None,
    "unit": None,
    "assigned_by": None,
    "work": None,
    "due": None,
    "result": None,
    "acceptance": None,
    "at_home": False,
    "work_type": None,
    "work_units": 1,
    "confidentiality": None,
    "departure": None,
    "channel": None,
    "channel_reason": None,
    "needs_signature": False,
    "because_of": None,
    "replaces": None,
    "outcomes": (),
    "reviewed": True,
}
"""Of what is assigned, nothing that may be left out."""

CLEAR: dict[str, Any] = {
    "work": FreeText(v="Thẩm định hồ sơ"),
    "result": FreeText(v="Tờ trình"),
    "acceptance": FreeText(v="Có căn cứ và đề xuất"),
}
"""What to do, with what result, and by what it is accepted."""


def task_given(task: str, **said: Any) -> TaskAssigned:
    """An assignment of which only this is said."""
    return TaskAssigned(task=task, **BARE | said)
