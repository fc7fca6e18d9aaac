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
title-turn-again = ● Du bliver kaldt nu
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
refused-full-title = Der er fuldt lige nu
refused-full-text = Køen kan ikke tage flere. Prøv igen om lidt, eller ring til klinikken.

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
waiting-moved = { $from ->
    [none] Du er flyttet til { $to }. Din plads i køen her er gemt.
   *[other] Du er flyttet fra { $from } til { $to }. Din plads i køen her er gemt.
  }
moving-title = { $to ->
    [none] Du bliver flyttet til en anden kø
   *[other] Du bliver flyttet til { $to }
  }
moving-text = Bliv her på siden. Du behøver ikke gøre noget.
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

elsewhere = Fortsæt på en anden enhed
prepare = Test kamera, lyd og forbindelse
prepare-word = Sig, at du er klar

leave = Forlad køen
leave-title = Vil du forlade køen?
leave-text = Så mister du din plads. Vil du ind igen senere, står du bagerst.
leave-text-party = Så er du ikke med længere. De andre beholder pladsen.
leave-stay = Bliv i køen
leave-going = Forlader køen

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
