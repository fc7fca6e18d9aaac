# The page for IT departments. Technical words are right here, and each is explained once at its end.

network-title = Netværkstjek
network-for = Til it-afdelingen
network-lead = Her står, hvad jeres netværk skal lukke ud til, for at patienter, borgere og personale kan holde videosamtaler gennem { $site }. Med testen ser du, om hver linje virker herfra.
network-opening = Siden åbner.
network-trouble-offline = Vi kan ikke få fat i serveren
network-trouble-offline-more = Se efter, om der er internet her, og prøv igen.
network-trouble-often = Siden er hentet mange gange herfra på kort tid
network-trouble-often-more = Vent et minut, og prøv igen.
network-trouble-fault = Noget gik galt hos os
network-trouble-fault-more = Det skyldes ikke jeres netværk. Prøv igen om lidt.
network-trouble-again = Prøv igen

# --- the test

network-test = Test herfra
network-none = Der er ikke slået test til her. Tabellen viser, hvad nettet skal lukke ud.
network-test-text = Testen tager cirka 30 sekunder. Kør den fra det net, som patienter eller personale bruger. Den bruger ikke kamera og mikrofon, og intet om dig eller jeres net bliver gemt.
network-start = Test herfra
network-again = Test igen
network-stop = Stop testen
network-queued = Andre tester også lige nu. Du er nummer { $place }, og din test begynder af sig selv.
network-busy = Mange tester lige nu. Din test begynder af sig selv, når der er plads.
network-step = { $step } (trin { $nth } af { $of })
network-step-contact = Prøver forbindelsen til serveren
network-step-ways = Prøver hver vej for lyd og billede
network-step-media = Måler svartid, udsving og tab
network-step-speed = Måler hastigheden ned og op
network-step-verdict = Regner resultatet ud

network-verdict-good = Videosamtaler virker godt herfra
network-verdict-good-more = Alt, der kunne testes, er åbent, og linjen er god nok.
network-verdict-detour = Videosamtaler virker herfra, men noget er lukket
network-verdict-detour-more = Linjen er god nok. Åbn også det, der mangler, så samtaler kan finde en anden vej, når den første ikke virker.
network-verdict-usable = Videosamtaler virker herfra, men ikke så godt, som de kan
network-verdict-usable-more = Lyd og billede kan hakke. Her står, hvad der hjælper.
network-verdict-sound-only = Herfra rækker nettet kun til lyd
network-verdict-sound-only-more = Billedet vil mangle eller stå stille. Her står, hvad der hjælper.
network-verdict-unusable = Videosamtaler virker ikke herfra
network-verdict-unusable-more = Netværket lukker ikke det igennem, som en samtale skal bruge. Her står, hvad der skal åbnes.
network-verdict-blocked = Netværket bryder forbindelsen til serveren
network-verdict-blocked-more = Siden kunne hentes, men den forbindelse, der skal stå åben hele tiden, blev brudt. Derfor kunne resten ikke testes.
network-verdict-offline = Der er ikke noget internet her lige nu
network-verdict-offline-more = Slå nettet til, og test igen.
network-verdict-busy = Mange tester lige nu
network-verdict-busy-more = Prøv igen om et par minutter.
network-verdict-often = Der er testet mange gange herfra på kort tid
network-verdict-often-more = Vent et par minutter, og test igen.
network-verdict-away = Testen kunne ikke gøres færdig
network-verdict-away-more = Serveren svarede ikke på testen. Det behøver ikke at skyldes jeres netværk. Prøv igen om lidt.
network-verdict-hidden = Testen stoppede
network-verdict-hidden-more = Siden var ikke fremme på skærmen, og så måler browseren ikke rigtigt. Lad den være fremme, mens testen kører.

