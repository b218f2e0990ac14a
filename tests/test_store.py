"""Files to cases: which belong together, and every broken tie of every file told in one run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gapcheck.errors import GapcheckError
from gapcheck.model import Procedure
from gapcheck.records.store import Store, load, load_texts
from gapcheck.records.writer import dump

Files = dict[str, str]


def asked(name: str = "ask", **document: Any) -> tuple[str, str]:
    data = {
        "document": {"id": name, "kind": "recommendations", "state": "AZE", "adopted": "2023-06-16", **document},
        "recommendations": [
            {"id": "1", "text": "Fund shelters."},
            {"id": "2", "text": "Train:", "sub_items": [{"id": "2.a", "text": "Police."}, {"id": "2.b", "text": "Judges."}]},
        ],
    }  # fmt: skip
    return f"recommendations/{name}.yaml", dump("recommendations", data)


def replied(name: str = "reply", answers: tuple[str, ...] = ("1",), **document: Any) -> tuple[str, str]:
    data = {
        "document": {"id": name, "kind": "responses", "state": "AZE", **document},
        "responses": [{"answers": list(answers), "text": "Two shelters were funded."}],
    }
    return f"responses/{name}.yaml", dump("responses", data)


def graded(name: str = "graded", covers: tuple[str, ...] = ("2.a",), **document: Any) -> tuple[str, str]:
    data = {
        "document": {"id": name, "kind": "evaluations", "state": "AZE", **document},
        "evaluations": [{"covers": list(covers), "grade": "B"}],
    }
    return f"evaluations/{name}.yaml", dump("evaluations", data)


def seen(name: str = "study", topics: tuple[tuple[str, ...], ...] = ((),), **document: Any) -> tuple[str, str]:
    data = {
        "document": {"id": name, "kind": "evidence", "state": "AZE", **document},
        "statements": [{"text": "Shelters are full.", **({"about": list(one)} if one else {})} for one in topics],
    }
    return f"evidence/{name}.yaml", dump("evidence", data)


def store(folder: Path, *files: tuple[str, str]) -> Store:
    for name, text in files:
        path = folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return load([folder / "data"])


def told(found: Store) -> list[tuple[str, str, str]]:
    return [(one.code, "/".join(one.file.split("/")[-2:]), one.field) for one in found.problems]


def test_a_reply_finds_all_that_belongs_to_its_case(tmp_path: Path) -> None:
    found = store(
        tmp_path,
        asked("old", adopted="2018-10-12"),
        replied("old-reply", replies_to="old"),
        asked("other", adopted="2020-01-01", state="GBR"),
        asked("new", follows="old"),
        replied("new-reply", ("1", "2"), replies_to="new", previous="old-reply"),
        graded(evaluates="new"),
        seen("mine", (("2.a",),), about="new"),
        seen("theirs", (("2.a",),), about="old"),
        seen("whole"),
    )
    assert not found.problems
    assert found.case_ids == ("new", "old", "other")
    case = found.case("new")
    assert case.reply is not None
    assert case.previous is not None
    assert (case.reply.document.id, case.previous.document.id) == ("new-reply", "old-reply")
    assert [one.document.id for one in case.earlier] == ["old"]
    assert [one.id for one in case.evaluations] == ["graded"]
    assert [one.document.id for one in case.evidence] == ["mine", "whole"]
    assert case.procedure is None
    assert found.case("other").reply is None
    assert [case.id for case in found.cases] == ["new", "old", "other"]
    with pytest.raises(KeyError):
        found.case("none")


def test_several_replies_make_several_cases(tmp_path: Path) -> None:
    found = store(tmp_path, asked(), replied("first", replies_to="ask"), replied("second", replies_to="ask"))
    assert found.case_ids == ("ask--first", "ask--second")


def test_the_previous_reply_is_found_through_the_earlier_recommendations(tmp_path: Path) -> None:
    files = (asked("old"), replied("before", replies_to="old"), asked("new", follows="old"), replied(replies_to="new"))
    previous = store(tmp_path, *files).case("new").previous
    assert previous is not None
    assert previous.document.id == "before"
    found = store(tmp_path, replied("before-too", replies_to="old"))
    assert told(found) == [("REC009", "responses/reply.yaml", "document")]
    assert "before, before-too" in found.problems[0].found


def test_the_procedure_is_asked_for_with_the_recommendations() -> None:
    procedure = Procedure(id="P", body="Committee")
    found = load_texts([asked()], procedure_for=lambda document: procedure if document.id == "ask" else None)
    assert found.cases[0].procedure is procedure


def test_texts_make_cases_as_files_do(tmp_path: Path) -> None:
    files = [asked(), replied(replies_to="ask")]
    virtual, real = load_texts(files), store(tmp_path, *files)
    assert [case.id for case in virtual.cases] == [case.id for case in real.cases]
    assert virtual.cases[0].responses[0].text == real.cases[0].responses[0].text
    assert virtual.cases[0].responses[0].origin.file == "responses/reply.yaml"
    assert virtual.cases[0].responses[0].origin.line("text") == 9
    assert load_texts([("anything.yaml", asked()[1])]).problems == ()


def test_a_quote_knows_its_file_as_the_user_gave_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store(tmp_path, asked(), replied(replies_to="ask"))
    monkeypatch.chdir(tmp_path)
    assert load(["data"]).cases[0].responses[0].origin.file == "data/responses/reply.yaml"
    assert load([Path("data/responses"), "data"]).files == (
        "data/recommendations/ask.yaml",
        "data/responses/reply.yaml",
    )


def test_all_errors_of_all_files_are_told_in_one_run_and_spoil_no_other_case(tmp_path: Path) -> None:
    found = store(
        tmp_path,
        asked(), replied(replies_to="ask"),
        ("recommendations/broken.yaml", "document: {id: broken, kind: recommendations}\nrecommendations: [{id: 1}]\n"),
        ("recommendations/yaml.yaml", "a: b: c\n"),
        ("responses/bad.yaml", "document: {id: bad, kind: responses, replies_to: broken}\nresponses: [{txt: x}]\n"),
        ("evidence/empty.yaml", ""),
        graded("g2", ("9.z",), evaluates="ask"),
    )  # fmt: skip
    assert told(found) == [
        ("REC004", "evaluations/g2.yaml", "evaluations[0].covers[0]"),
        ("REC001", "evidence/empty.yaml", ""),
        ("REC002", "recommendations/broken.yaml", "recommendations[0]"),
        ("REC002", "recommendations/broken.yaml", "recommendations[0].id"),
        ("REC001", "recommendations/yaml.yaml", ""),
        ("REC002", "responses/bad.yaml", "responses[0].txt"),
    ]
    assert found.case_ids == ("ask",)
    assert [one.id for one in found.withheld] == ["broken", "yaml"]
    assert found.case("ask").evaluations == ()


def test_a_case_with_a_broken_reply_is_withheld_rather_than_called_unanswered(tmp_path: Path) -> None:
    name, text = replied(replies_to="ask")
    found = store(tmp_path, asked(), (name, text + "oops: [\n"))
    assert found.case_ids == ()
    assert found.withheld[0].id == "ask"
    assert found.withheld[0].files[0].endswith("responses/reply.yaml")


def test_an_unknown_request_names_line_column_and_the_nearest(tmp_path: Path) -> None:
    found = store(tmp_path, asked(), replied(answers=("1", "2.c"), replies_to="ask"))
    (problem,) = found.problems
    assert (problem.code, problem.line, problem.column, problem.field) == ("REC004", 8, 20, "responses[0].answers[1]")
    assert (problem.found, problem.expected) == ('"2.c"', "2.b, 2.a, 2")
    assert found.withheld[0].id == "ask"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ([asked(), replied(replies_to="aks")], [("REC005", "responses/reply.yaml", "document.replies_to")]),
        ([asked(), replied(replies_to="ask", previous="gone")], [("REC005", "responses/reply.yaml", "document.previous")]),
        ([asked(follows="ask")], [("REC005", "recommendations/ask.yaml", "document.follows")]),
        ([asked(), graded(evaluates="gone")], [("REC005", "evaluations/graded.yaml", "document.evaluates")]),
        ([asked(), seen(about="gone")], [("REC005", "evidence/study.yaml", "document.about")]),
        ([asked(), replied(replies_to="graded"), graded(evaluates="ask")],
         [("REC005", "responses/reply.yaml", "document.replies_to")]),
        ([asked(), replied()], [("REC012", "responses/reply.yaml", "document")]),
        ([asked(), graded()], [("REC012", "evaluations/graded.yaml", "document")]),
        ([asked(), replied(replies_to="ask", state="GBR")], [("REC014", "responses/reply.yaml", "document.replies_to")]),
        ([asked("a"), asked("b"), seen("s", (("2.a",), ("9",)))],
         [("REC009", "evidence/s.yaml", "statements[0].about[0]"), ("REC004", "evidence/s.yaml", "statements[1].about[0]")]),
        ([asked(), ("verdicts/aks.yaml", "verdicts: []")], [("REC013", "verdicts/aks.yaml", "")]),
        ([asked(), ("stray.yaml", "a: 1")], [("REC006", "data/stray.yaml", "")]),
        ([asked(), ("notes/stray.yaml", "a: 1")], [("REC006", "notes/stray.yaml", "")]),
        ([asked(), ("responses/ask2.yaml", asked("ask2")[1])], [("REC006", "responses/ask2.yaml", "document.kind")]),
        ([asked(), ("recommendations/copy.yaml", asked()[1])],
         [("REC003", "recommendations/copy.yaml", "document.id"), ("REC010", "recommendations/copy.yaml", "document.id")]),
        ([asked(), ("recommendations/ask.yml", asked()[1])],
         [("REC003", "recommendations/ask.yaml", "document.id"), ("REC003", "recommendations/ask.yml", "document.id")]),
        ([("responses/x.yaml", "document: {id: x, state: AZE}\nresponses: []")], [("REC002", "responses/x.yaml", "document")]),
    ],
)  # fmt: skip
def test_each_broken_tie_is_told_once(tmp_path: Path, files: list[tuple[str, str]], expected: list[Any]) -> None:
    found = store(tmp_path, *files)
    assert told(found) == expected
    assert all(problem.line >= 1 for problem in found.problems if problem.code not in ("REC006", "REC013"))


@pytest.mark.parametrize(
    ("kind", "text", "line", "field"),
    [
        ("recommendations", "recommendations:\n  - {id: a, text: x, sub_items: [{id: b, text: y}]}\n  - {id: b, text: z}\n",
         4, "recommendations[1].id"),
        ("recommendations", "recommendations:\n  - {id: a, text: x}\nparts:\n  - {id: a, role: dialogue, text: z}\n",
         5, "parts[0].id"),
        ("responses", "replies: 0\nresponses:\n  - {id: r2, text: x}\n  - {text: y}\n", 5, "responses[1].id"),
        ("evidence", "statements:\n  - {id: s1, text: x}\n  - {id: s1, text: y}\n", 4, "statements[1].id"),
    ],
)  # fmt: skip
def test_a_duplicate_id_in_a_file_names_both_places(kind: str, text: str, line: int, field: str) -> None:
    head = f"document: {{id: x, kind: {kind}, state: AZE, previous: p}}\n".replace(
        ", previous: p", "" if kind != "responses" else ", previous: p"
    )
    found = load_texts([("x.yaml", head + text.replace("replies: 0\n", "# line\n"))])
    (problem,) = [one for one in found.problems if one.code == "REC003"]
    assert (problem.line, problem.field) == (line, field)
    assert "already in line" in problem.found


def test_a_verdict_twice_on_one_finding_is_told(tmp_path: Path) -> None:
    mark = "- {fingerprint: 9f86d081884c7d65, verdict: accepted}\n"
    found = store(tmp_path, asked(), ("verdicts/ask.yaml", "verdicts:\n" + mark * 2))
    assert told(found) == [("REC003", "verdicts/ask.yaml", "verdicts[1].fingerprint")]
    assert "ask" not in found.verdicts


def test_verdicts_are_read_by_case(tmp_path: Path) -> None:
    text = "verdicts:\n  - {fingerprint: 9f86d081884c7d65, verdict: disputed, by: A, on: 2026-11-20, requests: ['1']}\n"
    (verdict,) = store(tmp_path, asked(), ("verdicts/ask.yaml", text)).verdicts["ask"]
    assert (verdict.verdict, verdict.on, verdict.requests, verdict.origin.line()) == (
        "disputed",
        "2026-11-20",
        ("1",),
        2,
    )


def test_a_verdict_file_without_the_name_of_the_reply_is_pointed_to_the_right_one(tmp_path: Path) -> None:
    found = store(tmp_path, asked(), replied("a", replies_to="ask"), replied("b", replies_to="ask"),
                  ("verdicts/ask.yaml", "verdicts: []"))  # fmt: skip
    assert found.problems[0].expected == "ask--a or ask--b"


def test_evidence_on_a_state_leaves_out_what_is_about_its_other_recommendations() -> None:
    first, (_, second) = asked("a"), asked("b")
    second = second.replace('"1"', '"7"').replace("2.a", "8.a").replace("2.b", "8.b").replace('"2"', '"8"')
    found = load_texts([first, ("b.yaml", second), seen("s", (("2.a",), ("8.a",), ()))])
    assert not found.problems
    assert [one.about for one in found.case("a").evidence[0].statements] == [("2.a",), ()]
    assert [one.about for one in found.case("b").evidence[0].statements] == [("8.a",), ()]


def test_hidden_files_other_files_and_links_to_folders_are_passed_over(tmp_path: Path) -> None:
    found = store(tmp_path, asked(), ("recommendations/.x.yaml", "?"), ("recommendations/README.md", "?"),
                  ("recommendations/.git/y.yaml", "?"))  # fmt: skip
    (tmp_path / "data/recommendations/loop").symlink_to(tmp_path / "data/recommendations")
    assert not found.problems
    assert len(load([tmp_path / "data"]).files) == 1


def test_names_with_spaces_and_accents_work_in_nested_folders(tmp_path: Path) -> None:
    name, text = asked("bête noire")
    found = store(tmp_path, (name.replace("recommendations/", "recommendations/l'année 2023/"), text))
    assert [one.code for one in found.problems] == ["REC002"]  # a space in an id
    name, text = asked("bête-noire")
    found = store(tmp_path / "so weit", (name.replace("recommendations/", "recommendations/l'année 2023/"), text))
    assert not found.problems
    assert found.case_ids == ("bête-noire",)


def test_a_path_that_is_not_there_and_an_empty_folder_are_told_apart(tmp_path: Path) -> None:
    assert [one.code for one in load([tmp_path / "none"]).problems] == ["REC008"]
    found = load([tmp_path])
    assert (found.files, found.problems, found.cases) == ((), (), ())


def test_a_file_changed_between_two_readings_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gapcheck.records.store.KEPT", 0)
    found = store(tmp_path, asked())
    path = tmp_path / "data/recommendations/ask.yaml"
    path.write_text(path.read_text("utf-8").replace("Fund", "Close"), "utf-8")
    with pytest.raises(GapcheckError, match="changed while it was being read"):
        found.case("ask")


def test_a_small_memory_gives_the_same_cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [asked("a", adopted="2020-01-01"), asked("b"), replied(replies_to="b"), seen("w")]
    whole = store(tmp_path, *files).cases
    monkeypatch.setattr("gapcheck.records.store.KEPT", 1)
    small = load([tmp_path / "data"]).cases
    assert [case.id for case in whole] == [case.id for case in small]
    assert [case.earlier[0].document for case in whole[1:]] == [case.earlier[0].document for case in small[1:]]


def test_thousands_of_unknown_requests_are_told_in_bounded_time() -> None:
    data = {
        "document": {"id": "r", "kind": "responses", "replies_to": "ask"},
        "responses": [{"answers": [f"9.{number}"], "text": "x"} for number in range(4000)],
    }
    found = load_texts([asked(), ("r.yaml", dump("responses", data))])
    assert len(found.problems) == 100


def test_a_broken_second_reply_leaves_the_name_and_the_verdicts_of_the_first(tmp_path: Path) -> None:
    verdict = ("verdicts/ask.yaml", "verdicts: [{fingerprint: 00000000deadbeef, verdict: disputed, by: A, why: So.}]\n")
    sound = replied("first", replies_to="ask")
    found = store(tmp_path, asked(), sound, replied("second", replies_to="ask", state="SVN"), verdict)
    assert [problem.code for problem in found.problems] == ["REC014"]
    assert found.case_ids == ("ask",)
    assert list(found.verdicts) == ["ask"]
    assert [one.id for one in found.withheld] == ["ask--second"]


def test_a_broken_second_reply_makes_the_previous_cycle_of_another_record_no_riddle(tmp_path: Path) -> None:
    cycle = (asked("old", adopted="2019-06-16"), asked("new", follows="old"))
    replies = (replied("early", replies_to="old"), replied("late", replies_to="new"))
    found = store(tmp_path, *cycle, *replies, replied("broken", ("9.z",), replies_to="old"))
    assert [problem.code for problem in found.problems] == ["REC004"]
    (late,) = [case for case in found.cases if case.id == "new"]
    assert late.previous is not None
    assert late.previous.document.id == "early"


def test_a_link_that_leads_out_of_the_folder_is_told_and_not_read_out(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("a word nobody should see", "utf-8")
    store(tmp_path, asked(), replied(replies_to="ask"))
    (tmp_path / "data" / "responses" / "away.yaml").symlink_to(tmp_path / "secret")
    found = load([tmp_path / "data"])
    assert [(problem.code, Path(problem.file).name) for problem in found.problems] == [("REC008", "away.yaml")]
    assert "nobody" not in str(found.problems[0])
    assert found.case_ids == ("ask",)
    (tmp_path / "linked").symlink_to(tmp_path / "data")
    assert load([tmp_path / "linked"]).case_ids == ("ask",), "the folder itself may be a link"
