# Words of the staff's pages: sign-in, the board, expecting visits, and the frame around the call.

staff-title = { $waiting ->
    [0] { $queue } · ingen venter
    [one] { $queue } · 1 venter
   *[other] { $queue } · { $waiting } venter
  }
staff-title-new = { $new ->
    [one] (1 ny) { $queue }
   *[other] ({ $new } nye) { $queue }
  }

# --- sign-in

signin-title = Log ind
signin-intro = Overblik over dem, der venter. Kun for personale.
signin-login = Brugernavn
signin-password = Adgangskode
signin-show = Vis adgangskoden
signin-go = Log ind
signin-going = Logger ind
signin-login-empty = Skriv dit brugernavn.
signin-password-empty = Skriv din adgangskode.
signin-wrong = Brugernavnet og adgangskoden passer ikke sammen. Se efter, om der er slået store bogstaver til, og prøv igen.
signin-too-many = { $minutes ->
    [one] Der er prøvet for mange gange. Vent 1 minut, og prøv så igen.
   *[other] Der er prøvet for mange gange. Vent { $minutes } minutter, og prøv så igen.
  }
signin-offline = Vi kan ikke få forbindelse lige nu. Se efter, om du er på nettet, og prøv igen.
signin-fault = Det gik galt hos os, og vi har skrevet det ned. Prøv igen om lidt.
signin-expired-title = Log ind igen
signin-expired = Du er logget ud, fordi det er længe siden, du loggede ind. Alt, du var i gang med, ligger her endnu.
signout = Log ud
signedout = Du er logget ud.

# --- choosing a queue

choose-title = Hvilken kø vil du se?
choose-none-title = Du har ikke fået en kø endnu
choose-none = Bed den, der opretter medarbejdere, om at give dig adgang. Log så ind igen.
choose-lost = Du har ikke adgang til den kø. Vælg en anden her.
opening = Henter overblikket

# --- the top

top-queue = Kø
top-open = Åben
top-closed = Lukket
top-open-label = Køen er åben. Tryk for at lukke den.
top-closed-label = Køen er lukket. Tryk for at åbne den.
top-opening = Åbner
top-closing = Lukker
top-waiting = { $count ->
    [0] Ingen venter
    [one] 1 venter
   *[other] { $count } venter
  }
top-longest = længst { $wait }
top-notice = Besked til alle
top-expect = Ny besøgende
top-deaf = Slå lyden til
top-fresh = Opdateret
top-joining = Forbinder
top-over = Sat på pause
top-lost = Forbinder igen
top-me = , mig og mine indstillinger.

stale = Ikke opdateret siden { $time }
stale-why = Vi har mistet forbindelsen og prøver igen hele tiden. De ventende beholder deres plads. Det, du ser, kan være gammelt.
stale-retry = Prøv nu
line-replaced-title = Overblikket er åbent i et andet vindue
line-replaced = Du har mange vinduer åbne. Det her er sat på pause.
line-replaced-here = Fortsæt her
line-gone-title = Køen findes ikke mere
line-gone = Den er nedlagt, eller du har ikke længere adgang til den.
line-outdated-title = Der er kommet en ny udgave af siden
line-outdated = Hent den, så virker overblikket igen.
line-reload = Hent siden igen

# --- me

me-role-clinician = Behandler
me-role-secretary = Sekretær
me-role-administrator = Administrator
me-sound = Lyd og besked, når nogen kommer
me-desktop = Besked på skrivebordet, når siden er skjult
me-desktop-denied = Browseren har slået beskeder fra for denne side. Du kan slå dem til ved siden af adressen.
me-names = Vis navne i de beskeder
me-names-hint = Andre kan læse med på skærmen. Gælder, til du lukker siden.
me-letters = Genveje med enkelte bogstaver
me-keys = Vis alle genveje
me-equipment = Udstyr og test
me-language = Sprog
me-network = Netværkstjek til it-afdelingen (åbner i en ny fane)
me-done = Færdig
me-muted = Lyden er slået fra.
me-blocked-title = Browseren spiller ikke lyd endnu
me-blocked = Tryk ét sted på siden, så kan du høre, når nogen kommer.
me-hear = Prøv lyden

