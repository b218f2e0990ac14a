"""The codes of record errors: what each means and what to do. `gapcheck rules` and `gapcheck explain` list them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """`name` as in `rules`; `meaning` one sentence; `mend` what to do; `wrong` and `right` a `file` that has the error
    and the same without it (under the path `mended` where the path is the error)."""

    code: str
    name: str
    meaning: str
    mend: str
    file: str
    wrong: str
    right: str
    mended: str = ""

    @property
    def page(self) -> str:
        """The manual page, as Markdown."""
        shown = (self.wrong.replace("\x0b", "\\x0b"), self.right)
        names = (self.file, self.mended or self.file)
        both = [f"```yaml\n# {name}\n{text}\n```" for name, text in zip(names, shown, strict=True)]
        return (
            f"# {self.code} {self.name} (error)\n\n{self.meaning}\n\n## What to do\n\n{self.mend}\n\n"
            f"## Examples\n\nWith this error:\n\n{both[0]}\n\nWithout it:\n\n{both[1]}"
        )


CODES: tuple[Code, ...] = (
    Code(
        code="REC001",
        name="not-yaml",
        meaning="The file is empty, is not valid YAML, or holds several documents.",
        mend="Mend the place named. Text with a colon, a quotation mark or a leading sign goes in quotes.",
        file="responses/reply.yaml",
        wrong="document: {id: reply, kind: responses, replies_to: ask}\nresponses: [{text: Note: two shelters.}]",
        right="document: {id: reply, kind: responses, replies_to: ask}\nresponses: [{answers: ['1'], text: 'Note: two shelters.'}]",
    ),
    Code(
        code="REC002",
        name="wrong-field",
        meaning="A field is unknown, missing, of the wrong type, or has a value that its schema does not allow.",
        mend="`gapcheck schema KIND` shows every field with an example.",
        file="responses/reply.yaml",
        wrong="document: {id: reply, kind: responses, replies_to: ask}\nresponses: [{answers: ['1'], txt: Two shelters.}]",
        right="document: {id: reply, kind: responses, replies_to: ask}\nresponses: [{answers: ['1'], text: Two shelters.}]",
    ),
    Code(
        code="REC003",
        name="duplicate-id",
        meaning="Two documents, or two records of one document, have the same id.",
        mend="Give one of them another id.",
        file="responses/reply.yaml",
        wrong="document: {id: reply, kind: responses, replies_to: ask}\nresponses: [{id: r1, answers: ['1'], text: A.}, {id: r1, answers: [2.a], text: B.}]",
        right="document: {id: reply, kind: responses, replies_to: ask}\nresponses: [{id: r1, answers: ['1'], text: A.}, {id: r2, answers: [2.a], text: B.}]",
    ),
    Code(
        code="REC004",
        name="unknown-request",
        meaning="A record names a request that its recommendations do not have.",
        mend="Write the id as it stands in the recommendations, or remove it.",
        file="responses/reply.yaml",
        wrong="document: {id: reply, kind: responses, replies_to: ask}\nresponses: [{answers: [2.z], text: Two shelters.}]",
        right="document: {id: reply, kind: responses, replies_to: ask}\nresponses: [{answers: [2.a], text: Two shelters.}]",
    ),
    Code(
        code="REC005",
        name="unknown-document",
        meaning="A record names a document that is not among the records, or is of another kind.",
        mend="Add that document's record, or correct the id.",
        file="responses/reply.yaml",
        wrong="document: {id: reply, kind: responses, replies_to: aks}\nresponses: []",
        right="document: {id: reply, kind: responses, replies_to: ask}\nresponses: []",
    ),
    Code(
        code="REC006",
        name="wrong-folder",
        meaning="A file lies in a folder of another kind, or in none of the folders for records.",
        mend="Move it to the folder its kind names.",
        file="notes/study2.yaml",
        wrong="document: {id: study2, kind: evidence, state: ABW}\nstatements: [{text: Roofs leak.}]",
        right="document: {id: study2, kind: evidence, state: ABW}\nstatements: [{text: Roofs leak.}]",
        mended="evidence/study2.yaml",
    ),
    Code(
        code="REC007",
        name="unsafe-yaml",
        meaning="The file uses anchors, aliases, tags, or nests too deeply: parts of YAML that records do not need.",
        mend="Write the value out where it is used.",
        file="responses/reply.yaml",
        wrong="document: {id: reply, kind: responses, replies_to: ask}\nresponses: [{answers: ['1'], text: &two Two shelters.}]",
        right="document: {id: reply, kind: responses, replies_to: ask}\nresponses: [{answers: ['1'], text: Two shelters.}]",
    ),
    Code(
        code="REC008",
        name="unreadable-file",
        meaning="The file cannot be read as UTF-8 text, is too large, or is no regular file.",
        mend="Save it as UTF-8, or split it.",
        file="responses/reply.yaml",
        wrong="document: {id: reply, kind: responses, replies_to: ask}\nresponses: [{answers: ['1'], text: Two\x0bshelters.}]",
        right="document: {id: reply, kind: responses, replies_to: ask}\nresponses: [{answers: ['1'], text: Two shelters.}]",
    ),
    Code(
        code="REC009",
        name="ambiguous-tie",
        meaning="A tie between records can be read in more than one way.",
        mend="Name the document that is meant.",
        file="evidence/study.yaml",
        wrong="document: {id: study, kind: evidence, state: ABW}\nstatements: [{about: ['1'], text: Roofs leak.}]",
        right="document: {id: study, kind: evidence, state: ABW, about: ask}\nstatements: [{about: ['1'], text: Roofs leak.}]",
    ),
    Code(
        code="REC010",
        name="wrong-file-name",
        meaning="A file is not named after the id of its document.",
        mend="Rename the file, or correct the id.",
        file="evidence/study2.yaml",
        wrong="document: {id: study3, kind: evidence, state: ABW}\nstatements: [{text: Roofs leak.}]",
        right="document: {id: study2, kind: evidence, state: ABW}\nstatements: [{text: Roofs leak.}]",
    ),
    Code(
        code="REC011",
        name="duplicate-key",
        meaning="A field is given twice, so that one of the two values would be lost.",
        mend="Keep one of them.",
        file="evaluations/graded.yaml",
        wrong="document: {id: graded, kind: evaluations, evaluates: ask}\nevaluations: [{covers: [2.a], grade: B, grade: C}]",
        right="document: {id: graded, kind: evaluations, evaluates: ask}\nevaluations: [{covers: [2.a], grade: C}]",
    ),
    Code(
        code="REC012",
        name="missing-tie",
        meaning="A reply or an evaluation does not say which recommendations it belongs to.",
        mend="Name them in `replies_to` or `evaluates`.",
        file="responses/reply.yaml",
        wrong="document: {id: reply, kind: responses, state: ABW}\nresponses: []",
        right="document: {id: reply, kind: responses, state: ABW, replies_to: ask}\nresponses: []",
    ),
    Code(
        code="REC013",
        name="stray-verdicts",
        meaning="A file of verdicts is named after no case.",
        mend="Rename it after its case; `gapcheck cases` lists them.",
        file="verdicts/aks.yaml",
        wrong="verdicts: []",
        right="verdicts: []",
        mended="verdicts/ask.yaml",
    ),
    Code(
        code="REC014",
        name="other-state",
        meaning="Two records that are tied to each other are about different States.",
        mend="Correct the `state` of one of them, or the tie.",
        file="responses/reply.yaml",
        wrong="document: {id: reply, kind: responses, state: SVN, replies_to: ask}\nresponses: []",
        right="document: {id: reply, kind: responses, state: ABW, replies_to: ask}\nresponses: []",
    ),
)
BY_CODE = {code.code: code for code in CODES}
