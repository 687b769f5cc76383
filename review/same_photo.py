"""What a reviewer is told of a photo that appears elsewhere (`same_photo`). Reads only.

A candidate's page never asks this module. Another application is named only to those who may open it anyway.
"""

from dataclasses import dataclass

from applications.models import Application, Photo, PhotoLikeness
from selfexam.accounts.models import User


@dataclass(frozen=True)
class Alike:
    """One other photo that shows the same; `other` is empty where the reader may not see that application."""

    is_own: bool
    percent: int
    other: Application | None
    batch: str


def alike(photo: Photo | None, by: User) -> list[Alike]:
    """Pairs in force, those with other people first; two queries however many there are."""
    if photo is None:
        return []
    pairs = list(
        PhotoLikeness.objects.of(photo)
        .in_force()
        .select_related("first__application__batch", "second__application__batch")
    )
    if not pairs:
        return []
    keys = [pair.beside(photo).application_id for pair in pairs]
    visible = {a.pk: a for a in Application.objects.visible_to(by).filter(pk__in=keys).select_related("record")}
    found = [
        Alike(
            is_own=pair.kind == PhotoLikeness.Kind.OWN,
            percent=pair.percent,
            other=visible.get(pair.beside(photo).application_id),
            batch=str(pair.beside(photo).application.batch),
        )
        for pair in pairs
    ]
    return sorted(found, key=lambda one: (one.is_own, -one.percent))
