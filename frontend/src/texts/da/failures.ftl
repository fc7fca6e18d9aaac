# Hvorfor et videomøde ikke blev klart. Nøglen er failure- og ordet på kortet.

## Alt andet

failure-other = Videomødet kunne ikke åbnes. Prøv igen, eller ring til patienten.

## Selve videomødet

failure-conference-unreachable = Videomødet svarer ikke. Prøv igen, eller ring til patienten.
failure-conference-slow = Videomødet blev ikke klart i tide. Prøv igen, eller ring til patienten.
failure-conference-maintenance = Der arbejdes på videomødet lige nu. Prøv igen, eller ring til patienten.
failure-conference-fault = Vi har en fejl, så videomødet kunne ikke åbnes. Prøv igen, eller ring til patienten.
failure-conference-not-set-up = Den slags videomøde er ikke sat op her. Sig det til den, der passer ventestuen. Ring til patienten imens.
failure-conference-full = Alle pladser til videomøder er i brug. Vent lidt, og prøv igen.

## Pexip og vores egen node

failure-pexip-unreachable = Videosystemet svarer ikke. Prøv igen, eller ring til patienten.
failure-pexip-maintenance = Der arbejdes på videosystemet lige nu. Prøv igen, eller ring til patienten.
failure-pexip-failed = Videosystemet har en fejl. Prøv igen, eller ring til patienten.
failure-pexip-too-fast = Videosystemet har travlt. Prøv igen, eller ring til patienten.
failure-pexip-not-a-node = Videosystemet svarer noget, vi ikke forstår. Sig det til den, der passer ventestuen. Ring til patienten imens.
failure-pexip-sign-in = Videosystemet tager ikke imod vores login. Sig det til den, der passer ventestuen. Ring til patienten imens.
failure-pexip-declined = Videosystemet sagde nej. Sig det til den, der passer ventestuen. Ring til patienten imens.
failure-pexip-no-number = Der er intet telefonnummer, som må ringes op. Ring selv til patienten.

## VDX

