"""A store copied into one file while others write, and a store filled from such a file, as a whole or not at all."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import attrs

from civicflow.core.module import Module
from civicflow.storage.backup_checks import Checks
from civicflow.storage.backup_file import BackupWriter, Manifest, opened_backup
from civicflow.storage.backup_lines import FORMS, LineForm
from civicflow.storage.catalogue import Catalogue
from civicflow.storage.codec import EventCodec
from civicflow.storage.parts import EVENTS, PEOPLE, Row
from civicflow.storage.people import row_of
from civicflow.storage.stores import Store, open_blank
from civicflow.storage.view_upkeep import Progress, untold
from civicflow.storage.whole_file import digest, whole_file

WITHOUT_PEOPLE = tuple(form for form in FORMS if form.part is not PEOPLE)

OFTEN = 1_000
"""Progress is told after so many rows."""


@attrs.frozen(kw_only=True)
class BackupReceipt:
    """
    What a backup holds.

    Args:
        file: The file.
        position: The last position of the log.
        recorded_at: When that was recorded (UTC); None when nothing had happened yet.
        events: How many events it has.
        people: How many people of the directory; None when they were left out.
        bytes: How long the file is.
        sha256: Its digest, as ``sha256sum`` gives it.
    """

    file: str
    position: int
    recorded_at: datetime | None
    events: int
    people: int | None
    bytes: int
    sha256: str


def back_up(
    store: Store,
    path: Path,
    *,
    release: str,
    people: bool = True,
    overwrite: bool = False,
    progress: Progress = untold,
) -> BackupReceipt:
    """
    Copy a store as it stands now into one file; others read and write meanwhile.

    What restoring would not take is not written: a backup that was made can be restored.

    Args:
        store: The store.
        path: The file, which is there only once it is whole.
        release: The release of civicflow.
        people: Whether names and contacts are copied.
        overwrite: Take the place of a file that is there.
        progress: Told how many events are written, and how many there are.

    Raises:
        BackupError: When the file is there already or cannot be written, or the store is not in order.
        UnreadableEventError: When an event cannot be read.
    """
    head = store.log.head()
    with (
        whole_file(path, overwrite=overwrite) as file,
        store.log.original() as original,
        ZipFile(file, "w") as archive,
    ):
        writer = BackupWriter(archive, path)
        checks = Checks(store.codec, writer.wrong)
        for form in FORMS if people else WITHOUT_PEOPLE:
            rows = map(row_of, store.people) if form.part is PEOPLE else original.rows(form.part)
            writer.write(form, _told(checks.passed(form.part, rows), form, progress, head))
        manifest = writer.close(release, checks.position, checks.recorded_at)
    return _receipt(path, manifest)


def restore(
    path: Path, address: str, modules: Iterable[Module], *, progress: Progress = untold
) -> BackupReceipt:
    """
    Fill an empty store from a backup, whatever kind of store that was made of; views are made by the next question.

    Everything is looked at before it is committed: digests, numbers of rows, positions, every body and envelope.

    Args:
        path: The file.
        address: The store: a folder or ``postgresql://…``, laid out if it is new.
        modules: What is plugged in.
        progress: Told how many events are taken, and how many there are.

    Raises:
        BackupError: When the file is not what was once written.
        NewerBackupError: When a newer release wrote it in a form that this one does not know.
        UnreadableEventError: When an event cannot be read.
        StoreNotEmptyError: When the store holds something.
        StoreError: When it cannot be filled.
    """
    codec = EventCodec(Catalogue(modules))
    with opened_backup(path) as backup:
        manifest = backup.manifest
        receipt = _receipt(path, manifest)
        with open_blank(address) as blank:
            checks = Checks(codec, backup.wrong)
            for form in FORMS:
                if form.part.name in manifest.parts:
                    rows = checks.passed(form.part, backup.rows(form))
                    blank.take(form.part, _told(rows, form, progress, manifest.position))
            if (checks.position, checks.recorded_at) != (manifest.position, manifest.recorded_at):
                raise backup.wrong("other-than-its-manifest")
    return receipt


def _told(rows: Iterator[Row], form: LineForm, progress: Progress, whole: int) -> Iterator[Row]:
    """Events, with what is told of them now and then; rows of other parts are told nobody."""
    if form.part is not EVENTS:
        return rows
    return _counted(rows, progress, whole)


def _counted(rows: Iterator[Row], progress: Progress, whole: int) -> Iterator[Row]:
    for count, row in enumerate(rows):
        if count % OFTEN == 0:
            progress(count, whole)
        yield row
    progress(whole, whole)


def _receipt(path: Path, manifest: Manifest) -> BackupReceipt:
    people = manifest.parts.get(PEOPLE.name)
    return BackupReceipt(
        file=str(path),
        position=manifest.position,
        recorded_at=manifest.recorded_at,
        events=manifest.parts[EVENTS.name].rows,
        people=None if people is None else people.rows,
        bytes=path.stat().st_size,
        sha256=digest(path),
    )
