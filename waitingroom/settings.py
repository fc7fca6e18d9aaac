"""Every setting, typed; the only reader of the environment."""

import ipaddress
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from waitingroom.core.value import Value
from waitingroom.phone_numbers import e164, is_prefix

PREFIX = "WAITINGROOM_"

ORIGIN = re.compile(r"https?://[a-z0-9.\-\[\]:]+")
"""A browser sends its page's origin in this form and in no other; ours must equal it exactly."""

TURN = re.compile(
    r"turns?:(\[[0-9a-fA-F:.]+\]|[a-zA-Z0-9.-]+)(:[0-9]{1,5})?(\?transport=(udp|tcp))?"
)
"""The addresses of a TURN server that every browser takes (RFC 7065)."""
REDIS = re.compile(r"(rediss?://[^/?#\s]+(/[0-9]+)?|unix://([^@/\s]+@)?/[^?#\s]+)")
"""One server by TCP, with TLS or without, or by a socket; its other options are ours to set."""

SMS_GATEWAYS = ("gatewayapi", "inmobile")
SMS_SENDER = re.compile(r"[A-Za-z0-9]{1,11}")

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class BadSetting(ValueError):
    """A setting that can't be used; the message names it and says what would do."""


class Settings(Value):
    """How this installation runs.

    Shape: `data` is the folder that holds everything which must survive a restart. `url` is the
    address people type, without a slash at its end; empty means the address we listen on. With
    `certificate` and `certificate_key` we speak TLS ourselves. `database` empty means a SQLite file
    in `data`. `redis` empty means that this process is the only node. `media_addresses` are what
    the embedded conference node tells browsers to send media to; empty means every address of this
    machine. `turn_urls` and the file with the secret shared
    with that TURN server belong together. Without `precheck` nobody's line is tested by us;
    `precheck_slots` is how many are tested at once, and none begins while the probe is later than
    `precheck_lag_ms`. `demo` fills an empty folder with a small
    clinic. `phone_prefixes` and `sms_prefixes` are the beginnings of numbers that may be rung up,
    or sent a text message, from here; an empty `dial_in_number` or `sms_gateway` means that there
    is none. Several nodes share the content of `key_file`. Webs and workers reach the `media`
    process at `media_url` and `probe_url`; it asks and reports at `hooks_url`, which leads to the
    port `hooks_port` of any web, and may do so from `hooks_networks`. One process for everything
    needs none of these.
    """

    data: Path = Path(".data")
    key_file: Path | None = None
    host: str = "127.0.0.1"
    port: int = 8080
    url: str = ""
    certificate: Path | None = None
    certificate_key: Path | None = None
    database: str = ""
    redis: str = ""
    media_addresses: tuple[str, ...] = ()
    turn_urls: tuple[str, ...] = ()
    turn_secret_file: Path | None = None
    precheck: bool = True
    precheck_slots: int = 20
    precheck_lag_ms: int = 20
    demo: bool = True
    walk_ins_per_h: int = 5
    unseen_at_door: int = 50
    networks: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ("127.0.0.1", "::1")
    most_lines: int = 5000
    notice_s: int = 5
    log_level: str = "INFO"
    phone_prefixes: tuple[str, ...] = ()
    dial_in_number: str = ""
    sms_gateway: str = ""
    sms_key_file: Path | None = None
    sms_sender: str = ""
    sms_prefixes: tuple[str, ...] = ("+45",)
    sms_per_day: int = 500
    media_url: str = "http://127.0.0.1:8090"
    probe_url: str = "http://127.0.0.1:8091"
    hooks_url: str = "http://127.0.0.1:8081"
    hooks_host: str = "127.0.0.1"
    hooks_port: int = 8081
    hooks_networks: tuple[str, ...] = ("127.0.0.0/8", "::1/128")

    @property
    def is_secure(self) -> bool:
        """Whether browsers reach us over TLS, or on their own machine, which they trust alike."""
        return urlsplit(self.origin).scheme == "https" or self.is_local

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach us."""
        return urlsplit(self.origin).hostname in ("localhost", "127.0.0.1", "::1")

    @property
    def origin(self) -> str:
        """The exact origin of our own pages."""
        if self.url:
            return self.url
        scheme = "https" if self.certificate else "http"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{scheme}://{host}:{self.port}"

    @property
    def is_alone(self) -> bool:
        """Whether this process is the only one on its data: a SQLite file has one owner."""
        return not self.database or self.database.startswith("sqlite")

    @property
    def database_url(self) -> str:
        """Where the ledger and the directory are kept."""
        return self.database or f"sqlite+aiosqlite:///{(self.data / 'waitingroom.db').absolute()}"


NAMES: Mapping[str, str] = {
    "data": "the folder that keeps everything (default .data)",
    "key_file": "the file with the secret several nodes share (default: key in the data folder)",
    "host": "the address to listen on (default 127.0.0.1; 0.0.0.0 for every network)",
    "port": "the port to listen on (default 8080)",
    "url": "the address people type, when a proxy stands before us (https://venter.example.dk)",
    "certificate": "a TLS certificate file, to speak https ourselves",
    "certificate_key": "the private key of that certificate",
    "database": "an SQLAlchemy address with its driver (default: SQLite in the data folder)",
    "redis": "the Redis or Valkey between several nodes (rediss://user:password@redis.example.dk)",
    "media_addresses": "addresses for media of the embedded conference node, with commas between",
    "turn_urls": "a TURN server's addresses, with commas (turns:turn.example.dk:443?transport=tcp)",
    "turn_secret_file": "the file with the secret that is shared with that TURN server",
    "precheck": "yes or no: test the lines and devices of those who ask for it (default yes)",
    "precheck_slots": "how many are tested at once; about 15 a processor core (default 20)",
    "precheck_lag_ms": "milliseconds that we may be late ourselves before no new test begins (20)",
    "walk_ins_per_h": "how many new people an hour one address may send in (default 5)",
    "unseen_at_door": "how many walk-ins may wait in a queue whom nobody looked at (default 50)",
    "networks": "your own networks, whose people share addresses (192.0.2.0/24, with commas)",
    "proxies": "whose word for the caller's address is believed (default 127.0.0.1,::1)",
    "most_lines": "how many pages may be connected at once (default 5000)",
    "notice_s": "seconds it goes on serving when stopped, so that a balancer notices (default 5)",
    "demo": "yes or no: fill an empty data folder with a small clinic (default yes)",
    "log_level": "DEBUG, INFO, WARNING or ERROR (default INFO)",
    "phone_prefixes": "how numbers begin that may be rung up into a call (+45, with commas)",
    "dial_in_number": "what people dial to take part by telephone, as it is read aloud to them",
    "sms_gateway": "who sends text messages: gatewayapi, inmobile, or file to try it out",
    "sms_key_file": "a file that holds the key of that gateway, and nothing else",
    "sms_sender": "who text messages are from: up to 11 letters and digits, as agreed with them",
    "sms_prefixes": "how numbers begin that may get a text message (default +45, with commas)",
    "sms_per_day": "how many text messages one organisation may send in a day (default 500)",
    "media_url": "where webs and workers reach the media process (default http://127.0.0.1:8090)",
    "probe_url": "where webs reach the probe of the media process (default http://127.0.0.1:8091)",
    "hooks_url": "where the media process reaches any web's private port (http://127.0.0.1:8081)",
    "hooks_host": "the address of a web's private port (default 127.0.0.1)",
    "hooks_port": "a web's private port, for the media process alone (default 8081)",
    "hooks_networks": "from where the media process may call (default this machine, with commas)",
}
"""Every setting and what it is for; the environment's name is the prefix and this in capitals."""


