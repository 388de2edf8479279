"""What the catalogue of work types says of a kind of work on the day of an act (R15, K12)."""

from civicflow.core.facts import Facts
from civicflow.organization.authority import claimed_day
from civicflow.organization.model import Unit
from civicflow.regulations.clauses import WORK_TYPE, WorkType
from civicflow.regulations.parameter import NotOnRecord


def kind_of_work(facts: Facts, unit: str | None, code: str) -> WorkType | None:
    """
    A kind of work, by the catalogue of the place of a unit; None where none is on record.

    Args:
        facts: The window on the world.
        unit: The unit; everywhere when there is none.
        code: The code of the kind of work.
    """
    locality = "" if unit is None else facts.of(Unit, unit).locality
    found = WORK_TYPE.at(facts.regulations, on=claimed_day(facts), locality=locality, code=code)
    return None if isinstance(found, NotOnRecord) else found
