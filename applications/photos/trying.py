"""Runs changed photo rules over the photos of a batch, chunk by chunk. Run by the `try_photo_rules` job.

A chunk is one transaction that moves the cursor by a conditional update: a worker that is killed goes on behind the
last whole chunk, and two workers cannot count a photo twice. Never writes a photo.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic
from typing import Any, TypeAlias

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from applications.models import Photo, RuleTrial, RuleTrialChange
from applications.photos.comparing import Outcome, compare
from applications.photos.judge import apply_rules
from applications.photos.rejudge import see_again
from applications.photos.rules import PhotoRules
from selfexam.jobs.registry import TryLater

Progress: TypeAlias = Callable[[int, int], None]
Finishing: TypeAlias = Callable[[], AbstractContextManager[None]]

CHUNK = 200
# Photos that have to be measured again take a tenth of a second each: a chunk ends early, so that little is ever lost.
CHUNK_SECONDS = 20.0
# A worker's task is stopped after nine minutes; long before that the job asks to be called again.
SLICE = timedelta(minutes=4)


@dataclass
class Chunk:
    """What was found in the photos after the cursor; `last` is the key of the last of them."""

    last: int = 0
    done: int = 0
    opened: int = 0
    unread: int = 0
    found: list[tuple[int, Outcome]] = field(default_factory=list)


def try_rules(trial_id: int, *, progress: Progress, finishing: Finishing) -> None:
    """Go on where the trial stands, to its end or the end of the slice. A trial that was replaced ends quietly."""
    trial = RuleTrial.objects.select_related("base").filter(pk=trial_id, finished_at=None).first()
    if trial is None:
        return
    base, tried = PhotoRules.from_json(trial.base.rules), PhotoRules.from_json(trial.rules)
    until = monotonic() + SLICE.total_seconds()
    while chunk := _chunk(photos_of(trial)[:CHUNK], base, tried):
        if not _keep(trial, chunk):
            return
        progress(trial.shown_done, trial.total)
        if monotonic() >= until:
            raise TryLater("照片较多，分几次试算", after=timedelta())
    with finishing():
        mine = RuleTrial.objects.filter(pk=trial.pk, finished_at=None)
        mine.update(finished_at=timezone.now(), total=F("done"))


def photos_of(trial: RuleTrial) -> QuerySet[Photo]:
    """The photos of a trial that were not looked at yet, in the order of their keys."""
    left = Photo.objects.current().judged().filter(application__batch=trial.batch_id, pk__gt=trial.cursor)
    return left.filter(pk__lte=trial.upto).order_by("pk").only("measures", "file", "bytes")


def _chunk(photos: Iterable[Photo], base: PhotoRules, tried: PhotoRules) -> Chunk | None:
    """None if there are no more photos."""
    chunk, until = Chunk(), monotonic() + CHUNK_SECONDS
    for photo in photos:
        _look(photo, base, tried, chunk)
        chunk.last = photo.pk
        chunk.done += 1
        if monotonic() >= until:
            break
    return chunk if chunk.done else None


def _look(photo: Photo, base: PhotoRules, tried: PhotoRules, chunk: Chunk) -> None:
    try:
        seen = see_again(
            photo.measures,
            lambda: _bytes_of(photo),
            tried,
            uploaded_bytes=photo.bytes,
            networks=settings.PHOTO_NETWORKS,
        )
    except OSError:
        chunk.unread += 1
        return
    chunk.opened += seen.opened
    if seen.measures is None:
        return
    outcome = compare(apply_rules(seen.measures, base), apply_rules(seen.measures, tried))
    if outcome.changes:
        chunk.found.append((photo.pk, outcome))


def _bytes_of(photo: Photo) -> bytes:
    with photo.file.open("rb") as file:
        return bytes(file.read())


@transaction.atomic
def _keep(trial: RuleTrial, chunk: Chunk) -> bool:
    """False if the trial was replaced or another worker has taken this chunk; nothing is written then."""
    counts = added(trial.counts, [outcome for _, outcome in chunk.found])
    mine = RuleTrial.objects.filter(pk=trial.pk, cursor=trial.cursor, finished_at=None)
    if not mine.update(
        cursor=chunk.last,
        done=F("done") + chunk.done,
        opened=F("opened") + chunk.opened,
        unread=F("unread") + chunk.unread,
        counts=counts,
    ):
        return False
    RuleTrialChange.objects.bulk_create(_row(trial, photo, outcome) for photo, outcome in chunk.found)
    trial.cursor, trial.counts = chunk.last, counts
    trial.done += chunk.done
    return True


def _row(trial: RuleTrial, photo: int, outcome: Outcome) -> RuleTrialChange:
    return RuleTrialChange(
        trial=trial,
        photo_id=photo,
        was=outcome.was,
        now=outcome.now,
        codes="|" + "".join(f"{change.code}|" for change in outcome.changes),
        changes=[change.to_json() for change in outcome.changes],
    )


def added(counts: dict[str, Any], outcomes: Iterable[Outcome]) -> dict[str, Any]:
    """`counts` with `outcomes` on top: `verdicts` of whole photos, and `rules` by code."""
    verdicts = Counter(counts.get("verdicts", {}))
    rules = {code: Counter(ways) for code, ways in counts.get("rules", {}).items()}
    changed = counts.get("changed", 0)
    for outcome in outcomes:
        changed += 1
        if outcome.was != outcome.now:
            verdicts[f"{outcome.was}>{outcome.now}"] += 1
        for change in outcome.changes:
            rules.setdefault(change.code, Counter())[f"{change.was}>{change.now}"] += 1
    return {"changed": changed, "verdicts": dict(verdicts), "rules": {code: dict(ways) for code, ways in rules.items()}}