failure-vdx-unreachable = VDX svarer ikke. Prøv igen, eller ring til patienten.
failure-vdx-failed = VDX har en fejl. Prøv igen, eller ring til patienten.
failure-vdx-too-fast = VDX har travlt. Prøv igen, eller ring til patienten.
failure-vdx-not-the-api = VDX svarer noget, vi ikke forstår. Sig det til den, der passer ventestuen. Ring til patienten imens.
failure-vdx-sign-in-away = Vi kan ikke logge ind på VDX lige nu. Prøv igen, eller ring til patienten.
failure-vdx-sign-in = VDX tager ikke imod vores login. Sig det til den, der passer ventestuen. Ring til patienten imens.
failure-vdx-denied = VDX giver os ikke lov til det. Sig det til den, der passer ventestuen. Ring til patienten imens.
failure-vdx-no-account = Klinikkens organisation er ikke sat op til VDX. Sig det til den, der passer ventestuen. Ring til patienten imens.
failure-vdx-cannot-ring = VDX kan ikke ringe nogen op. Ring selv til patienten.
failure-vdx-not-found = VDX kender ikke mødet. Prøv igen, eller ring til patienten.
failure-vdx-refused = VDX sagde nej. Sig det til den, der passer ventestuen. Ring til patienten imens.
failure-vdx-not-yet = Rummet er på vej. Vent lidt.
failure-vdx-too-slow = Rummet blev ikke klar i tide. Prøv igen, eller ring til patienten.
failure-vdx-provision-problems = VDX kunne ikke lave rummet. Prøv igen, eller ring til patienten.
failure-vdx-spent = Det lykkedes ikke at få et rum til dette besøg. Ring til patienten.
failure-vdx-no-guest-pin = Rummet har ingen kode til gæster, så ingen bliver lukket ind. Sig det til den, der passer ventestuen. Ring til patienten imens.
failure-vdx-no-host-pin = Rummet har ingen kode til klinikken, så ingen bliver lukket ind. Sig det til den, der passer ventestuen. Ring til patienten imens.
failure-vdx-same-pins = Rummets to koder er ens, så ingen bliver lukket ind. Sig det til den, der passer ventestuen. Ring til patienten imens.
failure-vdx-guest-pin-off = Skabelonen i VDX giver ikke gæsterne en kode. Sig det til den, der passer ventestuen. Ring til patienten imens.
failure-vdx-host-pin-off = Skabelonen i VDX giver ikke klinikken en kode. Sig det til den, der passer ventestuen. Ring til patienten imens.
failure-vdx-portal-with-pin = Linket i VDX-skabelonen indeholder koden. Sig det til den, der passer ventestuen. Ring til patienten imens.
failure-vdx-portal-elsewhere = Linket i VDX-skabelonen fører ikke til ventestuen. Sig det til den, der passer ventestuen. Ring til patienten imens.
failure-vdx-invalid = VDX kan ikke læse vores bestilling. Sig det til den, der passer ventestuen. Ring til patienten imens.
failure-vdx-basic = VDX kunne ikke udføre bestillingen. Sig det til den, der passer ventestuen. Ring til patienten imens.
failure-vdx-not-changeable = Rummet kan ikke ændres lige nu. Vi prøver igen.
failure-vdx-not-deletable = Rummet kan ikke slettes lige nu. Vi prøver igen.
failure-vdx-address-template = Skabelonen i VDX kan ikke give rummet en adresse. Sig det til den, der passer ventestuen. Ring til patienten imens.
failure-vdx-addresses-used-up = VDX har ingen ledige adresser. Prøv igen, eller ring til patienten.
failure-vdx-guest-pin-template = Skabelonen i VDX kan ikke give gæsterne en kode. Sig det til den, der passer ventestuen. Ring til patienten imens.
failure-vdx-host-pin-template = Skabelonen i VDX kan ikke give klinikken en kode. Sig det til den, der passer ventestuen. Ring til patienten imens.
failure-vdx-one-pool-template = Der kan kun være én skabelon for klargjorte rum i VDX. Sig det til den, der passer ventestuen. Ring til patienten imens.
failure-vdx-no-pool = Organisationen har ingen klargjorte rum i VDX. Sig det til den, der passer ventestuen. Ring til patienten imens.
failure-vdx-pool-empty = Alle klargjorte rum er i brug. Prøv igen, eller ring til patienten.
failure-vdx-id-taken = VDX har allerede et andet møde med vores nummer. Sig det til den, der passer ventestuen. Ring til patienten imens.
failure-vdx-no-organisation = VDX kender ikke organisationen. Sig det til den, der passer ventestuen. Ring til patienten imens.
failure-vdx-no-reservations = Organisationen kan ikke reservere rum i VDX. Sig det til den, der passer ventestuen. Ring til patienten imens.
failure-vdx-id-clash = VDX kunne ikke give mødet et nummer. Prøv igen, eller ring til patienten.
failure-vdx-bad-time = VDX kan ikke læse mødets tid. Sig det til den, der passer ventestuen. Ring til patienten imens.
failure-vdx-no-template = Skabelonen findes ikke i VDX. Sig det til den, der passer ventestuen. Ring til patienten imens.
failure-vdx-others-template = Skabelonen i VDX hører til en anden organisation. Sig det til den, der passer ventestuen. Ring til patienten imens.
failure-vdx-half-a-period = VDX vil have både en start og en slutning. Sig det til den, der passer ventestuen. Ring til patienten imens.
failure-vdx-reservation-gone = Det reserverede rum findes ikke mere. Prøv igen, eller ring til patienten.
failure-vdx-missing-field = Der mangler noget i vores bestilling til VDX. Sig det til den, der passer ventestuen. Ring til patienten imens.
failure-vdx-own-address-denied = Organisationen må ikke vælge adresser i VDX. Sig det til den, der passer ventestuen. Ring til patienten imens.
failure-vdx-own-address-taken = Adressen er allerede i brug i VDX. Sig det til den, der passer ventestuen. Ring til patienten imens.
failure-vdx-own-address-letters = Adressen har tegn, som VDX ikke tager imod. Sig det til den, der passer ventestuen. Ring til patienten imens.
failure-vdx-reservation-with-pin = Et reserveret rum kan ikke få en kode fra os. Sig det til den, der passer ventestuen. Ring til patienten imens.
failure-vdx-same-key-twice = En oplysning står to gange i vores bestilling til VDX. Sig det til den, der passer ventestuen. Ring til patienten imens.
failure-vdx-nothing-to-search = VDX fik ikke at vide, hvad der skulle findes. Sig det til den, der passer ventestuen. Ring til patienten imens.
