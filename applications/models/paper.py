"""Papers that came in (纸质材料收取): one row for every line of a list that a desk has registered something about."""

from django.db import models
from django.db.models import Q

from applications.models.application import Application
from applications.models.material import MaterialRule
from applications.models.paper_transfer import PaperTransfer
from applications.statuses import Status
from selfexam.accounts.models import User

# Withdrawn, or void by the deadline. What was judged stays in the archive, whatever the judgement.
GIVEN_BACK = (Status.WITHDRAWN, Status.LAPSED)


class PaperQuerySet(models.QuerySet["Paper"]):
    def at_desk_of(self, user: User) -> "PaperQuerySet":
        """What the office of `user` took in itself, wherever it is now."""
        if user.school_id:
            return self.filter(school_id=user.school_id)
        if user.unit_id:
            return self.filter(unit_id=user.unit_id)
        return self.filter(district_id=user.district_id) if user.district_id else self.none()

    def to_hand_over(self) -> "PaperQuerySet":
        """What nobody graduates with any more stays where it is, to be given back."""
        return self.filter(transfer=None, copies__gt=0).exclude(application__status__in=GIVEN_BACK)

    def lying_with(self, user: User) -> "PaperQuerySet":
        """What the office of `user` has in its rooms: taken in there, or received by a confirmed transfer."""
        if user.school_id:
            received = Q(transfer__school_id=user.school_id, transfer__confirmed_at__isnull=False)
            return self.filter(Q(school_id=user.school_id) | received)
        return self.at_desk_of(user).filter(transfer=None)

    def of_ended(self) -> "PaperQuerySet":
        """Of applications that ended before they were judged: their papers are due back (待退还)."""
        return self.filter(application__status__in=GIVEN_BACK)


class Paper(models.Model):
    """How many copies of one line came and what is wrong with them; written by review/domain/intake.py only.

    `name` is the line's at that time: a line that was taken off its list is still told.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="papers")
    line = models.UUIDField()
    block = models.CharField("材料类别", max_length=12, choices=MaterialRule.Block.choices)
    name = models.CharField("材料名称", max_length=60)
    copies = models.PositiveSmallIntegerField("收到份数")
    defect = models.CharField("问题", max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name="经办")
    at = models.DateTimeField("登记时间")
    # The desk that took it; exactly one.
    school = models.ForeignKey("catalogue.School", models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("catalogue.Unit", models.PROTECT, null=True, related_name="+")
    district = models.ForeignKey("catalogue.District", models.PROTECT, null=True, related_name="+")
    transfer = models.ForeignKey(PaperTransfer, models.PROTECT, null=True, related_name="papers")

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ("application", "-block", "pk")
        verbose_name = verbose_name_plural = "收到的材料"
        constraints = (
            models.UniqueConstraint(
                fields=("application", "line"),
                name="a_paper_is_registered_once",
                violation_error_message="这份材料刚刚登记过",
            ),
            models.CheckConstraint(
                condition=Q(school__isnull=False, unit=None, district=None)
                | Q(school=None, unit__isnull=False, district=None)
                | Q(school=None, unit=None, district__isnull=False),
                name="a_paper_was_taken_by_one_desk",
            ),
            models.CheckConstraint(
                condition=Q(transfer=None) | Q(school=None), name="the_school_hands_nothing_over_to_itself"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.copies}"

    @property
    def desk(self) -> str:
        """The name of the office that took it."""
        return str(self.school or self.unit or self.district)
