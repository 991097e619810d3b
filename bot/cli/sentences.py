"""One French sentence for anything that can stop a command."""

from __future__ import annotations

import errno

from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from bot.cli.errors import CommandError
from bot.supervisor.errors import SupervisorError
from care.errors import InvalidContent, StorageUnavailable

_DISK = (errno.ENOSPC, errno.EDQUOT)


def sentence_for(error: Exception) -> str:
    """What to show. Unknown errors give their kind, never their text: it could hold a caller's words."""
    if isinstance(error, CommandError | SupervisorError):
        return str(error)
    if isinstance(error, ValidationError):
        return _settings_sentence(error)
    if isinstance(error, InvalidContent):
        return f"Le fichier {error.path} est à corriger : {error.problem}."
    if isinstance(error, OSError):
        return _os_sentence(error)
    if isinstance(error, StorageUnavailable | SQLAlchemyError):
        if "disk is full" in str(error):
            return "Le disque est plein : libérez de la place, puis recommencez."
        return "La base de données ne répond pas : vérifiez RELAIS_DATABASE_URL, puis « relais doctor »."
    if isinstance(error, ModuleNotFoundError):
        return f"Un paquet manque ({error.name}) : lancez « make ready » pour mettre à jour l'installation."
    return (
        f"Une erreur inattendue est survenue ({type(error).__name__}) : recommencez avec "
        "RELAIS_TRACE=1 pour le détail, et prévenez l'équipe technique."
    )


def _os_sentence(error: OSError) -> str:
    if error.errno in _DISK:
        return "Le disque est plein : libérez de la place, puis recommencez."
    where = f" ({error.filename})" if error.filename else ""
    return f"Lecture ou écriture impossible{where} : {error.strerror or type(error).__name__}."


def _settings_sentence(error: ValidationError) -> str:
    first = error.errors()[0]
    name = "_".join(str(part) for part in first["loc"]).upper()
    return f"Le réglage RELAIS_{name} n'est pas valable : voir docs/settings.md pour les valeurs possibles."
