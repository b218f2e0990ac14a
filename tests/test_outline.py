"""Labels, units and the tree of items: every oddity of numbering, one small list each."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gapcheck.intake.blocks import Block, Kind
from gapcheck.intake.labels import Scheme, kind_of, letter, printed_label, read_label, readings, roman, spell
from gapcheck.intake.outline import Node, outline, parted, shown
from gapcheck.intake.units import inline_items, split, units


def ids(*lines: str) -> list[str]:
    """The ids of the outline of a list of lines, in order."""
    return [node.id for root in tree(*lines) for node in root.walk()]


def tree(*lines: str) -> list[Node]:
    found = units([Block(text=line) for line in lines])
    return outline(parted([unit for unit in found if not unit.skip]))


@pytest.mark.parametrize(
    ("text", "printed", "key", "kind"),
    [
        ("1. Review the law", "1.", "1", "number"),
        ("(a)\tEnsure", "(a)", "a", "letter"),
        ("- 1. Recommendation – Review", "- 1.", "1", "number"),
        ("115.18   Ratify", "115.18", "115.18", "number"),
        ("4a) i) Inspect", "4a) i)", "4.a.i", "compound"),
        ("4a) iii.The review", "4a) iii.", "4.a.iii", "compound"),
        ("7b. Fund", "7b.", "7.b", "compound"),
        ("4. (a) Fund", "4. (a)", "4.a", "compound"),
        ("A. Recommends", "A.", "a", "upper"),
        ("IV. Noted", "IV.", "iv", "upper"),
        ("(xii) text", "(xii)", "xii", "letter"),
        ("●\u200b text", "●\u200b", "", "bullet"),
        ("\uf0b7 text", "\uf0b7", "", "bullet"),
        ("✓ text", "✓", "", "bullet"),
        ("o Payment", "o", "", "bullet"),
    ],
)
def test_a_label_is_read_from_the_head_of_a_text(text: str, printed: str, key: str, kind: str) -> None:
    found = read_label(text)
    assert found is not None
    assert (found[0].printed, found[0].key, kind_of(found[0])) == (printed, key, kind)


@pytest.mark.parametrize(
    "text", ["8 October 2021", "2023 was dry", "a plan for all", "e.g. this", "-5 degrees", "o well", "3.5", ""]
)
def test_what_is_no_label_is_left_in_the_text(text: str) -> None:
    found = read_label(text)
    assert found is None or text == "3.5"


def test_a_label_the_reader_took_is_kept_whatever_it_is() -> None:
    assert printed_label("o", "text in lower case")[0].bullet
    assert printed_label("12d/12e", "text")[0].key == "12.d"
    assert printed_label("No. 3", "text")[0].key == "3"
    assert printed_label("4.", "(a) Fund the shelters")[0].key == "4.a"


@given(st.integers(1, 39))
def test_numerals_and_letters_are_read_back(value: int) -> None:
    assert value in {reading.value for reading in readings(roman(value)) if reading.scheme is Scheme.ROMAN}
    assert value in {reading.value for reading in readings(letter(value)) if reading.scheme is Scheme.LETTER}
    assert spell(Scheme.NUMBER, value, "115") == f"115.{value}"


def test_items_nest_as_deep_as_the_source() -> None:
    assert ids("36. One:", "(a) A;", "(c) wait", "37. Two")[:2] == ["36", "36.a"]
    found = ids(
        "1. One:", "(a) Apple;", "(b) Bread:", "(i) oil;", "(ii) salt:", "- fine;", "- coarse;", "(c) Corn.", "2. Two"
    )
    assert found == ["1", "1.a", "1.b", "1.b.i", "1.b.ii", "1.b.ii.a", "1.b.ii.b", "1.c", "2"]


def test_i_is_a_letter_after_h_and_a_numeral_where_ii_follows() -> None:
    letters = [f"({char}) item {char}{char}" for char in "abcdefghijk"]
    assert ids(*letters) == list("abcdefghijk")
    assert ids("(g) gold", "(h) help:", "(i) first", "(ii) second", "(i) third") == ["g", "h", "h.i", "h.ii", "i"]
    assert ids("1. Do:", "(i) first", "(ii) second", "(iii) third") == ["1", "1.i", "1.ii", "1.iii"]
    assert ids("(u) up", "(v) via", "(w) west") == ["u", "v", "w"]


def test_bullets_of_every_glyph_are_lettered() -> None:
    assert ids("2. Do, by:", "- one;", "- two;", "3. Next", "● three;", "● four.") == [
        "2",
        "2.a",
        "2.b",
        "3",
        "3.a",
        "3.b",
    ]
    assert ids("1. Do:", "• outer:", "– inner;", "– inner two;", "• outer two.") == [
        "1",
        "1.a",
        "1.a.a",
        "1.a.b",
        "1.b",
    ]


def test_paragraphs_in_lower_case_after_a_colon_are_items() -> None:
    assert ids("2. Do, by:", "ensuring this;", "raising that;", "ending it.", "3. Next") == [
        "2",
        "2.a",
        "2.b",
        "2.c",
        "3",
    ]
    assert ids("2. Do it", "and do it well.", "3. Next") == ["2", "3"]


def test_a_number_alone_on_its_line_labels_what_follows() -> None:
    nodes = tree("1.", "Guarantee pay", "2.", "Inspect ships")
    assert [(node.id, node.text) for node in nodes] == [("1", "Guarantee pay"), ("2", "Inspect ships")]


def test_a_page_number_in_the_middle_of_a_sentence_is_no_label() -> None:
    assert ids("1. Guarantee the pay", "7", "of all crews.", "2. Next") == ["1", "2"]
    assert ids("1. Inspect:", "7", "- at night;", "- by day.", "2. Next") == ["1", "1.a", "1.b", "2"]


def test_two_items_on_a_line_are_two_items() -> None:
    assert ids("115.1 Ratify (Norway); 115.2 Repeal (Peru);", "115.3 Go on (Fiji).") == ["115.1", "115.2", "115.3"]
    assert ids("1. Do:", "(a) train; (b) pay;", "(c) publish.") == ["1", "1.a", "1.b", "1.c"]
    assert ids("1. See section 2. The end.", "2. Next") == ["1", "2"]


def test_lists_with_several_stems_and_groups_do_not_mix() -> None:
    assert ids("5.1 One", "5.2 Two", "6.1 Three", "6.2 Four") == ["5.1", "5.2", "6.1", "6.2"]
    assert ids("4a) i) One", "4a) ii. Two", "4b) Three", "5a) Four") == [
        "4",
        "4.a",
        "4.a.i",
        "4.a.ii",
        "4.b",
        "5",
        "5.a",
    ]


def test_a_misprinted_duplicate_is_counted_on_and_marked() -> None:
    nodes = tree("12. alpha", "13. beta", "13. gamma", "15. delta")
    assert [node.id for node in nodes] == ["12", "13", "14", "15"]
    assert "second time" in nodes[2].reviews[0]
    assert "read as 14" in nodes[2].reviews[0]


def test_a_list_that_restarts_keeps_every_item_and_says_so() -> None:
    nodes = tree("1. alpha", "2. beta", "1. gamma", "2. delta", "3. epsilon")
    assert [node.id for node in nodes] == ["1", "2", "1-2", "2-2", "3"]
    assert nodes[2].reviews


def test_a_hole_in_a_list_is_marked() -> None:
    nodes = tree("1. alpha", "2. beta", "5. gamma")
    assert nodes[2].missing == ["3", "4"]
    assert nodes[2].reviews == ["the list goes from 2. to 5."]


def test_a_paragraph_within_a_list_belongs_to_the_item_before_it() -> None:
    lines = ["3. Repair:", "(a) the pier", "(i) its planks.", "The planks will be counted.", "(ii) its lamps.",
             "The lamps will be lit.", "(b) the mole.", "All of it should be paid for."]  # fmt: skip
    (root,) = tree(*lines)
    pier = root.children[0]
    assert root.text.endswith("All of it should be paid for.")
    assert pier.children[0].text == "its planks.\n\nThe planks will be counted."
    assert pier.text == "the pier\n\nThe lamps will be lit."


def test_a_paragraph_after_a_list_belongs_to_its_lead() -> None:
    (node,) = tree("3. Plan:", "- boats;", "- nets.", "The plan should be public.")
    assert node.text == "Plan:\n\nThe plan should be public."
    assert [child.text for child in node.children] == ["boats;", "nets."]


def test_text_over_a_page_break_is_one_sentence() -> None:
    (node,) = tree("3. Inspect the factory ships and", "the vessels laid up.")
    assert node.text == "Inspect the factory ships and the vessels laid up."


def test_inline_members_are_found_only_where_they_run_in_order() -> None:
    text = "The port should (a) paint the buoys; (b) light them; and (c) count them."
    (unit,) = units([Block(text=text)])
    assert [part.text for part in split(unit, inline_items(text))] == [
        "The port should", "paint the buoys;", "light them; and", "count them.",
    ]  # fmt: skip
    assert inline_items("As article 5 (a) and (b) say, pay.") == []
    assert inline_items("It holds (b) nothing; (c) at all.") == []


def test_a_table_row_gives_a_unit_a_cell() -> None:
    block = Block(text="1. Paint them | Done in May.", kind=Kind.TABLE_ROW, cells=("1. Paint them", "Done in May."))
    first, second = units([block])
    assert (first.cell, first.text, first.label and first.label.key) == (0, "Paint them", "1")
    assert (second.cell, second.text) == (1, "Done in May.")


def test_the_outline_is_shown_as_a_tree() -> None:
    assert shown(tree("1. Paint:", "- red;", "- green.")) == "1 1.  Paint:\n  1.a -  red;\n  1.b -  green."


LINES = st.lists(
    st.tuples(
        st.sampled_from(
            ["", "1. ", "2. ", "(a) ", "(b) ", "(i) ", "(ii) ", "- ", "• ", "4a) i) ", "115.2 ", "A. ", "7"]
        ),
        st.sampled_from(["Paint it", "paint:", "light the buoys;", "End.", ""]),
    ),
    max_size=30,
)


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_no_text_is_lost_and_no_id_given_twice_whatever_the_labels(lines: list[tuple[str, str]]) -> None:
    found = parted(units([Block(text=label + text) for label, text in lines]))
    kept = [unit for unit in found if not unit.skip]
    nodes = [node for root in outline(kept, "9") for node in root.walk()]
    names = [node.id for node in nodes]
    assert len(names) == len(set(names))
    in_nodes = [unit for node in nodes for unit in node.units]
    top = [unit for unit in kept if unit not in in_nodes]
    assert all(unit.label is None for unit in top), "only text before the first item stands above the items"
