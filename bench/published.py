"""What others have published of how fast they are. Only what was found in its source, and with it where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """``says`` in the source's own numbers."""

    who: str
    does: str
    says: str
    source: str


FIGURES = (
    Figure(
        "HeidelTime", "times, European languages", "some 25,000 documents took eight days; by our division 28 s a document, on a machine that is not named",
        "a summary (<https://chatpaper.com/ja/paper/3387>) of Sousa, Campos, Jorge: TEI2GO (CIKM 2023, <https://arxiv.org/html/2403.16804v1>); in the paper's own abstract only its «limited runtime performance» was read",
    ),
    Figure(
        "HeidelTime", "times, Arabic", "262 ms an article, as given to this project (DESIGN.md) for articles like these",
        "the project's own DESIGN.md; not measured here",
    ),
    Figure(
        "Farasa", "cuts Arabic words into their parts, nothing else", "«one billion words in less than 5 hours»: at least 56,000 words a second; two orders of magnitude faster than MADAMIRA",
        "Darwish, Mubarak (LREC 2016), <http://www.lrec-conf.org/proceedings/lrec2016/summaries/164.html>",
    ),
    Figure(
        "GDELT Translingual", "events and themes after machine translation from 65 languages", "98.4% of the non-English volume that it monitors, as it comes; no rate for a machine or a core",
        "<https://blog.gdeltproject.org/gdelt-translingual-translating-the-planet/amp/>",
    ),
)  # fmt: skip
#: Looked for in the same way, without finding a rate.
NOT_FOUND = (
    "POLECAT and its coder NGEC (Halterman and others, <https://ar5iv.labs.arxiv.org/html/2304.01331>), CAMeL Tools, and coding by large language models "
    "(ICBeLLM, <https://ar5iv.labs.arxiv.org/html/2401.10558>, «on consumer hardware»)"
)
