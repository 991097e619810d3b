"""The same sentences, written for each channel and spoken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels import words_of
from bot.channels.doctor import missing_settings
from bot.channels.hearing import Kind, hear
from bot.channels.options import chosen, numbered, read_number
from bot.channels.speech import shortened, spoken
from bot.channels.texting import bodies
from bot.channels.transfer import international
from bot.channels.writing import GSM, as_html, as_sms, as_whatsapp, split, telegram_length
from bot.messages import Button
from care.settings import Settings

WORDS = words_of(Settings(_env_file=None, public_url="https://relais.exemple.fr"))


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("Référence **AC-3ZTN-7**.", "Référence A C, 3 Z T N, 7."),
        ("Appelez le 04 65 71 20 03.", "Appelez le 04, 65, 71, 20, 03."),
        ("🔴 **Appelez le 15 maintenant.**", "Appelez le 15 maintenant."),
        ("lun. 7 déc. 14 h — Gap (48 km)", "lundi 7 décembre 14 heures, Gap (48 kilomètres)"),
        ("à 9 h 05, moins d'1 km", "à 9 heures 05, moins d'un kilomètre."),
        ("38,4 °C, PAS < 100", "38,4 degrés, pression systolique inférieur à 100."),
        ("*Compris :* femme\n\n👍", "Compris : femme."),
        ("≥ 7 selles", "au moins 7 selles."),
        ("", ""),
    ],
)
def test_what_is_read_aloud_can_be_followed(text: str, heard: str) -> None:
    assert spoken(text) == heard


def test_a_long_answer_keeps_its_beginning_and_its_end() -> None:
    text = " ".join(f"Phrase numéro {number} assez longue pour compter." for number in range(60))
    short = shortened(text + " Si cela s'aggrave : le 15.")
    assert len(short) <= 700
    assert short.startswith("Phrase numéro 0")
    assert short.endswith("le 15.")


@given(st.text(max_size=300))
def test_nothing_anybody_writes_becomes_markup(text: str) -> None:
    import re

    shown = as_html(text)
    assert set(re.findall(r"<[^>]*>", shown)) <= {"<b>", "</b>", "<i>", "</i>"}
    assert shown.count("<b>") == shown.count("</b>")
    assert shown.count("<i>") == shown.count("</i>")


@given(st.text(min_size=1, max_size=3000), st.integers(20, 500))
def test_pieces_fit_and_lose_no_word(text: str, limit: int) -> None:
    pieces = split(text, limit, telegram_length)
    assert all(telegram_length(piece) <= limit for piece in pieces)
    kept = "".join("".join(pieces).split()).replace("*", "")
    assert kept == "".join(text.split()).replace("*", "")


def test_an_sms_stays_in_the_cheap_alphabet_where_french_can() -> None:
    text = as_sms("🔴 **C’est réservé** : Hôpital des Œillets, 38,4 °C — « ça ira », où ? ≥ 2")
    assert set(text) <= GSM
    assert "*" not in text
    assert "Hopital des Oeillets" in text
    assert as_whatsapp("**gras** et *penché*, 2 * 3") == "*gras* et _penché_, 2 * 3"


def test_an_address_in_an_sms_keeps_what_one_needs_to_call() -> None:
    line = (
        "**{n}.** Centre {n} — {n} km — Diététique — gratuit — ordonnance nécessaire — labellisée — 04 65 71 10 0{n}"
        " — vérifié le lundi 12 octobre 2026"
    )
    listed = "Voici les réponses :\n" + "\n".join(line.format(n=number) for number in (1, 2, 3))
    [body] = bodies("sms", [(listed, ["Plus loin"])], WORDS)
    assert "2. Centre 2 - 2 km - ordonnance nécessaire - 04 65 71 10 02" in body
    assert "1 : Plus loin" in body


def buttons(*titles: str) -> list[Button]:
    return [Button(title=title, payload=f"/{title}") for title in titles]


def test_a_key_is_the_value_where_titles_are_values() -> None:
    offered = buttons("0", "1", "2", "3-4")
    assert [key for key, _ in numbered(offered)] == ["0", "1", "2", "3"]
    assert [chosen(offered, key) and chosen(offered, key).title for key in "01234"] == [  # type: ignore[union-attr]
        *("0", "1", "2", "3-4", "3-4")
    ]
    assert chosen(offered, "5") is None


def test_a_person_has_a_key_apart_on_the_telephone_only() -> None:
    offered = [Button(title="Quelqu'un", payload="/talk_to_human"), *buttons("Oui")]
    assert chosen(offered, "1", person_apart=True) == offered[1]
    assert chosen(offered, "1") == offered[0]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2", "2"),
        (" 2.", "2"),
        ("choix 3", "3"),
        ("n° 1", "1"),
        ("12", None),
        ("2 jours", None),
        ("deux", None),
    ],
)
def test_only_a_bare_number_is_a_choice(text: str, number: str | None) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    ("keys", "awaiting", "text"),
    [
        ("10099999996#", "rpps", "10099999996"),
        ("04100", "town", "04100"),
        ("072026", "treatment_end", "07/2026"),
        ("15072026", "appointment_day", "15/07/2026"),
        ("38*4", "clinical_answer", "38,4"),
        ("62", "patient_age", "62"),
        ("7", None, "7"),
    ],
)
def test_digits_are_read_as_they_would_be_written(
    keys: str, awaiting: str | None, text: str
) -> None:
    heard = hear(keys, "", buttons(), awaiting)
    assert (heard.kind, heard.text) == (Kind.TEXT, text)


def test_keys_count_before_words_and_nothing_is_nothing() -> None:
    assert hear("2", "bonjour", buttons("Oui", "Non"), None).payload == "/Non"
    assert hear("9", "", buttons("Oui", "Non"), None).text == "9"
    assert hear("0", "", buttons("Oui"), None).wants_person
    assert hear("", "  ", buttons("Oui"), None).kind is Kind.NOTHING
    assert hear("#", "", buttons("Oui"), None).kind is Kind.NOTHING


@pytest.mark.parametrize(
    ("number", "dialled"),
    [
        ("04 65 71 00 00", "+33465710000"),
        ("+33465711801", "+33465711801"),
        ("15", "15"),
        ("04.65.71.00.00", "+33465710000"),
    ],
)
def test_a_number_is_dialled_in_its_international_form(number: str, dialled: str) -> None:
    assert international(number) == dialled


def test_the_doctor_names_what_each_channel_lacks_and_shows_no_secret() -> None:
    nothing = missing_settings(Settings(_env_file=None))
    assert all(nothing.values())
    assert any("RELAIS_TELEGRAM_TOKEN" in each for each in nothing["Telegram"])
    ready = Settings(
        _env_file=None,
        telegram_token="1:secret-token",
        telegram_mode="webhook",
        telegram_secret="shared-secret",
        public_url="https://relais.exemple.fr",
        twilio_account_sid="AC0",
        twilio_auth_token="secret-key",
        twilio_sms_from="+33465710000",
    )
    found = missing_settings(ready)
    assert [name for name, missing in found.items() if missing] == ["WhatsApp (Twilio)"]
    assert "secret-" not in str(found)
    without = ready.model_copy(update={"telegram_secret": None})
    assert len(missing_settings(without)["Telegram"]) == 1
