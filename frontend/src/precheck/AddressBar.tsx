// Where to press to let the page use the camera: the browser's address with its mark ringed, and the switches.
import type { Mark } from "./allowing";

/** Lines in a field of 96 by 80, drawn where the ring is. */
const MARKS: Readonly<Record<Mark, string>> = {
  sliders: "M14 16h5M24 16h2M14 22h2M21 22h5M21.5 13.5v5M18.5 19.5v5",
  camera: "M13 15h8v8h-8zM21 18l5-3v8l-5-3M13 26L26 12",
  lines: "M14 15h12M14 19h12M14 23h7",
  lock: "M15 18h10v8H15zM17 18v-2a3 3 0 0 1 6 0v2",
  any: "M20 18v7M20 13v.01",
};

export function AddressBar({ mark }: { readonly mark: Mark }) {
  return (
    <svg class="check-address" viewBox="0 0 96 80" aria-hidden="true" focusable="false">
      <path d="M4 10h88v18H4zM38 19h42M14 38h60v34H14zM22 48h20M22 62h20" />
      <path d={MARKS[mark]} />
      <path
        class="check-address-here"
        d="M20 7.500a11.500 11.500 0 1 1 0 23 11.500 11.500 0 0 1 0-23zM56 44h8a4 4 0 0 1 0 8h-8a4 4 0 0 1 0-8zM56 58h8a4 4 0 0 1 0 8h-8a4 4 0 0 1 0-8z"
      />
    </svg>
  );
}
