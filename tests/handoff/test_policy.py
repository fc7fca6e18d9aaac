"""The answers a conference node gets, while an admission is open and at any other time."""

from tests.core.town import ANNA, BO, SYSTEM, Town, open_town, walker
from waitingroom.core import commands as c
from waitingroom.core.ids import GuestId, QueueId, StaffId, VisitId
from waitingroom.core.model import Provider, Role, Rules
from waitingroom.handoff import Admitted, Naming, Policy, Who
from waitingroom.handoff.naming import Side

NAMING = Naming(b"k" * 32)
ADA = Who.guest(GuestId("ada"))


def admitted_town() -> tuple[Town, str]:
    town = open_town()
    visit = town.walks_in("ada")
    town.walks_in("ben")
    town.asks(ANNA, c.Admit(visit=visit.id, seen=visit.revision))
    return town, alias_of(1)


def alias_of(admission: int) -> str:
    return NAMING.alias(Admitted(queue=QueueId("q"), visit=VisitId("vada"), admission=admission))


def policy_of(town: Town, provider: Provider = Provider.EMBEDDED) -> Policy:
    # Ids in a town hold hyphens, which an alias may not; the directory makes none.
    queue = town.queue
    visit = queue.visits[VisitId("v-ada")]
    renamed = queue.but(visits=queue.visits.set(VisitId("vada"), visit))
    queues = {QueueId("q"): renamed}
    return Policy(NAMING, queues.get, lambda who: f"name of {who.id}", provider=provider)


def test_a_conference_exists_while_its_admission_is_open() -> None:
    town, alias = admitted_town()
    answer = policy_of(town).service({"local_alias": alias})
    assert answer is not None
    result = answer["result"]
    assert result["name"] == alias
    assert result["pin"] == NAMING.pin(alias, Side.STAFF).reveal()
    assert result["guest_pin"] == NAMING.pin(alias, Side.GUEST).reveal()
    assert result["direct_media"] == "never"


def test_put_back_and_end_close_it_for_good() -> None:
    town, alias = admitted_town()
    town.asks(BO, c.PutBack(visit=VisitId("v-ada")))
    assert policy_of(town).service({"local_alias": alias}) == {
        "status": "success",
        "action": "reject",
    }
    visit = town.visit("v-ada")
    town.asks(BO, c.Admit(visit=visit.id, seen=visit.revision))
    old, new = (policy_of(town).service({"local_alias": alias_of(n)}) for n in (1, 2))
    assert old is not None
    assert new is not None
    assert (old["action"], new["action"]) == ("reject", "continue")
    town.asks(BO, c.End(visit=visit.id))
    ended = policy_of(town).service({"local_alias": alias_of(2)})
    assert ended is not None
    assert ended["action"] == "reject"


def test_a_name_that_is_not_ours_is_left_to_the_node() -> None:
    town, alias = admitted_town()
    assert policy_of(town).service({"local_alias": "meet.anna"}) is None
    assert policy_of(town).service({}) is None
    assert policy_of(town).participant({"local_alias": alias[:-1] + "!"}) is None


def test_only_those_called_and_staff_come_in() -> None:
    town, alias = admitted_town()
    policy = policy_of(town)

    def enters(tag: str) -> str:
        answer = policy.participant({"local_alias": alias, "call_tag": tag})
        assert answer is not None
        return str(answer.get("result", {}).get("preauthenticated_role", answer["action"]))

    assert enters(NAMING.tag(alias, ADA)) == "guest"
    assert enters(NAMING.tag(alias, Who.staff(StaffId("bo")))) == "chair"
    assert enters(NAMING.tag(alias, Who.guest(GuestId("ben")))) == "reject"
    assert enters(NAMING.tag(alias_of(2), ADA)) == "reject"
    assert enters("") == "reject"


def test_a_queue_that_is_not_in_memory_lets_nobody_in() -> None:
    _, alias = admitted_town()
    policy = Policy(NAMING, lambda queue: None, lambda who: "")
    for answer in (policy.service({"local_alias": alias}), both(policy, alias)):
        assert answer == {"status": "success", "action": "reject"}


def both(policy: Policy, alias: str) -> dict[str, object] | None:
    return policy.participant({"local_alias": alias, "call_tag": NAMING.tag(alias, ADA)})


def test_an_alias_in_capitals_is_the_same_and_its_name_is_ours() -> None:
    town, alias = admitted_town()
    answer = policy_of(town).service({"local_alias": alias.upper()})
    assert answer is not None
    assert answer["result"]["name"] == alias
    assert answer["result"]["participant_limit"] == 2 * town.queue.rules.call_places


def test_others_in_the_conference_read_the_name_we_know() -> None:
    town, alias = admitted_town()
    answer = policy_of(town).participant(
        {"local_alias": alias, "call_tag": NAMING.tag(alias, ADA), "display_name": "Somebody Else"}
    )
    assert answer is not None
    assert answer["result"]["remote_display_name"] == "name of ada"
    assert answer["result"]["call_tag"] == NAMING.tag(alias, ADA)


def test_who_left_for_good_does_not_come_in_by_the_old_way() -> None:
    town, alias = admitted_town()
    invite = c.InviteGuest(visit=VisitId("v-ada"), guest=GuestId("rie"), role=Role.RELATIVE)
    town.asks(BO, invite)
    town.comes("rie", "v-ada")
    seen = c.Saw(visit=VisitId("v-ada"), guest=GuestId("ada"), admission=1)
    town.asks(SYSTEM, seen)
    town.asks(walker("ada"), c.Leave())
    assert town.visit("v-ada").admission is not None
    assert both(policy_of(town), alias) == {"status": "success", "action": "reject"}


def test_an_answer_is_a_new_one_each_time() -> None:
    """The node's door adds to it; what one caller got must not reach the next."""
    town, alias = admitted_town()
    policy = policy_of(town)
    first = policy.participant({"local_alias": alias, "call_tag": "nobody"})
    assert first is not None
    first["action"] = "continue"
    second = policy.participant({"local_alias": alias, "call_tag": "nobody"})
    assert second is not None
    assert second["action"] == "reject"


def test_a_conference_is_known_to_the_nodes_of_its_own_provider_alone() -> None:
    town, alias = admitted_town()
    rules = Rules(providers=(Provider.EMBEDDED, Provider.PEXIP))
    town.asks(SYSTEM, c.Configure(rules=rules))
    asked = {"local_alias": alias, "call_tag": NAMING.tag(alias, ADA)}

    def knows(provider: Provider) -> list[str]:
        policy = policy_of(town, provider)
        answers = [policy.service(asked), policy.participant(asked)]
        return [str(each["action"]) for each in answers if each is not None]

    assert knows(Provider.EMBEDDED) == ["continue"] * 2
    assert knows(Provider.PEXIP) == ["reject"] * 2
    town.asks(SYSTEM, c.GiveUp(visit=VisitId("v-ada"), admission=1))
    town.asks(BO, c.TryAgain(visit=VisitId("v-ada"), other=True))
    assert knows(Provider.EMBEDDED) == ["reject"] * 2
    assert knows(Provider.PEXIP) == ["continue"] * 2
