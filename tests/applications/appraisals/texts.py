"""Invented self-appraisals for the likeness tests: unrelated ones, and copies changed as people change them."""

from random import Random

from selfexam.demo.appraisals import appraisal

# Everybody writes these; they must not make two texts alike.
SET_PHRASES = "我拥护中国共产党的领导，热爱祖国，遵纪守法，遵守考试纪律，团结同学，尊敬师长。"
_LETTERS = (
    "清晨车间账本病房灶台田埂柜台讲台码头仓库巷口山路江边图纸琴房读书抄写背诵演算提问复习整理练习请教思考比较归纳记录讨论修改"
    "一页两遍三年半夜周末午休雨天冬夜开春年底反复慢慢认真耐心安静明白坚持放下拾起越过走近学会懂得看清说服帮助陪伴等待改变相信"
)
_WORDS = [_LETTERS[at : at + 2] for at in range(0, len(_LETTERS), 2)]


def unrelated(seed: int) -> str:
    """About 250 characters, with the set phrases in front."""
    dice = Random(seed)
    sentences = ["".join(dice.choices(_WORDS, k=6)) + "。" for _ in range(17)]
    return SET_PHRASES + "".join(sentences)


def original(seed: int) -> str:
    return appraisal(seed)


def with_replaced(text: str, share: float, seed: int = 1) -> str:
    """A copy in which that share of the sentences was written anew."""
    dice = Random(seed)
    sentences = [part + "。" for part in text.split("。") if part]
    for place in dice.sample(range(len(sentences)), round(share * len(sentences))):
        sentences[place] = "".join(dice.choices(_WORDS, k=len(sentences[place]) // 2)) + "。"
    return "".join(sentences)


def reordered(text: str) -> str:
    sentences = [part + "。" for part in text.split("。") if part]
    return "".join(sentences[::-1])


def dressed(text: str) -> str:
    """Other punctuation, line breaks and spaces: nothing that counts."""
    return text.replace("，", " , ").replace("。", "！\n").replace("；", "。")
