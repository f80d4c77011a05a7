"""JSON and text as they lie in the file: zlib, with a dictionary of what every report repeats.

The dictionary is part of the format: changing it makes older records unreadable, so it only ever gets a
successor with another number (the first byte of what is packed).
"""

from __future__ import annotations

import json
import zlib
from typing import Any

_PLAIN = b"\x00"
_JSON = b"\x01"
#: Bytes that lie, behind the dictionary, within a window of 8 KB.
_SHORT = 4_096
#: Made once: of short values it takes a third of the time.
_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)
_DICTIONARY = (
    b'"language":"ar","dateline":{"place":null,"agency":null,"start":0,"end":0},"published_inferred":null,"quality":{"reader":"lexicon"'
    b'"title_ar":"","title_en":"","sides":[{"position":"affirms","position":"denies","proposition":"","proposition_en":"",'
    b'"phases":[{"name":"begun","told":"deadlines":[],"matters":["state":"low":null,"best":null,"high":null,"hedged":false,'
    b'"approximate":false,"scope":"event","unit":"people","part_of":null,"effect":"killed","injured","of":"e1","figures":[{"id":"f1",'
    b'"places":[],"times":[{"id":"t1","type":"DATE","value":"2024-01-01","first_day":"2024-01-01","last_day":"2024-01-01",'
    b'"entities":[{"id":"e1","name":"","name_en":null,"type":"person","country":null,"sector":null,"wikidata":null,"mentions":[{"start":'
    b'"armed_group","organization","population","military","government","place","other","reason":{"rule":"entity.name.country","rows":['
    b'"statements":[{"id":"s1","key":"","about":[],"evidential":"neutral","direct":false,"stance":"assert","cue":{"start":'
    b'"speaker":null,"chain":[{"entity":"e1","start":"statement.verb.an/subject.after","rows":["cues.tsv:'
    b'"events":[{"id":"v1","key":"","statements":[],"aspect":null,"deadline":null,"type":"ASSAULT","mode":null,"trigger":{"start":'
    b'"evidence":{"start":,"end":"actors":[],"recipients":[],"place":null,"date":null,"status":"occurred","sources":[],"killed":null,'
    b'"injured":null,"contexts":[],"confidence":0.,"event.verb.","event.noun.","rows":["triggers.tsv:'
    b'"facts":[{"article":"","key":"","kind":"event","start":,"end":,"words":"","history":[{"day":"2024-01-01","act":"asserted",'
    b'"by":null,"by_name":null,"chain":[],"origin":"","fact":{"article":"","outlet":"","origins":[{"key":"","kind":"outlet","name":"",'
    b'"identity":null}],"articles":["","weight":,"reason":{"rule":"","because":[]}},"spans":[{"start":,"end":}],'
)


def pack_json(value: Any) -> bytes:
    """Compact JSON, compressed. Of what is short a smaller window sees everything too, and needs half the time to be set up."""
    raw = _COMPACT.encode(value).encode("utf-8", "surrogatepass")
    window, memory = (-13, 7) if len(raw) <= _SHORT else (-15, 9)
    packer = zlib.compressobj(6, zlib.DEFLATED, window, memory, zlib.Z_DEFAULT_STRATEGY, _DICTIONARY)
    return _JSON + packer.compress(raw) + packer.flush()


def unpack_json(data: bytes) -> Any:
    unpacker = zlib.decompressobj(-15, _DICTIONARY)
    return json.loads(unpacker.decompress(data[1:]).decode("utf-8", "surrogatepass"))


def pack_text(text: str) -> bytes:
    """Text, compressed; lone surrogates are kept as they are."""
    return _PLAIN + zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def unpack_text(data: bytes) -> str:
    return zlib.decompress(data[1:]).decode("utf-8", "surrogatepass")
