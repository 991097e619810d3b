"""Ports are checked first, and the sentence names the one in use and how to choose another."""

from __future__ import annotations

import socket

import pytest

from setup.failures import SetupFailure
from setup.place import read_port, read_settings
from setup.ports import check_ports


@pytest.mark.parametrize(("offset", "use"), [(0, "porte d'entrée"), (1, "moteur"), (2, "actions")])
def test_a_port_in_use_is_named_with_a_way_out(offset: int, use: str) -> None:
    first = _three_free_ports()
    with (
        socket.create_server(("127.0.0.1", first + offset)),
        pytest.raises(SetupFailure) as refused,
    ):
        check_ports("127.0.0.1", first)
    sentence = str(refused.value)
    assert f"Le port {first + offset}" in sentence
    assert use in sentence
    assert "RELAIS_PORT=" in sentence


def test_free_ports_pass() -> None:
    check_ports("127.0.0.1", _three_free_ports())


def test_an_address_that_is_not_this_machine_is_refused() -> None:
    with pytest.raises(SetupFailure, match="RELAIS_HOST"):
        check_ports("203.0.113.7", _three_free_ports())


@pytest.mark.parametrize("text", ["abc", "0", "-1", "70000", "65534", "80 80", "８０８０"])
def test_a_port_that_cannot_be_one_is_refused(text: str) -> None:
    with pytest.raises(SetupFailure, match="RELAIS_PORT"):
        read_port({"RELAIS_PORT": text})


def test_the_environment_wins_over_the_file(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path_factory.mktemp("clone")
    (root / ".env").write_text('export RELAIS_PORT="8123"\n# note\nRELAIS_HOST=0.0.0.0\nOTHER=1\n')
    monkeypatch.setenv("RELAIS_PORT", "8124")
    monkeypatch.delenv("RELAIS_HOST", raising=False)
    settings = read_settings(root)
    assert settings["RELAIS_PORT"] == "8124"
    assert settings["RELAIS_HOST"] == "0.0.0.0"
    assert "OTHER" not in settings


def _three_free_ports() -> int:
    for _ in range(50):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
        try:
            check_ports("127.0.0.1", port)
        except SetupFailure:
            continue
        return port
    raise AssertionError("no three free ports in a row")
