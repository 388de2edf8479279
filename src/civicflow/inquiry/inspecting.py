"""What an inspector asks of an open log about an answer: how a figure was reckoned, what would differ, what has changed."""

from typing import TYPE_CHECKING, Unpack

from civicflow.core.filing import Setting
from civicflow.core.question import Question
from civicflow.inquiry.answering import Seen, Standpoint, Store, answered
from civicflow.inquiry.figures import Found, figures
from civicflow.regulations import Lawbook

if TYPE_CHECKING:
    from civicflow.inquiry.changing import Changes, Moment
    from civicflow.inquiry.comparing import Comparison
    from civicflow.inquiry.explaining import Explanation


class Inspecting:
    """What can be asked about answers; an open log is one."""

    @property
    def store(self) -> Store:
        """Where the events are."""
        raise NotImplementedError

    @property
    def setting(self) -> Setting:
        """Clock, regulations and calendar of this store."""
        raise NotImplementedError

    def figures(self, question: Question[object], **seen: Unpack[Seen]) -> dict[str, Found]:
        """The figures of an answer by the paths under which ``explain`` knows them; the arguments are those of ``ask``."""
        return figures(answered(self.store, self.setting, question, Standpoint(**seen)).reply.answer)

    def explain(self, question: Question[object], *, figure: str, **seen: Unpack[Seen]) -> "Explanation":
        """
        Say how a figure was reckoned: what it counts, from which events, under which dated rules (R58).

        Args:
            question: What was asked.
            figure: The path of the figure, such as ``by[U-12].raw.figure``; ``figures`` names them all.
            seen: From where, as in ``ask``: ``known``, ``as_of``, ``position``, ``regulations``.

        Raises:
            UnknownNameError: When the answer has no such figure; names those that are near.
            InvalidInputError: As ``ask``.
        """
        from civicflow.inquiry.explaining import explained

        return explained(self.store, self.setting, question, figure, Standpoint(**seen))

    def compare(
        self,
        question: Question[object],
        *,
        regulations: Lawbook,
        known: "Moment | None" = None,
        as_of: "Moment | None" = None,
        position: int | None = None,
    ) -> "Comparison":
        """
        Say in what an answer would differ under other regulations, by which parts and because of which records (K7).

        Args:
            question: What is asked.
            regulations: Rules that are supposed in the place of those that hold, as ``suppose`` makes them.
            known: As in ``ask``.
            as_of: As in ``ask``.
            position: As in ``ask``.

        Raises:
            InvalidInputError: As ``ask``.
        """
        from civicflow.inquiry.comparing import compared

        seen = Standpoint(known=known, as_of=as_of, position=position, regulations=regulations)
        return compared(self.store, self.setting, question, seen)

    def changes(
        self,
        question: Question[object],
        *,
        since: "Moment",
        known: "Moment | None" = None,
        as_of: "Moment | None" = None,
        as_of_since: "Moment | None" = None,
    ) -> "Changes":
        """
        Say in what an answer has changed between two instants, and why.

        Args:
            question: What is asked.
            since: What was on record at this instant counts for the earlier answer; a day stands for its end.
            known: What was on record at this one counts for the later; the present when left out.
            as_of: Only what had happened by this instant counts.
            as_of_since: The same for the earlier answer; ``as_of`` when left out.

        Raises:
            InvalidInputError: When an instant cannot be understood, or ``since`` comes after ``known``.
        """
        from civicflow.inquiry.changing import Interval, changes

        between = Interval(since=since, known=known, as_of=as_of, as_of_since=as_of_since)
        return changes(self.store, self.setting, question, between)
