"""Language tools: pure functions of text and language, no I/O but the lexicon files that ship with the package."""
