"""The file of providers: read once, typed, and refused with a sentence when it is not safe."""

from collections.abc import Callable
from pathlib import Path

import pytest

from waitingroom.core.model import Provider
from waitingroom.firewall import Neighbours
from waitingroom.handoff.naming import Side
from waitingroom.precheck.talk import Node
from waitingroom.providers import Configured, configured
from waitingroom.settings import BadSetting, Settings

PEXIP = """
[pexip]
nodes = ["https://node1.example", "https://node2.example"]
management = "https://manager.example"
management_login = "ventestuen"
management_password_file = "management"
policy_login = "pexip"
policy_password_file = "policy"
networks = ["192.0.2.0/28", "2001:db8::/64"]
certificate_header = "x-client-subject"
certificate_subject = "CN=node"
test_call = "prøve@test.example"
guest_link = "https://node1.example/webapp3/m/{alias}?name={name}&callTag={tag}&pin={pin}"
staff_link = "https://node1.example/webapp3/m/{alias}?name={name}&callTag={tag}"
"""

VDX = """
[[vdx]]
organisation = "Testregionen"
api_url = "https://videoapi.example/videoapi"
token_url = "https://login.example/realms/vdx/protocol/openid-connect/token"
client_id = "ventestuen"
client_secret_file = "vdx"
nodes = ["https://vdx.example"]
ready_within_s = 90
"""

SECRET = "et hemmeligt ord som er langt"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("management", "policy", "vdx"):
        (tmp_path / name).write_text(f"{SECRET} {name}\n", "utf-8")
        (tmp_path / name).chmod(0o600)
    return tmp_path


def reading(folder: Path, text: str, url: str = "https://venter.example") -> Configured:
    (folder / "providers.toml").write_text(text, "utf-8")
    return configured(Settings(data=folder, url=url), frozenset({"waitingroom"}))


def test_without_the_file_there_is_the_embedded_node_alone(tmp_path: Path) -> None:
    found = configured(Settings(data=tmp_path), frozenset())
    assert found == Configured()
    assert found.hosts == ()
    assert found.neighbours == Neighbours()


def test_everything_can_be_said(folder: Path) -> None:
    found = reading(folder, PEXIP + VDX)
    pexip, account = found.pexip, found.account("Testregionen")
    assert pexip is not None
    assert account is not None
    assert found.hosts == ("https://node1.example", "https://node2.example", "https://vdx.example")
    assert pexip.management_password.reveal() == f"{SECRET} management"
    assert pexip.policy_password.reveal() == f"{SECRET} policy"
    assert [str(each) for each in pexip.networks] == ["192.0.2.0/28", "2001:db8::/64"]
    assert [side for side, _ in pexip.links] == [Side.GUEST, Side.STAFF]
    assert account.client_secret.reveal() == f"{SECRET} vdx"
    assert (account.ready_within_s, account.nodes) == (90.0, ("https://vdx.example",))
    assert found.account("Andre") is None
    assert found.neighbours == Neighbours(
        nodes=found.hosts,
        networks=("192.0.2.0/28", "2001:db8::/64"),
        called=(
            "https://manager.example",
            "https://videoapi.example/videoapi",
            "https://login.example/realms/vdx/protocol/openid-connect/token",
        ),
    )
    assert SECRET not in repr(found)


def test_checks_know_the_nodes_of_the_calls_and_what_to_call_there(folder: Path) -> None:
    found = reading(folder, PEXIP + VDX)
    both, mine = (Provider.PEXIP, Provider.VDX), "Testregionen"
    pexip = [Node(url=f"https://node{n}.example", test_call="prøve@test.example") for n in (1, 2)]
    vdx = [Node(url="https://vdx.example")]
    assert list(found.checked(both, mine)) == list(found.checked(both, None)) == pexip + vdx
    assert list(found.checked((Provider.PEXIP,), mine)) == pexip
    assert list(found.checked((Provider.VDX,), "Andre")) == []
    assert list(found.checked((Provider.EMBEDDED,), None)) == []


def said(old: str, new: str) -> Callable[[Path], str]:
    def text(folder: Path) -> str:
        assert old in PEXIP + VDX
        return (PEXIP + VDX).replace(old, new)

    return text


def mode(folder: Path) -> str:
    (folder / "policy").chmod(0o640)
    return PEXIP


def short(folder: Path) -> str:
    (folder / "vdx").write_text("kort", "utf-8")
    return VDX


def gone(folder: Path) -> str:
    (folder / "management").unlink()
    return PEXIP


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        (said('policy_login = "pexip"', ""), "policy_login"),
        (said('policy_login = "pexip"', 'policy_login = "waitingroom"'), "choose another"),
        (said('"https://node1.example",', '"http://node1.example",'), "https, as our pages"),
        (said('"https://node1.example",', '"https://node1.example/path",'), "no path"),
        (said('"https://node1.example",', "\"https://node1.example; script-src 'self'\","), "path"),
        (said('["https://vdx.example"]', "[]"), "nodes"),
        (said('"https://manager.example"', '"http://manager.example"'), "an https address"),
        (said('"https://manager.example"', '"https://me:pw@manager.example"'), "no login"),
        (said("videoapi.example/videoapi", "videoapi.example/videoapi/"), "no slash"),
        (said('"192.0.2.0/28", ', '"0.0.0.0/0", '), "keeps nobody out"),
        (said('"192.0.2.0/28", ', '"192.0.2.1/28", '), "like 192.0.2.0/28"),
        (said('networks = ["192.0.2.0/28", "2001:db8::/64"]', "networks = []"), "networks"),
        (said('certificate_subject = "CN=node"', ""), "belong together"),
        (said("callTag={tag}&pin={pin}", "callTag={secret}"), "may hold"),
        (said('callTag={tag}"\n\n[[', 'callTag={tag}&pin={pin}"\n\n[['), "never stands in a link"),
        (said('guest_link = "https://node1', 'guest_link = "https://other'), "lead to one of"),
        (said("ready_within_s = 90", "ready_within_s = 9000"), "ready_within_s"),
        (said("ready_within_s = 90", "unheard_of = 1"), "unheard_of"),
        (said("[[vdx]]", VDX + "[[vdx]]"), "twice"),
        (said("[pexip]", 'authorities_file = "policy"\n[pexip]'), "authorities_file"),
        (said("[pexip]", "[pexip"), "providers.toml"),
        (said('"prøve@test.example"', '"two words"'), "test_call"),
        (mode, "mode 600"),
        (short, "at least 16"),
        (gone, "can't be read"),
    ],
)
def test_what_is_unsafe_or_unfinished_is_refused_with_a_sentence(
    folder: Path, written: Callable[[Path], str], sentence: str
) -> None:
    with pytest.raises(BadSetting, match=r"^providers\.toml: ") as refused:
        reading(folder, written(folder))
    assert sentence in str(refused.value)
    assert SECRET not in str(refused.value)


def test_on_ones_own_machine_a_node_may_be_plain_and_on_this_machine(folder: Path) -> None:
    here = PEXIP.replace("https://node1.example", "http://127.0.0.1:9")
    assert reading(folder, here, url="http://127.0.0.1:8080").pexip is not None
    elsewhere = PEXIP.replace("https://node1.example", "http://node1.example")
    with pytest.raises(BadSetting, match="an https address"):
        reading(folder, elsewhere, url="http://127.0.0.1:8080")
