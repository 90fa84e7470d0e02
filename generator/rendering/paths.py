"""Where the pages stand that others link to, from the root of the site."""

from __future__ import annotations

from pathlib import Path

from slugify import slugify

from ..files import name_of
from ..model import Digest, Episode, Person, Show, Topic


def show_path(show: Show) -> str:
    """Where a show's page stands."""
    return f"{show.slug}/"


def episode_path(episode: Episode) -> str:
    """Where an episode's page stands."""
    return f"{episode.id}/"


def media_name(episode: Episode) -> str:
    """What its recording is called beside its page; "" where that is not copied there."""
    if not episode.media_file:
        return ""
    place = Path(episode.media_file)
    return f"{slugify(name_of(place.stem), max_length=60) or 'recording'}{place.suffix.lower()}"


def digest_path(digest: Digest) -> str:
    """Where a digest's page stands."""
    return f"digests/{digest.slug}/"


def topic_path(topic: Topic) -> str:
    """Where a topic's page stands."""
    return f"topics/{topic.slug}/"


def person_path(person: Person) -> str:
    """Where a person's page stands."""
    return f"people/{person.slug}/"
