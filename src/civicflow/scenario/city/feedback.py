"""What citizens and staff say: petitions with their answers, initiatives and what they bring."""

from datetime import date

from civicflow import feedback
from civicflow.core.command import Command
from civicflow.scenario.agenda import Life, act
from civicflow.scenario.chance import Chance
from civicflow.scenario.city.layout import Body, Person
from civicflow.scenario.city.town import Town

KINDS = ((0.4, "service"), (0.3, "delay"), (0.2, "attitude"), (0.08, "other"), (0.02, "abuse"))
CHANNELS = ("in_person", "post", "phone", "message", "online")
OUTCOMES = ((0.3, "upheld"), (0.3, "partly"), (0.4, "rejected"))


def turned_to(town: Town, body: Body, on: date, chance: Chance) -> Life:
    """A petition comes in for a division, now and then the wrong one, and is answered within two weeks."""
    petition, unit = town.number("Y"), chance.one(town.city.divisions(body))
    received = town.at(on, 9 + chance.number(0, 20) / 4)
    yield act(received, body.director, _petition(petition, unit, on, chance))
    if chance.happens(0.05):
        back = feedback.WithdrawPetition(petition=petition, reason="đã được giải quyết")
        yield act(town.at(town.after(on, 1), 15), body.director, back)
        return
    others = [each for each in town.city.divisions(body) if each != unit]
    if others and chance.happens(0.1):
        forward = feedback.ForwardPetition(
            petition=petition, to_unit=chance.one(others), reason="đúng thẩm quyền"
        )
        yield act(town.at(town.after(on, 1), 9), town.head(unit), forward)
        unit = forward.to_unit
    yield from _answered(town, body, petition, unit, on, chance)


def _petition(petition: str, unit: str, on: date, chance: Chance) -> Command:
    return feedback.ReceivePetition(
        petition=petition,
        unit=unit,
        petitioner=chance.one(("citizen", "business", "staff")),
        kind=chance.weighed(KINDS),
        channel=chance.one(CHANNELS),
        received_on=on,
        text="đề nghị xem xét thời gian giải quyết",
    )


def _answered(town: Town, body: Body, petition: str, unit: str, on: date, chance: Chance) -> Life:
    """The head hands it to the manager of the division, who answers."""
    answerer = next(each for each in town.of(body) if each.unit == unit and each.rank == 1)
    hand_out = feedback.AssignPetition(petition=petition, to=answerer.id)
    yield act(town.at(town.after(on, 2), 9), town.head(unit), hand_out)
    answer = feedback.AnswerPetition(
        petition=petition, outcome=chance.weighed(OUTCOMES), answer="đã kiểm tra và trả lời bằng văn bản"
    )
    answered = town.present(answerer, town.after(on, chance.number(3, 12)))
    yield act(town.at(answered, 15), answerer.id, answer)


def proposed(town: Town, person: Person, on: date, chance: Chance) -> Life:
    """Somebody has an idea; it is taken up or not, and what was taken up has brought something some weeks later."""
    initiative = town.number("K")
    record = feedback.RecordInitiative(
        initiative=initiative, unit=person.unit, person=person.id, text="số hóa mẫu biểu nội bộ"
    )
    yield act(town.at(on, 11), person.id, record)
    adopted = chance.happens(0.6)
    decide = feedback.DecideInitiative(
        initiative=initiative,
        decision="adopted" if adopted else "declined",
        reason="áp dụng thử trong đơn vị" if adopted else "chưa bố trí được kinh phí",
    )
    yield act(town.at(town.after(on, chance.number(2, 10)), 10), person.superior, decide)
    if adopted:
        report = feedback.ReportInitiativeResult(initiative=initiative, result="rút ngắn một bước xử lý")
        yield act(town.at(town.after(on, chance.number(15, 25)), 10), person.superior, report)
