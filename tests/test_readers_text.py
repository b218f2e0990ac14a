"""Plain text as conversions leave it: what is body, what is furniture, where a sentence goes on."""

from __future__ import annotations

from gapcheck.intake.blocks import Kind, Source, check
from gapcheck.intake.readers.text import from_text, read

LINE = "The ministry opened four new offices for people who have moved and need papers, and it"


def blocks(text: str) -> Source:
    source = from_text(text, "a.txt")
    check(source)
    return source


def texts(source: Source, kind: Kind | None = None) -> list[str]:
    return [block.text for block in source.blocks if (block.content if kind is None else block.kind is kind)]


def page(number: int, body: str) -> str:
    return f"Council on Papers\n{body}\n{number}\n"


PAGES = [
    "1. The council thanks the ministry for its answer, which came in time and was complete in\n"
    "many respects, save for the figures that the council had asked for and that the ministry\nhad promised to",
    "send in the autumn of the same year, after a count in all towns.\n2. The council asks the ministry to:\n●\n"
    "open the offices on Saturdays, when people who work by the day are free to come and to\nwait;\n●\nanswer letters.",
    "3. The ministry is asked to write to the council again before the end of the next year, so\n"
    "that the council can see what was done.",
]


def test_a_sentence_cut_by_furniture_is_one_block_of_several_spans() -> None:
    source = blocks("\f".join(page(number, body) for number, body in enumerate(PAGES, start=1)))
    first = source.blocks[1]
    assert first.label == "1."
    assert "had promised to send in the autumn" in first.text
    assert len(first.spans) == 4
    assert " ".join(" ".join(source.text[a:b] for a, b in first.spans).split()) == f"1. {first.text}"
    assert texts(source, Kind.FURNITURE) == [
        "Council on Papers",
        "1",
        "Council on Papers",
        "2",
        "Council on Papers",
        "3",
    ]
    assert source.pages == 3
    assert [block.page for block in source.blocks if block.label == "3."] == [3]


def test_a_bullet_alone_on_its_line_labels_the_next() -> None:
    source = blocks("\f".join(page(number, body) for number, body in enumerate(PAGES, start=1)))
    items = [(block.label, block.text) for block in source.blocks if block.label == "●"]
    assert items == [
        ("●", "open the offices on Saturdays, when people who work by the day are free to come and to wait;"),
        ("●", "answer letters."),
    ]


def test_hyphens_at_line_ends_go_or_stay_by_the_words_of_the_document() -> None:
    source = blocks(
        "The whole-system review of the registers found that the minis-\ntries had no common register, and that the whole-\n"
        "system approach of the ministries was new to most of the staff who answered the ques-\ntions of the council.\n"
        "it was said that the questions were few\nand that the answers were many.\n"
    )
    text = " ".join(texts(source))
    assert "that the ministries had" in text
    assert "the whole-system approach" in text
    assert "the questions of the council" in text


def test_paragraphs_on_lines_of_their_own_are_not_glued_and_cut_ones_are() -> None:
    long = "The offices gave advice to nine hundred people in the first year, of whom four hundred were women, " * 3
    source = blocks(
        f"1. Open offices\n\nResponse – {long}and they told\n\nthe others where to go.\n\n2. Close them\n\nResponse – {long.strip()[:-1]}.\n"
    )
    answers = [text for text in texts(source) if text.startswith("Response")]
    assert len(answers) == 2
    assert answers[0].endswith("and they told the others where to go.")


def test_stars_sup_and_bookmarks_leave_no_trace_in_the_text() -> None:
    source = blocks(
        "[bookmark: _Toc1]\t**Pay the fines back<sup>2</sup>, in full (paragraph 4)**\n\n- **(a) at once;**\n\n<sup>2</sup> All of them.\n"
    )
    assert [(block.kind, block.label, block.text, block.bold) for block in source.blocks] == [
        (Kind.HEADING, "", "Pay the fines back, in full (paragraph 4)", True),
        (Kind.LIST_ITEM, "(a)", "at once;", True),
        (Kind.FOOTNOTE, "2", "All of them.", False),
    ]


def test_a_note_left_inline_is_a_footnote_and_its_sentence_goes_on() -> None:
    source = blocks(
        "The council,[footnoteRef:3] [3: \tSee its [second] report.] which met in May, was pleased.\n\nA reply [7: is no note].\n"
    )
    assert texts(source) == ["The council, which met in May, was pleased.", "A reply [7: is no note]."]
    assert texts(source, Kind.FOOTNOTE) == ["See its [second] report."]


def test_a_contents_page_is_named_with_its_wrapped_entries() -> None:
    source = blocks(
        "Contents\n\n1. Offices ........ 3\nRecommendation 2: Letters that are answered in\ntime ............ 5\nAnnex\tvii\n\nOffices\n\n"
        + LINE + " told the council so in a letter of three pages.\n"
    )  # fmt: skip
    assert len(texts(source, Kind.CONTENTS)) == 5
    assert texts(source)[0] == "Offices"


def test_columns_kept_by_spaces_give_paragraphs_by_label_and_indent() -> None:
    source = blocks(
        "                                                                        ABC/1/2\n\n\n"
        "      1.      The council met in the town of its last meeting and heard nine people who had\n"
        "      waited for their papers since the spring. It asks the ministry:\n"
        "              (a)      To give each of them an answer within thirty days of the date on which\n"
        "      they asked for it;\n"
        "              115.18   Ratify the convention.\n\n\n"
        "                                                                                            1\nABC/1/2\n\n"
        "      2.      The ministry has told the council that it will answer within sixty days, as\n"
        "      its own rules say.\n\n\n2\n                                         ABC/1/2\n\n      3.      The end of it.\n"
    )
    assert [(block.label, block.level) for block in source.blocks if block.label] == [
        ("1.", 0),
        ("(a)", 1),
        ("115.18", 2),
        ("2.", 0),
        ("3.", 0),
    ]
    assert len(texts(source, Kind.FURNITURE)) == 5


def test_any_character_set_is_read_and_named() -> None:
    words = "Совет просит министерство отвечать на письма в течение тридцати дней.\nПаспорта выдают медленно.\n"
    for charset in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "koi8-r"):
        source = read(words.encode(charset), "a.txt")
        assert texts(source)[0].startswith("Совет просит"), charset
        assert bool(source.notes) == (not charset.startswith("utf-8")), charset
    assert texts(read("Écoles fermées à l’été.".encode("cp1252"), "a.txt", charset="cp1252")) == [
        "Écoles fermées à l’été."
    ]


def test_the_same_bytes_give_the_same_blocks() -> None:
    text = "\f".join(page(number, body) for number, body in enumerate(PAGES, start=1))
    assert blocks(text) == blocks(text)
