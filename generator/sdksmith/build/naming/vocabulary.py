"""English words that names are made of in APIs: what is done to things, and plurals that are
one thing.

A word decides alone, whatever else the document holds, so that a new operation renames no old one.
"""

from __future__ import annotations

from typing import Final

from sdksmith.names import Words, singular


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ACTIONS: Final = _words("""
    abandon abort accept acknowledge activate add adjust adopt align allow amend analyze annotate anonymize
    append apply approve arm ask assess assign associate attach authenticate authorise authorize autocomplete
    backfill ban begin bind bootstrap bulk calculate cancel capture categorize classify cleanup clear clone
    close collapse collect combine commit compact compare compile complete compose compress compute configure
    confirm connect consolidate consume continue convert cordon create customize deactivate deauthorize debit
    decide decline decode decommission decompress decrypt deduplicate defer defragment delegate delete deliver
    demote deny deprecate deprovision deregister describe destroy detach detect determine disable disassociate
    discard disconnect discover dismiss dispatch distribute downgrade downvote drain drop duplicate edit eject
    embed emit enable encode encrypt endorse enforce enqueue enrich enroll ensure erase escalate estimate
    evaluate evict exclude execute expand expire explain extend extract failover favourite fetch finalise
    finalize find finish fix follow forget forgot forward freeze fulfil fulfill generate geocode get give grant
    halt handle hangup hibernate hide identify ignore impersonate include increment infer ingest initialise
    initialize initiate inject insert inspect install instantiate interpret interrupt introspect invalidate
    invite invoke join kick kill launch leave like liquidate list locate lookup make mark merge migrate moderate
    modify mount move mute negotiate normalize notify nudge obtain offboard onboard open optimise optimize
    orchestrate override overwrite parse pause pay perform persist pin play poll populate postpone poweroff
    poweron predict prepare prioritize promote propose protect provision prune publish purge push put quarantine
    raise react reactivate read reallocate reassign reauthorize rebalance rebase reblog reboot rebuild
    recalculate recall recheck recognize recommend recompute reconcile reconfigure reconnect recover recreate
    recycle redact redeem redeliver redeploy redirect reduce reenable refine regenerate register reimburse
    reindex reinstall reinstate reinvite reject relaunch release reload relocate remind remix remove rename
    render renew reopen reorder repair replace replan replay replicate repost reprocess requeue rerank rerequest
    rerun rescan reschedule rescue resend reserve reset resize resolve respond restart restock restore restrict
    resubmit resume resync retire retract retrain retrieve retry retweet reveal reverse revert revise revoke
    rewind rewrite rollback rotate sanitize save scrape seal search seek select send serialize serve set settle
    shorten show shuffle shutdown simulate skip sleep snooze solve spawn standby star start steer stop submit
    subscribe suggest suppress suspend swap sync synchronize synthesize teardown terminate throttle toggle
    tokenize transcribe transform transition translate trash truncate unarchive unassign unban unbind unblock
    uncordon undelete undeploy undo unenroll unfavourite unflag unfollow unfreeze unhide uninstall unlike unlink
    unlock unmark unmount unmute unpause unpin unprotect unpublish unreblog unregister unseal unset unshare
    unstack unstar unsubscribe unsuspend unwatch update upgrade upload upscale upsert upvote validate verify
    void wake wakeup warm watch wipe withdraw
""")
"""Verbs that are hardly ever the name of a thing."""

NOUNS_TOO: Final = _words("""
    advance answer archive attest audit backup balance batch bid block bookmark boost broadcast build buy call
    change charge check checkin checkout claim copy count cut deploy deposit diff dispute download dump email
    exchange exec exit export favorite feed filter flag flush fork format hash heartbeat hold import invest
    issue lease link load lock log match measure mint monitor next order pack patch pick ping present preview
    previous print process query quote rank rate record refer refresh refund reply report request return review
    route run scale scan schedule score share ship sign signal snapshot sort split stack stage stake store
    stream summarise summarize supply switch tag talk test tip touch trace track trade train transfer trigger
    tune view visit vote wait warn
""")
"""Verbs that are names of things as well: an action only where something is sent to them."""

UNDOING: Final = _words("""
    cancel clear delete destroy detach disable disconnect dismiss leave purge reject remove reset revoke stop
""") | {word for word in ACTIONS if word.startswith("un")}
"""Actions that may be asked for with DELETE alone."""

READING: Final = _words("""
    autocomplete check compare contains content count csv download exists explain export find html login logout
    lookup pdf ping preview query raw search signin signout signup suggest thumbnail validate verify
""")
"""Actions that may be asked for with GET, and forms in which one thing is read."""

ASKING: Final = _words("fetch find get list lookup read retrieve search")
"""Verbs that are asked for with GET and say so: `GET /pets/find_by_tags` is `pets.find_by_tags`."""

CALLING: Final = ASKING | _words("create delete remove save send set submit update upsert")
"""Verbs that paths begin with where each operation has a path of its own: `/createUser`."""

QUALIFIERS: Final = _words("""
    all archived available count current deleted featured inactive latest me newest oldest overdue pending
    popular random recent recommended related self similar trending unread upcoming whoami
""")
"""Which ones of a collection, not things of their own: `GET /releases/latest` is `releases.latest`."""

SET: Final = _words("config configuration preferences profile settings")
"""What is set and never made: `POST /settings` is `settings.update`."""

SINGLE: Final = _words("""
    analytics basics capacity credentials defaults details diagnostics limits options parameters params
    preferences quotas rates settings specs statistics stats terms totals
""")
"""Plurals that are one thing unless items of them have paths, such as `settings`."""

SCOPES: Final = _words("""
    account app application business client company enterprise env environment location merchant namespace org
    organisation organization project realm region repo repository shop site space store team tenant workspace
    zone
""")
"""What holds most other things of an API, so that it goes without saying: `/accounts/{id}/members` → `members`."""

_MEASURES: Final = _words("""
    amount config configuration count date duration history info interval key level limit log mode name policy
    progress rate reason schedule size state status threshold time timeout type url usage version window
""")

_UN: Final = _words("""
    archive assign ban block follow freeze hide like link lock mute pause pin publish share star subscribe watch
""")
_OPPOSITES: Final = {word: f"un{word}" for word in _UN} | {
    "activate": "deactivate",
    "add": "remove",
    "attach": "detach",
    "enable": "disable",
}


def opposite(action: Words) -> Words | None:
    """What takes an action back: `lock` → `unlock`; None when there is no such word."""
    word = _OPPOSITES.get(action[0]) if len(action) == 1 else None
    return (word,) if word is not None else None


def is_measure(name: Words) -> bool:
    """Whether it is what something has: `restart_count`, and nothing to do."""
    return name[-1] in _MEASURES


def is_plural(name: Words) -> bool:
    """Whether it may be a collection."""
    return name != singular(name) and name[-1] not in SINGLE


def is_scope(name: Words) -> bool:
    return singular(name)[-1] in SCOPES
