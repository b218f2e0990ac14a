"""gapcheck: what did the State leave without an answer?"""

__version__ = "0.1.0"
