"""Public numbers of orders and refunds: the day, readable, and a random part that nobody can guess."""

import secrets

from django.utils import timezone

# Without 0 O 1 I L: read out on the telephone. Letters and digits only, as every provider demands; 31**10 per day.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
RANDOM_LENGTH = 10


def _number() -> str:
    return f"{timezone.localdate():%Y%m%d}" + "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_LENGTH))


def order_number() -> str:
    """18 characters, for example 20221207K7Q2M9XTR4."""
    return _number()


def refund_number() -> str:
    """As an order number, with a leading R."""
    return f"R{_number()}"
