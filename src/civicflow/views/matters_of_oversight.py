"""What is open about findings: to be answered by the unit, to be judged and closed by those who inspect (R59)."""

from collections.abc import Iterator, Mapping

from civicflow.oversight.model import Stage
from civicflow.views.granted import findings
from civicflow.views.matter import Matter, Need
from civicflow.views.surroundings import Surroundings

NEXT: Mapping[Stage, Need] = {
    Stage.OPEN: Need.ANSWER_FINDING,
    Stage.ANSWERED: Need.DECIDE_ANSWER,
    Stage.ACCEPTED: Need.CLOSE_FINDING,
}
"""What brings a finding nearer to its closure."""


def of_findings(around: Surroundings) -> Iterator[Matter]:
    """Every finding that is not closed."""
    for finding in findings(around.evidence):
        if finding.stage in NEXT:
            yield Matter(
                need=NEXT[finding.stage],
                subject=f"finding:{finding.finding}",
                unit=finding.unit,
                concerns=finding.person,
                person=None,
                since=finding.reached,
                due=finding.due if finding.stage is Stage.OPEN else None,
            )
