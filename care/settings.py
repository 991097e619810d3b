"""Every setting, in one place: environment variables `RELAIS_…`, then `.env`, then these defaults.

The table in docs/settings.md is checked against this file by a test.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """What an operator can change. Secrets never show in a repr."""

    model_config = SettingsConfigDict(env_prefix="RELAIS_", env_file=ROOT / ".env", extra="ignore")

    mode: Literal["demo", "production"] = Field(
        "demo",
        description="`demo` : données d'exemple et protocoles non signés, signalés partout ; `production` : refusés",
    )
    host: str = Field("127.0.0.1", description="Adresse d'écoute de la porte d'entrée")
    port: int = Field(
        8080,
        ge=1,
        le=65533,
        description="Port de la porte d'entrée ; les deux suivants servent au moteur et aux actions, sur la boucle locale",
    )
    public_url: str | None = Field(
        None,
        description="Adresse publique (https://…) sous laquelle les canaux nous appellent ; leurs signatures sont vérifiées avec elle",
    )
    data_dir: Path = Field(ROOT / "var", description="Dossier où le service écrit")
    database_url: str | None = Field(
        None,
        description="Base de données ; par défaut un fichier SQLite dans le dossier de données",
    )
    tracker_url: str | None = Field(
        None,
        description="Base du suivi de dialogue du moteur ; par défaut un fichier SQLite dans le dossier de données",
    )
    engine_urls: str | None = Field(
        None,
        description="Adresses des moteurs de dialogue, séparées par des virgules ; par défaut un moteur local que le service lance lui-même",
    )
    engine_token: SecretStr | None = Field(
        None,
        description="Jeton partagé avec le moteur ; tiré au sort à chaque démarrage s'il manque",
    )
    engine_timeout_seconds: float = Field(
        8.0, gt=0, description="Attente maximale d'une réponse du moteur, en secondes"
    )
    phone_number: str = Field(
        "04 65 71 00 00",
        description="Le numéro unique, donné à lire et à entendre quand quelque chose échoue",
    )
    console_login: str = Field(
        "idec", description="Compte de l'équipe créé au premier démarrage (mode démonstration)"
    )
    console_password: SecretStr | None = Field(
        None,
        description="Son mot de passe ; tiré au sort et écrit dans le dossier de données s'il manque",
    )
    booking_token: SecretStr | None = Field(
        None,
        description="Jeton des logiciels autorisés à réserver par l'API ; tiré au sort et écrit dans le dossier de données s'il manque",
    )
    telegram_token: SecretStr | None = Field(
        None, description="Jeton du robot Telegram ; sans lui le canal est fermé"
    )
    telegram_mode: Literal["webhook", "polling"] = Field(
        "polling",
        description="Réception Telegram : `webhook` (adresse publique nécessaire) ou `polling`",
    )
    telegram_secret: SecretStr | None = Field(
        None, description="Secret que Telegram joint à chaque appel du webhook"
    )
    telegram_api_url: str = Field(
        "https://api.telegram.org", description="Serveur de l'API Telegram"
    )
    twilio_account_sid: str | None = Field(
        None, description="Compte Twilio ; sans lui la voix, le SMS et WhatsApp sont fermés"
    )
    twilio_auth_token: SecretStr | None = Field(
        None, description="Clé Twilio : vérifie la signature des appels reçus"
    )
    twilio_sms_from: str | None = Field(None, description="Numéro expéditeur des SMS")
    twilio_whatsapp_from: str | None = Field(None, description="Numéro expéditeur WhatsApp")
    twilio_api_url: str | None = Field(None, description="Autre serveur pour l'API Twilio (essais)")
    twilio_voice_entry: Literal["professional", "public"] = Field(
        "professional",
        description="À qui s'adresse l'accueil téléphonique : `professional` ou `public`",
    )
    twilio_transfer_to: str | None = Field(
        None,
        description="Numéro de l'équipe vers lequel un appel est transféré ; par défaut le numéro unique, à remplacer s'il arrive lui-même ici",
    )
    retention_days: int = Field(
        90, ge=1, description="Jours de conservation des conversations closes avant effacement"
    )
    hold_minutes: int = Field(
        10,
        ge=1,
        description="Durée pendant laquelle un créneau choisi reste retenu avant confirmation",
    )
    minimum_notice_hours: int = Field(
        2, ge=0, description="Délai minimal entre la réservation et le créneau, en heures"
    )

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir / 'relais.db'}"

    @property
    def tracker(self) -> str:
        return self.tracker_url or f"sqlite:///{self.data_dir / 'tracker.db'}"

    @property
    def engine_port(self) -> int:
        return self.port + 1

    @property
    def actions_port(self) -> int:
        return self.port + 2

    @property
    def engines(self) -> tuple[str, ...]:
        """Base addresses of the dialogue engines; a conversation always goes to the same one."""
        if self.engine_urls:
            return tuple(
                url.strip().rstrip("/") for url in self.engine_urls.split(",") if url.strip()
            )
        return (f"http://127.0.0.1:{self.engine_port}",)

    @property
    def own_url(self) -> str:
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")


def load_settings() -> Settings:
    """Read the settings. Raises pydantic's ValidationError, which names the variable at fault."""
    return Settings()