# --- opening and closing, the notice

close-title = Luk køen?
close-nobody = Ingen venter lige nu. Nye kan ikke komme ind, før du åbner igen.
close-keep = { $count ->
    [one] Luk for nye. Den ene, der venter, bliver i køen.
   *[other] Luk for nye. De { $count }, der venter, bliver i køen.
  }
close-home = { $count ->
    [one] Luk, og send den ene, der venter, hjem. Personen får det at vide.
   *[other] Luk, og send alle { $count }, der venter, hjem. De får det at vide.
  }
close-choice = Hvad skal der ske med dem, der venter?
close-go = Luk for nye
close-go-home = { $count ->
    [one] Luk, og send 1 hjem
   *[other] Luk, og send { $count } hjem
  }
close-admitted = { $count ->
    [one] Én er lukket ind. Den samtale fortsætter.
   *[other] { $count } er lukket ind. De samtaler fortsætter.
  }
cancel = Annuller
undo = Fortryd

restoring-title = Køen er ved at blive gendannet.
restoring-text = De, der ventede, kommer tilbage til deres plads. Du kan godt lukke ind, men flere kan dukke op foran.
notice-title = Besked til alle, der venter
notice-who = { $count ->
    [0] Ingen venter lige nu. Beskeden vises for dem, der kommer.
    [one] Den ene, der venter, læser den med det samme. Det gør nye også.
   *[other] De { $count }, der venter, læser den med det samme. Det gør nye også.
  }
notice-text = Besked
notice-hint = Skriv ikke navne. Alle i køen kan læse den.
notice-left = { $count ->
    [one] Plads til 1 tegn mere
   *[other] Plads til { $count } tegn mere
  }
notice-suggest = Forslag
notice-late = Vi er omkring { $minutes } minutter forsinket. Du beholder din plads.
notice-late-short = { $minutes } min forsinket
notice-go = Vis beskeden
notice-going = Viser beskeden
notice-withdraw = Tag beskeden ned
notice-withdrawing = Tager beskeden ned
notice-edit = Ret
notice-shown = Alle, der venter, læser
notice-since = siden { $time }
notice-empty = Skriv en besked.

# --- the line

line-title = Venter
line-search = Søg i køen
line-search-label = Søg på navn eller note
line-found = { $count ->
    [0] Ingen passer til »{ $text }«
    [one] 1 passer til »{ $text }«
   *[other] { $count } passer til »{ $text }«
  }
line-empty-title = Ingen venter lige nu
line-empty-open = Når nogen kommer, ser du dem her, og der kommer en lyd.
line-empty-muted = Når nogen kommer, ser du dem her. Din lyd er slået fra.
line-empty-closed = Køen er lukket. Åbn den øverst, når I er klar.
line-further = { $count ->
    [one] Vis den næste
   *[other] Vis de næste { $count }
  }
line-nearer = Vis dem foran
line-front = Til begyndelsen
line-more-behind = { $count ->
    [one] 1 venter længere bagude
   *[other] { $count } venter længere bagude
  }
line-more-before = { $count ->
    [one] 1 venter foran dem, du ser
   *[other] { $count } venter foran dem, du ser
  }
line-narrow = Der er flere, end vi viser. Skriv lidt mere af navnet.

group-admitted = Lukket ind
group-expected = Ventes
group-parked = Sat til side
group-unseen = Gik uden at blive set
group-ended = Afsluttet
group-unseen-hint = Måske skal nogen ringe dem op.
group-parked-hint = De har mistet forbindelsen, men beholder deres nummer.
group-newest = Her er de nyeste. Søg for at finde resten.
groups-label = Gå til

# --- the pre-check on a card: how a call will be, and why

check-good = Klar til video
check-usable = Samtalen kan drille
check-sound-only = Kun lyd
check-unusable = Samtalen vil ikke virke
check-now = testet lige nu
check-minutes = testet for { $minutes } min siden
check-hours = { $hours ->
    [one] testet for 1 time siden
   *[other] testet for { $hours } timer siden
  }

