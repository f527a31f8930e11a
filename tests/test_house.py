"""The house rules that no linter knows.

They hold for every file that git tracks or would track, so that a rule is broken the moment a
file is written, not when it is committed.
"""

import ast
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LISTED = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]

EMPTY_NAMES = {"utils", "util", "helpers", "common", "misc", "manager", "data", "info"}
SCRIPT_LINES = 500

FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef
MACHINE_PATH = re.compile(r"(?<![\w.~)])/(?:root|work|home/\w+|Users/\w+)/")
REGISTRY_HOSTS = [
    ".".join(parts)
    for parts in [
        *(("registry", "npmjs", "org"), ("registry", "yarnpkg", "com")),
        *(("pypi", "org"), ("files", "pythonhosted", "org"), ("deb", "debian", "org")),
    ]
]
REGISTRY_FIELD = re.compile(r'^\s*"resolved": "|https?://registry|^\s*(?:--)?(?:extra-)?index-url')
BARE_NOQA = re.compile(r"#\s*noqa(?!: [A-Z]+[0-9]+(?:, ?[A-Z]+[0-9]+)*  \w)")
BARE_IGNORE = re.compile(r"#\s*type:\s*ignore(?!\[[a-z, -]+\]  # \w)")
LINK = re.compile(r"!?\[[^\]\n]*\]\(<?([^)\s>]+)>?(?: \"[^\"]*\")?\)")
FENCE = re.compile(r"^(```|~~~).*?^\1\s*$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#{1,6} +(.+?)(?: +#+)? *$", re.MULTILINE)
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:")


def house_files(*suffixes: str) -> list[Path]:
    """Every file of the repository with one of the suffixes; all of them without one."""
    listed = subprocess.run(LISTED, cwd=ROOT, capture_output=True, check=True).stdout
    paths = [ROOT / name for name in listed.decode().split("\0") if name]
    return [path for path in paths if path.is_file() and (not suffixes or path.suffix in suffixes)]


def name_of(path: Path) -> str:
    """How a test is called that looks at one file."""
    return path.relative_to(ROOT).as_posix()


def read(path: Path) -> str:
    """A file's text; what is not text reads as empty."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def body_lines(function: FUNCTION) -> int:
    """Lines of a function's body, its docstring left out."""
    code = function.body[1:] if ast.get_docstring(function) else function.body
    return (function.end_lineno or 0) - code[0].lineno + 1 if code else 0


def functions_of(path: Path) -> list[FUNCTION]:
    """Every function of a module, however deep."""
    tree = ast.parse(path.read_bytes())
    return [node for node in ast.walk(tree) if isinstance(node, FUNCTION)]


