"""What each channel still needs, in words an operator can act on."""

from __future__ import annotations

from care.settings import Settings

_PUBLIC_URL = "RELAIS_PUBLIC_URL (adresse https sous laquelle le service est joint)"


def missing_settings(settings: Settings) -> dict[str, list[str]]:
    """By channel, what is missing; an empty list is an open channel. Values are never shown."""
    return {
        "Telegram": _telegram(settings),
        "téléphone (Twilio)": _twilio(settings),
        "SMS (Twilio)": _twilio(settings)
        + _need(settings.twilio_sms_from, "RELAIS_TWILIO_SMS_FROM (numéro expéditeur)"),
        "WhatsApp (Twilio)": _twilio(settings)
        + _need(settings.twilio_whatsapp_from, "RELAIS_TWILIO_WHATSAPP_FROM (numéro expéditeur)"),
    }


def _telegram(settings: Settings) -> list[str]:
    missing = _need(settings.telegram_token, "RELAIS_TELEGRAM_TOKEN (donné par @BotFather)")
    if settings.telegram_mode == "webhook":
        told = "RELAIS_TELEGRAM_SECRET (un secret de votre choix : lettres, chiffres, - et _)"
        missing += _need(settings.telegram_secret, told)
        missing += _need(settings.public_url, _PUBLIC_URL)
    return missing


def _twilio(settings: Settings) -> list[str]:
    return [
        *_need(settings.twilio_account_sid, "RELAIS_TWILIO_ACCOUNT_SID (compte, console Twilio)"),
        *_need(settings.twilio_auth_token, "RELAIS_TWILIO_AUTH_TOKEN (clé, console Twilio)"),
        *_need(settings.public_url, _PUBLIC_URL),
    ]


def _need(value: object, what: str) -> list[str]:
    return [] if value else [what]
