"""An invented archive of two shows in which people speak of the same things over four months."""

from __future__ import annotations

from collections.abc import Iterator

from generator.timestamps import format_vtt

ADA, BRAM, CARLA, DORA = "Ada Voss", "Bram Oster", "Carla Ruiz", "Dora Lind"
SAID: dict[str, tuple[tuple[str, ...], ...]] = {
    "tide gauge": (
        (
            "What does a tide gauge tell you that a harbour pilot does not know?",
            "A tide gauge is an instrument that writes down the height of the sea every minute.",
            "The tide gauge at Millbrook has run since 1911 without a single missing winter.",
            "We rebuilt the tide gauge for $4,500 because the old float had rusted through.",
        ),
        (
            "How far can anybody trust a tide gauge on a sinking pier?",
            "A tide gauge on a sinking pier measures the pier and not the sea.",
            "The fastest fix is a satellite receiver that weighs 3 kilograms and costs less.",
            "Most harbours never compare their tide gauge with the one across the bay.",
        ),
        (
            "Who still reads the tide gauge by hand?",
            "I disagree with the pilots about the tide gauge, because its pen never lies.",
            "Reading the tide gauge by hand takes 20 minutes and teaches you what the wind does.",
            "A tide gauge without a keeper is only a pipe with a float in it.",
        ),
    ),
    "sea wall": (
        (
            "Why was the sea wall built where the marsh used to be?",
            "The sea wall keeps the water out for a century and starves the marsh behind it.",
            "A sea wall is a structure that moves the trouble along the coast to the next village.",
            "The council paid 2.7 million euros for a sea wall that nobody had asked for.",
        ),
        (
            "Would you build the sea wall again?",
            "I would not build the sea wall again, because the marsh breaks the waves for nothing.",
            "The sea wall reflects the waves, and the reflected waves dig away its own foot.",
            "Half of the stones in the sea wall came from the church at Lower Quay.",
        ),
        (
            "What happens when the sea wall fails?",
            "When the sea wall fails, it fails at the joints and within one night.",
            "I agree with the engineers that the sea wall should end where the marsh begins.",
            "Every metre of the sea wall needs 40 hours of repair after a winter storm.",
        ),
    ),
    "oyster reef": (
        (
            "Can an oyster reef do what concrete does?",
            "An oyster reef is a living barrier that grows as fast as the sea rises.",
            "The oyster reef off Lower Quay took 6,000 bags of shell and three summers.",
            "Nobody has to repair an oyster reef, because the oysters do it themselves.",
        ),
        (
            "What kills an oyster reef?",
            "Silt kills an oyster reef faster than any storm that we have measured.",
            "The oyster reef does not stop the water, but it takes 60 % of the wave's height.",
            "Fishermen hated the oyster reef until the bass came back to it.",
        ),
        (
            "How do you pay for an oyster reef?",
            "The oyster reef was paid for by an insurer who counted the flooded cellars.",
            "But I don't think that the oyster reef replaces the sea wall in front of a town.",
            "A hectare of oyster reef cleans as much water as a small treatment plant.",
        ),
    ),
    "storm surge": (
        (
            "When does a storm surge become a flood?",
            "A storm surge is a rise of the sea that the wind and the low pressure make together.",
            "The storm surge of 1953 came at night, and the telephone exchange was asleep.",
            "A storm surge that meets a spring tide doubles the damage of either.",
        ),
        (
            "Who warns the villages of a storm surge?",
            "The storm surge model runs every 6 hours and is wrong by 30 minutes at most.",
            "People believe a storm surge warning when a neighbour brings it to the door.",
            "We learned more from one storm surge than from ten years of calm water.",
        ),
    ),
}
"""What is said of each subject, in conversations of a question and what answers it."""
EPISODES = (
    ("coast", "2025-11-04", "The sleepless pen", (ADA, BRAM), ("tide gauge:0", "sea wall:0")),
    ("coast", "2025-12-02", "Concrete and shells", (ADA, CARLA), ("oyster reef:0", "sea wall:1")),
    ("coast", "2025-12-16", "A wall at Lower Quay", (ADA, DORA), ("sea wall:2", "storm surge:0")),
    ("coast", "2026-01-06", "Carla Ruiz on reefs", (ADA, CARLA), ("oyster reef:1", "tide gauge:1")),
    ("coast", "2026-01-13", "Before the flood", (ADA, BRAM), ("storm surge:1", "sea wall:0")),
    ("coast", "2026-01-27", "Who pays", (ADA, DORA), ("oyster reef:2", "storm surge:0")),
    ("pier", "2026-01-20", "Reading by hand", (BRAM, DORA), ("tide gauge:2", "storm surge:1")),
    ("pier", "2026-02-03", "The marsh gives back", (BRAM, CARLA), ("sea wall:1", "oyster reef:0")),
    ("pier", "2026-02-10", "Sinking", (BRAM, "Ada"), ("tide gauge:1", "oyster reef:1")),
)  # fmt: skip
"""Show, day, title, who asks and who answers, and what of."""


