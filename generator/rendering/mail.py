"""A digest as a message that can be sent: `digest.eml`, plain text and HTML in one.

https://www.rfc-editor.org/rfc/rfc5322. Any mail program opens the file; `X-Unsent` lets those that
know it open it for sending.
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, date, datetime, time
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import urlsplit

from .views import Page

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


def make_mail(page: Page, day: date, site_title: str, url: str, text: str, html: str) -> bytes:
    """The message of a digest of `day` whose page stands at `url`."""
    message = EmailMessage(policy=SMTP.clone(max_line_length=998, refold_source="none"))
    host = urlsplit(url).hostname or "localhost"
    name = hashlib.sha256(f"{url}\n{text}".encode("utf-8", "ignore")).hexdigest()[:32]
    message["Subject"] = _one_line(f"{page.title} · {site_title}")
    message["Date"] = format_datetime(datetime.combine(day, time(), UTC))
    message["Message-ID"] = f"<{name}@{host}>"
    message["X-Unsent"] = "1"
    message["Archived-At"] = f"<{_one_line(url)}>"
    message.set_content(_clean(text), cte="quoted-printable")
    message.add_alternative(_clean(html), subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{name}")  # otherwise it is random
    return message.as_bytes()


def _one_line(text: str) -> str:
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def _clean(text: str) -> str:
    """`text` without what cannot be encoded."""
    return text.encode("utf-8", "ignore").decode()
