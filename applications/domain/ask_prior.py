"""Asks the providers about the prior certificate of one application, in the background, and writes the first answer.

Saving the part queues the job (save_prior.py). A number that changed meanwhile has a job of its own.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

from applications.domain.prior_results import write_result
from applications.models import Application, PriorResult
from applications.models.application import PriorCheck
from applications.priors.protocol import Answer, Question
from applications.priors.registry import asked
from selfexam.accounts.actors import SYSTEM
from selfexam.jobs.models import Job
from selfexam.jobs.queue import enqueue
from selfexam.jobs.registry import RunningJob, handles

CHECK_PRIOR = "check_prior"


def check_prior_soon(application: Application) -> None:
    """Queue the question about the number that `application` names, in the transaction that wrote it."""
    number = application.prior_number
    enqueue(CHECK_PRIOR, subject=_subject(application), application=application.pk, number=number)


def prior_is_being_checked(application: Application) -> bool:
    """Whether a provider is still being asked about this number."""
    return Job.objects.live().filter(kind=CHECK_PRIOR, subject=_subject(application)).exists()


def _subject(application: Application) -> str:
    return f"{application.uuid} {application.prior_number}"


@handles(CHECK_PRIOR, lease=timedelta(seconds=60), attempts=5)
def check_prior(job: RunningJob) -> None:
    ask_prior(int(job.ids["application"]), str(job.ids["number"]), finishing=job.finishing)


def ask_prior(application_id: int, number: str, *, finishing: Callable[[], AbstractContextManager[None]]) -> None:
    """Does nothing if the number is another one by now, or is known already. May be called again after a crash."""
    application = Application.objects.select_related("record").get(pk=application_id)
    if application.prior_number != number or application.prior_check != PriorCheck.UNCHECKED:
        return
    found = _first_answer(Question(number, application.record.name, application.record.id_digest))
    if found is None:
        return
    provider, answer = found
    with finishing():
        same = Application.objects.select_for_update(of=("self",)).filter(pk=application_id, prior_number=number)
        if same.filter(prior_check=PriorCheck.UNCHECKED).exists():
            write_result(application, answer, provider, by=SYSTEM)


def _first_answer(question: Question) -> tuple[PriorResult.Provider, Answer] | None:
    for provider in asked():
        answer = provider.ask(question)
        if answer is not None:
            return provider.code, answer
    return None
