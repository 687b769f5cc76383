"""What the machine saw and read of one side of an ID card. A row beside its image, never a status; a person decides."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from encrypted_fields.fields import EncryptedTextField

from applications.idcards.fields import Fields, Side
from applications.models.document import Document
from selfexam.accounts.actors import Actor

# A reading takes seconds. After this long the page says that none came and stops asking.
PATIENCE = timedelta(minutes=3)


class CardReadingQuerySet(models.QuerySet["CardReading"]):
    def visible_to(self, actor: Actor) -> "CardReadingQuerySet":
        return self.filter(document__in=Document.objects.visible_to(actor))

    def current(self) -> "CardReadingQuerySet":
        return self.filter(document__superseded_at=None)


class CardReading(models.Model):
    """Superseded and removed together with its image.

    `doubts` (corners, glare, blur) come from the ordinary worker, `side`, `said` and `findings` from the card worker.
    """

    class State(models.TextChoices):
        PENDING = "pending", "正在识别"
        READ = "read", "已识别"
        OFF = "off", "没有自动识别"

    document = models.OneToOneField(Document, models.CASCADE, related_name="reading")
    state = models.CharField("状态", max_length=8, choices=State.choices)
    created_at = models.DateTimeField(auto_now_add=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    doubts = models.JSONField(default=list)
    measures = models.JSONField(default=dict)
    # idcards.portrait.Place: where card and portrait lie in the front image; None for a back, or if no card was found.
    portrait = models.JSONField("人像位置", null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    side = models.CharField("读出的面", max_length=8, choices=[(side.value, side.value) for side in Side], blank=True)
    findings = models.JSONField(default=list)
    # idcards.fields.Fields as text: number, name, birth date and address are encrypted as a whole.
    said = EncryptedTextField("读出的内容", null=True, blank=True)

    objects = CardReadingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "身份证识别"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state="read", read_at__isnull=False) & ~models.Q(side="")
                | (~models.Q(state="read") & models.Q(read_at=None, side="")),
                name="card_reading_has_its_time_and_side",
            ),
        )

    def __str__(self) -> str:
        return f"{self.document} {self.get_state_display()}"

    @property
    def fields(self) -> Fields:
        """Decrypted anew at every call."""
        return Fields.from_text(self.said)

    @property
    def seen(self) -> Side | None:
        """The side that was read; None if nothing was."""
        return Side(self.side) if self.side else None

    @property
    def is_waiting(self) -> bool:
        """Still worth asking for: the picture has not been looked at, or not been read, and that is not long ago."""
        undone = self.looked_at is None or self.state == self.State.PENDING
        return undone and timezone.now() - self.created_at < PATIENCE
