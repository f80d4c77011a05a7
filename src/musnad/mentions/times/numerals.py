"""Numbers: digits of both kinds, words, ordinals, years."""

from __future__ import annotations

from musnad.mentions.times.view import View

Read = tuple[int, int]  # position behind, value


def read_digits(view: View, i: int, low: int, high: int) -> Read | None:
    norm = view.norm(i)
    if view.kind(i) == "number" and len(norm) <= 4 and norm.isdigit() and low <= int(norm) <= high:
        return i + 1, int(norm)
    return None


def read_number(view: View, i: int) -> Read | None:
    """«24», «الـ24», «ثلاثة», «خمسة وعشرين», «مئة وخمسين»."""
    if view.norm(i) == "ال" and view.glued(i + 1):
        i += 1
    digits = read_digits(view, i, 1, 9999)
    if digits:
        return digits
    sense = view.sense(i, "number")
    if not sense:
        return None
    total, end = int(sense.value), i + sense.width
    for _ in range(3):
        more = view.sense(end, "number")
        if not more or not view.kin(end, "number") or not _adds(total, int(more.value)):
            break
        total, end = total + int(more.value), end + more.width
    return end, total


def _adds(total: int, more: int) -> bool:
    return (total < 10 and 20 <= more < 100) or (total % 100 == 0 and more < 100) or (total > 100 and total % 100 < 10 <= more)


def read_ordinal(view: View, i: int) -> Read | None:
    """«الخامس», «التاسع عشر», «الحادي والعشرين»."""
    sense = view.sense(i, "ordinal")
    if not sense:
        return None
    end, value = i + sense.width, int(sense.value)
    tens = view.sense(end, "ordinal")
    if value < 10 and tens and tens.clitic == "و" and int(tens.value) >= 20:
        return end + tens.width, value + int(tens.value)
    return end, value


def read_year(view: View, i: int) -> Read | None:
    """«2015», «عام 2015», «العام 2015», «سنة 73», «2016م»."""
    word = view.skip(i, "yearword")
    digits = read_digits(view, word, 1000, 2100)
    if digits and (word > i or digits[1] >= 1100):
        return view.skip(digits[0], "christian"), digits[1]
    short = read_digits(view, word, 20, 99) if word > i else None
    if short and view.sense(short[0], "unit") is None:
        return short[0], 1900 + short[1]
    return None
