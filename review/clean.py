"""Which applications may be passed together: those about which neither machine nor record left anything to ask.

Bulk pass is the one exception to "item by item". `DOUBTS` is the whole rule: whatever shows one of them is left out
and judged by hand on its own page. The preview asks it, and the worker asks it again for every single application.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import add
from typing import Any

from django.db.models import Case, FilteredRelation, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from applications.card_report import CardReport, card_report, card_reports
from applications.models import Application, AuditStanding, CardReading, ExemptionRow, Paper, Photo, PhotoLikeness
from applications.models.application import ApplicationQuerySet, PriorCheck
from applications.models.appraisal_likeness import AppraisalLikeness
from applications.models.message import Message, Side
from review.models import BulkPassItem, Question
from selfexam.accounts.models import User
from selfexam.catalogue.code_tables import Level
from selfexam.records.models import Correction

# So many are read on one preview, and passed by one confirmation.
MOST = 30
# And so many of those left out are named; all of them are counted.
NAMED = 50
ON_THE_CARD = "身份证图片有疑点，或与考籍不一致"
LISTED = "已在另一份批量通过的名单上"


def _doubts(by: User) -> dict[str, Q]:
    """The sentence a reviewer reads, and how the database finds it.

    Rare things are looked up once as a set of keys, not once for every application.
    """
    alike = PhotoLikeness.objects.in_force()
    reading = CardReading.objects.current().filter(state=CardReading.State.PENDING)
    listed = BulkPassItem.objects.filter(outcome=BulkPassItem.Outcome.WAITING)
    passes = Q(standing__verdict=AuditStanding.Verdict.PASS)
    texts = AppraisalLikeness.objects.order_by()
    asked = Message.objects.open_for(Side.SCHOOL).order_by()
    bachelor = Q(record__programme__level=Level.BACHELOR)
    return {
        "退回后重交，要看改动的部分": Q(returned_at__isnull=False),
        "毕业条件不是“满足”": Q(standing=None) | ~passes | Q(standing__stale_since__isnull=False),
        "照片不是“检查合格”": Q(clean_photo=None),
        "照片与另一份申请相同": Q(pk__in=alike.order_by().values("first__application"))
        | Q(pk__in=alike.order_by().values("second__application")),
        "前置学历没有核对一致": bachelor & ~Q(prior_check=PriorCheck.VERIFIED),
        "自我鉴定与另一份申请相似": Q(pk__in=texts.values("first")) | Q(pk__in=texts.values("second")),
        "考生的留言还没有答复": Q(pk__in=asked.values("application")),
        "考籍更正还没有决定": Q(record__in=Correction.objects.open().order_by().values("record")),
        "考籍协助还没有办结": Q(pk__in=Question.objects.filter(closed_at=None).order_by().values("application")),
        "免考还没有决定": Q(pk__in=ExemptionRow.objects.undecided().order_by().values("application")),
        "纸质材料有问题": Q(pk__in=Paper.objects.exclude(defect="").order_by().values("application")),
        "身份证图片还在识别": Q(pk__in=reading.order_by().values("document__application")),
        "同事正在审核": Q(claim__until__gt=timezone.now()) & ~Q(claim__by=by),
        "现场受理的申请由另一位老师初审": Q(counter_opened_by=by) | Q(counter_submitted_by=by),
        LISTED: Q(pk__in=listed.order_by().values("application")),
    }


def _marked(applications: "QuerySet[Application]", by: User) -> tuple["QuerySet[Any]", list[str]]:
    """With `doubts`, one bit a doubt, and the sentence of each bit in order."""
    columns, words = [], []
    for bit, (sentence, condition) in enumerate(_doubts(by).items()):
        words.append(sentence)
        columns.append(Case(When(condition, then=Value(1 << bit)), default=Value(0), output_field=IntegerField()))
    clean = Q(photos__superseded_at=None, photos__verdict=Photo.Verdict.CLEAN)
    joined = applications.alias(clean_photo=FilteredRelation("photos", condition=clean))
    return joined.annotate(doubts=reduce(add, columns)), words


def _told(doubts: int, words: Sequence[str]) -> list[str]:
    return [sentence for bit, sentence in enumerate(words) if doubts >> bit & 1]


@dataclass(frozen=True)
class LeftOut:
    application: Application
    why: list[str]


@dataclass(frozen=True)
class Sorted:
    """`clean` may be passed together; `total` counts the others, `counts` their doubts, the most frequent first."""

    clean: list[Application]
    cards: dict[int, CardReport] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    counts: list[tuple[str, int]] = field(default_factory=list)
    total: int = 0
    more: bool = False


def sort_out(ordered: ApplicationQuerySet, by: User) -> Sorted:
    """The first `MOST` clean ones in the order given, and who is left out and why. A constant number of queries."""
    marked, words = _marked(ordered, by)
    # All in one pass, keys and bits only: the rows that nobody sees need not be fetched.
    found: list[tuple[int, int]] = list(marked.values_list("pk", "doubts"))
    # The cards are compared here: what was read from them is encrypted, no query can see it.
    candidates = _people([pk for pk, doubts in found if not doubts][: MOST * 4])
    cards = card_reports(candidates)
    odd = [a for a in candidates if cards[a.pk].warnings]
    clean = [a for a in candidates if not cards[a.pk].warnings]
    doubtful = {pk: doubts for pk, doubts in found if doubts}
    named = [LeftOut(a, [ON_THE_CARD]) for a in odd]
    named += [LeftOut(a, _told(doubtful[a.pk], words)) for a in _people(list(doubtful)[: max(NAMED - len(odd), 0)])]
    numbers = Counter({ON_THE_CARD: len(odd)})
    for mixture, number in Counter(doubtful.values()).items():
        numbers.update(dict.fromkeys(_told(mixture, words), number))
    return Sorted(
        clean=clean[:MOST],
        cards=cards,
        left_out=named,
        counts=[pair for pair in numbers.most_common() if pair[1]],
        total=len(doubtful) + len(odd),
        more=len(clean) > MOST or len(candidates) == MOST * 4,
    )


def doubts_about(application: Application, by: User) -> Sequence[str]:
    """The sentences about one application, empty if it is clean. Being on the list that is worked off is none."""
    marked, words = _marked(Application.objects.filter(pk=application.pk), by)
    said = [sentence for sentence in _told(marked.values_list("doubts", flat=True).get(), words) if sentence != LISTED]
    return said + ([ON_THE_CARD] if card_report(application).warnings else [])


def _people(keys: Sequence[int]) -> list[Application]:
    found = Application.objects.filter(pk__in=keys)
    rows = {a.pk: a for a in found.select_related("batch", "record__programme", "record__unit", "standing")}
    return [rows[key] for key in keys if key in rows]
