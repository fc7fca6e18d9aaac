"""Which conferences this installation can use beside its own node: one small file, read at start.

`providers.toml` in the data folder names a Pexip installation and accounts with VDX. It holds no
secrets; they stand in files of their own that only we may read. What is missing, unknown or unsafe
is refused with a sentence, before anything is opened.
"""

import ipaddress
import re
import ssl
import stat
import tomllib
from collections.abc import Collection, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import msgspec

from waitingroom.core.model import Provider
from waitingroom.core.value import Private, Value
from waitingroom.firewall import Neighbours
from waitingroom.handoff.doors import BadLink, PageLink, page_link
from waitingroom.handoff.naming import Side
from waitingroom.handoff.vdx import VdxAccount
from waitingroom.precheck.talk import Node
from waitingroom.settings import ORIGIN, BadSetting, Settings

FILE = "providers.toml"

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=250)]
Alias = Annotated[str, msgspec.Meta(max_length=250, pattern=r"^[^\s/]*$")]
Header = Annotated[str, msgspec.Meta(max_length=64, pattern="^([a-z][a-z0-9-]*)?$")]

LOOPBACK = ("localhost", "127.0.0.1", "::1")

SECRET_BYTES = 16
"""The shortest password between two programs."""

WIDEST = {4: 16, 6: 48}
"""The widest source network: what is wider keeps nobody out."""


class Pexip(Value):
    """An external Pexip installation.

    Shape: `node` is what browsers call, without a slash at its end, `others` are nodes they may be
    sent on to; `networks` are where its nodes call us from. With `certificate_header` a proxy
    before us has checked a client certificate and writes its subject there, which must be
    `certificate_subject`. `test_call` is the alias of a conference to try a call with, "" for none.
    """

    node: str
    management: str
    management_login: str
    management_password: Private
    policy_login: str
    policy_password: Private
    networks: tuple[Network, ...]
    others: tuple[str, ...] = ()
    certificate_header: str = ""
    certificate_subject: str = ""
    links: tuple[tuple[Side, PageLink], ...] = ()
    test_call: str = ""

    @property
    def nodes(self) -> tuple[str, ...]:
        """All addresses that browsers may call."""
        return (self.node, *self.others)


class Vdx(Value):
    """An organisation's account with VDX.

    Shape: `organisation` is its name in our directory; `test_call` as of `Pexip`.
    """

    organisation: str
    account: VdxAccount
    test_call: str = ""


class Configured(Value):
    """What the file says; empty where there is none.

    Shape: `authorities` are certificates that are trusted beside those the machine trusts.
    """

    pexip: Pexip | None = None
    vdx: tuple[Vdx, ...] = ()
    authorities: Path | None = None

    @property
    def hosts(self) -> tuple[str, ...]:
        """Every address beside ours that a page of ours may call in a conversation."""
        named = [*(self.pexip.nodes if self.pexip else ())]
        named += [each for vdx in self.vdx for each in vdx.account.nodes]
        return tuple(dict.fromkeys(named))

    @property
    def nodes(self) -> dict[Provider, tuple[str, ...]]:
        """The hosts of each provider's nodes that browsers call."""
        addresses = {
            Provider.PEXIP: self.pexip.nodes if self.pexip else (),
            Provider.VDX: tuple(node for vdx in self.vdx for node in vdx.account.nodes),
        }
        is_there = {Provider.PEXIP: self.pexip is not None, Provider.VDX: bool(self.vdx)}
        return {
            each: tuple(dict.fromkeys(urlsplit(node).hostname or "" for node in found))
            for each, found in addresses.items()
            if is_there[each]
        }

    @property
    def neighbours(self) -> Neighbours:
        """Who stands beside us, as a firewall sees it."""
        called = [self.pexip.management] if self.pexip else []
        called += [
            each for vdx in self.vdx for each in (vdx.account.api_url, vdx.account.token_url)
        ]
        return Neighbours(
            nodes=self.hosts,
            networks=tuple(str(each) for each in self.pexip.networks) if self.pexip else (),
            called=tuple(called),
        )

    def checked(self, providers: Collection[Provider], organisation: str | None) -> Iterator[Node]:
        """The nodes that a call of these providers may be on, and the test call of each.

        Shape: without an organisation those of all. Our own node stands beside the probe: whoever
        reaches one reaches the other.
        """
        if self.pexip and Provider.PEXIP in providers:
            yield from _nodes(self.pexip.nodes, self.pexip.test_call)
        for each in self.vdx if Provider.VDX in providers else ():
            if organisation in (None, each.organisation):
                yield from _nodes(each.account.nodes, each.test_call)

    def account(self, organisation: str) -> VdxAccount | None:
        """The account of the organisation of this name."""
        return next((each.account for each in self.vdx if each.organisation == organisation), None)


