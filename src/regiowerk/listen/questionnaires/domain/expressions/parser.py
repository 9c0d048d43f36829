"""From text to syntax tree: a Pratt parser of the XPath subset of the ODK XForms specification."""

from __future__ import annotations

from regiowerk.listen.questionnaires.domain.expressions.errors import ExpressionError
from regiowerk.listen.questionnaires.domain.expressions.limits import MAX_DEPTH, MAX_DIGITS
from regiowerk.listen.questionnaires.domain.expressions.tokens import Token, TokenKind, tokens_of
from regiowerk.listen.questionnaires.domain.expressions.tree import (
    ANY_NAME,
    ANY_NODE,
    Axis,
    Call,
    Chain,
    Expression,
    Filtered,
    Link,
    Negation,
    Number,
    Path,
    Reference,
    Root,
    Step,
    Text,
)

RANKS = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "div": 6,
    "mod": 6,
    "|": 8,
}
NEGATION_RANK = 7
_DESCENDANTS = Step(Axis.DESCENDANT_OR_SELF, ANY_NODE)


def parse(text: str) -> Expression:
    """The syntax tree of an expression.  Raises ExpressionError, never anything else."""
    parser = _Parser(tokens_of(text))
    return parser.whole()


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._index = 0
        self._depth = 0

    def whole(self) -> Expression:
        expression = self._expression(0)
        if self._next.kind is not TokenKind.END:
            raise self._unexpected()
        return expression

    @property
    def _next(self) -> Token:
        return self._tokens[self._index]

    def _take(self) -> Token:
        token = self._tokens[self._index]
        self._index += 1
        return token

    def _is_sign(self, *signs: str) -> bool:
        token = self._next
        return token.kind is TokenKind.SIGN and token.text in signs

    def _skip(self, sign: str) -> bool:
        if not self._is_sign(sign):
            return False
        self._index += 1
        return True

    def _expect(self, sign: str) -> None:
        if not self._skip(sign):
            raise self._unexpected(sign)

    def _unexpected(self, expected: str = "") -> ExpressionError:
        token = self._next
        values = {"found": token.text} | ({"expected": expected} if expected else {})
        return ExpressionError("syntax", token.at, **values)

    def _expression(self, rank: int) -> Expression:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ExpressionError("too-deep", self._next.at, limit=str(MAX_DEPTH))
        left = self._operand()
        while (own := self._operator_rank()) > rank:
            left = self._chain(left, own)
        self._depth -= 1
        return left

    def _operator_rank(self) -> int:
        token = self._next
        if token.kind is TokenKind.SIGN or token.kind is TokenKind.NAME:
            return RANKS.get(token.text, 0)
        return 0

    def _chain(self, first: Expression, rank: int) -> Chain:
        links: list[Link] = []
        while self._operator_rank() == rank:
            operator = self._take()
            links.append(Link(operator.text, self._expression(rank), operator.at))
        return Chain(first, tuple(links), first.at)

    def _operand(self) -> Expression:
        token = self._next
        if self._skip("-"):
            return Negation(self._expression(NEGATION_RANK - 1), token.at)
        match token.kind:
            case TokenKind.NUMBER:
                return Number(_number(self._take()), token.at)
            case TokenKind.TEXT:
                self._take()
                return self._continued(Text(token.text, token.at))
            case TokenKind.REFERENCE:
                self._take()
                return self._continued(Reference(_name(token), token.at))
        if self._is_call():
            return self._continued(self._call())
        if self._skip("("):
            inner = self._expression(0)
            self._expect(")")
            return self._continued(inner)
        return self._path()

    def _is_call(self) -> bool:
        token = self._next
        following = self._tokens[min(self._index + 1, len(self._tokens) - 1)]
        opens = following.kind is TokenKind.SIGN and following.text == "("
        return token.kind is TokenKind.NAME and opens and token.text != "node"

    def _call(self) -> Call:
        name = self._take()
        self._expect("(")
        arguments: list[Expression] = []
        if not self._skip(")"):
            arguments.append(self._expression(0))
            while self._skip(","):
                arguments.append(self._expression(0))
            self._expect(")")
        return Call(name.text, tuple(arguments), name.at)

    def _continued(self, base: Expression) -> Expression:
        """An operand with the predicates and steps that follow it."""
        predicates = self._predicates()
        if predicates:
            base = Filtered(base, predicates, base.at)
        if not self._is_sign("/", "//"):
            return base
        if isinstance(base, Number | Text | Negation | Chain) and not _is_union(base):
            raise self._unexpected()
        return Path(base, tuple(self._steps_after_slash()), base.at)

    def _path(self) -> Path:
        at = self._next.at
        if self._is_sign("/", "//"):
            if self._is_sign("/") and not self._may_step(1):
                self._take()
                return Path(Root(at), (), at)
            return Path(Root(at), tuple(self._steps_after_slash()), at)
        if not self._may_step(0):
            raise self._unexpected()
        steps = [self._step(), *self._steps_after_slash()]
        return Path(None, tuple(steps), at)

    def _may_step(self, ahead: int) -> bool:
        token = self._tokens[min(self._index + ahead, len(self._tokens) - 1)]
        if token.kind is TokenKind.SIGN:
            return token.text in {".", "..", "@", "*"}
        return token.kind is TokenKind.NAME

    def _steps_after_slash(self) -> list[Step]:
        steps: list[Step] = []
        while self._is_sign("/", "//"):
            if self._take().text == "//":
                steps.append(_DESCENDANTS)
            steps.append(self._step())
        return steps

    def _step(self) -> Step:
        at = self._next.at
        if self._skip("."):
            return Step(Axis.SELF, ANY_NODE, self._predicates(), at)
        if self._skip(".."):
            return Step(Axis.PARENT, ANY_NODE, self._predicates(), at)
        axis = Axis.ATTRIBUTE if self._skip("@") else self._axis()
        return Step(axis, self._test(), self._predicates(), at)

    def _axis(self) -> Axis:
        following = self._tokens[min(self._index + 1, len(self._tokens) - 1)]
        if following.text != "::" or following.kind is not TokenKind.SIGN:
            return Axis.CHILD
        name = self._take()
        self._take()
        try:
            return Axis(name.text)
        except ValueError:
            raise ExpressionError("unknown-axis", name.at, axis=name.text) from None

    def _test(self) -> str:
        if self._skip("*"):
            return ANY_NAME
        token = self._next
        if token.kind is not TokenKind.NAME:
            raise self._unexpected()
        self._take()
        if token.text != "node" or not self._skip("("):
            return token.text
        self._expect(")")
        return ANY_NODE

    def _predicates(self) -> tuple[Expression, ...]:
        found: list[Expression] = []
        while self._skip("["):
            found.append(self._expression(0))
            self._expect("]")
        return tuple(found)


def _is_union(expression: Expression) -> bool:
    return isinstance(expression, Chain) and all(link.operator == "|" for link in expression.links)


def _number(token: Token) -> float:
    if len(token.text) > MAX_DIGITS:
        raise ExpressionError("syntax", token.at, found=token.text[:20])
    return float(token.text)


def _name(token: Token) -> str:
    if not token.text:
        raise ExpressionError("syntax", token.at, found="${}")
    return token.text
