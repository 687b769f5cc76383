"""The trial of changed photo rules: a photo and a chunk of photos against only reading the rows; and from the files."""

from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.utils import timezone

from applications.domain.start_trial import start_trial
from applications.models import Application, Photo, RuleTrial
from applications.photos.judge import judge
from applications.photos.rules import PhotoRules
from applications.photos.trying import CHUNK, photos_of, try_rules
from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.bench.people import people
from selfexam.bench.registry import Stopwatch, bench
from selfexam.catalogue.models import Batch
from selfexam.demo.portraits import draw_portrait
from selfexam.records.models import StudentRecord

FACES = 4
FROM_FILES = 40
TRIED = PhotoRules(head_top_most=84, head_top_slack=4, off=frozenset({"centred"}))


@bench("rules", sizes=(400, 4000))
def rules(watch: Stopwatch) -> None:
    """Milliseconds a photo and queries a chunk; neither should grow with the batch."""
    batch, lead = _judged_batch(watch.size), _lead()
    trial = start_trial(batch, TRIED, by=lead)
    with watch("bare: read the photos", watch.size):
        for photo in photos_of(trial).iterator(CHUNK):
            assert photo.measures  # noqa: S101
    with watch("trial, a photo", watch.size):
        _run(trial)
    again = start_trial(batch, TRIED, by=lead)
    with watch(f"trial, a chunk of {CHUNK}", ceil(watch.size / CHUNK)):
        _run(again)
    _from_files(watch, batch, lead)


def _from_files(watch: Stopwatch, batch: Batch, lead: User) -> None:
    """Photos measured by an earlier version are opened and measured again."""
    few = list(Photo.objects.order_by("pk").values_list("pk", flat=True)[: min(FROM_FILES, watch.size)])
    with TemporaryDirectory() as folder:
        storage = FileSystemStorage(folder)
        field = Photo._meta.get_field("file")
        kept, field.storage = field.storage, storage
        try:
            name = storage.save("photo.jpg", ContentFile(draw_portrait(0)))
            Photo.objects.exclude(pk__in=few).delete()
            Photo.objects.update(measures={}, file=name)
            trial = start_trial(batch, TRIED, by=lead)
            with watch("trial, a photo from its file", len(few)):
                _run(trial)
        finally:
            field.storage = kept


def _run(trial: RuleTrial) -> None:
    try_rules(trial.pk, progress=lambda done, total: None, finishing=_finishing)


@contextmanager
def _finishing() -> Iterator[None]:
    yield


def _lead() -> User:
    names = {"name": "测量", "role": Role.INSTITUTE_LEAD}
    return User.objects.get_or_create(username="bench-lead", defaults=names)[0]


def _judged_batch(number: int) -> Batch:
    keys = people(number)
    batch = Batch.objects.get(code="demo-last")
    Application.objects.filter(batch=batch).delete()
    records = StudentRecord.objects.filter(pk__in=keys)
    Application.objects.bulk_create(Application(batch=batch, record=one, school_id=one.school_id) for one in records)
    faces = [_judged(seed) for seed in range(FACES)]
    now = timezone.now()
    made = Application.objects.filter(batch=batch).order_by("pk").values_list("pk", flat=True)
    Photo.objects.bulk_create(
        Photo(application_id=pk, file="photo.jpg", sha256="0" * 64, checked_at=now, **faces[place % FACES])
        for place, pk in enumerate(made)
    )
    return batch


def _judged(seed: int) -> dict[str, Any]:
    data = draw_portrait(seed)
    judgement = judge(data, PhotoRules(), networks=settings.PHOTO_NETWORKS)
    return {"bytes": len(data), "verdict": judgement.verdict, "measures": judgement.measures}
