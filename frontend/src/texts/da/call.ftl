# Words in a call, for guests and for staff.

incall-title = Samtale med { $others }
incall-somebody = den anden
incall-people = I samtalen
incall-you = Dig
incall-you-hidden = Dit kamera er slukket
incall-you-shown = Det, du viser

incall-role-patient = Patient
incall-role-relative = Pårørende
incall-role-interpreter = Tolk
incall-role-colleague = Fagperson
incall-role-staff = Behandler

incall-where-coming = på vej ind
incall-where-away = uden forbindelse
incall-where-outside = venter uden for døren
incall-where-expected = ikke kommet endnu
incall-state-presenting = viser sin skærm
incall-state-phone = i telefonen
incall-state-sound = kun lyd
incall-state-hidden = kameraet er slukket
incall-state-silent = mikrofonen er slukket

# --- what is happening

incall-joining = Vi åbner samtalen
incall-joining-more = Det tager nogle få sekunder.
incall-alone = Vi venter på { $others }
incall-alone-more = Du er inde. Bliv her, samtalen begynder af sig selv.
incall-alone-again = { $others } er ikke i samtalen lige nu
incall-alone-again-more = Bliv her, hvis I ikke er færdige. Samtalen er stadig åben.
incall-coming = { $name } er på vej ind
incall-coming-more = Du er inde. Det tager nogle få sekunder.
incall-returning = { $name } har mistet forbindelsen
incall-returning-more = Vent lidt. Billedet kommer igen af sig selv, når forbindelsen er god.
incall-no-picture = { $name } har slukket kameraet
incall-no-picture-more = I kan stadig høre hinanden.
incall-no-picture-yet = Vent lidt. Billedet kommer, når kameraet er tændt.
incall-talking = Du taler med { $name }
incall-talking-sound = Samtalen er uden billede.
incall-talking-narrow = Du har fravalgt billede, så lyden går bedre igennem.
incall-talking-theirs = { $name } er kun med på lyd.
incall-outside = { $name } venter uden for døren
incall-outside-more = Samtalen er låst. Du kan lukke { $name } ind.
incall-locked-out = Samtalen er låst lige nu
incall-locked-out-more = De kan se, at du venter, og lukker dig ind. Bliv her.

incall-because-line = Forbindelsen blev afbrudt
incall-because-line-more = Vi prøver at få den tilbage. Bliv her.
incall-because-line-long = Vi prøver stadig. Se efter, om wi‑fi eller mobildata er slået til.
incall-because-first = Vi har ikke fået forbindelse endnu
incall-because-busy = Der er ikke plads i videosystemet lige nu
incall-because-busy-more = Vi prøver igen om lidt. Du skal ikke gøre noget.
incall-because-closed-for-work = Videosystemet er ikke klar lige nu
incall-because-closed-for-work-more = Vi prøver igen om lidt. Du skal ikke gøre noget.
incall-because-full = Der er ikke plads til flere i samtalen
incall-because-full-more = Vi prøver igen om lidt. Du skal ikke gøre noget.
incall-because-blocked = Netværket her lukker ikke video igennem
incall-because-blocked-more = Skift til mobildata eller et andet wi‑fi. Vi prøver igen imens.
incall-because-refused = Vi kan ikke åbne samtalen lige nu
incall-because-refused-more = Det er ikke din fejl. Vi prøver igen om lidt.
incall-because-nobody = Der kom ikke nogen ind i samtalen
incall-because-nobody-more = Vi undersøger, om den stadig er åben.
incall-try-now = Prøv nu

incall-line-net-loss-up = Noget af det, du sender, går tabt på vejen.
incall-line-net-loss-up-done = Vi sender det igen, hvor vi kan.
incall-line-net-loss-down = Noget af det, de andre sender, går tabt på vejen til dig.
incall-line-net-loss-down-done = Vi henter det igen, hvor vi kan.
incall-line-net-jitter = Forbindelsen er ujævn.
incall-line-net-jitter-done = Vi holder lyden lidt tilbage, så den hakker mindre.
incall-line-net-delay = Lyd og billede er længe undervejs.
incall-line-net-delay-done = Hold en kort pause, før du svarer.
incall-line-net-slow-up = Forbindelsen er for langsom til et skarpt billede af dig.
incall-line-net-slow-up-done = Vi har gjort det mindre skarpt, så lyden går igennem.
incall-line-net-slow-down = De andres billede kommer langsomt frem til dig.
incall-line-net-slow-down-done = Vi lader lyden gå forud for billedet.
incall-line-device-slow = Din telefon eller computer har svært ved at følge med.
incall-line-device-slow-done = Vi har gjort dit billede mindre skarpt. Luk andre programmer, hvis du kan.
incall-bad = Linjen er dårlig. Fortsæt kun med lyd?
incall-bad-sound = Linjen er dårlig. Hold en kort pause, før du svarer.
incall-sound-only = Kun lyd
incall-narrow = Du er kun med på lyd. Dit billede sendes ikke, og de andres hentes ikke.
incall-narrow-more = Så går lyden bedre igennem. Vi siger til, når linjen er god igen.
incall-unsent = Dit billede sendes ikke. De andres billede hentes stadig.
incall-picture-too = Tænd billedet igen
incall-silent = Din mikrofon er slukket. De andre kan ikke høre dig.
incall-no-sound = Browseren spiller ikke lyd endnu
incall-hear = Tryk for at høre
incall-silenced = Din mikrofon er blevet slukket for dig.
incall-silenced-more = Tænd den igen, når du vil tale.

