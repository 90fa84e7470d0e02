"""`python -m tests.bench.texts`: hours of speech that a processor reads in a second.

Ours is all that is worked out of a recording alone: sentences, chapters, their titles, and
summaries of each level. Beside it stand sumy's summarizers and NLTK's TextTiling on the same
sentences, which each do one part of that. Starting up is left out everywhere.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import subprocess
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from generator import __version__, stages
from generator.config import SiteSettings
from generator.language.hearing import hear
from generator.loading import load
from generator.model import Episode

from .archives import write_archive
from .peers import HOME

SENTENCES = 15
"""How many the others choose of a recording: about what ours do in all its summaries."""
OURS = "Chapterwise"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.texts", description=__doc__)
    parser.add_argument("--content", type=Path, help="an archive; else one is made up")
    parser.add_argument("--most", type=int, default=4, help="recordings")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=Path(".cache/bench"))
    parser.add_argument("--python", type=Path, default=HOME / "bin/python", help="of the others")
    parser.add_argument("--json", type=Path, help="keep the figures here")
    return parser.parse_args()


def _recordings(asked: argparse.Namespace) -> list[Episode]:
    """Timed ones of middling length: some of the others take the square of it."""
    content = asked.content or asked.folder / "texts"
    if not asked.content:
        write_archive(content, asked.most, lines=400)
    timed = [each for each in load(content, SiteSettings()).episodes if each.transcript.timed]
    timed.sort(key=lambda each: each.duration or 0.0)
    start = max(0, (len(timed) - asked.most) // 2)
    return timed[start : start + asked.most]


def _ours(episode: Episode) -> float:
    began = time.process_time()
    stages.read(episode, SiteSettings())
    return time.process_time() - began


def _others(python: Path, episode: Episode) -> tuple[dict[str, float], dict[str, str]]:
    """Seconds and versions of the others; nothing where they are not installed."""
    if not python.exists():
        return {}, {}
    said = [each.text for each in hear(episode.transcript, episode.language)]
    done = subprocess.run(
        [python, Path(__file__).with_name("summarizers.py")],
        input=json.dumps({"sentences": said, "count": SENTENCES}),
        capture_output=True,
        text=True,
        check=True,
    )
    answer = json.loads(done.stdout)
    return answer["seconds"], answer["versions"]


def main() -> None:
    """Compare, and print."""
    asked = _arguments()
    episodes = _recordings(asked)
    hours = sum(each.duration or 0.0 for each in episodes) / 3600
    _ours(episodes[0])  # what is read once of a language is no part of it
    taken: defaultdict[str, list[float]] = defaultdict(list)
    versions: dict[str, str] = {}
    for _ in range(asked.runs):
        totals: defaultdict[str, float] = defaultdict(float)
        for episode in episodes:
            totals[OURS] += _ours(episode)
            seconds, versions = _others(asked.python, episode)
            for name, each in seconds.items():
                totals[name] += each
        for name, total in totals.items():
            taken[name].append(total)
    for line in _table(taken, hours, len(episodes)):
        print(line)
    if asked.json:
        report = {
            "recordings": len(episodes),
            "hours": hours,
            "versions": {OURS: __version__, "Python": platform.python_version(), **versions},
            "seconds": taken,
        }
        asked.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def _table(taken: dict[str, list[float]], hours: float, count: int) -> Iterable[str]:
    yield f"{count} recordings, {hours:.1f} hours of speech; medians"
    for name, seconds in taken.items():
        median = statistics.median(seconds)
        yield f"{name:12}{median:9.2f} s of a processor {hours / median:9.2f} hours a second"


if __name__ == "__main__":
    main()
