"""What a case says, read once for rules and reports alike: repeats, figures, dated acts, citations. No I/O."""
