"""GitHub's published GraphQL schema and REST description; tests that need them skip where these are absent."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pytest
from graphql import GraphQLSchema, build_schema

from tests.histories import SHARED

GRAPHQL = SHARED / "specs" / "github-schema.graphql"
REST = SHARED / "specs" / "github-openapi.json"


def is_at_hand() -> bool:
    """Say whether both descriptions lie beside this checkout."""
    return GRAPHQL.exists() and REST.exists()


def needed() -> None:
    """Skip the test where the descriptions are absent."""
    if not is_at_hand():
        pytest.skip(f"no published descriptions at {GRAPHQL.parent}")


@lru_cache(1)
def graphql_schema() -> GraphQLSchema:
    """Build the schema, once a process: it takes more than a second. It has a visibility that a later version may know."""
    return build_schema(GRAPHQL.read_text() + "extend enum RepositoryVisibility { SECRET }", assume_valid=True)


@lru_cache(1)
def _description() -> Mapping[str, Any]:
    description: Mapping[str, Any] = _nullable(json.loads(REST.read_text()))
    return description


@lru_cache(64)
def _validator(path: str) -> Any:
    from jsonschema import Draft202012Validator

    answers = _description()["paths"][path]["get"]["responses"]
    schema = answers["200"]["content"]["application/json"]["schema"]
    return Draft202012Validator({**schema, "components": _description()["components"]})


def problems(path: str, answer: object) -> list[str]:
    """Return what is wrong with a REST answer, by the description of its path."""
    return [f"{path}: {error.json_path}: {error.message[:200]}" for error in _validator(path).iter_errors(answer)][:5]


def _nullable(part: Any) -> Any:
    """Turn OpenAPI 3.0's `nullable` into JSON Schema's null, and `oneOf` into `anyOf`: the kinds of payloads overlap."""
    if isinstance(part, list):
        return [_nullable(one) for one in part]
    if not isinstance(part, dict):
        return part
    turned = {"anyOf" if name == "oneOf" else name: _nullable(value) for name, value in part.items() if name != "nullable"}
    return {"anyOf": [turned, {"type": "null"}]} if part.get("nullable") is True else turned