check-cause-browser-none = Browseren kan ikke holde videosamtaler
check-cause-browser-old = Gammel browser
check-cause-browser-in-app = Åbnet inde i en anden app
check-cause-net-offline = Intet internet
check-cause-ws-blocked = Netværket spærrer for siden
check-cause-path-none = Netværket spærrer for lyd og billede
check-cause-path-tcp-only = Kun en langsom vej gennem netværket
check-cause-node-blocked = Kan ikke nå videosystemet
check-cause-net-loss-up = Noget går tabt på vejen til dig
check-cause-net-loss-down = Noget går tabt på vejen fra dig
check-cause-net-delay = Lang forsinkelse
check-cause-net-jitter = Ujævn forbindelse
check-cause-net-slow-up = Sender langsomt
check-cause-net-slow-down = Modtager langsomt
check-cause-net-busy = Andre bruger forbindelsen
check-cause-net-audio-only = Forbindelsen rækker kun til lyd
check-cause-device-slow = Enheden er for langsom
check-cause-cam-none = Intet kamera
check-cause-cam-denied = Kameraet er ikke tilladt
check-cause-cam-busy = Kameraet er i brug et andet sted
check-cause-cam-dark = Mørkt billede
check-cause-cam-covered = Noget dækker kameraet
check-cause-mic-none = Ingen mikrofon
check-cause-mic-denied = Mikrofonen er ikke tilladt
check-cause-mic-busy = Mikrofonen er i brug et andet sted
check-cause-mic-silent = Intet hørt fra mikrofonen
check-cause-mic-quiet = Svag lyd
check-cause-mic-clipping = Lyden skratter
check-cause-mic-noisy = Støj omkring
check-cause-mic-echo = Ekko
check-cause-speaker-not-heard = Kunne ikke høre lyden
check-cause-check-failed = Testen blev ikke færdig

# --- equipment: the unit's own devices, and what guests come with

equipment-title = Udstyr
equipment-loading = Henter
equipment-failed = Listen kan ikke hentes lige nu. Se efter, om du er på nettet, og prøv igen.
equipment-devices = Jeres enheder
equipment-none = Ingen enheder er testet endnu. En enhed, I tester og giver et navn, kommer til at stå her.
equipment-name = Hvad kalder I den enhed, du sidder ved?
equipment-name-hint = For eksempel Stue 3, den bærbare. Det samme navn igen erstatter den gamle test.
equipment-name-missing = Giv enheden et navn.
equipment-test = Test denne enhed
equipment-test-title = Test af { $name }
equipment-test-failed = Testen kunne ikke hentes. Se efter, om du er på nettet.
equipment-back = Tilbage til listen
equipment-seen = testet { $day } { $time }
equipment-with = { $browser } { $major ->
    [0] {""}
   *[other] { $major }
  } på { $system }
equipment-old = Browseren er gammel. Opdatér den, og test igen.
equipment-rename = Omdøb
equipment-rename-go = Gem navnet
equipment-new-name = Nyt navn til { $name }
equipment-name-taken = Det navn kan ikke bruges. Måske har en anden enhed det. Vælg et andet.
equipment-renamed = Enheden hedder nu { $name }.
equipment-not-renamed = { $name } kunne ikke få et nyt navn. Prøv igen om lidt.
equipment-removed = { $name } er fjernet.
equipment-not-removed = { $name } kunne ikke fjernes. Prøv igen om lidt.
equipment-causes = Det, der oftest driller
equipment-causes-more = I test på { $days } dage, både jeres egne og de ventendes.
equipment-causes-none = Ingen test har fundet noget i { $days } dage.
equipment-cause = Fundet
equipment-count = Antal test
equipment-browsers = Det, de ventende kommer med
equipment-browsers-more = Test på { $days } dage. Ingen kan kendes: under { $fewest } skrives ikke som tal.
equipment-browsers-none = Ingen ventende har testet i { $days } dage.
equipment-browser = Browser
equipment-outcome = Udfald
equipment-few = under { $fewest }

