"""What stops a set-up, said in one French sentence that tells what to do.

SetupFailure(sentence)   nothing more can be done; the sentence is all the person sees
StepFailed(code, output) a command of a step failed; `explain` turns it into a sentence
"""

from __future__ import annotations

AGAIN = "puis relancez la même commande"
NEEDED_GIGABYTES = 4

_DISK = (
    "No space left on device",
    "os error 28",
    "Errno 28",
    "Disk quota exceeded",
    "disk is full",
)
_HASH = ("Hash mismatch", "hash mismatch", "DO NOT MATCH THE HASHES", "HashMismatch")
_NETWORK = (
    "error sending request",
    "dns error",
    "failed to lookup address",
    "Name or service not known",
    "Temporary failure in name resolution",
    "Connection refused",
    "Connection reset",
    "ConnectionError",
    "Network is unreachable",
    "No route to host",
    "timed out",
    "Max retries exceeded",
    "Failed to fetch",
    "Failed to download",
    "Request failed after",
    "No matching distribution found",
    "tcp connect error",
    "502 Bad Gateway",
    "503 Service",
)
_COMPILER = (
    "command 'gcc' failed",
    "command 'cc' failed",
    "error: linker",
    "Python.h: No such file",
)


class SetupFailure(Exception):
    """Set-up cannot go on; the message is the whole French sentence to show."""


class StepFailed(Exception):
    """A command ended badly; carries its exit code and the end of what it printed."""

    def __init__(self, code: int, output: str) -> None:
        super().__init__(f"exit code {code}")
        self.code = code
        self.output = output


def is_network(output: str) -> bool:
    """Whether the output looks like a registry that could not be reached."""
    return any(sign in output for sign in _NETWORK) and not is_disk(output)


def is_disk(output: str) -> bool:
    return any(sign in output for sign in _DISK)


def explain(step: str, output: str, code: int | None = None) -> str:
    """The sentence for a failed step, from the end of what its command printed."""
    if is_disk(output):
        return (
            f"Le disque est plein : libérez de la place (environ {NEEDED_GIGABYTES} Go "
            f"pour une première installation) {AGAIN}."
        )
    if any(sign in output for sign in _HASH):
        return (
            "Un paquet téléchargé n'a pas l'empreinte attendue et a été refusé : videz le cache "
            f"avec « .tools/uv/bin/uv cache clean » {AGAIN} ; si cela persiste, prévenez l'équipe."
        )
    if is_network(output):
        return (
            "Le téléchargement a échoué : vérifiez la connexion et l'accès au dépôt de paquets "
            f"Python, {AGAIN} (elle reprendra où elle en était)."
        )
    if any(sign in output for sign in _COMPILER):
        return f"Un paquet n'a pas pu être compilé : installez un compilateur C (gcc), {AGAIN}."
    ended = "" if code is None else f" (code {code})"
    return f"L'étape « {step} » a échoué{ended} : le détail est dans var/logs/setup.log."
