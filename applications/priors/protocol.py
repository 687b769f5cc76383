"""What the portal asks a provider about a prior certificate, and what it may hear. Called by domain/ask_prior.py."""

from dataclasses import dataclass
from typing import Protocol

from applications.models import PriorResult


@dataclass(frozen=True)
class Question:
    """`id_digest` finds the person where rows are kept by it; names and numbers are as they stand in the record."""

    number: str
    name: str
    id_digest: str


@dataclass(frozen=True)
class Answer:
    """`outcome` is a PriorResult.Outcome; `report_number` and `note` as far as the provider has them."""

    outcome: str
    report_number: str = ""
    note: str = ""


class Provider(Protocol):
    """`ask` answers at once, says None for "I do not know, ask the next", or raises jobs.TryLater.

    It is called outside any transaction, may be called again after a crash, and must not write.
    """

    code: PriorResult.Provider

    def ask(self, question: Question) -> Answer | None: ...