browser-chromium = Chrome eller lignende
browser-edge = Edge
browser-firefox = Firefox
browser-safari = Safari
browser-samsung = Samsung Internet
browser-other = En anden browser
system-windows = Windows
system-macos = Mac
system-linux = Linux
system-android = Android
system-ios = iPhone eller iPad
system-chromeos = Chromebook
system-other = en anden slags

# --- a card

card-no-name = Uden navn
card-years = { $years } år
card-new = Ny
card-ageing-long = længe
card-ageing-very-long = meget længe
card-away = Væk siden { $time }
card-is-away = væk
card-not-come = ikke kommet
card-left = gået
card-ready = klar
card-moved-up = Flyttet frem
card-put-back = Sendt tilbage
card-restored = Gendannet
card-came-from = Flyttet fra { $from }
card-looking = { $name } kigger
card-looking-me = Du kigger
card-due = kl. { $time }
card-due-day = { $day } kl. { $time }
card-due-none = intet tidspunkt
card-due-late = skulle være kommet { $time }
card-number = Nummer
card-sending = Sender
card-checking = Undersøger
now = nu
moments-ago = for et øjeblik siden
at-time = kl. { $time }
minutes = { $minutes } min
hours = { $hours } t { $minutes } min

role-patient = Patient
role-colleague = Fagperson
role-interpreter = Tolk
role-relative = Pårørende
presence-connected = Er her
presence-away = Væk siden { $time }
presence-parked = Sat til side siden { $time }
presence-invited = Ikke kommet endnu
presence-left = Gik { $time }

state-called = Lukkes ind
state-told = Fik besked { $time }
state-again = Kaldt igen { $time }
state-preparing = Samtalen gøres klar
state-ready = Samtalen er klar
state-seen = Så det { $time }
state-entered = Inde siden { $time }
state-left-call = Gik ud { $time }
pending-told = har ikke fået besked endnu
pending-seen = har ikke set det endnu
pending-entered = er ikke gået ind endnu
state-unreached = Ikke nået
state-failed = Samtalen kunne ikke åbnes
text-sent = SMS sendt { $time }
text-failed = SMS kunne ikke sendes
text-unknown = Vi ved ikke, om SMS’en blev sendt
phone-ringing = Ringer op
phone-awaited = Ringer selv ind
phone-inside = I samtalen på telefon
phone-unanswered = Tog ikke telefonen
phone-hung-up = Har lagt på
phone-ring = Ring op
phone-ring-again = Ring op igen
phone-call-in = Lad ringe ind
phone-dial-in = Læs højt: Ring til { $number }, og tast koden { $code }.
phone-self = Ring selv til { $name }: { $number }

ended-completed = Gennemført { $time }
ended-left = Gik selv { $time }
ended-removed = Fjernet { $time }
ended-no-show = Kom ikke
ended-cancelled = Aflyst { $time }
ended-closed = Køen lukkede { $time }
ended-expired = Pladsen udløb { $time }
ended-transferred = { $to ->
    [none] Flyttet til en anden kø { $time }
   *[other] Flyttet til { $to } { $time }
  }
ended-by = af { $name }

# --- the chosen card

chosen-none-title = Vælg en fra køen
chosen-none = Så ser du, hvem det er, og hvem der er med. Den ventende får at vide, at klinikken har set dem.
chosen-none-keys = Tryk ? for at se alle genveje.
chosen-back = Til køen
chosen-place = Nummer { $place }
chosen-waited = ventet { $wait }
chosen-expected = Ventes
chosen-parked = Sat til side
chosen-admitted = Lukket ind { $time } af { $name }
chosen-admitted-me = Du lukkede ind { $time }
chosen-gone-title = Står ikke mere i det, du ser
chosen-gone = Kortet er flyttet, siden du valgte det. Søg på navnet for at finde det.
chosen-check = Tjek, at det er den rigtige
chosen-name = Navn
chosen-born = Født
chosen-born-years = { $year } ({ $years } år)
chosen-language = Sprog
chosen-note = Note
chosen-kind = Kom ind
chosen-kind-booked = Med personligt link
chosen-kind-walk-in = Ad den åbne dør
chosen-due = Aftalt tid
chosen-party = Selskabet
chosen-history = Forløb
chosen-history-loading = Henter forløbet
chosen-history-failed = Forløbet kan ikke hentes lige nu.
chosen-again = Prøv igen