# --- a call that does not go both ways

incall-way-seen-unheard = De kan se dig. Du kan hverken se eller høre dem.
incall-way-seen-heard = De kan se og høre dig. Du kan hverken se eller høre dem.
incall-way-unseen-unheard = De kan hverken se eller høre dig. Tænd kameraet, så de kan se dig.
incall-way-unseen-heard = De kan høre dig, men ikke se dig. Du kan hverken se eller høre dem.
incall-way-receive = Du kan se { $others }. Ingen kan se eller høre dig her.
incall-way-sound = Samtalen er kun med lyd. Ingen kan se dig.
incall-sides = Hvad vil du vise?
incall-side-environment = Vis det foran dig
incall-side-user = Vis dit ansigt

# --- chat

incall-chat = Chat
incall-chat-list = Beskeder i samtalen
incall-chat-note = Alle i samtalen kan læse med. Beskederne er væk, når samtalen er slut.
incall-chat-write = Skriv til alle
incall-chat-send = Send
incall-chat-going = Sendes
incall-chat-failed = Beskeden kom ikke af sted.
incall-chat-read = Læs
incall-chat-new = { $count ->
    [one] { $name } har skrevet
   *[other] { $count } nye beskeder. Den sidste fra { $name }:
 }
incall-new = { $count ->
    [one] 1 ny
   *[other] { $count } nye
 }
incall-with-new = { $what }, { $count ->
    [one] 1 ny
   *[other] { $count } nye
 }

# --- showing a screen

incall-share = Vis min skærm
incall-share-stop = Vis ikke min skærm mere
incall-sharing-starting = Vi er ved at vise din skærm.
incall-sharing-on = De andre kan se din skærm.
incall-sharing-refused = Du kan ikke vise din skærm i denne samtale.
incall-sharing-stopped = Din skærm vises ikke længere.
incall-sharing-unable = Din skærm kan ikke vises herfra. Se efter, om computeren tillader, at browseren viser den.
incall-slides = { $name } viser sin skærm
incall-slides-view = Det, der vises
incall-larger = Gør større
incall-smaller = Gør mindre
incall-fill = Fyld skærmen
incall-unfill = Fyld ikke skærmen

# --- people, and what staff can do

incall-people-open = Deltagere
incall-tools = Valg
incall-tools-name = Valg for { $name }
incall-admit = Luk ind
incall-mute = Sluk mikrofonen
incall-unmute = Tillad mikrofonen igen
incall-remove = Tag ud af samtalen
incall-remove-title = Tag { $name } ud af samtalen?
incall-remove-more = { $name } mister billede og lyd med det samme. Er døren ikke låst, kan { $name } gå ind igen.
incall-remove-yes = Tag ud
incall-remove-no = Lad blive
incall-waits = { $name } venter på at komme ind
incall-bring-title = Venter på at komme ind
incall-bring = Luk ind
incall-bring-name = Luk ind: { $name }
incall-ring-title = Kan ringes op
incall-ring = Ring op
incall-ring-name = Ring op: { $name }
incall-door-title = Døren
incall-locked = Samtalen er låst. Nye må vente, til du lukker dem ind.
incall-unlocked = Samtalen er åben for dem, der er inviteret.
incall-lock = Lås samtalen
incall-unlock = Lås op
incall-not-done = Det lykkedes ikke. Prøv igen om lidt.

incall-hold = Sæt på hold
incall-hold-title = Sæt samtalen på hold?
incall-hold-more = { $others } kommer tilbage i venteværelset på samme plads. Du kan lukke ind igen, når du er klar.
incall-move = Flyt til en anden kø

# --- going on with another device

incall-elsewhere = Fortsæt på min telefon
incall-elsewhere-how = Ret telefonens kamera mod billedet, og tryk på den adresse, der kommer frem.
incall-elsewhere-picture = Kode, der åbner samtalen på en telefon
incall-elsewhere-or = Eller åbn denne adresse på den anden enhed:
incall-elsewhere-copy = Kopiér adressen
incall-elsewhere-copied = Kopieret
incall-elsewhere-note-guest = Adressen er kun til dig og virker i kort tid. Samtalen lukker her, når du er inde på den anden enhed.
incall-elsewhere-note-staff = Du logger ind på den anden enhed. Samtalen lukker her, når du er inde på den.
incall-elsewhere-going = Vi gør adressen klar.
incall-elsewhere-failed = Vi kunne ikke gøre adressen klar. Prøv igen om lidt.

