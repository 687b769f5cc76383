"""National code tables that records and exports share, and the level of a programme."""

from django.db import models


class Level(models.TextChoices):
    """Level of a programme (层次); the stored digit is the one inside a certificate number."""

    BACHELOR = "5", "本科"
    JUNIOR_COLLEGE = "6", "专科"


class Sex(models.TextChoices):
    """GB/T 2261.1, the two values that a student record may carry."""

    MALE = "1", "男"
    FEMALE = "2", "女"


class Route(models.TextChoices):
    """How a candidate studies; decides which paper materials are due (notice, annexes 2–4)."""

    COLLECTIVE_UNIT = "unit", "集体单位考生"
    INDIVIDUAL = "individual", "社会考生"
    SECOND_DEGREE = "second", "二学历考生"


class IdType(models.TextChoices):
    """Kind of identity document, codes of the education code table (证件类型)."""

    RESIDENT = "1", "居民身份证"
    HONG_KONG = "6", "香港特区护照或身份证明"
    MACAU = "7", "澳门特区护照或身份证明"
    TAIWAN_PASS = "8", "台湾居民来往大陆通行证"
    HK_MACAU_TAIWAN = "C", "港澳台居民居住证"
    FOREIGN_RESIDENT = "9", "外国人永久居留身份证"
    PASSPORT = "A", "护照"


_ETHNICITIES = [
    "汉",
    "蒙古",
    "回",
    "藏",
    "维吾尔",
    "苗",
    "彝",
    "壮",
    "布依",
    "朝鲜",
    "满",
    "侗",
    "瑶",
    "白",
    "土家",
    "哈尼",
    "哈萨克",
    "傣",
    "黎",
    "傈僳",
    "佤",
    "畲",
    "高山",
    "拉祜",
    "水",
    "东乡",
    "纳西",
    "景颇",
    "柯尔克孜",
    "土",
    "达斡尔",
    "仫佬",
    "羌",
    "布朗",
    "撒拉",
    "毛南",
    "仡佬",
    "锡伯",
    "阿昌",
    "普米",
    "塔吉克",
    "怒",
    "乌孜别克",
    "俄罗斯",
    "鄂温克",
    "德昂",
    "保安",
    "裕固",
    "京",
    "塔塔尔",
    "独龙",
    "鄂伦春",
    "赫哲",
    "门巴",
    "珞巴",
    "基诺",
]

# GB/T 3304: two-digit code and name with 族.
ETHNICITIES: list[tuple[str, str]] = [(f"{i:02d}", f"{name}族") for i, name in enumerate(_ETHNICITIES, 1)] + [
    ("97", "其他"),
    ("98", "外国血统中国籍人士"),
]

# GB/T 4762: two-digit code and name.
POLITICAL_STATUSES: list[tuple[str, str]] = [
    ("01", "中共党员"),
    ("02", "中共预备党员"),
    ("03", "共青团员"),
    ("04", "民革党员"),
    ("05", "民盟盟员"),
    ("06", "民建会员"),
    ("07", "民进会员"),
    ("08", "农工党党员"),
    ("09", "致公党党员"),
    ("10", "九三学社社员"),
    ("11", "台盟盟员"),
    ("12", "无党派人士"),
    ("13", "群众"),
]
