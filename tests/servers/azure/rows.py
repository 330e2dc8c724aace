"""What the service answers: its entities as JSON, with the fields that its documentation shows."""

from datetime import UTC, datetime
from urllib.parse import quote

from tests.servers.azure.nouns import Item, Project, Push, Remark, Repository, Request, Tag, Talk, User
from tests.servers.commits import Commit

Row = dict[str, object]
_SHORT = 400  # characters of a description in a list


def stamp(at: datetime) -> str:
    """Write a time as the service does: with as many digits as it takes."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f").rstrip("0").rstrip(".") + "Z"


def user(one: User) -> Row:
    return {"displayName": one.name, "url": f"https://spsprod.vssps.visualstudio.com/_apis/Identities/{one.id}", "id": one.id,
            "uniqueName": one.login, "descriptor": f"aad.{one.id[:8]}"}  # fmt: skip


def me(one: User) -> Row:
    told: Row = {
        "id": one.id,
        "descriptor": f"Microsoft.IdentityModel.Claims.ClaimsIdentity;{one.id}",
        "subjectDescriptor": f"aad.{one.id[:8]}",
        "providerDisplayName": one.name,
        "isActive": True,
        "properties": {"Account": {"$type": "System.String", "$value": one.login}},
        "resourceVersion": 2,
    }
    return {"authenticatedUser": told, "authorizedUser": told, "instanceId": one.id, "deploymentType": "hosted"}


def project(one: Project) -> Row:
    return {"id": one.id, "name": one.name, "state": "wellFormed", "revision": 11, "visibility": one.visibility}


def repository(one: Repository, url: str) -> Row:
    row: Row = {
        "id": one.id,
        "name": one.name,
        "url": f"{url}/{one.project.id}/_apis/git/repositories/{one.id}",
        "project": project(one.project),
        "size": 700 * len(one.commits),
        "webUrl": f"{url}/{quote(one.project.name)}/_git/{quote(one.name)}",
        "isDisabled": one.is_disabled,
    }
    return row | ({"defaultBranch": f"refs/heads/{one.default}"} if one.heads else {})


def commit(one: Commit, *, is_whole: bool) -> Row:
    """Write a commit: lists have its first line alone, and no parents."""
    first, _, rest = one.message.partition("\n")
    row: Row = {
        "commitId": one.id,
        "author": {"name": one.author[0], "email": one.author[1], "date": stamp(one.at)},
        "committer": {"name": one.committer[0], "email": one.committer[1], "date": stamp(one.committed)},
        "comment": one.message if is_whole else first,
        "changeCounts": {"Add": 0, "Edit": 1, "Delete": 0},
    }
    if is_whole:
        return {**row, "parents": list(one.parents)}
    return row | ({"commentTruncated": True} if rest else {})


def push(one: Push, *, has_updates: bool) -> Row:
    updates = [{"name": name, "oldObjectId": before, "newObjectId": after} for name, before, after in one.updates]
    return {"pushId": one.id, "date": stamp(one.at), "pushedBy": user(one.by)} | ({"refUpdates": updates} if has_updates else {})


def tag(one: Tag) -> Row:
    by = {"name": one.by[0], "email": one.by[1], "date": stamp(one.at)}
    named = {"name": one.name, "objectId": one.id, "message": one.message}
    return {**named, "taggedBy": by, "taggedObject": {"objectId": one.commit, "objectType": "Commit"}}


def request(one: Request) -> Row:
    """Write a request as lists do: its description cut, its project without a word of who may see it."""
    held = {"id": one.repository.id, "name": one.repository.name}
    row: Row = {
        "repository": {
            **held,
            "project": {"id": one.repository.project.id, "name": one.repository.project.name, "visibility": "unchanged"},
        },
        "pullRequestId": one.number,
        "codeReviewId": one.number,
        "status": one.status,
        "createdBy": user(one.author),
        "creationDate": stamp(one.created),
        "title": one.title,
        "description": one.description[:_SHORT],
        "sourceRefName": f"refs/heads/{one.branch}",
        "targetRefName": f"refs/heads/{one.repository.default}",
        "mergeStatus": "succeeded",
        "isDraft": one.is_draft,
        "reviewers": [{**user(who), "vote": vote, "hasDeclined": False} for who, vote in one.reviewers.values()],
    }
    if one.labels:
        row["labels"] = [{"id": name, "name": name, "active": True} for name in one.labels]
    if one.commits:
        row["lastMergeSourceCommit"] = {"commitId": one.commits[-1]}
    if one.merge:
        row["lastMergeCommit"] = {"commitId": one.merge}
    if one.closed:
        row |= {"closedBy": user(one.closed[0]), "closedDate": stamp(one.closed[1])}
    return row


def talk(one: Talk) -> Row:
    row: Row = {"id": one.id, "publishedDate": stamp(one.at), "lastUpdatedDate": stamp(one.at), "isDeleted": one.is_deleted}
    if one.vote is None:
        return {**row, "comments": [_remark(remark) for remark in one.comments], "properties": {}, "identities": None}
    who, value = one.vote
    said = {"CodeReviewThreadType": "VoteUpdate", "CodeReviewVoteResult": str(value), "CodeReviewVotedByIdentity": "1"}
    system = {"displayName": "Microsoft.VisualStudio.Services.TFS", "id": "00000002-0000-8888-8000-000000000000"}
    word = {"id": 1, "author": system, "content": f"{who.name} voted {value}", "publishedDate": stamp(one.at), "commentType": "system"}
    properties = {name: {"$type": "System.String", "$value": text} for name, text in said.items()}
    return {**row, "comments": [word], "properties": properties, "identities": {"1": user(who)}}


def _remark(one: Remark) -> Row:
    told = {"id": one.id, "parentCommentId": one.id - 1, "author": user(one.author), "publishedDate": stamp(one.at), "commentType": "text"}
    return {**told, "isDeleted": True} if one.is_deleted else {**told, "content": one.body}


def item(one: Item, fields: list[str]) -> Row:
    """Write a work item with the fields that were asked for; those without a value are left out."""
    common = "Microsoft.VSTS.Common."
    told: Row = {
        "System.Id": one.number,
        "System.TeamProject": one.project.name,
        "System.WorkItemType": one.kind,
        "System.Title": one.title,
        "System.State": one.state,
        "System.CreatedBy": user(one.created[0]),
        "System.CreatedDate": stamp(one.created[1]),
        "System.ChangedDate": stamp(max(at for _, at in one.changes)),
        "System.CommentCount": len(one.comments),
    }
    told |= {"System.Tags": "; ".join(one.tags)} if one.tags else {}
    for name, done in (("Resolved", one.resolved), ("Closed", one.closed)):
        told |= {f"{common}{name}By": user(done[0]), f"{common}{name}Date": stamp(done[1])} if done else {}
    return {"id": one.number, "rev": len(one.changes), "fields": {name: told[name] for name in fields if name in told}}


def comment(one: Remark, on: Item) -> Row:
    told = {"id": one.id, "workItemId": on.number, "version": 1, "createdBy": user(one.author), "createdDate": stamp(one.at)}
    return {**told, "isDeleted": True} if one.is_deleted else {**told, "text": f"<div>{one.body}</div>"}
