"""
A day of the city's leader in 2023: a late unit is seen in a figure, an instruction is given, and its result is followed.

Run it: ./run python examples/a_late_unit.py
"""

import civicflow as cf
from civicflow.core import Command
from offices import agency, assignment, of
from telling import Story, story

NAMES = {
    "CHAIR": "Đinh Thị Hòa",
    "HAI": "Lý Thanh Hải",
    "AN": "Nguyễn Văn An",
    "TAM": "Trịnh Minh Tâm",
    "BINH": "Trần Thị Bình",
    "CHI": "Lê Thị Chi",
}
HEADS = {"AN": "HAI", "BINH": "TAM", "CHI": "TAM"}
LAST_WEEK = {"AN": "2023-11-09T15:00", "BINH": "2023-11-10T16:00", "CHI": "2023-11-10T18:40"}
THIS_WEEK = {"AN": "2023-11-16T15:00", "BINH": "2023-11-17T10:00", "CHI": "2023-11-17T16:30"}
"""When each handed in their file; all are due on Friday at five."""


def main() -> None:
    """Tell the day, and what came of it."""
    with story("2023-11-06", NAMES) as told:
        told.quietly("ADMIN", agency("SO-NOI-VU", "Sở Nội vụ", head="HAI", people=["AN"]))
        told.quietly("ADMIN", agency("SO-TTTT", "Sở TT&TT", head="TAM", people=["BINH", "CHI"]))
        files(told, "2023-11-06", "2023-11-10", LAST_WEEK)

        print("Monday morning: the leader asks which unit was on time last week, and who was not.")
        told.at("2023-11-13T08:00")
        late = figures(told, "2023-11-06/2023-11-12")

        print("\nShe opens what stands behind the figure, and instructs the director, who answers to her.")
        told.reads(f"task:{late}")
        told.may_not("HAI", instruction(late))
        told.does("CHAIR", instruction(late))

        print("\nHe looks into it, reports at noon, and answers in the afternoon.")
        told.does("TAM", cf.task.AcknowledgeTask(task="CD-1"))
        told.at("2023-11-13T11:30")
        told.does("TAM", cf.task.ReportTask(task="CD-1", percent=50, note="Đã làm việc với chuyên viên"))
        told.at("2023-11-13T15:00")
        told.does("TAM", cf.task.SubmitResult(task="CD-1", output="Báo cáo 31/BC-STTTT", signature="CKS-3"))
        told.at("2023-11-13T16:00")
        told.does("CHAIR", cf.task.CompleteTask(task="CD-1"))

        print("\nA week later: the figure again, and the whole trail of what she asked for.")
        files(told, "2023-11-13", "2023-11-17", THIS_WEEK)
        told.at("2023-11-20T08:00")
        figures(told, "2023-11-13/2023-11-19")
        told.reads("task:CD-1")


def files(told: Story, monday: str, friday: str, handed_in: dict[str, str]) -> None:
    """A week in which each is given a file by their head, and hands it in."""
    for person in handed_in:
        due = f"{friday}T17:00+07:00"
        told.at(f"{monday}T16:30")
        told.quietly(HEADS[person], [assignment(f"{person}-{monday}", person, due)])
        told.quietly(person, [cf.task.AcknowledgeTask(task=f"{person}-{monday}")])
    for person, moment in sorted(handed_in.items(), key=lambda each: each[1]):
        told.at(moment)
        told.quietly(person, [cf.task.SubmitResult(task=f"{person}-{monday}", output="Tờ trình")])
        told.quietly(HEADS[person], [cf.task.CompleteTask(task=f"{person}-{monday}")])


def figures(told: Story, week: str) -> str:
    """The figure of each agency; the first task that was late, if any."""
    late: list[str] = []
    for unit in ("SO-NOI-VU", "SO-TTTT"):
        found = told.flow.ask(cf.OnTime(period=week, unit=unit, with_events=True)).answer.on_time
        late += found.late
        print(f"  {unit}: on time {of(found.figure)}; late: {', '.join(found.late) or 'nothing'}")
    return "".join(late[:1])


def instruction(late: str) -> Command:
    """To the director, because of a task that was late: say why, and what will be done."""
    return cf.task.AssignTask(
        task="CD-1",
        to="TAM",
        work="Làm rõ việc chậm trễ",
        due="2023-11-13T17:00+07:00",
        result="Báo cáo nguyên nhân và biện pháp",
        acceptance="Có biện pháp và thời hạn khắc phục",
        because_of=f"task:{late}",
    )


if __name__ == "__main__":
    main()
