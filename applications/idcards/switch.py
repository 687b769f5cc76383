"""Whether cards are read here, and by whom: the queue of the card worker. Asked at every upload and every wake-up."""

from django.conf import settings

from applications.idcards.extra import is_on
from selfexam.jobs.registry import DEFAULT_QUEUE

QUEUE = "cards"


def reading_is_on() -> bool:
    return is_on(settings.CARD_READING)


def queue_of_cards() -> str:
    """Without a card worker the ordinary one takes what is left and marks it as not read, so nothing piles up."""
    return QUEUE if reading_is_on() else DEFAULT_QUEUE