def read(environment: Mapping[str, str]) -> Settings:
    """The settings of an environment; what is not there keeps its default.

    Errors: `BadSetting` names the first one that can't be used.
    """
    given = {
        name: environment[PREFIX + name.upper()]
        for name in NAMES
        if environment.get(PREFIX + name.upper())
    }
    return checked(Settings().but(**{name: _typed(name, text) for name, text in given.items()}))


def checked(settings: Settings) -> Settings:
    """The same settings in their exact form, when they can be used together.

    Errors: `BadSetting`.
    """
    settings = settings.but(url=settings.url.rstrip("/"))
    for name in ("port", "hooks_port"):
        if not 0 <= getattr(settings, name) <= 65535:
            raise BadSetting(f"{name} must be a number from 0 to 65535")
    if settings.url and not ORIGIN.fullmatch(settings.url):
        raise BadSetting("url must be like https://venter.example.dk: no path, no capitals")
    if settings.log_level not in LOG_LEVELS:
        raise BadSetting(f"log_level must be one of {', '.join(LOG_LEVELS)}")
    if (settings.certificate is None) != (settings.certificate_key is None):
        raise BadSetting("certificate and certificate_key belong together")
    _stores(settings)
    _networks(settings)
    _check_several(settings)
    if not 1 <= settings.precheck_slots <= 200:
        raise BadSetting("precheck_slots must be a number from 1 to 200")
    _check_lines(settings)
    _check_turn(settings)
    _telephones(settings)
    return settings


