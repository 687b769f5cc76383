"""Who of a desk's people has handed in what, in the order of 准考证号 in which papers are sorted (notice, annex 2)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from applications.models import Application
from applications.models.application import ApplicationQuerySet
from applications.paper_states import states_in_order
from applications.papers import Standing, standings_of
from review.queries import matching
from selfexam.catalogue.models import Batch, Programme, Unit

STATES = (("missing", "还缺"), ("defect", "有问题"), ("there", "已收齐"), ("nothing", "不交纸质材料"))
WORDS = dict(STATES)
AT_A_TIME = 500
# What a row shows and its list is found by. The ID number is not among it: opening it takes long too.
SHOWN = (
    "uuid",
    "batch",
    "school",
    "record__admission_number",
    "record__name",
    "record__route",
    "record__programme",
    "record__unit",
)


@dataclass(frozen=True)
class PaperRow:
    application: Application
    standing: Standing

    @property
    def word(self) -> str:
        return WORDS[self.standing.state]

    @property
    def tag(self) -> str:
        return {"missing": "yours", "defect": "no", "there": "done"}.get(self.standing.state, "")


@dataclass(frozen=True)
class PaperKeys:
    """Who is listed after the choice of a state, in order; `counts` before that choice."""

    keys: list[int]
    counts: dict[str, int]


def paper_keys(
    applications: ApplicationQuerySet, batch: Batch | None, text: str = "", unit: str = "", state: str = ""
) -> PaperKeys:
    """Whether a list is complete is worked out, not stored: a changed list counts from the next look on."""
    chosen = matching(applications.filter(batch=batch), text)
    if unit:
        chosen = chosen.filter(record__unit__code=unit)
    states = states_in_order(chosen, batch) if batch else []
    counts = Counter(found for _, found in states)
    kept = [pk for pk, found in states if not state or found == state]
    return PaperKeys(kept, {"all": len(states)} | {name: counts[name] for name, _ in STATES})


def paper_rows(keys: Sequence[int]) -> Iterator[PaperRow]:
    """The people of `keys` with all their lines, in the same order."""
    programmes, units = Programme.objects.in_bulk(), Unit.objects.in_bulk()
    batches: dict[int, Batch] = {}
    for start in range(0, len(keys), AT_A_TIME):
        some = keys[start : start + AT_A_TIME]
        people = {one.pk: one for one in Application.objects.filter(pk__in=some).select_related("record").only(*SHOWN)}
        # One object for all of a programme, not one a row: that is what takes long with many thousands.
        for one in people.values():
            one.record.programme = programmes[one.record.programme_id]
            one.record.unit = units.get(one.record.unit_id) if one.record.unit_id else None
            batches[one.batch_id] = one.batch = batches.get(one.batch_id) or one.batch
        standings = standings_of(list(people.values()), with_desk=False)
        yield from (PaperRow(people[pk], standings[pk]) for pk in some if pk in people)
