// The unit's equipment: its own devices with their last pre-check, and counts of what guests come with.
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { day, timeOfDay } from "../clock";
import { type Texts, useTexts } from "../texts";
import { Button, Dialog, Icon } from "../ui";
import type { BrowserCount, CauseCount, Device, Equipment } from "./api";
import { useClose } from "./asking";
import { CheckChip } from "./checksign";
import { RenameDevice } from "./devicename";
import { DeviceTest, NameDevice } from "./devicetest";
import * as sentences from "./sentences";
import { useShift } from "./shift";

type Known = { readonly equipment: Equipment } | "loading" | "failed";

/** Units: milliseconds. What a test found comes into the list a moment after the page knows it. */
const PAUSES_MS = [0, 700, 1_500, 3_000] as const;

const seenAt = (known: Known, name: string): string | undefined =>
  typeof known === "string"
    ? undefined
    : known.equipment.devices.find((device) => device.name === name)?.seen_at;

export function EquipmentPage() {
  const { t } = useTexts();
  const close = useClose();
  const known = useSignal<Known>("loading");
  const testing = useSignal<string | null>(null);
  const here = useRef(true);
  const { api, queue, expired } = useShift();

  async function read(): Promise<void> {
    const reply = await api.equipment(queue.id);
    if (reply.ok) known.value = { equipment: reply.value };
    else if (reply.problem.code === "not-signed-in") expired.value = true;
    else known.value = "failed";
  }

  async function readTested(name: string): Promise<void> {
    const before = seenAt(known.value, name);
    for (const pause of PAUSES_MS) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      if (!here.current) return;
      await read();
      if (seenAt(known.value, name) !== before) return;
    }
  }

  useEffect(() => {
    void read();
    return () => {
      here.current = false;
    };
  }, []);
  const name = testing.value;
  if (name !== null) {
    const back = (judged: boolean) => {
      testing.value = null;
      if (judged) void readTested(name);
    };
    return <DeviceTest name={name} onBack={back} />;
  }
  return (
    <Dialog
      title={t("equipment-title")}
      onClose={close}
      actions={
        <Button kind="primary" onPress={close}>
          {t("me-done")}
        </Button>
      }
    >
      <div class="equipment">
        <Shown known={known.value} read={read} onTest={(name) => (testing.value = name)} />
      </div>
    </Dialog>
  );
}

interface ShownProps {
  readonly known: Known;
  readonly read: () => Promise<void>;
  readonly onTest: (name: string) => void;
}

function Shown({ known, read, onTest }: ShownProps) {
  const { t } = useTexts();
  if (known === "loading") return <p class="muted">{t("equipment-loading")}</p>;
  if (known === "failed")
    return (
      <>
        <p>{t("equipment-failed")}</p>
        <Button size="small" onPress={() => void read()}>
          {t("chosen-again")}
        </Button>
      </>
    );
  const { devices, causes, days } = known.equipment;
  return (
    <>
      <Part id="equipment-devices" title={t("equipment-devices")}>
        {devices.length === 0 ? (
          <p>{t("equipment-none")}</p>
        ) : (
          <ul role="list" class="devices">
            {devices.map((device) => (
              <DeviceRow key={device.name} device={device} read={read} />
            ))}
          </ul>
        )}
        {known.equipment.checks && <NameDevice onTest={onTest} />}
      </Part>
      <Part id="equipment-causes" title={t("equipment-causes")}>
        <Causes causes={causes} days={days} />
      </Part>
      <Part id="equipment-browsers" title={t("equipment-browsers")}>
        <Browsers {...known.equipment} />
      </Part>
    </>
  );
}

interface PartProps {
  readonly id: string;
  readonly title: string;
  readonly children: ComponentChildren;
}

function Part({ id, title, children }: PartProps) {
  return (
    <section aria-labelledby={id} class="equipment-part">
      <h3 id={id} tabIndex={-1}>
        {title}
      </h3>
      {children}
    </section>
  );
}

interface DeviceProps {
  readonly device: Device;
  readonly read: () => Promise<void>;
}

