"""An order for a district: from one day to the next its people work at home, and half of them may come in."""

from datetime import date

from civicflow import organization, roster
from civicflow.core.command import Command
from civicflow.scenario.agenda import Life, act
from civicflow.scenario.chance import Chance
from civicflow.scenario.city.layout import CHAIR, Body
from civicflow.scenario.city.town import Town

COUNTED = ("cadre", "civil_servant", "public_employee", "contract_worker")


def ordered(town: Town, body: Body, on: date, chance: Chance) -> Life:
    """Declared in the afternoon, counted anew at once, and lifted after two weeks."""
    if not body.is_district:
        return
    mode = town.number("M")
    if not (yield act(town.at(on, 14), CHAIR, _order(mode, body, on))):
        return
    recount = roster.RecountHeadcount(body=body.id, day=on, reason="văn bản mới của thành phố")
    yield act(town.at(on, 14.25), body.director, recount)
    town.by_order.add(body.number)
    last = town.after(on, 10)
    lift = organization.LiftEmergencyMode(mode=mode, until=last, instrument="CV 1801/UBND")
    yield act(town.at(last, 17), CHAIR, lift)
    town.by_order.discard(body.number)


def _order(mode: str, body: Body, on: date) -> Command:
    return organization.DeclareEmergencyMode(
        mode=mode,
        locality=body.locality,
        instrument="CV 1749/UBND",
        since=on,
        cap="1/2",
        minimum_on_site=1,
        counted_categories=COUNTED,
        leave_counts=True,
        exempt_codes=("security",),
        exempt_count="none",
    )
