"""What a data folder keeps to itself: the key and the certificate for a phone."""

import stat
from pathlib import Path

import pytest
from cryptography import x509

from waitingroom.certificate import certificate, own_address
from waitingroom.keys import Keys, keys


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_folder_has_one_key_that_only_its_owner_reads(tmp_path: Path) -> None:
    first, again = keys(tmp_path), keys(tmp_path)
    assert first.key("cookies") == again.key("cookies")
    assert mode(tmp_path / "key") == 0o600


def test_keys_of_different_purposes_and_folders_differ(tmp_path: Path) -> None:
    one, other = Keys(b"a" * 32), Keys(b"b" * 32)
    made = {keys_.key(purpose) for keys_ in (one, other) for purpose in ("cookies", "names")}
    assert len(made) == 4
    assert len(one.key("cookies")) == 32
    assert one.password("node").reveal() not in repr(one.password("node"))


def test_a_key_file_that_is_none_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("short")
    with pytest.raises(ValueError, match="does not hold a key"):
        keys(tmp_path)


def test_a_certificate_is_kept_until_the_address_changes(tmp_path: Path) -> None:
    kept, key = certificate(tmp_path, "192.0.2.7")
    first = kept.read_bytes()
    assert mode(key) == 0o600
    names = x509.load_pem_x509_certificate(first).extensions.get_extension_for_class(
        x509.SubjectAlternativeName
    )
    addresses = [str(each) for each in names.value.get_values_for_type(x509.IPAddress)]
    assert sorted(addresses) == ["127.0.0.1", "192.0.2.7"]
    assert certificate(tmp_path, "192.0.2.7")[0].read_bytes() == first
    assert certificate(tmp_path, "192.0.2.8")[0].read_bytes() != first


def test_this_machine_has_an_address() -> None:
    assert own_address().count(".") == 3
