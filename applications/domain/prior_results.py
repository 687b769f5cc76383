"""The only writer of what was found out about a prior certificate, with history and a new audit.

Called by ask_prior.py (providers), note_prior.py (a reviewer) and confirm_imported.py (the institute's import), each in
its own transaction. `Application.prior_check` repeats the newest result about the number that the application names, so
that lists and guards need not look for it.
"""

from django.utils import timezone

from applications.domain.history import remember
from applications.domain.standing import mark_stale
from applications.models import Application, PriorResult
from applications.models.application import PriorCheck
from applications.priors.protocol import Answer
from selfexam.accounts.actors import Actor, person
from selfexam.records.models import StudentRecord

Provider = PriorResult.Provider


def write_result(application: Application, answer: Answer, provider: Provider, *, by: Actor) -> PriorResult | None:
    """None if this provider has answered about this number before: machines answer once, people may look again."""
    known = PriorResult.objects.filter(application=application, number=application.prior_number, provider=provider)
    if provider != Provider.MANUAL and known.exists():
        return None
    result = PriorResult.objects.create(
        application=application,
        number=application.prior_number,
        outcome=answer.outcome,
        provider=provider,
        report_number=answer.report_number,
        note=answer.note,
        by=person(by) if provider == Provider.MANUAL else None,
        by_name=by.name,
        at=timezone.now(),
    )
    # Only while the application still names this number.
    named = Application.objects.filter(pk=application.pk, prior_number=result.number)
    named.exclude(prior_check=PriorCheck.SAME_BATCH).update(prior_check=answer.outcome)
    words = (str(provider.label), f"报告编号 {answer.report_number}" if answer.report_number else "", answer.note)
    label = f"前置学历核对：{result.get_outcome_display()}"
    remember(application, label, by=by, note="，".join(filter(None, words)), action="prior")
    mark_stale([application.record_id])
    return result


def check_known(record: StudentRecord, number: str) -> str:
    """What is known of this number already: the newest result about it in any application of the record."""
    known = PriorResult.objects.filter(application__record=record, number=number)
    newest = known.order_by("-at", "-pk").values_list("outcome", flat=True).first()
    return newest or PriorCheck.UNCHECKED
