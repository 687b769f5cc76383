"""What every gateway can do, and the words in which it reports. The domain knows gateways by this file alone.

Fits providers that answer over HTTP (create, query, close, refund) and call back with a signature in the headers or in
the body. No method is called inside a database transaction, except `reply`, which stays off the network.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol

from selfexam.payments.models import Order, Refund


class BadSignature(Exception):
    """A callback that is not the provider's, or was changed on its way."""


class Unreachable(Exception):
    """The provider gave no usable answer; nothing is known, ask again later."""


class Rejected(Exception):
    """The provider refused; `sentence` is for staff and says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class TradeState(Enum):
    ABSENT = "absent"  # the provider does not know the order: the payer never got there
    WAITING = "waiting"
    PAID = "paid"
    CLOSED = "closed"


class RefundState(Enum):
    ABSENT = "absent"  # the provider has not seen the request
    PROCESSING = "processing"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class TradeReport:
    """The provider's statement on a trade. All of it is compared with the order before it is believed."""

    order_number: str
    state: TradeState
    merchant: str = ""
    trade_no: str = ""
    amount: int = 0
    currency: str = ""
    paid_at: datetime | None = None


@dataclass(frozen=True)
class RefundReport:
    """The provider's statement on a refund."""

    refund_number: str
    state: RefundState
    amount: int = 0
    at: datetime | None = None
    sentence: str = ""


@dataclass(frozen=True)
class Notice:
    """A callback whose signature is good: when it was sent, its number at the provider, what it says."""

    message_id: str
    sent_at: datetime
    says: TradeReport | RefundReport


@dataclass(frozen=True)
class Reply:
    """How the provider wants to hear that its callback was taken, or was not."""

    status: int
    body: bytes
    content_type: str


class Gateway(Protocol):
    """A provider. `code` stands in addresses and rows and never changes; `name` is shown to payers."""

    code: str
    name: str
    currency: str

    @property
    def merchant(self) -> str:
        """Our number at the provider; a report for another merchant is not ours."""

    def create(self, order: Order, notify_url: str, return_url: str) -> str:
        """Open the trade and give the address to send the payer to (a page of ours, where a code has to be shown).

        Called again for the same order it leads to the same trade. Raises Unreachable or Rejected.
        """

    def parse_callback(self, body: bytes, headers: Mapping[str, str]) -> Notice:
        """Check the signature, then read. Header names are in lower case. Raises BadSignature."""

    def reply(self, taken: bool) -> Reply:
        """The answer to a callback; not taken = the provider sends it again."""

    def query(self, order: Order) -> TradeReport:
        """Raises Unreachable or Rejected."""

    def close(self, order: Order) -> None:
        """Let nobody pay this any more; closing what is closed or absent is done. Raises Unreachable or Rejected."""

    def refund(self, refund: Refund) -> RefundReport:
        """Ask for the money to go back to where it came from; idempotent by `refund.number`.

        Raises Unreachable (nothing is known) or Rejected (refused for good).
        """

    def query_refund(self, refund: Refund) -> RefundReport:
        """Raises Unreachable or Rejected."""
