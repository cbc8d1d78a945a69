"""Sentences about a method's name: `Create a live input` → `creates a live input`."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

_BASES: Final = """
    abort accept acknowledge activate add allow append apply approve archive assign associate attach attempt
    authenticate authorize backfill ban begin bind block build buy calculate call cancel capture change charge check
    claim classify clean clear clone close collect commit compact compare complete compute configure confirm connect
    contain convert copy count create deactivate debit declare decline decode decrease define delete deliver deny
    deploy deprecate describe destroy detach detect determine disable disassociate disconnect dismiss dispatch dispute
    download drain duplicate edit embed enable encode end enqueue ensure enumerate estimate evaluate exchange execute
    expire export extend extract fail fetch filter finalize find finish flag follow force fork format forward free
    generate get give grant handle hide hold identify ignore import increase increment index indicate initialize
    initiate insert inspect install instruct invalidate invite invoke issue join kick kill launch leave let like link
    list load lock log lookup look make manage mark merge migrate mint modify monitor mount move mute notify obtain
    offer open order override overwrite parse patch pause pay perform permit pin ping play poll post prepare present
    preview print process produce promote provide provision publish pull purge push put query queue read reauthorize
    rebuild recalculate receive recover redeem redeliver refresh refund regenerate register reject release reload
    remove rename render renew reopen reorder replace reply report represent request rerequest reschedule resend
    reserve reset resize resolve restart restore resume retrieve retry return reveal reverse review revoke rotate
    rollback run save scale schedule search select send serve set share show sign simulate skip snooze sort specify
    split star start stop store stream submit subscribe suggest suspend sync synchronize tag terminate test toggle
    track transcribe transfer transform transition translate trigger unarchive unassign unban unblock undelete undo
    unfollow uninstall unlink unlock unmute unpin unpublish unregister unstar unsubscribe unsuspend update upgrade
    upload upsert use validate verify view void watch withdraw write
"""
_VERBS: Final = frozenset(_BASES.split())
_MANNERS: Final = """
    asynchronously atomically automatically batch bulk directly explicitly force immediately manually partially
    permanently privately synchronously temporarily
"""
_ADVERBS: Final = frozenset(_MANNERS.split())
_HEAD: Final = re.compile(r"([A-Za-z][A-Za-z-]*)(?=[ .,]|$)")
_JOINT: Final = re.compile(r" (and|or) ([a-z]+)(?=[ .,]|$)")


def conjugated(text: str, *, only_third_person: bool = False) -> str:
    """The text as what follows a name; empty when it does not begin with a verb.

    Args:
        only_third_person: Whether `creates` is a verb, but `create` may be a noun.
    """
    head = _HEAD.match(text)
    if head is None:
        return ""
    word, rest = head[1], text[head.end() :]
    lower = word.lower()
    if lower in _ADVERBS:
        inner = conjugated(rest[1:], only_third_person=only_third_person)
        if inner:
            return f"{lower} {inner}"
    third = _third_person(lower)
    if third == lower:
        return f"{lower}{rest}"
    if not third or only_third_person:
        return ""
    second = _JOINT.match(rest)
    if second and (other := _third_person(second[2])) and other != second[2]:
        rest = f" {second[1]} {other}{rest[second.end() :]}"
    return f"{third}{rest}"


@cache
def _third_person(word: str) -> str:
    """`creates` of `create` and of itself; empty when the word is no verb that is known."""
    prefix, _, base = word.rpartition("-")
    if prefix not in ("", "re", "un", "de"):
        return ""
    joint = f"{prefix}-" if prefix else ""
    if base in _VERBS:
        return joint + _ended(base)
    return word if base in _FORMS else ""


def _ended(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in "aeou":
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "x", "sh", "ch", "o")) else f"{verb}s"


_FORMS: Final = frozenset(map(_ended, _VERBS))
