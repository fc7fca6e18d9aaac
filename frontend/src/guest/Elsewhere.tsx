// The way to another device of one's own; what is behind the button is fetched when it is pressed.
import type { ComponentType } from "preact";
import { useState } from "preact/hooks";
import { useTexts } from "../texts";
import { Button } from "../ui";
import type { CodeProps } from "./ElsewhereCode";

export function Elsewhere() {
  const texts = useTexts();
  const [Code, setCode] = useState<ComponentType<CodeProps> | null>(null);
  const open = () =>
    void Promise.all([import("./ElsewhereCode"), texts.load("later")]).then(
      ([found]) => setCode(() => found.ElsewhereCode),
      // Without a network there is no other device either.
      () => {},
    );
  return (
    <>
      <Button kind="quiet" wide icon="phone" onPress={open}>
        {texts.t("elsewhere")}
      </Button>
      {Code && <Code onClose={() => setCode(null)} />}
    </>
  );
}
