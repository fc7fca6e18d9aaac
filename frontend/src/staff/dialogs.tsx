// Whatever is asked above the board: one dialog at a time, and the sign-in above all of them.
import { ByPhoneQuestion } from "./byphone";
import { CloseQuestion } from "./closing";
import { EndQuestion } from "./ending";
import { EquipmentPage } from "./equipment";
import { ExpectForm } from "./expect";
import { InviteForm } from "./invite";
import { KeyList } from "./keylist";
import { MeForm } from "./me";
import { NewLink } from "./newlink";
import { NoticeForm } from "./notice";
import { MoveReasons, RemoveReasons } from "./reasons";
import { type Asking, useShift } from "./shift";
import { SignInAgain } from "./signin";
import { TransferForm } from "./transfer";

export function Dialogs() {
  const { asking, expired, api, again, signedIn, signOut } = useShift();
  return (
    <>
      {asking.value && <Asked asking={asking.value} />}
      {expired.value && (
        <SignInAgain api={api} onSignedIn={() => void signedIn().then(again)} onSignOut={signOut} />
      )}
    </>
  );
}

function Asked({ asking }: { readonly asking: Asking }) {
  switch (asking.kind) {
    case "close":
      return <CloseQuestion />;
    case "notice":
      return <NoticeForm />;
    case "expect":
      return <ExpectForm />;
    case "keys":
      return <KeyList />;
    case "equipment":
      return <EquipmentPage />;
    case "me":
      return <MeForm />;
    case "move":
      return <MoveReasons visit={asking.visit} />;
    case "remove":
      return <RemoveReasons visit={asking.visit} />;
    case "end":
      return <EndQuestion visit={asking.visit} />;
    case "invite":
      return <InviteForm visit={asking.visit} />;
    case "transfer":
      return <TransferForm visit={asking.visit} />;
    case "by-phone":
      return <ByPhoneQuestion {...asking} />;
    case "link":
      return <NewLink visit={asking.visit} guest={asking.guest} />;
  }
}
