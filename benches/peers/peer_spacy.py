"""spaCy as a peer: trains a small CPU pipeline, and analyses texts or tokens.

    python peer_spacy.py train CORPORA FOLDER [--smoke]
    python peer_spacy.py analyse FOLDER text|tokens INPUT

The pipeline is what `spacy init config --optimize efficiency` proposes: one shared tok2vec (hashed embeddings, four
convolutions of width 96) under tagger, morphologiser, edit-tree lemmatiser, parser and name finder.
"""

import itertools
import json
import shutil
import subprocess
import sys
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin

import conllu
from conllu import DEPREL, FEATS, FORM, HEAD, LEMMA, MISC, UPOS, XPOS

MODEL = "spacy-model"
PIPELINE = "tagger,morphologizer,trainable_lemmatizer,parser,ner"
SENTENCES_IN_DOC = 10
# A step is a batch of 100 words at first, of 1,000 from step 2,300 on.
STEPS = 4000
SMOKE_STEPS = 100
EVALUATE_EVERY = 1000
SMOKE_SENTENCES = 1500


def train(corpora, folder, smoke):
    """Every component learns from all sentences that have its layer. The best state on dev.conllu is kept, as is usual."""
    files = {"train": corpora / "train" / "train-morph.conllu", "dev": corpora / "dev" / "dev.conllu"}
    vocab = spacy.blank("sl").vocab
    for name, path in files.items():
        sentences = conllu.read(path)
        if smoke:
            sentences = sentences[:: max(1, len(sentences) // SMOKE_SENTENCES)]
        DocBin(docs=training_docs(vocab, sentences)).to_disk(folder / f"spacy-{name}.spacy")
    config = folder / "spacy.cfg"
    run_spacy("init", "config", "--lang", "sl", "--pipeline", PIPELINE, "--optimize", "efficiency", "--force", config)
    steps = SMOKE_STEPS if smoke else STEPS
    run_spacy(
        *("train", config, "--output", folder / "spacy-training"),
        *("--paths.train", folder / "spacy-train.spacy", "--paths.dev", folder / "spacy-dev.spacy"),
        *("--system.seed", 0, "--training.max_steps", steps, "--training.patience", 0),
        *("--training.eval_frequency", min(steps, EVALUATE_EVERY)),
    )
    shutil.rmtree(folder / MODEL, ignore_errors=True)
    (folder / "spacy-training" / "model-best").rename(folder / MODEL)
    return {"steps": steps}


def run_spacy(*arguments):
    subprocess.run([sys.executable, "-m", "spacy", *map(str, arguments)], check=True)


def training_docs(vocab, sentences):
    """Docs of up to ten sentences that have the same layers: what is not annotated must not be learned as absent."""
    for layers, group in itertools.groupby(sentences, lambda s: ("dep" in s.layers(), "ner" in s.layers())):
        group = list(group)
        for first in range(0, len(group), SENTENCES_IN_DOC):
            yield training_doc(vocab, group[first : first + SENTENCES_IN_DOC], *layers)


def training_doc(vocab, sentences, trees, names):
    words = [word for sentence in sentences for word in sentence.words]
    column = lambda number: [word[number] for word in words]
    return Doc(
        vocab,
        words=column(FORM),
        spaces=spaces(words),
        sent_starts=sentence_starts(sentences),
        tags=column(XPOS),
        pos=column(UPOS),
        morphs=column(FEATS),
        lemmas=column(LEMMA),
        heads=heads(sentences) if trees else None,
        deps=column(DEPREL) if trees else None,
        ents=[name_tag(word) for word in words] if names else None,
    )


def spaces(words):
    return ["SpaceAfter=No" not in word[MISC].split("|") for word in words]


def sentence_starts(sentences):
    return [index == 0 for sentence in sentences for index in range(len(sentence.words))]


def heads(sentences):
    """Indices into the Doc; a root is its own head."""
    found, first = [], 0
    for sentence in sentences:
        for index, word in enumerate(sentence.words):
            found.append(first + (int(word[HEAD]) - 1 if word[HEAD] != "0" else index))
        first += len(sentence.words)
    return found


def name_tag(word):
    return next((pair[4:] for pair in word[MISC].split("|") if pair.startswith("NER=")), "O")


def analyse(folder, source, texts, out):
    nlp = spacy.load(folder / MODEL)
    items = read_articles(texts) if source == "text" else read_tokens(nlp.vocab, texts)
    for doc, name in nlp.pipe(items, as_tuples=True):
        write(doc, name, out)


def read_articles(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            yield article["text"], article["id"]


def read_tokens(vocab, path):
    for document in conllu.documents(conllu.read(path)):
        words = [word for sentence in document for word in sentence.words]
        starts = sentence_starts(document)
        yield Doc(vocab, [word[FORM] for word in words], spaces(words), sent_starts=starts), document[0].comment("newdoc id")


def write(doc, name, out):
    """CoNLL-U; tokens of white space alone, which only spaCy has, are left out."""
    out.write(f"# newdoc id = {name}\n")
    for sentence in doc.sents:
        tokens = [token for token in sentence if not token.is_space]
        number = {token.i: at for at, token in enumerate(tokens, 1)}
        for token in tokens:
            out.write("\t".join(columns(token, number)) + "\n")
        if tokens:
            out.write("\n")


def columns(token, number):
    head = 0 if token.head.i == token.i else number.get(token.head.i, 0)
    name = f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O"
    return (
        str(number[token.i]),
        token.text,
        token.lemma_ or "_",
        token.pos_ or "_",
        token.tag_ or "_",
        features(token),
        str(head),
        "root" if head == 0 else token.dep_ or "dep",
        "_",
        f"NER={name}" + ("" if token.whitespace_ else "|SpaceAfter=No"),
    )


def features(token):
    """In the order of CoNLL-U, which takes no account of capitals; spaCy's does."""
    return "|".join(sorted(str(token.morph).split("|"), key=str.lower)) or "_"


def main(arguments):
    if arguments[0] == "train":
        corpora, folder = map(Path, arguments[1:3])
        settings = train(corpora, folder, "--smoke" in arguments)
        (folder / "spacy-settings.json").write_text(json.dumps(settings))
    else:
        _, folder, source, texts = arguments
        sys.stdout.reconfigure(encoding="utf-8")
        analyse(Path(folder), source, texts, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
