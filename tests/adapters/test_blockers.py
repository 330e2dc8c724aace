"""What each host says of why an open request does not go on."""

import pytest

from adapters.azure import requests as azure
from adapters.github import threads as github
from adapters.gitlab import threads as gitlab
from core.model import Blocker


@pytest.mark.parametrize(
    ("row", "blockers"),
    [
        ({}, None),
        ({"detailed_merge_status": "mergeable"}, ()),
        ({"detailed_merge_status": "requested_changes", "has_conflicts": True}, (Blocker.CHANGES, Blocker.CONFLICTS)),
        ({"detailed_merge_status": "conflict", "has_conflicts": True}, (Blocker.CONFLICTS,)),
        ({"detailed_merge_status": "ci_must_pass"}, (Blocker.CHECKS,)),
        ({"detailed_merge_status": "not_approved"}, (Blocker.REVIEW,)),
    ],
)
def test_gitlab_s_merge_status_is_read(row: dict[str, object], blockers: tuple[Blocker, ...] | None) -> None:
    assert gitlab._blockers(row) == blockers


@pytest.mark.parametrize(
    ("row", "blockers"),
    [
        ({"mergeStatus": "succeeded", "reviewers": []}, ()),
        ({"mergeStatus": "conflicts", "reviewers": [{"vote": -5}]}, (Blocker.CHANGES, Blocker.CONFLICTS)),
        ({"reviewers": [{"vote": 0, "isRequired": True}, {"vote": 10}]}, (Blocker.REVIEW,)),
        ({"reviewers": [{"vote": 0}, {"vote": 10, "isRequired": True}]}, ()),
    ],
)
def test_azure_s_votes_and_trial_merge_are_read(row: dict[str, object], blockers: tuple[Blocker, ...]) -> None:
    assert azure._blockers(row) == blockers


@pytest.mark.parametrize(
    ("node", "blockers"),
    [
        ({}, None),
        ({"mergeable": "MERGEABLE", "reviewDecision": None}, ()),
        ({"mergeable": "CONFLICTING", "reviewDecision": "CHANGES_REQUESTED"}, (Blocker.CHANGES, Blocker.CONFLICTS)),
        ({"mergeable": "UNKNOWN", "reviewDecision": "REVIEW_REQUIRED"}, (Blocker.REVIEW,)),
        ({"mergeable": "MERGEABLE", "statusCheckRollup": None}, ()),
        ({"mergeable": "CONFLICTING", "statusCheckRollup": {"state": "ERROR"}}, (Blocker.CHECKS, Blocker.CONFLICTS)),
    ],
)
def test_github_s_review_decision_and_checks_are_read(node: dict[str, object], blockers: tuple[Blocker, ...] | None) -> None:
    assert github._blockers(node) == blockers
