"""A generated client calls the running server, and the answers have the types that the client declares."""

import os

import plan_targets_client as client
import pytest

URL = os.environ["PLAN_TARGETS_URL"]


@pytest.fixture(scope="session")
def connection() -> client.ApiClient:
    return client.ApiClient(client.Configuration(host=URL))


def test_a_comparison_has_a_cell_for_each_indicator_and_region(connection: client.ApiClient) -> None:
    body = client.CompareApi(connection).compare_indicators(
        indicators=["gdp", "pm25"], regions=["wuhan", "江岸区", "420104"]
    )
    assert [entry.indicator.id for entry in body.data] == ["gdp", "pm25"]
    wuhan, jiangan, qiaokou = body.data[0].cells
    assert [cell.region.id for cell in (wuhan, jiangan, qiaokou)] == ["wuhan", "jiangan", "qiaokou"]
    assert jiangan.base is not None and jiangan.base.value == 1247.04
    assert jiangan.target is not None and jiangan.target.comparator == client.Comparator.GT
    assert jiangan.derived.annual_growth == 9.9
    assert wuhan.target is None and wuhan.status == client.TargetStatus.UNKNOWN


def test_the_pages_of_the_targets_are_all_of_them_each_once(connection: client.ApiClient) -> None:
    rows: list[client.Row] = []
    cursor: str | None = None
    while True:
        body = client.RowsApi(connection).list_targets(
            regions=["jiangan"], status=[client.Status.STATED], sort="-value", limit=40, cursor=cursor
        )
        rows += body.data
        assert body.page is not None
        cursor = body.page.next
        if cursor is None:
            break
    assert len(rows) > 80
    assert len(rows) == len({row.id for row in rows}) == body.page.total
    values = [row.value for row in rows if row.value is not None]
    assert values == sorted(values, reverse=True)


def test_a_misspelt_region_is_a_problem_that_names_the_nearest(connection: client.ApiClient) -> None:
    with pytest.raises(client.exceptions.BadRequestException) as caught:
        client.RowsApi(connection).list_targets(regions=["jiangam"])
    problem = caught.value.data
    assert isinstance(problem, client.Problem)
    assert problem.type == "/problems/invalid-parameter"
    assert problem.errors[0].nearest == "jiangan"
    assert caught.value.headers is not None
    assert problem.request_id == caught.value.headers["X-Request-Id"]
