"""A part (册) of a print run: one PDF of one kind for one school and programme."""

import uuid

from django.db import models

from applications.models import Application
from certificates.models.print_run import PrintRun
from selfexam.accounts.actors import Actor
from selfexam.accounts.models import User
from selfexam.accounts.roles import INSTITUTE_ROLES, SCHOOL_ROLES, Role
from selfexam.catalogue.models import Programme, School
from selfexam.private_files import random_name


class Kind(models.TextChoices):
    """The four documents of notice 一(四), in the order in which a run lists them."""

    CERTIFICATE = "certificate", "毕业证书"
    FORM = "form", "毕业生登记表"
    ROSTER = "roster", "毕业生花名册"
    SIGN_FOR = "sign_for", "发放签领表"


# What a school archives (notice 一(四)) and may therefore fetch itself; the other two reach it on paper.
SCHOOL_KINDS = frozenset({Kind.ROSTER, Kind.SIGN_FOR})


def part_name(part: "PrintPart", filename: str) -> str:
    return random_name("print-parts", ".pdf")


class PrintPartQuerySet(models.QuerySet["PrintPart"]):
    def visible_to(self, actor: Actor) -> "PrintPartQuerySet":
        """All for the institute; a school its own rosters and sign-for sheets once they are made."""
        if not isinstance(actor, User):
            return self if actor.role == Role.SYSTEM else self.none()
        if not actor.is_active:
            return self.none()
        if actor.role in SCHOOL_ROLES and actor.school_id is not None:
            own = self.filter(school_id=actor.school_id, kind__in=sorted(SCHOOL_KINDS))
            return own.filter(state=PrintPart.State.DONE)
        return self if actor.role in INSTITUTE_ROLES else self.none()

    def in_reading_order(self) -> "PrintPartQuerySet":
        order = models.Case(*(models.When(kind=kind, then=place) for place, kind in enumerate(Kind.values)))
        return self.order_by("school__code", "programme__code", "programme__level", order, "sequence")


class PrintPart(models.Model):
    """Persons `first` to `last` of school and programme in the run; printed exactly once by a conditional update."""

    Kind = Kind

    class State(models.TextChoices):
        WAITING = "waiting", "等待"
        DONE = "done", "已生成"
        FAILED = "failed", "未生成"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    run = models.ForeignKey(PrintRun, models.PROTECT, related_name="parts", verbose_name="打印批")
    kind = models.CharField("内容", max_length=12, choices=Kind.choices)
    school = models.ForeignKey(School, models.PROTECT, related_name="+", verbose_name="主考学校")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name="专业")
    sequence = models.PositiveSmallIntegerField("册")
    first = models.PositiveIntegerField("从第几人")
    last = models.PositiveIntegerField("到第几人")
    people = models.PositiveIntegerField("人数")
    # Grows when the list changes or the part is made again: a late worker of an older attempt cannot write its file.
    attempt = models.PositiveSmallIntegerField(default=1)
    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.WAITING)
    pages = models.PositiveIntegerField("页数", default=0)
    file = models.FileField(upload_to=part_name, max_length=120, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    bytes = models.PositiveBigIntegerField("字节", default=0)
    problem = models.CharField("没有生成的原因", max_length=300, blank=True)
    # The person the problem is about, if it is about one: staff may set that person aside.
    problem_with = models.ForeignKey(Application, models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField("生成时间", null=True, blank=True)

    objects = PrintPartQuerySet.as_manager()

    class Meta:
        ordering = ("run", "school", "programme", "kind", "sequence")
        verbose_name = verbose_name_plural = "分册"
        constraints = (
            models.UniqueConstraint(
                fields=("run", "kind", "school", "programme", "sequence"), name="part_is_planned_once_in_its_run"
            ),
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="part_kind_is_known"),
            models.CheckConstraint(condition=models.Q(first__lte=models.F("last")), name="part_ends_after_it_begins"),
            models.CheckConstraint(
                condition=models.Q(state="done", done_at__isnull=False) & ~models.Q(sha256="")
                | ~models.Q(state="done") & models.Q(done_at=None, file="", sha256=""),
                name="done_parts_have_their_file",
            ),
            models.CheckConstraint(
                condition=models.Q(state="failed") & ~models.Q(problem="")
                | ~models.Q(state="failed") & models.Q(problem="", problem_with=None),
                name="failed_parts_say_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.school} {self.programme} 第 {self.sequence} 册"

    @property
    def download_name(self) -> str:
        return f"{self.get_kind_display()}-{self.school}-{self.programme.name}-第{self.sequence}册.pdf"
