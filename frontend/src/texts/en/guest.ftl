# The guest's pages: the doors, the waiting, the turn, and what comes after.

# --- around every screen

clinic-phone = The clinic
emergency = Emergency
emergency-call = call 112
phone-in-message = The clinic's number is in your message.
sign-live = Connected. Confirmed at { $time }
sign-checking = Checking the connection. Last confirmed at { $time }
call-clinic = Call { $phone }
try-again = Try again now
opening-title = One moment
opening-text = We are finding your place.
opening-slow-title = This takes a little longer than usual
opening-slow-text = We keep trying, you need not do anything.

title-place = No. { $number } · { $clinic }
title-about = About { $ahead } ahead of you · { $clinic }
title-hidden = In line · { $clinic }
title-turn = It is your turn · { $clinic }
title-turn-now = ● Go in now
title-lost = No connection · { $clinic }
title-call = In the call · { $clinic }
title-other = Waiting room · { $clinic }

link-ended-title = Your consultation is over
link-ended-text = The link has done its work. If you need to talk to the clinic again, call them.
link-unknown-title = We do not know this link
link-unknown-text = Perhaps part of it is missing. Open it again from your message, or call the clinic.
link-busy-title = There have been many tries
link-busy-text = Wait a minute, then try again.
offline-title = We cannot get a connection
offline-text = Check whether you are online, and try again.
fault-title = Something went wrong on our side
fault-text = You have done nothing wrong. Try again in a moment, or call the clinic.

# --- doors that stay shut

door-closed-title = The clinic is closed
door-closed-text = You cannot enter the waiting room right now. Call the clinic if you need help.

# --- waiting

waiting-number = You are number { $number } in line.
waiting-number-before = You are number
waiting-number-after = in line
waiting-about = About { $ahead } people are ahead of you.
waiting-hidden = You are in line.
waiting-next = You are next.
wait-between = We expect your turn <b>between { $low } and { $high }</b>.
wait-before = We expect your turn <b>before { $high }</b>.
wait-unknown = We can't say yet how long you will wait.
wait-late = It is taking longer than we expected. We can't say yet how long.
waiting-seen = The clinic has seen that you are here
waiting-seen-said = The clinic has seen that you are here.
waiting-put-back = The clinician had to stop for a moment. You still have your place.
waiting-closed = The clinic takes no more people into the line. You still have your place.
waiting-as-relative = You are waiting as a relative.
waiting-as-interpreter = You are waiting as an interpreter.
waiting-as-colleague = You are waiting as a health professional.
notice-from = Message from the clinic at { $time }
notice-said = Message from the clinic: { $text }
party-title = Who is with you
party-patient = The patient
party-relative = Relative
party-interpreter = Interpreter
party-colleague = Health professional
here-connected = Is here
here-invited = Not here yet
here-away = Has lost contact
here-left = Has left
contact-back = The connection is back.
parked-title = Your place is kept
parked-text = We had no contact with you for a while. We are bringing your place back now.

prepare = Get sound and picture ready
prepare-text = You need not do this. You can wait and talk without a camera.
camera-on = See your own picture
camera-off = Turn the camera off
camera-opening = Opening the camera
camera-yours = Your own picture. Only you can see it now.
camera-blocked = The camera is turned off in your browser. You can wait and talk without it.
camera-none = We cannot find a camera. You can wait and talk without it.
camera-taken = Another program is using the camera. Close it and try again. You can wait and talk without it.
sound-try = Try the sound
sound-played = This is how it sounds when it is your turn. If you cannot hear it, turn up the volume.
ready = I am ready
ready-seen = The clinic can see that you are ready. Tap again to take it back.

leave = Leave the line
leave-title = Do you want to leave the line?
leave-text = You will lose your place. If you come back later, you will be last in line.
leave-text-party = You will not be part of this any more. The others keep the place.
leave-stay = Stay in line
leave-going = Leaving the line

# --- the turn

