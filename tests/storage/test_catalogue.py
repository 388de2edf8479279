"""What may stand in the log is claimed by one module alone."""

from typing import ClassVar, Self

import pytest
from attrs import evolve, frozen

from civicflow import task
from civicflow.core import At, Event, Module, SubjectId, View
from civicflow.errors import InvalidInputError
from civicflow.flow import MODULES
from civicflow.storage.catalogue import Catalogue

ABSENCES = View(name="absences", version=1, row=task.MODULE.states[0], subjects={}, fold=lambda *_: None)


class Errand:
    """Another application's state that claims the streams of tasks."""

    kind: ClassVar[str] = "task"

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """Never the question here."""
        return state


@frozen(kw_only=True, eq=False, repr=False)
class ErrandAssigned(Event):
    """Another application's event that claims the topic of tasks."""

    topic = "task.assigned"
    stream = ("errand", "errand")

    errand: SubjectId


@pytest.mark.parametrize(
    "module, sort, name",
    [
        (Module(name="task"), "module", "task"),
        (Module(name="errands", states=(Errand,)), "kind", "task"),
        (Module(name="errands", events=(ErrandAssigned,)), "topic", "task.assigned"),
        (Module(name="errands", views=(ABSENCES, evolve(ABSENCES, version=2))), "view", "absences"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_module_that_claims_what_another_has_is_not_plugged_in(module, sort, name):
    """Two applications that use one word for two things are told so before anything is stored."""
    with pytest.raises(InvalidInputError) as refused:
        Catalogue((*MODULES, module))

    assert refused.value.parameters == {
        "field": "modules",
        "problem": "repeated",
        "detail": sort,
        "value": name,
    }


def test_a_module_may_be_named_twice():
    """What is installed may be named on the command line as well."""
    extra = Module(name="errands")

    assert Catalogue((*MODULES, extra, extra)).modules.count(extra) == 1
