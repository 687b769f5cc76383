"""The worklists of exemptions: what school and institute see in each tab, how many, and narrowed by what."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict

from applications.models import ExemptionRequest, ExemptionRow
from applications.models.exemption import ExemptionRowQuerySet
from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.catalogue.models import Batch, School
from selfexam.digests import keyed_digest
from selfexam.typed import compact, part_of_name, plain

State = ExemptionRow.State
# In the order of the way; drafts are nobody's business here.
TABS = (
    State.UNPAID,
    State.PAID,
    State.RETURNED,
    State.ADVISED,
    State.APPROVED,
    State.REFUSED,
    State.WITHDRAWN,
    State.ENDED,
)


@dataclass(frozen=True)
class ExemptionFilters:
    """What stands in the address; whatever is not known falls back to everything."""

    state: str
    text: str = ""
    basis: str = ""
    opinion: str = ""
    school: str = ""

    @classmethod
    def read(cls, query: QueryDict, user: User) -> "ExemptionFilters":
        """Without a state the tab is the one in which this desk has work."""
        own = State.ADVISED if user.is_institute else State.PAID
        state, basis, opinion = (query.get(name, "") for name in ("state", "basis", "opinion"))
        return cls(
            state=state if state in TABS else own,
            text=plain(query.get("q", ""))[:60],
            basis=basis if basis in ExemptionRequest.Basis.values else "",
            opinion=opinion if opinion in ExemptionRow.Opinion.values else "",
            school=plain(query.get("school", ""))[:5],
        )

    def narrow(self, rows: ExemptionRowQuerySet) -> ExemptionRowQuerySet:
        if self.text:
            short = compact(self.text)
            record = "application__record__"
            rows = rows.filter(
                Q(**{f"{record}name__icontains": part_of_name(self.text)})
                | Q(**{f"{record}admission_number__startswith": short})
                | Q(**{f"{record}id_digest": keyed_digest(short)})
            )
        if self.basis:
            rows = rows.filter(request__basis=self.basis)
        if self.opinion:
            rows = rows.filter(opinion=self.opinion)
        return rows.filter(application__school__code=self.school) if self.school else rows


def exemption_rows(user: User, batch: Batch | None, filters: ExemptionFilters) -> ExemptionRowQuerySet:
    """One tab, the longest waiting first."""
    rows = filters.narrow(ExemptionRow.objects.visible_to(user).filter(application__batch=batch))
    return rows.filter(state=filters.state).with_request().order_by("request__handed_in_at", "request", "course__code")


def exemption_tabs(user: User, batch: Batch | None, filters: ExemptionFilters) -> list[tuple[str, str, int]]:
    """Every tab with its number under the same filters; one query."""
    rows = filters.narrow(ExemptionRow.objects.visible_to(user).filter(application__batch=batch))
    found = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    return [(state.value, str(state.label), found.get(state.value, 0)) for state in TABS]


def waiting_rows(user: User, now: datetime) -> int:
    """What this desk has to do in the current batch: school, institute, or the unit with what came back; one query."""
    own = State.ADVISED if user.is_institute else State.RETURNED if user.role == Role.UNIT_CLERK else State.PAID
    current = Batch.objects.published().filter(apply_from__lte=now).order_by("-apply_from").values("pk")[:1]
    rows = ExemptionRow.objects.visible_to(user).filter(state=own, application__batch=current)
    if user.role == Role.UNIT_CLERK:
        rows = rows.filter(request__by_unit=True, application__batch__review_until__gt=now)
    return rows.count()


def schools_to_choose(user: User) -> "QuerySet[School]":
    return School.objects.all() if user.is_institute else School.objects.none()
