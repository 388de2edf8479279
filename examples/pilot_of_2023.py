"""
The pilot of 2023 from its charter to its closing: what is tried, measured, recommended and decided.

Run it: ./run python examples/pilot_of_2023.py
"""

from attrs import evolve

import civicflow as cf
from civicflow.core import Change
from offices import agency, division, of, position
from pilots import a_quarter_of_work, baseline, survey
from telling import story

NAMES = {"CHAIR": "Đinh Thị Hòa", "HAI": "Lý Thanh Hải", "LE": "Mai Thị Lệ", "AN": "Nguyễn Văn An"}
PILOT, pilot = "P-2023", cf.pilot_record
CHARTER = pilot.DraftPilot(
    pilot=PILOT,
    title="Thí điểm làm việc tại nhà",
    unit="SO-NOI-VU",
    quota={"SO-NOI-VU": 1},
    units=["CCVC"],
    groups=["desk", "reception"],
    since="2023-09-29",
    until="2024-06-28",
    indicators={"satisfaction": "43/50", "on_time": "19/20"},
)
MORE_PLACES = pilot.DecidePilot(
    pilot=PILOT, decided="adjust", instrument="QĐ 1212/QĐ-UBND", quota={"SO-NOI-VU": 2}
)


def main() -> None:
    """Tell the nine months."""
    with story("2023-09-11", NAMES) as told:
        told.quietly("ADMIN", agency("SO-NOI-VU", "Sở Nội vụ", head="HAI"))
        told.quietly("ADMIN", division("CCVC", "Phòng CCVC", above="SO-NOI-VU", head="LE", people=["AN"]))
        told.quietly("ADMIN", [position("CCVC", "VT-1"), position("CCVC", "VT-2", reception=True)])

        print("A charter is drafted and approved. What is compared later is measured before it begins.")
        told.does("HAI", CHARTER)
        told.does("HAI", pilot.SubmitPilot(pilot=PILOT))
        told.does("CHAIR", pilot.ApprovePilot(pilot=PILOT, instrument="QĐ 4444/QĐ-UBND"))
        told.does("HAI", baseline(PILOT, "satisfaction", 430, "citizens_2023"))
        told.does("HAI", baseline(PILOT, "on_time", 470, "counted"))

        print("\nPositions are taken in, but none to which citizens come. Then it starts.")
        told.does("HAI", pilot.AssignUnit(pilot=PILOT, unit="CCVC", position="VT-1"))
        told.may_not("HAI", pilot.AssignUnit(pilot=PILOT, unit="CCVC", position="VT-2"))
        told.at("2023-09-29T08:00")
        told.does("HAI", pilot.StartPilot(pilot=PILOT))

        print("\nTwo quarters pass with a task a week; each is reported, and in March citizens are asked.")
        a_quarter_of_work(told, "2023-10-02", head="LE", person="AN")
        told.at("2024-01-02T07:30")
        told.does("HAI", pilot.ReportPilot(pilot=PILOT, until="2023-12-31", results={"on_time": "12/12"}))
        a_quarter_of_work(told, "2024-01-02", head="LE", person="AN", late=[5])
        told.at("2024-04-02T08:00")
        told.does("HAI", survey(PILOT, 438))
        told.does("HAI", pilot.ReportPilot(pilot=PILOT, until="2024-03-31", results={"on_time": "11/12"}))

        print("\nWhat the figures say of satisfaction and of work on time, and what they recommend:")
        advice = told.flow.ask(cf.Recommendation(pilot=PILOT)).answer
        for each in advice.criteria:
            if isinstance(each.value, Change):
                print(
                    f"  {told.english.state(each.criterion)}: {told.english.state(each.outcome)}, {of(each.value)}"
                )
        print(f"  Recommended by {advice.period}: {told.english.state(advice.recommended)}")

        print("\nThe city reviews it on answers that are frozen, and decides otherwise, with its reason.")
        frozen = [
            told.flow.freeze(each) for each in (cf.Recommendation(pilot=PILOT), cf.Satisfaction(pilot=PILOT))
        ]
        told.does(
            "CHAIR",
            pilot.EvaluatePilot(
                pilot=PILOT, recommended="continue", answers=frozen, assessment="Tiến độ, chất lượng giữ vững"
            ),
        )
        told.may_not("CHAIR", MORE_PLACES)
        told.does("CHAIR", evolve(MORE_PLACES, reason="Thêm một chỗ để so sánh"))

        print("\nThe term is over, and the pilot is closed. What the review rested on is asked once more.")
        told.at("2024-07-01T08:00")
        told.does("CHAIR", pilot.CompletePilot(pilot=PILOT, instrument="QĐ 2323/QĐ-UBND"))
        same = [told.flow.repeat(each) == each for each in frozen]
        print(f"  {same.count(True)} of {len(same)} answers are the same to the byte")


if __name__ == "__main__":
    main()
