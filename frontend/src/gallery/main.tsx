// The gallery: every state of every screen, one at a time by the hash, or a list of them. Never shipped.
import "../styles/index.css";
import "../ui/drawings";
import "./gallery.css";
import { type ComponentChildren, render } from "preact";
import { localeOf, type Part, Texts, TextsContext } from "../texts";
import type { Story } from "./story";

declare global {
  interface Window {
    /** The ids of all stories, for a test that walks through them. */
    stories: readonly string[];
    /** The story that stands on the page now, empty for the list; set once it is drawn. */
    shown: string;
  }
}

const FILES = import.meta.glob<{ stories: readonly Story[] }>("../*/stories.tsx", { eager: true });
/** The texts a page loads, by the beginning of a story's id; two pages may use one key differently. */
const PARTS: Readonly<Record<string, readonly Part[]>> = {
  guest: ["shared", "guest", "later", "door", "call", "precheck"],
  staff: ["shared", "staff", "call", "failures"],
  call: ["shared", "call"],
  network: ["shared", "network"],
  precheck: ["shared", "guest", "precheck"],
};
const stories = Object.values(FILES).flatMap((file) => file.stories);
const locale = localeOf(location.search);
document.documentElement.lang = locale;
window.stories = stories.map((story) => story.id);

const page = document.getElementById("page") as HTMLElement;

async function draw(): Promise<void> {
  const id = decodeURIComponent(location.hash.slice(1));
  const story = stories.find((each) => each.id === id);
  const parts = PARTS[id.split("/")[0] ?? ""] ?? [];
  const texts = await new Texts(locale).load(...parts);
  document.title = story ? story.id : "Gallery";
  render(null, page);
  render(
    <TextsContext.Provider value={texts}>
      {story ? story.show(texts) : <List />}
    </TextsContext.Provider>,
    page,
  );
  scrollTo(0, 0);
  // Two frames later effects have run and what they changed is drawn.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => Object.assign(window, { shown: story?.id ?? "" })),
  );
}

function List(): ComponentChildren {
  return (
    <main class="gallery">
      <h1>Gallery</h1>
      <ul>
        {stories.map((story) => (
          <li key={story.id}>
            <a href={`#${story.id}`}>{story.id}</a> {story.title}
          </li>
        ))}
      </ul>
    </main>
  );
}

addEventListener("hashchange", () => void draw());
void draw();
