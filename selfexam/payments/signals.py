"""News from payments to the rooms above, sent inside the transaction that writes it. Receivers must not swallow errors.

order_settled(order, payment): the money for `order` has arrived in time, exactly once per order.
refund_settled(refund, payment, order): the provider has given the money of `refund` back.
payment_voided(order, payment): a cashier takes back an entry of the same day; the receiver that undid what
was paid for answers True, or raises PaymentRefused; where nobody answers, nothing is taken back.
"""

from django.dispatch import Signal

order_settled = Signal()
refund_settled = Signal()
payment_voided = Signal()
