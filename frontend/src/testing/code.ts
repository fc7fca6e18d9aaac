// A picture that looks like a code and can be scanned by nobody, for stories.
export const CODE = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 21 21">${Array.from(
    { length: 441 },
    (_, at) =>
      (at * 7919) % 13 < 6
        ? `<rect x="${at % 21}" y="${Math.floor(at / 21)}" width="1" height="1"/>`
        : "",
  ).join("")}</svg>`,
)}`;
