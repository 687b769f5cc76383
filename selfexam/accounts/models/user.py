"""The user: one person, one role, and the school, unit or district office that bounds what a staff member sees."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models

from selfexam.accounts.roles import INSTITUTE_ROLES, SCHOOL_ROLES, SCHOOL_STAFF, STAFF_ROLES, Role


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(username, password, role=Role.INSTITUTE_LEAD, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """Candidates have a random username and sign in through `LoginName`; staff sign in with the username itself."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    username = models.CharField("用户名", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=40)
    role = models.CharField("角色", max_length=20, choices=Role.choices)
    school = models.ForeignKey("catalogue.School", models.PROTECT, null=True, blank=True, related_name="staff")
    unit = models.ForeignKey("catalogue.Unit", models.PROTECT, null=True, blank=True, related_name="clerks")
    district = models.ForeignKey("catalogue.District", models.PROTECT, null=True, blank=True, related_name="clerks")
    is_active = models.BooleanField("可用", default=True)
    # Set with a one-time password; accounts/must_change.py lets such a session do nothing else.
    must_change_password = models.BooleanField("下次登录要改密码", default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ("username",)
        verbose_name = verbose_name_plural = "用户"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(
                    role__in=sorted(SCHOOL_STAFF), school__isnull=False, unit__isnull=True, district__isnull=True
                )
                | models.Q(role=Role.UNIT_CLERK, unit__isnull=False, school__isnull=True, district__isnull=True)
                # A class teacher of a unit, or the desk of a district office.
                | models.Q(role=Role.INTAKE_CLERK, unit__isnull=False, school__isnull=True, district__isnull=True)
                | models.Q(role=Role.INTAKE_CLERK, unit__isnull=True, school__isnull=True, district__isnull=False)
                | models.Q(
                    role__in=[Role.CANDIDATE, Role.INSTITUTE_REVIEWER, Role.INSTITUTE_LEAD],
                    school__isnull=True,
                    unit__isnull=True,
                    district__isnull=True,
                ),
                name="workplace_fits_the_role",
                violation_error_message="学校账号要选学校，单位账号要选单位，材料收取要选单位或区县考办，其他账号都不选",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_staff(self) -> bool:
        """May open the read-only admin."""
        return self.is_superuser

    @property
    def workplace(self) -> str:
        """The school, unit or office that a staff member works for; empty for a candidate."""
        if self.school_id or self.unit_id or self.district_id:
            return str(self.school or self.unit or self.district)
        return settings.INSTITUTE_NAME if self.is_institute else ""

    @property
    def is_candidate(self) -> bool:
        return self.role == Role.CANDIDATE

    @property
    def is_school(self) -> bool:
        return self.role in SCHOOL_ROLES

    @property
    def is_institute(self) -> bool:
        return self.role in INSTITUTE_ROLES

    @property
    def is_desk(self) -> bool:
        """Works for a school, a unit or the institute."""
        return self.role in STAFF_ROLES
