"""Pictures of shows and episodes, as they lie in the content: looked at here, resized when drawn.

Only a file that lies there is shown. An address stands for the file of the same name beside it.
"""

from __future__ import annotations

import hashlib
import warnings
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from .errors import InputError
from .model import Picture

_FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
_MOST_BYTES, _MOST_PIXELS = 32 << 20, 50_000_000
_ENDINGS = {"PNG": (b"IEND", 16), "JPEG": (b"\xff\xd9", 1 << 16), "GIF": (b";", 16)}
"""What stands among the last bytes of a picture that is whole."""
_FAULTS = (OSError, ValueError, SyntaxError, Image.DecompressionBombError)
_QUALITY = 82


def look_at(path: Path, root: Path) -> Picture:
    """A picture file under `root`, without its pixels.

    Raises `InputError` where it is none, too large, or not whole.
    """
    if path.stat().st_size > _MOST_BYTES:
        raise InputError("is larger than 32 MB", remedy="save a smaller one")
    data = path.read_bytes()
    try:
        with warnings.catch_warnings(), Image.open(BytesIO(data), formats=_FORMATS) as image:
            warnings.simplefilter("ignore")
            (width, height), kind = image.size, str(image.format)
            turned = image.getexif().get(0x0112, 1) >= 5  # EXIF's orientation: on its side
    except UnidentifiedImageError:
        raise InputError("is no picture", remedy="save it as PNG, JPEG, WebP or GIF") from None
    except _FAULTS:
        raise InputError("is a broken picture", remedy="save it again") from None
    end, within = _ENDINGS.get(kind, (b"", 1))
    if end not in data[-within:]:
        raise InputError("is a picture that is cut off", remedy="save it again")
    if width * height > _MOST_PIXELS:
        raise InputError("has more than 50 million pixels", remedy="save a smaller one")
    return Picture(
        path=path.relative_to(root).as_posix(),
        width=height if turned else width,
        height=width if turned else height,
        digest=hashlib.sha256(data).hexdigest(),
    )


def resized(path: Path, width: int, height: int) -> bytes:
    """The picture as WebP of this size; a plain grey one where its pixels cannot be read."""
    try:
        with Image.open(path, formats=_FORMATS) as opened:
            opened.draft("RGB", (width, height))
            upright = ImageOps.exif_transpose(opened)
            mode = "RGBA" if upright.has_transparency_data else "RGB"
            small = upright.convert(mode).resize((width, height), Image.Resampling.LANCZOS)
    except _FAULTS:
        small = Image.new("RGB", (width, height), "#8a8377")
    file = BytesIO()
    small.save(file, "WEBP", quality=_QUALITY, method=4)
    return file.getvalue()