# --- camera and microphone

incall-camera-denied = Kameraet er slået fra i browseren. Du kan godt tale uden.
incall-camera-denied-more = Tryk på symbolet ved adressen, vælg Tillad, og prøv igen.
incall-camera-missing = Vi kan ikke finde et kamera. Du kan godt tale uden.
incall-camera-missing-more = Tilslut et kamera, og prøv igen.
incall-camera-busy = Et andet program bruger kameraet. Du kan godt tale uden.
incall-camera-busy-more = Luk det andet program, og prøv igen.
incall-camera-unable = Denne browser kan ikke bruge kameraet. Du kan godt tale uden.
incall-camera-unable-more = Næste gang kan du åbne siden i Safari, Chrome, Edge eller Firefox.
incall-microphone-denied = Mikrofonen er slået fra i browseren. De andre kan ikke høre dig.
incall-microphone-denied-more = Tryk på symbolet ved adressen, vælg Tillad, og prøv igen.
incall-microphone-missing = Vi kan ikke finde en mikrofon. De andre kan ikke høre dig.
incall-microphone-missing-more = Tilslut en mikrofon eller et headset, og prøv igen.
incall-microphone-busy = Et andet program bruger mikrofonen. De andre kan ikke høre dig.
incall-microphone-busy-more = Luk det andet program, og prøv igen.
incall-microphone-unable = Denne browser kan ikke bruge mikrofonen. De andre kan ikke høre dig.
incall-microphone-unable-more = Åbn siden i Safari, Chrome, Edge eller Firefox.
incall-both-denied = Kamera og mikrofon er slået fra i browseren. De andre kan hverken se eller høre dig.
incall-both-denied-more = Tryk på symbolet ved adressen, vælg Tillad, og prøv igen.
incall-both-missing = Vi kan ikke finde kamera og mikrofon. De andre kan hverken se eller høre dig.
incall-both-missing-more = Tilslut et headset eller et kamera, og prøv igen.
incall-both-busy = Et andet program bruger kamera og mikrofon. De andre kan hverken se eller høre dig.
incall-both-busy-more = Luk det andet program, og prøv igen.
incall-both-unable = Denne browser kan ikke bruge kamera og mikrofon. De andre kan hverken se eller høre dig.
incall-both-unable-more = Åbn siden i Safari, Chrome, Edge eller Firefox.
incall-try-again = Prøv igen

incall-controls = Styr samtalen
incall-microphone = Mikrofon
incall-camera = Kamera
incall-speaker = Højttaler
incall-on = tændt
incall-off = slukket
incall-opening = åbner
incall-broken = virker ikke
incall-turn = Vend kamera
incall-devices = Udstyr
incall-leave = Forlad
incall-more = Mere
incall-close = Luk
incall-understood = Forstået

incall-gone-camera = Kameraet forsvandt.
incall-gone-microphone = Mikrofonen forsvandt.
incall-gone-speaker = Højttaleren forsvandt.
incall-gone-instead = Vi bruger nu { $name }.
incall-gone-auto = Lyden kommer nu, hvor enheden selv vælger.

incall-devices-title = Kamera, mikrofon og højttaler
incall-devices-none = Giv siden lov til at bruge kamera og mikrofon, så kan du vælge her.
incall-devices-auto = Browserens valg
incall-level = Sig noget. Søjlen bevæger sig, når mikrofonen kan høre dig.
incall-level-off = Tænd mikrofonen, så kan du se, om den hører dig.
incall-speaker-choose = Vælg højttaler
incall-speaker-system = Højttaleren vælger du på telefonen eller computeren selv.
incall-done = Færdig

incall-leave-title = Forlad samtalen?
incall-leave-more = Forlader du den, er den stadig åben for de andre, og du kan gå ind igen. Afslutter du den, lukker den for alle.
incall-stay = Bliv her
incall-end = Afslut for alle

# --- only said to a screen reader

incall-said-here = { $name } er her.
incall-said-gone = { $name } er gået ud af samtalen.
incall-said-hidden = { $name } har slukket kameraet.
incall-said-shown = { $name } har tændt kameraet.
incall-said-silent = { $name } har slukket mikrofonen.
incall-said-heard = { $name } har tændt mikrofonen.
incall-said-back = Forbindelsen er tilbage.
incall-said-good = Linjen er god igen.
incall-said-picture = Billedet er med igen.
incall-said-presents = { $name } viser sin skærm.
incall-said-presented = { $name } viser ikke sin skærm mere.
incall-said-unshared = Din skærm vises ikke mere.
incall-said-written = { $name } skriver: { $text }
