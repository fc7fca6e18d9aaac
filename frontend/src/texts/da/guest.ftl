# The guest's pages: the doors, the waiting, the turn, and what comes after.

# --- around every screen

clinic-phone = Klinikken
emergency = Akut
emergency-call = ring 112
phone-in-message = Klinikkens nummer står i din besked.
sign-live = Forbundet. Bekræftet kl. { $time }
sign-checking = Undersøger forbindelsen. Sidst bekræftet kl. { $time }
call-clinic = Ring til { $phone }
try-again = Prøv igen nu
opening-title = Et øjeblik
opening-text = Vi finder din plads.
opening-slow-title = Det tager lidt længere, end det plejer
opening-slow-text = Vi prøver igen hele tiden, du behøver ikke gøre noget.

title-place = Nr. { $number } · { $clinic }
title-about = Ca. { $ahead } foran dig · { $clinic }
title-hidden = I kø · { $clinic }
title-turn = Det er din tur · { $clinic }
title-turn-now = ● Gå ind nu
title-lost = Ingen forbindelse · { $clinic }
title-call = I samtale · { $clinic }
title-other = Venteværelse · { $clinic }

link-ended-title = Din konsultation er slut
link-ended-text = Linket er brugt færdig. Skal du tale med klinikken igen, så ring til dem.
link-unknown-title = Vi kender ikke linket
link-unknown-text = Måske er det ikke kommet helt med. Åbn det igen fra din besked, eller ring til klinikken.
link-busy-title = Der er prøvet mange gange
link-busy-text = Vent et minut, og prøv så igen.
offline-title = Vi kan ikke få forbindelse
offline-text = Se efter, om du er på nettet, og prøv igen.
fault-title = Noget gik galt hos os
fault-text = Det er ikke dig, der har gjort noget forkert. Prøv igen om lidt, eller ring til klinikken.

# --- doors that stay shut

door-closed-title = Klinikken har lukket
door-closed-text = Du kan ikke gå ind i venteværelset lige nu. Ring til klinikken, hvis du har brug for hjælp.

# --- waiting

waiting-number = Du er nummer { $number } i køen.
waiting-number-before = Du er nummer
waiting-number-after = i køen
waiting-about = Der er omkring { $ahead } foran dig.
waiting-hidden = Du er i køen.
waiting-next = Du er den næste.
wait-between = Vi regner med, at det bliver din tur <b>mellem { $low } og { $high }</b>.
wait-before = Vi regner med, at det bliver din tur <b>inden kl. { $high }</b>.
wait-unknown = Vi kan ikke sige endnu, hvor længe du skal vente.
wait-late = Det tager længere tid, end vi regnede med. Vi kan ikke sige, hvor længe endnu.
waiting-seen = Klinikken har set, at du er her
waiting-seen-said = Klinikken har set, at du er her.
waiting-put-back = Behandleren måtte afbryde et øjeblik. Du har stadig din plads.
waiting-closed = Klinikken tager ikke flere ind i køen. Du har stadig din plads.
waiting-as-relative = Du venter som pårørende.
waiting-as-interpreter = Du venter som tolk.
waiting-as-colleague = Du venter som fagperson.
notice-from = Besked fra klinikken kl. { $time }
notice-said = Besked fra klinikken: { $text }
party-title = Hvem er med
party-patient = Patienten
party-relative = Pårørende
party-interpreter = Tolk
party-colleague = Fagperson
here-connected = Er her
here-invited = Ikke kommet endnu
here-away = Har mistet forbindelsen
here-left = Er gået
contact-back = Forbindelsen er tilbage.
parked-title = Din plads er gemt
parked-text = Vi havde ikke forbindelse til dig et stykke tid. Nu finder vi din plads frem igen.

prepare = Gør lyd og billede klar
prepare-text = Du behøver det ikke. Du kan godt vente og tale uden kamera.
camera-on = Se dit eget billede
camera-off = Slå kameraet fra
camera-opening = Åbner kameraet
camera-yours = Dit eget billede. Kun du kan se det nu.
camera-blocked = Kameraet er slået fra i browseren. Du kan godt vente og tale uden.
camera-none = Vi kan ikke finde et kamera. Du kan godt vente og tale uden.
camera-taken = Et andet program bruger kameraet. Luk det, og prøv igen. Du kan godt vente og tale uden.
sound-try = Prøv lyden
sound-played = Sådan lyder det, når det er din tur. Kan du ikke høre det, så skru op for lyden.
ready = Jeg er klar
ready-seen = Klinikken kan se, at du er klar. Tryk igen for at fortryde.

leave = Forlad køen
leave-title = Vil du forlade køen?
leave-text = Så mister du din plads. Vil du ind igen senere, står du bagerst.
leave-text-party = Så er du ikke med længere. De andre beholder pladsen.
leave-stay = Bliv i køen
leave-going = Forlader køen

# --- the turn

