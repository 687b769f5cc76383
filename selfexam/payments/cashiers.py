"""Who may act at a counter: a cashier (主考学校收费) of a school, where counter payment is switched on."""

from selfexam.accounts.actors import Actor
from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.catalogue.models import School
from selfexam.payments.domain.refusals import NotPayable
from selfexam.payments.gateways import registry


def cashier(by: Actor) -> tuple[User, School]:
    """`by` as a cashier, and their school. Raises NotPayable with the sentence for anybody else."""
    if not isinstance(by, User) or not by.is_active or by.role != Role.SCHOOL_CASHIER or by.school is None:
        raise NotPayable("只有主考学校的收费人员可以登记现场收费")
    if not registry.counter_is_open():
        raise NotPayable("现场收费没有开通，请联系考试院")
    return by, by.school
