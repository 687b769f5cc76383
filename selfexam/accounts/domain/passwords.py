"""Changing one's own password, and the one-time password that a school hands to a candidate who forgot theirs."""

import secrets

from django.db import transaction

from selfexam.accounts.models import AccountEvent, User

# Without 0 O 1 l I: it is read aloud over the phone or copied from a slip of paper.
_READABLE = "23456789abcdefghjkmnpqrstuvwxyz"


@transaction.atomic
def change_password(user: User, password: str) -> None:
    """The person's own new password; ends the duty to change a one-time one."""
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    AccountEvent.objects.create(user=user, act=AccountEvent.Act.PASSWORD_CHANGED, by=user)


@transaction.atomic
def give_one_time_password(user: User, *, by: User, note: str = "") -> str:
    """A fresh random password (about 49 bits) that must be changed at the next sign-in; it is stored hashed only.

    Sessions of the account end by themselves: Django binds them to the password hash.
    """
    word = "-".join("".join(secrets.choice(_READABLE) for _ in range(5)) for _ in range(2))
    user.set_password(word)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    AccountEvent.objects.create(user=user, act=AccountEvent.Act.PASSWORD_RESET, by=by, note=note)
    return word
