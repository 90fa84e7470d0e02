"""What several stages need to know of language: words, sentences, and speech made readable."""
