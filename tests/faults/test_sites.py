"""Every place that asks a store something is found in the code, and known again on the line."""

from tests.faults.sites import met, redis_commands, redis_key, sql_key, sql_sites
from tests.faults.talks import Question


def asked(text: str, within: str = "") -> Question:
    return Question(text=text, within=within)


def test_the_places_that_ask_a_database_are_found_in_the_code() -> None:
    functions = {each.function for each in sql_sites()}
    some = {"SqlLedger._guard", "Leases.renew", "Journal.new", "Store.add_sign_in", "claim"}
    assert some <= functions
    assert all(each.first <= each.last for each in sql_sites())


def test_the_commands_that_redis_is_asked_are_found_in_the_code() -> None:
    assert redis_commands() == {"PUBLISH", "EVAL", "SET", "SUBSCRIBE"}


def test_a_place_is_met_by_a_statement_that_was_signed_with_one_of_its_lines() -> None:
    site = next(each for each in sql_sites() if each.function == "Leases.renew")
    near, far = f"/* {site.file}:{site.last} */ UPDATE", f"/* {site.file}:{site.last + 1} */ UPDATE"
    assert met([site], [asked(near)]) == {site}
    assert met([site], [asked(far), asked("COMMIT")]) == set()


def test_a_commit_is_told_by_what_it_commits() -> None:
    begun = "BEGIN\n/* ledger/sql.py:1 */ INSERT INTO a\n/* ledger/sql.py:2 */ INSERT INTO b"
    assert sql_key(asked("COMMIT", begun)) == "COMMIT [ledger/sql.py:1 + ledger/sql.py:2]"
    assert sql_key(asked("COMMIT")) != sql_key(asked("COMMIT", begun))


def test_a_statement_is_told_by_its_place_and_not_by_how_long_its_lists_are() -> None:
    one = "/* ledger/sql.py:7 */ SELECT id, version FROM ledger_queue WHERE id IN ($1)"
    two = "/* ledger/sql.py:7 */ SELECT id, version FROM ledger_queue WHERE id IN ($1, $2)"
    assert sql_key(asked(one)) == sql_key(asked(two))
    assert sql_key(asked(one)) != sql_key(asked(one.replace(":7", ":8")))


def test_commands_of_redis_are_told_by_what_they_do() -> None:
    said = [
        "PUBLISH waitingroom:pulse {}",
        "PUBLISH waitingroom:queues:1 {}",
        "EVAL x 1 k take 1 2",
    ]
    assert [redis_key(asked(each)) for each in said] == [
        "PUBLISH pulse",
        "PUBLISH queue",
        "EVAL take",
    ]
