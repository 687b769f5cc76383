"""The handover (领取) of a certificate and its form: who took it, when, and from whom (notice 一(四))."""

from django.db import models
from encrypted_fields.fields import EncryptedCharField

from certificates.models.certificate import Certificate
from selfexam.accounts.models import User


class Handover(models.Model):
    """Written once, in the transaction that makes the application 已领取."""

    certificate = models.OneToOneField(Certificate, models.PROTECT, related_name="handover", verbose_name="毕业证书")
    receiver = models.CharField("领取人", max_length=40)
    by_proxy = models.BooleanField("代领", default=False)
    # Null, not "": the encrypting field stores an empty text as NULL.
    proxy_id_number = EncryptedCharField("代领人证件号码", max_length=200, null=True, blank=True)
    authorisation_seen = models.BooleanField("已看委托书和双方证件", default=False)
    signed_on = models.DateField("签领日期")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="经办")
    at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        ordering = ("-at",)
        verbose_name = verbose_name_plural = "签领"
        constraints = (
            models.CheckConstraint(condition=~models.Q(receiver=""), name="handover_names_the_receiver"),
            models.CheckConstraint(
                condition=models.Q(by_proxy=False, proxy_id_number=None, authorisation_seen=False)
                | models.Q(by_proxy=True, authorisation_seen=True, proxy_id_number__isnull=False),
                name="proxies_showed_their_papers",
                violation_error_message="代领要有代领人证件号码，并看过委托书和双方证件",
            ),
        )

    def __str__(self) -> str:
        return f"{self.certificate} {self.receiver}"

    @property
    def masked_proxy_id(self) -> str:
        number = self.proxy_id_number or ""
        return f"{number[:6]}{'*' * max(len(number) - 10, 0)}{number[-4:]}" if len(number) > 10 else "*" * len(number)
