# Words in a call, for guests and for staff.

incall-title = Samtale med { $others }
incall-somebody = den anden
incall-people = I samtalen
incall-person-coming = { $name } (på vej ind)
incall-person-away = { $name } (uden forbindelse)
incall-person-silent = { $name } (mikrofonen er slukket)
incall-you = Dig
incall-you-hidden = Dit kamera er slukket

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

incall-weak = Linjen er svag. Lyd og billede kan hakke.
incall-bad = Linjen er meget svag. Lyden går bedre igennem uden dit billede.
incall-bad-without = Linjen er meget svag. Hold en kort pause, før du svarer.
incall-without-picture = Sluk mit kamera
incall-silent = Din mikrofon er slukket. De andre kan ikke høre dig.
incall-no-sound = Browseren spiller ikke lyd endnu
incall-hear = Tryk for at høre

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

incall-devices-title = Kamera, mikrofon og højttaler
incall-devices-none = Giv siden lov til at bruge kamera og mikrofon, så kan du vælge her.
incall-devices-auto = Browserens valg
incall-level = Sig noget. Søjlen bevæger sig, når mikrofonen kan høre dig.
incall-level-off = Tænd mikrofonen, så kan du se, om den hører dig.
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
