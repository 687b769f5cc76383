"""Examination plans (考试计划): slots in reading order, elective groups, substitutions.

The degree audit reads them through applications/audit/facts.py; a slot (序号) counts as one course however many
codes fill it.
"""

from django.db import models

from selfexam.catalogue.models.names import short_name
from selfexam.catalogue.models.programme import Course, Programme


class Plan(models.Model):
    """One version of a programme's plan, with the sums it asks for."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="plans", verbose_name="专业")
    version = models.CharField("版本", max_length=12, validators=[short_name])
    valid_from = models.DateField("执行起始")
    valid_until = models.DateField("过渡期截止", null=True, blank=True)
    # A stopped programme (停考专业) has a last day on which anybody graduates by this plan.
    last_graduation = models.DateField("最后毕业日期", null=True, blank=True)
    least_courses = models.PositiveSmallIntegerField("最少门数")
    least_credits = models.PositiveSmallIntegerField("最少学分")
    source_note = models.CharField("来源说明", max_length=120, blank=True)

    class Meta:
        ordering = ("programme", "-valid_from")
        verbose_name = verbose_name_plural = "考试计划"
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "version"),
                name="plan_version_is_unique_per_programme",
                violation_error_message="这个专业已有同名版本",
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme} {self.version} 版"

    @property
    def in_use(self) -> bool:
        """Whether any student record is judged by it; then its rules stay and a change is a new version."""
        return self.records.exists()


class SlotGroup(models.Model):
    """An elective group (选考): so many courses and credits, perhaps more when a condition slot is empty."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="groups")
    code = models.CharField("组号", max_length=8, validators=[short_name])
    name = models.CharField("名称", max_length=40)
    least_courses = models.PositiveSmallIntegerField("最少门数", default=0)
    least_credits = models.PositiveSmallIntegerField("最少学分", default=0)
    # The 汉语言文学 plan: without a foreign language all five electives are due.
    condition_slot = models.ForeignKey("PlanSlot", models.PROTECT, null=True, blank=True, related_name="+")
    otherwise_courses = models.PositiveSmallIntegerField("条件不成立时最少门数", null=True, blank=True)
    otherwise_credits = models.PositiveSmallIntegerField("条件不成立时最少学分", null=True, blank=True)

    class Meta:
        ordering = ("plan", "code")
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "code"),
                name="group_code_is_unique_per_plan",
                violation_error_message="这一版已有同样的组号",
            ),
            models.CheckConstraint(
                condition=models.Q(condition_slot=None, otherwise_courses=None, otherwise_credits=None)
                | models.Q(
                    condition_slot__isnull=False, otherwise_courses__isnull=False, otherwise_credits__isnull=False
                ),
                name="group_condition_names_both_sums",
            ),
        )

    def __str__(self) -> str:
        return self.name


class PlanSlot(models.Model):
    """A numbered place (序号) in a plan."""

    class Kind(models.TextChoices):
        COMPULSORY = "compulsory", "必考"
        OPTIONAL = "optional", "可选"
        ELECTIVE = "elective", "选考"
        PRACTICE = "practice", "实践"
        THESIS = "thesis", "毕业论文（设计）"
        # Due only from people whose prior major is not related; bridging courses come with the prior degree.
        ADDITIONAL = "additional", "加考"
        BRIDGING = "bridging", "衔接"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="slots")
    number = models.CharField("序号", max_length=4, validators=[short_name])
    position = models.PositiveSmallIntegerField("顺序")
    kind = models.CharField("类型", max_length=12, choices=Kind.choices, default=Kind.COMPULSORY)
    group = models.ForeignKey(SlotGroup, models.CASCADE, null=True, blank=True, related_name="slots")

    class Meta:
        ordering = ("plan", "position")
        constraints = (
            models.UniqueConstraint(fields=("plan", "position"), name="slot_position_is_unique_per_plan"),
            models.UniqueConstraint(
                fields=("plan", "number"),
                name="slot_number_is_unique_per_plan",
                violation_error_message="这一版已有同样的序号",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="elective", group__isnull=False)
                | (~models.Q(kind="elective") & models.Q(group=None)),
                name="only_elective_slots_belong_to_a_group",
            ),
        )

    def __str__(self) -> str:
        return f"{self.plan} {self.number}"


class SlotCourse(models.Model):
    """A course that can fill a slot: one of several alternatives, or one of the parts that all are needed."""

    class Part(models.TextChoices):
        ALTERNATIVE = "alternative", "任选其一"
        THEORY = "theory", "理论"
        PRACTICE = "practice", "实践"

    slot = models.ForeignKey(PlanSlot, models.CASCADE, related_name="courses")
    course = models.ForeignKey(Course, models.PROTECT, related_name="+")
    part = models.CharField("组成", max_length=12, choices=Part.choices, default=Part.ALTERNATIVE)
    credits = models.PositiveSmallIntegerField("学分")

    class Meta:
        ordering = ("slot", "id")
        constraints = (models.UniqueConstraint(fields=("slot", "course"), name="course_stands_once_in_a_slot"),)

    def __str__(self) -> str:
        return f"{self.course} {self.credits} 学分"


class Substitution(models.Model):
    """顶替: within one programme a pass in `substitute` counts for `wanted`, perhaps only up to a date.

    Rows of one `wanted` that share a `bundle` count only together (多门顶替一门); an empty bundle stands alone.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="substitutions")
    wanted = models.ForeignKey(Course, models.PROTECT, related_name="+", verbose_name="计划课程")
    substitute = models.ForeignKey(Course, models.PROTECT, related_name="+", verbose_name="顶替课程")
    bundle = models.CharField("合并组", max_length=8, blank=True)
    usable_until = models.DateField("截止使用", null=True, blank=True)

    class Meta:
        ordering = ("programme", "wanted", "bundle")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "wanted", "substitute", "bundle"), name="substitution_is_listed_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(wanted=models.F("substitute")),
                name="a_course_does_not_substitute_itself",
                violation_error_message="课程不能顶替自己",
            ),
        )

    def __str__(self) -> str:
        return f"{self.substitute} 顶替 {self.wanted}"
