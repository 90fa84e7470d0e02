"""A podcast page saved as text: one file with many episodes, notes and often transcripts.

`page` finds the entries, `notes` parts each into notes and transcript and reads the former (with
`glue`), `tokens` takes the transcript apart (with `speakers`), `timing` gives every word its time,
and `transcript` makes cues and chapters of all that; `guests` reads the title, and `recordings`
puts an entry together. Nothing is known of a particular show: each entry's habits are inferred from
itself.
"""

from __future__ import annotations

from ...model import Document
from ..recalling import Recall, anew
from .page import is_page, read_page

NAME = "podcast page saved as text"


def recognizes(text: str) -> bool:
    """Whether `text` is such a page: some entry has its title twice and a duration with a date."""
    return is_page(text)


def parse(text: str, recall: Recall = anew) -> Document:
    """Read a page: one recording for each entry, in the order of the page, unless recalled.

    Raises `InputError` where an entry has no title.
    """
    from .recordings import read_recordings  # here, as few files are such pages: it takes 15 ms

    return read_recordings(read_page(text), recall)
