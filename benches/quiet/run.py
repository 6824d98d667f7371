#!/usr/bin/env python3
"""Counts the events that are found in paragraphs without any political act.

Usage: run.py PROGRAM CORPUS [--list] [--sentences N]

CORPUS is plain text, one paragraph a line. A paragraph is taken when it has at least two words (by their beginnings) of
one of the fields below (sport, culture, weather, cookery, health, gardening, technology) and none of the words of public
affairs. The paragraphs are taken in the order of the file until they hold N sentences (1,000 unless told), each is read
as an article, and the events for each 1,000 sentences are printed; with --list also each event.
"""

import argparse
import json
import re
import subprocess
import tempfile

FIELDS = {
    "sport": "tekm nogomet košark rokomet smučar smuč gol točk trener igralec igralk igralci prvenstv medalj finale turnir "
    "odbojk hokej teniš kolesar atlet plaval skakal vratar sodnik strelec moštv ekip liga ligi lige dirk",
    "culture": "film režiser roman pesnik pesem koncert gledališ slikar razstav glasb orkester album skladb pevk pevec "
    "balet knjig pisatelj galerij igralk opera festival umetni kipar zgodb",
    "weather": "vreme dež sneg oblač temperatur stopinj nevih veter burja megla sončn padavin toča",
    "cookery": "skled moka moke sladkor jajc jajca testo pečic maslo žlic kuha peče krompir čebul olje zelenjav juha omak "
    "popr sol sira sirom solat",
    "health": "vitamin koža kože kožo mišic bolezen srce krvni zdravil pljuč prehran telovad zob vnetj alergij hujšanj",
    "garden": "vrt rastlin cvet seme gnoj grm drevo drevj čebel zalivaj prst sadik listi korenin",
    "technology": "računalnik zaslon telefon procesor program igric naprav tipkovnic baterij fotoaparat motor avtomobil",
}
PUBLIC = (
    "minist vlad parlament politi predsednik premier kancler poslan strank volitev volitv vojn vojsk policij sindikat "
    "stavk protest sodišč tožil obtož zakon ustav sporazum pogodb evropske evropska unij nato diplom veleposlan sankcij "
    "begun migra župan občin koalici opozici komisij referend kongres senat reform proračun oblast terori ubil umor "
    "zločin zapor aretir okupa partizan general demokra socialist komunis republik"
).split()
SENTENCE_END = re.compile(r"[.!?]+[»\"”]?(?=\s+[A-ZČŠŽ»\"„]|\s*$)")


def words(paragraph):
    return re.findall(r"\w+", paragraph.lower())


def is_quiet(paragraph):
    found = words(paragraph)
    if any(word.startswith(stem) for stem in PUBLIC for word in found):
        return False
    fields = [stems.split() for stems in FIELDS.values()]
    return any(sum(word.startswith(tuple(stems)) for word in found) >= 2 for stems in fields)


def chosen(path, wanted):
    """Paragraphs that hold the wanted number of sentences, with that number."""
    taken, count = [], 0
    with open(path, encoding="utf-8") as lines:
        for line in map(str.strip, lines):
            if count >= wanted:
                break
            if is_quiet(line):
                taken.append(line)
                count += max(1, len(SENTENCE_END.findall(line)))
    return taken, count


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("corpus")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--sentences", type=int, default=1000)
    options = parser.parse_args()
    paragraphs, _ = chosen(options.corpus, options.sentences)
    articles = "\n".join(json.dumps({"id": f"p{n}", "text": text}) for n, text in enumerate(paragraphs))
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.write(articles)
        file.flush()
        command = [options.program, "analyze", "--quiet", "--format", "jsonl", file.name]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    events, sentences = 0, 0
    for document in map(json.loads, filter(None, output.split("\n"))):
        sentences += len(document["sentences"])
        for event in document["events"]:
            events += 1
            if options.list:
                sides = [[iri.rsplit("/", 1)[-1] for iri in event.get(side, [])] for side in ("actors", "recipients")]
                print(event["type"], *sides, event["frame"], event["evidence"], sep="\t")
    print(f"{len(paragraphs)} paragraphs, {sentences} sentences, {events} events, {1000 * events / sentences:.1f} a thousand")


if __name__ == "__main__":
    main()
