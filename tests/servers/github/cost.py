"""What a GraphQL query costs, by the rule that GitHub publishes (Rate limits and query limits for the GraphQL API)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import DocumentNode, FieldNode, FragmentDefinitionNode, FragmentSpreadNode, IntValueNode, OperationDefinitionNode, VariableNode
from graphql.language import SelectionSetNode

NODES = 500_000  # that one query may ask for


@dataclass(slots=True)
class Cost:
    """Requests that the service would make, and nodes that it might return."""

    requests: int = 0
    nodes: int = 0

    @property
    def points(self) -> int:
        return max(round(self.requests / 100), 1)


def cost_of(document: DocumentNode, variables: Mapping[str, Any]) -> Cost:
    """Count each connection as often as its parents may come, assuming that every page is full."""
    fragments = {one.name.value: one for one in document.definitions if isinstance(one, FragmentDefinitionNode)}
    cost = Cost()
    for one in document.definitions:
        if isinstance(one, OperationDefinitionNode):
            _count(one.selection_set, 1, cost, fragments, variables)
    return cost


def _count(
    selections: SelectionSetNode, times: int, cost: Cost, fragments: Mapping[str, FragmentDefinitionNode], variables: Mapping[str, Any]
) -> None:
    for one in selections.selections:
        inner, many = getattr(one, "selection_set", None), times
        if isinstance(one, FragmentSpreadNode):
            inner = fragments[one.name.value].selection_set
        if isinstance(one, FieldNode):
            if size := _size(one, "first", variables) or _size(one, "last", variables):
                cost.requests += times
                many = times * size
                cost.nodes += many
            many *= _size(one, "maxRepositories", variables) or 1
        if inner is not None:
            _count(inner, many, cost, fragments, variables)


def _size(field: FieldNode, name: str, variables: Mapping[str, Any]) -> int:
    for argument in field.arguments or ():
        if argument.name.value == name:
            if isinstance(argument.value, IntValueNode):
                return int(argument.value.value)
            if isinstance(argument.value, VariableNode):
                return int(variables.get(argument.value.name.value) or 0)
    return 0
