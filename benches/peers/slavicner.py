"""Names of the SlavicNER corpus: place and class must agree, over PER, LOC, ORG and all others as one class.

Possessives of person names count as persons on both sides, as `trojka evaluate --slavicner` has it.
"""

import json
import sys

import conllu
from conllu import FORM
from score import names_of

OTHER = "OTHER"
CLASSES = {"per": "PER", "deriv-per": "PER", "loc": "LOC", "org": "ORG"}


def pairs(folder):
    """The texts that have a table of names, with it."""
    for table in sorted((folder / "ner").rglob("*.tsv")):
        text = folder / "raw" / table.parent.name / f"{table.stem}.txt"
        if text.is_file():
            yield text, table


def articles(folder, limit):
    for text, _ in list(pairs(folder))[:limit]:
        yield f"{text.parent.name}/{text.stem}", text.read_text(encoding="utf-8")


def f1(folder, texts, output):
    """F1 in per cent of the names in a system's CoNLL-U, whose documents are the articles in `texts`."""
    tables = [table for _, table in pairs(folder)]
    with open(texts, encoding="utf-8") as lines:
        articles = [json.loads(line)["text"] for line in lines]
    documents = conllu.documents(conllu.read(output))
    if len(documents) != len(articles):
        sys.exit(f"{output}: {len(documents)} documents of {len(articles)}")
    right = both = 0
    for text, table, document in zip(articles, tables, documents):
        gold, found = gold_names(table), found_names(text, document)
        right += len(gold & found)
        both += len(gold) + len(found)
    return round(200 * right / max(1, both), 2)


def gold_names(table):
    """(start, end, class); of two names in one place the later counts."""
    places = {}
    for line in table.read_text(encoding="utf-8").splitlines():
        if line.strip():
            start, end, _, _, kind, _ = line.split("\t")
            places[int(start), int(end)] = kind if kind in CLASSES.values() else OTHER
    return {(*place, kind) for place, kind in places.items()}


def found_names(text, document):
    points = [point for point, character in enumerate(text) if not character.isspace()]
    at, names = 0, set()
    for sentence in document:
        spans = []
        for word in sentence.words:
            end = at + len("".join(word[FORM].split()))
            spans.append((points[at], points[end - 1] + 1))
            at = end
        names.update((spans[first][0], spans[last][1], CLASSES.get(kind, OTHER)) for first, last, kind in names_of(sentence))
    if at != len(points):
        sys.exit(f"the words of a document cover {at} characters of {len(points)}")
    return names
