"""The condition language of the protocols, compiled once, evaluated on a `Picture`.

A condition is one of
  "chills"                                  the sign or finding is present now (asserted or doubtful)
  {context: [bone_metastases]}              known about the patient, past included
  {threshold: temp_fievre}                  a measure reaches the serious side of a named threshold
  {window: [chimio_cytotoxique]}            inside the risk window of a treatment; `red_fever` = any red one
  {drug: [...]} / {drug_class: [...]}       one of these drugs or classes, inside its window
  {age: {min: 40, max: 49}} / {age: age_masquage} / {sex: male}
  {treated: true}                           any anticancer treatment inside its window
  {treatment: known} / {treatment: unknown} the caller named a treatment, denied any, or said nothing of it
  {denied: [chills, fever_feeling]}         one of these signs was denied; it reassures with something else, never alone
  {silent: true}                            no symptom was read at all
  {asking: true}                            something is asked for: an appointment, a service, a sheet, an advice
  {is: fever}                               a named condition of `definitions.yml`
  {lasts: {sign: no_stool, threshold: constipation_72}}   the duration said with the sign reaches a named limit
  {lasts: {sign: no_stool, below: constipation_48}}       … or stays under it
  {since: {window: bcg_endovesical, threshold: bcg_duree}}   that treatment was given that long ago, or longer
  {days: dpd_fenetre}                       days since the last dose, a named limit; unknown counts as inside
  {all: [...]} / {any: [...]} / {none: [...]} / {two_of: [...]}
Evaluation returns the facts that made it true, or None. Absence never produces evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from care.triage.picture import Picture
from care.understanding.facts import Fact

Evidence = tuple[Fact, ...]
Condition = Callable[[Picture], Evidence | None]
Builder = Callable[[Any, Mapping[str, Any]], Condition]


class BadCondition(ValueError):
    """A condition that the language does not know; the message says which part."""


def compile_condition(raw: object, thresholds: Mapping[str, Any]) -> Condition:
    """Compile one condition; `thresholds` also holds the definitions, as `is:<id>`.

    Raises BadCondition naming the part that cannot be read.
    """
    if isinstance(raw, str):
        return _present(raw)
    if not isinstance(raw, Mapping) or len(raw) != 1:
        raise BadCondition(f"one key expected, not {raw!r}")
    ((key, value),) = raw.items()
    builder = _BUILDERS.get(key)
    if builder is None:
        raise BadCondition(f"unknown condition {key!r}")
    return builder(value, thresholds)


def _present(code: str) -> Condition:
    return lambda picture: picture.present.get(code)


def _context(value: Any, _: Mapping[str, Any]) -> Condition:  # noqa: ANN401
    codes = list(value)
    return lambda picture: _first(picture.context.get(code) for code in codes)


def _threshold(value: Any, thresholds: Mapping[str, Any]) -> Condition:  # noqa: ANN401
    threshold = _named(value, thresholds)

    def reached(picture: Picture) -> Evidence | None:
        facts = tuple(
            measure.fact
            for measure in picture.measures.get(threshold.measure, ())
            if (threshold.at_least is None or measure.value >= threshold.at_least)
            and (threshold.at_most is None or measure.value <= threshold.at_most)
        )
        return facts or None

    return reached


def _window(value: Any, _: Mapping[str, Any]) -> Condition:  # noqa: ANN401
    names = value if isinstance(value, list) else [value]
    return lambda picture: _first(picture.windows.get(name) for name in names)


def _drug(value: Any, _: Mapping[str, Any]) -> Condition:  # noqa: ANN401
    codes = value if isinstance(value, list) else [value]
    return lambda picture: _first(picture.drugs.get(code) for code in codes)


def _treated(value: Any, _: Mapping[str, Any]) -> Condition:  # noqa: ANN401
    if value:
        return lambda picture: picture.windows.get("any")
    return lambda picture: None if picture.windows.get("any") else ()


def _treatment(value: Any, _: Mapping[str, Any]) -> Condition:  # noqa: ANN401
    known = value == "known"
    return lambda picture: () if picture.treatment_named is known else None


def _denied(value: Any, _: Mapping[str, Any]) -> Condition:  # noqa: ANN401
    codes = frozenset(value)
    return lambda picture: None if codes.isdisjoint(picture.denied) else ()


def _silent(value: Any, _: Mapping[str, Any]) -> Condition:  # noqa: ANN401
    return lambda picture: () if picture.silent is bool(value) else None


def _asking(value: Any, _: Mapping[str, Any]) -> Condition:  # noqa: ANN401
    return lambda picture: () if picture.asking is bool(value) else None


def _is(value: Any, thresholds: Mapping[str, Any]) -> Condition:  # noqa: ANN401
    definition = thresholds.get(f"is:{value}")
    if definition is None:
        raise BadCondition(f"unknown definition {value!r}")
    return compile_condition(definition.when, thresholds)


def _age(value: Any, thresholds: Mapping[str, Any]) -> Condition:  # noqa: ANN401
    low, high = _limits(value, thresholds)

    def inside(picture: Picture) -> Evidence | None:
        if picture.age is None or not low <= picture.age.value <= high:
            return None
        return (picture.age.fact,)

    return inside


def _limits(value: Any, thresholds: Mapping[str, Any]) -> tuple[float, float]:  # noqa: ANN401
    """The bounds of an age: written, or those of a named threshold."""
    if not isinstance(value, str):
        return value.get("min", 0), value.get("max", 200)
    named = _named(value, thresholds)
    return named.at_least or 0, 200 if named.at_most is None else named.at_most


def _named(value: Any, thresholds: Mapping[str, Any]) -> Any:  # noqa: ANN401
    threshold = thresholds.get(str(value))
    if threshold is None:
        raise BadCondition(f"unknown threshold {value!r}")
    return threshold


def _sex(value: Any, _: Mapping[str, Any]) -> Condition:  # noqa: ANN401
    return lambda picture: () if picture.sex == value else None


def _lasts(value: Any, thresholds: Mapping[str, Any]) -> Condition:  # noqa: ANN401
    sign = str(value["sign"])
    reach = _named(value["threshold"], thresholds).at_least if "threshold" in value else None
    below = _named(value["below"], thresholds).at_least if "below" in value else None

    def long_enough(picture: Picture) -> Evidence | None:
        for fact in picture.present.get(sign, ()):
            lasting = picture.duration_of(fact)
            if lasting is None or (reach is not None and lasting.value < reach):
                continue
            if below is None or lasting.value < below:
                return (fact, lasting.fact)
        return None

    return long_enough


def _since(value: Any, thresholds: Mapping[str, Any]) -> Condition:  # noqa: ANN401
    window, reach = str(value["window"]), _named(value["threshold"], thresholds).at_least

    def long_ago(picture: Picture) -> Evidence | None:
        for fact in picture.windows.get(window, ()):
            days = fact.attributes.get("days_ago", picture.days_since_dose)
            if days is not None and float(days) * 24 >= reach:
                return (fact,)
        return None

    return long_ago


def _days(value: Any, thresholds: Mapping[str, Any]) -> Condition:  # noqa: ANN401
    high = _named(value, thresholds).at_most

    def inside(picture: Picture) -> Evidence | None:
        days = picture.days_since_dose
        return () if days is None or days <= high else None

    return inside


def _all(value: Any, thresholds: Mapping[str, Any]) -> Condition:  # noqa: ANN401
    parts = [compile_condition(part, thresholds) for part in value]

    def every(picture: Picture) -> Evidence | None:
        found: dict[
            int, Fact
        ] = {}  # the picture holds each fact once: the same object is the same fact
        for part in parts:
            evidence = part(picture)
            if evidence is None:
                return None
            found.update((id(fact), fact) for fact in evidence)
        return tuple(found.values())

    return every


def _any(value: Any, thresholds: Mapping[str, Any]) -> Condition:  # noqa: ANN401
    parts = [compile_condition(part, thresholds) for part in value]
    return lambda picture: _first(part(picture) for part in parts)


def _none(value: Any, thresholds: Mapping[str, Any]) -> Condition:  # noqa: ANN401
    parts = [compile_condition(part, thresholds) for part in value]
    return lambda picture: () if all(part(picture) is None for part in parts) else None


def _two_of(value: Any, thresholds: Mapping[str, Any]) -> Condition:  # noqa: ANN401
    parts = [compile_condition(part, thresholds) for part in value]

    def two(picture: Picture) -> Evidence | None:
        found = [evidence for part in parts if (evidence := part(picture)) is not None]
        return tuple(fact for evidence in found for fact in evidence) if len(found) >= 2 else None

    return two


def _first(candidates: Iterator[Evidence | None] | Any) -> Evidence | None:  # noqa: ANN401
    return next((evidence for evidence in candidates if evidence is not None), None)


_BUILDERS: dict[str, Builder] = {
    "context": _context,
    "threshold": _threshold,
    "window": _window,
    "drug": _drug,
    "drug_class": _drug,
    "treated": _treated,
    "treatment": _treatment,
    "denied": _denied,
    "silent": _silent,
    "asking": _asking,
    "is": _is,
    "age": _age,
    "sex": _sex,
    "lasts": _lasts,
    "since": _since,
    "days": _days,
    "all": _all,
    "any": _any,
    "none": _none,
    "two_of": _two_of,
}
