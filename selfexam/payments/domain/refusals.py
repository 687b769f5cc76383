"""Why an act on an order was refused; `sentence` can be shown as it stands."""


class PaymentRefused(Exception):
    """Base of all refusals of payments."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class AmountChanged(PaymentRefused):
    """There is a live order for the same thing over another sum."""


class NotPayable(PaymentRefused):
    """Paid, closed, too late, or nothing to pay with."""


class GatewayDown(PaymentRefused):
    """The provider did not take the order."""


class AlreadyTaken(PaymentRefused):
    """The same act of the cashier was carried out before (a double click, a form sent twice)."""
