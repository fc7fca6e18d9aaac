// Reads [[validator, value], …] from standard input and writes those that the official validators refuse.
import * as call from './node_modules/@pexip/infinity-api/dist/call/validation.js';
import * as conference from './node_modules/@pexip/infinity-api/dist/conference/validation.js';
import * as participant from './node_modules/@pexip/infinity-api/dist/participant/validation.js';
import * as token from './node_modules/@pexip/infinity-api/dist/token/validation.js';
import * as breakout from './node_modules/@pexip/infinity-api/dist/breakout/validation.js';
import { readFileSync } from 'node:fs';

const validators = { ...breakout, ...call, ...conference, ...participant, ...token };
const refused = [];
for (const [name, value] of JSON.parse(readFileSync(0, 'utf8'))) {
  const validate = validators[`validate${name}`];
  if (!validate) refused.push([name, 'there is no such validator']);
  else if (!validate(value)) refused.push([name, validate.errors]);
}
process.stdout.write(JSON.stringify(refused));
