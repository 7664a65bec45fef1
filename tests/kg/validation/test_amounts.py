"""How much a toewijzing allows: the worked examples of decision 0015, and the edges."""

from __future__ import annotations

from datetime import date

import pytest

from kg.validation.amounts import DAY, EURO, HOUR, MINUTE, MONTH, OUTPUT, TOTAL, WEEK, Quantity, months, sundays, weeks

STAGE = "16"


def span(text: str) -> tuple[date, date]:
    begin, end = text.split("/")
    return date.fromisoformat(begin), date.fromisoformat(end)


def assigned(volume: int, unit: str, frequency: str, period: str, household: bool = False) -> Quantity:
    return Quantity(volume, unit, frequency, *span(period), household)


@pytest.mark.parametrize(
    ("period", "count"),
    [
        ("2026-03-02/2026-03-02", 1),  # a Monday
        ("2026-03-02/2026-03-08", 1),
        ("2026-03-01/2026-03-08", 2),
        ("2026-02-01/2026-02-28", 5),  # begins on a Sunday
        ("2026-06-01/2026-06-28", 4),
        ("2026-08-01/2026-08-31", 6),
        ("2026-12-28/2027-01-03", 1),  # one week, two years
    ],
)
def test_broken_weeks_count_as_weeks(period: str, count: int) -> None:
    assert weeks(*span(period)) == count


@pytest.mark.parametrize(
    ("period", "count"),
    [
        ("2026-03-02/2026-03-07", 0),
        ("2026-03-08/2026-03-08", 1),
        ("2026-03-01/2026-03-31", 5),
        ("2026-05-01/2026-05-31", 5),
    ],
)
def test_sundays_are_counted_on_both_edges(period: str, count: int) -> None:
    assert sundays(*span(period)) == count


def test_months_are_counted_over_the_turn_of_the_year() -> None:
    assert [months(*span(period)) for period in ("2026-05-31/2026-06-01", "2025-12-31/2026-02-01")] == [2, 3]


@pytest.mark.parametrize(
    ("quantity", "period", "most"),
    [
        (assigned(4, HOUR, WEEK, "2026-02-10/2026-05-12"), "2026-02-10/2026-02-28", 12),
        (assigned(4, HOUR, WEEK, "2026-02-10/2026-05-12"), "2026-03-01/2026-03-31", 24),
        (assigned(250, OUTPUT, WEEK, "2026-02-10/2026-05-12"), "2026-02-10/2026-02-28", 500),
        (
            assigned(250, OUTPUT, WEEK, "2026-02-10/2026-05-12"),
            "2026-05-01/2026-05-12",
            750,
        ),  # 3 and 10, and a broken week
        (
            assigned(250, OUTPUT, WEEK, "2026-02-10/2026-06-04"),
            "2026-05-01/2026-05-31",
            1500,
        ),  # the broken week of June
        (assigned(250, OUTPUT, WEEK, "2026-02-10/2026-06-04"), "2026-06-01/2026-06-04", 0),
        (assigned(250, OUTPUT, WEEK, "2026-02-10/2026-02-12"), "2026-02-10/2026-02-12", 250),  # never a Sunday
        (assigned(20, STAGE, MONTH, "2026-02-10/2026-05-12"), "2026-02-10/2026-02-28", 20),
        (assigned(90, MINUTE, DAY, "2026-02-10/2026-05-12"), "2026-02-10/2026-02-28", 19 * 90),
        (assigned(75, HOUR, TOTAL, "2026-02-10/2026-05-12"), "2026-03-01/2026-03-31", 75),
        (assigned(180, MINUTE, WEEK, "2026-02-10/2026-05-12", household=True), "2026-03-01/2026-03-31", 1080),
    ],
)
def test_the_most_for_one_period(quantity: Quantity, period: str, most: int) -> None:
    assert quantity.in_period(*span(period)) == (most, most)


def test_euros_per_week_have_two_bounds() -> None:
    quantity = assigned(100, EURO, WEEK, "2026-02-10/2026-05-12")
    assert quantity.in_period(*span("2026-02-10/2026-02-28")) == (200, 300)


@pytest.mark.parametrize(
    ("quantity", "total"),
    [
        (assigned(4, HOUR, WEEK, "2026-02-10/2026-05-12"), 14 * 4),
        (assigned(250, OUTPUT, WEEK, "2026-02-10/2026-05-12"), 14 * 250),
        (assigned(20, STAGE, MONTH, "2026-02-10/2026-05-12"), 80),
        (assigned(90, MINUTE, DAY, "2026-02-10/2026-02-12"), 270),
        (assigned(75, HOUR, TOTAL, "2026-02-10/2026-05-12"), 75),
    ],
)
def test_the_most_in_all(quantity: Quantity, total: int) -> None:
    assert quantity.in_all() == total


def test_without_an_end_only_a_total_has_a_bound() -> None:
    open_ended = {
        frequency: Quantity(7, HOUR, frequency, date(2026, 2, 10), None).in_all() for frequency in (DAY, MONTH, TOTAL)
    }
    assert open_ended == {DAY: None, MONTH: None, TOTAL: 7}


def test_the_periods_of_output_add_up_to_the_whole() -> None:
    """However an assignment is cut into months, the Sundays and the broken week are each in one of them."""
    for end in range(1, 29):
        quantity = assigned(1, OUTPUT, WEEK, f"2026-03-04/2026-05-{end:02}")
        cuts = ("2026-03-04/2026-03-31", "2026-04-01/2026-04-30", f"2026-05-01/2026-05-{end:02}")
        assert sum(quantity.in_period(*span(cut))[1] for cut in cuts) == quantity.in_all()
