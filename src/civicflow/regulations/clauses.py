"""Records whose fields only mean something together, in words of their own."""

from datetime import date

import attrs

from civicflow.core.provision import Regulations
from civicflow.regulations.parameters import NotOnRecord, words


@attrs.frozen(kw_only=True)
class SurveyInstrument:
    """
    A questionnaire: waves of a survey are compared only when they were asked with the same one (R10, R52).

    Args:
        code: Its code; other questions are another instrument.
        title_vi: What it is called in Vietnamese.
        title_en: What it is called in English.
        audience: ``citizens`` or ``staff``.
        questions_vi: What is asked, in Vietnamese.
        questions_en: The same in English.
        provision: The record that it rests on.
    """

    code: str
    title_vi: str
    title_en: str
    audience: str
    questions_vi: tuple[str, ...]
    questions_en: tuple[str, ...]
    provision: str


@attrs.frozen
class SurveyInstruments:
    """
    The questionnaires, each an entry by its code.

    Args:
        subject: The parameter without its place.
    """

    subject: str

    def at(
        self,
        regulations: Regulations,
        *,
        on: date,
        locality: str,
        mode: str | None = None,
        code: str,
        known: date | None = None,
    ) -> SurveyInstrument | NotOnRecord:
        """The questionnaire of a code on a day and at a place; the arguments are those of ``find``."""
        found = regulations.find(self.subject, on=on, locality=locality, mode=mode, code=code, known=known)
        if found is None:
            return NotOnRecord(subject=self.subject, locality=locality, on=on)
        said = found.value
        return SurveyInstrument(
            code=code,
            title_vi=str(said["title_vi"]),
            title_en=str(said["title_en"]),
            audience=str(said["audience"]),
            questions_vi=words(said["questions_vi"]),
            questions_en=words(said["questions_en"]),
            provision=found.id,
        )


SURVEY_INSTRUMENT = SurveyInstruments("survey_instrument")
"""The questionnaires, each an entry by its code (R10, R14, R52)."""
