"""The first question of every act of this room: is this person of the institute, or of a school?"""

from applications.domain.refusals import NotAllowed
from selfexam.accounts.actors import Actor
from selfexam.accounts.models import User
from selfexam.accounts.roles import INSTITUTE_ROLES


def institute_member(actor: Actor) -> User:
    """`actor` as a member of the institute's staff; notice 一(三) and 一(四) give these acts to the institute."""
    if isinstance(actor, User) and actor.is_active and actor.role in INSTITUTE_ROLES:
        return actor
    raise NotAllowed("电子注册和证书打印由市教育考试院办理，现在登录的账号不能操作")
