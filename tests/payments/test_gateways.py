from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pytest_django import Settings

from selfexam.payments.checks import gateways_are_real
from selfexam.payments.gateways import registry
from selfexam.payments.gateways.protocol import BadSignature, Gateway, Unreachable
from selfexam.payments.gateways.sandbox import keys, provider
from selfexam.payments.gateways.sandbox.gateway import SandboxGateway
from selfexam.payments.models import Order


def test_the_sandbox_is_a_gateway() -> None:
    gateway: Gateway = SandboxGateway()
    wanted = {name for name in vars(Gateway) if not name.startswith("_")} | set(Gateway.__annotations__)
    assert {name for name in wanted if not hasattr(gateway, name)} == set()


def test_the_sandbox_is_refused_on_a_real_server(settings: Settings) -> None:
    settings.DEMO = False
    assert [error.id for error in gateways_are_real()] == ["payments.E002"]
    assert registry.sandbox_is_open() is False
    with pytest.raises(registry.NoSuchGateway):
        registry.gateway("sandbox")


def test_an_unknown_gateway_stops_the_start(settings: Settings) -> None:
    settings.PAYMENT_GATEWAYS = ["sandbox", "paypal"]
    assert [error.id for error in gateways_are_real()] == ["payments.E001"]


def test_processes_that_start_at_once_agree_on_a_key() -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: keys.private_key("provider").private_numbers().private_value, range(16)))
    assert len(set(made)) == 1


def test_keys_are_for_the_owner_alone(settings: Settings) -> None:
    keys.private_key("portal")
    (path,) = (Path(settings.VAR) / "keys").iterdir()
    assert (path.name, path.stat().st_mode & 0o777) == ("sandbox-portal.pem", 0o600)


def test_the_provider_listens_to_the_portal_only() -> None:
    body = b'{"act": "query", "order_number": "1"}'
    answer, headers = provider.answer(body, keys.signed("provider", body))
    keys.check("provider", answer, headers)
    assert answer.decode() == '{"error": "签名无效"}'


def test_an_answer_that_is_not_the_providers_is_no_answer(order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provider, "answer", lambda body, headers: (b"{}", keys.signed("portal", b"{}")))
    with pytest.raises(Unreachable):
        SandboxGateway().query(order)


def test_a_signature_fits_one_body_only() -> None:
    headers = keys.signed("provider", b"a")
    keys.check("provider", b"a", headers)
    with pytest.raises(BadSignature):
        keys.check("provider", b"b", headers)
