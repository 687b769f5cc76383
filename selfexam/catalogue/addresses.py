"""The level of a programme in an address: one code may exist at both levels."""

from selfexam.catalogue.code_tables import Level

WORDS = {Level.BACHELOR.value: "bachelor", Level.JUNIOR_COLLEGE.value: "junior-college"}
_LEVELS = {word: level for level, word in WORDS.items()}


class LevelConverter:
    """`programmes/050101/bachelor/` ↔ the stored digit."""

    regex = "|".join(_LEVELS)

    def to_python(self, value: str) -> str:
        return _LEVELS[value]

    def to_url(self, value: str) -> str:
        return WORDS[value]
