"""What staff can do about the people of a call, and what a guest finds of it."""

import pytest
from playwright.async_api import expect

from tests.conference.house import House

from .conftest import Arrives
from .people import HOST_PIN, Person

pytestmark = [pytest.mark.journey, pytest.mark.timeout(110)]


async def opens_choices(anna: Person, name: str) -> None:
    await anna.chooses("Deltagere")
    await anna.button(f"Valg for {name}").click()


async def test_a_microphone_that_staff_turn_off_is_turned_on_by_its_owner(
    pair: tuple[Person, Person],
) -> None:
    anna, per = pair
    await opens_choices(anna, "Prøve Pedersen")
    await anna.button("Sluk mikrofonen").click()
    notice = per.notice("Din mikrofon er blevet slukket for dig.")
    await expect(notice).to_have_count(1)
    await expect(per.switch("Mikrofon")).not_to_be_checked()
    await anna.reads("Tillad mikrofonen igen")
    await per.switch("Mikrofon").click()
    await expect(notice).to_have_count(0)
    await expect(per.switch("Mikrofon")).to_be_checked()
    await anna.reads("Sluk mikrofonen")


async def test_nobody_is_taken_out_without_a_question(pair: tuple[Person, Person]) -> None:
    anna, per = pair
    await opens_choices(anna, "Prøve Pedersen")
    await anna.button("Tag ud af samtalen").click()
    await anna.button("Lad blive").click()
    await anna.button("Tag ud af samtalen").click()
    await (
        anna.page.get_by_role("dialog", name="Tag Prøve Pedersen ud")
        .get_by_role("button", name="Tag ud", exact=True)
        .click()
    )
    await per.is_told("entered", "removed")
    await anna.reads("Prøve Pedersen er ikke i samtalen lige nu")


async def test_whoever_comes_to_a_locked_door_waits_until_let_in(
    pair: tuple[Person, Person], arrives: Arrives
) -> None:
    anna, _ = pair
    await anna.chooses("Deltagere")
    await anna.button("Lås samtalen").click()
    await anna.reads("Samtalen er låst. Nye må vente, til du lukker dem ind.")
    await anna.page.get_by_role("button", name="Luk", exact=True).click()
    bo = await arrives()
    await bo.goes_in("v-talk", "Bo Eksempel", "Anna Test")
    await bo.reads("Samtalen er låst lige nu")
    await anna.button("Luk ind: Bo Eksempel").click()
    await bo.reads_no_more("Samtalen er låst lige nu")
    await bo.sees_a_moving_picture()
    await expect(anna.button("Luk ind: Bo Eksempel")).to_have_count(0)


async def test_a_guest_has_none_of_these(pair: tuple[Person, Person]) -> None:
    _, per = pair
    await per.chooses("Deltagere")
    dialog = per.page.get_by_role("dialog", name="I samtalen")
    await expect(dialog).to_contain_text("Anna Test, behandler")
    await expect(dialog.get_by_role("button")).to_have_count(1)


async def test_what_the_page_offers_stands_behind_more_and_asks_where_it_hurts(
    house: House, arrives: Arrives
) -> None:
    anna = await arrives()
    alias = house.opens("v-offers")
    asked = {"pin": HOST_PIN, "audience": "staff", "offers": "yes"}
    await anna.goes_in(alias, "Anna Test", "Prøve Pedersen", **asked)
    await anna.reads("Vi venter på Prøve Pedersen")
    await anna.chooses("Flyt til en anden kø")
    await anna.is_told("entered", "move")
    await anna.chooses("Sæt på hold")
    question = anna.page.get_by_role("dialog", name="Sæt samtalen på hold?")
    await expect(question).to_contain_text("Prøve Pedersen kommer tilbage i venteværelset")
    await question.get_by_role("button", name="Sæt på hold").click()
    await anna.is_told("entered", "move", "hold")
    await anna.chooses("Fortsæt på min telefon")
    await anna.reads("https://venter.example/#k=invented")
