"""Every command and its options. Each command lives in its own module, imported only when it runs."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.cli.french import FrenchParser

Arguments = Callable[[argparse.ArgumentParser], None]


def _none(_parser: argparse.ArgumentParser) -> None:
    """A command without options."""


def _train(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--force", action="store_true", help="même si rien n'a changé")


def _chat(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--caller", metavar="QUI", help="gp, patient, pharmacist… (demandé sinon)")
    parser.add_argument("--url", help="adresse du service (celui de cette machine par défaut)")


def _url(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--url", help="adresse du service (celui de cette machine par défaut)")


def _slots(parser: argparse.ArgumentParser) -> None:
    kinds = ("oncology", "after_cancer")
    parser.add_argument("--kind", choices=kinds, default="oncology", help="sorte de consultation")
    parser.add_argument("--near", metavar="COMMUNE", help="les plus proches d'abord")
    parser.add_argument(
        "--limit", type=int, default=10, metavar="N", help="combien en montrer (10)"
    )


def _report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--days", type=int, default=30, metavar="N", help="sur les N derniers jours (30)"
    )


def _understand(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", metavar="message", help="le message à lire, entre guillemets")
    parser.add_argument("--caller", default="gp", metavar="QUI", help="qui l'écrit (gp)")


def _sync(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", nargs="?", help="la source ; toutes par défaut")
    parser.add_argument("path", nargs="?", metavar="fichier", help="le fichier à lire")
    parser.add_argument("--dry-run", action="store_true", help="lire et comparer sans rien écrire")
    parser.add_argument("--force", action="store_true", help="relire un fichier inchangé")


def _evaluate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--errors", action="store_true", help="montrer les phrases mal lues")
    parser.add_argument(
        "--compare",
        action="store_true",
        help="comparer plusieurs façons de lire (plusieurs minutes)",
    )
    parser.add_argument(
        "--triage", action="store_true", help="mesurer les niveaux donnés aux vignettes cliniques"
    )
    parser.add_argument(
        "--facts",
        action="store_true",
        help="mesurer les traitements, températures, âges et dates lus",
    )
    parser.add_argument("--places", action="store_true", help="mesurer les communes lues")
    parser.add_argument(
        "--rules",
        action="store_true",
        help="avec --triage : les règles seules, sans seconde lecture",
    )
    parser.add_argument(
        "--batch", action="append", metavar="LOT", help="avec --triage : ce lot seulement"
    )


_RULE = "une règle, un groupe, une localisation, un drapeau, un seuil, une fenêtre, une question…"
_KINDS = (
    *("rule", "criterion", "group", "site", "flag", "threshold", "window", "definition"),
    *("question", "family", "duplicate", "transversal"),
)
_FOLDER = "un autre dossier de protocoles que data/protocols"
_REPLAY = "rejouer les décisions gardées"
_REPLAY_LONG = (
    "Rejoue chaque décision gardée avec ses faits. Sans --against : la même réponse est attendue. Avec --against : "
    "montre celles qu'un brouillon changerait, et dans quel sens. Code de sortie : 0 si tout va bien ; 1 si une "
    "décision rouge serait abaissée (ou, sans --against, si une réponse diffère) ; 2 si rien n'a pu être rejoué."
)
_DRAFT = "le dossier du brouillon ; code de sortie 1 si un rouge serait abaissé"


def _protocols(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", metavar="acte", required=True, title="actes ")
    acts.add_parser("check", help="relire tous les contenus : une ligne par faute")
    show = acts.add_parser("show", help="montrer une règle comme un clinicien la lit")
    show.add_argument("rule", nargs="+", metavar="RÈGLE", help=_RULE)
    listing = acts.add_parser("list", help="les noms de ce qui peut être montré")
    listing.add_argument(
        "kind", nargs="?", choices=_KINDS, help="une seule sorte, avec son contenu"
    )
    for one in (show, listing):
        one.add_argument("--in", dest="folder", type=Path, metavar="DOSSIER", help=_FOLDER)
    diff = acts.add_parser("diff", help="comparer deux dossiers de protocoles")
    diff.add_argument("before", type=Path, metavar="A", help="le dossier d'avant")
    diff.add_argument("after", type=Path, metavar="B", help="le dossier d'après")
    replay = acts.add_parser("replay", help=_REPLAY, description=_REPLAY_LONG)
    replay.add_argument("--against", type=Path, metavar="BROUILLON", help=_DRAFT)
    replay.add_argument(
        "--limit", type=int, default=40, metavar="N", help="combien en montrer (40)"
    )


@dataclass(frozen=True, slots=True)
class Command:
    module: str
    help: str
    arguments: Arguments = _none
    hidden: bool = False


COMMANDS: dict[str, Command] = {
    "up": Command("bot.cli.up", "démarrer le service et le garder debout (Ctrl-C pour l'arrêter)"),
    "train": Command("bot.cli.train", "entraîner le modèle de dialogue s'il doit l'être", _train),
    "chat": Command("bot.cli.chat", "parler au service depuis ce terminal", _chat),
    "demo": Command("bot.cli.demo", "jouer une conversation d'exemple avec le service", _url),
    "understand": Command(
        "bot.cli.understand", "ce que le service comprend d'un message", _understand
    ),
    "slots": Command("bot.cli.slots", "les prochains créneaux libres", _slots),
    "report": Command("bot.cli.report", "combien de demandes et de rendez-vous", _report),
    "sync": Command("bot.cli.sync", "mettre à jour l'annuaire", _sync),
    "doctor": Command("bot.cli.doctor", "ce qui manque ou ne va pas, une ligne par point"),
    "evaluate": Command(
        "bot.cli.evaluate", "mesurer la compréhension sur des phrases mises de côté", _evaluate
    ),
    "protocols": Command(
        "bot.cli.protocols", "vérifier les protocoles et les contenus", _protocols
    ),
    "prepare": Command(
        "bot.cli.prepare", "mettre à jour la base et compléter les données d'exemple"
    ),
    "settings": Command("bot.cli.settings", "le tableau des réglages", hidden=True),
}


def _wide(prog: str) -> argparse.HelpFormatter:
    return argparse.HelpFormatter(prog, max_help_position=28)


def build_parser() -> argparse.ArgumentParser:
    parser = FrenchParser(
        formatter_class=_wide,
        prog="relais",
        description="Relais Onco : le numéro unique et la messagerie du cancer en PACA et en Corse.",
        epilog="Les réglages (RELAIS_…) sont décrits dans docs/settings.md.",
    )
    shown = "{" + ",".join(name for name, c in COMMANDS.items() if not c.hidden) + "}"
    commands = parser.add_subparsers(dest="command", metavar="commande", title="commandes ")
    for name, command in COMMANDS.items():
        if command.hidden:
            command.arguments(commands.add_parser(name, description=command.help))
        else:
            text = command.help
            command.arguments(commands.add_parser(name, description=text, help=text))
    parser.usage = f"relais [-h] {shown} …"
    return parser
