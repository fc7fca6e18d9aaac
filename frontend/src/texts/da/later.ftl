# What may come while a guest waits: fetched once the waiting stands, so that its words are here by then.

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
turn-again = Du bliver kaldt nu
turn-again-said = Du bliver kaldt nu. Tryk for at gå ind.
turn-inside = Derinde nu: { $who }.
turn-inside-nobody = Der er ingen derinde endnu.
inside-staff = behandleren
inside-patient = patienten
inside-relative = { $count ->
    [one] en pårørende
   *[other] { $count } pårørende
  }
inside-interpreter = { $count ->
    [one] tolken
   *[other] { $count } tolke
  }
inside-colleague = { $count ->
    [one] en fagperson
   *[other] { $count } fagpersoner
  }
media-one-way = Behandleren kan se og høre dig. Du kan hverken se eller høre behandleren i denne samtale.
media-sound = Samtalen er kun med lyd. Dit kamera bliver ikke tændt.
by-phone-rung-title = Du bliver ringet op nu
by-phone-rung-text = Tag telefonen, når den ringer. Du kan også gå ind her på siden i stedet.
by-phone-calls-in-title = { $number ->
    [none] Ring ind til samtalen
   *[other] Ring ind på { $number }
  }
by-phone-calls-in-text = Klinikken siger dig koden. Du kan også gå ind her på siden i stedet.
by-phone-unanswered-title = Vi fik ikke fat i dig på telefonen
by-phone-unanswered-text = Klinikken kan ringe til dig igen. Du kan også gå ind her på siden i stedet.
by-phone-inside-title = Du er med i samtalen på din telefon
by-phone-inside-text = Læg på, når I er færdige. Du kan også gå ind her på siden i stedet.
by-phone-dial = Ring ind
by-phone-go = Gå ind her i stedet
call-elsewhere = Samtalen åbner i et nyt vindue. Lad denne side stå åben imens.
call-elsewhere-open = Åbn samtalen
call-elsewhere-back = Tilbage
failed-title = Samtalen kunne ikke åbnes endnu
failed-text = Behandleren kan se det og prøver igen. Din plads er gemt, og du behøver ikke gøre noget.
beside-title = De andre er lukket ind
beside-full-title = De andre er lukket ind
beside-full-text = Der er ikke plads til flere i samtalen lige nu. Bliv her, klinikken kan se dig.
beside-text = Bliv her. Klinikken kan se, at du er her, og kan lukke dig ind også.

# --- going on on another device

elsewhere-title = Fortsæt på en anden enhed
elsewhere-text = Scan koden med kameraet på din telefon. Du beholder din plads, og denne side stopper, når du er gået ind der.
elsewhere-until = Koden er kun til dig. Den virker til kl. { $time }.
elsewhere-code = Kode, som åbner din plads på en anden enhed
elsewhere-copy = Kopiér linket i stedet
elsewhere-copied = Linket er kopieret. Del det ikke med andre.
elsewhere-copy-failed = Linket kunne ikke kopieres. Scan koden i stedet.
elsewhere-making = Laver koden
elsewhere-failed = Vi kunne ikke lave koden. Vent et øjeblik, og prøv igen.
elsewhere-done = Luk

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

# --- when it goes no further

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
refused-behind-title = Køen er ikke klar endnu
refused-behind-text = Systemet er hentet ind fra en ældre kopi, og køen kan ikke bruges lige nu. Prøv igen om lidt, eller ring til klinikken.
refused-place-title = Vi kan ikke finde din plads
refused-place-text = Ring til klinikken, så hjælper de dig videre.
