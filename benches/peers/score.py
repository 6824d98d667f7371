"""Accuracy: `trojka evaluate` scores all systems alike, and a second, independent count checks it."""

import json
import subprocess
import sys

import conllu
from conllu import DEPREL, FEATS, FORM, HEAD, LEMMA, MISC, UPOS, XPOS

# The features that CoNLL 2018 compares.
UNIVERSAL = set(
    "PronType NumType Poss Reflex Foreign Abbr Gender Animacy Number Case Definite Degree VerbForm Mood Tense Aspect "
    "Voice Evident Polarity Person Polite".split()
)


def evaluate(program, gold, system):
    """F1 in per cent by measure. Ends the run when the two counts differ."""
    command = [program, "evaluate", "--conllu", gold, "--system", system, "--format", "json"]
    record = json.loads(subprocess.run(list(map(str, command)), check=True, stdout=subprocess.PIPE).stdout)
    ours = {measure: 100 * counts["f1"] for measure, counts in record.items()}
    second = recount(gold, system)
    for measure, value in ours.items():
        if abs(value - second[measure]) > 1e-6:
            sys.exit(f"{system}: {measure} is {value} by trojka evaluate and {second[measure]} by the second count")
    return {measure: round(value, 2) for measure, value in ours.items()}


def recount(gold, system):
    """The measures of CoNLL 2018, and names by place and class where gold has them annotated."""
    gold, system = View(gold), View(system)
    shared = gold.words.keys() & system.words.keys()

    def f1(key):
        right = sum(key(gold, span) == key(system, span) for span in shared)
        return 200 * right / (len(gold.words) + len(system.words))

    def overlap(one, other):
        return 200 * len(one & other) / max(1, len(one) + len(other))

    return {
        "Tokens": 200 * len(shared) / (len(gold.words) + len(system.words)),
        "Sentences": overlap(gold.sentences, system.sentences),
        "UPOS": f1(lambda view, span: view.words[span][UPOS]),
        "XPOS": f1(lambda view, span: view.words[span][XPOS]),
        "UFeats": f1(lambda view, span: features(view.words[span][FEATS])),
        "Lemmas": f1(lambda view, span: view.words[span][LEMMA]),
        "UAS": f1(lambda view, span: view.heads[span]),
        "LAS": f1(lambda view, span: (view.heads[span], view.words[span][DEPREL].split(":")[0])),
        "Names": overlap(gold.names, {name for name in system.names if name[0] in gold.named}),
    }


def features(column):
    return {pair for pair in column.split("|") if pair.split("=")[0] in UNIVERSAL}


class View:
    """A file with all words under their spans: first character and the one after the last, white space not counted."""

    def __init__(self, path):
        self.words, self.heads, self.sentences, self.names, self.named = {}, {}, set(), set(), set()
        at = 0
        for sentence in conllu.read(path):
            spans = []
            for word in sentence.words:
                end = at + len("".join(word[FORM].split()))
                spans.append((at, end))
                at = end
            self.sentences.add((spans[0][0], at))
            self.words.update(zip(spans, sentence.words))
            for span, word in zip(spans, sentence.words):
                self.heads[span] = spans[int(word[HEAD]) - 1] if word[HEAD] not in ("0", "_") else None
            self.add_names(sentence, spans)

    def add_names(self, sentence, spans):
        """Names as (start, end, class), possessives of persons left out; `named`: all places where names are annotated."""
        if "ner" in sentence.layers():
            self.named.update(range(spans[0][0], spans[-1][1]))
        for first, last, kind in names_of(sentence):
            if kind != "deriv-per":
                self.names.add((spans[first][0], spans[last][1], kind))


def names_of(sentence):
    """(first word, last word, class); an I tag that continues nothing begins a name."""
    names = []
    for index, word in enumerate(sentence.words):
        mark, _, kind = tag_of(word).partition("-")
        if mark == "I" and names and names[-1][1:] == (index - 1, kind):
            names[-1] = (names[-1][0], index, kind)
        elif kind:
            names.append((index, index, kind))
    return names


def tag_of(word):
    return next((pair[4:] for pair in word[MISC].split("|") if pair.startswith("NER=")), "O")
