"""CoNLL-U, as far as the benchmark needs it: sentences with their words, documents, plain text."""

from dataclasses import dataclass, field

ID, FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL, DEPS, MISC = range(10)


@dataclass
class Sentence:
    comments: list = field(default_factory=list)
    words: list = field(default_factory=list)  # ten columns each

    def comment(self, key):
        """The value of `# key = value`; an empty string for a bare `# key`; None where it is absent."""
        for line in self.comments:
            name, _, value = line[1:].partition("=")
            if name.strip() == key:
                return value.strip()
        return None

    def begins(self, unit):
        """Whether `# newdoc` or `# newpar` stands here, with an id or without."""
        return self.comment(unit) is not None or self.comment(unit + " id") is not None

    def layers(self):
        return (self.comment("layers") or "").split(",")

    def text(self):
        parts = (w[FORM] + ("" if "SpaceAfter=No" in w[MISC].split("|") else " ") for w in self.words)
        return "".join(parts)


def read(path):
    """All sentences; multiword ranges and empty nodes are left out (the corpora have none)."""
    sentences, sentence = [], Sentence()
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("#"):
                sentence.comments.append(line)
            elif line:
                columns = line.split("\t")
                if columns[ID].isdigit():
                    sentence.words.append(columns)
            elif sentence.words:
                sentences.append(sentence)
                sentence = Sentence()
    if sentence.words:
        sentences.append(sentence)
    return sentences


def documents(sentences):
    """The sentences in groups, one for each `# newdoc`."""
    groups = []
    for sentence in sentences:
        if not groups or sentence.begins("newdoc"):
            groups.append([])
        groups[-1].append(sentence)
    return groups


def plain_text(document):
    """The text of a document, with an empty line between paragraphs."""
    text = ""
    for index, sentence in enumerate(document):
        if index and sentence.begins("newpar"):
            text = text.rstrip() + "\n\n"
        text += sentence.text()
    return text.rstrip()
