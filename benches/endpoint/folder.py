"""A store folder of Trojka, made from invented articles without Trojka: `trojka.toml` and one zstd file for each graph.

The files are zstd frames of uncompressed blocks (RFC 8878), which need no library.
"""

import json

from terms import BASE

BLOCK = 1 << 17


def write(folder, articles):
    """Writes the articles as graphs. Returns how many graphs and quads there are."""
    (folder / "article").mkdir(parents=True)
    manifest = f'format = 1\nbase = "{BASE}"\nprogram = "benches/endpoint"\n'
    (folder / "trojka.toml").write_text(manifest)
    graphs = quads = 0
    for name, graph, lines in articles:
        header = "# trojka " + json.dumps({"graph": graph}) + "\n"
        data = (header + "".join(lines)).encode()
        (folder / "article" / f"{name}.nq.zst").write_bytes(frame(data))
        graphs, quads = graphs + 1, quads + len(lines)
    return graphs, quads


def frame(data):
    """A zstd frame: magic number, single segment with an 8-byte size, raw blocks."""
    out = bytearray(b"\x28\xb5\x2f\xfd\xe0" + len(data).to_bytes(8, "little"))
    for at in range(0, max(len(data), 1), BLOCK):
        block = data[at : at + BLOCK]
        out += (len(block) << 3 | (at + BLOCK >= len(data))).to_bytes(3, "little") + block
    return bytes(out)