turn-title = It is your turn
turn-clinician = { $name } is ready for you.
turn-ready = The clinician is ready for you.
turn-said = Tap to go in.
turn-go = Go in
turn-preparing = The call opens in a moment
turn-moment = I need a moment
turn-moment-text = Take the time you need. Tap Go in when you are ready.
turn-trouble = We could not open the call. Try again.
call-elsewhere = The call opens in a new window. Leave this page open meanwhile.
call-elsewhere-open = Open the call
call-elsewhere-back = Back
failed-title = The call could not be opened yet
failed-text = The clinician can see it and is trying again. Your place is kept, and you need not do anything.
beside-title = The others have been let in
beside-full-title = The others have been let in
beside-full-text = There is only room for two in the call right now: the clinician and one more. The clinic can see that you are here.
beside-text = Stay here. The clinic can see that you are here and can let you in too.

# --- after the call

left-call-title = You have left the call
left-call-text = The call is still open. You can go in again.
left-call-ended-title = The call is over
left-call-ended-text = If that is a mistake, you can go in again until the clinician has finished.
left-call-removed-title = The clinic has taken you out of the call
left-call-removed-text = Stay here. The clinic can see that you are here.
left-call-replaced-title = You have gone in somewhere else
left-call-replaced-text = The call is open in another window or on another phone.
left-call-elsewhere-title = The call is going on
left-call-elsewhere-text = You can go in again here. If it is open in another window, it moves here.
go-back-in = Go in again
go-in-here = Go in here
finished = I am finished

ended-completed-title = Thank you for today
ended-completed-text = The call is over, and you can close the page.
ended-left-title = You have left the line
ended-left-text = You can close the page. To come back, call the clinic or use the clinic's door.
ended-removed-title = The clinic has taken your place out of the line
ended-removed-text = Call the clinic if you still need to talk to them.
ended-no-show-title = The time has passed
ended-no-show-text = We did not get to meet. Call the clinic for a new appointment.
ended-cancelled-title = Your appointment is cancelled
ended-cancelled-text = Call the clinic if you are in doubt or want a new appointment.
ended-closed-title = The clinic has closed for today
ended-closed-text = Call the clinic if you still need help.
ended-expired-title = Your place has expired
ended-expired-text = We had no contact with you for a long time. Call the clinic, and they will help you.
gone-left-title = You have left the line
gone-left-text = You can close the page. If you still need help, call the clinic.
gone-done-title = Thank you for today
gone-done-text = You are signed out, and nothing about you is kept here. You can close the page.
close-up = Close and clear

# --- trouble

lost-title = We have lost contact
lost-text = <b>Your place is kept.</b> We keep trying, you need not do anything.
lost-said = Your place is kept, and we keep trying.
lost-first-title = We cannot get a connection
lost-first-text = We keep trying. We have not found your place yet.
lost-server-title = We can't confirm your place right now
lost-server-text = <b>Your place is kept.</b> The fault is on our side. We keep trying, you need not do anything.
lost-last = Last confirmed at { $time }:
lost-last-number = you were number { $number }.
lost-last-about = about { $ahead } people were ahead of you.
lost-last-hidden = you were in line.
lost-last-other = you were in the waiting room.
lost-last-turn = it was your turn.
lost-last-called = you had been let in.
lost-offline = It looks as if you are not online.
lost-long = If it takes long, turn wi-fi off and on, or call the clinic. They can see that you are waiting.
lost-long-first = If it takes long, turn wi-fi off and on, or call the clinic.

over-signed-out-title = You are not in the waiting room right now
over-signed-out-text = Open the link in your message again, or go in by the clinic's door. If you still have a place, you return to it.
over-denied-title = Your link is no longer valid
over-denied-text = Call the clinic if you still need to talk to them.
over-no-queue-title = The line is no longer there
over-no-queue-text = Call the clinic, and they will help you.
over-replaced-title = You have the waiting room open somewhere else
over-replaced-text = It is the same place. You can go on here instead.
over-replaced-here = Go on here
over-outdated-title = The page has been updated
over-outdated-text = Your place is kept. Load the page again to see it.
over-fault-title = Something went wrong on our side
over-fault-text = You have done nothing wrong. Your place is kept. Load the page again to see it.
over-reload = Load the page again
refused-full-title = It is full right now
refused-full-text = The line can't take more people. Try again in a moment, or call the clinic.
refused-place-title = We cannot find your place
refused-place-text = Call the clinic, and they will help you.