network-todo = Det skal I gøre
network-open-web = Lad WebSocket-forbindelser til { $host } komme uændret igennem på { $protocol }-port { $ports }. Oftest er det en proxy eller et filter, der åbner krypteret trafik: Undtag adressen fra det.
network-open-media = Åbn for { $protocol } ud til { $host }, port { $ports }. Så går lyd og billede den korteste vej.
network-open-turn-udp = Åbn for { $protocol } ud til { $host }, port { $ports } (TURN over UDP). Så hakker samtaler mindre, når den direkte vej er lukket.
network-open-turn-tcp = Åbn for { $protocol } ud til { $host }, port { $ports } (TURN over TCP). Så er der en vej, når UDP er lukket.
network-open-turn-tls = Åbn for { $protocol } ud til { $host }, port { $ports } (TURN over TLS). Et filter må ikke åbne trafikken eller kræve, at den er HTTP, selv om porten er den samme som til hjemmesider.
network-open-node-web = Åbn for { $protocol } ud til { $host }, port { $ports } (HTTPS og WebSocket). Ellers kan man ikke komme ind i videomødet.
network-open-node-media = Åbn for { $protocol } ud til { $host }, port { $ports }, så lyd og billede kommer igennem i videomødet.
network-weak-delay = Svartiden er lang. Se efter, om trafikken sendes en omvej gennem VPN eller proxy, og lad den gå direkte ud.
network-weak-jitter = Svartiden svinger. Se efter trådløst net med dårlig dækning, og giv lyd og billede forrang i netværket (QoS).
network-weak-loss = Der går data tabt på vejen. Se efter trådløst net med dårlig dækning og forbindelser, der er fyldt op, og giv lyd og billede forrang i netværket (QoS).
network-weak-up = Der er for lidt plads op. En videosamtale bruger cirka 1,2 Mbit/s hver vej. Regn det ud for de samtaler, der holdes på samme tid.
network-weak-down = Der er for lidt plads ned. En videosamtale bruger cirka 1,2 Mbit/s hver vej. Regn det ud for de samtaler, der holdes på samme tid.
network-weak-added = Svartiden stiger, når forbindelsen er fyldt op. Giv lyd og billede forrang (QoS), eller sæt en grænse for store overførsler.

# --- what must be open

network-openings = Det skal være åbent
network-openings-text = Tabellen er dannet af denne installations egne indstillinger.
network-head-purpose = Til hvad
network-head-protocol = Protokol
network-head-host = Adresse
network-head-ports = Port
network-head-result = Resultat herfra
network-purpose-web = Siderne og køen
network-why-web = Pladsen i køen og indgangen til samtalen. Forbindelsen står åben hele tiden (WebSocket).
network-purpose-media = Lyd og billede, direkte
network-why-media = Den korteste vej og den, der hakker mindst.
network-purpose-turn-udp = Lyd og billede, TURN over UDP
network-why-turn-udp = Næsten lige så god. Bruges, når den direkte vej er lukket.
network-purpose-turn-tcp = Lyd og billede, TURN over TCP
network-why-turn-tcp = Bruges, når UDP er lukket. Samtalen kan hakke.
network-purpose-turn-tls = Lyd og billede, TURN over TLS
network-why-turn-tls = Den sidste udvej. Den kommer igennem næsten alle firewalls.
network-purpose-node-web = Ind i videomødet
network-why-node-web = Aftaler med videosystemet, hvordan lyd og billede sendes.
network-purpose-node-media = Lyd og billede i videomødet
network-why-node-media = UDP er bedst. TCP bruges, når UDP er lukket.
network-standing-works = Virker
network-standing-fails = Virker ikke
network-standing-testing = Testes nu
network-standing-untested = Ikke testet
network-connected = Forbundet på { $ms } ms
network-rtt = svartid { $ms } ms
network-silent = Der kom intet svar.
network-remark-one-of = Testen viser, at en af adresserne kan nås, men ikke hvilken.
network-remark-first-only = Testen bruger den første adresse på denne vej.
network-remark-no-call = Linjen kan ikke testes herfra. Åbn den, som den står.
network-remark-by-call = Et prøveopkald kom igennem. Det viser ikke, om både UDP og TCP er åbne.
network-remark-not-reached = Testen nåede ikke hertil.
network-remark-cut = Forbindelsen blev brudt, før den stod åben.
network-rule-out = Alle linjer går ud: fra jeres computere, telefoner og tablets til adressen i tabellen. Svarene på dem skal kunne komme tilbage. I skal ikke åbne for noget, der begynder udefra.
network-rule-tls = Krypteret trafik til adresserne må ikke åbnes undervejs af en proxy eller et filter, og en forbindelse, der står åben i timer, må ikke lukkes.
network-rule-turn = Bedst er det, at alle linjer er åbne. Kan den direkte vej ikke åbnes, klarer samtalerne sig med en af TURN-vejene.
network-rule-no-turn = Denne installation har ingen TURN-server. Derfor kan net, der ikke lukker UDP ud, ikke holde samtaler. Tal med den, der driver installationen.

# --- the numbers

