"""UDPipe 1 as a peer: trains a model, and analyses texts or tokens.

    python peer_udpipe.py train CORPORA FOLDER [--smoke]
    python peer_udpipe.py analyse FOLDER text|tokens INPUT

The settings of tagger, tokeniser and parser are those of the UD 2.0 models for Slovene that UDPipe's authors
published (training/models-ud-2.0 in their repository), without pretrained vectors and with fewer rounds.
"""

import json
import sys
from pathlib import Path

import ufal.udpipe as udpipe

MODEL = "udpipe.model"
ROUNDS = {"tagger": 5, "lemmatiser": 5, "parser": 5, "tokeniser": 5}
SMOKE_ROUNDS = dict.fromkeys(ROUNDS, 1)
SMOKE_SENTENCES = 200

TAGGER = (
    "models=2;"
    "templates_1=tagger;guesser_suffix_rules_1=8;guesser_enrich_dictionary_1=6;guesser_prefixes_max_1=0;"
    "use_lemma_1=0;use_xpostag_1=1;use_feats_1=1;"
    "provide_lemma_1=0;provide_xpostag_1=1;provide_feats_1=1;prune_features_1=0;iterations_1={tagger};"
    "templates_2=lemmatizer;guesser_suffix_rules_2=6;guesser_enrich_dictionary_2=6;guesser_prefixes_max_2=4;"
    "use_lemma_2=1;use_xpostag_2=0;use_feats_2=0;"
    "provide_lemma_2=1;provide_xpostag_2=0;provide_feats_2=0;prune_features_2=1;iterations_2={lemmatiser}"
)
TOKENISER = "dimension=24;epochs={tokeniser};initialization_range=0.1;batch_size=50;learning_rate=0.005;dropout=0.1"
PARSER = (
    "iterations={parser};embedding_upostag=20;embedding_feats=20;embedding_xpostag=0;embedding_form=50;"
    "embedding_lemma=0;embedding_deprel=20;learning_rate=0.02;learning_rate_final=0.001;l2=0.5;hidden_layer=200;"
    "batch_size=10;transition_system=projective;transition_oracle=dynamic;structured_interval=8"
)


def train(corpora, folder, smoke):
    """The tagger learns from all sentences; the parser, on tags of that tagger, and the tokeniser from those with trees."""
    rounds = SMOKE_ROUNDS if smoke else ROUNDS
    limit = SMOKE_SENTENCES if smoke else None
    tagger = folder / "udpipe-tagger.model"
    if not tagger.exists():
        sentences = read(corpora / "train" / "train-morph.conllu", limit)
        save(tagger, run_trainer(sentences, "none", TAGGER.format(**rounds), "none"))
    sentences = read(corpora / "train" / "train-dep.conllu", limit)
    parts = TOKENISER.format(**rounds), f"from_model=file:{tagger}", PARSER.format(**rounds)
    save(folder / MODEL, run_trainer(sentences, *parts))
    return rounds


def run_trainer(sentences, tokeniser, tagger, parser):
    error = udpipe.ProcessingError()
    model = udpipe.Trainer.train("morphodita_parsito", sentences, udpipe.Sentences(), tokeniser, tagger, parser, error)
    check(error)
    return model


def read(path, limit):
    reader = udpipe.InputFormat.newConlluInputFormat()
    reader.setText(path.read_text(encoding="utf-8"))
    error = udpipe.ProcessingError()
    sentences, sentence = udpipe.Sentences(), udpipe.Sentence()
    while (limit is None or len(sentences) < limit) and reader.nextSentence(sentence, error):
        sentences.push_back(sentence)
        sentence = udpipe.Sentence()
    check(error)
    return sentences


def save(path, model):
    """A model stands under its name only when it is whole."""
    partial = path.with_suffix(".partial")
    partial.write_bytes(model)
    partial.rename(path)


def analyse(folder, source, texts, out):
    model = udpipe.Model.load(str(folder / MODEL))
    if not model:
        sys.exit(f"{folder / MODEL}: cannot be loaded")
    default = udpipe.Pipeline.DEFAULT
    pipeline = udpipe.Pipeline(model, "tokenize" if source == "text" else "conllu", default, default, "conllu")
    with open(texts, encoding="utf-8") as lines:
        if source == "tokens":
            out.write(process(pipeline, lines.read()))
            return
        for line in lines:
            article = json.loads(line)
            written = process(pipeline, article["text"])
            out.write(written.replace("# newdoc\n", f"# newdoc id = {article['id']}\n", 1))


def process(pipeline, text):
    error = udpipe.ProcessingError()
    written = pipeline.process(text, error)
    check(error)
    return written


def check(error):
    if error.occurred():
        sys.exit(f"UDPipe: {error.message}")


def main(arguments):
    if arguments[0] == "train":
        corpora, folder = map(Path, arguments[1:3])
        settings = train(corpora, folder, "--smoke" in arguments)
        (folder / "udpipe-settings.json").write_text(json.dumps(settings))
    else:
        _, folder, source, texts = arguments
        sys.stdout.reconfigure(encoding="utf-8")
        analyse(Path(folder), source, texts, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