def files() -> Iterator[tuple[str, str]]:
    """The archive as a folder of content."""
    yield "site.yaml", "title: Shore\nbase_url: https://example.org/shore/\n"
    yield "shows/coast/show.yaml", f"title: Coast\nhosts: [{ADA}]\n"
    for show, day, title, (host, guest), subjects in EPISODES:
        lines = [
            (host, f"Welcome back, today I talk with {guest}, who works at the harbour office."),
            (guest, "Thank you for having me."),
        ]
        for name in subjects:
            subject, _, number = name.partition(":")
            question, *answers = SAID[subject][int(number)]
            lines += [(host, question), *((guest, answer) for answer in answers)]
            lines.append((host, f"That is a side of the {subject} which I had never thought of."))
        lines += [(host, f"Thank you, {guest}, and goodbye."), (guest, "Goodbye.")]
        slug = title.lower().replace(",", "").replace(" ", "-")
        yield (
            f"shows/{show}/{day}-{slug}.vtt",
            "WEBVTT\n\n"
            + "\n".join(
                f"{format_vtt(20 * n)} --> {format_vtt(20 * n + 19)}\n<v {speaker}>{text}\n"
                for n, (speaker, text) in enumerate(lines)
            ),
        )
        yield f"shows/{show}/{day}-{slug}.yaml", f"title: {title}\n"


def panel() -> str:
    """All of it as one talk: two people who ask, and four who answer."""
    lines = []
    for number, (subject, talks) in enumerate(SAID.items()):
        for question, *answers in talks:
            host, *guests = (DORA, CARLA, BRAM, ADA) if number % 2 else (ADA, BRAM, DORA, CARLA)
            lines.append(f"{host}: {question}")
            for answer, guest in zip(answers, guests, strict=True):
                lines += [f"{guest}: {answer}", f"{guest}: That is what we saw in Millbrook."]
            lines.append(f"{host}: Right, so the {subject} matters to Lower Quay.")
    return "\n".join(lines)


NAMES = (
    *("large language models", "LLM", "language models", "robot arms", "robotic arms"),
    *("fine-tuning", "fine tuning", "open source", "Hugging Face", "artificial intelligence"),
    *("AI", "vector database", "vector databases", "Postgres", "night train", "bigger plan"),
    *("retrieval augmented generation", "RAG", "prompt", "prompts", "prompt injection"),
    *("Kubernetes cluster", "cluster", "GPU", "graphics card", "data", "training data"),
    *("Quill", "Quill editor", "lighthouse keeper", "salt", "salt marsh", "tide tables"),
)
"""What a larger archive speaks of, some of it under several names."""
FRAMES = (
    "We tried {} for a whole winter before anybody believed in it.",
    "Nobody at the office had ever heard of {} until that storm.",
    "The trouble with {} is that it costs $4,000 and half a year.",
    "People who like {} seldom like {} as well.",
    "I disagree, because {} never worked for {} in a small town.",
    "{} is a way of doing things that saves work at the harbour.",
)


def larger() -> Iterator[tuple[str, list[str]]]:
    """Titles and lines of thirty episodes that speak of `NAMES`, each of a few and some often."""
    people = (ADA, BRAM, CARLA, DORA, "Ada")
    for number in range(30):
        lines = []
        for step in range(24):
            # Each chapter dwells on one of them, and names another of the same or anything else.
            first = (number * 5 + step // 6 * 3 + number // 9) % len(NAMES)
            second = (first + 1 if step % 3 else number * 3 + step * step) % len(NAMES)
            frame = FRAMES[(number + step * step) % len(FRAMES)]
            text = frame.format(NAMES[first], NAMES[second])
            lines.append(f"{people[(number + step) % 5]}: {text[:1].upper()}{text[1:]}")
        yield f"On {NAMES[number]} {number}", lines