def can_fail(function: FUNCTION, checkers: set[str]) -> bool:
    """Whether a function asserts, expects an error, waits for a page, or calls one that does."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        name = called_name(node) if isinstance(node, ast.Call) else ""
        if name in checkers or name == "expect" or name.startswith("wait_for_"):
            return True
    return False


def called_name(call: ast.Call) -> str:
    """The last part of what is called: `raises` for `pytest.raises(…)`."""
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case _:
            return ""


def anchors_of(path: Path) -> set[str]:
    """The anchors that a Markdown file offers, made as GitHub makes them from headings."""
    text = FENCE.sub("", read(path))
    slugs = [re.sub(r"[^\w\- ]", "", heading.lower()) for heading in HEADING.findall(text)]
    named = re.findall(r'<a (?:id|name)="([^"]+)"', text)
    return {slug.strip().replace(" ", "-") for slug in slugs} | set(named)


def broken_links(path: Path) -> Iterator[str]:
    """The relative links of a Markdown file that lead nowhere."""
    for target in LINK.findall(FENCE.sub("", read(path))):
        place, _, anchor = target.partition("#")
        if SCHEME.match(target):
            continue
        goal = (path.parent / place) if place else path
        leads = goal.exists() and goal.resolve().is_relative_to(ROOT)
        if not leads or (anchor and goal.suffix == ".md" and anchor not in anchors_of(goal)):
            yield target


MODULES = [path for path in house_files(".py") if path.is_relative_to(ROOT / "src")]
PYTHON = house_files(".py")
SCRIPTS = [path for path in house_files(".js") if "static" not in path.parts]
TESTS = [path for path in PYTHON if path.name.startswith("test_")]
NOTEBOOKS = house_files(".ipynb")
PAGES = house_files(".md")
EVERYTHING = house_files()


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_module_fits_in_one_head(module: Path) -> None:
    """At most 500 lines, no function body over 60, and a file name that says something."""
    long_functions = [f.name for f in functions_of(module) if body_lines(f) > 60]

    assert read(module).count("\n") <= 500
    assert long_functions == []
    assert module.stem not in EMPTY_NAMES


@pytest.mark.parametrize("script", SCRIPTS, ids=name_of)
def test_a_script_fits_in_one_head(script: Path) -> None:
    """The same measure for JavaScript: at most 500 lines, and a name that says something."""
    assert read(script).count("\n") <= SCRIPT_LINES
    assert script.stem not in EMPTY_NAMES


@pytest.mark.parametrize("module", PYTHON, ids=name_of)
def test_every_module_says_what_it_is_for(module: Path) -> None:
    """The first lines tell a newcomer what the module does and what it leaves to others."""
    is_empty = not read(module).strip()

    assert is_empty or ast.get_docstring(ast.parse(module.read_bytes()))


@pytest.mark.parametrize("module", PYTHON, ids=name_of)
def test_a_suppression_names_its_rule_and_its_reason(module: Path) -> None:
    """A bare `noqa` hides the next fault as well."""
    lines = [] if module == Path(__file__) else read(module).splitlines()
    bare = [line.strip() for line in lines if BARE_NOQA.search(line) or BARE_IGNORE.search(line)]

    assert bare == []


@pytest.mark.parametrize("module", TESTS, ids=name_of)
def test_a_test_tells_why_and_can_fail(module: Path) -> None:
    """Test docstrings read as a specification, and a test without a check proves nothing."""
    functions = functions_of(module)
    checkers = {f.name for f in functions if can_fail(f, {"raises", "warns", "fail"})}
    checkers |= {"raises", "warns", "fail"}
    tests = [function for function in functions if function.name.startswith("test_")]

    assert [test.name for test in tests if not ast.get_docstring(test)] == []
    assert [test.name for test in tests if not can_fail(test, checkers)] == []


@pytest.mark.parametrize("module", TESTS, ids=name_of)
def test_a_check_is_not_true_by_accident(module: Path) -> None:
    """`assert html.find("x")` holds when x is absent; `raises` without match takes any error."""
    calls = [
        node for node in ast.walk(ast.parse(module.read_bytes())) if isinstance(node, ast.Call)
    ]
    asserts = [
        node for node in ast.walk(ast.parse(module.read_bytes())) if isinstance(node, ast.Assert)
    ]
    finds = [
        a.lineno for a in asserts if isinstance(a.test, ast.Call) and called_name(a.test) == "find"
    ]
    raises = [call for call in calls if called_name(call) == "raises"]
    loose = [call.lineno for call in raises if "match" not in {word.arg for word in call.keywords}]

    assert finds == []
    assert loose == []


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=name_of)
def test_a_notebook_is_committed_without_outputs(notebook: Path) -> None:
    """Outputs hide stale results, drown reviews and can carry a stranger's script."""
    content = json.loads(notebook.read_text(encoding="utf-8"))
    cells = [cell for cell in content["cells"] if cell["cell_type"] == "code"]

    assert [cell["source"] for cell in cells if cell["outputs"]] == []
    assert {cell["execution_count"] for cell in cells} <= {None}
    assert "widgets" not in content["metadata"]


@pytest.mark.parametrize("path", EVERYTHING, ids=name_of)
def test_no_file_knows_the_machine_it_was_written_on(path: Path) -> None:
    """An absolute path works for one person, a registry's address for one network."""
    lines = read(path).splitlines()
    paths = [line for line in lines if MACHINE_PATH.search(line)]
    hosts = [line for line in lines if any(host in line for host in REGISTRY_HOSTS)]
    fields = [line for line in lines if REGISTRY_FIELD.search(line) and path.suffix != ".py"]

    assert paths == []
    assert hosts == []
    assert fields == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    """A reader who follows a link must not end at "page not found"."""
    assert list(broken_links(page)) == []
