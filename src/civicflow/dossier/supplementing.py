"""Adding documents to a dossier (R37, R57)."""

from collections.abc import Iterator
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import SubjectId
from civicflow.core.rule import Rule
from civicflow.dossier import changing_rules, interference_rules
from civicflow.dossier.changing_events import Document, DossierSupplemented, documents


@frozen(kw_only=True, eq=False, repr=False)
class SupplementDossier(Command):
    """
    Add documents to an open dossier, at whatever step it is (R37, R57).

    One that belongs to it already may be named again: that says no more than that it came once more.

    Args:
        dossier: The dossier.
        documents: Each by its SHA-256 and its title, or number; never a person's name.
    """

    dossier: SubjectId
    documents: tuple[Document, ...] = field(converter=documents)

    authority: ClassVar[Rule] = changing_rules.one_who_works_in_its_unit_or_keeps_its_record
    rules: ClassVar[tuple[Rule, ...]] = (
        interference_rules.dossier_is_open,
        changing_rules.documents_are_named_once,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The dossier is supplemented."""
        yield DossierSupplemented(
            dossier=self.dossier, documents=self.documents, supplemented_by=facts.act.person
        )
