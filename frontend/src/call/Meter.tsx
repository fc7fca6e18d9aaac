// A bar that moves with the voice, so that one can see that the microphone hears.
import { useEffect, useRef } from "preact/hooks";
import { useTexts } from "../texts";

export function Meter({ track }: { readonly track: MediaStreamTrack | undefined }) {
  const { t } = useTexts();
  const bar = useRef<HTMLDivElement>(null);
  const on = track?.enabled === true;
  useEffect(() => {
    if (!track || !on) return;
    return listen(track, (level) => bar.current?.style.setProperty("--level", String(level)));
  }, [track, on]);
  return (
    <div class="call-meter">
      <p>{t(on ? "incall-level" : "incall-level-off")}</p>
      {on && <div ref={bar} class="call-meter-bar" aria-hidden="true" />}
    </div>
  );
}

/** Tells the level, 0 to 1, with each frame of the screen; returns what stops it. */
function listen(track: MediaStreamTrack, tell: (level: number) => void): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const samples = new Uint8Array(analyser.fftSize);
  let frame = requestAnimationFrame(function look() {
    analyser.getByteTimeDomainData(samples);
    // 128 is silence; a voice at arm's length reaches about a third of the way to the edge.
    const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample - 128)), 0);
    tell(Math.min(1, peak / 45));
    frame = requestAnimationFrame(look);
  });
  return () => {
    cancelAnimationFrame(frame);
    void context.close();
  };
}