def _nodes(urls: Collection[str], test_call: str) -> Iterator[Node]:
    return (Node(url=each, test_call=test_call) for each in urls)


# --- the file, as it is written


class _Pexip(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    nodes: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    management: str
    management_login: Text
    management_password_file: Text
    policy_login: Text
    policy_password_file: Text
    networks: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    certificate_header: Header = ""
    certificate_subject: str = ""
    guest_link: str = ""
    staff_link: str = ""
    test_call: Alias = ""


class _Vdx(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    organisation: Text
    api_url: str
    token_url: str
    client_id: Text
    client_secret_file: Text
    nodes: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    scope: str = ""
    pool: bool = True
    reserve: bool = False
    template: int | None = None
    portal: str = ""
    subject: Annotated[str, msgspec.Meta(min_length=1, max_length=100)] = "Videokonsultation"
    project_code: Annotated[str, msgspec.Meta(max_length=100)] = ""
    organiser: str = ""
    lasts_min: Annotated[int, msgspec.Meta(ge=30, le=720)] = 180
    ready_within_s: Annotated[int, msgspec.Meta(ge=10, le=300)] = 60
    test_call: Alias = ""


class _File(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    pexip: _Pexip | None = None
    vdx: tuple[_Vdx, ...] = ()
    authorities_file: str = ""


def configured(settings: Settings, taken: frozenset[str]) -> Configured:
    """What `providers.toml` of the data folder says.

    Shape: `taken` are logins that mean somebody else already. Errors: `BadSetting`.
    """
    path = settings.data / FILE
    if not path.exists():
        return Configured()
    reader = _Reader(settings, taken)
    found = reader.file(path)
    vdx = tuple(reader.vdx(each) for each in found.vdx)
    names = [each.organisation for each in vdx]
    _must(len(set(names)) == len(names), "vdx: an organisation stands there twice")
    return Configured(
        pexip=reader.pexip(found.pexip) if found.pexip else None,
        vdx=vdx,
        authorities=reader.authorities(found.authorities_file),
    )


class _Reader:
    """Checks what stands in the file; every problem is one sentence that names its place."""

    def __init__(self, settings: Settings, taken: frozenset[str]) -> None:
        self._folder = settings.data
        self._is_secure = urlsplit(settings.origin).scheme == "https"
        self._taken = taken

    def file(self, path: Path) -> _File:
        """The file with its types."""
        try:
            return msgspec.convert(tomllib.loads(path.read_text("utf-8")), _File)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
            raise BadSetting(f"{FILE}: {error}") from error

    def pexip(self, said: _Pexip) -> Pexip:
        """The installation."""
        _must(
            said.policy_login not in self._taken,
            "pexip.policy_login is the login of the embedded node; choose another",
        )
        _must(
            bool(said.certificate_header) == bool(said.certificate_subject),
            "pexip.certificate_header and pexip.certificate_subject belong together",
        )
        node, *others = (self._browsers(each, "pexip.nodes") for each in said.nodes)
        return Pexip(
            node=node,
            others=tuple(others),
            management=_address(said.management, "pexip.management", path=False),
            management_login=said.management_login,
            management_password=self._secret(said.management_password_file, "pexip.management"),
            policy_login=said.policy_login,
            policy_password=self._secret(said.policy_password_file, "pexip.policy"),
            networks=tuple(_network(each) for each in said.networks),
            certificate_header=said.certificate_header,
            certificate_subject=said.certificate_subject,
            links=tuple(_links(said)),
            test_call=said.test_call,
        )

    def authorities(self, name: str) -> Path | None:
        """Certificates of the house's own, that its Pexip installation may have."""
        path = self._folder / name if name else None
        if path is None:
            return None
        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(path)
        except (OSError, ssl.SSLError) as error:
            raise BadSetting(f"{FILE}: authorities_file holds no certificates") from error
        return path

    def vdx(self, said: _Vdx) -> Vdx:
        """One organisation's account."""
        account = VdxAccount(
            api_url=_address(said.api_url, "vdx.api_url"),
            token_url=_address(said.token_url, "vdx.token_url"),
            client_id=said.client_id,
            client_secret=self._secret(said.client_secret_file, "vdx.client_secret"),
            scope=said.scope,
            pool=said.pool,
            reserve=said.reserve,
            template=said.template,
            portal=said.portal,
            subject=said.subject,
            project_code=said.project_code,
            organiser=said.organiser,
            lasts=timedelta(minutes=said.lasts_min),
            ready_within_s=float(said.ready_within_s),
            nodes=tuple(self._browsers(each, "vdx.nodes") for each in said.nodes),
        )
        return Vdx(organisation=said.organisation, account=account, test_call=said.test_call)

    def _browsers(self, text: str, place: str) -> str:
        """A node's address for pages; it goes into their content policy as it is."""
        _must(
            ORIGIN.fullmatch(text) is not None,
            f"{place} must be like https://node.example.dk: no path, no capitals",
        )
        _must(
            urlsplit(text).scheme == "https" or not self._is_secure,
            f"{place} must be https, as our pages are",
        )
        return _address(text, place, path=False)

    def _secret(self, name: str, place: str) -> Private:
        path = self._folder / name
        try:
            mode, text = path.stat().st_mode, path.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise BadSetting(f"{FILE}: the file of {place} can't be read") from error
        _must(
            not stat.S_IMODE(mode) & 0o077,
            f"the file of {place} can be read by others; give it the mode 600",
        )
        _must(
            len(text) >= SECRET_BYTES and text.isprintable(),
            f"the file of {place} must hold one line of at least {SECRET_BYTES} characters",
        )
        return Private(text)


def _links(said: _Pexip) -> Iterator[tuple[Side, PageLink]]:
    for side, template in ((Side.GUEST, said.guest_link), (Side.STAFF, said.staff_link)):
        if not template:
            continue
        place = f"pexip.{side}_link"
        _must(
            any(template.startswith(f"{each}/") for each in said.nodes),
            f"{place} must lead to one of pexip.nodes",
        )
        try:
            yield side, page_link(template, side)
        except BadLink as wrong:
            raise BadSetting(f"{FILE}: {place} {wrong}") from wrong


def _address(text: str, place: str, *, path: bool = True) -> str:
    """An address that we or a page call: https, or plain HTTP on this machine alone."""
    parts = urlsplit(text)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    _must(is_safe and bool(parts.hostname), f"{place} must be an https address")
    rest = f"{parts.query}{parts.fragment}{parts.username or ''}{'' if path else parts.path}"
    _must(
        not rest and not re.search(r"\s|/$", text),
        f"{place} must be an address alone: no login, no query, no slash at its end",
    )
    return text


def _network(text: str) -> Network:
    try:
        network = ipaddress.ip_network(text)
    except ValueError as error:
        raise BadSetting(f"{FILE}: pexip.networks must be like 192.0.2.0/28") from error
    _must(
        network.prefixlen >= WIDEST[network.version],
        "pexip.networks holds a network so wide that it keeps nobody out",
    )
    return network


def _must(is_so: bool, sentence: str) -> None:
    if not is_so:
        raise BadSetting(f"{FILE}: {sentence}")
