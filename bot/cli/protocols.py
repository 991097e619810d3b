"""`relais protocols`: check every content file; show a rule, list, compare and replay the protocols."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.errors import CommandError
from care.content import DATA, load_content
from care.errors import CareError, InvalidContent
from care.settings import ROOT, Settings, load_settings

if TYPE_CHECKING:
    from care.triage.catalogue import Catalogue
    from care.triage.protocols import Protocols


def run(options: argparse.Namespace) -> int:
    return {"check": _check, "show": _show, "list": _list, "diff": _diff, "replay": _replay}[
        options.act
    ](options)


def _check(_options: argparse.Namespace) -> int:
    broken = broken_contents()
    for line in broken:
        print(line, file=sys.stderr)
    if not broken:
        print("Tous les contenus sont lisibles et conformes à leur schéma.")
    return 1 if broken else 0


def _show(options: argparse.Namespace) -> int:
    from bot.cli.protocols_show import show

    print(show(" ".join(options.rule), *_folder(options.folder)))
    return 0


def _list(options: argparse.Namespace) -> int:
    from bot.cli.protocols_show import listing

    print(listing(options.kind, _folder(options.folder)[0]))
    return 0


def _diff(options: argparse.Namespace) -> int:
    from bot.cli.protocols_diff import compare

    print(compare(_folder(options.before), _folder(options.after)))
    return 0


def _replay(options: argparse.Namespace) -> int:
    from bot.cli.protocols_replay import replay_all

    draft = None if options.against is None else _folder(options.against)[1]
    return replay_all(load_settings(), draft, shown=options.limit)


def _folder(path: Path | None) -> tuple[Catalogue, Protocols]:
    """A folder of protocols, checked. Raises CommandError saying what is wrong with it."""
    from care.triage.catalogue import protocol_folder, read_catalogue
    from care.triage.protocols import PROTOCOLS, load_protocols

    try:
        folder = protocol_folder(path or PROTOCOLS)
        protocols = load_protocols(folder)
        return read_catalogue(folder), protocols
    except InvalidContent as error:
        raise CommandError(french(error)) from error


def french(error: InvalidContent) -> str:
    """What is wrong with a protocol file, and with which rule, in one sentence."""
    for words, sentence in _PROBLEMS.items():
        if words in error.problem:
            _, _, others = error.problem.partition("also unsigned: ")
            more = f", et aussi {others}" if others else ""
            return sentence.format(path=error.path, problem=error.problem, others=more)
    return f"Le fichier {error.path} est à corriger : {error.problem}."


_PROBLEMS = {
    "no such folder": "Le dossier {path} n'existe pas : donnez un dossier de protocoles, comme data/protocols.",
    "no protocol file": "Le dossier {path} ne contient pas de protocoles : il y faut les mêmes fichiers que dans "
    "data/protocols.",
    "file missing": "Il manque le fichier {path}, ou il n'est pas lisible : un dossier de protocoles est complet.",
    "no lexicon entry": "Le fichier {path} nomme un signe que le lexique ne connaît pas : {problem}.",
    "must sign it": "Protocole non signé par un médecin, refusé en production : {path}{others}. Faites signer "
    "(« state: signed » et « signed_by »), ou restez en démonstration (RELAIS_MODE=demo).",
}


def broken_contents() -> list[str]:
    """One line a fault, empty when all is well."""
    broken, here = [], f"{ROOT}/"
    for name, load in _loaders().items():
        try:
            load()
        except CareError as error:
            said = french(error) if isinstance(error, InvalidContent) else str(error)
            broken.append(f"{name} : {said.replace(here, '')}")
    return broken


def _loaders() -> dict[str, Callable[[], object]]:
    """Each package reads its own content; sample data and console words are content too."""
    return _care_loaders() | _sample_loaders() | _door_loaders(load_settings())


def _care_loaders() -> dict[str, Callable[[], object]]:
    from care.booking.specialities import load_specialities
    from care.directory.care_types import care_types
    from care.followup.asking import follow_up_replies
    from care.followup.rules import load_follow_up_rules
    from care.interview.say import load_replies
    from care.pathway.rules import load_pathway_rules
    from care.places import content as places
    from care.requests.deadlines import load_deadline_rules
    from care.requests.summary import load_words
    from care.second_look import corpus
    from care.triage.answers import load_safety_replies
    from care.triage.self_care import load_self_care
    from care.triage.sheet_search import idle_words
    from care.triage.sheets import all_sheets
    from care.understanding.library import phrase_lexicon
    from care.understanding.yes_no import yes_no_words

    return {
        "fiches": all_sheets,
        "mots des demandes de fiche": idle_words,
        "conseils à domicile": load_self_care,
        "suites des réponses": load_follow_up_rules,
        "phrases des suites": follow_up_replies,
        "lexiques": phrase_lexicon,
        "façons de dire": corpus.check,
        "oui et non": yes_no_words,
        "parcours après cancer": load_pathway_rules,
        "délais": load_deadline_rules,
        "mots des demandes": load_words,
        "spécialités": load_specialities,
        "types de soins": care_types,
        "réponses de l'entretien": load_replies,
        "réponses d'urgence": load_safety_replies,
        "noms de communes": places.names,
        "lieux d'ailleurs": places.elsewhere,
        "mots qui ne sont pas des lieux": places.words,
        "lieux hors région": places.outsiders,
        "quartiers": places.quarters,
        "mots courants": places.everyday,
    }


def _sample_loaders() -> dict[str, Callable[[], object]]:
    from bot.cli.demo import SCRIPT, Demonstration
    from care.booking.sample import SlotTemplates
    from care.people.sample import SampleProfessionals, SampleRota

    sample = DATA / "sample"
    professionals = sample / "professionals.yml"
    return {
        "créneaux d'exemple": lambda: load_content(sample / "slots.yml", SlotTemplates),
        "professionnels d'exemple": lambda: load_content(professionals, SampleProfessionals),
        "gardes d'exemple": lambda: load_content(sample / "on_call.yml", SampleRota),
        "conversation d'exemple": lambda: load_content(SCRIPT, Demonstration),
    }


def _door_loaders(settings: Settings) -> dict[str, Callable[[], object]]:
    from bot.channels.words import load_words as channel_words
    from bot.cli.protocols_words import protocol_words
    from bot.console.words import load_words as console_words
    from bot.turns.sentences import load_sentences
    from care.triage.protocols import load_protocols

    phone = settings.phone_number
    return {
        "mots des protocoles": protocol_words,
        "protocoles": lambda: load_protocols(mode=settings.mode),
        "mots de l'équipe": console_words,
        "réponses de la porte d'entrée": lambda: load_sentences(phone),
        "phrases des canaux": lambda: channel_words(phone, settings.own_url),
    }
