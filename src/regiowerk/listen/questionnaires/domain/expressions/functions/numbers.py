"""Functions on numbers."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from decimal import ROUND_FLOOR, Context, Decimal

from regiowerk.listen.questionnaires.domain.expressions.functions.registry import Function, Work
from regiowerk.listen.questionnaires.domain.expressions.functions.texts import round_half_up
from regiowerk.listen.questionnaires.domain.expressions.nodes import Result
from regiowerk.listen.questionnaires.domain.expressions.running import Run
from regiowerk.listen.questionnaires.domain.expressions.values import (
    NAN,
    scalars_of,
    to_number,
    to_text,
)

_EXACT = Context(prec=400, Emax=9999, Emin=-9999)
_HALF = Decimal("0.5")
_MOST_DIGITS = 1000.0  # of uuid(length)


def _guarded(compute: Callable[[float], float]) -> Work:
    """A function of one number that gives NaN where mathematics has no real result."""

    def work(run: Run, value: Result) -> Result:
        try:
            return float(compute(to_number(value)))
        except (ValueError, OverflowError):
            return NAN

    return work


def _int(number: float) -> float:
    return float(math.trunc(number)) if math.isfinite(number) else number


def _floor(number: float) -> float:
    return float(math.floor(number)) if math.isfinite(number) else number


def _ceiling(number: float) -> float:
    return float(math.ceil(number)) if math.isfinite(number) else number


def _log(number: float) -> float:
    return -math.inf if number == 0 else math.log(number)


def _log10(number: float) -> float:
    return -math.inf if number == 0 else math.log10(number)


def _exp(number: float) -> float:
    return math.inf if number > 709.8 else math.exp(number)


def _exp10(number: float) -> float:
    return math.inf if number > 308.3 else 10.0**number


def _round(run: Run, value: Result, digits: Result = 0.0) -> Result:
    number, places = to_number(value), to_number(digits)
    if math.isnan(places):
        return NAN
    if not math.isfinite(number):
        return number
    if places == 0:
        return float(round_half_up(number))
    if abs(places) > 300:
        return number if places > 0 else 0.0
    shift = int(places)
    shifted = Decimal(repr(number)).scaleb(shift, _EXACT)
    whole = _EXACT.add(shifted, _HALF).to_integral_value(ROUND_FLOOR, _EXACT)
    return float(whole.scaleb(-shift, _EXACT))


def _pow(run: Run, base: Result, exponent: Result) -> Result:
    try:
        power = to_number(base) ** to_number(exponent)
    except ZeroDivisionError:
        return math.inf
    except OverflowError:
        return math.inf
    return NAN if isinstance(power, complex) else power


def _atan2(run: Run, y: Result, x: Result) -> Result:
    return math.atan2(to_number(y), to_number(x))


def _filled(run: Run, arguments: tuple[Result, ...]) -> list[float]:
    """The numbers among the values; blank ones are left out, as JavaRosa does."""
    values = scalars_of(arguments)
    run.spend(len(values))
    return [to_number(value) for value in values if value != ""]


def _sum(run: Run, *arguments: Result) -> Result:
    return math.fsum(numbers) if _finite(numbers := _filled(run, arguments)) else sum(numbers)


def _finite(numbers: list[float]) -> bool:
    return all(map(math.isfinite, numbers)) and sum(map(abs, numbers)) < math.inf


def _min(run: Run, *arguments: Result) -> Result:
    numbers = _filled(run, arguments)
    return NAN if not numbers or any(map(math.isnan, numbers)) else min(numbers)


def _max(run: Run, *arguments: Result) -> Result:
    numbers = _filled(run, arguments)
    return NAN if not numbers or any(map(math.isnan, numbers)) else max(numbers)


def _number(run: Run, value: Result) -> Result:
    return to_number(value)


def _pi(run: Run) -> Result:
    return math.pi


def _random(run: Run) -> Result:
    return (run.chance() >> 203) / 2**53


def _uuid(run: Run, length: Result | None = None) -> Result:
    drawn = run.chance()
    if length is not None:
        wanted = to_number(length)
        return _digits(drawn, int(max(0.0, min(wanted, _MOST_DIGITS)))) if wanted == wanted else ""
    digits = f"{drawn:064x}"
    variant = "89ab"[int(digits[16], 16) % 4]
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:32]}"


def _digits(seed: int, length: int) -> str:
    """As many hexadecimal digits as wanted, always the same for a seed."""
    return hashlib.shake_256(seed.to_bytes(32)).hexdigest(length // 2 + 1)[:length]


def _boolean_from_string(run: Run, value: Result) -> Result:
    return to_text(value).strip().lower() in {"1", "true"}


FUNCTIONS = {
    "number": Function(_number, 1, 1, of_context=True),
    "int": Function(_guarded(_int), 1, 1),
    "abs": Function(_guarded(abs), 1, 1),
    "floor": Function(_guarded(_floor), 1, 1),
    "ceiling": Function(_guarded(_ceiling), 1, 1),
    "round": Function(_round, 1, 2),
    "pow": Function(_pow, 2, 2),
    "log": Function(_guarded(_log), 1, 1),
    "log10": Function(_guarded(_log10), 1, 1),
    "exp": Function(_guarded(_exp), 1, 1),
    "exp10": Function(_guarded(_exp10), 1, 1),
    "sqrt": Function(_guarded(math.sqrt), 1, 1),
    "sin": Function(_guarded(math.sin), 1, 1),
    "cos": Function(_guarded(math.cos), 1, 1),
    "tan": Function(_guarded(math.tan), 1, 1),
    "asin": Function(_guarded(math.asin), 1, 1),
    "acos": Function(_guarded(math.acos), 1, 1),
    "atan": Function(_guarded(math.atan), 1, 1),
    "atan2": Function(_atan2, 2, 2),
    "pi": Function(_pi, 0, 0),
    "sum": Function(_sum, 1, 1, of_nodes=True),
    "min": Function(_min, 1, None),
    "max": Function(_max, 1, None),
    "random": Function(_random, 0, 0),
    "uuid": Function(_uuid, 0, 1),
    "boolean-from-string": Function(_boolean_from_string, 1, 1),
}
