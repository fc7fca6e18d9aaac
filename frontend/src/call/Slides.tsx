// What somebody presents: the big picture while it is there, which can be made larger still.
import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { useTexts } from "../texts";
import { Button } from "../ui";
import { Picture } from "./Picture";

interface SlidesProps {
  readonly stream: ReadonlySignal<MediaStream | null>;
  /** Who presents, in words. */
  readonly name: string;
}

const LARGEST = 3;

export function Slides({ stream, name }: SlidesProps) {
  const { t } = useTexts();
  const whole = useRef<HTMLElement>(null);
  const size = useSignal(1);
  const full = useSignal(false);
  const by = (more: number) => () => {
    size.value = Math.min(LARGEST, Math.max(1, size.value + more));
  };
  useEffect(() => {
    const look = () => {
      full.value = document.fullscreenElement === whole.current;
    };
    document.addEventListener("fullscreenchange", look);
    return () => document.removeEventListener("fullscreenchange", look);
  }, []);
  return (
    <section ref={whole} class="call-slides" aria-label={t("incall-slides", { name })}>
      <section
        class="call-slides-view"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        tabIndex={0}
        aria-label={t("incall-slides-view")}
      >
        <div class="call-slides-size" style={{ "--size": size.value }}>
          <Picture
            class="call-slides-picture"
            stream={stream}
            label={t("incall-slides", { name })}
          />
        </div>
      </section>
      <div class="call-slides-tools">
        {size.value > 1 && (
          <Button size="small" icon="minus" onPress={by(-1)}>
            {t("incall-smaller")}
          </Button>
        )}
        {size.value < LARGEST && (
          <Button size="small" icon="plus" onPress={by(1)}>
            {t("incall-larger")}
          </Button>
        )}
        {canFill() && (
          <Button size="small" icon="screen" onPress={() => void fill(whole.current)}>
            {t(full.value ? "incall-unfill" : "incall-fill")}
          </Button>
        )}
      </div>
    </section>
  );
}

/** An iPhone fills its screen with a picture alone, and by another name. */
interface ApplePicture extends HTMLVideoElement {
  webkitEnterFullscreen?(): void;
}

function canFill(): boolean {
  return document.fullscreenEnabled || "webkitEnterFullscreen" in HTMLVideoElement.prototype;
}

async function fill(whole: HTMLElement | null): Promise<void> {
  if (document.fullscreenElement) return document.exitFullscreen();
  if (document.fullscreenEnabled) await whole?.requestFullscreen().catch(() => {});
  else whole?.querySelector<ApplePicture>("video")?.webkitEnterFullscreen?.();
}
