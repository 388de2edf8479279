"""Who works at home, how far their arrangement has come, and with what they work: one row a person (R5, R22)."""

from operator import attrgetter

from civicflow.core.question import View
from civicflow.home_work.events import ARRANGEMENT, EquipmentDeclared, EquipmentVerified
from civicflow.home_work.model import Equipment, HomeWork

VIEW: View[HomeWork] = View(
    name="home_work",
    version=3,
    row=HomeWork,
    subjects=dict.fromkeys(ARRANGEMENT, attrgetter("person")),
    fold=HomeWork.evolve,
)
"""The home arrangement of each person."""

EQUIPMENT: View[Equipment] = View(
    name="equipment",
    version=1,
    row=Equipment,
    subjects=dict.fromkeys((EquipmentDeclared, EquipmentVerified), attrgetter("person")),
    fold=Equipment.evolve,
)
"""With what each person works at home."""
