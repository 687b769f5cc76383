"""The confirmed list of a bulk pass as it comes from the preview: `pick` holds uuid and version of each."""

from collections.abc import Mapping
from uuid import UUID

from django.http import QueryDict


def read_picks(data: QueryDict) -> Mapping[UUID, int]:
    """Anything odd is not picked."""
    picked: dict[UUID, int] = {}
    for text in data.getlist("pick"):
        uuid, _, version = text.partition(":")
        if version.isascii() and version.isdigit() and len(version) < 10:
            try:
                picked[UUID(uuid)] = int(version)
            except ValueError:
                continue
    return picked
