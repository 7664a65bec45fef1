"""Answers that are text come compressed to who can read that, and say the same."""

from __future__ import annotations

import httpx
import pytest

PEOPLE = {"Accept": "text/html"}
SELECT = "/sparql?query=SELECT+*+%7B+%3Fs+%3Fp+%3Fo+%7D"


def asked(client: httpx.Client, path: str, encoding: str, **more: str) -> httpx.Response:
    return client.get(path, headers={"Accept-Encoding": encoding, **more})


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        ("/doc/def/Client", "text/html"),
        ("/v1/elementen", "application/json"),
        ("/zoeken?formaat=csv", "*/*"),
        ("/zoeken?formaat=ttl", "*/*"),
        (SELECT, "text/html"),
    ],
)
def test_text_comes_compressed_and_says_the_same(client: httpx.Client, path: str, accept: str) -> None:
    small = asked(client, path, "gzip", Accept=accept)
    plain = asked(client, path, "identity", Accept=accept)
    assert small.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert small.content == plain.content
    assert int(small.headers["content-length"]) * 2 < len(plain.content)
    for answer in (small, plain):
        assert "Accept-Encoding" in answer.headers["vary"]
        assert "Accept" in [one.strip() for one in answer.headers["vary"].split(",")]


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        ("/zoeken?formaat=xlsx", "*/*"),  # compressed already
        ("/health", "*/*"),  # too small to win anything
        (SELECT, "application/sparql-results+json"),  # programs, often on the same machine
    ],
)
def test_what_would_gain_nothing_comes_as_it_is(client: httpx.Client, path: str, accept: str) -> None:
    assert "content-encoding" not in asked(client, path, "gzip", Accept=accept).headers


@pytest.mark.parametrize("encoding", ["identity", "gzip;q=0", "br", "gzipped", "gzip;q=0.0, br"])
def test_who_cannot_read_it_gets_it_as_it_is(client: httpx.Client, encoding: str) -> None:
    assert "content-encoding" not in asked(client, "/doc/def/Client", encoding, **PEOPLE).headers


@pytest.mark.parametrize("encoding", ["gzip", "GZIP", "br;q=1, gzip;q=0.2", "*", "deflate,gzip"])
def test_who_can_read_it_gets_it_small(client: httpx.Client, encoding: str) -> None:
    assert asked(client, "/doc/def/Client", encoding, **PEOPLE).headers["content-encoding"] == "gzip"


def test_what_did_not_change_is_not_sent_again_in_either_form(client: httpx.Client) -> None:
    tag = asked(client, "/doc/def/Client", "gzip", **PEOPLE).headers["etag"]
    for encoding in ("gzip", "identity"):
        again = asked(client, "/doc/def/Client", encoding, **PEOPLE, **{"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")


def test_head_says_how_large_the_answer_would_be(client: httpx.Client) -> None:
    headers = {**PEOPLE, "Accept-Encoding": "gzip"}
    head, whole = (client.request(way, "/doc/def/Client", headers=headers) for way in ("HEAD", "GET"))
    assert head.content == b""
    assert head.headers["content-length"] == whole.headers["content-length"]
    assert head.headers["content-encoding"] == "gzip"
