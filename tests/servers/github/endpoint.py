"""The GraphQL endpoint: checks a query against the published schema, what it costs, and answers it from the world."""

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from graphql import GraphQLError, parse, validate
from graphql.execution import execute_sync

from tests.servers.github import schema
from tests.servers.github.cost import NODES, Cost, cost_of
from tests.servers.github.graph import Graph
from tests.servers.github.paging import stamp
from tests.servers.github.tokens import SPANS, Token
from tests.servers.github.world import World

WorkedOut: TypeAlias = Callable[[object, Callable[[], Any]], Any]


class Endpoint:
    """Answers queries; `lacking` are fields that an older Enterprise Server does not have."""

    def __init__(self, world: World, worked_out: WorkedOut) -> None:
        self._world = world
        self._worked_out = worked_out
        self._valid: dict[str, tuple[Any, list[GraphQLError]]] = {}
        self.lacking: set[str] = set()

    def answer(self, token: Token, body: Mapping[str, Any]) -> tuple[object, Cost]:
        """Return the answer to a query, and what it cost."""
        variables = body.get("variables") or {}
        document, errors = self._checked(body["query"])
        if errors:
            return {"errors": [_error(error) for error in errors]}, Cost()
        cost = cost_of(document, variables)
        if cost.nodes > NODES:
            message = f"This query requests up to {cost.nodes:,} possible nodes which exceeds the maximum limit of {NODES:,}."
            return {"errors": [{"type": "MAX_NODE_LIMIT_EXCEEDED", "message": message}]}, Cost()
        token.used["graphql"] += cost.points
        if token.lacks_sso:
            message = "Resource protected by organization SAML enforcement. You must grant your OAuth token access to this organization."
            return {"data": None, "errors": [{"type": "FORBIDDEN", "message": message}]}, cost
        key = (token.user.id, body["query"], json.dumps(variables))
        return self._worked_out(key, lambda: self._executed(document, variables, token, cost.points)), cost

    def _executed(self, document: Any, variables: Mapping[str, Any], token: Token, points: int) -> object:
        left = token.limits["graphql"] - token.used["graphql"]
        resets = stamp(self._world.now + SPANS["graphql"])
        budget = {"cost": points, "limit": token.limits["graphql"], "remaining": left, "resetAt": resets, "used": token.used["graphql"]}
        root = Graph(self._world, token.user, budget, denial=token.denial if token.lacks_checks else "").root
        result = execute_sync(schema.graphql_schema(), document, root_value=root, variable_values=dict(variables))
        answer: dict[str, object] = {"data": result.data}
        if result.errors:
            answer["errors"] = [_error(error) for error in result.errors]
        return answer

    def _checked(self, text: str) -> tuple[Any, list[GraphQLError]]:
        if text not in self._valid:
            document = parse(text)
            errors = validate(schema.graphql_schema(), document)
            self._valid[text] = document, [*errors, *self._missing(text)]
        return self._valid[text]

    def _missing(self, text: str) -> list[GraphQLError]:
        words = text.replace("(", " ").replace("{", " ").split()
        return [
            GraphQLError(f"Field '{name}' doesn't exist on type 'Thing'", extensions={"code": "undefinedField", "fieldName": name})
            for name in sorted(self.lacking & set(words))
        ]


def _error(error: GraphQLError) -> Mapping[str, object]:
    """Write an error as the service does: its type beside its message, and not among what extends it."""
    more = dict(error.extensions or {})
    kind = {"type": more.pop("type")} if "type" in more else {}
    places = [{"line": place.line, "column": place.column} for place in error.locations or ()]
    return {**kind, "path": error.path, "extensions": more, "locations": places, "message": error.message}
