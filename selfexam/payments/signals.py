"""News from payments to the rooms above, sent inside the transaction that writes it. Receivers must not swallow errors.

order_settled(order, payment): the money for `order` has arrived in time, exactly once per order.
refund_settled(refund, payment, order): the provider has given the money of `refund` back.
"""

from django.dispatch import Signal

order_settled = Signal()
refund_settled = Signal()
