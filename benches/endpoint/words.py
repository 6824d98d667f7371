"""Invented words and names that look Slovene, the same ones on every machine.

`random.Random` promises the same numbers for the same seed only for `random()`, so everything here is made from that.
"""

import math
import random

ONSETS = ["b", "br", "č", "d", "dr", "g", "gl", "h", "j", "k", "kl", "kr", "l", "m", "n", "p", "pr", "r", "s", "sl", "st", "š", "t", "tr", "v", "z", "ž"]
VOWELS = ["a", "e", "i", "o", "u"]
CODAS = ["", "", "", "l", "n", "r", "s", "v", "j", "k", "t", "m", "d", "c"]
ENDINGS = ["a", "o", "i", "e", "u", "om", "am", "ih", "ega", "emu", "ati", "iti", "al", "ila", "ost", "anje", "ski", "ska", "en", "no"]
FOLDED = str.maketrans("čšž", "csz")


class Dice:
    """Random choices that depend on the seed only."""

    def __init__(self, seed):
        self.random = random.Random(seed).random

    def below(self, n):
        return int(self.random() * n)

    def between(self, low, high):
        return low + self.below(high - low + 1)

    def chance(self, share):
        return self.random() < share

    def one(self, items):
        return items[self.below(len(items))]

    def early(self, items):
        """One of the items; the further behind, the rarer, about as in Zipf's law."""
        return items[min(int(len(items) ** self.random()) - 1, len(items) - 1)]

    def size(self, middle, spread):
        """A whole number of at least 1 with that median and a long tail (log-normal)."""
        normal = math.sqrt(-2 * math.log(1 - self.random())) * math.cos(2 * math.pi * self.random())
        return max(1, round(middle * math.exp(spread * normal)))


def stem(dice, least, most):
    syllables = range(dice.between(least, most))
    return "".join(dice.one(ONSETS) + dice.one(VOWELS) + (dice.one(CODAS) if n else "") for n in syllables)


def vocabulary(dice, size):
    """Different words, the frequent ones first, and short ones among them more often than among the rare."""
    words = {}
    while len(words) < size:
        words[stem(dice, 1, 1 if len(words) < 40 else 3) + (dice.one(ENDINGS) if len(words) >= 40 else "")] = None
    return list(words)


def names(dice, size, least=1, most=2):
    found = {}
    while len(found) < size:
        found[stem(dice, least, most).capitalize() + dice.one(["", "n", "ič", "ar", "nik", "ec", "an"])] = None
    return list(found)


def slug(text):
    return text.lower().translate(FOLDED).replace(" ", "-")
