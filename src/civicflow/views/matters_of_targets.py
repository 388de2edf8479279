"""What is open about targets: those whose period is over wait for whoever set them to say what was achieved (R55, K17)."""

from collections.abc import Iterator
from datetime import timedelta

from civicflow.organization.events import Office
from civicflow.organization.model import Unit
from civicflow.steering.model import Stage
from civicflow.views import asking, targets
from civicflow.views.matter import Matter, Need
from civicflow.views.surroundings import Surroundings


def of_targets(around: Surroundings) -> Iterator[Matter]:
    """Every open target whose last day has passed; it is closed above the unit that it was given."""
    for target in around.evidence.rows(targets.VIEW):
        unit, until = around.units.get(target.unit), target.term.until
        if target.stage is Stage.OPEN and unit is not None and until is not None and until < around.today:
            over = asking.beginning(around.evidence, until + timedelta(days=1))
            yield Matter(
                need=Need.CLOSE_TARGET,
                subject=f"target:{target.id}",
                unit=unit.superior or unit.id,
                concerns=None if unit.superior else _head(around, unit),
                person=None,
                since=over,
                due=None,
            )


def _head(around: Surroundings, unit: Unit) -> str | None:
    return next((each.person for each in unit.holders(Office.HEAD, around.today)), None)
