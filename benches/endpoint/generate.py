"""Invented articles as Trojka writes them: sentences, mentions, persons, posts, events and statements (docs/model.md).

How often each thing occurs follows a graph that Trojka made of 886 real articles; the words are invented. The same seed
and size give the same bytes.
"""

from dataclasses import dataclass

from terms import iri, term, text, typed
from words import Dice, names, slug, vocabulary

# Countries that the program's own gazetteer describes.
COUNTRIES = (
    "slovenija hrvaska italija avstrija madzarska nemcija francija spanija portugalska poljska ceska slovaska srbija albanija "
    "bosna-in-hercegovina crna-gora severna-makedonija kosovo grcija turcija romunija bolgarija ukrajina rusija kitajska "
    "japonska indija brazilija kanada zda mehika egipt maroko tunizija izrael libanon svica svedska norveska finska"
).split()
# Event class, PLOVER code, weight.
EVENTS = [("Consult", 22), ("Request", 15), ("Agree", 12), ("Accuse", 10), ("Support", 9), ("Cooperate", 8), ("Reject", 6), ("Aid", 4),
          ("Threaten", 4), ("Protest", 3), ("Sanction", 2), ("Coerce", 2), ("Concede", 1), ("Mobilize", 1), ("Assault", 1)]  # fmt: skip
MODALITIES = [("Actual", 60), ("Planned", 15), ("Desired", 13), ("Possible", 7), ("Negated", 5)]
POSTS = ["minister", "notranji minister", "zunanji minister", "predsednik", "generalni direktor", "veleposlanik", "tiskovni predstavnik"]


@dataclass(frozen=True)
class Thing:
    kind: str  # as in the IRI
    name: str
    home: str  # the country it belongs to
    female: bool = False
    post: str = ""

    @property
    def iri(self):
        return iri(f"id/{self.kind}/{slug(self.name)}")


class World:
    """Who and what the articles are about; the first ones are in the news most often."""

    def __init__(self, dice, persons=4000):
        self.words = vocabulary(dice, 9000)
        given, family = names(dice, 160), names(dice, 1500, 2, 3)
        full = {}
        while len(full) < persons:
            full[f"{dice.one(given)} {dice.one(family)}"] = None
        self.persons = [Thing("person", name, dice.early(COUNTRIES), dice.chance(0.4), dice.early(POSTS)) for name in full]
        self.organisations = [Thing("organisation", f"Urad {name}", dice.early(COUNTRIES)) for name in names(dice, 500, 2, 3)]
        self.topics = [Thing("topic", f"{dice.early(self.words)} {word}", "") for word in self.words[200:2200]]