hint-looking = { $name } kigger på denne
hint-looking-more = Siden { $time }. Du kan godt selv tage den.
hint-missing-interpreter = Tolken er ikke kommet endnu
hint-missing = { $count ->
    [one] Én fra selskabet er ikke kommet endnu
   *[other] { $count } fra selskabet er ikke kommet endnu
  }
hint-missing-more = Du kan lukke de andre ind nu. Den, der mangler, kan komme til senere.
hint-away = Ingen fra selskabet er forbundet lige nu
hint-away-more = Væk siden { $time }. Pladsen er gemt. Lukker du ind nu, ser de det, når de kommer tilbage.
hint-unreached = Ikke nået: { $names }
hint-unreached-more = Vi har kaldt igen. Telefonen ligger måske i lommen. Ring, eller vent lidt.
choose-put-back = Sæt tilbage (samme plads)
choose-wait = Vent lidt endnu
hint-choose = Vi har stadig ikke nået { $names }
hint-choose-more = Du kan sætte tilbage på samme plads og tage den næste imens. Der sker ikke noget af sig selv.
hint-failed = Samtalen kunne ikke åbnes
hint-restored = Pladsen er gendannet fra den ventendes egen side
hint-restored-more = Systemet er hentet ind fra en ældre kopi. Er konsultationen allerede slut, så fjern den.
hint-received = Flyttet hertil fra { $from }
hint-received-more = Den ventende kan læse det på sin side.
progress-title = Samtalen
progress-preparing = Gøres klar
progress-ready = Klar
progress-in-call = I gang
progress-failed = Kunne ikke åbnes
progress-inside = Inde nu: { $names }
progress-nobody = Ingen er gået ind endnu
media-one-way = Kun du ser og hører
media-sound = Kun lyd
hint-call-back = Gik uden at blive set
hint-call-back-more = Måske skal nogen ringe op.

admit-go = Luk ind
admit-more = Andre måder at lukke ind
admit-one-way = Luk ind med envejsvideo
admit-one-way-more = Se og hør patienten. Patienten kan hverken se eller høre dig.
admit-sound = Luk ind kun med lyd
admit-sound-more = Ingen af jer bruger kamera.
admit-anyway = Luk ind med billede alligevel
admit-unusable = Videosamtale virker nok ikke. Ring i stedet
admit-going = Lukker ind
admit-whom = Hvem vil du lukke ind?
admit-places = { $places ->
    [one] Samtalen har plads til 1 fra selskabet. De andre får at vide, at der ikke er plads endnu.
   *[other] Samtalen har plads til { $places } fra selskabet.
  }
admit-secretary = Behandlere kan lukke ind. Du kan flytte, invitere og fjerne.
admit-nobody = Ingen er kommet endnu
by-phone-more = Begynd på telefon
by-phone-ring = Ring op og begynd samtalen
by-phone-ring-title = Begynd samtalen med { $name } på telefon?
by-phone-ring-more = Telefonen ringer, når samtalen er klar. Du kommer ind i samtalen med det samme, kun med lyd, hvis ingen andre er ved deres side.
by-phone-call-in = Lad ringe ind og begynd
by-phone-call-in-title = Lad { $name } ringe ind?
by-phone-call-in-more = Når samtalen er åben, står nummeret og koden på kortet. Læs dem højt.
enter-go = Gå ind i samtalen
enter-going = Åbner samtalen
enter-preparing = Samtalen gøres klar
enter-inside = Du er i samtalen
follow-go = Luk { $name } ind også
party-full = Der er ikke plads til flere i samtalen.
act-put-back = Send tilbage i køen
act-hold = Sæt på hold (samme plads)
act-transfer = Flyt til anden kø
act-end = Afslut
act-end-title = Afslut konsultationen?
act-end-more = Samtalen lukker for alle, og { $name } er færdig i køen.
act-try-again = Prøv at åbne igen
act-other-way = Prøv en anden forbindelse
act-move-up = Flyt frem
act-move-back = Fortryd flytning
act-remove = Fjern
act-cancel = Aflys
act-undo = Fortryd fjernelsen
act-undo-until = Kan fortrydes til { $time }
act-claim = Jeg kigger på denne
act-release = Slip
act-invite = Invitér én til
act-link = Nyt link
act-checking = Undersøger, om det lykkedes

