# The doors: a personal link, and the public one. Fetched only by who comes in by a door.

# --- the way in

door-title = Du er ved at gå ind i venteværelset hos { $clinic }
door-due-today = Din tid er i dag kl. { $time }
door-due-tomorrow = Din tid er i morgen kl. { $time }
door-due-day = Din tid er { $day } kl. { $time }
door-role-relative = Du er inviteret med som pårørende.
door-role-interpreter = Du er inviteret som tolk.
door-role-colleague = Du er inviteret som fagperson.
door-go = Gå ind i venteværelset
door-going = Går ind
door-how = Sådan foregår det
door-how-wait = Du venter her på siden. Du må gerne lægge telefonen fra dig.
door-how-turn = Når det er din tur, siger siden til med lyd, og du trykker på Gå ind.
door-how-camera = Kamera og mikrofon bruger du først i samtalen. Du kan godt tale uden kamera.
door-how-place = Mister du forbindelsen, er din plads gemt.
door-check = Test kamera og lyd
door-unknown-title = Vi kender ikke denne adresse
door-unknown-text = Se efter, om den er skrevet rigtigt, eller ring til klinikken.

# --- a link that does not let in

link-early-title = Du er kommet i god tid
link-early-text = Du behøver ikke gøre noget nu. Åbn linket igen kort før din tid.
link-late-title = Linket gælder ikke længere
link-late-text = Tiden for linket er gået. Skal du stadig tale med klinikken, så ring til dem.
link-revoked-title = Linket er lukket
link-revoked-text = Har du fået et nyere link, så brug det. Ellers ring til klinikken.

# --- who walks in

walk-in-name = Hvad hedder du?
walk-in-name-hint = Kun klinikken kan se dit navn.
walk-in-name-missing = Skriv dit navn, så klinikken ved, hvem du er.
walk-in-reason = Hvad vil du tale om?
walk-in-reason-hint = Skriv kort. Kun klinikken kan se det.
walk-in-reason-missing = Skriv et par ord om, hvad du vil tale om.
walk-in-queue = Hvor skal du hen?
walk-in-queue-missing = Vælg, hvor du skal hen.
walk-in-language = Hvilket sprog taler du helst?
walk-in-role = Hvem er du?
walk-in-role-patient = Jeg er her for mig selv
walk-in-role-relative = Jeg er her for en anden
walk-in-check = Der mangler noget. Se efter i felterne.
