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
title-turn-again = ● You are being called now
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
refused-full-title = It is full right now
refused-full-text = The line can't take more people. Try again in a moment, or call the clinic.

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
waiting-moved = { $from ->
    [none] You have been moved to { $to }. Your place in this line is kept.
   *[other] You have been moved from { $from } to { $to }. Your place in this line is kept.
  }
moving-title = { $to ->
    [none] You are being moved to another line
   *[other] You are being moved to { $to }
  }
moving-text = Stay on this page. You need not do anything.
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

elsewhere = Go on on another device
prepare = Test camera, sound and connection
prepare-word = Say that you are ready

leave = Leave the line
leave-title = Do you want to leave the line?
leave-text = You will lose your place. If you come back later, you will be last in line.
leave-text-party = You will not be part of this any more. The others keep the place.
leave-stay = Stay in line
leave-going = Leaving the line

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