move-title = Hvorfor skal { $name } frem?
move-more = { $name } kommer foran alle, der ikke selv er flyttet frem. Grunden kan ses i forløbet.
move-urgent = Det haster
move-appointment = Har en aftalt tid
move-interpreter = Tolken kan kun vente kort
move-child = Et barn venter
move-mistake = Kom til at stå forkert
move-other = Andet
move-go = Flyt frem
remove-title = Hvorfor fjerner du { $name }?
remove-title-cancel = Hvorfor aflyser du { $name }?
remove-more = Personen får at vide, at pladsen er taget ud. Du kan fortryde bagefter.
remove-no-answer = Svarer ikke
remove-wrong-queue = Står i den forkerte kø
remove-duplicate = Er der to gange
remove-helped-otherwise = Er hjulpet på en anden måde
remove-unknown-person = Vi kender ikke personen
remove-other = Andet
remove-go = Fjern
remove-go-cancel = Aflys
reason-label = Grund
reason-missing = Vælg en grund.
transfer-title = Hvor skal { $name } flyttes hen?
transfer-more = { $name } og selskabet følger selv med, får besked og står sidst i den nye kø. Det kan ikke fortrydes her.
transfer-to = Kø
transfer-missing = Vælg en kø.
transfer-loading = Henter køerne
transfer-none = Der er ingen anden kø at flytte til.
transfer-go = Flyt

# --- what became of it

told-admitted = { $name } er lukket ind.
told-admitted-guest = En til fra selskabet er lukket ind.
told-put-back = { $name } er tilbage på sin plads.
told-transferred = { $name } er flyttet til den anden kø.
told-moved-up = { $name } er flyttet frem.
told-moved-back = { $name } står på sin gamle plads igen.
told-removed = { $name } er fjernet.
told-cancelled = { $name } er aflyst.
told-reinstated = { $name } er tilbage.
told-ended = { $name } er færdig.
told-opened = Køen er åben.
told-closed = Køen er lukket.
told-notice = Beskeden vises for alle, der venter.
told-notice-gone = Beskeden er taget ned.
told-dismiss = Luk beskeden
told-label = Hvad der skete

news-arrived = { $name } er kommet i køen.
news-arrived-many = { $count ->
    [one] Én er kommet i køen.
   *[other] { $count } er kommet i køen.
  }
news-admitted = { $by } lukkede { $name } ind.
news-state = { $name }: { $state }.
news-not-reached = { $name } er ikke nået endnu.
news-desktop = { $count ->
    [one] En ny venter
   *[other] { $count } nye venter
  }
news-desktop-more = { $count ->
    [one] 1 venter nu i { $queue }.
   *[other] { $count } venter nu i { $queue }.
  }

refused-already-admitted = { $name ->
    [none] En kollega lukkede patienten ind { $time }. Vælg den næste.
   *[other] { $name } lukkede patienten ind { $time }. Vælg den næste.
  }
refused-changed = Der er sket noget med konsultationen, siden du så den. Se på kortet igen, og tryk så.
refused-ended = { $name ->
    [none] Konsultationen er slut { $time }. Du kan finde den under »Afsluttet«.
   *[other] { $name } afsluttede konsultationen { $time }. Du kan finde den under »Afsluttet«.
  }
