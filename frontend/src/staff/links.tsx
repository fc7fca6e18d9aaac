// Personal links, the only time they can be seen: to copy, to scan, to print. They live in the page's memory alone.
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { useTexts } from "../texts";
import { Button, Icon } from "../ui";
import type { PersonLink } from "./api";
import { ROLE_ICONS } from "./card";

export interface NamedLink extends PersonLink {
  readonly name: string;
}

interface LinksProps {
  readonly links: readonly NamedLink[];
  /** When they are expected, in words, for the printed page; empty for no fixed time. */
  readonly due?: string;
}

export function Links({ links, due }: LinksProps) {
  const { t } = useTexts();
  return (
    <>
      <p>{t("links-once")}</p>
      <ul role="list" class="links">
        {links.map((each) => (
          <LinkRow key={each.guest} link={each} opened={links.length === 1} />
        ))}
      </ul>
      <PrintSheet links={links} due={due ?? ""} />
    </>
  );
}

export function PrintButton() {
  const { t } = useTexts();
  return <Button onPress={() => window.print()}>{t("links-print")}</Button>;
}

function LinkRow({ link, opened }: { readonly link: NamedLink; readonly opened: boolean }) {
  const { t } = useTexts();
  const shows = useSignal(opened);
  const copied = useSignal<"" | "yes" | "no">("");
  const field = useRef<HTMLInputElement>(null);
  async function copy(): Promise<void> {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(link.link);
      copied.value = "yes";
    } catch {
      copied.value = "no";
    }
  }
  return (
    <li class="link">
      <p class="link-who">
        <Icon name={ROLE_ICONS[link.role]} />
        <b>{link.name}</b> <span class="muted">{t(`role-${link.role}`)}</span>
      </p>
      <div class="link-row">
        <input
          ref={field}
          class="input link-text"
          readOnly
          value={link.link}
          aria-label={t("links-for", { name: link.name })}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button
          kind="primary"
          icon={copied.value === "yes" ? "check" : "copy"}
          onPress={() => void copy()}
        >
          {t(copied.value === "yes" ? "links-copied" : "links-copy")}
        </Button>
      </div>
      <p role="status" class="muted">
        {copied.value === "no" && t("links-copy-failed")}
      </p>
      <Button
        kind="quiet"
        size="small"
        icon="phone"
        onPress={() => {
          shows.value = !shows.value;
        }}
      >
        {t(shows.value ? "links-code-hide" : "links-code")}
      </Button>
      {shows.value && (
        <img
          class="code"
          src={link.qr}
          alt={t("links-code-alt", { name: link.name })}
          width={220}
          height={220}
        />
      )}
    </li>
  );
}

/** What comes out of the printer: one person a page, in large type, and nothing of the board. */
function PrintSheet({
  links,
  due,
}: {
  readonly links: readonly NamedLink[];
  readonly due: string;
}) {
  const { t } = useTexts();
  return (
    <div class="print-sheet" aria-hidden="true">
      {links.map((link) => (
        <section key={link.guest} class="print-page">
          <p class="print-title">{t("links-print-title")}</p>
          <p class="print-name">{link.name}</p>
          {due && <p>{t("links-print-due", { when: due })}</p>}
          <p>{t("links-print-how")}</p>
          <img src={link.qr} alt="" width={260} height={260} />
          <p class="print-link">{link.link}</p>
        </section>
      ))}
    </div>
  );
}
