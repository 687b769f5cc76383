"""What rooms above have against an act on a record: they register a question, this room imports none of them.

Asked in the transaction of the act, after the record's row was locked. An objection is the sentence of the refusal.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeAlias

from selfexam.records.models import StudentRecord


class Act(StrEnum):
    """`CORRECT` changes facts of the record, or its credits; `END` stops the record for good."""

    CORRECT = "correct"
    END = "end"


Question: TypeAlias = Callable[[StudentRecord], str | None]
_QUESTIONS: dict[Act, list[Question]] = {}


def objects_to(act: Act) -> Callable[[Question], Question]:
    """Decorator: the function returns its sentence or None. Registering twice is once."""

    def register(question: Question) -> Question:
        asked = _QUESTIONS.setdefault(act, [])
        if question not in asked:
            asked.append(question)
        return question

    return register


def objection(act: Act, record: StudentRecord) -> str | None:
    """The first objection, None if nobody has one."""
    for question in _QUESTIONS.get(act, ()):
        if sentence := question(record):
            return sentence
    return None
