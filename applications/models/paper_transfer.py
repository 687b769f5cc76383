"""A transfer list (移交单): papers that a district office or a unit hands over to the school, which confirms them."""

import uuid

from django.db import models
from django.db.models import Q

from selfexam.accounts.actors import Actor
from selfexam.accounts.models import User
from selfexam.accounts.roles import PAPER_ROLES


class PaperTransferQuerySet(models.QuerySet["PaperTransfer"]):
    def visible_to(self, actor: Actor) -> "PaperTransferQuerySet":
        """The giving office's own, and those that go to the school; nobody else takes part."""
        if not isinstance(actor, User) or not actor.is_active or actor.role not in PAPER_ROLES:
            return self.none()
        if actor.school_id:
            return self.filter(school_id=actor.school_id)
        if actor.unit_id:
            return self.filter(unit_id=actor.unit_id)
        return self.filter(district_id=actor.district_id) if actor.district_id else self.none()

    def open(self) -> "PaperTransferQuerySet":
        return self.filter(confirmed_at=None, taken_back_at=None)


class PaperTransfer(models.Model):
    """Made once, then confirmed by the school or taken back by the giver; `people` and `copies` as they were given."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school = models.ForeignKey("catalogue.School", models.PROTECT, related_name="+", verbose_name="交给")
    unit = models.ForeignKey("catalogue.Unit", models.PROTECT, null=True, related_name="+")
    district = models.ForeignKey("catalogue.District", models.PROTECT, null=True, related_name="+")
    people = models.PositiveIntegerField("人数")
    copies = models.PositiveIntegerField("份数")
    made_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name="移交人")
    made_at = models.DateTimeField("移交时间", auto_now_add=True)
    confirmed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name="接收人"
    )
    confirmed_at = models.DateTimeField("接收时间", null=True)
    counted = models.PositiveIntegerField("实收份数", null=True)
    taken_back_at = models.DateTimeField("收回时间", null=True)
    note = models.CharField("说明", max_length=120, blank=True)

    objects = PaperTransferQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
        verbose_name = verbose_name_plural = "材料移交单"
        constraints = (
            models.CheckConstraint(
                condition=Q(unit__isnull=False, district=None) | Q(unit=None, district__isnull=False),
                name="a_transfer_comes_from_one_office",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None, counted=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False, counted__isnull=False, taken_back_at=None),
                name="a_confirmed_transfer_names_who_and_how_many",
            ),
            models.CheckConstraint(condition=Q(copies__gt=0, people__gt=0), name="a_transfer_holds_something"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(counted=models.F("copies")) | ~Q(note=""),
                name="a_difference_is_explained",
                violation_error_message="实收份数和清单不同，请写明差异",
            ),
        )

    def __str__(self) -> str:
        return f"{self.giver} → {self.school}"

    @property
    def giver(self) -> str:
        return str(self.unit or self.district)

    @property
    def is_open(self) -> bool:
        return self.confirmed_at is None and self.taken_back_at is None
