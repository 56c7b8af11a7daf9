"""Shaping: a tree against its shape, with every misfit said in our own words at its own line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from palabre.dossier.log import Log, suggest
from palabre.dossier.tree import Entries, Items, Node, Word, plain

if TYPE_CHECKING:
    from palabre.dossier.fields import Shape

ShapeT = TypeVar("ShapeT", bound="Shape")
Loc = tuple[str | int, ...]
MISSING = "?"


def shape(model: type[ShapeT], node: Node, file: str, log: Log) -> ShapeT | None:
    """Return the tree in its shape; what does not fit is reported, cut off, and the rest is kept."""
    from pydantic import ValidationError

    if not isinstance(node, Entries):
        kind = "a list" if isinstance(node, Items) else "a text"
        log.fault(
            file, node.line, f"the file holds {kind} where keys are expected", "write 'key: value' lines"
        )
        return None
    while True:
        try:
            return model.model_validate(plain(node))
        except ValidationError as fault:
            gone: list[Loc] = []
            # A key that is misspelt is not missing too, so unknown keys come first.
            errors = sorted(fault.errors(include_url=False), key=lambda e: e["type"] != "extra_forbidden")
            for error in errors:
                cut = _report(error, model, node, file, log)
                if cut:
                    gone.append(cut)
                elif error["type"] != "missing":
                    return None
                else:
                    _stand_in(node, str(error["loc"][-1]), model)
            for place in sorted(set(gone), key=_from_the_end, reverse=True):
                _cut(node, place)


def _stand_in(root: Entries, key: str, model: type[Shape]) -> None:
    """Put something in a missing key's place, so that the rest of the file is still checked."""
    root.lost.add(key)
    filler: Node = Word(MISSING, root.line)
    if "dict" in str(model.model_fields[key].annotation):
        filler = Entries([], root.line)
    elif key == "palabre":
        filler = Word("1", root.line)
    elif key in ("freeze", "published"):
        filler = Word("unknown", root.line)
    root.pairs = [pair for pair in root.pairs if pair[0].text != key]
    root.pairs.append((Word(key, root.line), filler))


def _from_the_end(place: Loc) -> tuple[int, tuple[tuple[int, str], ...]]:
    return len(place), tuple((p, "") if isinstance(p, int) else (0, p) for p in place)


def _report(error: Any, model: type[Shape], root: Entries, file: str, log: Log) -> Loc:
    """Report one misfit; return the place to cut off, () when a key of the file itself is missing."""
    # In brackets stand pydantic's own words for a key, and ours for which of two shapes a value has.
    loc: Loc = tuple(part for part in error["loc"] if not (isinstance(part, str) and part.startswith("[")))
    path, node = reach(root, loc)
    line, key = line_of(root, loc), _named(loc)
    if loc[-2:-1] == ("span",):
        path = loc[:-1]  # half a span would only make a second fault
    match error["type"]:
        case "missing":
            return _report_missing(loc, root, file, log)
        case "too_short" if isinstance(node, Entries) and node.lost:
            pass
        case "extra_forbidden":
            known = _keys_at(model, loc[:-1])
            _, owner = reach(root, loc[:-1])
            near = _near(str(loc[-1]), known)
            if near and isinstance(owner, Entries) and owner.get(near) is None:
                owner.lost.add(near)
            log.fault(file, line, f"unknown key '{loc[-1]}'", _placed(model, loc, known))
        case "palabre":
            log.fault(file, line, error["ctx"]["what"], error["ctx"]["remedy"])
        case "literal_error":
            expected = [e.strip("' ") for e in error["ctx"]["expected"].replace(" or ", ", ").split(",")]
            written = node.text if isinstance(node, Word) else "this"
            what = (
                f"'{written}' cannot stand for {key}"
                if isinstance(node, Word)
                else f"{key} cannot be {_kind(node)}"
            )
            near = suggest(str(written), expected)
            remedy = near if near.startswith("did you") else f"write {' or '.join(expected)}"
            log.fault(file, line, what, remedy)
        case _:
            log.fault(file, line, *_misfit(error["type"], key, node))
    return path


def _placed(model: type[Shape], loc: Loc, known: tuple[str, ...]) -> str:
    """Return a remedy for an unknown key: the nearest key, or the place further left where it belongs."""
    key = str(loc[-1])
    for depth in range(len(loc) - 2, -1, -1):
        if not _near(key, known) and key in _keys_at(model, loc[:depth]):
            return f"'{key}' belongs to {_named(loc[:depth])}: indent it less"
    return suggest(key, known)


def _near(word: str, known: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, known, n=1)), "")


