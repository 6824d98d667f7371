"""The inputs of the benchmark, made from the corpora: texts as JSON lines, tokens as CoNLL-U without annotation."""

import itertools
import json

import conllu
import slavicner
from conllu import FORM, ID, MISC

# Characters of the text that is timed: about 50,000 tokens.
SPEED_CHARACTERS = 300_000
SMOKE_DOCUMENTS = 20


def prepare(corpora, folder, smoke):
    """Writes all inputs into `folder`; gold files are cut to a few documents for a smoke run. Returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {}
    for name in ("dev", "dev-ner-news"):
        documents = conllu.documents(conllu.read(corpora / "dev" / f"{name}.conllu"))
        documents = documents[:SMOKE_DOCUMENTS] if smoke else documents
        files[name] = {
            "gold": write_conllu(folder / f"{name}.gold.conllu", documents, lambda _: True, lambda word: word),
            "tokens": write_conllu(folder / f"{name}.tokens.conllu", documents, is_layout, without_annotation),
            "text": write_articles(folder / f"{name}.jsonl", articles(documents)),
        }
    names = slavicner.articles(corpora / "slavicner", SMOKE_DOCUMENTS if smoke else None)
    files["slavicner"] = write_articles(folder / "slavicner.jsonl", names)
    files["speed"] = write_articles(folder / "speed.jsonl", speed_articles(corpora, files, smoke))
    files["sentence"] = write_articles(folder / "sentence.jsonl", [("sentence", "Vlada je danes sprejela nov zakon.")])
    return files


def articles(documents):
    return ((str(number), conllu.plain_text(document)) for number, document in enumerate(documents))


def write_articles(path, articles):
    lines = (json.dumps({"id": name, "text": text}, ensure_ascii=False) for name, text in articles)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def write_conllu(path, documents, keep_comment, row):
    with open(path, "w", encoding="utf-8") as out:
        for sentence in itertools.chain.from_iterable(documents):
            lines = [comment for comment in sentence.comments if keep_comment(comment)]
            lines += ["\t".join(row(word)) for word in sentence.words]
            out.write("\n".join(lines) + "\n\n")
    return path


def is_layout(comment):
    return comment.startswith(("# newdoc", "# newpar"))


def without_annotation(word):
    space = "SpaceAfter=No" if "SpaceAfter=No" in word[MISC].split("|") else "_"
    return word[ID], word[FORM], *"_" * 7, space


def speed_articles(corpora, files, smoke):
    """Both dev files, then news from `raw/`, as far as the limit goes."""
    raw = (corpora / "raw" / "senticoref.txt").read_text(encoding="utf-8").splitlines()
    dev = [json.loads(line)["text"] for name in ("dev", "dev-ner-news") for line in open(files[name]["text"], encoding="utf-8")]
    left = SPEED_CHARACTERS // 20 if smoke else SPEED_CHARACTERS
    for number, text in enumerate(dev + raw):
        if left <= 0:
            return
        left -= len(text)
        yield str(number), text
