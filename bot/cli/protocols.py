"""`relais protocols check`: every content file read through its schema, each fault on one line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from care.content import DATA, load_content
from care.errors import CareError
from care.settings import ROOT, Settings, load_settings


def run(_options: argparse.Namespace) -> int:
    broken = broken_contents()
    for line in broken:
        print(line, file=sys.stderr)
    if not broken:
        print("Tous les contenus sont lisibles et conformes à leur schéma.")
    return 1 if broken else 0


def broken_contents() -> list[str]:
    """One line a fault, empty when all is well."""
    broken, here = [], f"{ROOT}/"
    for name, load in _loaders().items():
        try:
            load()
        except CareError as error:
            broken.append(f"{name} : {str(error).replace(here, '')}")
    return broken


def _loaders() -> dict[str, Callable[[], object]]:
    """Each package reads its own content; sample data and console words are content too."""
    return _care_loaders() | _sample_loaders() | _door_loaders(load_settings())


def _care_loaders() -> dict[str, Callable[[], object]]:
    from care.booking.specialities import load_specialities
    from care.directory.care_types import care_types
    from care.interview.say import load_replies
    from care.pathway.rules import load_pathway_rules
    from care.places import content as places
    from care.requests.deadlines import load_deadline_rules
    from care.requests.summary import load_words
    from care.triage.answers import load_safety_replies
    from care.triage.sheets import all_sheets
    from care.understanding.library import phrase_lexicon

    return {
        "fiches": all_sheets,
        "lexiques": phrase_lexicon,
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
    from bot.console.words import load_words as console_words
    from bot.turns.sentences import load_sentences
    from care.triage.protocols import load_protocols

    phone = settings.phone_number
    return {
        "protocoles": lambda: load_protocols(mode=settings.mode),
        "mots de l'équipe": console_words,
        "réponses de la porte d'entrée": lambda: load_sentences(phone),
        "phrases des canaux": lambda: channel_words(phone, settings.own_url),
    }
