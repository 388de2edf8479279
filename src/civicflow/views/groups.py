"""The groups of the administration: of which unit each is, and who belongs to it."""

from operator import attrgetter

from civicflow.core.question import View
from civicflow.organization.group import Group
from civicflow.organization.group_events import GROUP_EVENTS

VIEW: View[Group] = View(
    name="groups",
    version=1,
    row=Group,
    subjects=dict.fromkeys(GROUP_EVENTS, attrgetter("group")),
    fold=Group.evolve,
)