def for_several(settings: Settings) -> Settings:
    """The same settings, when one of several nodes can run with them.

    Errors: `BadSetting`.
    """
    if settings.is_alone:
        raise BadSetting(
            "database must name a PostgreSQL: a SQLite file belongs to one process, and several "
            "nodes can't share it. One process alone is started with “all”."
        )
    return with_shared_key(settings)


def with_shared_key(settings: Settings) -> Settings:
    """The same settings, when they name the secret that all nodes share. Errors: `BadSetting`."""
    if settings.key_file is None:
        raise BadSetting(
            "key_file must name a file with the same content on every node: with keys of their "
            "own, no node would know whom another has signed in."
        )
    return settings


def _check_several(settings: Settings) -> None:
    for name in ("media_url", "probe_url", "hooks_url"):
        given = urlsplit(getattr(settings, name))
        if given.scheme not in ("http", "https") or not given.hostname or given.path:
            raise BadSetting(f"{name} must be like http://10.0.0.5:8090: no path")
    if urlsplit(settings.probe_url).scheme == "https":
        raise BadSetting("probe_url must begin with http: what passes there is passed on as it is")


def _check_lines(settings: Settings) -> None:
    if not 100 <= settings.most_lines <= 100_000:
        raise BadSetting("most_lines must be a number from 100 to 100000")
    if not 0 <= settings.notice_s <= 5:
        raise BadSetting("notice_s must be a number from 0 to 5")
    if not 1 <= settings.unseen_at_door <= 20_000:
        raise BadSetting("unseen_at_door must be a number from 1 to 20000")


def _stores(settings: Settings) -> None:
    if settings.database and "+" not in settings.database.partition(":")[0]:
        raise BadSetting("database must name its driver, as in postgresql+asyncpg://…")
    if settings.redis and not REDIS.fullmatch(settings.redis):
        raise BadSetting("redis must be like rediss://user:password@redis.example.dk:6379")


def _telephones(settings: Settings) -> None:
    for name in ("phone_prefixes", "sms_prefixes"):
        if not all(map(is_prefix, getattr(settings, name))):
            raise BadSetting(f"{name} must be like +45, with commas between")
    if settings.dial_in_number and not e164(settings.dial_in_number):
        raise BadSetting("dial_in_number must be a whole telephone number, like +45 12 34 56 78")
    if settings.sms_gateway not in ("", "file", *SMS_GATEWAYS):
        raise BadSetting(f"sms_gateway must be one of {', '.join(SMS_GATEWAYS)}, file")
    if settings.sms_gateway in SMS_GATEWAYS and settings.sms_key_file is None:
        raise BadSetting("sms_key_file must be named where there is an sms_gateway")
    if settings.sms_gateway in SMS_GATEWAYS and not SMS_SENDER.fullmatch(settings.sms_sender):
        raise BadSetting("sms_sender must be 1 to 11 letters and digits")


def _typed(name: str, text: str) -> object:
    match name:
        case (
            "data"
            | "key_file"
            | "certificate"
            | "certificate_key"
            | "turn_secret_file"
            | "sms_key_file"
        ):
            return Path(text)
        case (
            "port"
            | "hooks_port"
            | "walk_ins_per_h"
            | "sms_per_day"
            | "precheck_slots"
            | "precheck_lag_ms"
        ):
            return _number(name, text)
        case "most_lines" | "notice_s" | "unseen_at_door":
            return _number(name, text)
        case "media_addresses" | "networks" | "proxies" | "turn_urls":
            return _several(text)
        case "phone_prefixes" | "sms_prefixes" | "hooks_networks":
            return _several(text)
        case "demo" | "precheck":
            return _yes(name, text)
        case _:
            return text


def _check_turn(settings: Settings) -> None:
    if bool(settings.turn_urls) != (settings.turn_secret_file is not None):
        raise BadSetting("turn_urls and turn_secret_file belong together")
    if not all(TURN.fullmatch(each) for each in settings.turn_urls):
        raise BadSetting("turn_urls must be like turns:turn.example.dk:443?transport=tcp")


def _several(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.split(",") if each.strip())


def _networks(settings: Settings) -> None:
    for name in ("networks", "hooks_networks"):
        for each in getattr(settings, name):
            _network(name, each)


def _network(name: str, text: str) -> None:
    try:
        ipaddress.ip_network(text)
    except ValueError as error:
        raise BadSetting(f"{name} must be like 192.0.2.0/24, with commas between") from error


def _number(name: str, text: str) -> int:
    if not text.isdecimal():
        raise BadSetting(f"{name} must be a whole number")
    return int(text)


def _yes(name: str, text: str) -> bool:
    if text.lower() not in ("yes", "no", "1", "0", "true", "false"):
        raise BadSetting(f"{name} must be yes or no")
    return text.lower() in ("yes", "1", "true")
