# What may come while a guest waits: fetched once the waiting stands, so that its words are here by then.

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
turn-again = You are being called now
turn-again-said = You are being called now. Tap to go in.
turn-inside = In the call now: { $who }.
turn-inside-nobody = Nobody is in the call yet.
inside-staff = the clinician
inside-patient = the patient
inside-relative = { $count ->
    [one] a relative
   *[other] { $count } relatives
  }
inside-interpreter = { $count ->
    [one] the interpreter
   *[other] { $count } interpreters
  }
inside-colleague = { $count ->
    [one] a health professional
   *[other] { $count } health professionals
  }
media-one-way = The clinician can see and hear you. You can neither see nor hear the clinician in this call.
media-sound = This call is sound only. Your camera will not be turned on.
by-phone-rung-title = We are ringing you now
by-phone-rung-text = Take the phone when it rings. You can also go in here on the page instead.
by-phone-calls-in-title = { $number ->
    [none] Call in to the conversation
   *[other] Call in on { $number }
  }
by-phone-calls-in-text = The clinic tells you the code. You can also go in here on the page instead.
by-phone-unanswered-title = We did not reach you by phone
by-phone-unanswered-text = The clinic can ring you again. You can also go in here on the page instead.
by-phone-inside-title = You are in the call on your phone
by-phone-inside-text = Hang up when you have finished. You can also go in here on the page instead.
by-phone-dial = Call in
by-phone-go = Go in here instead
call-elsewhere = The call opens in a new window. Leave this page open meanwhile.
call-elsewhere-open = Open the call
call-elsewhere-back = Back
failed-title = The call could not be opened yet
failed-text = The clinician can see it and is trying again. Your place is kept, and you need not do anything.
beside-title = The others have been let in
beside-full-title = The others have been let in
beside-full-text = There is no room for more people in the call right now. Stay here, the clinic can see you.
beside-text = Stay here. The clinic can see that you are here and can let you in too.

# --- going on on another device

elsewhere-title = Go on on another device
elsewhere-text = Scan the code with the camera of your phone. You keep your place, and this page stops when you have gone in there.
elsewhere-until = The code is for you only. It works until { $time }.
elsewhere-code = A code that opens your place on another device
elsewhere-copy = Copy the link instead
elsewhere-copied = The link is copied. Do not share it with others.
elsewhere-copy-failed = The link could not be copied. Scan the code instead.
elsewhere-making = Making the code
elsewhere-failed = We could not make the code. Wait a moment and try again.
elsewhere-done = Close

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

# --- when it goes no further

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
refused-behind-title = The queue is not ready yet
refused-behind-text = The system was restored from an older copy, and the queue can't be used right now. Try again in a moment, or call the clinic.
refused-place-title = We cannot find your place
refused-place-text = Call the clinic, and they will help you.
