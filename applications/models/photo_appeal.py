"""A candidate's appeal to the reviewer against the machine's refusal of a photo: one sentence, read by a person."""

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual

from applications.models.application import Application
from applications.models.photo_result import PhotoResult

LEAST, MOST = 10, 200


class PhotoAppeal(models.Model):
    """About one judged photo. `round` counts the returns before it: one appeal a round reaches the reviewer.

    Replacing the photo takes an unread appeal back, and the new photo may be appealed; a refused one stays used.
    """

    class Answer(models.TextChoices):
        OPEN = "open", "等老师判断"
        GRANTED = "granted", "老师判定合格"
        REFUSED = "refused", "老师已退回"
        WITHDRAWN = "withdrawn", "已换照片"

    application = models.ForeignKey(Application, models.CASCADE, related_name="photo_appeals")
    result = models.OneToOneField(PhotoResult, models.CASCADE, related_name="appeal")
    round = models.PositiveSmallIntegerField("第几次退回之后")
    sentence = models.CharField("理由", max_length=MOST)
    made_at = models.DateTimeField(auto_now_add=True)
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.OPEN)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("application", "made_at")
        verbose_name = verbose_name_plural = "照片申诉"
        constraints = (
            models.UniqueConstraint(
                fields=("application", "round"),
                condition=~models.Q(answer="withdrawn"),
                name="one_photo_appeal_a_round",
                violation_error_message="这一次已经请老师判断过了",
            ),
            models.CheckConstraint(
                condition=GreaterThanOrEqual(Length("sentence"), LEAST), name="a_photo_appeal_says_why"
            ),
            models.CheckConstraint(
                condition=models.Q(answer="open", answered_at=None)
                | (~models.Q(answer="open") & models.Q(answered_at__isnull=False)),
                name="an_answered_photo_appeal_has_its_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.application} {self.get_answer_display()}"

    @property
    def stands(self) -> bool:
        """Whether the photo may be handed in on the strength of it."""
        return self.answer in (self.Answer.OPEN, self.Answer.GRANTED)