turn-title = Det er din tur
turn-clinician = { $name } er klar til dig.
turn-ready = Behandleren er klar til dig.
turn-said = Tryk for at gå ind.
turn-go = Gå ind
turn-preparing = Samtalen åbner om lidt
turn-moment = Jeg har brug for et øjeblik
turn-moment-text = Tag den tid, du har brug for. Tryk på Gå ind, når du er klar.
turn-trouble = Vi kunne ikke åbne samtalen. Prøv igen.
call-elsewhere = Samtalen åbner i et nyt vindue. Lad denne side stå åben imens.
call-elsewhere-open = Åbn samtalen
call-elsewhere-back = Tilbage
failed-title = Samtalen kunne ikke åbnes endnu
failed-text = Behandleren kan se det og prøver igen. Din plads er gemt, og du behøver ikke gøre noget.
beside-title = De andre er lukket ind
beside-full-title = De andre er lukket ind
beside-full-text = Der er kun plads til to i samtalen lige nu: behandleren og én til. Klinikken kan se, at du er her.
beside-text = Bliv her. Klinikken kan se, at du er her, og kan lukke dig ind også.

# --- after the call

left-call-title = Du er gået ud af samtalen
left-call-text = Samtalen er stadig åben. Du kan gå ind igen.
left-call-ended-title = Samtalen er slut
left-call-ended-text = Er det en fejl, så kan du gå ind igen, så længe behandleren ikke har afsluttet.
left-call-removed-title = Klinikken har taget dig ud af samtalen
left-call-removed-text = Bliv her. Klinikken kan se, at du er her.
left-call-replaced-title = Du er gået ind et andet sted
left-call-replaced-text = Samtalen er åben i et andet vindue eller på en anden telefon.
left-call-elsewhere-title = Samtalen er i gang
left-call-elsewhere-text = Du kan gå ind igen her. Er den åben i et andet vindue, flytter den herhen.
go-back-in = Gå ind igen
go-in-here = Gå ind her
finished = Jeg er færdig

ended-completed-title = Tak for i dag
ended-completed-text = Samtalen er slut, og du kan lukke siden.
ended-left-title = Du har forladt køen
ended-left-text = Du kan lukke siden. Vil du ind igen, så ring til klinikken, eller brug klinikkens dør.
ended-removed-title = Klinikken har taget din plads ud af køen
ended-removed-text = Ring til klinikken, hvis du stadig skal tale med dem.
ended-no-show-title = Tiden er gået
ended-no-show-text = Vi nåede ikke at mødes. Ring til klinikken for at få en ny tid.
ended-cancelled-title = Din tid er aflyst
ended-cancelled-text = Ring til klinikken, hvis du er i tvivl, eller hvis du vil have en ny tid.
ended-closed-title = Klinikken har lukket for i dag
ended-closed-text = Ring til klinikken, hvis du stadig har brug for hjælp.
ended-expired-title = Din plads er udløbet
ended-expired-text = Vi havde ikke forbindelse til dig i lang tid. Ring til klinikken, så hjælper de dig videre.
gone-left-title = Du har forladt køen
gone-left-text = Du kan lukke siden. Har du stadig brug for hjælp, så ring til klinikken.
gone-done-title = Tak for i dag
gone-done-text = Du er logget ud, og der er ikke gemt noget om dig her. Du kan lukke siden.
close-up = Luk og ryd op

# --- trouble

lost-title = Vi har mistet forbindelsen
lost-text = <b>Din plads er gemt.</b> Vi prøver igen hele tiden, du behøver ikke gøre noget.
lost-said = Din plads er gemt, og vi prøver igen.
lost-first-title = Vi kan ikke få forbindelse
lost-first-text = Vi prøver igen hele tiden. Vi har ikke fundet din plads endnu.
lost-server-title = Vi kan ikke bekræfte din plads lige nu
lost-server-text = <b>Din plads er gemt.</b> Fejlen er hos os. Vi prøver igen hele tiden, du behøver ikke gøre noget.
lost-last = Sidst bekræftet kl. { $time }:
lost-last-number = du var nummer { $number }.
lost-last-about = der var omkring { $ahead } foran dig.
lost-last-hidden = du var i køen.
lost-last-other = du var i venteværelset.
lost-last-turn = det var din tur.
lost-last-called = du var lukket ind.
lost-offline = Det ser ud til, at du ikke er på nettet.
lost-long = Varer det længe, så slå wi-fi fra og til, eller ring til klinikken. De kan se, at du venter.
lost-long-first = Varer det længe, så slå wi-fi fra og til, eller ring til klinikken.

over-signed-out-title = Du er ikke i venteværelset lige nu
over-signed-out-text = Åbn linket i din besked igen, eller gå ind ad klinikkens dør. Har du stadig en plads, kommer du tilbage til den.
over-denied-title = Dit link gælder ikke længere
over-denied-text = Ring til klinikken, hvis du stadig skal tale med dem.
over-no-queue-title = Køen findes ikke længere
over-no-queue-text = Ring til klinikken, så hjælper de dig videre.
over-replaced-title = Du har venteværelset åbent et andet sted
over-replaced-text = Det er den samme plads. Du kan godt fortsætte her i stedet.
over-replaced-here = Fortsæt her
over-outdated-title = Siden er blevet opdateret
over-outdated-text = Din plads er gemt. Hent siden igen, så ser du den.
over-fault-title = Noget gik galt hos os
over-fault-text = Det er ikke dig, der har gjort noget forkert. Din plads er gemt. Hent siden igen, så ser du den.
over-reload = Hent siden igen
refused-full-title = Der er fuldt lige nu
refused-full-text = Køen kan ikke tage flere. Prøv igen om lidt, eller ring til klinikken.
refused-place-title = Vi kan ikke finde din plads
refused-place-text = Ring til klinikken, så hjælper de dig videre.
