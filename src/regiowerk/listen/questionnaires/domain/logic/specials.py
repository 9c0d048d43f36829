"""Functions that have to know the questionnaire: its choices, its rows and its words."""

from __future__ import annotations

from regiowerk.listen.questionnaires.domain.expressions.compiling import Code, Compiler, count
from regiowerk.listen.questionnaires.domain.expressions.errors import ExpressionError
from regiowerk.listen.questionnaires.domain.expressions.nodes import Node, Nodes, Result
from regiowerk.listen.questionnaires.domain.expressions.parser import parse
from regiowerk.listen.questionnaires.domain.expressions.running import Run
from regiowerk.listen.questionnaires.domain.expressions.tree import (
    Call,
    Expression,
    Path,
    Reference,
    Text,
)
from regiowerk.listen.questionnaires.domain.expressions.values import to_number, to_text
from regiowerk.listen.questionnaires.domain.instrument import Question, say
from regiowerk.listen.questionnaires.domain.logic.grounds import Known, Read, Special
from regiowerk.listen.questionnaires.domain.logic.reaching import way_between
from regiowerk.listen.questionnaires.domain.logic.spots import Spot


def _choice_name(call: Call, compiler: Compiler, ground: Known) -> Code:
    """jr:choice-name(code, '${question}'): the label of a code, in the default language."""
    count(call, 2, 2)
    code = compiler.compile(call.arguments[0])
    spot = _question_named(call.arguments[1], ground)
    instrument = ground.spots.instrument
    choices = instrument.choice_lists.get(spot.item.choice_list, ())  # type: ignore[union-attr]
    labels = {choice.code: say(choice.label, instrument.default_language) for choice in choices}
    return lambda here, run: labels.get(to_text(code(here, run)), "")


def _question_named(argument: Expression, ground: Known) -> Spot:
    if isinstance(argument, Text):
        argument = parse(argument.value)
    spot = _spot_of(argument, ground)
    if not isinstance(spot.item, Question):
        raise ExpressionError("dangling-reference", argument.at, name=spot.name)
    return spot


def _spot_of(argument: Expression, ground: Known) -> Spot:
    """The place a reference or a path without predicates means.  Raises ExpressionError."""
    if isinstance(argument, Reference):
        return ground.named(argument.name, argument.at)
    if isinstance(argument, Path):
        probe = Known(ground.spots, ground.owner, ground.at, ground.low, set(), ground.specials)
        end = Compiler(probe).start_of(argument).ground
        if isinstance(end, Known) and len(end.at) == 1:
            return end.at[0]
    raise ExpressionError("no-nodes", argument.at)


def _indexed_repeat(call: Call, compiler: Compiler, ground: Known) -> Code:
    """indexed-repeat(question, rows, index, ...): the question in the rows of these indexes."""
    count(call, 3, 7)
    if len(call.arguments) % 2 == 0:
        raise ExpressionError(
            "wrong-number-of-arguments",
            call.at,
            function=call.name,
            given=str(len(call.arguments)),
            least="3",
            most="7",
        )
    target = _spot_of(call.arguments[0], ground)
    indexes: dict[str, Code] = {}
    for rows, index in zip(call.arguments[1::2], call.arguments[2::2], strict=True):
        spot = _spot_of(rows, ground)
        ground.reads.add(Read(spot.path, 0))
        indexes[spot.path] = compiler.compile(index)
    ground.reads.add(Read(target.path, 0))
    return _chosen(target, indexes, ground.owner)


def _chosen(target: Spot, indexes: dict[str, Code], owner: Spot) -> Code:
    line = target.line()[1:]
    way = way_between(owner, target)
    kept = way.target.line()[1 : len(target.line()) - len(way.names)]

    def find(here: Node, run: Run) -> Result:
        own = _own_nodes(run.current)
        nodes: Nodes = [own[0]]
        for spot in line:
            index = indexes.get(spot.path)
            nodes = [child for node in nodes for child in node.children.get(spot.name, [])]
            run.spend(len(nodes) + 1)
            if index is not None:
                number = to_number(index(here, run))
                nodes = [node for at, node in enumerate(nodes, 1) if at == number]
            elif spot in kept:
                nodes = [node for node in nodes if node in own] or nodes
        return [node for node in nodes if not node.is_hidden]

    return find


def _own_nodes(node: Node) -> Nodes:
    """The node and those around it, the root first."""
    found = [node]
    while found[-1].parent is not None:
        found.append(found[-1].parent)
    return found[::-1]


def _pulldata(call: Call, compiler: Compiler, ground: Known) -> Code:
    """pulldata('list', 'wanted column', 'key column', key): a column of a choice list."""
    count(call, 4, 4)
    name, wanted, key_column = (_literal(each, call) for each in call.arguments[:3])
    found = ground.spots.lists.get(name)
    if found is None:
        raise ExpressionError("unknown-list", call.arguments[0].at, name=name)
    item = found.children["root"].children["item"]
    for column, argument in zip([wanted, key_column], call.arguments[1:3], strict=True):
        if column not in item.children:
            raise ExpressionError("dangling-reference", argument.at, name=column)
    key = compiler.compile(call.arguments[3])

    def pull(here: Node, run: Run) -> Result:
        sought = to_text(key(here, run))
        items = run.instances[name].children["root"][0].children.get("item", [])
        run.spend(len(items))
        for node in items:
            if to_text(node.children[key_column]) == sought:
                return to_text(node.children[wanted])
        return ""

    return pull


def _literal(argument: Expression, call: Call) -> str:
    if not isinstance(argument, Text):
        raise ExpressionError("not-literal", argument.at, function=call.name)
    return argument.value


def _itext(call: Call, compiler: Compiler, ground: Known) -> Code:
    """jr:itext('/data/path:label'): a label or hint of the questionnaire."""
    count(call, 1, 1)
    key = compiler.compile(call.arguments[0])
    instrument = ground.spots.instrument
    texts: dict[str, str] = {}
    for path, spot in ground.spots.by_path.items():
        if spot.item is not None:
            label = say(spot.item.label, instrument.default_language)
            texts[f"{path}:label"] = texts[f"/data{path}:label"] = label
    return lambda here, run: texts.get(to_text(key(here, run)), "")


SPECIALS: dict[str, Special] = {
    "jr:choice-name": _choice_name,
    "indexed-repeat": _indexed_repeat,
    "pulldata": _pulldata,
    "jr:itext": _itext,
}
