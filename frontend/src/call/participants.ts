// What the SDK tells of a conference, in our own words. Pure; it names the SDK's types and calls nothing.
import type { ConferenceStatus, InfinityClient, Participant } from "@pexip/infinity";
import type { By, Person, Room, Self } from "./leg";

/** The conference outside its breakout rooms, of which we make none. */
export const MAIN = "main";

type Asked = Pick<InfinityClient, "getMe" | "getParticipants">;

/** All others, those outside and on the way in first. */
export function othersOf(client: Asked): Person[] {
  const people = strangers(client)
    .map(person)
    .sort((one, other) => Number(one.here) - Number(other.here));
  // The later of the same key wins, so of two legs of one person the one that is here.
  return [...new Map(people.map((each) => [each.key, each])).values()];
}

/** Those of the conference who are this person, by their newest leg last. */
export function uuidOf(client: Asked, key: string): Participant["uuid"] | undefined {
  const known = strangers(client).filter((other) => keyOf(other) === key);
  return (known.find((other) => other.hasMedia) ?? known[0])?.uuid;
}

export function selfOf(client: Asked): Self {
  const me = client.getMe(MAIN);
  return { silenced: me?.isMuted ?? false, waits: me?.isWaiting ?? false };
}

/** What is allowed: the word given at the door, unless a later one differs; of the chat there is no later one. */
export function roomOf(
  client: Asked & Pick<InfinityClient, "conferenceFeatureFlags" | "conferenceStatus">,
): Room {
  const flags = client.conferenceFeatureFlags;
  const status: ConferenceStatus | undefined = client.conferenceStatus.get(MAIN);
  const allowed = status?.rawData.presentation_allowed ?? true;
  const guests = status?.guestsCanPresent ?? flags?.guestsCanPresent ?? false;
  const host = client.getMe(MAIN)?.isHost ?? false;
  return {
    locked: status?.locked ?? false,
    chat: flags?.chatEnabled ?? false,
    present: allowed && (host || guests),
  };
}

function strangers(client: Asked): Participant[] {
  const me = client.getMe(MAIN);
  const mine = me?.rawData.call_tag;
  return (
    client
      .getParticipants(MAIN)
      // My own earlier leg may linger for two minutes after a sleep; its tag tells that it is me.
      .filter((other) => other.uuid !== me?.uuid && !(mine && other.rawData.call_tag === mine))
  );
}

function keyOf(other: Participant): string {
  return other.rawData.call_tag || other.uuid;
}

function person(other: Participant): Person {
  const by = byOf(other);
  return {
    key: keyOf(other),
    name: other.displayName || other.overlayText,
    here: other.hasMedia && !other.isWaiting,
    camera: by === "video" && !other.isCameraMuted && !other.isVideoSilent,
    microphone: !other.isMuted && !other.isClientMuted,
    by,
    host: other.isHost,
    waits: other.isWaiting,
    presenting: other.isPresenting,
    silenced: other.isMuted,
  };
}

// Guests are not told the protocol of others: to them a phone is somebody with sound alone.
function byOf(other: Participant): By {
  if (other.callType !== "audio") return "video";
  return other.protocol === "sip" || other.protocol === "h323" ? "phone" : "sound";
}