class Article:
    def __init__(self, world, dice, number):
        self.world, self.dice = world, dice
        self.name = f"clanek-{number:05}"
        self.graph = iri(f"article/{self.name}")
        self.date = f"{2015 + dice.below(10)}-{dice.between(1, 12):02}-{dice.between(1, 28):02}"
        self.quads = set()
        self.length, self.text = 0, []
        self.known = set()
        self.facts = 0
        self.cast = [dice.early(world.persons) for _ in range(dice.size(4, 0.6))]
        self.cast += [dice.early(world.organisations) for _ in range(dice.size(2, 0.5))]
        self.places = [dice.early(COUNTRIES) for _ in range(dice.between(1, 4))]
        for _ in range(dice.size(30, 0.7)):
            self.sentence()
        self.about()

    def lines(self):
        return sorted(f"{s} {p} {o} {self.graph} .\n" for s, p, o in self.quads)

    def say(self, subject, **facts):
        """`nif_lemma=…` says `nif:lemma`; a list says it of each."""
        for name, values in facts.items():
            for value in values if isinstance(values, list) else [values]:
                self.quads.add((subject, term(name.replace("_", ":", 1)), value))

    def about(self):
        self.say(
            self.graph,
            rdf_type=[term("schema:NewsArticle"), term("nif:Context")],
            nif_isString=text(" ".join(self.text), "sl"),
            schema_inLanguage=text("sl"),
            schema_datePublished=typed(self.date, "date"),
            prov_wasGeneratedBy=iri(f"article/{self.name}#extraction"),
        )

    def sentence(self):
        """Some words, some of them mentions; sometimes the sentence says that something happened."""
        dice, start = self.dice, self.length
        words, mentioned = [], []
        for _ in range(dice.between(6, 26)):
            thing = self.mentionable() if dice.chance(0.1) else None
            word = thing.name + dice.one(["", "", "a", "u", "om"]) if thing else dice.early(self.world.words)
            if thing:
                mentioned.append((thing, start + sum(map(len, words)) + len(words), word))
            words.append(word if words else word[0].upper() + word[1:])
        sentence = " ".join(words) + "."
        place = self.span(start, sentence, "Sentence")
        for thing, at, word in mentioned:
            self.mention(thing, at, word if at > start else word[0].upper() + word[1:])
        self.text.append(sentence)
        self.length += len(sentence) + 1
        if dice.chance(0.12):
            self.event(place, start, words[0])
        if dice.chance(0.12):
            self.statement(place)
        if mentioned and dice.chance(0.15):
            self.tenure(place, mentioned[0][0])

    def mentionable(self):
        dice = self.dice
        if dice.chance(0.25):
            country = dice.one(self.places)
            return Thing("country", country.capitalize(), country)
        return dice.early(self.world.topics) if dice.chance(0.1) else dice.early(self.cast)

    def span(self, start, words, kind):
        place = iri(f"article/{self.name}#char={start},{start + len(words)}")
        self.say(
            place,
            rdf_type=term(f"nif:{kind}"),
            nif_anchorOf=text(words, "sl"),
            nif_beginIndex=typed(start, "integer"),
            nif_endIndex=typed(start + len(words), "integer"),
            nif_referenceContext=self.graph,
        )
        return place

    def mention(self, thing, start, words):
        place = self.span(start, words, "Phrase")
        sure = typed(f"0.{self.dice.between(50, 99)}".rstrip("0"), "decimal")
        self.say(place, nif_lemma=text(thing.name), itsrdf_taIdentRef=self.describe(thing), itsrdf_taConfidence=sure)

    def describe(self, thing):
        """An article says what the things are called that the gazetteer does not know."""
        if thing.kind == "country":
            return iri(f"id/country/{thing.home}")
        if thing not in self.known:
            self.known.add(thing)
            classes = {"person": ["foaf:Person", "schema:Person"], "organisation": ["org:Organization", "schema:Organization"], "topic": ["skos:Concept"]}
            label = text(thing.name, "sl")
            self.say(thing.iri, rdf_type=[term(name) for name in classes[thing.kind]], skos_prefLabel=label, rdfs_label=label)
            if thing.kind == "person":
                self.say(thing.iri, schema_gender=term("schema:Female" if thing.female else "schema:Male"))
            if thing.kind == "topic":
                self.say(thing.iri, skos_inScheme=term("tro:TopicScheme"))
            if thing.kind == "organisation":
                self.say(thing.iri, tro_jurisdiction=iri(f"id/country/{thing.home}"))
        return thing.iri

    def fact(self, kind, place):
        self.facts += 1
        subject = iri(f"article/{self.name}#{kind}-{self.facts:04x}{self.dice.below(1 << 48):012x}")
        sure = typed(f"0.{self.dice.between(400, 980)}".rstrip("0"), "decimal")
        self.say(subject, prov_wasDerivedFrom=place, tro_confidence=sure, tro_frame=text(f"{kind}/{self.dice.early(self.world.words[60:160])}"))
        return subject

    def who(self):
        return iri(f"id/country/{self.dice.one(self.places)}") if self.dice.chance(0.4) else self.describe(self.dice.early(self.cast))

    def event(self, place, start, word):
        dice = self.dice
        kind, modality = weighted(dice, EVENTS), weighted(dice, MODALITIES)
        code = "AGREE" if modality == "Planned" and kind in ("Consult", "Support", "Cooperate", "Aid") else kind.upper()
        event = self.fact("event", place)
        self.say(
            event,
            rdf_type=[term("tro:Event"), term(f"tro:{kind}")],
            tro_ploverCode=text(code),
            tro_modality=term(f"tro:{modality}"),
            tro_trigger=self.span(start, word, "Phrase"),
            tro_actor=self.who(),
        )
        if dice.chance(0.7):
            self.say(event, tro_recipient=self.who())
        if dice.chance(0.7):
            self.say(event, tro_about=self.describe(dice.early(self.world.topics)))
        if dice.chance(0.15):
            self.say(event, sem_hasPlace=iri(f"id/country/{dice.early(COUNTRIES)}"))
        if dice.chance(0.2):
            day = typed(self.date[:8] + f"{dice.between(1, 28):02}", "date")
            self.say(event, tro_date=day, tro_notBefore=day, tro_notAfter=day, tro_datePrecision=term("tro:Day"))

    def statement(self, place):
        statement = self.fact("statement", place)
        self.say(statement, rdf_type=term("tro:Statement"), tro_speaker=self.who())
        if self.dice.chance(0.2):
            self.say(statement, tro_quote=place)

    def tenure(self, place, thing):
        if thing.kind != "person":
            return
        country = iri(f"id/country/{thing.home}")
        post, label = iri(f"id/post/{slug(thing.post)}-{thing.home}"), text(thing.post, "sl")
        self.say(post, rdf_type=term("org:Post"), skos_prefLabel=label, rdfs_label=label, tro_jurisdiction=country)
        self.say(
            self.fact("tenure", place),
            rdf_type=term("org:Membership"),
            org_member=self.describe(thing),
            org_post=post,
            tro_tense=term("tro:Current" if self.dice.chance(0.85) else "tro:Former"),
            tro_asOf=typed(self.date, "date"),
        )


def weighted(dice, choices):
    at = dice.random() * sum(weight for _, weight in choices)
    for name, weight in choices:
        at -= weight
        if at < 0:
            return name
    return choices[-1][0]


def articles(quads, seed=1):
    """Articles until there are that many quads. Yields each one's name, graph and lines of N-Quads."""
    dice = Dice(seed)
    world, number = World(dice), 0
    while quads > 0:
        article = Article(world, dice, number)
        lines = article.lines()
        yield article.name, article.graph[1:-1], lines
        quads -= len(lines)
        number += 1
