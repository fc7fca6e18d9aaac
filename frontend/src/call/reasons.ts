// What the conference says when a call fails, and what that means to a person: one table.
//
// The strings are those of the Client API and of the SDK (20.0.0); no other place knows them.
import type { LeftWhy } from "./types";

/** The plain cause, one sentence each in `call.ftl` (`call-because-<cause>`). */
export type Because =
  | "line"
  | "busy"
  | "closed-for-work"
  | "full"
  | "blocked"
  | "refused"
  | "nobody";

/**
 * What to do about it.
 *
 * `again`: the same way in may work in a moment. `renew`: this Pass is spent, a fresh one may work,
 * and if there is none the call has ended. `over`: somebody meant it to end.
 */
export type Verdict =
  | { readonly next: "again"; readonly because: Because }
  | { readonly next: "renew"; readonly because: Because }
  | { readonly next: "over"; readonly why: LeftWhy };

const again = (because: Because): Verdict => ({ next: "again", because });
const renew = (because: Because): Verdict => ({ next: "renew", because });
const over = (why: LeftWhy): Verdict => ({ next: "over", why });

const VERDICTS: ReadonlyMap<string, Verdict> = new Map(
  Object.entries({
    "Invalid role": renew("refused"),
    "Invalid PIN": renew("refused"),
    "Out of proxying resource": again("busy"),
    "System in maintenance mode": again("closed-for-work"),
    "502 Bad Gateway": again("closed-for-work"),
    "503 Service Unavailable": again("closed-for-work"),
    "Invalid token": again("line"),
    "Timer expired awaiting token refresh": again("line"),
    "Out of resource": again("busy"),
    "Out of transcoding resource": again("busy"),
    "transfer failed": again("line"),
    "Unexpected Response: 503": again("closed-for-work"),
    "Failed to forward request": again("line"),
    "Conference host ended the conference with a DTMF command": over("ended"),
    "API initiated conference termination": over("ended"),
    "API initiated participant disconnect": over("removed"),
    "Conference terminated by an administrator": over("ended"),
    "Disconnected by an administrator": over("removed"),
    "Disconnected by another participant": over("removed"),
    "Conference terminated by another participant": over("ended"),
    "Timeout waiting for conference host to join or permit access to locked conference":
      renew("nobody"),
    Disabled: renew("refused"),
    "Signaling node disconnected": again("line"),
    "Media process disconnected": again("line"),
    "Media node disconnected": again("line"),
    "Proxied participant disconnected": again("line"),
    "No participants can keep conference alive": renew("nobody"),
    "All conference hosts departed hosted conference": renew("nobody"),
    "Last remaining participant removed from conference after timeout": renew("nobody"),
    "Test call finished": over("ended"),
    "Call rejected": renew("refused"),
    // The node's word to whoever has come in anew elsewhere. Coming back would take the place from the
    // other window, which would take it back, and so on for ever.
    "Call disconnected": over("replaced"),
    "Gateway dial out failed": again("line"),
    "invalid gateway routing rule transform": renew("refused"),
    "Neither conference nor gateway found": renew("refused"),
    "No direct route between Edge and Transcoding": again("blocked"),
    "404 Not Found": renew("refused"),
    "Resource unavailable": again("busy"),
    "Participant exceeded PIN entry retries": renew("refused"),
    "Invalid license": again("busy"),
    "Participant limit reached": again("full"),
    "Insufficient licenses": again("busy"),
    "Ice failure": again("blocked"),
    "Telehealth Call failure": again("line"),
    "SSO Authentication Failed": renew("refused"),
    "SSO enabled but no Identity Providers configured": renew("refused"),
    "SSO Authentication Failed. The system is in Maintenance mode": again("closed-for-work"),
    "SSO Authentication Failed. SSO is not available from this domain": renew("refused"),
    "Failed to transfer into a multi-party conference": again("line"),
    "Failed to transfer into a one-to-one conference": again("line"),
    "Could not execute critical network action": again("line"),
    "Could not reconnect to the meeting": again("line"),
    "Could not find ICE candidates": again("blocked"),
    "WebRTC connection closed": again("line"),
    "WebRTC connection failed": again("blocked"),
  }),
);

/** All strings that are known, for the test that compares them with the SDK's. */
export const KNOWN: readonly string[] = [...VERDICTS.keys()];

/** The verdict on a string of the conference; what nobody has heard of is a lost line. */
export function verdict(message: string): Verdict {
  return VERDICTS.get(message) ?? again("line");
}
