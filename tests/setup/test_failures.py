"""Whatever goes wrong, one French sentence says what to do."""

from __future__ import annotations

import pytest

from setup.failures import explain, is_network


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        (
            "error: failed to write to disk: No space left on device (os error 28)",
            "Le disque est plein",
        ),
        ("OSError: [Errno 122] Disk quota exceeded: '/x'", "Le disque est plein"),
        ("error: Hash mismatch for `numpy==1.23.5`", "empreinte"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "empreinte"),
        ("cause: dns error\n cause: failed to lookup address information", "téléchargement"),
        (
            "WARNING: Retrying after connection broken by 'ReadTimeoutError(\"timed out\")'",
            "téléchargement",
        ),
        ("error: command 'gcc' failed: No such file or directory", "compilateur"),
        ("Segmentation fault", "setup.log"),
    ],
)
def test_each_kind_of_failure_says_what_to_do(output: str, expected: str) -> None:
    sentence = explain("Environnement du moteur", output, 1)
    assert expected in sentence
    assert "\n" not in sentence
    assert "Traceback" not in sentence


def test_a_full_disk_during_a_download_is_not_taken_for_a_network_failure() -> None:
    output = (
        "error: Failed to download `tensorflow`\n caused by: No space left on device (os error 28)"
    )
    assert not is_network(output)
    assert "disque" in explain("Environnement du moteur", output, 2)
