"""What Slack's errors mean: one table of the documented codes of every method that is used, as errors with a sentence for the user.

https://docs.slack.dev/reference/methods, each method's "Errors". Nothing of what Slack says is passed on: it may quote what was sent.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from core.errors import AmbiguousError, AuthError, GoneError, OutsideError, PermanentError, RateLimitedError, TransientError
from core.messages import slack as messages

_PAUSE = timedelta(seconds=30)  # where Slack does not say for how long
_LONGEST = timedelta(hours=1)
_TOO_MANY, _FAULT = 429, 500


class AbsentError(GoneError):
    """The message is gone."""


class EndedError(AuthError):
    """The token is of no use any more: it was revoked, or whom it was of is gone."""


class NoThreadError(PermanentError):
    """Nothing can be said in that thread; the channel itself may still be open."""


class Kind(StrEnum):
    """What may be done about an error."""

    TRANSIENT = "transient"  # not done; trying again may help
    LIMITED = "limited"  # not done; trying again helps later
    DEAD = "dead"  # the token is not taken
    ENDED = "ended"  # it was taken once
    LACKING = "lacking"  # the app has too few permissions
    CLOSED = "closed"  # the place is closed to the bot
    ABSENT = "absent"  # the message is gone
    NO_THREAD = "no thread"
    NO_DIRECT = "no direct message"
    UNKNOWN = "unknown"  # no such person, group or cursor
    FORBIDDEN = "forbidden"  # by a setting of the workspace
    LATE_FORM = "late form"
    OURS = "ours"  # what was sent is wrong
    AMBIGUOUS = "ambiguous"  # it may have been done


_CODES: Mapping[Kind, str] = {
    Kind.TRANSIENT: "service_unavailable team_added_to_org org_login_required external_channel_migrating streaming_state_conflict",
    Kind.LIMITED: "ratelimited rate_limited message_limit_exceeded",
    Kind.DEAD: "invalid_auth not_authed token_expired two_factor_setup_required team_access_not_granted",
    Kind.ENDED: "account_inactive token_revoked",
    Kind.LACKING: (
        "missing_scope not_allowed_token_type no_permission is_bot user_is_restricted metadata_must_be_sent_from_app as_user_not_supported "
        "user_access_not_granted"
    ),
    Kind.CLOSED: (
        "channel_not_found not_in_channel is_archived is_inactive restricted_action restricted_action_read_only_channel "
        "restricted_action_thread_only_channel user_not_in_channel team_not_found method_not_supported_for_channel_type "
        "duplicate_channel_not_found channel_type_not_supported"
    ),
    Kind.ABSENT: "message_not_found",
    Kind.NO_THREAD: "thread_not_found cannot_reply_to_message restricted_action_thread_locked restricted_action_non_threadable_channel",
    Kind.NO_DIRECT: (
        "messages_tab_disabled user_disabled invalid_user_combination not_enough_users too_many_users users_list_not_supplied "
        "cannot_dm_bot ekm_access_denied_dm"
    ),
    Kind.UNKNOWN: "user_not_found user_not_visible users_not_found no_such_subteam subteam_not_found",
    Kind.FORBIDDEN: (
        "access_denied accesslimited ekm_access_denied enterprise_is_restricted cant_update_message cant_delete_message edit_window_closed "
        "compliance_exports_prevent_deletion slack_connect_canvas_sharing_blocked slack_connect_file_link_sharing_blocked "
        "slack_connect_lists_sharing_blocked slack_connect_blocked_file_type slack_connect_clip_sharing_blocked "
        "slack_connect_file_upload_sharing_blocked posting_to_channel_denied blocked_file_type send_on_behalf_not_allowed "
        "forbidden_team cant_broadcast_message not_allowed"
    ),
    Kind.LATE_FORM: "expired_trigger_id exchanged_trigger_id trigger_expired trigger_exchanged invalid_trigger_id invalid_trigger",
    Kind.OURS: (
        "as_user attachment_payload_limit_exceeded block_mismatch deprecated_endpoint draft_already_deleted draft_already_sent "
        "draft_has_conflict draft_not_found duplicate_external_id duplicate_message_not_found file_deleted file_is_deleted "
        "file_not_found file_share_limit_reached hash_conflict invalid_arg_name invalid_arguments invalid_array_arg "
        "invalid_attachments invalid_blocks invalid_blocks_format invalid_charset invalid_cursor invalid_form_data invalid_json "
        "invalid_limit invalid_metadata_filter_keys invalid_metadata_format invalid_metadata_schema invalid_post_type "
        "invalid_ts_latest invalid_ts_oldest invalid_types json_not_object limit_required markdown_text_conflict "
        "max_file_sharing_exceeded metadata_too_large method_deprecated missing_argument missing_file_data missing_post_type "
        "msg_blocks_too_long msg_too_long no_dual_broadcast_content_update no_text not_found pagination_not_available "
        "push_limit_reached request_timeout too_many_attachments too_many_contact_cards unable_to_share_files unknown_method "
        "view_too_large"
    ),
    Kind.AMBIGUOUS: "fatal_error internal_error update_failed fetch_members_failed",
}
TABLE: Mapping[str, Kind] = {code: kind for kind, codes in _CODES.items() for code in codes.split()}

_SAYS: Mapping[Kind, tuple[type[OutsideError], str]] = {
    Kind.TRANSIENT: (TransientError, messages.DOWN),
    Kind.DEAD: (AuthError, messages.DEAD),
    Kind.ENDED: (EndedError, messages.DEAD),
    Kind.LACKING: (PermanentError, messages.LACKING),
    Kind.CLOSED: (PermanentError, messages.NOT_IN),
    Kind.ABSENT: (AbsentError, messages.GONE),
    Kind.NO_THREAD: (NoThreadError, messages.NO_THREAD),
    Kind.NO_DIRECT: (PermanentError, messages.NO_DIRECT),
    Kind.UNKNOWN: (PermanentError, messages.UNKNOWN),
    Kind.FORBIDDEN: (PermanentError, messages.NOT_ALLOWED),
    Kind.LATE_FORM: (PermanentError, messages.LATE_FORM),
    Kind.OURS: (PermanentError, messages.REFUSED),
    Kind.AMBIGUOUS: (AmbiguousError, messages.MAYBE),
}


def refusal(code: str, status: int, headers: Mapping[str, str], now: datetime) -> OutsideError:
    """Return the error for an answer that is not `ok`; what is not documented may have been done."""
    kind = Kind.LIMITED if status == _TOO_MANY else TABLE.get(code, Kind.AMBIGUOUS)
    if kind is Kind.LIMITED:
        return RateLimitedError(messages.BUSY, retry_at=now + _pause(headers))
    error, sentence = _SAYS[kind]
    return error(sentence)


def lost(*, was_sent: bool) -> OutsideError:
    """Return the error for an answer that did not come."""
    return AmbiguousError(messages.MAYBE) if was_sent else TransientError(messages.DOWN)


def unanswered(status: int) -> OutsideError:
    """Return the error for a response URL's answer."""
    return AmbiguousError(messages.MAYBE) if status >= _FAULT else PermanentError(messages.REFUSED)


def _pause(headers: Mapping[str, str]) -> timedelta:
    after = headers.get("Retry-After", "")
    seconds = int(after) if after.isascii() and after.isdigit() and len(after) < 6 else 0  # noqa: PLR2004  a number that a date can hold
    return min(timedelta(seconds=seconds) or _PAUSE, _LONGEST)
