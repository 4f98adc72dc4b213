"""What tools/bench makes of the figures that its rows bring (bench/measure.py)."""

import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bench"))

from measure import Goal, Measure, alone, compared  # noqa: E402


def test_a_ratio_is_the_median_of_the_rounds_ratios():
    """A slow round that hits both sides changes no ratio, though it moves the medians."""
    measure = compared("m", "s", [1, 20, 3], [2, 40, 10])
    assert (measure.value, measure.baseline, measure.ratio) == (3, 10, 0.5)


def test_rounds_that_only_one_side_had_are_refused():
    with pytest.raises(ValueError):
        compared("m", "s", [1, 2], [1])


@pytest.mark.parametrize(
    ("relation", "bound", "met"),
    [("<=", 2, True), ("<", 2, False), (">=", 2, True), (">", 2, False), ("<=", 1.99, False), (">", 1.99, True)],
)
def test_a_goal_is_met_by_the_figure_that_it_names(relation, bound, met):
    measure = Measure("m", 100, "s", baseline=50, ratio=2, goal=Goal("ratio", relation, bound))
    assert measure.as_object()["met"] is met
    assert measure.as_object()["goal"] == f"ratio {relation} {bound:g}"


def test_a_goal_for_a_figure_that_is_not_there_is_not_met():
    assert alone("m", "s", [1], Goal("ratio", "<=", 2)).as_object()["met"] is False


def test_without_a_goal_nothing_is_met_or_missed():
    assert alone("m", "s", [3, 1, 2]).as_object() == {
        "name": "m", "value": 2, "unit": "s", "baseline": None, "ratio": None, "goal": None, "met": None,
    }  # fmt: skip
