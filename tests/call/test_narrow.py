"""On a bad line a person may go on with sound alone, which spares it both ways, and come back."""

import pytest
from playwright.async_api import expect

from .people import Person, together

pytestmark = [pytest.mark.journey, pytest.mark.timeout(110)]

OFFER = "Linjen er dårlig. Fortsæt kun med lyd?"

# Runs before the page: keeps the connections, and can make the line look as bad as the test says.
WATCHED = """
window.connections = [];
window.lossy = false;
window.busy = false;
const Real = RTCPeerConnection;
window.RTCPeerConnection = class extends Real {
  constructor(...given) {
    super(...given);
    window.connections.push(this);
  }
};
const stats = RTCRtpReceiver.prototype.getStats;
RTCRtpReceiver.prototype.getStats = async function () {
  const report = await stats.call(this);
  if (!window.lossy) return report;
  const worse = new Map(report);
  for (const [key, each] of worse)
    if (each.type === "inbound-rtp") worse.set(key, { ...each, jitter: 0.5 });
  return worse;
};
const sent = RTCRtpSender.prototype.getStats;
RTCRtpSender.prototype.getStats = async function () {
  const report = await sent.call(this);
  if (!window.busy) return report;
  const worse = new Map(report);
  const small = { qualityLimitationReason: "cpu", frameWidth: 320, frameHeight: 180 };
  for (const [key, each] of worse)
    if (each.type === "outbound-rtp" && each.kind === "video")
      worse.set(key, { ...each, ...small });
  return worse;
};
"""

# What comes in now, in kinds of media; a connection that is closed carries nothing.
CARRIED = """async () => {
  const kinds = new Set();
  for (const each of window.connections) {
    if (each.connectionState !== "connected") continue;
    for (const { receiver, currentDirection } of each.getTransceivers())
      if (currentDirection && currentDirection.includes("recv")) kinds.add(receiver.track.kind);
  }
  return [...kinds].sort().join();
}"""


@pytest.fixture
async def watched(pair: tuple[Person, Person]) -> tuple[Person, Person]:
    """A clinician and a patient, whose line can be made to look bad."""
    _, per = pair
    await per.page.add_init_script(WATCHED)
    await per.page.reload()
    await together(*pair)
    return pair


async def test_sound_alone_is_offered_taken_and_given_back(
    watched: tuple[Person, Person],
) -> None:
    anna, per = watched
    assert await per.asks(CARRIED) == "audio,video"
    await per.asks("() => { window.lossy = true; }")
    await per.reads(OFFER)
    await per.reads("Forbindelsen er ujævn.")
    await per.button("Kun lyd").click()
    await per.reads("Du er kun med på lyd. Dit billede sendes ikke, og de andres hentes ikke.")
    await per.comes_to(f"async () => await ({CARRIED})() === 'audio'")
    await anna.reads("Prøve Pedersen er kun med på lyd.")
    await expect(per.switch("Kamera")).to_have_count(0)
    assert await per.page.locator(".call-chip").all_inner_texts() == ["Anna Test, behandler"]
    await per.asks("() => { window.lossy = false; }")
    await per.reads("Linjen er god igen.")
    await per.button("Tænd billedet igen").click()
    await together(anna, per)
    assert await per.asks(CARRIED) == "audio,video"
    assert "Forbindelsen blev afbrudt" not in await anna.sentences() + await per.sentences()


async def test_sound_goes_on_alone_when_the_line_has_been_lost(
    watched: tuple[Person, Person],
) -> None:
    anna, per = watched
    await per.asks("() => { window.lossy = true; }")
    await per.button("Kun lyd").click()
    await anna.reads("Prøve Pedersen er kun med på lyd.")
    await per.asks("() => window.dispatchEvent(new PageTransitionEvent('pagehide'))")
    await per.reads("Forbindelsen blev afbrudt")
    await per.asks("() => window.dispatchEvent(new Event('online'))")
    await per.comes_to(f"async () => await ({CARRIED})() === 'audio'")
    await per.reads("Du taler med Anna Test")


async def test_what_is_wrong_and_what_was_done_is_said_while_the_call_goes_on(
    watched: tuple[Person, Person],
) -> None:
    _, per = watched
    notice = per.notice("Din telefon eller computer har svært ved at følge med.")
    await expect(notice).to_have_count(0)
    await per.asks("() => { window.busy = true; }")
    await expect(notice).to_have_count(1)
    await per.reads("Vi har gjort dit billede mindre skarpt. Luk andre programmer, hvis du kan.")
    await per.asks("() => { window.busy = false; }")
    await expect(notice).to_have_count(0, timeout=30_000)