refused-not-waiting = Patienten står ikke i køen mere. Se på kortet, hvad der er sket.
refused-not-admitted = Patienten er ikke lukket ind. Tryk »Luk ind« først.
refused-not-found = Vi kan ikke finde konsultationen mere. Den er måske ryddet væk. Vælg en anden.
refused-queue-closed = Køen er lukket. Åbn den øverst på siden, og prøv igen.
refused-queue-full = Køen er fuld. Luk nogen ind, eller vent lidt.
refused-nobody-here = Ingen fra selskabet er kommet endnu. Vent, til der er en grøn prik ved et navn.
refused-call-full = Der er ikke plads til flere i samtalen. En må gå ud først.
refused-no-other-way = Der er ingen anden forbindelse at prøve. Prøv den samme igen, eller ring til patienten.
refused-no-phone = Køen er ikke sat op til telefon. Ring til patienten fra din egen telefon.
refused-too-many-rings = Der er ringet op så mange gange, som køen må i døgnet. Ring fra din egen telefon.
refused-not-ready = Samtalen er ikke klar endnu. Vent et øjeblik, og prøv igen.
refused-too-late = Det er for sent at fortryde. Bed patienten om at komme ind igen med sit link.
refused-denied = Det har du ikke adgang til. Spørg den, der styrer adgangen.
refused-malformed = Det forstod vi ikke. Se efter, hvad der er skrevet, eller hent siden igen.
refused-op-reused = Det blev sendt to gange på forskellig måde. Se på kortet, og prøv igen.
refused-busy = Der er travlt lige nu, og der er ikke sket noget. Prøv igen om lidt.
refused-unknown = Vi ved ikke, om det lykkedes. Vi undersøger det.
refused-log-behind = Køen er hentet ind fra en ældre kopi, og ingen kan ændre noget i den endnu. Ring til jeres it-drift.
refused-not-signed-in = Du er logget ud. Log ind igen, så fortsætter du, hvor du var.
refused-wrong-sign-in = Brugernavnet og adgangskoden passer ikke sammen. Prøv igen.
refused-too-many-tries = Der er prøvet for mange gange. Vent lidt, og prøv igen.
refused-link-unknown = Vi kender ikke det link. Lav et nyt.
refused-link-early = Linket er ikke åbent endnu.
refused-link-late = Linket er udløbet. Lav et nyt.
refused-link-revoked = Linket er lukket. Lav et nyt.
refused-offline = Der er ingen forbindelse lige nu, og der er ikke sket noget. Prøv igen, når overblikket er opdateret.
refused-fault = Det gik galt hos os, og vi har skrevet det ned. Prøv igen.

# --- the course of a visit

history-visit-expected = { $by ->
    [none] blev ventet
   *[other] { $by } skrev besøget op
  }
history-guest-invited = { $by ->
    [none] én til blev inviteret
   *[other] { $by } inviterede én til
  }
history-visit-arrived = kom ind i venteværelset
history-guest-arrived = én til fra selskabet kom
history-guest-readied = sagde, om de er klar
history-guest-connected = fik forbindelse
history-guest-went-away = mistede forbindelsen
history-guest-left = én fra selskabet gik
history-visit-parked = sat til side efter lang tid væk
history-visit-claimed = { $by ->
    [none] klinikken så det
   *[other] { $by } så på det
  }
history-claim-ended = ingen kiggede mere
history-visit-moved-up = { $by ->
    [none] flyttet frem
   *[other] { $by } flyttede frem
  }
history-visit-moved-back = { $by ->
    [none] flyttet tilbage
   *[other] { $by } fortrød flytningen
  }
history-visit-admitted = { $by ->
    [none] lukket ind
   *[other] { $by } lukkede ind
  }
history-guest-admitted = { $by ->
    [none] én til lukket ind
   *[other] { $by } lukkede én til ind
  }
history-conference-ready = samtalen var klar
history-conference-failed = samtalen kunne ikke åbnes
history-conference-retried = prøvede at åbne igen
history-guest-told = fik besked
history-guest-saw = så, at det var tid
history-guest-entered = gik ind i samtalen
history-guest-left-call = gik ud af samtalen
history-guest-phoned = { $by ->
    [none] kom med på telefon
   *[other] { $by } tog én med på telefon
  }
history-phone-unanswered = tog ikke telefonen
history-staff-joined-call = { $by ->
    [none] behandleren gik ind i samtalen
   *[other] { $by } gik ind i samtalen
  }
history-staff-left-call = { $by ->
    [none] behandleren gik ud af samtalen
   *[other] { $by } gik ud af samtalen
  }
