"""Profiles are data: every word of theirs is documented, a new family is one file, and mistakes in it are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from gapcheck.errors import GapcheckError
from gapcheck.intake import profile as profiles
from gapcheck.intake.blocks import Block, Source
from gapcheck.intake.importing import choose, import_document, import_source
from gapcheck.intake.units import units

README = Path(profiles.__file__).parent / "profiles" / "README.md"
INVENTED = Path(__file__).parent / "documents" / "import"

BUOY_REPORT = """Board of Buoys
Doc. BB-17

Introduction

The board met twice. 1. It counts nothing here.

Wish 1 (to the port): Paint the buoys
(a) red ones first;
(b) green ones next.

Wish 2 (to the fleet): Light them

Farewell

Goodbye.
"""
BUOYS = r"""
id: buoys
name: Report of the board of buoys
gives: [recommendations]
signs: [{find: 'Board of Buoys', points: 9}]
words: {wish: {en: 'Wish', de: 'Wunsch'}}
cues:
  - {is: item, when: '{wish} (?P<label>\d+) \([^)]+\): '}
  - {is: skip, skip: farewell, when: 'Farewell', then: 'skip:farewell'}
metadata:
  - {field: symbol, find: 'Doc\. (?P<value>\S+)'}
"""


def source(text: str, file: str = "report.txt") -> Source:
    """A source of one block a line."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(text=line, start=at, end=at + len(line)))
        at += len(line) + 1
    return Source(file=file, format="txt", text=text, blocks=tuple(blocks))


def test_the_manual_tells_every_condition_action_and_role() -> None:
    manual = README.read_text("utf-8")
    for word in (*profiles._CONDITIONS, *profiles._ACTIONS, *profiles.ROLES):
        assert f"`{word}`" in manual, f"{word} is not told"


def test_every_shipped_profile_is_named_as_its_file_and_gives_known_kinds() -> None:
    folder = README.parent
    assert {one.id for one in profiles.profiles()} == {path.stem for path in folder.glob("*.yaml")}
    for one in profiles.profiles():
        assert set(one.gives) <= set(profiles.KINDS)
        assert one.cues


def test_a_new_family_is_one_file(tmp_path: Path) -> None:
    (tmp_path / "buoys.yaml").write_text(BUOYS, "utf-8")
    result = import_source(source(BUOY_REPORT), profile=str(tmp_path / "buoys.yaml"))
    draft = result.of("recommendations")
    assert draft is not None
    assert result.profile == "buoys"
    assert draft["document"]["symbol"] == "BB-17"
    assert [
        (item["id"], item.get("title") or item["text"], len(item.get("sub_items", ())))
        for item in draft["recommendations"]
    ] == [
        ("1", "Paint the buoys", 2),
        ("2", "Light them", 0),
    ]
    assert result.account.unassigned == 0
    assert {row.name for row in result.account.rows if row.sort == "skip"} >= {"preamble", "farewell"}


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("name: x\ngives: [recommendations]", "'id'"),
        ("id: x\nname: x\ngives: [recommendations]\ncues: [{is: wizard}]", "'wizard'"),
        ("id: x\nname: x\ngives: [recommendations]\ncues: [{is: item, wen: a}]", "'wen'"),
        ("id: x\nname: x\ngives: [recommendations]\ncues: [{is: item, when: '('}]", "is no profile"),
        ("id: [", "is no profile"),
        ("- a\n- b", "is no profile"),
    ],
)
def test_a_mistake_in_a_profile_is_told_with_its_file(wrong: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(wrong, "utf-8")
    with pytest.raises(GapcheckError, match=r"wrong\.yaml") as caught:
        profiles.named(str(path))
    assert told in str(caught.value)


def test_an_unknown_profile_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(GapcheckError) as caught:
        profiles.named("nonsense")
    assert "general-recommendations" in caught.value.hint


@pytest.mark.parametrize(
    ("file", "wanted"),
    [
        ("harbour-recommendation.txt", "committee-recommendation"),
        ("harbour-reply.txt", "authorities-report"),
        ("marble-evaluation.txt", "followup-evaluation"),
        ("lantern-evaluation.txt", "followup-evaluation"),
        ("seville-evaluacion.txt", "followup-evaluation"),
        ("orchard-assessment.txt", "assessment"),
        ("bridge-report.txt", "inquiry-report"),
    ],
)
def test_the_profile_is_chosen_by_what_the_document_says(file: str, wanted: str) -> None:
    assert import_document(INVENTED / file).profile == wanted


def test_a_kind_asked_for_narrows_the_choice() -> None:
    letter = source("To the board\n\n1. We painted them.\n\n2. We lit them.\n")
    found = units(letter.blocks)
    assert choose(found, "responses").id == "general-reply"
    assert choose(found, "evidence").id == "general-evidence"
    assert choose(found).id == "general-recommendations"


def test_a_profile_that_cannot_give_the_kind_is_refused() -> None:
    with pytest.raises(GapcheckError, match="assessment gives evidence"):
        import_document(INVENTED / "orchard-assessment.txt", as_kind="response", profile="assessment")
