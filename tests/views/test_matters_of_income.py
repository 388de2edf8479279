"""Additional income waits for the head of the agency once its fund is on record, until it is calculated (R46, K16)."""

from datetime import timedelta

import civicflow as cf
from civicflow import income
from civicflow.testing import FixedClock, numbered_ids
from civicflow.views.matter import Need
from tests.income import told
from tests.income.told import Quarter, calculated, voted

SUMMER = Quarter(written="2025-Q3", people={"E-1": ("3.33", "excellent"), "E-2": ("3.33", "good")})
A_YEAR = timedelta(days=366)


def waiting(flow: cf.Flow, person: str) -> list[str]:
    """For which quarters a person is to calculate income."""
    items = flow.ask(cf.Worklist(person=person)).answer
    return [each.subject for each in items if each.need is Need.CALCULATE_INCOME]


def test_income_waits_once_there_is_a_fund_and_until_it_is_calculated():
    """Graded and unfunded is nothing to calculate; the head of the unit is not asked."""
    clock = FixedClock("2018-01-02T08:00+07:00")
    with cf.open(":memory:", clock=clock, ids=numbered_ids(), longest_silence=A_YEAR) as flow:
        told.tell(flow, clock, SUMMER)
        flow.execute(voted(2025, "1.8", "1.8"), by="ADMIN")
        assert waiting(flow, "DIRECTOR") == []
        fund = income.RecordSalaryFund(agency="A-1", period="2025-Q3", amount="284025690", instrument="QĐ 9")
        flow.execute(fund, by="MAYOR")

        assert waiting(flow, "DIRECTOR") == ["income:A-1:2025-Q3"]
        assert waiting(flow, "HEAD-1") == []
        flow.execute(calculated(SUMMER), by="DIRECTOR")
        assert waiting(flow, "DIRECTOR") == []
