"""Invented self-appraisals for the demonstration, put together from sentences by a seed; none was written by a
candidate.
"""

from random import Random

_OPENINGS = (
    "参加自学考试的这几年，我一边工作一边学习，慢慢养成了每天读书的习惯。",
    "报名自学考试的时候，我刚参加工作不久，想把没有读完的书读完。",
    "从第一次走进考场到现在，我用了四年时间修完了全部课程。",
    "我在工作之余参加自学考试，家人和同事给了我很多支持。",
)
_MINDS = (
    "思想上，我拥护党的领导，遵守国家法律和考试纪律，诚实应考，没有违纪记录。",
    "我热爱祖国，遵纪守法，尊重师长，关心集体，认真对待每一次考试。",
    "我认真学习时事和理论课程，努力用学到的道理看待工作和生活中的问题。",
)
_STUDIES = (
    "学习上，我给自己定下计划，早上读教材，晚上做练习，把通勤路上的时间用来背诵要点。",
    "刚开始时最难的是坚持，有两门课没有一次通过，我把错题重新整理，第二次才合格。",
    "遇到看不懂的章节，我先查资料，再向老师和同学请教，直到弄明白为止。",
    "每门课考完，我都会写一页小结，记下哪些学得扎实，哪些还要再看。",
    "实践课程让我把书本上的内容用到了工作里，对专业有了更完整的认识。",
)
_WORKS = (
    "工作上，我把学到的知识用于日常事务，处理材料更有条理，与人沟通也更耐心。",
    "单位里遇到新的任务，我愿意主动承担，也常把学习心得分享给同事。",
    "我做事细致，待人真诚，能按时完成交给我的工作。",
)
_ENDS = (
    "我知道自己在表达和归纳上还有不足，毕业以后会继续读书，把专业学得更深。",
    "自学考试教会我自律和坚持，这份经历会一直提醒我踏实做事。",
    "今后我会继续学习，努力做一个对社会有用的人。",
)


def appraisal(seed: int, least: int = 200) -> str:
    """A text of at least `least` characters, the same for the same seed."""
    dice = Random(seed)  # noqa: S311 - variety, not secrecy
    studies = dice.sample(_STUDIES, 3)
    parts = [dice.choice(_OPENINGS), dice.choice(_MINDS), *studies, dice.choice(_WORKS), dice.choice(_ENDS)]
    for more in (*_STUDIES, *_WORKS, *_MINDS):
        if sum(map(len, parts)) >= least:
            break
        if more not in parts:
            parts.insert(-1, more)
    return "".join(parts)
