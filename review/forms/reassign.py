"""What the lead ticked and whom it goes to."""

from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict

from selfexam.accounts.models import User

# Instead of a person: nobody, so that whoever asks next gets it.
BACK = "back"
MOST = 100


@dataclass(frozen=True)
class Reassignment:
    """`to` is None for putting back; not `is_whole` when nobody of the school was chosen."""

    picked: list[UUID]
    to: User | None
    is_whole: bool


def read_reassignment(data: QueryDict, people: list[User]) -> Reassignment:
    chosen = data.get("to", "")
    to = next((person for person in people if str(person.pk) == chosen), None)
    return Reassignment(_uuids(data.getlist("pick")[:MOST]), to, to is not None or chosen == BACK)


def _uuids(texts: list[str]) -> list[UUID]:
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
