"""Summaries written by a language model, through OpenAI's protocol, here or anywhere.

    passages.py    what a prompt shows: numbered lines, in groups
    spoken.py      the words of a part, by which lines are found again however they are cut
    prompts.py     templates/prompts/ and a node's material into a prompt
    answers.py     the JSON that is asked for, and reading what comes instead
    checks.py      what every sentence and title must stand up to
    client.py      the server: its dialects, limits, faults and deadlines
    dialects.py    how each server wants to be spoken to, remembered
    requester.py   one request to its end: stored, or asked, checked and asked again
    batching.py    requests held back, handed in together, and collected
    batch_server.py    the server's side of that: files and batches
    submissions.py what is handed in, on record in content/summaries/
    budget.py      what may be spent, and what is
    hierarchy.py   segments, outline, chapters, episode; and digests
    store.py       what was answered, in content/summaries/, and what people edited there
    ledger.py      the record of every call
    experience.py  what calls usually take, for plans
    tokens.py      how long a text is
    backend.py     all of it, for the pipeline

A model never sees or writes a time. It cites line numbers, and the code knows where lines are.
Whatever it cannot give, or gives wrongly, stays as the extractive backend chose it.
"""