network-numbers = Linjens tal
network-head-number = Mål
network-head-value = Målt
network-head-limit = Godt
network-head-grade = Betyder
network-number-rtt = Svartid (RTT)
network-number-jitter-up = Udsving op (jitter)
network-number-jitter-down = Udsving ned (jitter)
network-number-loss-up = Tab op
network-number-loss-down = Tab ned
network-number-up = Hastighed op
network-number-down = Hastighed ned
network-number-added = Ekstra svartid, når linjen er fuld
network-ms = { $value } ms
network-mbps = { $value } Mbit/s
network-limit-higher = Højst { $value }
network-limit-lower = Mindst { $value }
network-grade-good = Godt
network-grade-usable = Kan bruges
network-grade-sound-only = Kun til lyd
network-grade-unusable = For dårligt
network-unmeasured = Ikke målt

# --- the drawing

network-draw = Sådan hænger det sammen
network-draw-label = Tegning af, hvordan videosamtaler gennem { $site } hænger sammen. Det samme står i ord under tegningen.
network-draw-words = Tegningen i ord
network-draw-home = Browser hos jer
network-draw-home-who = Patient, borger eller personale
network-draw-wall = Jeres firewall
network-draw-site = Hjemmeside og kø
network-draw-media = Samtaler og test
network-draw-turn = TURN-server
network-draw-pexip = Pexip
network-draw-vdx = VDX
network-draw-booked = Åbnes af hjemmesiden
network-both = { $first } og { $second }
network-carriers = Samtaler holdes her i { $list }. Ét kort i køen bruger ét videomøde ad gangen.
network-carrier-embedded = den indbyggede videonode
network-carrier-pexip = en Pexip-installation
network-carrier-vdx = VDX
network-drawn-reach = Browseren kalder { $name } på { $hosts } ad { $ways }.
network-drawn-media = Lyd og billede, som hjemmesiden har åbnet for, går direkte hertil. Testen måler det samme sted.
network-drawn-turn = TURN-serveren sender lyd og billede videre til samtaler og test.
network-drawn-booked = Hjemmesiden åbner videomøder i { $name }, når nogen bliver lukket ind.

# --- the report

network-send = Rapporten
network-send-text = Hele siden er rapporten. Den bliver lavet i din browser og sendes kun, hvis du selv gør det.
network-place = Hvor er testen lavet?
network-place-hint = Valgfrit. Skriv for eksempel sted, net eller IP-adresse, hvis det skal med i rapporten.
network-print = Udskriv
network-copy = Kopiér som tekst
network-save = Gem som fil
network-save-data = Gem som data (JSON)
network-mail = Send i en mail
network-copied = Teksten er kopieret.
network-not-copied = Browseren lod os ikke kopiere. Brug Gem som fil i stedet.
network-mail-subject = Netværkstjek af { $site }
network-mail-rest = Alle linjer og tal står i den rapport, der kan kopieres eller gemmes på siden.
network-file = netvaerkstjek
network-fact-site = Installation
network-fact-when = Testet
network-fact-browser = Browser
network-fact-place = Sted
network-not-tested = Ikke testet endnu
network-moment = { $date } kl. { $time }
network-browser-on = { $browser } på { $system }
network-browser-other = Ukendt browser
network-doctor = Driver du selv installationen, så kør også kommandoen doctor på serveren. Den ser på det, der går mellem serverne.

# --- the words

network-words = Ordene
network-word-udp = UDP og TCP
network-meaning-udp = To måder at sende på. UDP er hurtig og venter ikke på det, der bliver væk. TCP sender det igen, og så kan lyd og billede hakke.
network-word-port = Port
network-meaning-port = Et nummer, der siger, hvilket program på serveren der kaldes. 32768–60999 betyder alle numre fra det første til det sidste.
network-word-tls = TLS
network-meaning-tls = Kryptering af en TCP-forbindelse, som på hjemmesider, der begynder med https.
network-word-websocket = WebSocket
network-meaning-websocket = En forbindelse til en hjemmeside, der bliver stående åben, så siden straks kan få besked.
network-word-turn = TURN
network-meaning-turn = En server, der tager imod lyd og billede og sender det videre, når den direkte vej er lukket.
network-word-node = Videonode
network-meaning-node = Den server, som et videomøde holdes på, her, i Pexip eller i VDX.
network-word-rtt = Svartid (RTT)
network-meaning-rtt = Tiden, fra noget sendes, til svaret er tilbage.
network-word-jitter = Udsving (jitter)
network-meaning-jitter = Hvor ujævnt det, der sendes jævnt, kommer frem.
network-word-loss = Tab
network-meaning-loss = Den del af det sendte, som aldrig kom frem.