def _report_missing(loc: Loc, root: Entries, file: str, log: Log) -> Loc:
    home, key = loc[:-1], str(loc[-1])
    _, owner = reach(root, home)
    if not isinstance(owner, Entries) or key not in owner.lost:
        where = f" in {_named(home)}" if home else ""
        if isinstance(owner, Entries) and owner.get(key) is not None:
            log.fault(file, line_of(root, loc), f"'{key}' is empty{where}", "write its value")
        else:
            log.fault(file, line_of(root, home), f"the key '{key}' is missing{where}", f"add '{key}: ...'")
    return home


def _misfit(kind: str, key: str, node: Node | None) -> tuple[str, str]:  # noqa: PLR0911
    if isinstance(node, Word) and node.empty:
        return f"{key} is empty", "write its value, or leave the key out"
    if kind in ("string_type", "string_too_short"):
        if isinstance(node, Word):
            return f"{key} is empty", "write its value, or leave the key out"
        return f"{key} is {_kind(node)} where a text is expected", "write a text"
    if kind == "list_type":
        return (
            f"{key} is {_kind(node)} where a list is expected",
            "write [one, two], or lines that begin with '- '",
        )
    if kind == "too_short":
        return f"{key} is empty", "write at least one"
    if kind in ("dict_type", "model_type", "model_attributes_type"):
        return f"{key} is {_kind(node)} where keys are expected", "write 'key: value' lines under it"
    kinds = {
        "day": ("a date", "write 2014-07-24, 2014-07 or 2014"),
        "float_type": ("a number", "write digits, for instance 12000"),
        "int_type": ("a whole number", "write digits, for instance 120"),
        "bool_type": ("yes or no", "write yes or no"),
    }
    expected, remedy = kinds.get(kind, ("something else", "write it as in a dossier made by 'palabre new'"))
    return f"{key} is {_kind(node)} where {expected} is expected", remedy


def _kind(node: Node | None) -> str:
    if isinstance(node, Items):
        return "a list"
    return "a mapping" if isinstance(node, Entries) else "a text"


def _named(loc: Loc) -> str:
    """Name a place in the file: the last key, with its list when it is an item."""
    if not loc:
        return "the file"
    last = loc[-1]
    if isinstance(last, str):
        return f"'{last}'"
    of = next((part for part in reversed(loc) if isinstance(part, str)), "")
    return f"item {last + 1} of '{of}'" if of else f"item {last + 1}"


def reach(root: Node, loc: Loc) -> tuple[Loc, Node | None]:
    """Follow a place as far as the tree goes; return the part that exists and its node."""
    node: Node = root
    for depth, part in enumerate(loc):
        if isinstance(node, Entries):
            inner = node.get(str(part))
        elif isinstance(node, Items) and isinstance(part, int) and part < len(node.items):
            inner = node.items[part]
        else:
            inner = None
        if inner is None:
            return loc[:depth], node
        node = inner
    return loc, node


def line_of(root: Node, loc: Loc) -> int:
    """Return the line of a place: of its key where it has one."""
    node, line = root, root.line
    for part in loc:
        if isinstance(node, Entries):
            inner = node.get(str(part))
            line = node.key_line(str(part)) if inner is not None else line
        elif isinstance(node, Items) and isinstance(part, int) and part < len(node.items):
            inner = node.items[part]
            line = inner.line
        else:
            break
        if inner is None:
            break
        node = inner
    return line


def lost(root: Node, *path: str | int) -> bool:
    """Whether something at or right under this place was written but could not be used."""
    above, home = reach(root, path[:-1])
    found, node = reach(root, path)
    if isinstance(home, Entries) and len(above) == len(path) - 1 and str(path[-1]) in home.lost:
        return True
    return len(found) == len(path) and isinstance(node, Entries) and bool(node.lost)


def _cut(root: Entries, loc: Loc) -> None:
    _, home = reach(root, loc[:-1])
    last = loc[-1]
    if isinstance(home, Entries):
        home.lost.add(str(last))
        home.pairs = [pair for pair in home.pairs if pair[0].text != str(last)]
    elif isinstance(home, Items) and isinstance(last, int) and last < len(home.items):
        del home.items[last]


def _keys_at(model: type[Shape], loc: Loc) -> tuple[str, ...]:
    """Return the keys that may stand at a place."""
    from typing import get_args

    from palabre.dossier.fields import Shape

    def inner(kind: Any) -> list[Any]:
        if isinstance(kind, type) and issubclass(kind, Shape):
            return [kind]
        return [found for part in get_args(kind) for found in inner(part)]

    current: Any = model
    for part in loc:
        if isinstance(current, type) and issubclass(current, Shape):
            fields = {f.alias or n: f for n, f in current.model_fields.items()}
            if part in fields:
                shapes = inner(fields[str(part)].annotation)
                current = shapes[0] if shapes else current
    return current.written_keys() if isinstance(current, type) and issubclass(current, Shape) else ()
