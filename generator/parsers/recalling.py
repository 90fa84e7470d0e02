"""What is known of a recording of a file with many, so that one changed is one read anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..model import Recording

Recall = Callable[[Sequence[str], Callable[[], Recording]], Recording]
"""The recording that is made of some texts alone, or else what the function makes of them."""


def anew(_: Sequence[str], make: Callable[[], Recording]) -> Recording:
    """Recall nothing."""
    return make()