history-guest-called-again = blev kaldt igen
history-guest-texted = fik en SMS, eller vi prøvede
history-guest-checked = har testet kamera, lyd og forbindelse
history-guest-not-reached = kunne ikke nås
history-visit-restored = fik sin plads tilbage efter en gendannelse
history-visit-received = kom fra en anden kø
history-visit-put-back = { $by ->
    [none] sendt tilbage på samme plads
   *[other] { $by } sendte tilbage på samme plads
  }
history-visit-ended = { $by ->
    [none] sluttede
   *[other] { $by } afsluttede
  }
history-visit-reinstated = { $by ->
    [none] sat tilbage
   *[other] { $by } fortrød og satte tilbage
  }

# --- expecting a visit

expect-title = Ny besøgende
expect-intro = Du får et personligt link til hver. Linket kan kopieres, vises som kode eller skrives ud.
expect-name = Navn
expect-phone = Telefon (kan udelades)
expect-born = Fødselsår (kan udelades)
expect-born-wrong = Skriv årstallet med fire tal, for eksempel 1948.
expect-phone-wrong = Det ligner ikke et telefonnummer. Skriv for eksempel 12 34 56 78.
expect-language = Sprog
expect-note = Note til personalet (kan udelades)
expect-note-hint = Patienten ser den ikke.
expect-when = Hvornår?
expect-when-open = Når de kommer
expect-when-time = På et tidspunkt
expect-due = Dag og klokkeslæt
expect-due-missing = Vælg dag og klokkeslæt.
expect-due-past = Tidspunktet er gået. Vælg et senere.
expect-name-missing = Skriv et navn.
expect-also = Hvem er ellers med?
expect-add-relative = Pårørende
expect-add-interpreter = Tolk
expect-add-colleague = Fagperson
expect-drop = Tag { $who } af listen
expect-go = Lav links
expect-going = Laver links
invite-title = Invitér én til
invite-role = Hvem er det?
invite-go = Lav link
links-title = { $count ->
    [one] Linket er klar
   *[other] De { $count } links er klar
  }
links-once = Du ser dem kun nu. Del hvert link med den, det er til, og ikke med andre.
links-for = Til { $name }
links-copy = Kopiér link
links-copied = Kopieret
links-copy-failed = Markér linket, og kopiér det selv.
links-code = Vis kode til telefonen
links-code-hide = Skjul koden
links-code-alt = Kode, som { $name } kan scanne med telefonen
links-print = Skriv ud
links-another = Et besøg til
links-done = Færdig
links-print-title = Link til videokonsultation
links-print-how = Åbn linket i telefonen eller computeren, når det er tid. Du skal ikke installere noget.
links-print-due = Din tid: { $when }
link-title = Nyt link til { $name }
link-more = Det gamle link holder op med at virke. { $name } beholder sin plads.
link-go = Lav nyt link

# --- keys

keys-title = Genveje
keys-line = Når du står på et kort i køen
keys-everywhere = Alle steder
keys-next = Næste
keys-previous = Forrige
keys-ends = Første og sidste
keys-go = Luk ind, eller gå ind i samtalen
keys-search = Søg
keys-clear = Ryd søgningen
keys-expect = Ny besøgende
keys-keys = Vis genveje
keys-or = eller
keys-letters-off = Genveje med bogstaver er slået fra.

# --- in the call

call-with = I samtale med { $name }
call-line = Imens i køen
call-line-figures = { $count ->
    [0] Ingen venter
    [one] 1 venter, længst { $wait }
   *[other] { $count } venter, længst { $wait }
  }
call-elsewhere = Samtalen åbner i et nyt vindue. Skriv koden { $code }, når der bliver spurgt om den.
call-elsewhere-open = Åbn samtalen
call-elsewhere-back = Tilbage til køen
call-loading = Henter samtalen
call-load-failed = Samtalen kunne ikke hentes. Se efter, om du er på nettet.
call-over-left = Du er ude af samtalen. Den er stadig åben for { $name }.
call-over-replaced = Samtalen fortsætter i et andet vindue.
call-over-ended = Samtalen er slut.
