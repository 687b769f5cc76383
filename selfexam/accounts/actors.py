"""Who acts: a signed-in user, or the portal itself (clock, payment callback)."""

from dataclasses import dataclass
from typing import TypeAlias

from selfexam.accounts.models import User
from selfexam.accounts.roles import Role


@dataclass(frozen=True)
class System:
    """The portal acting without a person; workflow.py says which steps that is allowed for."""

    role: str = Role.SYSTEM
    name: str = "系统"
    is_authenticated: bool = True


SYSTEM = System()
Actor: TypeAlias = User | System


def person(actor: Actor) -> User | None:
    """The user behind `actor`, None for the portal itself; what history rows store."""
    return actor if isinstance(actor, User) else None
