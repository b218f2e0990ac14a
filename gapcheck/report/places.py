"""Where a record stands, in words: which document, which page, which paragraph; and quotes with their references."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from gapcheck import model
from gapcheck.report import view
from gapcheck.report.locale import Locale
from gapcheck.report.passages import QUOTED, clean, in_context


def name_of(document: model.Document) -> str:
    """How a document is cited: its symbol, else its title, else its id."""
    return clean(document.symbol or document.title or document.id)


LONGEST_NAME = 44
LONGEST_LABEL = 4  # signs of a label that is a bare number or letter: "9)", "iv)"
TIED = 3  # requests named beside an answer; of more, the first ones


def some(names: Sequence[str], most: int, t: Locale) -> list[str]:
    """The names, of a long list the first ones and how many others."""
    most = most if len(names) <= 2 * most else 2
    kept = list(names[:most])
    return kept if len(names) <= most else [*kept, t("others", len(names) - most)]


class Places:
    """Knows for every record of a case the document it stands in."""

    def __init__(self, case: model.Case, t: Locale) -> None:
        self.case, self.t = case, t
        self._documents: dict[int, model.Document] = {}
        for asked in (case.recommendations, *case.earlier):
            self._own(asked.document, (node for item in (*asked.items, *asked.parts) for node in item.walk()))
        for reply in (case.reply, case.previous):
            if reply:
                self._own(reply.document, reply.responses)
        for graded in case.evaluations:
            self._own(graded.document, (graded, *graded.evaluations))
        for seen in case.evidence:
            self._own(seen.document, (*seen.statements, *seen.acts))

    def _own(self, document: model.Document, records: Iterable[model.Record]) -> None:
        self._documents[id(document)] = document
        self._documents.update((id(record), document) for record in records)

    def document(self, record: model.Record) -> model.Document:
        return self._documents.get(id(record), self.case.recommendations.document)

    def reference(self, record: model.Record, *, whole: bool = False, tied: bool = True) -> str:
        """ "CP(2025)01, page 4, paragraphs 13–39, answer r5 to 2.a"; `whole` with all of a long title, `tied` with the
        requests that an answer answers."""
        name = name_of(self.document(record))
        parts = [name if whole else brief(name)]
        if isinstance(record, model.Request):
            parts.append(self.t("ref_item", label=clean(label_of(record))))
        page = 0 if isinstance(record, model.Act | model.Document | model.Evaluations) else record.page
        if page:
            parts.append(self.t("ref_page", page=page))
        if isinstance(record, model.Response) and record.paragraphs:
            parts.append(paragraphs(record.paragraphs, self.t))
        if isinstance(record, model.Response):
            parts.append(self._answer(record, tied))
        if isinstance(record, model.Statement) and record.label:
            label = clean(record.label)
            bare = label.strip("(). ")
            parts.append(self.t("ref_item", label=bare) if len(label) <= LONGEST_LABEL else label)
        return ", ".join(parts)

    def _answer(self, record: model.Response, tied: bool) -> str:
        now = self.case.reply is not None and self.document(record) is self.case.reply.document
        names = some(self.case.answered_by(record), TIED, self.t) if tied and now else ()
        if not names:
            return self.t("ref_answer", id=clean(record.id))
        return self.t("ref_answer_to", id=clean(record.id), list=self.t.listed(list(names)))

    def quotes(self, quotes: Iterable[model.Quote], quoted: int = QUOTED, under: str = "") -> tuple[view.Quote, ...]:
        """The quotes with their references; those of one field of one record that follow each other become one. An
        answer to the request they stand `under`, and to no other, needs not be told by it."""
        groups = groupby((quote for quote in quotes if quote.text), key=lambda quote: (id(quote.record), quote.field))
        return tuple(self._quote(list(group), quoted, under) for _, group in groups)

    def _quote(self, quotes: list[model.Quote], quoted: int, under: str) -> view.Quote:
        record, field = quotes[0].record, quotes[0].field
        tied = not (isinstance(record, model.Response) and self.case.answered_by(record) == (under,))
        document = self.document(record)
        speaker, label = self._speaker(record, field, document)
        spans = [(quote.start, quote.end) for quote in quotes]
        if isinstance(record, model.Document):  # a date or a symbol of the record's head
            shown = clean(self.t.date(quotes[0].text))
            return view.Quote(
                speaker=speaker,
                label=label,
                reference=self.reference(record),
                source=self.reference(record, whole=True),
                language=self.t.language,
                pieces=(view.Piece(text=shown),),
                exact=(shown,),
            )
        pieces = in_context(getattr(record, field), spans, document.language, quoted)
        if all(piece.mark or not piece.text.strip() for piece in pieces):
            pieces = tuple(replace(piece, mark=piece.mark.replace("hit", "")) for piece in pieces)
        return view.Quote(
            speaker=speaker,
            label=label,
            reference=self.reference(record, tied=tied),
            source=self.reference(record, whole=True, tied=tied),
            language=document.language,
            pieces=pieces,
            exact=tuple(clean(quote.text) for quote in quotes),
        )

    def _speaker(self, record: model.Record, field: str, document: model.Document) -> tuple[str, str]:
        reply = self.case.reply.document if self.case.reply else None
        if isinstance(record, model.Response):
            if field == "quoted":
                return "replied", self.t("speaker_quoted")
            return "replied", self.t("speaker_reply" if document is reply else "speaker_previous")
        if isinstance(record, model.Request):
            asked = document is self.case.recommendations.document
            return "asked", self.t("speaker_asked" if asked else "speaker_asked_before")
        if isinstance(record, model.Evaluation | model.Evaluations):
            return "graded", self.t("speaker_graded")
        if isinstance(record, model.Document):
            return ("replied", self.t("speaker_reply")) if record is reply else ("other", self.t("speaker_document"))
        return "other", self.t("speaker_other")


def brief(name: str) -> str:
    """A long title cut at a word; the list of sources has it whole."""
    return name if len(name) <= LONGEST_NAME else name[:LONGEST_NAME].rsplit(" ", 1)[0] + " …"


def label_of(request: model.Request) -> str:
    """The canonical id, which every format and every other tool uses; the source's label may be a bare dash."""
    return request.id


def paragraphs(numbers: tuple[str, ...], t: Locale) -> str:
    """ "paragraph 71", "paragraphs 13 and 39"."""
    return t("ref_paragraphs", n=len(numbers), list=t.listed([clean(number) for number in numbers]))