function DeviceRow({ device, read }: DeviceProps) {
  const texts = useTexts();
  const { t, locale } = texts;
  const when = { day: day(device.seen_at, locale), time: timeOfDay(device.seen_at, locale) };
  const causes = sentences.causes(texts, device).join(", ");
  return (
    <li class="device">
      <div class="device-head">
        <b>{device.name}</b>
        <CheckChip check={device}>{t(`check-${device.outcome}`)}</CheckChip>
      </div>
      {causes && <p>{sentences.capital(causes, texts)}</p>}
      {device.causes.includes("browser-old") && (
        <p class="device-old">
          <Icon name="warning" />
          <b>{t("equipment-old")}</b>
        </p>
      )}
      <p class="muted">
        {withWords(texts, device)}, {t("equipment-seen", when)}
      </p>
      <div class="device-acts">
        <RenameDevice name={device.name} read={read} />
        <RemoveDevice name={device.name} read={read} />
      </div>
    </li>
  );
}

function withWords({ t }: Texts, { browser, major, system }: Device): string {
  const args = { browser: t(`browser-${browser}`), major, system: t(`system-${system}`) };
  return t("equipment-with", args).replace(/ {2,}/g, " ");
}

/** The list without it is read anew; the heading takes the focus, because the button is gone. */
function RemoveDevice({
  name,
  read,
}: {
  readonly name: string;
  readonly read: DeviceProps["read"];
}) {
  const { t } = useTexts();
  const { api, queue, announcer } = useShift();
  const busy = useSignal(false);
  const failed = useSignal(false);
  async function remove(): Promise<void> {
    busy.value = true;
    const reply = await api.removeDevice(queue.id, name);
    busy.value = false;
    failed.value = !reply.ok;
    announcer.say(t(reply.ok ? "equipment-removed" : "equipment-not-removed", { name }));
    if (!reply.ok) return;
    document.getElementById("equipment-devices")?.focus();
    await read();
  }
  return (
    <>
      <Button
        kind="quiet"
        size="small"
        icon="cross"
        busy={busy.value}
        onPress={() => void remove()}
      >
        {t("act-remove")}
        <span class="only-read"> {name}</span>
      </Button>
      {failed.value && <p>{t("equipment-not-removed", { name })}</p>}
    </>
  );
}

interface CausesProps {
  readonly causes: readonly CauseCount[];
  readonly days: number;
}

/** A table whose rows have a bar: the figures are there for everybody, the bars for a quick look. */
function Causes({ causes, days }: CausesProps) {
  const { t } = useTexts();
  if (causes.length === 0) return <p>{t("equipment-causes-none", { days })}</p>;
  const most = Math.max(...causes.map(({ count }) => count));
  return (
    <>
      <p class="muted">{t("equipment-causes-more", { days })}</p>
      <table class="figures-table" aria-labelledby="equipment-causes">
        <thead>
          <tr>
            <th scope="col">{t("equipment-cause")}</th>
            <th scope="col" class="figure">
              {t("equipment-count")}
            </th>
          </tr>
        </thead>
        <tbody>
          {causes.map(({ cause, count }) => (
            <tr key={cause}>
              <th scope="row">
                {t(`check-cause-${cause}`)}
                <Bar share={count / most} />
              </th>
              <td class="figure">{count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** Units: `share` 0 to 1 of the longest. */
function Bar({ share }: { readonly share: number }) {
  return (
    <svg class="figure-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect class="figure-bar-ground" width="100" height="4" />
      <rect class="figure-bar-fill" width={100 * share} height="4" />
    </svg>
  );
}

interface BrowsersProps {
  readonly browsers: readonly BrowserCount[];
  readonly days: number;
  readonly fewest: number;
}

function Browsers({ browsers, days, fewest }: BrowsersProps) {
  const { t } = useTexts();
  if (browsers.length === 0) return <p>{t("equipment-browsers-none", { days })}</p>;
  return (
    <>
      <p class="muted">{t("equipment-browsers-more", { days, fewest })}</p>
      <table class="figures-table" aria-labelledby="equipment-browsers">
        <thead>
          <tr>
            <th scope="col">{t("equipment-browser")}</th>
            <th scope="col">{t("equipment-outcome")}</th>
            <th scope="col" class="figure">
              {t("equipment-count")}
            </th>
          </tr>
        </thead>
        <tbody>
          {browsers.map(({ browser, system, outcome, count }) => (
            <tr key={`${browser} ${system} ${outcome}`}>
              <th scope="row">
                {t(`browser-${browser}`)}, {t(`system-${system}`)}
              </th>
              <td>{t(`check-${outcome}`)}</td>
              <td class="figure">{count ?? t("equipment-few", { fewest })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
