"""Types of the parameters of `client.realtime_kit.livestreams`."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, Required

from typing_extensions import TypedDict


class LivestreamCreateIndependentLivestreamParams(TypedDict, total=False):
    """The named parameters of `client.realtime_kit.livestreams.create_independent_livestream`."""

    account_id: Required[str]
    """The account identifier tag."""

    name: str
    """Name of the livestream"""


class LivestreamGetAllLivestreamsParams(TypedDict, total=False):
    """The named parameters of `client.realtime_kit.livestreams.get_all_livestreams`."""

    account_id: Required[str]
    """The account identifier tag."""

    end_time: str | datetime
    """Specify the end time range in ISO format to access the live stream."""

    exclude_meetings: bool
    """Exclude the RealtimeKit meetings that are livestreamed."""

    page_no: int
    """The page number from which you want your page search results to be displayed."""

    per_page: int
    """Number of results per page."""

    sort_order: Literal["ASC", "DSC"]
    """Specifies the sorting order for the results."""

    start_time: str | datetime
    """Specify the start time range in ISO format to access the live stream."""

    status: Literal["LIVE", "IDLE", "ERRORED", "INVOKED"]
    """Specifies the status of the operation."""


class LivestreamStartLivestreamingAMeetingParams(TypedDict, total=False):
    """The named parameters of `client.realtime_kit.livestreams.start_livestreaming_a_meeting`."""

    account_id: Required[str]
    """The account identifier tag."""

    app_id: Required[str]
    """The app identifier tag."""

    name: str
    video_config: LivestreamStartLivestreamingAMeetingParamsVideoConfig


class LivestreamStartLivestreamingAMeetingParamsVideoConfig(TypedDict, total=False):
    height: int
    """Height of the livestreaming video in pixels"""

    width: int
    """Width of the livestreaming video in pixels"""
