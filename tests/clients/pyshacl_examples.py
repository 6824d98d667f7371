"""What pyshacl finds in each example: python pyshacl_examples.py BACKGROUND.nt SHAPES.ttl EXAMPLE.ttl...

One line for each example: the list of its results as [focus node, path, component, value, severity], terms as N-Triples writes
them and paths as SPARQL writes them, with the prefixes that the shapes use. Conforming examples give an empty list.
"""

import json
import sys
from concurrent.futures import ProcessPoolExecutor

import rdflib

# Literals stay as they are written.
rdflib.NORMALIZE_LITERALS = False

import pyshacl
from rdflib import RDF, SH, XSD, Graph, Literal, URIRef

STEPS = {SH.inversePath: ("^", ""), SH.zeroOrMorePath: ("", "*"), SH.oneOrMorePath: ("", "+"), SH.zeroOrOnePath: ("", "?")}


def path(graph, shapes, node):
    if isinstance(node, URIRef):
        return shapes.namespace_manager.normalizeUri(node)
    if (node, RDF.first, None) in graph:
        return "/".join(path(graph, shapes, part) for part in graph.items(node))
    for step, (before, after) in STEPS.items():
        inner = graph.value(node, step)
        if inner is not None:
            return before + path(graph, shapes, inner) + after
    return "|".join(path(graph, shapes, part) for part in graph.items(graph.value(node, SH.alternativePath)))


def term(node):
    if node is None:
        return ""
    if not isinstance(node, Literal):
        return node.n3()
    text = Literal(str(node)).n3()
    if node.language:
        return f"{text}@{node.language}"
    return text if node.datatype in (None, XSD.string) else f"{text}^^<{node.datatype}>"


def results(report, shapes):
    found = set()
    for result in set(report.objects(None, SH.result)):
        way = report.value(result, SH.resultPath)
        local = [report.value(result, name).rsplit("#")[-1] for name in (SH.sourceConstraintComponent, SH.resultSeverity)]
        found.add(
            (
                term(report.value(result, SH.focusNode)),
                "-" if way is None else path(report, shapes, way),
                local[0],
                term(report.value(result, SH.value)),
                local[1],
            )
        )
    return found


def judge(example):
    data = Graph()
    data += BACKGROUND
    data.parse(example, format="turtle")
    conforms, report, _ = pyshacl.validate(data, shacl_graph=SHAPES, inplace=True, meta_shacl=False)
    found = results(report, SHAPES)
    assert conforms == (not found), example
    return sorted(found)


def prepare(background, shapes):
    global BACKGROUND, SHAPES
    BACKGROUND = Graph().parse(background, format="nt")
    SHAPES = Graph().parse(shapes, format="turtle")


if __name__ == "__main__":
    background, shapes, *examples = sys.argv[1:]
    with ProcessPoolExecutor(initializer=prepare, initargs=(background, shapes)) as pool:
        for found in pool.map(judge, examples):
            print(json.dumps(found, ensure_ascii=False))
