// What is written in a call: shown at once, counted while nobody looks, and nothing but words.
import { describe, expect, it } from "vitest";
import { Chat, LONGEST, plain } from "./chat";
import { settle } from "./fakes";

function chat(taken: () => Promise<boolean> = async () => true) {
  const sent: string[] = [];
  const write = (text: string) => {
    sent.push(text);
    return taken();
  };
  return { sent, chat: new Chat(write, () => 1_000) };
}

const shown = (from: Chat) =>
  from.messages.value.map(({ from: who, text, fate }) => [who, text, fate]);

describe("writing", () => {
  it("shows the words before they are sent, and then that they are", async () => {
    const { chat: mine, sent } = chat();
    const going = mine.write("  Hej \n");
    expect(shown(mine)).toEqual([[null, "Hej", "going"]]);
    await going;
    expect(shown(mine)).toEqual([[null, "Hej", "sent"]]);
    expect(sent).toEqual(["Hej"]);
    expect(mine.unread.value).toBe(0);
  });

  it("says what was not sent, and sends it again when asked, once", async () => {
    let up = false;
    const { chat: mine, sent } = chat(async () => up);
    await mine.write("Hej");
    expect(shown(mine)).toEqual([[null, "Hej", "failed"]]);
    up = true;
    await Promise.all([mine.again(1), mine.again(1)]);
    expect(shown(mine)).toEqual([[null, "Hej", "sent"]]);
    expect(sent).toEqual(["Hej", "Hej"]);
  });

  it("sends nothing that is empty", async () => {
    const { chat: mine, sent } = chat();
    await mine.write(" \n\u202e ");
    await settle();
    expect(sent).toEqual([]);
    expect(mine.messages.value).toEqual([]);
  });
});

describe("reading", () => {
  it("counts what came while nobody looked, and not what one sees come", () => {
    const { chat: mine } = chat();
    mine.hear({ name: "Anna Test", text: "Et" });
    mine.hear({ name: "Anna Test", text: "To" });
    expect(mine.unread.value).toBe(2);
    mine.look(true);
    expect(mine.unread.value).toBe(0);
    mine.hear({ name: "Anna Test", text: "Tre" });
    expect(mine.unread.value).toBe(0);
    mine.look(false);
    mine.hear({ name: "Anna Test", text: "Fire" });
    expect(mine.unread.value).toBe(1);
  });

  it("forgets the oldest before it fills the page", () => {
    const { chat: mine } = chat();
    for (let nth = 0; nth < 500; nth += 1) mine.hear({ name: "A", text: `nr. ${nth}` });
    expect(mine.messages.value).toHaveLength(300);
    expect(mine.messages.value.at(-1)?.text).toBe("nr. 499");
  });
});

describe("words alone", () => {
  it("lose what is not seen and what turns them around, and keep their letters", () => {
    expect(plain("a\u0000b\u202ec\u2066d\r\ne")).toBe("abcd\ne");
    expect(plain("<b>سلام</b> æøå 👍")).toBe("<b>سلام</b> æøå 👍");
    expect(plain("a\n\n\n\n\nb")).toBe("a\n\nb");
  });

  it("end somewhere", () => {
    expect(plain("x".repeat(5_000))).toHaveLength(LONGEST);
  });
});
