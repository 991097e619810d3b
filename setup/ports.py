"""Is each port free? Asked before anything else, so that nobody waits minutes to learn it is not."""

from __future__ import annotations

import errno
import socket

from setup.failures import SetupFailure

_USES = ("la porte d'entrée", "le moteur de dialogue", "le serveur d'actions")


def check_ports(host: str, port: int) -> None:
    """Raise the sentence to show when one of the three ports cannot be opened."""
    for offset, use in enumerate(_USES):
        where = host if offset == 0 else "127.0.0.1"
        problem = _problem(where, port + offset)
        if problem == errno.EADDRINUSE:
            raise SetupFailure(_in_use(port, port + offset, use))
        if problem == errno.EACCES:
            raise SetupFailure(
                f"Le port {port + offset} est réservé au système : choisissez-en un plus grand, "
                "par exemple « RELAIS_PORT=8090 make run »."
            )
        if problem is not None:
            raise SetupFailure(
                f"L'adresse {where}, port {port + offset}, ne peut pas être ouverte sur cette "
                "machine : corrigez RELAIS_HOST ou RELAIS_PORT."
            )


def _in_use(first: int, busy: int, use: str) -> str:
    other = first + 10 if first + 12 <= 65535 else 8090
    return (
        f"Le port {busy} ({use}) est déjà utilisé : arrêtez ce qui l'occupe, ou choisissez un "
        f"autre port d'entrée, par exemple « RELAIS_PORT={other} make run » "
        "(les deux ports suivants servent aussi)."
    )


def _problem(host: str, port: int) -> int | None:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    except OSError:
        return errno.EADDRNOTAVAIL
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError as error:
            return error.errno or errno.EADDRNOTAVAIL
    return None
