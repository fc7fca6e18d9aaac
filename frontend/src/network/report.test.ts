// The report says all that was found, the way its language writes it, and nothing of the person.
import { expect, test } from "vitest";
import { type Locale, Texts } from "../texts";
import { asData, asText, type Found, fileNameOf, mailtoOf, momentSaid } from "./report";
import { ALL_OPEN, BROWSER, NO_UDP, over, SMALL, WHEN, WHOLE } from "./scenery";
import { NOTHING } from "./seen";
import { IDLE } from "./testing";

const texts = (locale: Locale) => new Texts(locale).load("shared", "network");

const GOOD: Found = {
  installation: SMALL,
  test: over(ALL_OPEN),
  environment: BROWSER,
  place: "",
};
const POOR: Found = { ...GOOD, installation: WHOLE, test: over(NO_UDP), place: " Rådhuset " };

test("a report in Danish says all of it, the Danish way", async () => {
  expect(asText(await texts("da"), GOOD)).toBe(
    [
      "Netværkstjek",
      "",
      "Installation: venter.example.dk",
      "Testet: 25. november 2026 kl. 10.23",
      "Browser: Edge 156 på Windows",
      "",
      "Videosamtaler virker godt herfra. Alt, der kunne testes, er åbent, og linjen er god nok.",
      "",
      "Det skal være åbent",
      "- Siderne og køen: TCP venter.example.dk 443",
      "  Virker. Svartid 21 ms.",
      "- Lyd og billede, direkte: UDP 192.0.2.7 32768–60999",
      "  Virker. Forbundet på 134 ms, svartid 21 ms.",
      "- Lyd og billede, TURN over UDP: UDP turn.example.dk 3478",
      "  Virker. Forbundet på 174 ms, svartid 21 ms.",
      "- Lyd og billede, TURN over TCP: TCP turn.example.dk 3478",
      "  Virker. Forbundet på 207 ms, svartid 21 ms.",
      "- Lyd og billede, TURN over TLS: TCP turn.example.dk 443",
      "  Virker. Forbundet på 300 ms, svartid 21 ms.",
      "",
      "Linjens tal",
      "- Svartid (RTT): 21 ms, Godt (Højst 200 ms)",
      "- Udsving op (jitter): 1,4 ms, Godt (Højst 30 ms)",
      "- Udsving ned (jitter): 2,1 ms, Godt (Højst 30 ms)",
      "- Tab op: 0\u00a0%, Godt (Højst 2\u00a0%)",
      "- Tab ned: 0,2\u00a0%, Godt (Højst 2\u00a0%)",
      "- Hastighed op: 19 Mbit/s, Godt (Mindst 1,2 Mbit/s)",
      "- Hastighed ned: 48 Mbit/s, Godt (Mindst 1,2 Mbit/s)",
      "- Ekstra svartid, når linjen er fuld: 17 ms, Godt (Højst 100 ms)",
    ].join("\n"),
  );
});

test("what is closed is named with protocol, address and ports, both protocols in one sentence", async () => {
  const said = asText(await texts("da"), POOR);
  expect(said).toContain("- Åbn for UDP ud til 192.0.2.7, port 32768–60999.");
  expect(said).toContain("- Åbn for UDP ud til turn.example.dk, port 3478 (TURN over UDP).");
  expect(said).toContain("- Åbn for UDP og TCP ud til pexip1.example.dk, port 40000–49999,");
  expect(said).toContain("- Åbn for TCP ud til vdx.example.dk, port 443 (HTTPS og WebSocket).");
  expect(said).not.toContain("Åbn for TCP ud til turn.example.dk");
  expect(said).toContain("Sted: Rådhuset\n");
});

test("the same in English", async () => {
  const said = asText(await texts("en"), POOR);
  expect(said).toContain("Tested: 25 November 2026 at 10:23");
  expect(said).toContain("- Open UDP out to 192.0.2.7, port 32768–60999.");
  expect(said).toContain("- Loss up: 3.4%, Usable (At most 2%)");
});

test("before a test it is a list of what must be open", async () => {
  const said = asText(await texts("da"), { ...GOOD, test: IDLE });
  expect(said).toContain("Testet: Ikke testet endnu");
  expect(said).toContain("  Ikke testet");
  expect(said).not.toContain("Linjens tal");
  expect(said).not.toMatch(/Det skal I gøre/);
});

test("nothing is in it that tells who the person is, unless they wrote it", async () => {
  const plain = asText(await texts("da"), GOOD);
  const addresses = plain.match(/\d+\.\d+\.\d+\.\d+/g);
  expect(addresses).toEqual(["192.0.2.7"]);
  expect(plain).not.toContain("Sted:");
  const own = asText(await texts("da"), { ...GOOD, place: "198.51.100.7" });
  expect(own).toContain("Sted: 198.51.100.7");
});

test("a mail carries all of it where that is short, and else what it comes to", async () => {
  const da = await texts("da");
  const idle = mailtoOf(da, { ...GOOD, test: over(NOTHING, "offline") });
  expect(decodeURIComponent(idle)).toContain("TCP turn.example.dk 443");
  const poor = mailtoOf(da, POOR);
  expect(poor.length).toBeLessThanOrEqual(1_900);
  const body = decodeURIComponent(poor);
  expect(body).toContain("Åbn for UDP ud til 192.0.2.7");
  expect(body).toContain("Alle linjer og tal står i den rapport");
  expect(body).toContain("\r\n");
});

test("as data it is read by programs", async () => {
  const data = JSON.parse(asData(POOR));
  expect(data).toMatchObject({
    report: "network-check",
    site: "venter.example.dk",
    tested_at: "2026-11-25T09:23:07.000Z",
    place: "Rådhuset",
    verdict: "usable",
    numbers: { loss_up: 0.034, up_mbps: 0.86 },
  });
  expect(data.openings[1]).toEqual({
    purpose: "media",
    protocol: "udp",
    host: "192.0.2.7",
    first_port: 32768,
    last_port: 60999,
    result: "fails",
    remark: null,
    connect_ms: null,
    rtt_ms: null,
  });
});

test("its file has a name that every system takes", async () => {
  const da = await texts("da");
  expect(fileNameOf(da, GOOD)).toBe("netvaerkstjek-venter.example.dk-2026-11-25");
  const local = { ...SMALL, site: "127.0.0.1:8000" };
  expect(fileNameOf(da, { ...GOOD, installation: local, test: IDLE })).toBe(
    "netvaerkstjek-127.0.0.1-8000",
  );
});

test("a moment is told in Danish time, in summer too", async () => {
  const da = await texts("da");
  expect(momentSaid(da, WHEN)).toBe("25. november 2026 kl. 10.23");
  expect(momentSaid(da, Date.parse("2026-07-01T22:05:00Z"))).toBe("2. juli 2026 kl. 0.05");
});
