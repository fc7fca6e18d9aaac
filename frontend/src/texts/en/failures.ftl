# Why a conference did not become ready. The key is failure- and the word on the card.

## Anything else

failure-other = The conference could not be opened. Try again, or phone the patient.

## The conference itself

failure-conference-unreachable = The conference does not answer. Try again, or phone the patient.
failure-conference-slow = The conference was not ready in time. Try again, or phone the patient.
failure-conference-maintenance = The conference is being worked on just now. Try again, or phone the patient.
failure-conference-fault = We have a fault, so the conference could not be opened. Try again, or phone the patient.
failure-conference-not-set-up = That kind of conference is not set up here. Tell whoever runs the waiting room. Phone the patient meanwhile.
failure-conference-full = All places for conferences are in use. Wait a moment, and try again.

## Pexip and our own node

failure-pexip-unreachable = The video system does not answer. Try again, or phone the patient.
failure-pexip-maintenance = The video system is being worked on just now. Try again, or phone the patient.
failure-pexip-failed = The video system has a fault. Try again, or phone the patient.
failure-pexip-too-fast = The video system is busy. Try again, or phone the patient.
failure-pexip-not-a-node = The video system answers something we do not understand. Tell whoever runs the waiting room. Phone the patient meanwhile.
failure-pexip-sign-in = The video system does not accept our sign-in. Tell whoever runs the waiting room. Phone the patient meanwhile.
failure-pexip-declined = The video system said no. Tell whoever runs the waiting room. Phone the patient meanwhile.
failure-pexip-no-number = There is no telephone number that may be rung up. Phone the patient yourself.

## VDX

failure-vdx-unreachable = VDX does not answer. Try again, or phone the patient.
failure-vdx-failed = VDX has a fault. Try again, or phone the patient.
failure-vdx-too-fast = VDX is busy. Try again, or phone the patient.
failure-vdx-not-the-api = VDX answers something we do not understand. Tell whoever runs the waiting room. Phone the patient meanwhile.
failure-vdx-sign-in-away = We can't sign in to VDX just now. Try again, or phone the patient.
failure-vdx-sign-in = VDX does not accept our sign-in. Tell whoever runs the waiting room. Phone the patient meanwhile.
failure-vdx-denied = VDX does not let us do that. Tell whoever runs the waiting room. Phone the patient meanwhile.
failure-vdx-no-account = The clinic's organisation is not set up for VDX. Tell whoever runs the waiting room. Phone the patient meanwhile.
failure-vdx-cannot-ring = VDX can't ring anybody up. Phone the patient yourself.
failure-vdx-not-found = VDX does not know the meeting. Try again, or phone the patient.
failure-vdx-refused = VDX said no. Tell whoever runs the waiting room. Phone the patient meanwhile.
failure-vdx-not-yet = The room is on its way. Wait a moment.
failure-vdx-too-slow = The room was not ready in time. Try again, or phone the patient.
failure-vdx-provision-problems = VDX could not make the room. Try again, or phone the patient.
failure-vdx-spent = No room could be had for this visit. Phone the patient.
failure-vdx-no-guest-pin = The room has no code for guests, so nobody is let in. Tell whoever runs the waiting room. Phone the patient meanwhile.
failure-vdx-no-host-pin = The room has no code for the clinic, so nobody is let in. Tell whoever runs the waiting room. Phone the patient meanwhile.
failure-vdx-same-pins = The two codes of the room are the same, so nobody is let in. Tell whoever runs the waiting room. Phone the patient meanwhile.
failure-vdx-guest-pin-off = The template in VDX gives the guests no code. Tell whoever runs the waiting room. Phone the patient meanwhile.
failure-vdx-host-pin-off = The template in VDX gives the clinic no code. Tell whoever runs the waiting room. Phone the patient meanwhile.
failure-vdx-portal-with-pin = The link in the template of VDX holds the code. Tell whoever runs the waiting room. Phone the patient meanwhile.
failure-vdx-portal-elsewhere = The link in the template of VDX does not lead to the waiting room. Tell whoever runs the waiting room. Phone the patient meanwhile.
failure-vdx-invalid = VDX can't read our booking. Tell whoever runs the waiting room. Phone the patient meanwhile.
failure-vdx-basic = VDX could not carry out the booking. Tell whoever runs the waiting room. Phone the patient meanwhile.
failure-vdx-not-changeable = The room can't be changed just now. We try again.
failure-vdx-not-deletable = The room can't be deleted just now. We try again.
failure-vdx-address-template = The template in VDX can't give the room an address. Tell whoever runs the waiting room. Phone the patient meanwhile.
failure-vdx-addresses-used-up = VDX has no free addresses. Try again, or phone the patient.
failure-vdx-guest-pin-template = The template in VDX can't give the guests a code. Tell whoever runs the waiting room. Phone the patient meanwhile.
failure-vdx-host-pin-template = The template in VDX can't give the clinic a code. Tell whoever runs the waiting room. Phone the patient meanwhile.
failure-vdx-one-pool-template = There can be only one template for pool rooms in VDX. Tell whoever runs the waiting room. Phone the patient meanwhile.
failure-vdx-no-pool = The organisation has no pool of rooms in VDX. Tell whoever runs the waiting room. Phone the patient meanwhile.
failure-vdx-pool-empty = All pool rooms are in use. Try again, or phone the patient.
failure-vdx-id-taken = VDX already has another meeting under our number. Tell whoever runs the waiting room. Phone the patient meanwhile.
failure-vdx-no-organisation = VDX does not know the organisation. Tell whoever runs the waiting room. Phone the patient meanwhile.
failure-vdx-no-reservations = The organisation can't reserve rooms in VDX. Tell whoever runs the waiting room. Phone the patient meanwhile.
failure-vdx-id-clash = VDX could not give the meeting a number. Try again, or phone the patient.
failure-vdx-bad-time = VDX can't read the time of the meeting. Tell whoever runs the waiting room. Phone the patient meanwhile.
failure-vdx-no-template = The template does not exist in VDX. Tell whoever runs the waiting room. Phone the patient meanwhile.
failure-vdx-others-template = The template in VDX belongs to another organisation. Tell whoever runs the waiting room. Phone the patient meanwhile.
failure-vdx-half-a-period = VDX wants both a beginning and an end. Tell whoever runs the waiting room. Phone the patient meanwhile.
failure-vdx-reservation-gone = The reserved room is gone. Try again, or phone the patient.
failure-vdx-missing-field = Something is missing in our booking with VDX. Tell whoever runs the waiting room. Phone the patient meanwhile.
failure-vdx-own-address-denied = The organisation may not choose addresses in VDX. Tell whoever runs the waiting room. Phone the patient meanwhile.
failure-vdx-own-address-taken = The address is already in use in VDX. Tell whoever runs the waiting room. Phone the patient meanwhile.
failure-vdx-own-address-letters = The address has characters that VDX does not accept. Tell whoever runs the waiting room. Phone the patient meanwhile.
failure-vdx-reservation-with-pin = A reserved room can't get a code from us. Tell whoever runs the waiting room. Phone the patient meanwhile.
failure-vdx-same-key-twice = A detail stands twice in our booking with VDX. Tell whoever runs the waiting room. Phone the patient meanwhile.
failure-vdx-nothing-to-search = VDX was not told what to find. Tell whoever runs the waiting room. Phone the patient meanwhile.
