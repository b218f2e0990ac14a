"""The codes of record errors: what each means and what to do. `gapcheck rules` and `gapcheck explain` list them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """`name` as in `rules`; `meaning` one sentence; `mend` what to do."""

    code: str
    name: str
    meaning: str
    mend: str


CODES: tuple[Code, ...] = (
    Code(
        code="REC001",
        name="not-yaml",
        meaning="The file is empty, is not valid YAML, or holds several documents.",
        mend="Mend the place named. Text with a colon, a quotation mark or a leading sign goes in quotes.",
    ),
    Code(
        code="REC002",
        name="wrong-field",
        meaning="A field is unknown, missing, of the wrong type, or has a value that its schema does not allow.",
        mend="`gapcheck schema KIND` shows every field with an example.",
    ),
    Code(
        code="REC003",
        name="duplicate-id",
        meaning="Two documents, or two records of one document, have the same id.",
        mend="Give one of them another id.",
    ),
    Code(
        code="REC004",
        name="unknown-request",
        meaning="A record names a request that its recommendations do not have.",
        mend="Write the id as it stands in the recommendations, or remove it.",
    ),
    Code(
        code="REC005",
        name="unknown-document",
        meaning="A record names a document that is not among the records, or is of another kind.",
        mend="Add that document's record, or correct the id.",
    ),
    Code(
        code="REC006",
        name="wrong-folder",
        meaning="A file lies in a folder of another kind, or in none of the folders for records.",
        mend="Move it to the folder its kind names.",
    ),
    Code(
        code="REC007",
        name="unsafe-yaml",
        meaning="The file uses anchors, aliases, tags, or nests too deeply: parts of YAML that records do not need.",
        mend="Write the value out where it is used.",
    ),
    Code(
        code="REC008",
        name="unreadable-file",
        meaning="The file cannot be read as UTF-8 text, is too large, or is no regular file.",
        mend="Save it as UTF-8, or split it.",
    ),
    Code(
        code="REC009",
        name="ambiguous-tie",
        meaning="A tie between records can be read in more than one way.",
        mend="Name the document that is meant.",
    ),
    Code(
        code="REC010",
        name="wrong-file-name",
        meaning="A file is not named after the id of its document.",
        mend="Rename the file, or correct the id.",
    ),
    Code(
        code="REC011",
        name="duplicate-key",
        meaning="A field is given twice, so that one of the two values would be lost.",
        mend="Keep one of them.",
    ),
    Code(
        code="REC012",
        name="missing-tie",
        meaning="A reply or an evaluation does not say which recommendations it belongs to.",
        mend="Name them in `replies_to` or `evaluates`.",
    ),
    Code(
        code="REC013",
        name="stray-verdicts",
        meaning="A file of verdicts is named after no case.",
        mend="Rename it after its case; `gapcheck cases` lists them.",
    ),
    Code(
        code="REC014",
        name="other-state",
        meaning="Two records that are tied to each other are about different States.",
        mend="Correct the `state` of one of them, or the tie.",
    ),
)
BY_CODE = {code.code: code for code in CODES}
