"""The templates: where they are found, what they see, and how an error in one is told.

A folder given by the user is looked in first, then the one that ships with gapcheck. Names that do not exist raise
an error with file and line. Everything written out is escaped for its format; control characters are dropped.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from gapcheck import resources
from gapcheck.errors import GapcheckError, Problem
from gapcheck.report.locale import Locale
from gapcheck.report.passages import clean
from gapcheck.report.view import View

SUFFIX = ".jinja"


def environment(
    templates_dir: Path | None,
    *,
    markup: bool,
    escape: Callable[[object], object] | None = None,
    extensions: Sequence[str] = (),
) -> Any:
    """A Jinja environment. `markup` escapes for HTML; `escape` is put over every value written out otherwise."""
    folders = [str(folder) for folder in (templates_dir, resources.folder("templates")) if folder is not None]

    def finalize(value: object) -> object:
        if isinstance(value, Markup):
            return value
        value = clean(value) if isinstance(value, str) else value
        return escape(value) if escape else value

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(folders),
        autoescape=markup,
        undefined=jinja2.StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=list(extensions),
    )


def fill(env: Any, name: str, views: Sequence[View], t: Locale, extra: Mapping[str, object]) -> str:
    """The template `name` filled in. Raises GapcheckError with the template's file and line where it is wrong."""
    try:
        env.globals.update(t=t, lang=t.language, **extra)  # imported macros see globals only
        return str(env.get_template(name).render(views=views))
    except jinja2.TemplateNotFound as cause:
        problem = Problem(file=str(cause.name), message="there is no such template")
        raise GapcheckError([problem], hint="templates/README.md lists the templates a report needs.") from cause
    except jinja2.TemplateSyntaxError as cause:
        problem = Problem(file=_shown(cause.filename or name), line=cause.lineno, message=str(cause.message))
        raise GapcheckError(
            [problem], hint="Mend the template; templates/README.md documents its variables."
        ) from cause
    except (jinja2.TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as cause:
        file, line = _place(cause)
        if not file:
            raise
        problem = Problem(file=_shown(file), line=line, message=str(cause))
        raise GapcheckError(
            [problem], hint="Mend the template; templates/README.md documents its variables."
        ) from cause


def _place(error: BaseException) -> tuple[str, int]:
    """The last frame of a traceback that is a template's."""
    frames = traceback.extract_tb(error.__traceback__)
    found = [(frame.filename, frame.lineno or 0) for frame in frames if frame.filename.endswith(SUFFIX)]
    return found[-1] if found else ("", 0)


def _shown(file: str) -> str:
    return Path(file).as_posix()
