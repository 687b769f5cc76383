"""Keyed digests: find a person by an ID number without keeping a readable index of ID numbers.

A plain hash of an 18-digit number can be guessed through; HMAC with a key outside the database cannot.
"""

import hashlib
import hmac

from django.conf import settings


def keyed_digest(text: str) -> str:
    """HMAC-SHA256 (64 hex digits) of `text`, ignoring case and surrounding white space."""
    return hmac.new(settings.DIGEST_KEY.encode(), text.strip().upper().encode(), hashlib.sha256).hexdigest()
